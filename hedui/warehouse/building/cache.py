"""Readings of documents kept by content: what was read once is not read again while bytes and reader are the same.

A reader version has a folder of segments; a segment holds the readings of one build's new documents, one Parquet file
per stage table. Segments appear whole (by rename) and are never changed. A damaged one is dropped, and its documents
are read again. Beside the tables lie the units that the documents were read with: where units were only added since,
documents in which none of the new ones can occur keep their readings.
"""

import hashlib
import json
import logging
import re
import shutil
from collections.abc import Collection, Mapping
from importlib.metadata import version
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from hedui.documents.fold import fold, simplify
from hedui.shipped import LANGUAGE_DIR
from hedui.warehouse.files import writing
from hedui.warehouse.home import Home
from hedui.warehouse.tables import TABLES
from hedui.warehouse.tables.arrow import arrow_schema

READING_TABLES = (
    "document",
    "document_text",
    "document_numeral",
    "unread_numeral",
    "reading_report",
    "figure",
    "task",
    "task_party",
    "task_deadline",
    "task_measure",
    "task_target",
)
MAX_SEGMENTS = 16  # beyond it they are merged into one

_UNITS = "units.json"
# What may stand between the characters of a unit that a line or a page breaks: blanks, page numbers, dashes.
_BETWEEN = re.compile(r"[\W\d_]+")

_PACKAGE = Path(__file__).resolve().parents[2]
_READING_CODE = (
    "vocabulary/*.py",
    "documents/**/*.py",
    "language/*.py",
    "figures/*.py",
    "tasks/*.py",
    "warehouse/tables/arrow.py",
    "warehouse/building/records.py",
)
_READING_LIBRARIES = (
    "opencc",
    "openpyxl",
    "pypdfium2",
    "python-calamine",
    "python-docx",
    "selectolax",
    "striprtf",
)
_LOG = logging.getLogger(__name__)

Tables = Mapping[str, pa.Table]


def reader_version(reading_version: str) -> str:
    """Hash of all that a reading depends on beside the document's bytes.

    Args:
        reading_version: hash of what reading uses of the vocabulary.
    """
    digest = hashlib.sha256(reading_version.encode())
    for path in sorted({path for pattern in _READING_CODE for path in _PACKAGE.glob(pattern)}):
        if path.name != "mapping.py":  # mapping is a stage of its own: a new alias re-reads nothing
            digest.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0" + path.read_bytes())
    for rules in sorted(LANGUAGE_DIR.glob("*.yml")):
        digest.update(rules.name.encode() + b"\0" + rules.read_bytes())
    for library in _READING_LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    for name in READING_TABLES:
        digest.update(str(arrow_schema(TABLES[f"stage.{name}"])).encode())
    return digest.hexdigest()[:16]


