"""How the house stands: what is installed, where things lie, what is published, how the nights went, who builds."""

import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from hedui.alerts.address import AddressError, parse_addresses
from hedui.settings import Settings
from hedui.shipped import VOCABULARY_DIR
from hedui.vocabulary.errors import VocabularyError
from hedui.vocabulary.load import load_vocabulary
from hedui.warehouse.access.read import NotPublished, open_warehouse
from hedui.warehouse.building.publish import lock_holder
from hedui.warehouse.errors import WarehouseError
from hedui.warehouse.home import Home

if TYPE_CHECKING:
    from hedui.alerts.outbox import Outbox
    from pipelines.health import Health

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
    yield from _nights(settings)
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
    """The published build; to have none needs a hand."""
    try:
        with open_warehouse(home) as warehouse:
            build = warehouse.build()
    except NotPublished as error:
        return Observation("published", str(error), is_well=False)
    except WarehouseError as error:
        return Observation("published", str(error), is_well=False)
    built_at = build["built_at"].replace(tzinfo=UTC)
    return Observation("published", f"build {build['build_id']} of {built_at:%Y-%m-%d %H:%M} UTC")


def _nights(settings: Settings) -> Iterator[Observation]:
    """Whether the last night ended well and is not too long ago, whether a run hangs, whether alerts arrive."""
    now = datetime.now(UTC)
    if not (settings.home / "dagster").exists():  # asking makes no home
        yield Observation("last night", "no run yet: `hedui build`", is_well=False)
        return
    from pipelines.health import examine
    from pipelines.run import history

    try:
        with _outbox(settings, now) as outbox, history(settings) as instance:
            yield from judge(examine(instance, outbox, now), now)
    except (WarehouseError, AddressError) as error:
        yield Observation("last night", str(error), is_well=False)


def judge(health: "Health", now: datetime) -> Iterator[Observation]:
    """What calls for a hand in how the nights went."""
    from pipelines.watch import LATE, STUCK

    last, good = health.last, health.good
    if last is not None:
        cause = f": {last.cause}; what was published stands, `hedui build` tries again" if last.cause else ""
        yield Observation("last night", f"{last.outcome}, {_age(last.ended_at, now)} ago{cause}", is_well=last.is_good)
    if good is None or good.ended_at is None:
        yield Observation("last good night", "none: `hedui build`", is_well=False)
    else:
        is_late = now - good.ended_at > LATE
        why = "; the daemon (`hedui dev`) or cron does not run, or every run fails: `hedui runs`" if is_late else ""
        yield Observation("last good night", f"{_age(good.ended_at, now)} ago{why}", is_well=not is_late)
    for run in health.under_way:
        is_stuck = now - run.began_at > STUCK
        why = "; end its process, and the next build clears up" if is_stuck else ""
        yield Observation("under way", f"run {run.run_id} for {_age(run.began_at, now)}{why}", is_well=not is_stuck)
    count = sum(health.undelivered.values())
    state = f"{count} not delivered: `hedui alerts pending` says why" if count else "all delivered"
    yield Observation("alerts", state, is_well=not count)


def _age(moment: datetime | None, now: datetime) -> str:
    return "?" if moment is None else f"{(now - moment).total_seconds() / 3600:.1f} h"


@contextmanager
def _outbox(settings: Settings, now: datetime) -> "Iterator[Outbox | None]":
    """The outbox, where there is one."""
    from hedui.alerts.outbox import FILE, Outbox

    addresses = parse_addresses(settings.alert_urls)
    if not (settings.home / FILE).exists():
        yield None
        return
    with Outbox(settings.home, addresses, now.timestamp()) as outbox:
        yield outbox
