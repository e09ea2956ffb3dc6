"""The limits of reading hold in a process, whatever it runs."""

import multiprocessing
import signal
import time
from collections.abc import Callable

import pytest

from hedui.limits import Limits, TimeUp, confine, timed


def apart(work: Callable[[], None]) -> int | None:
    """Exit code of a process that does some work."""
    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    process.join()
    return process.exitcode


def test_python_that_takes_too_long_raises() -> None:
    with pytest.raises(TimeUp), timed(Limits(seconds=1)):
        while True:
            pass


def test_what_is_in_time_goes_on() -> None:
    with timed(Limits(seconds=1)):
        time.sleep(0)
    assert signal.getitimer(signal.ITIMER_PROF) == signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)


def never_returns() -> None:
    with timed(Limits(seconds=1)):
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGPROF])  # as native code, which hears nothing
        while True:
            pass


def test_native_code_that_does_not_return_is_ended() -> None:
    assert apart(never_returns) == -signal.SIGVTALRM


def takes_much() -> None:
    confine(Limits(memory=64))
    try:
        bytearray(1 << 30)  # more than the heap of the tests can have left over
    except MemoryError:
        raise SystemExit(7) from None


def test_no_more_memory_than_the_limit() -> None:
    assert apart(takes_much) == 7
