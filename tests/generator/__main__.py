"""Write a corpus into a folder, or read freshly written reports back and score the reader.

python -m generator write FOLDER --cities 10 --years 2019 2023 --medium html
python -m generator score --reports 1000 --seed 7 --show 3
"""

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from generator.genres import Genre
from generator.media import MEDIA, as_bytes
from generator.reading import read_back
from generator.reports import ALL_GENRES, Report, corpus, generate
from generator.scoring import Miss, Score
from generator.topics import CITIES
from hedui.shipped import VOCABULARY_DIR
from hedui.vocabulary.load import Vocabulary, load_vocabulary

_CONTEXT = 40


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m generator", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    write = commands.add_parser("write", help="write a corpus into a folder")
    write.add_argument("folder", type=Path)
    write.add_argument("--seed", type=int, default=1)
    write.add_argument("--cities", type=int, default=3, help="how many")
    write.add_argument("--years", type=int, nargs=2, default=(2021, 2023), metavar=("FIRST", "LAST"))
    write.add_argument("--medium", choices=MEDIA, default="html")
    write.add_argument("--rounding", choices=("round", "truncate"), default="round")
    back = commands.add_parser("score", help="read generated reports back")
    back.add_argument("--seed", type=int, default=None, help="drawn anew by default")
    back.add_argument("--reports", type=int, default=1000, help="reports of each genre")
    back.add_argument("--genre", type=Genre, choices=ALL_GENRES, nargs="*", default=ALL_GENRES)
    back.add_argument("--damage", action="store_true")
    back.add_argument("--script", choices=("Hans", "Hant"), default="Hans")
    back.add_argument("--rounding", choices=("round", "truncate"), default="round")
    back.add_argument("--show", type=int, default=0, help="misses of each kind to print")
    given = parser.parse_args()
    if given.command == "write":
        _write(given)
    else:
        _score(given)


def _write(given: argparse.Namespace) -> None:
    given.folder.mkdir(parents=True, exist_ok=True)
    years = range(given.years[0], given.years[1] + 1)
    count = 0
    for report in corpus(given.seed, city_names(given.cities), years, rounding=given.rounding):
        (given.folder / f"{report.name}.{given.medium}").write_bytes(as_bytes(report, given.medium))
        count += 1
    print(f"{count} reports in {given.folder}")


def city_names(count: int) -> tuple[str, ...]:
    """So many names of cities; beyond those of ``CITIES`` they are counted on."""
    return tuple(CITIES[n] if n < len(CITIES) else f"{CITIES[n % len(CITIES)][:-1]}{n}市" for n in range(count))


def _score(given: argparse.Namespace) -> None:
    vocabulary = load_vocabulary(VOCABULARY_DIR)
    seed = given.seed if given.seed is not None else random.randrange(10**9)
    print(f"seed {seed}")
    for genre in given.genre:
        stated = claimed = right = 0
        kinds: Counter[tuple[str, ...]] = Counter()
        shown: Counter[tuple[str, ...]] = Counter()
        examples: list[str] = []
        for report, result in _read_back(given, seed, genre, vocabulary):
            stated, claimed, right = stated + result.stated, claimed + result.claimed, right + result.right
            for miss in result.misses:
                kinds[miss.wrong] += 1
                if shown[miss.wrong] < given.show:
                    shown[miss.wrong] += 1
                    examples.append(_example(report, miss))
        print(f"{genre:14s} facts {stated:7d}  row {2 * right / max(1, stated + claimed):.4f}")
        for kind, number in kinds.most_common(8):
            print(f"    {number:6d} {', '.join(kind)}")
        for example in examples:
            print(f"    {example}")


def _read_back(
    given: argparse.Namespace, seed: int, genre: Genre, vocabulary: Vocabulary
) -> Iterator[tuple[Report, Score]]:
    for number in range(given.reports):
        report = generate(
            seed + number, genre, 2018 + number % 7, CITIES[number % len(CITIES)],
            rounding=given.rounding, damage=given.damage, script=given.script,
        )  # fmt: skip
        yield report, read_back(report, vocabulary)


def _example(report: Report, miss: Miss) -> str:
    span = (miss.fact.start, miss.fact.end) if miss.fact else (miss.figure.start, miss.figure.end)  # type: ignore[union-attr]
    before = report.text[max(0, span[0] - _CONTEXT) : span[0]]
    behind = report.text[span[1] : span[1] + _CONTEXT // 2]
    quoted = f"{before}【{report.text[span[0] : span[1]]}】{behind}".replace("\n", "⏎")
    figure = miss.figure
    read = (
        f"{figure.role} {figure.subject!r} {figure.value} {figure.unit} {figure.period_start}..{figure.period_end} "
        f"{figure.comparator}"
        if figure
        else "nothing"
    )
    return f"{', '.join(miss.wrong)}: {quoted} -> {read}"


if __name__ == "__main__":
    main()
