"""Taking what is due from the outbox to its addresses, one process at a time.

Belongs here: the order of attempts, and how long they may take together. Does not belong here: how a service is spoken
to, or what is kept.
"""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hedui.alerts.address import Address
from hedui.alerts.channels import NotTaken, send
from hedui.alerts.digest import Digest
from hedui.alerts.outbox import PENDING, Delivery, Outbox
from hedui.alerts.render import chosen

LOCK = "alerts.lock"

Send = Callable[[Digest, Address, float], None]


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of one attempt: ``problem`` is ``""`` where the address has the digest."""

    digest_id: str
    address: str
    problem: str


@dataclass(frozen=True, slots=True)
class Clock:
    """The time, and waiting for it; a test brings its own."""

    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


CLOCK = Clock()


def deliver(outbox: Outbox, patience: float = 0.0, clock: Clock = CLOCK, send: Send = send) -> list[Attempt]:
    """Attempt what is due, and, while patience lasts, what becomes due.

    Of an address that failed, the other digests wait for the next round. While another process sends, nothing is done:
    it sends all.

    Args:
        outbox: the outbox.
        patience: seconds within which attempts may begin.
        clock: the time.
        send: hands a digest to an address.

    Returns:
        What came of the attempts, in order.
    """
    attempts: list[Attempt] = []
    until = clock.now() + patience
    with _alone(outbox.home) as is_alone:
        while is_alone:
            pending = outbox.deliveries((PENDING,), clock.now())
            due = [delivery for delivery in pending if delivery.due_at <= clock.now()]
            failed: set[str] = set()
            for delivery in sorted(due, key=lambda delivery: delivery.due_at):
                if delivery.key not in failed:
                    attempts.append(_attempt(outbox, delivery, clock, send))
                    failed |= {delivery.key} if attempts[-1].problem else set()
            if not pending or clock.now() >= until:
                break
            if not due:
                soonest = min(delivery.due_at for delivery in pending)
                if soonest > until:
                    break
                clock.sleep(soonest - clock.now())
    return attempts


def _attempt(outbox: Outbox, delivery: Delivery, clock: Clock, send: Send) -> Attempt:
    address = next(address for address in outbox.addresses if address.key == delivery.key)
    wanted = chosen(delivery.digest, address)
    problem = ""
    outbox.begin_attempt(delivery, clock.now())
    if wanted is not None:
        try:
            send(wanted, address, clock.now())
        except NotTaken as error:
            problem = str(error) or "it was not taken"
        except Exception as error:  # one address must not keep the others from theirs; its words may hold the URL
            problem = type(error).__name__
    outbox.end_attempt(delivery, clock.now(), problem)
    return Attempt(delivery.digest.digest_id, str(address), problem)


@contextmanager
def _alone(home: Path) -> Iterator[bool]:
    """Whether no other process sends; the kernel frees the lock when this one ends, however it ends."""
    with (home / LOCK).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
