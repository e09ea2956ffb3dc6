"""Steps tried again when what stopped them can pass: a full disk, a lock of another program, a lost reading process.

Belongs here: what can pass, and how long to wait. Does not belong here: what a step does. Bad data never passes.
"""

import errno
import functools
from collections.abc import Callable, Iterator
from concurrent.futures.process import BrokenProcessPool
from typing import Any

import dagster as dg
import duckdb

WAITS = (2.0, 10.0, 60.0)  # seconds before each further attempt
_PASSING = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EAGAIN, errno.ENOMEM, errno.EIO, errno.ESTALE, errno.EBUSY})


def can_pass(error: BaseException | None) -> bool:
    """Whether what was raised, or what it was raised from, may be over in a while."""
    while error is not None:
        match error:
            case BrokenProcessPool():
                return True
            case duckdb.IOException() | OSError() if _is_passing(error):
                return True
        error = error.__cause__
    return False


def retried(compute: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    """A step that is tried again, after ever longer waits, while what stops it can pass."""

    @functools.wraps(compute)
    def run(*arguments: Any, **named: Any) -> Iterator[Any]:
        try:
            yield from compute(*arguments, **named)
        except Exception as error:
            context = dg.OpExecutionContext.get()
            if not can_pass(error) or context.retry_number >= len(WAITS):
                raise
            wait = WAITS[context.retry_number]
            context.log.warning("%s; tried again in %d seconds", error, wait)
            named["workspace"].on_progress(f"{error} Trying again in {wait:g} seconds", 0, 1)
            raise dg.RetryRequested(len(WAITS), wait) from error

    return run


def _is_passing(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in _PASSING
    return "Could not set lock" in str(error) or "No space left" in str(error)
