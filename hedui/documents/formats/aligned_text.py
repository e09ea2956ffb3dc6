"""Tables set with runs of blanks in plain text: columns are where cells stand under each other.

The lines with the most cells give the columns; what stands over several of them covers them; a cell that reaches over
two columns and holds two words was two cells that a long number pushed together.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hedui.documents import cells as shapes
from hedui.documents.document import Slot
from hedui.documents.extract import Row
from hedui.documents.fold import LEFT_OUT

_CELL = re.compile(rf"[^ \n{LEFT_OUT}]+(?: [^ \n{LEFT_OUT}]+)*")
_WORD = re.compile(rf"[^ \n{LEFT_OUT}]+")
_SENTENCE = re.compile("[。;!?]")
_LONGEST = 240
_MOST_CELLS = 40

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cell and the printed columns it stands in."""

    span: Span
    left: int
    right: int


def aligned_run(folded: str, lines: Sequence[Span], at: int) -> tuple[int, list[Row]]:
    """The table whose lines begin at ``lines[at]``, and where it ends; no rows where none begins there."""
    stop = at
    read: list[list[_Placed]] = []
    while stop < len(lines) and len(cells := _cells(folded, *lines[stop])) > 1:
        read.append(cells)
        stop += 1
    while read and _is_about(folded, read[0]):
        del read[0]
        at += 1
    if len(read) < 2:
        return stop, []
    return stop, _rows(folded, lines[at:stop], read)


def _cells(folded: str, start: int, end: int) -> list[_Placed]:
    if end - start > _LONGEST or _SENTENCE.search(folded, start, end):
        return []
    first = folded.rfind("\n", 0, start) + 1
    found = [match.span() for match in _CELL.finditer(folded, start, end)]
    return [_Placed(span, _column(folded, first, span[0]), _column(folded, first, span[1])) for span in found]


def _column(folded: str, first: int, at: int) -> int:
    return sum(2 if ord(character) > 0x2E7F else 1 for character in folded[first:at])


def _is_about(folded: str, cells: Sequence[_Placed]) -> bool:
    """Whether a line names the table or its unit, and is none of it."""
    texts = [folded[slice(*cell.span)] for cell in cells]
    is_unit = any(shapes.UNIT_LINE.fullmatch(text) for text in texts)
    return is_unit or shapes.CAPTION_LINE.fullmatch(texts[0]) is not None


def _rows(folded: str, lines: Sequence[Span], read: Sequence[Sequence[_Placed]]) -> list[Row]:
    most = max(map(len, read))
    columns = _columns([cells for cells in read if len(cells) == most])
    if not 2 <= len(columns) == most <= _MOST_CELLS:
        return []
    placed = [_put(folded, cells, columns) for cells in read]
    if any(len({slot.column for _, slot in row}) < len(row) for row in placed):
        return []
    grid = [[""] * most for _ in placed]
    for row, cells in zip(grid, placed, strict=True):
        for span, slot in cells:
            row[slot.column] = folded[slice(*span)]
    if sum(any(map(shapes.is_value, row[1:])) for row in grid) * 2 < len(grid):
        return []
    heads = shapes.count_header_rows(grid)
    above = [cell for row in grid[:heads] for cell in row]
    return [
        Row(
            tuple(span for span, _ in cells),
            number < heads or (number + 1 < len(grid) and shapes.is_head(grid[number], above)),
            0,
            tuple(slot for _, slot in cells),
            (line[0], cells[-1][0][1]),
        )
        for number, (line, cells) in enumerate(zip(lines, placed, strict=True))
    ]


def _columns(full: Sequence[Sequence[_Placed]]) -> list[tuple[int, int]]:
    """The columns of lines that have them all: from the leftmost beginning to the rightmost end of their cells."""
    columns: list[tuple[int, int]] = []
    for cells in zip(*full, strict=True):
        left, right = min(cell.left for cell in cells), max(cell.right for cell in cells)
        if columns and left < columns[-1][1]:
            return []  # they do not stand under each other
        columns.append((left, right))
    return columns


def _put(folded: str, cells: Sequence[_Placed], columns: Sequence[tuple[int, int]]) -> list[tuple[Span, Slot]]:
    put: list[tuple[Span, Slot]] = []
    for cell in cells:
        under = [n for n, (left, right) in enumerate(columns) if cell.left < right and left < cell.right]
        words = [match.span() for match in _WORD.finditer(folded, *cell.span)]
        if len(under) > 1 and len(words) == len(under) and any(map(str.isdigit, folded[slice(*cell.span)])):
            put += zip(words, map(Slot, under), strict=True)
        elif under:
            put.append((cell.span, Slot(under[0], len(under))))
        else:
            middle = (cell.left + cell.right) / 2
            nearest = min(range(len(columns)), key=lambda n: abs(sum(columns[n]) / 2 - middle))
            put.append((cell.span, Slot(nearest)))
    return put
