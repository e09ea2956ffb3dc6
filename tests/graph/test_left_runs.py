"""Runs that were killed: marked as failed, told once, made up for; runs under way are left alone."""

import os
import subprocess
import sys
from collections.abc import Iterator

import dagster as dg
import pytest
from dagster._core.errors import DagsterExecutionInterruptedError

from pipelines.jobs import BUILD_JOB
from pipelines.left_runs import BY_HAND_TAG, PROCESS_TAG, fail_left_runs, is_over, this_process
from pipelines.runs import Outcome, recent_runs
from pipelines.sensors import MAKES_UP_TAG, runs_left

STARTED, FAILURE = dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.FAILURE
NAME = "from pipelines.left_runs import this_process; print(this_process(), flush=True); input()"


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as instance:
        yield instance


@pytest.fixture(scope="module")
def killed() -> str:
    """The name of a process that was killed."""
    process = subprocess.Popen([sys.executable, "-c", NAME], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    name = process.stdout.readline().strip()
    assert not is_over(name)
    process.kill()
    process.communicate()
    return name


def start(instance: dg.DagsterInstance, process: str, **tags: str) -> str:
    run = dg.DagsterRun(job_name=BUILD_JOB, status=STARTED, tags={PROCESS_TAG: process, **tags})
    return instance.add_run(run).run_id


def status(instance: dg.DagsterInstance, run_id: str) -> dg.DagsterRunStatus:
    run = instance.get_run_by_id(run_id)
    assert run is not None
    return run.status


def test_a_run_whose_process_was_killed_is_failed_and_one_under_way_is_not(
    instance: dg.DagsterInstance, killed: str
) -> None:
    dead, alive = start(instance, killed), start(instance, this_process())
    assert [run.run_id for run in fail_left_runs(instance)] == [dead]
    assert (status(instance, dead), status(instance, alive)) == (FAILURE, STARTED)
    assert fail_left_runs(instance) == []


def test_a_number_that_another_process_has_now_is_no_sign_of_life() -> None:
    host, boot, pid, started_at = this_process().split()
    assert pid == str(os.getpid())
    assert is_over(f"{host} {boot} {pid} {int(started_at) - 1}")
    assert is_over(f"{host} another-boot {pid} {started_at}")
    assert not is_over(f"elsewhere {boot} {pid} {int(started_at) - 1}")
    assert not is_over("")


def test_what_was_killed_is_made_up_for_once(instance: dg.DagsterInstance, killed: str) -> None:
    first, second = start(instance, killed), start(instance, killed)
    told = runs_left(dg.build_sensor_context(instance))
    assert isinstance(told, dg.SensorResult) and told.run_requests
    [request] = told.run_requests
    assert request.run_key == request.tags[MAKES_UP_TAG] == second
    assert status(instance, first) is FAILURE
    assert isinstance(runs_left(dg.build_sensor_context(instance)), dg.SkipReason)


def test_a_run_that_made_up_for_another_is_not_made_up_for(instance: dg.DagsterInstance, killed: str) -> None:
    again = start(instance, killed, **{MAKES_UP_TAG: "an earlier run"})
    assert isinstance(runs_left(dg.build_sensor_context(instance)), dg.SkipReason)
    assert status(instance, again) is FAILURE


def interrupt(instance: dg.DagsterInstance, **tags: str) -> str:
    """A run whose process is told to end."""

    @dg.op
    def told_to_end() -> None:
        raise DagsterExecutionInterruptedError

    job = dg.GraphDefinition(name=BUILD_JOB, node_defs=[told_to_end]).to_job(executor_def=dg.in_process_executor)
    with pytest.raises(DagsterExecutionInterruptedError):
        job.execute_in_process(instance=instance, tags=tags)
    return instance.get_run_records(limit=1)[0].dagster_run.run_id


def test_a_run_that_was_told_to_end_is_made_up_for_unless_a_person_started_it(instance: dg.DagsterInstance) -> None:
    interrupt(instance, **{BY_HAND_TAG: "true"})
    assert isinstance(runs_left(dg.build_sensor_context(instance)), dg.SkipReason)
    stopped = interrupt(instance)
    assert {run.outcome for run in recent_runs(instance, 2)} == {Outcome.STOPPED}
    told = runs_left(dg.build_sensor_context(instance))
    assert isinstance(told, dg.SensorResult) and told.run_requests
    assert [request.run_key for request in told.run_requests] == [stopped]
