"""Runs whose process was killed or whose machine was rebooted: told from runs under way, and marked as failed.

Belongs here: which process a run lives in, and whether that process is. Does not belong here: starting a run anew.
"""

import os
import socket
from pathlib import Path

import dagster as dg

from pipelines.jobs import BUILD_JOB

PROCESS_TAG = "hedui/process"
BY_HAND_TAG = "hedui/by_hand"  # of a run that the command line started: whoever stopped it starts it again
UNDER_WAY = (dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING)

_PROC = Path("/proc")
_STARTED_AT = 19  # of the fields behind the name in /proc/<pid>/stat, when the process started


def this_process() -> str:
    """A name of this process that no other has had, nor will have: host, boot, number, time of its start."""
    return _name(os.getpid()) or ""


def is_over(process: str) -> bool:
    """Whether a process that ``this_process`` named has ended; of another host nobody knows, so that it has not."""
    host, _, rest = process.partition(" ")
    _, _, number = rest.partition(" ")
    pid = number.partition(" ")[0]
    return host == socket.gethostname() and pid.isdigit() and _name(int(pid)) != process


def fail_left_runs(instance: dg.DagsterInstance) -> list[dg.DagsterRun]:
    """Mark each run as failed that is said to be under way and whose process has ended.

    Returns:
        Those runs, the earliest first.
    """
    left = [
        record.dagster_run
        for record in instance.get_run_records(
            dg.RunsFilter(job_name=BUILD_JOB, statuses=list(UNDER_WAY)), ascending=True
        )
        if is_over(record.dagster_run.tags.get(PROCESS_TAG, ""))
    ]
    for run in left:
        instance.report_run_failed(
            run, "its process was killed, or the machine was restarted; what was published stays"
        )
    return left


def _name(pid: int) -> str | None:
    """The name of the process that now has a number; None where none has."""
    try:
        boot = (_PROC / "sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        started_at = (_PROC / str(pid) / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[_STARTED_AT]
    except OSError:
        return None
    return f"{socket.gethostname()} {boot} {pid} {started_at}"
