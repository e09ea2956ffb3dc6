"""Deliveries: each digest reaches each address under one id, whatever fails or is killed on the way, with a bound."""

import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import time as now

import pytest
from alert_examples import FAILED
from hypothesis import given, settings
from hypothesis import strategies as st
from webhook import webhook_server

from hedui.alerts.address import Address, Channel, parse_addresses
from hedui.alerts.channels import NotTaken
from hedui.alerts.courier import Clock, deliver
from hedui.alerts.digest import Digest, Notice, NoticeKind, Topic
from hedui.alerts.outbox import BACK_OFF, GIVEN_UP, KEPT_DAYS, PENDING, SENT, Outbox

A, B = (Address(Channel.WEBHOOK, f"http://host/{name}") for name in "ab")
DAY = 86_400.0


@dataclass
class Post:
    """A service in the place of a network: it takes or refuses what it is told to."""

    refusing: set[str] = field(default_factory=set)
    taken: list[tuple[str, str]] = field(default_factory=list)
    attempts: int = 0

    def send(self, digest: Digest, address: Address, now: float) -> None:
        self.attempts += 1
        if address.key in self.refusing:
            raise NotTaken("HTTP 500")
        self.taken.append((digest.digest_id, address.key))


@dataclass
class Time:
    """A clock that goes on when somebody waits for it."""

    at: float = 1_000.0

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.at, self._sleep)

    def _sleep(self, seconds: float) -> None:
        assert seconds >= 0
        self.at += seconds


def fill(outbox: Outbox, *events: str, at: float = 1_000.0) -> None:
    assert FAILED.notice is not None
    for event in events:
        assert outbox.add(event, at, FAILED.notice)


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def outbox(tmp_path: Path, time: Time) -> Iterator[Outbox]:
    with Outbox(tmp_path, (A, B), time.at) as outbox:
        yield outbox


def test_each_digest_reaches_each_address_once(outbox: Outbox, time: Time) -> None:
    post = Post()
    fill(outbox, "one", "two")
    assert not outbox.add("one", time.at, FAILED.notice or Notice(NoticeKind.TEST))
    for _ in range(3):
        deliver(outbox, 0, time.clock, post.send)
    assert Counter(key for _, key in post.taken) == {A.key: 2, B.key: 2}
    assert len(set(post.taken)) == 4


def test_one_that_fails_keeps_no_other_from_its_own_and_waits_ever_longer(outbox: Outbox, time: Time) -> None:
    post = Post(refusing={A.key})
    fill(outbox, "one")
    waits, last = [], time.at
    for _ in range(len(BACK_OFF)):
        [attempt] = [made for made in deliver(outbox, 0, time.clock, post.send) if made.problem]
        assert attempt.problem == "HTTP 500"
        [pending] = outbox.deliveries((PENDING,), time.at)
        time.at = pending.due_at
        waits.append(time.at - last)
        last = time.at
    assert tuple(waits) == BACK_OFF
    assert post.taken == [(attempt.digest_id, B.key)]


def test_after_the_last_attempt_it_is_given_up_until_a_person_asks(outbox: Outbox, time: Time) -> None:
    post = Post(refusing={A.key})
    fill(outbox, "one")
    for _ in range(100):
        deliver(outbox, 0, time.clock, post.send)
        time.at += DAY
    assert post.attempts == len(BACK_OFF) + 1 + 1
    [delivery] = outbox.deliveries((GIVEN_UP,), time.at)
    assert (delivery.key, delivery.problem) == (A.key, "HTTP 500")
    post.refusing.clear()
    outbox.again(delivery)
    deliver(outbox, 0, time.clock, post.send)
    assert (delivery.digest.digest_id, A.key) in post.taken
    assert not outbox.deliveries((GIVEN_UP, PENDING), time.at)


def test_with_patience_what_fails_is_tried_again_at_once(outbox: Outbox, time: Time) -> None:
    post = Post(refusing={A.key})
    fill(outbox, "one")

    def recovering(digest: Digest, address: Address, now: float) -> None:
        if post.attempts > 2:
            post.refusing.clear()
        post.send(digest, address, now)

    deliver(outbox, 60, time.clock, recovering)
    assert {key for _, key in post.taken} == {A.key, B.key}


