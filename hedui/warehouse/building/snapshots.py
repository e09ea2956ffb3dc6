"""The last builds, each as its published file was: kept when a build is published, opened by ``--build``."""

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from hedui.warehouse.errors import WarehouseError
from hedui.warehouse.files import written_aside
from hedui.warehouse.home import Home
from hedui.warehouse.tables import TABLES
from hedui.warehouse.tables.arrow import arrow_schema
from hedui.warehouse.tables.ddl import identifier


class UnknownBuild(WarehouseError):
    """No kept build has that id, or more than one begins with it."""


class DamagedSnapshot(WarehouseError):
    """A kept file is no warehouse any more."""


def keep_published(home: Home) -> None:
    """Keep the published file under its build's id, if it is not kept yet; it must be there.

    It is kept as a second name of the same file, which costs no space and which no build ever writes to again; where
    the file system knows no second names, as a copy.

    Raises:
        WriteFailed: the disk is full.
    """
    snapshot = home.snapshot(build_id(home.published))
    if snapshot.exists():
        return
    with written_aside(snapshot) as aside:
        _second_name(home.published, aside)


def mend_published(home: Home) -> str | None:
    """Where the published file is damaged, set it aside and put the last whole build in its place.

    Called with the build lock held. A file that another program has open for writing is no damaged one.

    Returns:
        What was done, in one sentence; None where nothing was to be done.
    """
    if not home.published.exists() or _is_whole(home.published):
        return None
    aside = home.root / f"damaged-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.duckdb"
    for snapshot in _snapshots(home):
        if snapshot.samefile(home.published):  # a second name of the same damaged file
            snapshot.unlink()
    home.published.replace(aside)
    for snapshot in reversed(_snapshots(home)):
        if _is_whole(snapshot):
            with written_aside(home.published) as new:
                _second_name(snapshot, new)
            return f"{home.published} was damaged: set aside as {aside.name}, build {snapshot.stem} is published again"
    return f"{home.published} was damaged: set aside as {aside.name}; no earlier build is whole, it is built anew"


def prune(home: Home, keep: int) -> None:
    """Remove all snapshots but the latest ``keep``; a reader that has one open goes on reading it."""
    for snapshot in _snapshots(home)[:-keep]:
        snapshot.unlink(missing_ok=True)


def builds(home: Home) -> pa.Table:
    """The rows of ``meta.build`` of every build that can be read, the latest first.

    Raises:
        DamagedSnapshot: a kept file cannot be read.
    """
    declared = arrow_schema(TABLES["meta.build"])
    rows = []
    for path in kept_builds(home).values():
        with suppress(FileNotFoundError):  # pruned by a build just now
            rows.append(_identity(path))
    return pa.Table.from_pylist([{name: row.get(name) for name in declared.names} for row in rows], declared)


def kept_builds(home: Home) -> Mapping[str, Path]:
    """The file of each build that can be read, by its id, the latest first; the published one is among them."""
    found = {snapshot.stem: snapshot for snapshot in reversed(_snapshots(home))}
    if not home.published.exists():
        return found
    # of a home built before snapshots were kept, or in the moment between publishing and keeping
    return dict(sorted({build_id(home.published): home.published, **found}.items(), reverse=True))


def find_build(home: Home, build: str) -> Path:
    """The file of a build.

    Args:
        home: the warehouse's folder.
        build: the build's id, or a beginning of it that no other build shares.

    Raises:
        UnknownBuild: there is none, or more than one.
    """
    kept = kept_builds(home)
    if build in kept:
        return kept[build]
    fitting = [identity for identity in kept if build and identity.startswith(build)]
    if len(fitting) == 1:
        return kept[fitting[0]]
    problem = f"{len(fitting)} builds begin with {build}" if fitting else f"no build {build} is kept in {home.root}"
    raise UnknownBuild(problem, "`hedui builds` lists the builds that can be read.")


def find_pair(home: Home, before: str | None, after: str | None) -> tuple[Path, Path]:
    """The files of two builds to compare.

    Args:
        home: the warehouse's folder.
        before: the earlier build, as for ``find_build``; the one kept before ``after`` without it.
        after: the later build; the latest without it.

    Raises:
        UnknownBuild: a build is not kept, or there is none before ``after``.
    """
    kept = list(kept_builds(home).values())
    later = find_build(home, after) if after is not None else kept[0] if kept else None
    if later is None:
        raise UnknownBuild(f"no build is kept in {home.root}", "Build one: hedui build, or make warehouse.")
    if before is not None:
        return find_build(home, before), later
    earlier = kept[kept.index(later) + 1 :]
    if not earlier:
        raise UnknownBuild(f"no build before {build_id(later)} is kept in {home.root}", "`hedui builds` lists them.")
    return earlier[0], later


def build_id(file: Path) -> str:
    """The id of the build that made a file.

    Raises:
        DamagedSnapshot: the file cannot be read.
    """
    return str(_identity(file)["build_id"])


def _identity(file: Path) -> dict[str, object]:
    """The row of ``meta.build``."""
    try:
        with duckdb.connect(file, read_only=True) as connection:
            [row] = connection.execute("from meta.build").to_arrow_table().to_pylist()
    except (duckdb.Error, ValueError) as error:
        if not file.exists():
            raise FileNotFoundError(file) from error
        raise DamagedSnapshot(f"{file} cannot be read ({error})", "Remove it; other builds are not harmed.") from error
    return dict(row)


def _is_whole(file: Path) -> bool:
    """Whether every block of every table can be read."""
    try:
        with duckdb.connect(file, read_only=True) as connection:
            tables = connection.execute("select schema_name, table_name from duckdb_tables()").fetchall()
            for schema, name in tables:
                connection.execute(
                    f"select bit_xor(hash(t)) from {identifier(schema)}.{identifier(name)} as t"
                ).fetchall()
            return ("meta", "build") in tables
    except duckdb.Error as error:
        return "Could not set lock" in str(error)  # another program has it open for writing


def _second_name(file: Path, name: Path) -> None:
    """A second name for a file; where the file system knows none, a copy."""
    try:
        os.link(file, name)
    except OSError:
        shutil.copyfile(file, name)


def _snapshots(home: Home) -> list[Path]:
    """Files of the kept builds, the earliest first: an id begins with the time of its build."""
    return sorted(home.snapshots.glob("*.duckdb"))
