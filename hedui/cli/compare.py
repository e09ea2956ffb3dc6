"""`hedui compare`: the table that people make of an indicator, as text, data or a sheet."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text

from hedui.cli.output import json_text, visible, write_csv
from hedui.warehouse.access.comparison import BELOW, HEADS, Comparison, Line
from hedui.warehouse.access.read import Warehouse

_DERIVED = Style(dim=True, italic=True)
_NUMERIC = ("序号", "本期", "上年同期", "同比")
_GROUP = "分组"
_BEHIND = (
    "value_display", "previous_display", "change_display", "change_unit", "indicator_id", "region_id", "area_id",
    "figure_id", "change_figure_id", "previous_figure_id", "target_figure_id", "document_id",
)  # fmt: skip
_UNFOLDED_WIDTH = 10_000


def show_comparisons(comparisons: Sequence[Comparison]) -> None:
    """The tables for people: a derived cell dim and in italics, what is not ranked below a line, the foot under it."""
    console = Console(highlight=False)
    for comparison in comparisons:
        table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, expand=False)
        for head in HEADS:
            is_number = head in _NUMERIC
            table.add_column(head, justify="right" if is_number else "left", no_wrap=is_number)
        for line in comparison.ranked:
            table.add_row(*_cells(line))
        if comparison.others:
            table.add_section()
            for line in comparison.others:
                table.add_row(*_cells(line))
        target = console if console.is_terminal else Console(width=_UNFOLDED_WIDTH, highlight=False)
        target.print(Text(visible(comparison.title), "bold"))
        target.print(table)
        for words in (*((BELOW,) if comparison.others else ()), *comparison.foot):
            console.print(Text(visible(words)), soft_wrap=True)
        console.print()


def write_comparisons_csv(comparisons: Sequence[Comparison]) -> None:
    """The rows as CSV with the heads of the table, then bare numbers and ids; the foot goes to standard error."""
    write_csv((row for one in comparisons for row in _rows(one)), (*HEADS, _GROUP, *_BEHIND))
    for one in comparisons:
        for words in one.foot:
            typer.echo(visible(words), err=True)


def write_comparisons_json(comparisons: Sequence[Comparison]) -> None:
    """The tables as JSON: the cells as they are shown, beside the row of ``marts.comparison`` each is made of."""
    print(
        json_text(
            [
                {
                    "indicator_id": one.indicator_id,
                    "title": one.title,
                    "rows": [{"ranked": True, **_cells_by_head(line), "row": dict(line.row)} for line in one.ranked]
                    + [{"ranked": False, **_cells_by_head(line), "row": dict(line.row)} for line in one.others],
                    "foot": list(one.foot),
                }
                for one in comparisons
            ],
            indent=2,
        )
    )


def write_comparisons_sheet(warehouse: Warehouse, comparisons: Sequence[Comparison], path: Path | None) -> Path:
    """The tables as a workbook; without a path in the working folder, named after the first."""
    from hedui.warehouse.export.comparison_sheet import write_comparison_workbook
    from hedui.warehouse.files import written_aside

    path = path or Path(f"{comparisons[0].title}.xlsx".replace("/", "／"))
    with written_aside(path) as aside:
        write_comparison_workbook(warehouse, comparisons, aside)
    return path


def _cells(line: Line) -> list[Text]:
    return [Text(visible(cell.text), _DERIVED if cell.is_derived else "") for cell in line.cells]


def _cells_by_head(line: Line) -> dict[str, Any]:
    return {head: cell.text for head, cell in zip(HEADS, line.cells, strict=True)}


def _rows(comparison: Comparison) -> list[dict[str, Any]]:
    """The rows as they are shown, each with the group it stands in and the numbers and ids behind it."""
    groups = (("排序", comparison.ranked), ("不排序", comparison.others))
    return [
        {**_cells_by_head(line), _GROUP: group, **{name: line.row[name] for name in _BEHIND}}
        for group, lines in groups
        for line in lines
    ]
