"""Plain text: as it is, with the tables located that a page or a sheet leaves when it is copied as text."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from hedui.documents import cells as shapes
from hedui.documents.document import Slot
from hedui.documents.extract import Extract, Row
from hedui.documents.fold import LEFT_OUT, simple_form
from hedui.documents.formats.set_text import read_set_tables
from hedui.documents.formats.streamed_text import streamed_tables

MEDIA_TYPE = "text/plain"

_LINE = re.compile(r"[^\n]+")
_BLANKS = " " + LEFT_OUT
_RULE = re.compile(r"[-|+:= —\u2502\u2503]+")
_PIPES = re.compile("[|\u2502\u2503]")

_Cells = tuple[tuple[int, int], ...]
_Grid = Sequence[Sequence[str]]
_Span = tuple[int, int]


def read_plain(raw: str) -> Extract:
    """Take plain text as extracted; tables are told by tabs, by pipes, or by how numbers stand under each other."""
    folded, _ = simple_form(raw)
    lines = [match.span() for match in _LINE.finditer(folded) if match.group().strip(_BLANKS)]
    tables: list[list[Row]] = []
    if "\t" in raw:
        tables += _ruled_tables(_tabbed(raw, folded, lines), folded)
    if _PIPES.search(raw):
        streamed = list(streamed_tables(folded, lines))
        taken = sorted((table[0].start, table[-1].end) for table in streamed)
        tables += [*streamed, *_ruled_tables(_piped(folded, list(_outside(lines, taken))), folded)]
    held = sorted((table[0].start, table[-1].end) for table in tables)
    tables += read_set_tables(folded, list(_outside(lines, held)))
    tables.sort(key=lambda table: table[0].start)
    rows = [
        Row(row.cells, row.is_header, number, row.slots, row.span)
        for number, table in enumerate(tables, start=1)
        for row in table
    ]
    return Extract(MEDIA_TYPE, raw, tuple(rows))


def _tabbed(raw: str, folded: str, lines: Sequence[_Span]) -> Iterator[_Cells]:
    for start, end in lines:
        cells = []
        at = start
        for cell in raw[start:end].split("\t"):
            cells.append((at, at + len(cell)))
            at += len(cell) + 1
        yield tuple(cells)


def _piped(folded: str, lines: Sequence[_Span]) -> Iterator[_Cells]:
    """Cells between pipes; the rules that Markdown and drawn tables have between rows are passed over."""
    for start, end in lines:
        if _RULE.fullmatch(folded, start, end):
            continue
        bars = [match.start() for match in _PIPES.finditer(folded, start, end)]
        edges = [start - 1, *bars, end]
        if bars and not folded[start : bars[0]].strip(_BLANKS):
            edges = edges[1:]
        if bars and not folded[bars[-1] + 1 : end].strip(_BLANKS):
            edges = edges[:-1]
        yield tuple((left + 1, right) for left, right in pairwise(edges)) or ((start, end),)


def _ruled_tables(lines: Iterator[_Cells], folded: str) -> Iterator[list[Row]]:
    """Runs of lines with the same number of cells; names of columns may stand above, a line each."""
    alone: list[_Span] = []
    for width, run in groupby(lines, len):
        table = list(run)
        if width == 1:
            alone = [cell for (cell,) in table if _PIPES.match(folded, cell[1]) and folded[slice(*cell)].strip(_BLANKS)]
            continue
        grid = [[folded[start:end].strip(_BLANKS) for start, end in cells] for cells in table]
        while grid and len(grid[0]) > 1 and shapes.is_full_line(grid[0]):
            del grid[0], table[0]
        while grid and len(grid[0]) > 1 and shapes.is_full_line(grid[-1]):
            del grid[-1], table[-1]
        if _is_table(grid):
            heads = shapes.count_header_rows(grid)
            if not heads and len(alone) in (width - 1, width):
                slots = tuple(map(Slot, range(width - len(alone), width)))
                head = [Row(tuple(alone), True, 0, slots, (alone[0][0], alone[-1][1]))]
            else:
                head = []
            above = [cell for row in grid[:heads] for cell in row]
            last = len(grid) - 1
            yield head + [
                Row(
                    cells,
                    number < heads or (number < last and shapes.is_head(grid[number], above)),
                    0,
                    span=(folded.rfind("\n", 0, cells[0][0]) + 1, cells[-1][1]),
                )
                for number, cells in enumerate(table)
            ]
        alone = []


def _is_table(grid: _Grid) -> bool:
    """Whether most rows have several cells; where there are but two (a field and its value), a number in one."""
    if len(grid) < 2 or len(grid[0]) < 2:
        return False
    most = len(grid) // 2
    return sum(sum(map(bool, row)) > 1 for row in grid) > most and (
        len(grid[0]) > 2 or sum(shapes.is_number(row[1]) for row in grid) >= most
    )


def _outside(lines: Sequence[_Span], held: Sequence[_Span]) -> Iterator[_Span]:
    """The lines that no table holds."""
    tables = iter(held)
    table = next(tables, None)
    for line in lines:
        while table is not None and table[1] < line[0]:
            table = next(tables, None)
        if table is None or line[1] <= table[0]:
            yield line
