"""Annotated folders: ``texts/NAME.txt`` beside ``gold/NAME.jsonl``, genres in ``manifest.tsv`` where there is one."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from evaluation.scoring import Row
from hedui.documents.reader import read_document
from hedui.figures.mapping import map_figures
from hedui.figures.reader import read_report
from hedui.figures.record import figure_record
from hedui.vocabulary.load import load_vocabulary


@dataclass(frozen=True, slots=True)
class Annotated:
    """One document with its annotation; ``stretch`` is the part of the text that was annotated, None for all of it."""

    name: str
    genre: str
    text: Path
    gold: tuple[Row, ...]
    stretch: tuple[int, int] | None = None

    def figures(self) -> list[Row]:
        """What the reader makes of it, as ``hedui extract`` prints it."""
        vocabulary = load_vocabulary()
        document = read_document(self.text, vocabulary.regions)
        report = read_report(document, vocabulary)
        rows = map(figure_record, map_figures(report.figures, report.document.metadata, vocabulary))
        start, end = self.stretch or (0, len(document.text.raw))
        return [row for row in rows if row["end"] > start and row["start"] < end]  # type: ignore[operator]


def annotated(folder: Path) -> Iterator[Annotated]:
    """The documents of a folder, by name. Stretches stand in ``stretches.json`` where parts were annotated."""
    genres = _genres(folder / "manifest.tsv")
    noted = folder / "stretches.json"
    stretches = json.loads(noted.read_text(encoding="utf-8")) if noted.exists() else {}
    for gold in sorted((folder / "gold").glob("*.jsonl")):
        lines = gold.read_text(encoding="utf-8").splitlines()
        records = tuple(json.loads(line) for line in lines if line.strip())
        stretch = stretches.get(gold.stem)
        text = folder / "texts" / f"{gold.stem}.txt"
        yield Annotated(gold.stem, genres.get(gold.stem, ""), text, records, tuple(stretch) if stretch else None)


def _genres(manifest: Path) -> dict[str, str]:
    if not manifest.exists():
        return {}
    with manifest.open(encoding="utf-8", newline="") as lines:
        return {
            Path(row.get("file") or row.get("name") or "").stem: row["genre"]
            for row in csv.DictReader(lines, delimiter="\t")
        }
