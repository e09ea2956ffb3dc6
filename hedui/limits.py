"""What reading one file may cost: processor time, memory, characters. Enforced in the process that reads.

Belongs here: the limits and how a process holds itself to them. Does not belong here: their defaults' place in the
settings, or which processes there are.
"""

import gc
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

DEFAULT_SECONDS = 60
DEFAULT_MEMORY = 2048
DEFAULT_CHARACTERS = 20_000_000
_GRACE = 1.0  # seconds of processor time after which a process that does not hear is ended
_SELDOM = 50_000  # objects made between two searches for cycles
_PAGE = resource.getpagesize()


class TimeUp(BaseException):
    """Reading a file took more processor time than it may; no ``except Exception`` on the way holds it up."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of reading one file.

    Attributes:
        seconds: processor time.
        memory: mebibytes, over what the reading process holds before it begins.
        characters: length of the text of one document.
    """

    seconds: int = DEFAULT_SECONDS
    memory: int = DEFAULT_MEMORY
    characters: int = DEFAULT_CHARACTERS

    @property
    def named(self) -> str:
        """The limits that end a process, for a message."""
        return f"{self.seconds} seconds or {self.memory} MiB"


def confine(limits: Limits) -> None:
    """Let this process, which reads, ask for no more memory than the limit, beyond what it has."""
    gc.set_threshold(_SELDOM)  # a document is many objects and few cycles
    try:
        held = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * _PAGE
    except (OSError, ValueError):
        held = 0
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = held + (limits.memory << 20)
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


@contextmanager
def timed(limits: Limits) -> Iterator[None]:
    """Raise ``TimeUp`` when the time is over; native code that does not return then is ended with its process."""

    def stop(signum: int, frame: object) -> None:
        raise TimeUp

    heard = signal.signal(signal.SIGPROF, stop)
    ending = signal.signal(signal.SIGVTALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, limits.seconds)
    signal.setitimer(signal.ITIMER_VIRTUAL, limits.seconds + _GRACE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGPROF, heard)
        signal.signal(signal.SIGVTALRM, ending)
