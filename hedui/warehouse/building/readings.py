"""Documents, figures and tasks of the report files: from the cache where they are kept, else by reading."""

import hashlib
import logging
import multiprocessing
import multiprocessing.context
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from hedui.documents.document import Document
from hedui.documents.errors import DocumentError
from hedui.documents.reader import document_from_bytes
from hedui.figures.coverage import count_numerals, unaccounted
from hedui.figures.figure import Figure
from hedui.figures.reader import read_report
from hedui.limits import Limits, TimeUp, confine, timed
from hedui.tasks.reader import read_tasks
from hedui.tasks.task import Task
from hedui.vocabulary.codes import FileStatus
from hedui.vocabulary.load import Vocabulary, load_vocabulary
from hedui.warehouse.building.cache import ReadingCache, Tables, concatenate, reader_version
from hedui.warehouse.building.records import documents_to_arrow, figures_to_arrow, tasks_to_arrow
from hedui.warehouse.building.refusals import StageFailed, passage, read_guarded
from hedui.warehouse.building.scan import SourceFile, displayed
from hedui.warehouse.errors import WarehouseError
from hedui.warehouse.home import Home
from hedui.warehouse.tables import TABLES
from hedui.warehouse.tables.arrow import from_rows, to_arrow

ALONE = 20  # fewer documents than this are read sooner by one process than a second has started
_BATCH = 8  # documents a process reads before it hands on
_SPLIT = "split it, leave it out, or raise HEDUI_READ_SECONDS and HEDUI_READ_MEMORY"
_PRELOADED = "hedui.warehouse.building.preload"
_LOG = logging.getLogger(__name__)
DEFAULT_LIMITS = Limits()


class ReadersFailed(WarehouseError):
    """The processes that read files cannot be started."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading one document gives.

    Attributes:
        document: the document.
        figures: what it prints.
        tasks: what it sets.
        numerals: how many numerals an independent scanner finds in its text.
        unread: the spans of those of them that became no figure.
    """

    document: Document
    figures: tuple[Figure, ...]
    tasks: tuple[Task, ...]
    numerals: int
    unread: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Readings:
    """What reading all report files gives.

    Attributes:
        files: the files, with their final status.
        tables: stage tables by name, ``source_file`` included.
        read_count: documents read in this build.
        cached_count: documents taken from the cache.
    """

    files: tuple[SourceFile, ...]
    tables: dict[str, pa.Table]
    read_count: int
    cached_count: int


@dataclass(frozen=True, slots=True)
class _Batch:
    """Readings of a few files, and for those that were refused the problem by path."""

    tables: Tables
    problems: dict[Path, str]


def read_reports(
    files: Sequence[SourceFile],
    home: Home,
    vocabulary_dir: Path,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
    limits: Limits = DEFAULT_LIMITS,
) -> Readings:
    """Read the files that ``scan`` found; what the cache holds is not read again.

    A document whose reading fails, even one that takes its process down, is refused with the problem; the others are
    read all the same.

    Args:
        files: the files.
        home: the warehouse's folder, whose cache is used and filled.
        vocabulary_dir: folder of the vocabulary.
        on_progress: called with the number of documents done and of all, after each step.
        limits: what reading one file may cost.

    Raises:
        VocabularyError: the vocabulary breaks a rule.
        ReadersFailed: no process for reading can be started.
    """
    vocabulary = load_vocabulary(vocabulary_dir)
    cache = ReadingCache(home, reader_version(vocabulary.reading_version), vocabulary.units.definitions)
    wanted = {file.document_id: file for file in files if file.status is FileStatus.READ and file.document_id}
    cached = cache.load(wanted)
    cached_ids = set(cached["document"]["document_id"].to_pylist())
    uncached = [file for document_id, file in wanted.items() if document_id not in cached_ids]

    done = len(cached_ids)
    on_progress(done, len(wanted))
    batches = [_Batch(_to_arrow([]), {})]
    for batch in _read_all(uncached, vocabulary_dir, limits):
        batches.append(batch)
        done += batch.tables["document"].num_rows + len(batch.problems)
        on_progress(done, len(wanted))
    new = concatenate([batch.tables for batch in batches])
    cache.store(cached, new)

    problems = {path: problem for batch in batches for path, problem in batch.problems.items()}
    final = _with_problems(files, problems)
    source_file = to_arrow(TABLES["stage.source_file"], final, path=[displayed(file.path) for file in final])
    tables = {"source_file": source_file, **concatenate([cached, new])}
    return Readings(final, tables, new["document"].num_rows, len(cached_ids))


