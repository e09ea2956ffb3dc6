"""One look at the runs of a home: what of them is to be told goes into the outbox.

Belongs here: when something is told of runs. Does not belong here: its words, or sending it. A look may be made by the
daemon, by a build at its end, or from cron, and as often as one likes: of one event there is one digest.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import dagster as dg

from hedui.alerts.digest import Notice, NoticeKind
from hedui.alerts.outbox import Outbox
from hedui.settings import Settings
from hedui.warehouse.access.read import NotPublished, open_warehouse
from hedui.warehouse.errors import WarehouseError
from hedui.warehouse.home import Home
from pipelines.health import examine, write_metrics
from pipelines.pruning import prune_runs
from pipelines.runs import Outcome, last_good_run, runs_ended_since, runs_under_way

LATE = timedelta(hours=26)  # a night, and two hours' grace
STUCK = timedelta(hours=3)
ZONE = ZoneInfo("Asia/Shanghai")
_WORKDAY = 8  # hour from which a sign of life is given

_LOOKED = "looked at"  # what the outbox knows the last look by
_OVERLAP = timedelta(minutes=10)  # for clocks that differ; what was told is not told again


def look(instance: dg.DagsterInstance, outbox: Outbox, settings: Settings, now: datetime) -> None:
    """Put into the outbox what the runs since the last look, and those under way, give rise to, and tell Prometheus.

    Args:
        instance: the home's history of runs.
        outbox: the home's outbox.
        settings: whether a sign of life is asked for.
        now: the time, in UTC.
    """
    begun_at, kept = datetime.fromtimestamp(outbox.begun_at, UTC), outbox.fact(_LOOKED)
    since = max(begun_at, datetime.fromisoformat(kept) - _OVERLAP) if kept else begun_at
    moment = now.timestamp()
    for run in runs_ended_since(instance, since):
        if run.outcome is Outcome.FAILED:
            kind = NoticeKind.PAGES if run.build_id else NoticeKind.FAILED  # once published, pages alone can fail
            tell_failure(outbox, run.run_id, run.cause, run.ended_at or now, now, kind=kind)
        elif run.is_good:
            ended_at = run.ended_at or now
            outbox.recover(f"run {run.run_id} ended well", said(ended_at), ended_at.timestamp(), moment)
    tell_build(outbox, moment)
    for run in runs_under_way(instance):
        if now - run.began_at > STUCK:
            facts = {"run_id": run.run_id, "since": said(run.began_at), "hours": f"{STUCK.total_seconds() / 3600:g}"}
            outbox.add(
                f"run {run.run_id} stuck", moment, Notice(NoticeKind.STUCK, facts), opens_at=run.began_at.timestamp()
            )
    good = last_good_run(instance)
    _tell_age(outbox, settings, begun_at, good.ended_at if good else None, now)
    outbox.keep_fact(_LOOKED, now.isoformat())
    prune_runs(instance, outbox.home / "dagster", now)
    write_metrics(Home(outbox.home), examine(instance, outbox, now))


def tell_failure(
    outbox: Outbox,
    run_id: str,
    cause: str,
    at: datetime,
    now: datetime,
    event: str = "",
    kind: NoticeKind = NoticeKind.FAILED,
) -> None:
    """Put into the outbox that a run failed, or, with another name of the event, that none began."""
    facts = {"run_id": run_id, "cause": cause, "at": said(at)}
    notice = Notice(kind, facts)
    outbox.add(event or f"run {run_id} failed", now.timestamp(), notice, opens_at=at.timestamp())


def tell_build(outbox: Outbox, now: float) -> None:
    """Put into the outbox what the published build has to tell, where there is one."""
    try:
        outbox.tell_build(now)
    except NotPublished:
        return


def said(moment: datetime) -> str:
    """A moment as messages say it."""
    return f"{moment.astimezone(ZONE):%Y-%m-%d %H:%M}"


def _tell_age(outbox: Outbox, settings: Settings, begun_at: datetime, ended_at: datetime | None, now: datetime) -> None:
    """That no run has ended well for too long; else, where it is asked for, that all is well."""
    since = ended_at or begun_at
    if now - since > LATE:
        facts = {"since": said(since), "hours": f"{LATE.total_seconds() / 3600:g}"}
        outbox.add(
            f"late since {since.isoformat()}",
            now.timestamp(),
            Notice(NoticeKind.LATE, facts),
            opens_at=since.timestamp(),
        )
    elif settings.alert_weekly and ended_at is not None:
        here = now.astimezone(ZONE)
        week = here.isocalendar()
        if here.hour >= _WORKDAY and week.weekday >= settings.alert_weekly:
            facts = {"since": said(ended_at), **_standing(outbox)}
            outbox.add(f"alive {week.year}-W{week.week:02}", now.timestamp(), Notice(NoticeKind.ALIVE, facts))


def _standing(outbox: Outbox) -> dict[str, str]:
    """The published build and how many findings stand in it."""
    try:
        with open_warehouse(outbox.home) as warehouse:
            build_id, count = str(warehouse.build()["build_id"]), warehouse.findings().num_rows
    except WarehouseError as error:
        return {"build_id": error.problem, "findings": "?"}
    return {"build_id": build_id, "findings": str(count)}