class ReadingCache:
    """The readings of one reader version; one process at a time, under the build lock."""

    def __init__(self, home: Home, reader: str, units: Mapping[str, str]) -> None:
        """Open it; the readings of other versions are removed.

        Args:
            home: the warehouse's folder.
            reader: what ``reader_version`` says.
            units: what each way a unit is written means (``UnitRegistry.definitions``).
        """
        self._units = dict(units)
        self._folder = home.cache / reader
        self._folder.mkdir(parents=True, exist_ok=True)
        for other in home.cache.iterdir():
            if other != self._folder:
                shutil.rmtree(other)
        for unfinished in self._folder.glob("*.part"):
            shutil.rmtree(unfinished)

    def load(self, wanted: Collection[str]) -> dict[str, pa.Table]:
        """Readings of those of the wanted documents that are kept.

        Args:
            wanted: ``document_id`` of each.

        Returns:
            The ``READING_TABLES`` by name; ``document`` says which documents they are of.
        """
        missing = set(wanted)
        pieces = [_empty()]
        for segment in self._segments():
            try:
                units = json.loads((segment / _UNITS).read_text(encoding="utf-8"))
                tables = {name: _read(segment / f"{name}.parquet", name) for name in READING_TABLES}
            except (OSError, ValueError, pa.ArrowException) as error:
                _LOG.warning("%s is damaged, its documents are read again: %s", segment, error)
                shutil.rmtree(segment)
                continue
            held = tables["document"]["document_id"].to_pylist()
            taken = missing.intersection(held) - self._outdated(tables["document_text"], units)
            missing -= taken
            pieces.append(tables if len(taken) == len(held) else _of_documents(tables, taken))
        return concatenate(pieces)

    def store(self, loaded: Tables, new: Tables) -> None:
        """Keep the readings of new documents; where segments have grown many, merge all into one.

        Args:
            loaded: what ``load`` gave, so that merging keeps it and drops what no one wants any more.
            new: readings of documents that were not kept.

        Raises:
            WriteFailed: the disk is full.
        """
        if not new["document"].num_rows:
            return
        segments = self._segments()
        last = int(segments[-1].name) if segments else 0
        if len(segments) < MAX_SEGMENTS:
            self._write(last + 1, new)
        else:
            self._write(last + 1, concatenate([loaded, new]))
            for segment in segments:
                shutil.rmtree(segment)

    def _outdated(self, texts: pa.Table, units: Mapping[str, str]) -> set[str]:
        """Documents that may read otherwise now than with the units of their segment."""
        if units == self._units:
            return set()
        if not units.items() <= self._units.items():  # one was taken back, or means something else
            return set(texts["document_id"].to_pylist())
        new = {_bare(term) for term in self._units.keys() - units.keys()}
        bare = map(_bare, texts["text"].to_pylist())
        rows = zip(texts["document_id"].to_pylist(), bare, strict=True)
        return {document_id for document_id, text in rows if any(term in text for term in new)}

    def _segments(self) -> list[Path]:
        return sorted(path for path in self._folder.iterdir() if path.suffix != ".part")

    def _write(self, number: int, tables: Tables) -> None:
        segment = self._folder / f"{number:08d}"
        aside = segment.with_suffix(".part")
        try:
            with writing(segment):
                aside.mkdir()
                (aside / _UNITS).write_text(json.dumps(self._units, ensure_ascii=False), encoding="utf-8")
                for name in READING_TABLES:
                    file = aside / f"{name}.parquet"
                    pq.write_table(tables[name], file, compression="zstd", write_page_checksum=True)
                aside.rename(segment)
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise


def concatenate(pieces: Collection[Tables]) -> dict[str, pa.Table]:
    """The ``READING_TABLES`` of several pieces, one after the other."""
    return {name: pa.concat_tables([piece[name] for piece in pieces]) for name in READING_TABLES}


def _bare(text: str) -> str:
    """``text`` as reading folds it, letters and ideographs alone."""
    return _BETWEEN.sub("", simplify(fold(text))[0]).casefold()


def _empty() -> Tables:
    return {name: arrow_schema(TABLES[f"stage.{name}"]).empty_table() for name in READING_TABLES}


def _read(path: Path, name: str) -> pa.Table:
    table = pq.read_table(path, page_checksum_verification=True)
    if not table.schema.equals(arrow_schema(TABLES[f"stage.{name}"])):
        raise pa.ArrowInvalid(f"{path.name} has another schema")
    return table


def _of_documents(tables: Tables, documents: Collection[str]) -> dict[str, pa.Table]:
    """The rows of some documents; what belongs to a task goes with it."""
    ids = pa.array(sorted(documents), pa.string())
    tasks = tables["task"].filter(pc.is_in(tables["task"]["document_id"], ids))
    chosen = {}
    for name, table in tables.items():
        if "document_id" in table.column_names:
            chosen[name] = table.filter(pc.is_in(table["document_id"], ids))
        else:
            chosen[name] = table.filter(pc.is_in(table["task_id"], tasks["task_id"].combine_chunks()))
    return chosen
