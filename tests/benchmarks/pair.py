"""This version beside earlier ones, in one run: characters a second of reading and of `hedui extract`, on one core.

    python tests/benchmarks/pair.py FOLDER TREE [TREE ...] [--rounds 5]

TREE is a checkout with an environment of its own (`git worktree add /tmp/earlier COMMIT && make -C /tmp/earlier
setup`); the first is what the others are compared with, this checkout comes last. Each has a process that reads a first
report to warm up and then, in turn with the others, copies itself, so that in every round it reads each report of
FOLDER for the first time. Seconds are of processor time, the least of all rounds for each step: what other programs
take from a shared machine falls on all versions alike. Prints numbers, asserts nothing.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

_HERE = Path(__file__).resolve().parents[2]
_READING, _EXTRACTING = ("documents", "figures", "tasks"), ("documents", "figures", "mapping", "rows")


def serve(folder: Path) -> None:
    """Measure a round for each line on standard input; only what every version has is used."""
    from hedui.cli.output import json_text
    from hedui.documents.reader import document_from_bytes
    from hedui.figures import reader
    from hedui.figures.mapping import map_figures
    from hedui.figures.record import figure_record
    from hedui.tasks.reader import read_tasks
    from hedui.vocabulary.load import VOCABULARY_DIR, load_vocabulary

    vocabulary = load_vocabulary(VOCABULARY_DIR)
    files = [(path.read_bytes(), path.name) for path in sorted(folder.iterdir()) if path.is_file()]

    def read(data: bytes, name: str, seconds: dict[str, float]) -> None:
        clock = [time.process_time()]
        document = document_from_bytes(data, name, vocabulary.regions)
        clock.append(time.process_time())
        if hasattr(reader, "read_report"):
            report = reader.read_report(document, vocabulary)
            document, figures = report.document, report.figures
        else:
            figures = reader.read_figures(document, vocabulary)
        clock.append(time.process_time())
        read_tasks(document, figures)
        clock.append(time.process_time())
        mapped = map_figures(figures, document.metadata, vocabulary)
        clock.append(time.process_time())
        for figure in mapped:
            json_text(figure_record(figure))
        clock.append(time.process_time())
        for step, began, ended in zip(("documents", "figures", "tasks", "mapping", "rows"), clock, clock[1:]):  # noqa: B905
            seconds[step] = seconds.get(step, 0.0) + ended - began
        seconds["characters"] = seconds.get("characters", 0) + len(document.text.raw)

    read(*files[0], {})
    for _ in sys.stdin:
        if (child := os.fork()) == 0:
            seconds: dict[str, float] = {}
            for data, name in files[1:]:
                read(data, name, seconds)
            print(json.dumps(seconds), flush=True)
            os._exit(0)
        os.waitpid(child, 0)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("trees", type=Path, nargs="*")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        serve(given.folder)
        return
    trees = [*(tree.resolve() for tree in given.trees), _HERE]
    servers = [
        subprocess.Popen(
            [tree / ".venv/bin/python", __file__, given.folder.resolve(), "--serve"],
            cwd=tree,
            env={**os.environ, "PYTHONPATH": str(tree)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for tree in trees
    ]
    least: list[dict[str, float]] = [{} for _ in trees]
    for _ in range(given.rounds):
        for server, best in zip(servers, least, strict=True):
            assert server.stdin and server.stdout
            print(file=server.stdin, flush=True)
            for step, seconds in json.loads(server.stdout.readline()).items():
                best[step] = min(best.get(step, seconds), seconds)
    for server in servers:
        server.communicate()
    steps = (*_READING, *_EXTRACTING[2:])
    print(f"| version | {' | '.join(f'{step}, s' for step in steps)} | reading, characters/s | extract, characters/s |")
    print("| --- |" + " ---: |" * (len(steps) + 2))
    first: list[float] = []
    for tree, best in zip(trees, least, strict=True):
        speeds = [best["characters"] / sum(best[step] for step in chosen) for chosen in (_READING, _EXTRACTING)]
        first = first or speeds
        told = " | ".join(f"{speed:,.0f} ({speed / of:.2f}×)" for speed, of in zip(speeds, first, strict=True))
        print(f"| {tree.name} | {' | '.join(f'{best[step]:.2f}' for step in steps)} | {told} |")


if __name__ == "__main__":
    main()
