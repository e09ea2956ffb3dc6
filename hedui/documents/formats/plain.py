"""Plain text: as it is, with the tables located that a page or a sheet leaves when it is copied as text."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from hedui.documents.extract import Extract, Row, count_header_rows, is_number
from hedui.documents.fold import LEFT_OUT, fold

MEDIA_TYPE = "text/plain"

_LINE = re.compile(r"[^\n]+")
_BLANKS = " " + LEFT_OUT

_Cells = tuple[tuple[int, int], ...]
_Grid = Sequence[Sequence[str]]


def read_plain(raw: str) -> Extract:
    """Take plain text as extracted; lines on end with the same number of tabs are the rows of a table."""
    rows: list[Row] = []
    if "\t" in raw:
        for table, (lines, grid) in enumerate(_tables(raw, fold(raw)), start=1):
            heads = count_header_rows(grid)
            rows += (Row(cells, number < heads, table) for number, cells in enumerate(lines))
    return Extract(MEDIA_TYPE, raw, tuple(rows))


def _tables(raw: str, folded: str) -> Iterator[tuple[Sequence[_Cells], _Grid]]:
    lines = (_cells(raw, *match.span()) for match in _LINE.finditer(folded) if match.group().strip(_BLANKS))
    for _, run in groupby(lines, len):
        table = list(run)
        grid = [[folded[start:end].strip(_BLANKS) for start, end in cells] for cells in table]
        if _is_table(grid):
            yield table, grid


def _cells(raw: str, start: int, end: int) -> _Cells:
    spans = []
    for cell in raw[start:end].split("\t"):
        spans.append((start, start + len(cell)))
        start += len(cell) + 1
    return tuple(spans)


def _is_table(grid: _Grid) -> bool:
    """Whether most rows have several cells; where there are but two (a field and its value), a number in one."""
    if len(grid) < 2 or len(grid[0]) < 2:
        return False
    most = len(grid) // 2
    return sum(sum(map(bool, row)) > 1 for row in grid) > most and (
        len(grid[0]) > 2 or sum(is_number(row[1]) for row in grid) >= most
    )
