"""The job run in this process for the command line, and the user interface with its daemon."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import dagster as dg
from sqlalchemy.exc import DatabaseError

from assets.tables import table_key
from assets.workspace import OnProgress, Workspace, tell_nobody
from hedui.settings import Settings
from hedui.shipped import ROOT
from hedui.warehouse.access.read import open_warehouse
from hedui.warehouse.building.publish import build_lock
from hedui.warehouse.building.scan import report_files
from hedui.warehouse.errors import WarehouseError
from hedui.warehouse.home import Home
from pipelines.definitions import defs
from pipelines.instance import instance_environment, kept_open
from pipelines.jobs import BUILD_JOB
from pipelines.left_runs import BY_HAND_TAG, PROCESS_TAG, fail_left_runs, this_process

STOP_SECONDS = 20  # what the user interface is given to end of itself

_QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}  # the event log has it all


@dataclass(frozen=True, slots=True)
class BuildResult:
    """A run that ended well.

    Attributes:
        run_id: the Dagster run.
        is_unchanged: whether nothing was to be built: the published build is of the same inputs.
        read_count: documents read in this build.
        cached_count: documents whose reading was kept from an earlier build.
    """

    run_id: str
    is_unchanged: bool
    read_count: int
    cached_count: int


class HistoryFailed(WarehouseError):
    """Dagster's history of runs cannot be written or read."""

    def __init__(self, folder: Path, error: DatabaseError) -> None:
        advice = "Free space on its disk. Where it is damaged, remove it: only the history of runs is lost."
        super().__init__(f"the history of runs in {folder} cannot be used ({error.orig})", advice)


def run_build(
    settings: Settings, on_progress: OnProgress = tell_nobody, *, accept_shrink: bool = False, rebuild: bool = False
) -> BuildResult:
    """Run the job in this process, in the home's Dagster history.

    Args:
        settings: home and report folders.
        on_progress: called with the name of a stage, how much of it is done and how much there is.
        accept_shrink: publish although the build holds less than the one before it, or reads it otherwise.
        rebuild: build although nothing has changed since the last build.

    Raises:
        BuildLocked: another build is under way; it says whose.
        WarehouseError: the build failed; what was published before still is.
    """
    report_files(settings.reports)  # a mistyped folder is said at once, and is no failed run
    configs = {"contracts": {"accept_shrink": accept_shrink}, "identity": {"rebuild": rebuild}}
    with build_lock(Home(settings.home)), history(settings) as instance:
        fail_left_runs(instance)
        result = defs.resolve_job_def(BUILD_JOB).execute_in_process(
            instance=instance,
            resources={"workspace": Workspace(settings, on_progress)},
            tags={PROCESS_TAG: this_process(), BY_HAND_TAG: "true"},
            run_config={**_QUIET, "ops": {name: {"config": config} for name, config in configs.items()}},
        )
    made = {event.asset_key: event for event in result.asset_materializations_for_node("reading")}
    if (files := made.get(table_key("stage.source_file"))) is None:
        with open_warehouse(settings.home) as warehouse:
            return BuildResult(result.run_id, True, 0, int(warehouse.build()["document_count"]))
    counts = {name: int(str(files.metadata[name].value)) for name in ("read_anew", "from_cache")}
    return BuildResult(result.run_id, False, counts["read_anew"], counts["from_cache"])


@contextmanager
def history(settings: Settings) -> Iterator[dg.DagsterInstance]:
    """The home's history of runs, while the block runs.

    Raises:
        HistoryFailed: it cannot be used.
    """
    os.environ.update(instance_environment(settings))
    try:
        with kept_open(), dg.DagsterInstance.get() as instance:
            yield instance
    except DatabaseError as error:
        raise HistoryFailed(settings.home / "dagster", error) from error


def _search_path() -> str:
    """``PYTHONPATH`` by which other processes find ``pipelines`` and ``assets``, as this one does."""
    return os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))


def serve(settings: Settings, tell: Callable[[str], None]) -> int:
    """Run Dagster's user interface, its daemon and the code server until they end, or we are told to stop.

    Args:
        settings: the home and the port.
        tell: called with each line that they print.

    Returns:
        The exit code: 0 when we were told to stop.
    """
    instance = instance_environment(settings)
    address = ("-h", "127.0.0.1", "-p", str(settings.port))
    # its advice to use `dg dev`, another package, is of no use to our users
    python = (sys.executable, "-W", "ignore:Function `dev_command`")
    command = (*python, "-m", "dagster", "dev", "-m", "pipelines.definitions", *address)
    # before the child starts: it would inherit that a signal is ignored, as after `hedui dev &` in a script
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    environment = os.environ | settings.environment() | instance | {"PYTHONPATH": _search_path()}
    child = subprocess.Popen(
        command,
        cwd=instance["DAGSTER_HOME"],
        env=environment,
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    telling = threading.Thread(target=_tell_lines, args=(child, tell), daemon=True)
    telling.start()
    try:
        return child.wait()
    except KeyboardInterrupt:
        child.terminate()
        with suppress(subprocess.TimeoutExpired):
            child.wait(STOP_SECONDS)
        return 0
    finally:
        if child.poll() is not None:
            telling.join(STOP_SECONDS)  # its own children hold the pipe until they have ended, too
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)


def _tell_lines(child: subprocess.Popen[str], tell: Callable[[str], None]) -> None:
    """Tell each line of a process until it has ended."""
    for line in child.stdout or ():
        if line.strip():
            tell(line.rstrip())
