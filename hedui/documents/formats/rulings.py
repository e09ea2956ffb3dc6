"""The ruled tables of a PDF page: cells by the lines that are drawn around them, merged where none is drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2

from hedui.documents.extract import Place

_THIN = 3.0  # points; what is thinner is a rule
_SHORTEST = 6.0
_NEAR = 3.0  # rules this near are one, or touch
_MOST_RULES = 4000
_MOST_EDGES = 300

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """A straight line: ``at`` across its direction, from ``low`` to ``high`` along it."""

    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A ruled table.

    Attributes:
        box: what it covers.
        columns: edges of the columns, from the left.
        rows: edges of the rows, from the top.
        merged: for a cell that covers more than itself, how many rows and columns it covers.
        owners: for each place, the place of the cell that covers it.
    """

    box: Box
    columns: tuple[float, ...]
    rows: tuple[float, ...]
    merged: dict[Place, Place]
    owners: dict[Place, Place]

    def place(self, x: float, y: float) -> Place | None:
        """The place of the cell that holds a point; None outside the table."""
        left, bottom, right, top = self.box
        if not (left - _NEAR <= x <= right + _NEAR and bottom - _NEAR <= y <= top + _NEAR):
            return None
        column = next((c for c, (_, end) in enumerate(pairwise(self.columns)) if x <= end), len(self.columns) - 2)
        row = next((r for r, (_, end) in enumerate(pairwise(self.rows)) if y >= end), len(self.rows) - 2)
        return self.owners[row, column]


def ruled_tables(page: pypdfium2.PdfPage) -> list[RuledTable]:
    """The ruled tables of a page, those of at least two rows and two columns."""
    across, down = _rules(page)
    tables = []
    for group_across, group_down in _groups(across, down):
        if table := _table(group_across, group_down):
            tables.append(table)
    return tables


def _rules(page: pypdfium2.PdfPage) -> tuple[list[_Rule], list[_Rule]]:
    across: list[_Rule] = []
    down: list[_Rule] = []
    for path in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = path.get_bounds()
        width, height = right - left, top - bottom
        if height <= _THIN and width >= _SHORTEST:
            across.append(_Rule((bottom + top) / 2, left, right))
        elif width <= _THIN and height >= _SHORTEST:
            down.append(_Rule((left + right) / 2, bottom, top))
        elif width >= _SHORTEST and height >= _SHORTEST:
            across += (_Rule(bottom, left, right), _Rule(top, left, right))
            down += (_Rule(left, bottom, top), _Rule(right, bottom, top))
        if len(across) + len(down) > _MOST_RULES:
            return [], []  # a drawing
    return across, down


def _groups(across: Sequence[_Rule], down: Sequence[_Rule]) -> Iterator[tuple[list[_Rule], list[_Rule]]]:
    """Rules that touch each other, directly or over others."""
    left = list(range(len(down)))
    rest = list(range(len(across)))
    while left:
        verticals = [left.pop()]
        horizontals: list[int] = []
        grown = True
        while grown:
            found = [h for h in rest if any(_touch(across[h], down[v]) for v in verticals)]
            rest = [h for h in rest if h not in set(found)]
            horizontals += found
            more = [v for v in left if any(_touch(across[h], down[v]) for h in found)]
            left = [v for v in left if v not in set(more)]
            verticals += more
            grown = bool(more)
        yield [across[h] for h in horizontals], [down[v] for v in verticals]


def _touch(across: _Rule, down: _Rule) -> bool:
    return across.low - _NEAR <= down.at <= across.high + _NEAR and down.low - _NEAR <= across.at <= down.high + _NEAR


def _edges(places: Sequence[float]) -> list[float]:
    """Places in order, those that are near each other as one."""
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _NEAR:
            edges.append(place)
    return edges


def _table(across: Sequence[_Rule], down: Sequence[_Rule]) -> RuledTable | None:
    if len(across) < 3:
        return None
    ends = [rule.low for rule in across], [rule.high for rule in across]
    columns = _edges([*(rule.at for rule in down), min(ends[0]), max(ends[1])])
    rows = _edges([rule.at for rule in across])[::-1]
    if len(columns) < 3 or len(rows) < 3 or len(columns) + len(rows) > _MOST_EDGES:
        return None
    count, width = len(rows) - 1, len(columns) - 1
    owners = {(row, column): (row, column) for row in range(count) for column in range(width)}
    merged: dict[Place, Place] = {}
    for row in range(count):
        for column in range(width):
            if owners[row, column] != (row, column):
                continue
            reach = column
            while reach + 1 < width and not _is_drawn(down, columns[reach + 1], _middle(rows, row)):
                reach += 1
            last = row
            while last + 1 < count and not _is_drawn(across, rows[last + 1], _middle(columns, column)):
                last += 1
            for y in range(row, last + 1):
                for x in range(column, reach + 1):
                    if owners[y, x] == (y, x):
                        owners[y, x] = row, column
            if last > row or reach > column:
                merged[row, column] = last - row + 1, reach - column + 1
    box = (columns[0], rows[-1], columns[-1], rows[0])
    return RuledTable(box, tuple(columns), tuple(rows), merged, owners)


def _middle(edges: Sequence[float], number: int) -> float:
    return (edges[number] + edges[number + 1]) / 2


def _is_drawn(rules: Sequence[_Rule], at: float, along: float) -> bool:
    """Whether a rule is drawn at an edge, past a point along it."""
    return any(abs(rule.at - at) <= _NEAR and rule.low - _NEAR <= along <= rule.high + _NEAR for rule in rules)
