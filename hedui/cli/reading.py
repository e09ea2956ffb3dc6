"""Figures of report files for `hedui extract`: read in processes of their own, held to the limits of reading."""

import multiprocessing
import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from pathlib import Path
from typing import Any

from hedui.documents.errors import BrokenFile, DocumentError, TooLarge
from hedui.documents.reader import read_document
from hedui.figures.reader import read_report
from hedui.figures.record import figure_record
from hedui.limits import Limits, TimeUp, confine, timed
from hedui.vocabulary.load import load_vocabulary

_SPLIT = "split it, or raise HEDUI_READ_SECONDS and HEDUI_READ_MEMORY"

Records = list[dict[str, Any]]


def read_records(files: Sequence[Path], limits: Limits) -> Iterator[Records | DocumentError]:
    """The figures of each file as flat rows, in text order; for a file that cannot be read, why."""
    load_vocabulary()  # once, before the readers come into being
    waiting = deque(files)
    most = readers = min(len(files), os.cpu_count() or 1)
    while waiting:
        # nothing here runs in threads yet, so that copies of this process may read
        with ProcessPoolExecutor(readers, multiprocessing.get_context("fork"), confine, (limits,)) as pool:
            try:
                yield from _in_order(pool, waiting, limits, readers + 1)
            except BrokenProcessPool:
                if readers > 1:
                    readers = 1  # one after the other, the next to end the process is known
                    continue
                problem = f"reading it ended the process (a damaged file, or one that takes more than {limits.named})"
                yield BrokenFile(str(waiting.popleft()), problem, "leave it out, and report it")
                readers = most


def _in_order(
    pool: ProcessPoolExecutor, waiting: deque[Path], limits: Limits, ahead: int
) -> Iterator[Records | DocumentError]:
    """What reading gives of the files that wait, in their order, so many read ahead; one that is told waits no more."""
    running: deque[Future[Records | DocumentError]] = deque()
    while waiting:
        running.extend(pool.submit(_read, file, limits) for file in islice(waiting, len(running), ahead))
        read = running.popleft().result()
        waiting.popleft()
        yield read


def _read(file: Path, limits: Limits) -> Records | DocumentError:
    from hedui.figures.mapping import map_figures  # here: what it loads may start threads, which no fork survives

    vocabulary = load_vocabulary()
    try:
        with timed(limits):
            report = read_report(read_document(file, vocabulary.regions, limits.characters), vocabulary)
            return list(map(figure_record, map_figures(report.figures, report.document.metadata, vocabulary)))
    except DocumentError as error:
        return error
    except TimeUp:
        return TooLarge(str(file), f"takes more than {limits.seconds} seconds to read", _SPLIT)
    except MemoryError:
        return TooLarge(str(file), f"takes more than {limits.memory} MiB to read", _SPLIT)
