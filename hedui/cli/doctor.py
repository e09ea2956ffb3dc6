"""How the house stands: what is installed, where things lie, what is published, who is building."""

import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from hedui.settings import Settings
from hedui.shipped import VOCABULARY_DIR
from hedui.vocabulary.errors import VocabularyError
from hedui.vocabulary.load import load_vocabulary
from hedui.warehouse.access.read import NotPublished, open_warehouse
from hedui.warehouse.building.publish import lock_holder
from hedui.warehouse.errors import WarehouseError
from hedui.warehouse.home import Home

LATE_HOURS = 26  # a night, and two hours' grace
_LIBRARIES = ("dagster", "duckdb", "great-expectations", "pandas", "pyarrow")


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing looked at; ``is_well`` tells whether the user must do something about it."""

    what: str
    state: str
    is_well: bool = True


def examine(settings: Settings) -> Iterator[Observation]:
    """Look at everything a build or a reader needs; nothing is changed."""
    yield Observation("hedui", version("hedui"))
    yield Observation("Python", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    for library in _LIBRARIES:
        yield Observation(library, version(library))
    yield _home(settings.home)
    for reports in settings.reports:
        state = "" if reports.exists() else ": does not exist; name another with `hedui build DIR` or HEDUI_REPORTS"
        yield Observation("reports", f"{reports}{state}", is_well=reports.exists())
    yield _vocabulary()
    yield _published(settings.home)
    holder = lock_holder(Home(settings.home))
    state = f"held by process {holder.pid} on {holder.host} since {holder.since}" if holder else "free"
    yield Observation("build lock", state)


def _home(home: Path) -> Observation:
    """Whether the home, or the folder it would be made in, can be written."""
    there = next(folder for folder in (home, *home.parents) if folder.exists())
    if os.access(there, os.W_OK | os.X_OK):
        return Observation("home", f"{home}, writable")
    return Observation("home", f"{home}: no permission to write in {there}; give it, or use --home", is_well=False)


def _vocabulary() -> Observation:
    """Whether the vocabulary loads."""
    try:
        return Observation("vocabulary", f"{VOCABULARY_DIR}, version {load_vocabulary().version[:12]}")
    except VocabularyError as error:
        return Observation("vocabulary", str(error), is_well=False)


def _published(home: Path) -> Observation:
    """The published build and its age; to have none, or none of the last night, needs a hand."""
    try:
        with open_warehouse(home) as warehouse:
            build = warehouse.build()
    except NotPublished as error:
        return Observation("published", str(error), is_well=False)
    except WarehouseError as error:
        return Observation("published", str(error), is_well=False)
    built_at = build["built_at"].replace(tzinfo=UTC)
    age = datetime.now(UTC) - built_at
    hours = age.total_seconds() / 3600
    state = f"build {build['build_id']} of {built_at:%Y-%m-%d %H:%M} UTC, {hours:.1f} h old"
    if hours > LATE_HOURS:
        return Observation(
            "published", f"{state}: no night has ended well since; `hedui build` says why", is_well=False
        )
    return Observation("published", state)
