"""A home in one archive, and from one: what cannot be made again, taken while no build runs.

Belongs here: what a backup holds. Does not belong here: where it is kept, or how long. The cache of readings and the
pages of contracts are left out: a build makes them anew.
"""

import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from hedui.warehouse.building.publish import build_lock
from hedui.warehouse.building.snapshots import DamagedSnapshot, build_id
from hedui.warehouse.errors import WarehouseError
from hedui.warehouse.files import writing, written_aside
from hedui.warehouse.home import Home

_LEFT_OUT = frozenset({"cache", "staging", "data_docs", "site", "logs", "build.lock", "alerts.lock"})
_DATABASES = (".db", ".sqlite")
_BESIDE = ("-wal", "-shm", "-journal")  # of SQLite: its own copy has what they hold


class BackupError(WarehouseError):
    """An archive cannot be restored from, or not to that place."""


def back_up(home: Home, archive: Path) -> list[str]:
    """Write what a home holds into an archive, whole or not at all.

    Args:
        home: the warehouse's folder.
        archive: the file to write; gzip where its name says so.

    Returns:
        The files in it.

    Raises:
        BackupError: nothing was published there.
        BuildLocked: a build is under way.
        WriteFailed: the archive cannot be written.
    """
    if not home.published.exists():
        raise BackupError(f"nothing was published in {home.root}", "Name another with --home.")
    mode = "gz" if archive.suffix in (".gz", ".tgz") else ""
    names = []
    with (
        build_lock(home),
        written_aside(archive) as aside,
        tempfile.TemporaryDirectory() as folder,
        tarfile.open(aside, f"w:{mode}") as tar,  # type: ignore[call-overload]
    ):
        for path in _kept(home):
            if path not in (archive.absolute(), aside.absolute()):
                name = path.relative_to(home.root).as_posix()
                tar.add(_steady(path, Path(folder)), name, recursive=False)
                names.append(name)
    return names


def restore(archive: Path, home: Home) -> str:
    """Make a home from an archive.

    Args:
        archive: what ``back_up`` wrote.
        home: a folder that holds no warehouse yet.

    Returns:
        The id of the build that is published there now.

    Raises:
        BackupError: the archive cannot be read, or the folder holds a warehouse.
    """
    if home.published.exists():
        advice = "Name a new folder with --home, or move that one away first."
        raise BackupError(f"{home.root} holds a warehouse", advice)
    aside = home.root.with_name(f"{home.root.name}.restored")
    with writing(home.root):
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
    try:
        with tarfile.open(archive) as tar:
            tar.extractall(aside, filter="data")
        restored = build_id(Home(aside).published)
    except (OSError, tarfile.TarError, DamagedSnapshot) as error:
        shutil.rmtree(aside, ignore_errors=True)
        raise BackupError(f"{archive} cannot be restored from ({error})", "Take an earlier one.") from error
    with writing(home.root):
        if home.root.exists():
            home.root.rmdir()
        aside.replace(home.root)
    return restored


def _kept(home: Home) -> Iterator[Path]:
    for path in sorted(home.root.rglob("*")):
        inside = path.relative_to(home.root)
        if inside.parts[0] not in _LEFT_OUT and not path.name.endswith(_BESIDE) and path.is_file():
            yield path


def _steady(path: Path, folder: Path) -> Path:
    """The file, or of a database that others may be writing to, a copy as of one moment."""
    if path.suffix not in _DATABASES:
        return path
    copy = folder / f"{len(list(folder.iterdir()))}{path.suffix}"
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy
