"""When a build starts by itself: when report files have changed and lie still, one at a time."""

import os
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from hedui.warehouse.building.publish import BuildLocked, build_lock
from hedui.warehouse.home import Home
from pipelines.definitions import defs
from pipelines.jobs import BUILD_JOB
from pipelines.resources import waiting_for_lock
from pipelines.sensors import RUN_KEY_TAG, report_files_changed


class Watched:
    """A report folder, and the sensor that looks at it from time to time."""

    def __init__(self, folder: Path, instance: dg.DagsterInstance) -> None:
        self.folder, self.instance = folder, instance
        self.cursor: str | None = None

    def look(self, end: dg.DagsterRunStatus | None = dg.DagsterRunStatus.SUCCESS) -> bool:
        """Evaluate the sensor once; whether it asked for a run, which then comes to ``end``, or is lost."""
        context = dg.build_sensor_context(instance=self.instance, cursor=self.cursor, definitions=defs)
        result = report_files_changed.evaluate_tick(context)
        self.cursor = result.cursor
        requests = result.run_requests or ()
        assert bool(requests) != bool(result.skip_message)
        for request in requests if end is not None else ():
            tags = {RUN_KEY_TAG: str(request.run_key)}
            self.instance.add_run(dg.DagsterRun(job_name=BUILD_JOB, status=end, tags=tags))
        return bool(requests)

    def settle(self) -> None:
        """Look until a run was asked for what is there now."""
        self.look()
        self.look()


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "a.txt").write_text("一", encoding="utf-8")
    monkeypatch.setenv("HEDUI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HEDUI_REPORTS", str(reports))
    with dg.DagsterInstance.ephemeral() as instance:
        yield Watched(reports, instance)


def test_a_first_look_waits_for_a_second(watched: Watched) -> None:
    assert [watched.look() for _ in range(4)] == [False, True, False, False]


def test_a_new_file_is_built_once_it_lies_still(watched: Watched) -> None:
    watched.settle()
    copied = watched.folder / "sub" / "b.txt"
    copied.parent.mkdir()
    copied.write_text("half", encoding="utf-8")
    assert not watched.look()
    copied.write_text("half and half", encoding="utf-8")
    assert not watched.look()
    assert watched.look()
    assert not watched.look()


def test_a_change_of_the_same_size_is_seen(watched: Watched) -> None:
    watched.settle()
    file = watched.folder / "a.txt"
    file.write_text("二", encoding="utf-8")
    os.utime(file, ns=(0, file.stat().st_mtime_ns + 1))
    assert [watched.look() for _ in range(3)] == [False, True, False]


def test_a_removed_file_is_a_change_and_so_is_its_return(watched: Watched) -> None:
    other = watched.folder / "b.txt"
    other.write_text("二", encoding="utf-8")
    watched.settle()
    aside = other.rename(watched.folder.parent / "b.txt")
    assert [watched.look() for _ in range(3)] == [False, True, False]
    aside.rename(other)
    assert [watched.look() for _ in range(3)] == [False, True, False]


def test_a_run_is_asked_for_until_there_is_one(watched: Watched) -> None:
    watched.look()
    assert watched.look(end=None)
    assert watched.look(end=None)
    assert watched.look()
    assert not watched.look()


def test_while_a_run_is_under_way_no_other_is_asked_for_and_then_what_changed_meanwhile(watched: Watched) -> None:
    watched.look()
    assert watched.look(end=dg.DagsterRunStatus.STARTED)
    (watched.folder / "b.txt").write_text("二", encoding="utf-8")
    assert [watched.look() for _ in range(3)] == [False, False, False]
    [record] = watched.instance.get_run_records()
    watched.instance.report_run_failed(record.dagster_run)
    assert watched.look()
    assert not watched.look()


def test_other_files_are_not_reports(watched: Watched) -> None:
    watched.settle()
    (watched.folder / ".hidden.txt").write_text("一", encoding="utf-8")
    (watched.folder / "notes.md").write_text("一", encoding="utf-8")
    assert [watched.look() for _ in range(3)] == [False, False, False]


def test_an_empty_or_missing_folder_starts_nothing(watched: Watched) -> None:
    (watched.folder / "a.txt").unlink()
    assert [watched.look() for _ in range(3)] == [False, False, False]
    watched.folder.rmdir()
    assert not watched.look()


def test_a_run_waits_for_the_build_under_way(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with build_lock(home), pytest.raises(BuildLocked), waiting_for_lock(home, patience=0):
        pass
    with waiting_for_lock(home, patience=0), pytest.raises(BuildLocked), build_lock(home):
        pass
