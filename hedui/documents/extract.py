"""What a format reader hands on: the text as extracted, with tables and pages located in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_WHITE = re.compile(r"\s+")
_NUMBER = re.compile(r"[-+—]?\d[\d.,]*(?:%|％|‰)?")
_MOST_HEADER_ROWS = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One table row, a line of the extracted text; ``cells`` are half-open spans of that text, in order."""

    cells: tuple[tuple[int, int], ...]
    is_header: bool
    table: int


@dataclass(frozen=True, slots=True)
class Extract:
    """Text as extracted from a file.

    Attributes:
        media_type: of the file, by content.
        raw: the text, lines ended by line breaks; the cells of a table row stand on one line, a tab between two.
        rows: the table rows, in text order.
        page_starts: index in ``raw`` at which each page begins; empty where the format has no pages.
    """

    media_type: str
    raw: str
    rows: tuple[Row, ...] = ()
    page_starts: tuple[int, ...] = ()


class Assembly:
    """Puts an ``Extract`` together, line by line, table by table, page by page."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._rows: list[Row] = []
        self._tables = 0
        self._page_starts: list[int] = []

    def begin_page(self) -> None:
        """Let a page begin with what is added next."""
        self._page_starts.append(self._length)

    def add_line(self, line: str) -> None:
        """Add a line of text; white space in it counts as one blank, an empty line is left out."""
        if line := _one_line(line):
            self._append(line + "\n")

    def add_table(self, grid: Sequence[Sequence[str]], header_rows: int | None = None) -> None:
        """Add a table, given as rows of cells; a cell that a merged one covers is ``""``.

        Args:
            grid: the rows.
            header_rows: how many rows head the table; None where the file does not mark them. They are then the rows
                above the first one with a number beside its first cell.
        """
        rows = [[_one_line(cell) for cell in row] for row in grid]
        rows = [row for row in rows if any(row)]
        if not rows:
            return
        self._tables += 1
        heads = count_header_rows(rows) if header_rows is None else header_rows
        for number, row in enumerate(rows):
            cells = []
            at = self._length
            for cell in row:
                cells.append((at, at + len(cell)))
                at += len(cell) + 1
            self._rows.append(Row(tuple(cells), number < heads, self._tables))
            self._append("\t".join(row) + "\n")

    def extract(self, media_type: str) -> Extract:
        """What was put together."""
        return Extract(media_type, "".join(self._parts), tuple(self._rows), tuple(self._page_starts))

    def _append(self, part: str) -> None:
        self._parts.append(part)
        self._length += len(part)


def _one_line(text: str) -> str:
    return _WHITE.sub(" ", text).strip()


def is_number(cell: str) -> bool:
    """Whether a cell holds a number and nothing else."""
    return _NUMBER.fullmatch(cell) is not None


def count_header_rows(rows: Sequence[Sequence[str]]) -> int:
    """How many rows head a table: those above the first one with a number beside its first cell."""
    for number, row in enumerate(rows[: _MOST_HEADER_ROWS + 1]):
        if any(map(is_number, row[1:])):
            return number
    return 1 if len(rows) > 1 else 0
