"""The grid of a table: which cell stands at which place, which heads stand over it, which labels beside it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hedui.documents import cells as shapes
from hedui.documents.document import Block, BlockKind, Document, Slot

_FISCAL = "财政年度"
_CAPTION_REACH = 4  # blocks above a table that may be its caption
_LONGEST_CAPTION = 90
_STOP = re.compile("[。;]")
_HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; ``start`` and ``end`` are its span in the repaired text, ``row`` and ``column`` its first place."""

    start: int
    end: int
    row: int
    column: int
    rows: int
    columns: int
    text: str


@dataclass(slots=True)
class Grid:
    """One table.

    Attributes:
        blocks: number of the block of each row.
        heads: the rows that are (part of) a head.
        captions: spans of the lines above that name the table or give its unit, the nearest first.
        is_fiscal: whether the document counts in financial years.
    """

    blocks: list[int]
    heads: list[int]
    captions: list[tuple[int, int]]
    is_fiscal: bool
    _cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    _rows: list[list[Cell]] = field(default_factory=list)
    _is_spread: bool = False

    def row_of(self, block: int) -> int:
        """The row that a block is."""
        return self.blocks.index(block)

    def row(self, row: int) -> list[Cell]:
        """The cells that begin in a row, in order."""
        return self._rows[row]

    def at(self, row: int, column: int) -> Cell | None:
        """The cell at a place; a merged one stands at all places it covers."""
        return self._cells.get((row, column))

    @property
    def width(self) -> int:
        """How many columns there are."""
        return 1 + max((column for _, column in self._cells), default=0)

    def head_rows(self, row: int) -> list[int]:
        """The rows that head a row: the nearest run of heads above it."""
        run: list[int] = []
        for head in reversed([head for head in self.heads if head < row]):
            if run and head != run[0] - 1:
                break
            run.insert(0, head)
        return run

    def heads_over(self, row: int, column: int) -> list[Cell]:
        """The cells of the head over a place, from the top; a group head stands over all its columns."""
        stack: list[Cell] = []
        rows = self.head_rows(row)
        for head in rows:
            cell = self.at(head, column)
            if (cell is None or not cell.text) and not self._is_spread and head != rows[-1]:
                cell = self._group_left(head, rows[-1], column)
            if cell is not None and cell.text and cell not in stack:
                stack.append(cell)
        return stack

    def section_of(self, row: int) -> Cell | None:
        """The line across the table that a row stands under (``一、大气环境``)."""
        first = max((head for head in self.heads if head < row), default=-1)
        for above in range(row - 1, first, -1):
            filled = [cell for cell in self.row(above) if cell.text]
            if len(filled) == 1 and self.width > 2 and not shapes.is_number(filled[0].text):
                is_across = filled[0].columns >= self.width - 1 or filled[0].column == 0
                return filled[0] if is_across and filled[0].rows == 1 else None
        return None

    def _group_left(self, head: int, last: int, column: int) -> Cell | None:
        """Where merged cells are not known: the group head to the left whose blank cells reach this far."""
        if (below := self.at(last, column)) is None or not below.text:
            return None
        for left in range(column - 1, 0, -1):
            cell = self.at(head, left)
            if cell is not None and cell.text:
                own = self.at(last, left)
                return cell if own is not None and own.text else None
        return None


def read_grids(document: Document) -> Mapping[int, Grid]:
    """The tables of a document by number."""
    grids: dict[int, Grid] = {}
    clean = document.text.clean
    is_fiscal = _FISCAL in clean
    reached: dict[int, dict[int, tuple[Cell, int]]] = {}  # by table, column: the cell from above, its rows left
    for number, block in enumerate(document.blocks):
        if block.kind is not BlockKind.TABLE_ROW:
            continue
        grid = grids.get(block.table)
        if grid is None:
            grid = grids[block.table] = Grid([], [], _captions(document, number), is_fiscal)
        _add_row(grid, clean, number, block, reached.setdefault(block.table, {}))
    return grids


def _add_row(grid: Grid, clean: str, number: int, block: Block, reached: dict[int, tuple[Cell, int]]) -> None:
    row = len(grid.blocks)
    grid.blocks.append(number)
    if block.is_header:
        grid.heads.append(row)
    own: list[Cell] = []
    taken = {column for column, (_, left) in reached.items() if left > 0}
    for column in taken:
        cell, left = reached[column]
        grid._cells[row, column] = cell
        reached[column] = cell, left - 1
    slots: Sequence[Slot] = block.slots or [Slot(column) for column in range(len(block.cells))]
    for (start, end), slot in zip(block.cells, slots, strict=True):
        if not slot.rows:
            continue
        cell = Cell(start, end, row, slot.column, slot.rows, slot.columns, clean[start:end].strip())
        grid._is_spread = grid._is_spread or slot.columns > 1 or slot.rows > 1
        own.append(cell)
        for column in range(slot.column, slot.column + slot.columns):
            grid._cells.setdefault((row, column), cell)
            if slot.rows > 1:
                reached[column] = cell, slot.rows - 1
    grid._rows.append(own)


def _captions(document: Document, number: int) -> list[tuple[int, int]]:
    """Spans of the lines right above a table that say what is in it: name, unit, the sentence leading to it."""
    clean = document.text.clean
    found: list[tuple[int, int]] = []
    for above in range(number - 1, max(-1, number - 1 - _CAPTION_REACH), -1):
        block = document.blocks[above]
        if block.kind is BlockKind.TABLE_ROW:
            break
        start, end = block.body, block.end
        text = clean[start:end]
        if is_foreign(text):
            continue
        is_line = len(text) <= _LONGEST_CAPTION and not _STOP.search(text[:-1])
        if not is_line:
            last = max(text.rfind(mark) for mark in "。;") + 1
            if not found and text.endswith(":") and len(text) - last <= _LONGEST_CAPTION:
                found.append((start + last, end))
            elif not found and text.endswith("。") and "表" in text[-40:]:
                last = max(text[:-1].rfind(mark) for mark in "。;") + 1
                found.append((start + last, end))
            break
        if block.kind is BlockKind.TITLE and found and not shapes.CAPTION_LINE.match(text):
            break
        found.append((start, end))
        if shapes.CAPTION_LINE.match(text) or text.endswith(":") or block.kind is BlockKind.TITLE:
            break
    return found


def is_foreign(text: str) -> bool:
    """Whether a text has letters, and none of them Chinese."""
    return not _HAN.search(text) and any(character.isalpha() for character in text)