def read_one(data: bytes, name: str, vocabulary: Vocabulary, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """Read one document.

    Raises:
        DocumentError: it cannot be read as a report.
        StageFailed: reading its figures or tasks raised.
    """
    document = document_from_bytes(data, name, vocabulary.regions, limits.characters)
    report = read_guarded("reading its figures", document, lambda part: read_report(part, vocabulary))
    document, figures = report.document, report.figures
    tasks = read_guarded("reading its tasks", document, lambda part: read_tasks(part, figures))
    raw = document.text.raw
    return Reading(document, figures, tasks, len(count_numerals(raw)), tuple(unaccounted(raw, figures)))


def _read_all(files: Sequence[SourceFile], vocabulary_dir: Path, limits: Limits) -> Iterator[_Batch]:
    """Read files in processes of their own, however few there are: a file may take its process down."""
    size = 1 if len(files) < ALONE else _BATCH
    waiting = deque(files[start : start + size] for start in range(0, len(files), size))
    workers = 1 if len(files) < ALONE else os.cpu_count() or 1
    while waiting:
        suspects = yield from _read_in_pool(waiting, vocabulary_dir, limits, workers)
        yield from _read_one_by_one(suspects, vocabulary_dir, limits)


def _read_in_pool(
    waiting: deque[Sequence[SourceFile]], vocabulary_dir: Path, limits: Limits, workers: int
) -> Generator[_Batch, None, list[SourceFile]]:
    """Read batches in processes until none is waiting or a process ends; returns the files that were then being read.

    Few batches are under way at a time, so that few files are suspected where one takes its process down.
    """
    running: dict[Future[_Batch], Sequence[SourceFile]] = {}
    with _pool(workers, vocabulary_dir, limits) as pool:
        try:
            while waiting or running:
                while waiting and len(running) <= workers:
                    running[pool.submit(_read_in_worker, waiting[0])] = waiting[0]
                    waiting.popleft()
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    yield future.result()
                    del running[future]
        except BrokenProcessPool:
            return [file for batch in running.values() for file in batch]
    return []


def _read_one_by_one(suspects: Sequence[SourceFile], vocabulary_dir: Path, limits: Limits) -> Iterator[_Batch]:
    """Read files singly in a process, so that the one that takes its process down is known."""
    waiting = deque(suspects)
    while waiting:
        with _pool(1, vocabulary_dir, limits) as pool:
            try:
                pool.submit(int).result()
            except BrokenProcessPool as error:  # no file is to blame
                raise ReadersFailed("no process for reading files could be started", "Is there memory left?") from error
            try:
                while waiting:
                    yield pool.submit(_read_in_worker, [waiting[0]]).result()
                    waiting.popleft()
            except BrokenProcessPool:
                yield _Batch(_to_arrow([]), {waiting.popleft().path: ended_problem(limits)})


def ended_problem(limits: Limits) -> str:
    """What is said of a file whose reading ended the process."""
    cause = f"a damaged file, or one that takes more than {limits.named}"
    return f"reading it ended the process ({cause}); leave it out, and report it"


def _read_batch(files: Sequence[SourceFile], vocabulary: Vocabulary, limits: Limits) -> _Batch:
    tables, problems = [_to_arrow([])], {}
    for file in files:
        try:
            data = file.path.read_bytes()
            if hashlib.sha256(data).hexdigest() == file.sha256:
                with timed(limits):
                    tables.append(_to_arrow([read_one(data, str(file.path), vocabulary, limits)]))
            else:
                problems[file.path] = "was changed during the build; build again"
        except DocumentError as error:
            problems[file.path] = f"{error.problem}; {error.advice}"
        except TimeUp:
            problems[file.path] = f"takes more than {limits.seconds} seconds to read; {_SPLIT}"
        except MemoryError:
            problems[file.path] = f"takes more than {limits.memory} MiB to read; {_SPLIT}"
        except OSError as error:
            problems[file.path] = f"cannot be read ({error.strerror}); check its permissions"
        except StageFailed as error:  # a fault of ours costs this document, not the build
            _LOG.exception("reading %s failed", file.path)
            problems[file.path] = str(error)
        except Exception as error:
            _LOG.exception("reading %s failed", file.path)
            problems[file.path] = str(StageFailed("reading its text", None, error))
    return _Batch(concatenate(tables), problems)


def _to_arrow(readings: Sequence[Reading]) -> Tables:
    documents = [reading.document for reading in readings]
    counts = [(one.document.document_id, one.numerals, len(one.unread)) for one in readings]
    unread = [
        (one.document.document_id, start, end, raw[start:end], passage(raw, start, end))
        for one in readings
        for raw in [one.document.text.raw]
        for start, end in one.unread
    ]
    return {
        **documents_to_arrow(documents),
        "document_numeral": from_rows(TABLES["stage.document_numeral"], counts),
        "unread_numeral": from_rows(TABLES["stage.unread_numeral"], unread),
        "reading_report": from_rows(
            TABLES["stage.reading_report"], [row for document in documents for row in reading_report(document)]
        ),
        "figure": figures_to_arrow([figure for reading in readings for figure in reading.figures]),
        **tasks_to_arrow([task for reading in readings for task in reading.tasks]),
    }


def reading_report(document: Document) -> Iterator[tuple[str, int, bool, str, int | None, str | None, str | None]]:
    """What was read of a document, and what was left out, as rows of ``reading_report``."""
    tables = {block.table for block in document.blocks if block.table}
    cells = sum(end > start for block in document.blocks for start, end in block.cells)
    counts = {"pages": document.pages, "tables": len(tables), "cells": cells, "characters": len(document.text.raw)}
    read = [(True, thing, count, None, None) for thing, count in counts.items() if count]
    left_out = [(False, one.what, None, one.where, one.why) for one in document.omissions]
    for place, row in enumerate([*read, *left_out], start=1):
        yield document.document_id, place, *row


def _with_problems(files: Sequence[SourceFile], problems: dict[Path, str]) -> tuple[SourceFile, ...]:
    """The files with their final status: what could not be read is refused, and so is every file of the same bytes."""
    by_hash = {file.sha256: problems[file.path] for file in files if file.path in problems}
    return tuple(
        replace(file, status=FileStatus.REFUSED, problem=by_hash[file.sha256])
        if file.sha256 is not None and file.sha256 in by_hash
        else file
        for file in files
    )


_worker_vocabulary: Vocabulary
_worker_limits: Limits


def _pool(workers: int, vocabulary_dir: Path, limits: Limits) -> ProcessPoolExecutor:
    # by a server, not forked: a child must not inherit the build lock, nor the locks of Arrow's and DuckDB's threads
    return ProcessPoolExecutor(workers, _context(), _start_worker, (vocabulary_dir, limits))


def prepare() -> None:
    """Let the server that readers come from load what they need, while the caller does other things."""
    from multiprocessing.forkserver import ensure_running

    _context()
    ensure_running()


def _context() -> multiprocessing.context.ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([_PRELOADED])
    return context


def _start_worker(vocabulary_dir: Path, limits: Limits) -> None:
    global _worker_vocabulary, _worker_limits
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _worker_vocabulary, _worker_limits = load_vocabulary(vocabulary_dir), limits
    confine(limits)


def _end_with_parent() -> None:
    """A pool's worker waits for work for ever when its parent was killed: it holds the pipe's other end itself."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _read_in_worker(files: Sequence[SourceFile]) -> _Batch:
    return _read_batch(files, _worker_vocabulary, _worker_limits)
