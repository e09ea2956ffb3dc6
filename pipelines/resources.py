"""What a run is given: the workspace of the home that the settings name, with its build lock held."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import dagster as dg

from assets.workspace import Workspace
from hedui.settings import load_settings
from hedui.warehouse.building.publish import BuildLocked, build_lock
from hedui.warehouse.home import Home
from pipelines.left_runs import PROCESS_TAG, this_process

PATIENCE = 900.0  # seconds that a run waits for a build under way; a person at the command line is told at once


@contextmanager
def waiting_for_lock(home: Home, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the build lock while the block runs, waiting for whoever holds it.

    Raises:
        BuildLocked: it was not freed within ``patience`` seconds.
    """
    deadline = time.monotonic() + patience
    with ExitStack() as held:
        while True:
            try:
                held.enter_context(build_lock(home))
                break
            except BuildLocked:
                if time.monotonic() >= deadline:
                    raise
                time.sleep(1)
        yield


@dg.resource(description="The home and the report folders, from the settings; holds the build lock during the run.")
def workspace(context: dg.InitResourceContext) -> Iterator[Workspace]:
    """The workspace of a run that the daemon or the user interface started."""
    settings = load_settings()
    if context.run is not None and context.instance is not None:
        context.instance.add_run_tags(context.run.run_id, {PROCESS_TAG: this_process()})
    with waiting_for_lock(Home(settings.home)):
        yield Workspace(settings)
