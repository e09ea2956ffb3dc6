"""What a format reader hands on: the text as extracted, with tables and pages located in it."""

from dataclasses import dataclass


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
