"""Run the fuzzer: a worker reads case after case; when one brings it down, the next worker goes on behind it."""

import argparse
import faulthandler
import random
import resource
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

from fuzz.cases import TARGETS, case
from hedui.documents.errors import DocumentError
from hedui.documents.reader import document_from_bytes
from hedui.figures.coverage import unaccounted
from hedui.figures.mapping import map_figures
from hedui.figures.reader import read_figures
from hedui.shipped import VOCABULARY_DIR
from hedui.tasks.reader import read_tasks
from hedui.vocabulary.load import Vocabulary, load_vocabulary

_MEMORY = 4 * 2**30  # bytes of address space a worker may use
_HANGS_AFTER = 400.0  # seconds on the clock
_SECONDS = 2.0  # of processor time any case may take, and beyond that
_SECONDS_A_CHARACTER = 150e-6  # generous: a case may hold a numeral in every third character


def main() -> None:
    """Run the command line; the exit code is 1 when something was found."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("--target", choices=TARGETS, required=True)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=None, help="drawn anew by default")
    parser.add_argument("--case", type=int, default=None, help="run this case alone")
    parser.add_argument("--from", type=int, default=None, dest="first", help=argparse.SUPPRESS)
    given = parser.parse_args()
    seed = given.seed if given.seed is not None else random.randrange(10**6)
    if given.case is not None:
        for finding in _try(given.target, seed, given.case, load_vocabulary(VOCABULARY_DIR)):
            print(finding)
    elif given.first is not None:
        _work(given.target, seed, given.first, given.seconds)
    else:
        sys.exit(1 if _supervise(given.target, seed, given.seconds) else 0)


def _supervise(target: str, seed: int, seconds: float) -> int:
    """Run workers until the time is over; how many cases failed."""
    end = time.monotonic() + seconds
    number = found = 0
    print(f"{target}: seed {seed}", flush=True)
    while (left := end - time.monotonic()) > 0:
        command = [sys.executable, "-m", "fuzz", "--target", target, "--seed", str(seed)]
        with subprocess.Popen(
            [*command, "--from", str(number), "--seconds", str(left)], stdout=subprocess.PIPE, text=True
        ) as worker:
            assert worker.stdout is not None
            for line in worker.stdout:
                if line.startswith("case "):
                    number = int(line.split()[1])
                else:
                    found += 1
                    print(line, end="", flush=True)
        if worker.returncode:
            found += 1
            print(f"FOUND worker ended with {worker.returncode}: --seed {seed} --case {number}", flush=True)
        number += 1
    print(f"{target}: {number} cases, {found} found", flush=True)
    return found


def _work(target: str, seed: int, first: int, seconds: float) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    vocabulary = load_vocabulary(VOCABULARY_DIR)
    end = time.monotonic() + seconds
    number = first
    while time.monotonic() < end:
        print(f"case {number}", flush=True)
        faulthandler.dump_traceback_later(_HANGS_AFTER, exit=True)
        for finding in _try(target, seed, number, vocabulary):
            print(finding.replace("\n", " | "), flush=True)
        faulthandler.cancel_dump_traceback_later()
        number += 1


def _try(target: str, seed: int, number: int, vocabulary: Vocabulary) -> Iterator[str]:
    data = case(target, seed, number)
    place = f"--seed {seed} --case {number} ({len(data)} bytes)"
    length = len(data)
    began = time.process_time()
    try:
        length = _read(data, vocabulary)
    except DocumentError:
        pass  # a reasoned refusal
    except (Exception, MemoryError) as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        yield f"FOUND {type(error).__name__}: {str(error)[:200]} at {Path(where.filename).name}:{where.lineno}: {place}"
    took = time.process_time() - began
    if took > _SECONDS + _SECONDS_A_CHARACTER * length:
        yield f"FOUND slow, {took:.1f} s: {place}"


def _read(data: bytes, vocabulary: Vocabulary) -> int:
    """Everything that is done with a file's bytes, and what must hold of it; the length of its text."""
    document = document_from_bytes(data, "case", vocabulary.regions)
    figures = map_figures(read_figures(document, vocabulary), document.metadata, vocabulary)
    read_tasks(document, figures)
    raw = document.text.raw
    for figure in figures:
        if raw[figure.start : figure.end] != figure.text or not figure.text:
            raise AssertionError(f"figure {figure.figure_id} is no slice of the text")
    if left := [span for span in unaccounted(raw, figures) if any(c.isdigit() for c in raw[slice(*span)])]:
        raise AssertionError(f"digits unaccounted for: {raw[max(0, left[0][0] - 10) : left[0][1] + 10]!r}")
    return len(raw)


if __name__ == "__main__":
    main()
