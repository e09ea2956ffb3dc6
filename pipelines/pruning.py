"""What a home keeps of its past: runs of the last months, and their logs.

Belongs here: the history of runs. Does not belong here: kept builds (``snapshots``) and the outbox, which prune
themselves.
"""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import dagster as dg

from pipelines.jobs import BUILD_JOB

KEPT = timedelta(days=90)
AT_ONCE = 20  # runs that one build forgets: an old history is not to hold up a night

_S = dg.DagsterRunStatus


def prune_runs(instance: dg.DagsterInstance, folder: Path, now: datetime) -> int:
    """Forget the oldest runs that have ended, but never the last one that ended well.

    Args:
        instance: the history of runs.
        folder: where Dagster keeps their logs.
        now: the time.

    Returns:
        How many were forgotten.
    """
    ended = [_S.SUCCESS, _S.FAILURE, _S.CANCELED]
    old = instance.get_run_records(
        dg.RunsFilter(job_name=BUILD_JOB, statuses=ended, created_before=now - KEPT), AT_ONCE, ascending=True
    )
    good = instance.get_run_records(dg.RunsFilter(job_name=BUILD_JOB, statuses=[_S.SUCCESS]), limit=1)
    last = {record.dagster_run.run_id for record in good}
    forgotten = [record.dagster_run.run_id for record in old if record.dagster_run.run_id not in last]
    for run_id in forgotten:
        instance.delete_run(run_id)
        shutil.rmtree(folder / "storage" / run_id, ignore_errors=True)
    return len(forgotten)
