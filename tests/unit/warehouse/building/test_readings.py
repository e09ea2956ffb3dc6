import os
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from hedui.documents.document import Document
from hedui.figures.reader import Report, read_report
from hedui.limits import Limits
from hedui.shipped import VOCABULARY_DIR
from hedui.vocabulary.codes import FileStatus
from hedui.vocabulary.load import Vocabulary, load_vocabulary
from hedui.warehouse.building import readings
from hedui.warehouse.building.readings import ALONE, DEFAULT_LIMITS, ReadersFailed, Reading, Readings, read_reports
from hedui.warehouse.building.scan import SourceFile, scan
from hedui.warehouse.home import Home

SENTENCE = "2023年，全市处置污泥{}万吨，同比增长5%。"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for reports."""
    path = tmp_path / "reports"
    path.mkdir()
    return path


def put(folder: Path, name: str, number: int = 12) -> None:
    (folder / name).write_text(SENTENCE.format(number), encoding="utf-8")


def read(folder: Path, home: Home) -> Readings:
    return read_reports(scan([folder]), home, VOCABULARY_DIR)


def read_here(folder: Path, limits: Limits = DEFAULT_LIMITS) -> readings._Batch:
    """Read in this process, where a test can put a fault."""
    return readings._read_batch(scan([folder]), load_vocabulary(), limits)


def problems(done: Readings) -> dict[str, str | None]:
    return {file.file_name: file.problem for file in done.files if file.status is FileStatus.REFUSED}


def test_every_stage_of_reading_is_filled(folder: Path, home: Home) -> None:
    put(folder, "a.txt")
    steps: list[tuple[int, int]] = []

    done = read_reports(scan([folder]), home, VOCABULARY_DIR, lambda *step: steps.append(step))

    assert steps == [(0, 1), (1, 1)]
    assert done.tables["figure"]["text"].to_pylist() == ["2023年", "12万吨", "5%"]
    assert done.tables["document_text"]["text"].to_pylist() == [SENTENCE.format(12)]
    assert done.tables["document_numeral"]["numerals"].to_pylist() == [3]
    assert done.tables["document_numeral"]["unaccounted"].to_pylist() == [0]
    [row] = done.tables["source_file"].to_pylist()
    assert (row["path"], row["file_name"], row["status"]) == (str(folder / "a.txt"), "a.txt", "read")
    assert row["document_id"] == done.tables["document"]["document_id"].to_pylist()[0]


def test_a_numeral_that_became_no_figure_is_shown_in_its_words(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder, "a.txt")

    def the_first(document: Document, vocabulary: Vocabulary) -> Report:
        report = read_report(document, vocabulary)
        return replace(report, figures=report.figures[:1])

    monkeypatch.setattr(readings, "read_report", the_first)

    tables = read_here(folder).tables
    [row] = tables["document_numeral"].to_pylist()
    first, second = tables["unread_numeral"].to_pylist()

    assert (row["numerals"], row["unaccounted"]) == (3, 2)
    assert (first["start"], first["end"], first["text"]) == (12, 14, "12")
    assert first["passage"] == "characters 12 to 14: 2023年，全市处置污泥【12】万吨，同比增长5%。"
    assert second["text"] == "5"


def test_only_what_is_new_is_read(folder: Path, home: Home) -> None:
    put(folder, "a.txt", 1)
    first = read(folder, home)
    put(folder, "b.txt", 2)
    put(folder, "c.txt", 1)
    second = read(folder, home)
    third = read(folder, home)

    assert [(done.read_count, done.cached_count) for done in (first, second, third)] == [(1, 0), (1, 1), (0, 2)]
    assert [file.status for file in third.files] == [FileStatus.READ, FileStatus.READ, FileStatus.DUPLICATE]
    for name, table in second.tables.items():
        assert third.tables[name].equals(table), name


def test_a_file_that_is_no_report_is_refused_and_the_others_are_read(folder: Path, home: Home) -> None:
    (folder / "a.txt").write_bytes(os.urandom(4096))
    (folder / "b.txt").write_bytes((folder / "a.txt").read_bytes())
    put(folder, "c.txt")

    done = read(folder, home)

    assert list(problems(done)) == ["a.txt", "b.txt"]
    assert all(";" in (problem or "") for problem in problems(done).values())
    assert done.read_count == 1
    rows = {row["file_name"]: row for row in done.tables["source_file"].to_pylist()}
    assert rows["a.txt"]["document_id"] is None and rows["a.txt"]["sha256"] == rows["b.txt"]["sha256"]


def test_a_file_changed_after_it_was_found_is_refused(folder: Path, home: Home) -> None:
    put(folder, "a.txt", 1)
    files = scan([folder])
    put(folder, "a.txt", 2)
    done = read_reports(files, home, VOCABULARY_DIR)
    assert problems(done) == {"a.txt": "was changed during the build; build again"}
    assert done.tables["document"].num_rows == 0


def faulty(*fault: type[BaseException]) -> Callable[..., Reading]:
    """A reader with a fault that strikes at ``a.txt``."""
    sound = readings.read_one

    def read_one(data: bytes, name: str, vocabulary: Vocabulary, limits: Limits) -> Reading:
        if name.endswith("a.txt"):
            for kind in fault:
                raise kind("too deep")
            while True:
                pass
        return sound(data, name, vocabulary, limits)

    return read_one


@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        ((RecursionError,), "RecursionError: too deep"),
        ((MemoryError,), "takes more than 2048 MiB to read"),
        ((), "takes more than 1 seconds to read"),
    ],
)
def test_a_fault_of_the_reader_costs_one_document(
    folder: Path, monkeypatch: pytest.MonkeyPatch, fault: tuple[type[BaseException], ...], problem: str
) -> None:
    monkeypatch.setattr(readings, "read_one", faulty(*fault))

    put(folder, "a.txt", 1)
    put(folder, "b.txt", 2)

    done = read_here(folder, Limits(seconds=1))

    [told] = done.problems.values()
    assert problem in told
    assert done.tables["document"].num_rows == 1


def crashing(files: Sequence[SourceFile]) -> object:
    """A worker that dies of one file, as of a fault in a library's native code."""
    if any(file.file_name == "crash.txt" for file in files):
        os._exit(9)
    return readings._read_in_worker(files)


