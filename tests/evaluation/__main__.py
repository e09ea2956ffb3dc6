"""Print how well the documents of an annotated folder are read, by document, genre and field.

python -m evaluation FOLDER [--only PART] [--but BEGINNING,…] [--show N] [--wrong FIELD]
"""

import argparse
from collections import Counter, defaultdict
from pathlib import Path

from evaluation.folder import annotated
from evaluation.scoring import FIELDS, Miss, Score, score, total

_COLUMNS = ("precision", "recall", *FIELDS, "link", "row")


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="part of the names of the documents read")
    parser.add_argument("--but", default="", help="beginnings of names left out, separated by commas")
    parser.add_argument("--show", type=int, default=0, help="misses of each document to print")
    parser.add_argument("--wrong", default="", help="print only misses of this field")
    given = parser.parse_args()
    left_out = tuple(given.but.split(",")) if given.but else ()
    scores: dict[str, Score] = {}
    genres: dict[str, list[Score]] = defaultdict(list)
    print("| document | facts | accounted | " + " | ".join(_COLUMNS) + " |")
    print("| --- |" + " ---: |" * (len(_COLUMNS) + 2))
    for document in annotated(given.folder):
        if given.only not in document.name or document.name.startswith(left_out or "\0"):
            continue
        scores[document.name] = found = score(document.gold, document.figures())
        genres[document.genre].append(found)
        print(_line(document.name, found))
        for miss in [miss for miss in found.misses if not given.wrong or given.wrong in miss.wrong][: given.show]:
            print("   ", _told(miss))
    if len(genres) > 1:
        for genre, members in sorted(genres.items()):
            print(_line(f"*{genre}*", total(members)))
    whole = total(list(scores.values()))
    print(_line("**all**", whole))
    wrong = Counter(name for miss in whole.misses for name in miss.wrong)
    print(
        f"\nmean row of a document {sum(s.row for s in scores.values()) / max(1, len(scores)):.3f}; "
        f"{len(whole.decisions)} different wrong decisions of a period; {whole.invented} of {whole.undated} undatable "
        f"facts were given one; wrong: " + ", ".join(f"{name} {count}" for name, count in wrong.most_common())
    )


def _line(name: str, found: Score) -> str:
    shares = [found.precision, found.recall, *map(found.share, (*FIELDS, "link")), found.row]
    cells = [f"{share:.3f}" if share is not None else "–" for share in shares]
    return f"| {name} | {found.facts} | {found.accounted / max(1, found.numerals):.3f} | " + " | ".join(cells) + " |"


def _told(miss: Miss) -> str:
    """A miss in one line: what was annotated, what was read."""
    gold, figure = miss.gold or {}, miss.figure or {}
    right = {k: gold.get(k) for k in ("text", "role", "value", "unit", "head", "period", "comparator") if k in gold}
    keys = ("text", "role", "value", "unit", "subject", "period_start", "period_end", "comparator")
    read = {k: figure.get(k) for k in keys if k in figure}
    return f"{','.join(miss.wrong)}: {right} <> {read} @{gold.get('start', figure.get('start'))}"


if __name__ == "__main__":
    main()