def test_patience_has_an_end(outbox: Outbox, time: Time) -> None:
    post, began = Post(refusing={A.key, B.key}), time.at
    fill(outbox, "one", "two", "three")
    deliver(outbox, 60, time.clock, post.send)
    assert time.at - began <= 60
    assert len(outbox.deliveries((PENDING,), time.at)) == 6


def test_what_raises_is_a_failure_and_its_words_are_not_told(outbox: Outbox, time: Time) -> None:
    def broken(digest: Digest, address: Address, now: float) -> None:
        raise RuntimeError(f"cannot post to {address.url}")

    fill(outbox, "one")
    assert {attempt.problem for attempt in deliver(outbox, 0, time.clock, broken)} == {"RuntimeError"}


def test_an_address_gets_what_was_made_since_it_was_named(tmp_path: Path, time: Time) -> None:
    post = Post()
    with Outbox(tmp_path, (A,), time.at) as outbox:
        fill(outbox, "one")
    with Outbox(tmp_path, (), time.at):  # a process that knows of no address
        pass
    with Outbox(tmp_path, (A, B), time.at + 1) as outbox:
        fill(outbox, "two", at=time.at + 2)
        deliver(outbox, 0, Clock(lambda: time.at + 3), post.send)
    assert Counter(key for _, key in post.taken) == {A.key: 2, B.key: 1}


def test_an_address_that_wants_nothing_of_it_is_not_asked(tmp_path: Path, time: Time) -> None:
    post = Post()
    with Outbox(tmp_path, (replace(A, topics=frozenset({Topic.FILES})), B), time.at) as outbox:
        fill(outbox, "one")
        deliver(outbox, 0, time.clock, post.send)
        assert [key for _, key in post.taken] == [B.key]
        assert not outbox.deliveries((PENDING,), time.at)


def test_what_is_old_and_needs_nothing_is_dropped(tmp_path: Path, time: Time) -> None:
    post = Post(refusing={B.key})
    with Outbox(tmp_path, (A,), time.at) as outbox:
        fill(outbox, "sent")
        deliver(outbox, 0, time.clock, post.send)
    time.at += 1
    with Outbox(tmp_path, (B,), time.at) as outbox:
        fill(outbox, "pending", at=time.at)
        deliver(outbox, 0, time.clock, post.send)
    with Outbox(tmp_path, (A, B), time.at + (KEPT_DAYS + 1) * DAY) as outbox:
        kept = outbox.deliveries((PENDING, SENT), time.at)
    assert {delivery.digest.event for delivery in kept} == {"pending"}


