"""Figures of report files for `hedui extract`: read in a process of its own, held to the limits of reading."""

import multiprocessing
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
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
    load_vocabulary()  # once, before the reader comes into being
    waiting = deque(files)
    while waiting:
        # nothing here runs in threads yet, so that a copy of this process may read
        with ProcessPoolExecutor(1, multiprocessing.get_context("fork"), confine, (limits,)) as reader:
            try:
                while waiting:
                    yield reader.submit(_read, waiting[0], limits).result()
                    waiting.popleft()
            except BrokenProcessPool:
                problem = f"reading it ended the process (a damaged file, or one that takes more than {limits.named})"
                yield BrokenFile(str(waiting.popleft()), problem, "leave it out, and report it")


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
