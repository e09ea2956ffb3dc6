"""What starts a run, and what runs set off: new report files, runs that were killed, and digests."""

import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg

from hedui.alerts.address import parse_addresses
from hedui.alerts.courier import deliver
from hedui.alerts.outbox import Outbox
from hedui.settings import load_settings
from hedui.warehouse.building.scan import NoReports, report_files
from pipelines.jobs import build_warehouse
from pipelines.left_runs import BY_HAND_TAG, fail_left_runs
from pipelines.runs import runs_interrupted
from pipelines.watch import look

RUN_KEY_TAG = "dagster/run_key"
LEFT_SECONDS = 60
MAKES_UP_TAG = "hedui/makes_up_for"
MADE_UP_WITHIN = timedelta(days=1)
WATCH_SECONDS = 10  # also how long a file must lie still before it is read
DIGEST_SECONDS = 15


@dataclass(frozen=True, slots=True)
class Watch:
    """What the watch on the report folders knows: states of them, each as a hash.

    Attributes:
        seen: the state at the last look.
        built: the state of the last run that was asked for and has ended.
        asked: the state that a run was last asked for.
        run_key: what that run is known by; ``""`` where it has ended.
    """

    seen: str = ""
    built: str = ""
    asked: str = ""
    run_key: str = ""

    def look(self, state: str, now: float) -> "Watch":
        """What is known after a look; a run is asked for once two looks in a row agree on a state."""
        if not self.run_key and state == self.seen and state != self.built:
            return replace(self, asked=state, run_key=f"{state[:16]} {now:.3f}")
        return replace(self, seen=state)


def state_of(files: Sequence[Path]) -> str:
    """Hash of the files' paths, sizes and times of change; a file that vanishes meanwhile counts as gone."""
    digest = hashlib.sha256()
    for path in files:
        try:
            status = path.stat()
        except FileNotFoundError:
            continue
        digest.update(f"{path!s}\0{status.st_size}\0{status.st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


@dg.sensor(
    job=build_warehouse,
    minimum_interval_seconds=WATCH_SECONDS,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Builds when a report file is added, changed or removed, once it has lain still.",
)
def report_files_changed(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    """Ask for a run when the report folders differ from what a run was last asked for."""
    try:
        files = report_files(load_settings().reports)
    except NoReports as error:
        return dg.SkipReason(str(error))
    watch = Watch(**json.loads(context.cursor)) if context.cursor else Watch()
    asked_for = _run_of(context.instance, watch.run_key)
    if asked_for is not None and asked_for.is_finished:
        watch = replace(watch, built=watch.asked, run_key="")
    watch = watch.look(state_of(files), time.time()) if files else replace(watch, seen="")
    cursor = json.dumps(asdict(watch))
    if not watch.run_key or (asked_for is not None and not asked_for.is_finished):
        return dg.SensorResult(skip_reason=_reason(watch), cursor=cursor)
    # asked for again until there is such a run: Dagster starts one for a key, however often it is asked
    request = dg.RunRequest(run_key=watch.run_key, tags={"hedui/report_files": str(len(files))})
    return dg.SensorResult(run_requests=[request], cursor=cursor)


def _run_of(instance: dg.DagsterInstance, run_key: str) -> dg.DagsterRun | None:
    """The run that was started for a key."""
    records = instance.get_run_records(dg.RunsFilter(tags={RUN_KEY_TAG: run_key}), limit=1) if run_key else ()
    return next((record.dagster_run for record in records), None)


def _reason(watch: Watch) -> str:
    """Why no run is asked for."""
    if watch.run_key:
        return "The run that was asked for has not ended."
    return "The report files are as they were." if watch.seen == watch.built else "The report files are changing."


@dg.sensor(
    job=build_warehouse,
    minimum_interval_seconds=LEFT_SECONDS,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Marks runs as failed whose process was killed; makes up for them, and for those told to end.",
)
def runs_left(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    """One run for those that were killed; none for one that itself made up for another, lest it kill run after run."""
    left = fail_left_runs(context.instance)
    stopped = runs_interrupted(context.instance, datetime.now(UTC) - MADE_UP_WITHIN)
    asked = [run for run in stopped if BY_HAND_TAG not in run.tags]
    lost = [run for run in (*asked, *left) if MAKES_UP_TAG not in run.tags]
    if not lost:
        return dg.SkipReason(f"{len(left)} runs were killed that made up for others." if left else "No run was killed.")
    return dg.SensorResult(run_requests=[dg.RunRequest(run_key=lost[-1].run_id, tags={MAKES_UP_TAG: lost[-1].run_id})])


@dg.sensor(
    minimum_interval_seconds=DIGEST_SECONDS,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Tells HEDUI_ALERT_URLS what builds found, and of runs that failed, hang, or do not come.",
)
def tell(context: dg.SensorEvaluationContext) -> dg.SkipReason:
    """One look at the runs, and an attempt at every delivery that is due; what failed shows in the tick's log."""
    settings = load_settings()
    with Outbox(settings.home, parse_addresses(settings.alert_urls), time.time()) as outbox:
        look(context.instance, outbox, settings, datetime.now(UTC))
        attempts = deliver(outbox)
    for attempt in attempts:
        if attempt.problem:
            context.log.error(f"digest {attempt.digest_id} did not reach {attempt.address}: {attempt.problem}")
    taken = sum(not attempt.problem for attempt in attempts)
    return dg.SkipReason(f"{taken} of {len(attempts)} deliveries were taken." if attempts else "Nothing is due.")