@settings(max_examples=40)
@given(plan=st.lists(st.sampled_from(["add", "fail", "take", "killed before", "killed after"]), max_size=30))
def test_nothing_is_lost_and_nothing_doubled_but_under_its_id(
    plan: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever happens, all have it in the end; twice only where the process was killed before it could note it."""
    home, at, added, post, killed_after = tmp_path_factory.mktemp("outbox"), 1_000.0, 0, Post(), 0
    for step in (*plan, "take"):
        with Outbox(home, (A,), at) as outbox:
            if step == "add":
                added += outbox.add(f"event {at}", at, FAILED.notice or Notice(NoticeKind.TEST))
            else:
                killed_after += _round(outbox, step, at, post)
        at += DAY
    ids = Counter(digest_id for digest_id, _ in post.taken)
    assert len(ids) == added
    assert sum(ids.values()) <= added + killed_after


class Killed(BaseException):
    """The process ends here."""


def _round(outbox: Outbox, step: str, at: float, post: Post) -> bool:
    """One round of deliveries; whether it was killed between taking and noting."""

    def send(digest: Digest, address: Address, now: float) -> None:
        if step == "killed before":
            raise Killed
        post.refusing = {A.key} if step == "fail" else set()
        post.send(digest, address, now)
        if step == "killed after":
            raise Killed

    try:
        deliver(outbox, 0, Clock(lambda: at), send)
    except Killed:
        return step == "killed after"
    return False


CHILD = """
import sys, os, signal, time
from pathlib import Path
from hedui.alerts import courier, channels
from hedui.alerts.address import parse_addresses
from hedui.alerts.outbox import Outbox
def send(digest, address, now):
    if sys.argv[3] == "before": os.kill(os.getpid(), signal.SIGKILL)
    channels.send(digest, address, now)
    if sys.argv[3] == "after": os.kill(os.getpid(), signal.SIGKILL)
with Outbox(Path(sys.argv[1]), parse_addresses([sys.argv[2]]), time.time()) as outbox:
    courier.deliver(outbox, send=send)
"""


def test_a_process_that_is_killed_while_it_sends_loses_nothing(tmp_path: Path) -> None:
    with webhook_server() as hook, Outbox(tmp_path, parse_addresses([hook.address]), now()) as outbox:
        fill(outbox, "one", at=now())
        for moment in ("before", "after"):
            child = subprocess.run([sys.executable, "-c", CHILD, tmp_path, hook.address, moment])
            assert child.returncode == -signal.SIGKILL
            [pending] = outbox.deliveries((PENDING,), now())
            outbox.again(pending)
        deliver(outbox)
        assert not outbox.deliveries((PENDING,), now())
    assert len(hook.requests) == 2  # the one noted, and the one that was killed before it was
    assert len({request.headers["Idempotency-Key"] for request in hook.requests}) == 1


def test_one_process_sends_at_a_time(outbox: Outbox, time: Time) -> None:
    fill(outbox, "one")
    nested: list[object] = []

    def send(digest: Digest, address: Address, now: float) -> None:
        nested.extend(deliver(outbox, 0, time.clock, Post().send))

    assert len(deliver(outbox, 0, time.clock, send)) == 2
    assert nested == []


def test_the_outbox_holds_no_url_and_is_ours_alone(tmp_path: Path) -> None:
    with Outbox(tmp_path, parse_addresses(["json://user:topsecret@host/topsecret?k=topsecret"]), 1.0) as outbox:
        fill(outbox, "one", at=2.0)
        assert len(outbox.deliveries((PENDING,), 2.0)) == 1
    data = (tmp_path / "alerts.sqlite").read_bytes()
    assert b"topsecret" not in data and b"host" not in data
    assert (tmp_path / "alerts.sqlite").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("damage", [b"no database at all, but long enough to look like one" * 90, b""])
def test_a_damaged_outbox_is_set_aside_and_a_new_one_begun(tmp_path: Path, damage: bytes) -> None:
    with Outbox(tmp_path, (A,), 1.0) as outbox:
        fill(outbox, "one")
    (tmp_path / "alerts.sqlite").write_bytes(damage)
    with Outbox(tmp_path, (A,), 2.0) as outbox:
        fill(outbox, "one", at=3.0)
        assert len(outbox.deliveries((PENDING,), 3.0)) == 1
    assert len(list(tmp_path.glob("damaged-*"))) == bool(damage)


def test_a_trouble_is_told_and_then_its_end_and_each_once(outbox: Outbox, time: Time) -> None:
    notice = Notice(NoticeKind.LATE, {"since": "2026-12-01 02:00", "hours": "26"})
    assert outbox.add("late", time.at, notice, opens_at=50.0)
    assert not outbox.add("late", time.at, notice, opens_at=50.0)
    assert not outbox.recover("well before", "2026-12-01 02:00", 40.0, time.at)
    assert outbox.recover("well", "2026-12-03 02:00", 60.0, time.at)
    assert not outbox.recover("well again", "2026-12-04 02:00", 70.0, time.at)
    kinds = [delivery.digest.notice for delivery in outbox.deliveries((PENDING,), time.at) if delivery.key == A.key]
    assert [notice.kind for notice in kinds if notice] == [NoticeKind.LATE, NoticeKind.RECOVERED]
    assert kinds[1] is not None and kinds[1].facts["trouble"] == "late"
