"""What starts a run, and what a finished run sets off: new report files, and the digest of each run."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import dagster as dg

from assets.publication import published
from hedui.alerts.deliver import deliver
from hedui.alerts.digest import Digest, failure_digest, findings_digest
from hedui.alerts.news import first_findings
from hedui.settings import load_settings
from hedui.warehouse.building.scan import NoReports, report_files
from pipelines.jobs import build_warehouse
from pipelines.left_runs import fail_left_runs

LEFT_SECONDS = 60
MAKES_UP_TAG = "hedui/makes_up_for"
WATCH_SECONDS = 10  # also how long a file must lie still before it is read
DIGEST_SECONDS = 15


@dataclass(frozen=True, slots=True)
class Watch:
    """What the watch on the report folders knows: two states of them, each as a hash.

    Attributes:
        seen: the state at the last look.
        built: the state that a run was last asked for.
    """

    seen: str = ""
    built: str = ""

    def look(self, state: str) -> "Watch":
        """What is known after a look; a state becomes the one to build once two looks in a row agree on it."""
        return Watch(seen=state, built=state if state == self.seen else self.built)


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
    before = Watch(**json.loads(context.cursor)) if context.cursor else Watch()
    after = before.look(state_of(files))
    cursor = json.dumps(asdict(after))
    if not files or after.built == before.built:
        reason = "The report files are as they were." if after.seen == after.built else "The report files are changing."
        return dg.SensorResult(skip_reason=reason, cursor=cursor)
    return dg.SensorResult(run_requests=[dg.RunRequest(tags={"hedui/report_files": str(len(files))})], cursor=cursor)


@dg.sensor(
    job=build_warehouse,
    minimum_interval_seconds=LEFT_SECONDS,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Marks runs as failed whose process was killed, and makes up for them.",
)
def runs_left(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    """One run for those that were killed; none for one that itself made up for another, lest it kill run after run."""
    left = fail_left_runs(context.instance)
    lost = [run for run in left if MAKES_UP_TAG not in run.tags]
    if not lost:
        return dg.SkipReason(f"{len(left)} runs were killed that made up for others." if left else "No run was killed.")
    return dg.SensorResult(run_requests=[dg.RunRequest(run_key=lost[-1].run_id, tags={MAKES_UP_TAG: lost[-1].run_id})])


@dg.run_status_sensor(
    run_status=dg.DagsterRunStatus.SUCCESS,
    monitor_all_code_locations=True,
    minimum_interval_seconds=DIGEST_SECONDS,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Sends the findings first seen in a build to HEDUI_ALERT_URLS; nothing when nothing is new.",
)
def tell_first_findings(context: dg.RunStatusSensorContext) -> dg.SkipReason:
    """One digest of a run that published."""
    records = context.instance.get_records_for_run(
        context.dagster_run.run_id, of_type=dg.DagsterEventType.ASSET_MATERIALIZATION
    ).records
    for record in records:
        made = record.event_log_entry.asset_materialization
        if made is not None and made.asset_key == published.key:
            build_id, built_at = made.metadata["build_id"].value, made.metadata["built_at"].value
            findings = first_findings(load_settings().home, datetime.fromisoformat(str(built_at)))
            return _send(context, findings_digest(findings, str(build_id)))
    return dg.SkipReason("The run published nothing.")


@dg.run_failure_sensor(
    monitor_all_code_locations=True,
    minimum_interval_seconds=DIGEST_SECONDS,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Sends why a run failed to HEDUI_ALERT_URLS.",
)
def tell_failure(context: dg.RunFailureSensorContext) -> dg.SkipReason:
    """One digest of a run that failed, with the innermost cause of the first step that did."""
    cause = context.failure_event.message or ""
    for event in context.get_step_failure_events():
        error = event.step_failure_data.error
        while error is not None and error.cause is not None:
            error = error.cause
        if error is not None:
            cause = error.message.partition(f"{error.cls_name}: ")[2] or error.message
            break
    return _send(context, failure_digest(context.dagster_run.run_id, cause))


def _send(context: dg.RunStatusSensorContext, digest: Digest | None) -> dg.SkipReason:
    """Deliver a digest; what became of it shows in the tick and its log, and fails nothing."""
    urls = load_settings().alert_urls
    if digest is None:
        return dg.SkipReason("Nothing is new.")
    if not urls:
        return dg.SkipReason(f"HEDUI_ALERT_URLS names no address for: {digest.title}")
    failed = [delivery for delivery in deliver(digest, urls) if not delivery.is_delivered]
    for delivery in failed:
        context.log.error(f"{delivery.address}: {delivery.problem}")
    return dg.SkipReason(f"Sent to {len(urls) - len(failed)} of {len(urls)} addresses: {digest.title}")
