"""How fast reports are read, and where the time goes. Prints numbers, asserts nothing.

    python tests/benchmarks/reading.py [FOLDER] [--seconds 20]

FOLDER (default: the sample) holds reports; each is read over and over, one after the other, on one core. Seconds are of
processor time. The first table is measured undisturbed; the second with a clock in front of each step, which itself
takes some of the time. The third shows growth: all the texts of FOLDER behind one another, once, twice, four and eight
times.
"""

import argparse
import resource
import sys
import time
import tracemalloc
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from hedui.documents import reader as documents
from hedui.documents.errors import DocumentError
from hedui.figures import reader as figures
from hedui.language.lexer import Lexer
from hedui.shipped import VOCABULARY_DIR
from hedui.tasks.reader import read_tasks
from hedui.vocabulary.load import Vocabulary, load_vocabulary

_SAMPLE = Path(__file__).parents[2] / "data" / "reports"

_STEPS: tuple[tuple[str, ModuleType | type, str], ...] = (
    ("repair", documents, "repair"),
    ("structure", documents, "read_blocks"),
    ("metadata", documents, "read_metadata"),
    ("states", figures, "read_states"),
    ("tokens", Lexer, "tokens"),
    ("mentions", figures, "read_sentence"),
    ("roles", figures, "assign_roles"),
    ("subjects", figures, "assign_subjects"),
    ("periods", figures, "assign_periods"),
    ("links", figures, "assign_links"),
    ("records", figures, "assemble"),
)


class _Reading:
    """Reads files whole: document, figures, tasks."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self.seconds: defaultdict[str, float] = defaultdict(float)

    def read(self, data: bytes, name: str) -> tuple[int, int]:
        """Characters of the raw text and figures."""
        began = time.process_time()
        document = documents.document_from_bytes(data, name, self._vocabulary.regions)
        read = time.process_time()
        found = figures.read_figures(document, self._vocabulary)
        figured = time.process_time()
        read_tasks(document, found)
        self.seconds["documents"] += read - began
        self.seconds["figures"] += figured - read
        self.seconds["tasks"] += time.process_time() - figured
        return len(document.text.raw), len(found)


@contextmanager
def _clocked(seconds: defaultdict[str, float]) -> Iterator[None]:
    """A clock in front of every step."""
    kept = [(owner, name, getattr(owner, name)) for _, owner, name in _STEPS]
    for step, owner, name in _STEPS:
        setattr(owner, name, _timed(step, getattr(owner, name), seconds))
    try:
        yield
    finally:
        for owner, name, original in kept:
            setattr(owner, name, original)


def _timed(step: str, function: Callable[..., Any], seconds: defaultdict[str, float]) -> Callable[..., Any]:
    def timed(*arguments: Any, **named: Any) -> Any:
        began = time.process_time()
        try:
            return function(*arguments, **named)
        finally:
            seconds[step] += time.process_time() - began

    return timed


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=_SAMPLE)
    parser.add_argument("--seconds", type=float, default=20)
    given = parser.parse_args()
    vocabulary = load_vocabulary(VOCABULARY_DIR)
    files = [(path.read_bytes(), path.name) for path in sorted(given.folder.iterdir()) if path.is_file()]
    reading = _Reading(vocabulary)
    files = [file for file in files if _is_read(reading, *file)]
    if not files:
        sys.exit(f"no report in {given.folder} can be read; name a folder of reports")
    _speed(vocabulary, files, given.seconds / 2)
    _shares(vocabulary, files, given.seconds / 2)
    _growth(vocabulary, files)


def _is_read(reading: _Reading, data: bytes, name: str) -> bool:
    try:
        reading.read(data, name)
    except DocumentError as error:
        print(f"left out: {error}")
        return False
    return True


def _speed(vocabulary: Vocabulary, files: list[tuple[bytes, str]], seconds: float) -> None:
    print(f"{'report':44s} {'chars':>8s} {'figures':>8s} {'chars/s':>9s} {'ms per 10,000':>14s}")
    characters = took = 0.0
    for data, name in files:
        reading = _Reading(vocabulary)
        times: list[float] = []
        while sum(times) < seconds / len(files):
            began = time.process_time()
            length, found = reading.read(data, name)
            times.append(time.process_time() - began)
        mean = sum(times) / len(times)
        print(f"{name[:44]:44s} {length:8,d} {found:8,d} {length / mean:9,.0f} {mean / length * 1e7:14.1f}")
        characters, took = characters + length, took + mean
    print(f"{'all':44s} {characters:8,.0f} {'':8s} {characters / took:9,.0f} {took / characters * 1e7:14.1f}\n")


def _shares(vocabulary: Vocabulary, files: list[tuple[bytes, str]], seconds: float) -> None:
    reading = _Reading(vocabulary)
    with _clocked(reading.seconds):
        while sum(reading.seconds[room] for room in ("documents", "figures", "tasks")) < seconds:
            for data, name in files:
                reading.read(data, name)
    total = sum(reading.seconds[room] for room in ("documents", "figures", "tasks"))
    print(f"{'step':44s} {'share':>8s}")
    for step in ("documents", "figures", "tasks"):
        print(f"{step:44s} {reading.seconds[step] / total:8.1%}")
    for step, _, _ in _STEPS:
        print(f"  {step:42s} {reading.seconds[step] / total:8.1%}")
    print()


def _growth(vocabulary: Vocabulary, files: list[tuple[bytes, str]]) -> None:
    reading = _Reading(vocabulary)
    texts = [documents.document_from_bytes(data, name, vocabulary.regions).text.raw for data, name in files]
    text = "\n".join(texts)
    print(f"{'one document of':44s} {'seconds':>8s} {'chars/s':>9s} {'peak MiB':>9s} {'bytes/char':>11s}")
    for times in (1, 2, 4, 8):
        data = "\n".join([text] * times).encode()
        began = time.process_time()
        length, _ = reading.read(data, "growth.txt")
        took = time.process_time() - began
        tracemalloc.start()
        reading.read(data, "growth.txt")
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        label = f"{length:,d} characters"
        print(f"{label:44s} {took:8.2f} {length / took:9,.0f} {peak / 2**20:9.1f} {peak / length:11.0f}")
    print(f"\npeak of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10:.0f} MiB")


if __name__ == "__main__":
    main()