def test_many_are_read_by_processes_and_one_that_kills_its_process_is_refused(
    folder: Path, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(ALONE):
        put(folder, f"{number:02d}.txt", number)
    put(folder, "crash.txt", ALONE)
    monkeypatch.setattr(readings, "_read_in_worker", crashing)
    steps: list[tuple[int, int]] = []

    done = read_reports(scan([folder]), home, VOCABULARY_DIR, lambda *step: steps.append(step))

    assert problems(done) == {"crash.txt": readings.ended_problem(DEFAULT_LIMITS)}
    assert done.read_count == ALONE
    assert steps[-1] == (ALONE + 1, ALONE + 1)


def test_where_no_process_starts_no_file_is_blamed(folder: Path, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(ALONE):
        put(folder, f"{number}.txt", number)
    monkeypatch.setattr(readings, "_start_worker", os._exit)

    with pytest.raises(ReadersFailed, match="no process for reading"):
        read(folder, home)


def test_workers_end_with_a_killed_build(folder: Path, tmp_path: Path) -> None:
    for number in range(ALONE):
        put(folder, f"{number:02d}.txt", number)
    script = """
        import sys, time
        from pathlib import Path
        from hedui.vocabulary.load import VOCABULARY_DIR
        from hedui.warehouse.home import Home
        from hedui.warehouse.building.readings import read_reports
        from hedui.warehouse.building.scan import scan
        def stop(done, total):
            if done:
                print("reading", flush=True)
                time.sleep(60)
        if __name__ == "__main__":
            read_reports(scan([Path(sys.argv[1])]), Home(Path(sys.argv[2])), VOCABULARY_DIR, stop)
    """
    program = tmp_path / "program.py"
    program.write_text(textwrap.dedent(script), encoding="utf-8")
    build = subprocess.Popen([sys.executable, program, folder, tmp_path / "home"], stdout=subprocess.PIPE, text=True)
    assert build.stdout is not None
    assert build.stdout.readline() == "reading\n"
    workers = children(build.pid)
    assert workers

    build.kill()
    build.communicate()

    end = time.monotonic() + 10
    while any(is_running(worker) for worker in workers):
        assert time.monotonic() < end, "workers outlive the build"
        time.sleep(0.05)


def children(process: int) -> list[int]:
    tasks = Path(f"/proc/{process}/task")
    return [int(child) for task in tasks.iterdir() for child in (task / "children").read_text().split()]


def is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
