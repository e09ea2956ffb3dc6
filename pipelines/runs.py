"""The runs of a home as people ask for them: when, for how long, what came of each, and why not.

Belongs here: reading Dagster's history. Does not belong here: starting or ending a run, or telling of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import dagster as dg

from assets.outcome import BUILD_TAG, OUTCOME_TAG, UNCHANGED
from pipelines.jobs import BUILD_JOB
from pipelines.left_runs import UNDER_WAY

_S = dg.DagsterRunStatus
_ENDED = (_S.SUCCESS, _S.FAILURE, _S.CANCELED)
_WAITING = (_S.QUEUED, _S.NOT_STARTED)


class Outcome(StrEnum):
    """What came of a run."""

    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    STOPPED = "stopped"
    UNDER_WAY = "under way"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Run:
    """One run.

    Attributes:
        run_id: Dagster's id.
        outcome: what came of it.
        began_at: when it began; when it was asked for, where it waits.
        ended_at: when it ended; None where it has not.
        build_id: the build it published; ``""`` for none.
        cause: why it failed, or was stopped; ``""`` where it did not.
    """

    run_id: str
    outcome: Outcome
    began_at: datetime
    ended_at: datetime | None
    build_id: str = ""
    cause: str = ""

    @property
    def is_good(self) -> bool:
        """Whether it ended well, whether or not it had anything to publish."""
        return self.outcome in (Outcome.PUBLISHED, Outcome.UNCHANGED)


def recent_runs(instance: dg.DagsterInstance, count: int) -> list[Run]:
    """The last runs, the latest first."""
    records = instance.get_run_records(dg.RunsFilter(job_name=BUILD_JOB), limit=count)
    return [_run(instance, record) for record in records]


def runs_ended_since(instance: dg.DagsterInstance, moment: datetime) -> list[Run]:
    """The runs that ended after a moment, in the order in which they did."""
    found = instance.get_run_records(dg.RunsFilter(job_name=BUILD_JOB, statuses=list(_ENDED), updated_after=moment))
    runs = [_run(instance, record) for record in found]
    return sorted(runs, key=lambda run: run.ended_at or run.began_at)


def last_good_run(instance: dg.DagsterInstance) -> Run | None:
    """The last run that ended well."""
    records = instance.get_run_records(dg.RunsFilter(job_name=BUILD_JOB, statuses=[_S.SUCCESS]), limit=1)
    return next((_run(instance, record) for record in records), None)


def last_ended_run(instance: dg.DagsterInstance) -> Run | None:
    """The last run that ended, however it did."""
    records = instance.get_run_records(dg.RunsFilter(job_name=BUILD_JOB, statuses=list(_ENDED)), limit=1)
    return next((_run(instance, record) for record in records), None)


def runs_under_way(instance: dg.DagsterInstance) -> list[Run]:
    """The runs that have begun and not ended."""
    records = instance.get_run_records(dg.RunsFilter(job_name=BUILD_JOB, statuses=list(UNDER_WAY)))
    return [_run(instance, record) for record in records]


def runs_interrupted(instance: dg.DagsterInstance, since: datetime) -> list[dg.DagsterRun]:
    """Runs that ended after a moment because their process was told to end, as when a machine is restarted."""
    found = instance.get_run_records(dg.RunsFilter(job_name=BUILD_JOB, statuses=[_S.FAILURE], updated_after=since))
    return [record.dagster_run for record in found if _is_interruption(cause(instance, record.dagster_run.run_id))]


def _is_interruption(cause: str) -> bool:
    return "DagsterExecutionInterruptedError" in cause


def _run(instance: dg.DagsterInstance, record: dg.RunRecord) -> Run:
    run = record.dagster_run
    outcome = _outcome(run)
    why = cause(instance, run.run_id) if outcome is Outcome.FAILED else ""
    if _is_interruption(why):
        outcome, why = Outcome.STOPPED, "its process was told to end"
    return Run(
        run.run_id,
        outcome,
        _moment(record.start_time) or record.create_timestamp.astimezone(UTC),
        _moment(record.end_time),
        run.tags.get(BUILD_TAG, ""),
        why,
    )


def _outcome(run: dg.DagsterRun) -> Outcome:
    match run.status:
        case _S.SUCCESS:
            return Outcome.UNCHANGED if run.tags.get(OUTCOME_TAG) == UNCHANGED else Outcome.PUBLISHED
        case _S.FAILURE:
            return Outcome.FAILED
        case _S.CANCELED:
            return Outcome.STOPPED
        case status:
            return Outcome.WAITING if status in _WAITING else Outcome.UNDER_WAY


def cause(instance: dg.DagsterInstance, run_id: str) -> str:
    """Why a run failed: the innermost cause of the first step that did, else what the run itself recorded."""
    return next(_causes(instance, run_id), "")


def _causes(instance: dg.DagsterInstance, run_id: str) -> Iterator[str]:
    for event in _events(instance, run_id, dg.DagsterEventType.STEP_FAILURE):
        error = event.step_failure_data.error
        while error is not None and error.cause is not None:
            error = error.cause
        if error is not None:
            yield (error.message.partition(f"{error.cls_name}: ")[2] or error.message).strip()
    for event in _events(instance, run_id, dg.DagsterEventType.RUN_FAILURE):
        yield event.message or ""


def _events(instance: dg.DagsterInstance, run_id: str, kind: dg.DagsterEventType) -> Iterator[dg.DagsterEvent]:
    for record in instance.get_records_for_run(run_id, of_type=kind).records:
        if record.event_log_entry.dagster_event is not None:
            yield record.event_log_entry.dagster_event


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
