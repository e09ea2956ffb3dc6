"""What is told of runs: each once, whoever looks and however often; and what Prometheus is told."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import pytest
from webhook import Webhook, webhook_server

from hedui.alerts.address import Address, Channel
from hedui.alerts.courier import Clock
from hedui.alerts.digest import NoticeKind
from hedui.alerts.outbox import PENDING, Outbox
from hedui.settings import Settings, load_settings
from hedui.warehouse.building.publish import BuildLocked
from hedui.warehouse.home import Home
from pipelines.jobs import BUILD_JOB
from pipelines.telling import telling, watch
from pipelines.watch import LATE, STUCK, look

ADDRESS = Address(Channel.WEBHOOK, "http://host/x")
S = dg.DagsterRunStatus


class Nights:
    """A home, its history, and the time; what is told of it."""

    def __init__(self, home: Path, instance: dg.DagsterInstance) -> None:
        self.instance, self.settings = instance, load_settings(home=home, environ={})
        self.now = self.began = datetime.now(UTC)
        self.seen = 0
        self.told()

    def run(self, status: dg.DagsterRunStatus) -> str:
        """A run that comes to this."""
        run_id = self.instance.add_run(dg.DagsterRun(job_name=BUILD_JOB, status=S.STARTED)).run_id
        run = self.instance.get_run_by_id(run_id)
        assert run is not None
        if status is S.FAILURE:
            self.instance.report_run_failed(run, "the disk is full")
        elif status is S.SUCCESS:
            event = dg.DagsterEvent(dg.DagsterEventType.RUN_SUCCESS.value, BUILD_JOB)
            self.instance.report_dagster_event(event, run_id)
        elif status is S.CANCELED:
            self.instance.report_run_canceled(run)
        return run_id

    def told(self, **after: float) -> list[NoticeKind]:
        """What a look tells that no look before did, after some time; made twice, as by the daemon and by cron."""
        self.now = max(self.now + timedelta(**after), datetime.now(UTC) if not after else self.now)
        with Outbox(self.settings.home, (ADDRESS,), self.now.timestamp()) as outbox:
            for _ in range(2):
                look(self.instance, outbox, self.settings, self.now)
            held = outbox.deliveries((PENDING,), self.now.timestamp())
        news, self.seen = held[self.seen :], len(held)
        return [one.digest.notice.kind for one in news if one.digest.notice is not None]


@pytest.fixture
def nights(tmp_path: Path) -> Iterator[Nights]:
    with dg.DagsterInstance.ephemeral() as instance:
        yield Nights(tmp_path / "home", instance)


def test_a_run_that_failed_is_told_and_so_is_the_recovery(nights: Nights) -> None:
    nights.run(S.FAILURE)
    assert nights.told() == [NoticeKind.FAILED]
    nights.run(S.FAILURE)
    assert nights.told() == [NoticeKind.FAILED]
    assert nights.told() == []
    nights.run(S.SUCCESS)
    assert nights.told() == [NoticeKind.RECOVERED]
    nights.run(S.SUCCESS)
    assert nights.told() == []


def test_a_run_that_a_person_stopped_is_not_told(nights: Nights) -> None:
    nights.run(S.CANCELED)
    assert nights.told() == []


def test_a_run_that_hangs_is_told(nights: Nights) -> None:
    nights.run(S.STARTED)
    assert nights.told(seconds=STUCK.total_seconds() - 60) == []
    assert nights.told(seconds=120) == [NoticeKind.STUCK]
    assert nights.told(seconds=120) == []


def test_that_no_run_has_ended_well_is_told_once_until_one_does(nights: Nights) -> None:
    nights.run(S.SUCCESS)
    assert nights.told(seconds=LATE.total_seconds() - 60) == []
    assert nights.told(seconds=120) == [NoticeKind.LATE]
    assert nights.told(days=1) == []


def test_where_none_ever_did_that_is_told_too(nights: Nights) -> None:
    assert nights.told(seconds=LATE.total_seconds() + 60) == [NoticeKind.LATE]


def test_a_sign_of_life_comes_once_a_week_where_it_is_asked_for(nights: Nights) -> None:
    told = []
    for day in range(15):
        nights.settings = replace(nights.settings, alert_weekly=3)
        nights.run(S.SUCCESS)
        at = datetime(2026, 11, 30, 4, tzinfo=UTC) + timedelta(days=day)  # a Monday, noon in Shanghai
        with Outbox(nights.settings.home, (ADDRESS,), at.timestamp()) as outbox:
            from pipelines.watch import _tell_age

            _tell_age(outbox, nights.settings, at, at - timedelta(hours=10), at)
            told.append(len(outbox.deliveries((PENDING,), at.timestamp())))
    assert [day for day in range(1, 15) if told[day] > told[day - 1]] == [2, 7 + 2]


def test_prometheus_is_told_after_each_look(nights: Nights) -> None:
    nights.run(S.SUCCESS)
    nights.run(S.FAILURE)
    nights.told()
    text = (nights.settings.home / "metrics.prom").read_text(encoding="utf-8")
    samples = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert samples["hedui_last_run_ok"] == "0"
    assert float(samples["hedui_last_good_run_end_time_seconds"]) > nights.began.timestamp() - 1
    assert samples["hedui_runs_under_way"] == "0"
    for line in text.splitlines():
        assert line.startswith(("# HELP hedui_", "# TYPE hedui_", "hedui_"))


@pytest.fixture
def cron(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Settings, Webhook]]:
    """The settings of a build from cron, and the server that its alerts go to."""
    monkeypatch.setenv("DAGSTER_HOME", "")  # the look names its own, which must not outlive this test
    with webhook_server() as hook:
        environ = {"HEDUI_ALERT_URLS": hook.address}
        yield load_settings(home=tmp_path / "home", environ=environ), hook


STILL = Clock(sleep=lambda seconds: pytest.fail("nothing is to be waited for"))


def test_what_keeps_a_run_from_beginning_is_told_once_a_day_but_not_to_whoever_sees_it(
    cron: tuple[Settings, Webhook],
) -> None:
    settings, hook = cron
    for is_attended, count in ((True, 0), (False, 1), (False, 1)):
        with pytest.raises(OSError, match="no such"), telling(settings, is_attended=is_attended, clock=STILL):
            raise OSError("no such folder")
        assert len(hook.received) == count
    assert "no such folder" in hook.received[0]["message"]


def test_a_build_that_waits_its_turn_is_no_failure(cron: tuple[Settings, Webhook]) -> None:
    settings, hook = cron
    with pytest.raises(BuildLocked), telling(settings, is_attended=False, clock=STILL):
        raise BuildLocked(Home(settings.home), None)
    assert hook.received == []


def test_an_address_that_cannot_be_used_stops_nothing(
    cron: tuple[Settings, Webhook], caplog: pytest.LogCaptureFixture
) -> None:
    settings = replace(cron[0], alert_urls=("json:///topsecret",))
    with caplog.at_level(logging.WARNING), telling(settings, is_attended=False, clock=STILL):
        pass
    assert "alert address 1 names no host" in caplog.text
    assert "topsecret" not in caplog.text


def test_one_that_does_not_take_it_is_named_and_the_build_goes_on(
    cron: tuple[Settings, Webhook], caplog: pytest.LogCaptureFixture
) -> None:
    settings, hook = cron
    hook.status = 500
    waited: list[float] = []
    clock = Clock(lambda: 2e9 + sum(waited), waited.append)
    with caplog.at_level(logging.WARNING), pytest.raises(OSError), telling(settings, is_attended=False, clock=clock):
        raise OSError("no such folder")
    assert waited == [2.0, 10.0]
    assert "HTTP 500" in caplog.text
    hook.status = 200
    watch(settings, clock=Clock(lambda: 2e9 + 600))
    ids = [request.headers["Idempotency-Key"] for request in hook.requests]
    assert len(ids) >= 4 and len(set(ids[:4])) == 1
