"""CSV: as it is, each line a table row, cells parted by the commonest of the usual separators outside quotes."""

import re
from collections.abc import Iterator

from hedui.documents import cells as shapes
from hedui.documents.extract import Extract, Row
from hedui.documents.fold import fold, simplify

MEDIA_TYPE = "text/csv"

_SEPARATORS = ",;\t"
_SAMPLE = 10_000

_Cells = tuple[tuple[int, int], ...]


def read_delimited(raw: str) -> Extract:
    """Take delimited text as extracted; lines with one cell part its tables."""
    sample = re.sub(r'"[^"]*"', "", raw[:_SAMPLE])
    separator = max(_SEPARATORS, key=sample.count)
    folded, _ = simplify(fold(raw))
    rows: list[Row] = []
    run: list[tuple[_Cells, tuple[int, int]]] = []
    tables = 0
    for cells, span in _lines(raw, separator):
        texts = [folded[start:end].strip() for start, end in cells]
        is_row = sum(map(bool, texts)) > 1
        if is_row or (run and any(texts) and not shapes.is_full_line(texts)):
            run.append((cells, span))
        elif run:
            tables += 1
            rows += _table(run, folded, tables)
            run = []
    if run:
        rows += _table(run, folded, tables + 1)
    return Extract(MEDIA_TYPE, raw, tuple(rows))


def _lines(raw: str, separator: str) -> Iterator[tuple[_Cells, tuple[int, int]]]:
    """Cells of each record, quotes left outside, and its span; a quoted cell may run over lines."""
    cell = re.compile(rf'[^\S\n{separator}]*(?:"((?:[^"]|"")*)"[^{separator}\n]*|([^{separator}\n]*))')
    at = begin = 0
    cells: list[tuple[int, int]] = []
    while at <= len(raw):
        match = cell.match(raw, at)
        assert match is not None
        cells.append(match.span(1) if match[1] is not None else match.span(2))
        at = match.end()
        if at >= len(raw) or raw[at] == "\n":
            yield tuple(cells), (begin, at)
            cells, begin = [], at + 1
        at += 1


def _table(run: list[tuple[_Cells, tuple[int, int]]], folded: str, number: int) -> list[Row]:
    grid = [[folded[start:end].strip() for start, end in cells] for cells, _ in run]
    heads = shapes.count_header_rows(grid)
    above = [cell for row in grid[:heads] for cell in row]
    return [
        Row(cells, place < heads or (place + 1 < len(run) and shapes.is_head(grid[place], above)), number, span=span)
        for place, (cells, span) in enumerate(run)
    ]
