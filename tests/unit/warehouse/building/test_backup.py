"""A home in an archive and out of it: readers, findings and alerts go on as before."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from harness import Hedui

from hedui.alerts.outbox import Outbox
from hedui.warehouse.access.read import open_warehouse
from hedui.warehouse.building.backup import BackupError, back_up, restore
from hedui.warehouse.building.publish import BuildLocked, build_lock
from hedui.warehouse.building.snapshots import kept_builds
from hedui.warehouse.home import Home


@pytest.fixture
def home(sample: Hedui, tmp_path: Path) -> Home:
    shutil.copytree(sample.home, tmp_path / "home")
    return Home(tmp_path / "home")


@pytest.mark.parametrize("name", ["a.tar", "a.tar.gz"])
def test_a_home_comes_back(home: Home, tmp_path: Path, name: str) -> None:
    held = back_up(home, tmp_path / name)
    assert not [file for file in held if file.startswith(("cache", "staging", "logs"))]
    again = Home(tmp_path / "again")
    build = restore(tmp_path / name, again)
    with open_warehouse(home.root) as before, open_warehouse(again.root) as after:
        assert build == before.build()["build_id"]
        assert before.findings().equals(after.findings())
    assert list(kept_builds(again)) == list(kept_builds(home))
    with Outbox(again.root, (), 1.0) as outbox:
        assert not outbox.tell_build(2.0)  # what was told is told
    for database in (again.root / "dagster").rglob("*.db"):
        assert sqlite3.connect(database).execute("pragma integrity_check").fetchall() == [("ok",)]


def test_a_home_with_a_warehouse_is_not_written_over(home: Home, tmp_path: Path) -> None:
    back_up(home, tmp_path / "a.tar")
    with pytest.raises(BackupError, match="holds a warehouse"):
        restore(tmp_path / "a.tar", home)


@pytest.mark.parametrize("content", [b"", b"no archive"])
def test_what_is_no_archive_leaves_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.tar").write_bytes(content)
    with pytest.raises(BackupError, match="cannot be restored from"):
        restore(tmp_path / "a.tar", Home(tmp_path / "again"))
    assert [path.name for path in tmp_path.iterdir()] == ["a.tar"]


def test_no_backup_is_taken_while_a_build_runs(home: Home, tmp_path: Path) -> None:
    with build_lock(home), pytest.raises(BuildLocked):
        back_up(home, tmp_path / "a.tar")
    assert not (tmp_path / "a.tar").exists()
