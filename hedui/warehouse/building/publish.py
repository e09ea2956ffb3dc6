"""One build at a time, and its file swapped in only when it is whole."""

import contextlib
import fcntl
import json
import logging
import os
import socket
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from hedui.settings import DEFAULT_KEEP
from hedui.warehouse.building.build import CONFIG, discard
from hedui.warehouse.building.snapshots import DamagedSnapshot, keep_published, mend_published, prune
from hedui.warehouse.errors import WarehouseError
from hedui.warehouse.files import sync, writing
from hedui.warehouse.home import Home
from hedui.warehouse.tables import published_tables

_LOG = logging.getLogger(__name__)


class BuildLocked(WarehouseError):
    """Another build is under way in this home.

    Attributes:
        holder: who holds the lock, where that could be read.
    """

    def __init__(self, home: Home, holder: "Holder | None") -> None:
        who = f" by process {holder.pid} on {holder.host} since {holder.since}" if holder else ""
        super().__init__(f"{home.root} is being built{who}", "Wait for it to end, or use another --home.")
        self.holder = holder


class PublishError(WarehouseError):
    """The new file is not whole; the published one is as it was."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the build lock; ``since`` is an ISO time in UTC."""

    pid: int
    host: str
    since: str


@contextlib.contextmanager
def build_lock(home: Home) -> Iterator[None]:
    """Hold the kernel lock of a home while the block runs; what a killed build left is cleared away, damage mended.

    The kernel frees the lock when its process ends, however it ends. The lock file itself stays: removing it would let
    two builds lock two files of one name.

    Raises:
        BuildLocked: another build holds it.
        WriteFailed: the home cannot be written to.
    """
    with writing(home.staging):
        home.staging.mkdir(parents=True, exist_ok=True)
    with home.lock.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BuildLocked(home, _holder(home.lock)) from error
        holder = Holder(os.getpid(), socket.gethostname(), datetime.now(UTC).isoformat(timespec="seconds"))
        file.truncate(0)
        file.write(json.dumps(asdict(holder)))
        file.flush()
        _clear_leftovers(home)
        if done := mend_published(home):
            _LOG.warning(done)
        yield


def lock_holder(home: Home) -> Holder | None:
    """Who builds in this home right now, or None."""
    if not home.lock.exists():
        return None
    with home.lock.open(encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return _holder(home.lock)
    return None


def publish(home: Home, keep: int = DEFAULT_KEEP) -> None:
    """Swap the file that ``build`` made in for the published one, and keep it as a snapshot.

    Readers that have the old file open go on reading it; whoever opens the path next reads the new one.

    Args:
        home: the warehouse's folder.
        keep: number of builds, the new one included, that can be read from now on.

    Raises:
        PublishError: the new file is missing or not whole.
        WriteFailed: the snapshot could not be written; the new file is published all the same.
    """
    _check_whole(home)
    sync(home.next)
    if home.published.exists():
        with contextlib.suppress(DamagedSnapshot):  # of an earlier version, or spoilt: nothing worth keeping
            keep_published(home)
    # a log left beside the old file by someone who wrote to it would be replayed into the new one
    home.published.with_name(f"{home.published.name}.wal").unlink(missing_ok=True)
    home.next.replace(home.published)
    sync(home.root)
    keep_published(home)
    prune(home, keep)


def _check_whole(home: Home) -> None:
    if not home.next.exists():
        raise PublishError(f"there is no {home.next.name} in {home.staging}", "Run the whole build.")
    if home.next.with_name(f"{home.next.name}.wal").exists():
        raise PublishError(f"{home.next} was not closed by its build", "Run the build again.")
    try:
        with duckdb.connect(home.next, read_only=True, config=CONFIG) as connection:
            there = {
                f"{schema}.{name}"
                for schema, name in connection.execute("select schema_name, table_name from duckdb_tables()").fetchall()
            }
            builds = connection.execute("select build_id from meta.build").fetchall()
    except duckdb.Error as error:
        raise PublishError(f"{home.next} cannot be read: {error}", "Run the build again.") from error
    missing = sorted({table.qualified_name for table in published_tables()} - there)
    if missing or len(builds) != 1:
        raise PublishError(f"{home.next} lacks {', '.join(missing) or 'its row in meta.build'}", "Run the build again.")


def _holder(lock: Path) -> Holder | None:
    try:
        return Holder(**json.loads(lock.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):  # just being written
        return None


def _clear_leftovers(home: Home) -> None:
    discard(home)
    for part in home.staging.glob("*.part"):
        part.unlink()
