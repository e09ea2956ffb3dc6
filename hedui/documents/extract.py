"""What a format reader hands on: the text as extracted, with tables and pages located in it."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hedui.documents import cells as shapes
from hedui.documents.document import Omission, Slot
from hedui.documents.fold import fold, simplify

_WHITE = re.compile(r"\s+")

Place = tuple[int, int]
"""Row and column of a cell."""


@dataclass(frozen=True, slots=True)
class Row:
    """One table row of the extracted text.

    Attributes:
        cells: half-open spans of the text, in order; of a cell that a merged one covers, an empty span.
        is_header: whether the row is (part of) the table's head.
        table: number of the table, from 1.
        slots: where each cell stands in the grid; empty where cell *n* stands in column *n* and covers nothing else.
        span: the stretch of text that is the row, where it is more than its cells (it may run over lines).
    """

    cells: tuple[tuple[int, int], ...]
    is_header: bool
    table: int
    slots: tuple[Slot, ...] = ()
    span: tuple[int, int] | None = None

    @property
    def start(self) -> int:
        """Where the row begins in the text."""
        return self.span[0] if self.span else self.cells[0][0]

    @property
    def end(self) -> int:
        """Where the row ends in the text."""
        return self.span[1] if self.span else self.cells[-1][1]


@dataclass(frozen=True, slots=True)
class Extract:
    """Text as extracted from a file.

    Attributes:
        media_type: of the file, by content.
        raw: the text, lines ended by line breaks; the cells of a table row stand on one line, a tab between two.
        rows: the table rows, in text order.
        page_starts: index in ``raw`` at which each page begins; empty where the format has no pages.
        omissions: what of the file is not in ``raw``, and why.
        doubts: how sure a recogniser was of stretches of ``raw``: start, end, share from 0 to 1.
    """

    media_type: str
    raw: str
    rows: tuple[Row, ...] = ()
    page_starts: tuple[int, ...] = ()
    omissions: tuple[Omission, ...] = ()
    doubts: tuple[tuple[int, int, float], ...] = ()


class Assembly:
    """Puts an ``Extract`` together, line by line, table by table, page by page."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._rows: list[Row] = []
        self._tables = 0
        self._above: list[str] = []  # the words of the last table's head
        self._page_starts: list[int] = []
        self._omissions: list[Omission] = []
        self._doubts: list[tuple[int, int, float]] = []

    def begin_page(self) -> None:
        """Let a page begin with what is added next."""
        self._page_starts.append(self._length)

    def leave_out(self, what: str, where: str, why: str) -> None:
        """Say that something of the file is not in the text."""
        self._omissions.append(Omission(what, where, why))

    def add_line(self, line: str, confidence: float | None = None) -> None:
        """Add a line of text; white space in it counts as one blank, an empty line is left out."""
        if line := _one_line(line):
            if confidence is not None:
                self._doubts.append((self._length, self._length + len(line), confidence))
            self._append(line + "\n")

    def add_table(
        self,
        grid: Sequence[Sequence[str]],
        header_rows: int | None = None,
        merged: Mapping[Place, Place] | None = None,
        *,
        goes_on: bool = False,
        confidence: float | None = None,
    ) -> None:
        """Add a table, given as rows of cells; a cell that a merged one covers is ``""``.

        Lines about the table that stand in rows of their own (its title, its unit, its notes) become lines.

        Args:
            grid: the rows.
            header_rows: how many rows head the table; None where the file does not mark them. They are then the rows
                above the first one with a number beside its first cell.
            merged: for a cell that covers more than itself, how many rows and columns it covers.
            goes_on: whether the rows go on with the table added last, whose head holds for them.
            confidence: how sure a recogniser was of it; None for printed text.
        """
        begin = self._length
        merged = merged or {}
        width = max(map(len, grid), default=0)
        rows = [(number, [_one_line(cell) for cell in row]) for number, row in enumerate(grid)]
        rows = [(number, row) for number, row in rows if any(row)]
        first, last = 0, len(rows)
        while first < last and _is_line(rows[first], width, merged):
            first += 1
        while last > first and _is_line(rows[last - 1], width, merged):
            last -= 1
        for _, row in rows[:first]:
            self.add_line(" ".join(filter(None, row)))
        if body := rows[first:last]:
            marked = None if header_rows is None else max(0, header_rows - first)
            self._add_rows(body, marked, merged, goes_on=goes_on and self._tables > 0)
        for _, row in rows[last:]:
            self.add_line(" ".join(filter(None, row)))
        if confidence is not None:
            self._doubts.append((begin, self._length, confidence))

    def _add_rows(
        self,
        rows: Sequence[tuple[int, list[str]]],
        header_rows: int | None,
        merged: Mapping[Place, Place],
        *,
        goes_on: bool,
    ) -> None:
        self._tables += not goes_on
        plain = [[simplify(fold(cell))[0] for cell in row] for _, row in rows]
        heads = (0 if goes_on else shapes.count_header_rows(plain)) if header_rows is None else header_rows
        kept = [number for number, _ in rows]
        above = self._above if goes_on else [cell for row in plain[:heads] for cell in row]
        self._above = above
        covered: dict[int, int] = {}  # column -> first row below that no merged cell reaches into
        for place, (number, row) in enumerate(rows):
            cells, slots = [], []
            at = self._length
            for column, cell in enumerate(row):
                cells.append((at, at + len(cell)))
                at += len(cell) + 1
                if covered.get(column, 0) > number:
                    slots.append(Slot(column, 0, 0))
                    continue
                reach, columns = merged.get((number, column), (1, 1))
                covered.update(dict.fromkeys(range(column, min(column + columns, len(row))), number + reach))
                slots.append(Slot(column, columns, bisect_left(kept, number + reach) - place))
            is_header = place < heads or (place + 1 < len(rows) and shapes.is_head(plain[place], above))
            self._rows.append(Row(tuple(cells), is_header, self._tables, tuple(slots)))
            self._append("\t".join(row) + "\n")

    def extract(self, media_type: str) -> Extract:
        """What was put together."""
        return Extract(
            media_type,
            "".join(self._parts),
            tuple(self._rows),
            tuple(self._page_starts),
            tuple(self._omissions),
            tuple(self._doubts),
        )

    def _append(self, part: str) -> None:
        self._parts.append(part)
        self._length += len(part)


def _is_line(row: tuple[int, list[str]], width: int, merged: Mapping[Place, Place]) -> bool:
    """Whether a row at the edge of a table is a line about it."""
    number, cells = row
    filled = [column for column, cell in enumerate(cells) if cell]
    if len(filled) != 1 or width < 2:
        return False
    covers = merged.get((number, filled[0]), (1, 1))[1]
    return covers >= width or shapes.is_full_line([simplify(fold(cell))[0] for cell in cells])


def _one_line(text: str) -> str:
    return _WHITE.sub(" ", text).strip()
