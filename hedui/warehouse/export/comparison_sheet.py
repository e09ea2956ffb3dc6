"""A comparison as a workbook: one sheet fit for one printed page, then the rows behind it with all their columns."""

from collections.abc import Iterator, Sequence
from math import ceil
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from hedui.warehouse.access.comparison import BELOW, HEADS, Cell, Comparison, Line
from hedui.warehouse.access.read import Warehouse
from hedui.warehouse.cells import cell_text, is_formula_like
from hedui.warehouse.export.excel import Formats, write_sheet
from hedui.warehouse.tables import TABLES

MAX_LINES = 60  # of a page that can be read; the rest stands on the sheets behind it

_FONT = "宋体"
_NARROWEST, _WIDEST = 6, 42
_CENTRED = ("序号", "单位", "地区", "报告期", "完成情况", "注")
_NUMERIC = ("本期", "上年同期", "同比")
_LINE = 15  # points
_DETAILS = ("marts.figure", "marts.target_progress", "marts.comparison")
_SHEET_NAME = 31  # characters at most
_FORBIDDEN = str.maketrans("[]:*?/\\'", "（）：＊？／＼’")
_GREY = "#7F7F7F"


def write_comparison_workbook(warehouse: Warehouse, comparisons: Sequence[Comparison], path: Path) -> None:
    """Write a workbook: a sheet for each table, then the rows behind them.

    Args:
        warehouse: the build.
        comparisons: the tables.
        path: the file.

    Raises:
        OSError: the file cannot be written.
    """
    workbook = xlsxwriter.Workbook(path)
    try:
        looks = _Looks(workbook)
        names: set[str] = set()
        for comparison in comparisons:
            _write_page(workbook.add_worksheet(_name(comparison.title, names)), looks, comparison)
        formats = Formats(workbook)
        ids = ", ".join(f"'{one.indicator_id}'" for one in comparisons)  # ids of the vocabulary, no text of a report
        for name in _DETAILS:
            table = TABLES[name]
            sheet = workbook.add_worksheet(_name(table.label_zh, names))
            write_sheet(sheet, formats, warehouse, table, f"indicator_id in ({ids})")
        workbook.close()
    except XlsxWriterException as error:
        raise OSError(f"{error}") from error


class _Looks:
    """The looks of cells, each made when it is first needed."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[Any, ...], Format] = {}

    def of(self, **properties: Any) -> Format:
        """A look in the font of the page."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            common = {"font_name": _FONT, "font_size": 10, "valign": "vcenter"}
            self._made[key] = self._workbook.add_format(common | properties)
        return self._made[key]


def _write_page(sheet: Worksheet, looks: _Looks, comparison: Comparison) -> None:
    """The table as people print it: title, heads, ranked rows, a line, the others, the foot; all on one page."""
    last = len(HEADS) - 1
    widths = _widths(comparison)
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    sheet.set_row(0, 30)
    sheet.merge_range(0, 0, 0, last, cell_text(comparison.title), looks.of(bold=True, font_size=16, align="center"))
    sheet.set_row(1, 30)
    for at, head in enumerate(HEADS):
        sheet.write_string(
            1, at, head, looks.of(bold=True, text_wrap=True, align="center", border=1, bg_color="#E7EDF5")
        )
    row = 2
    for line in comparison.ranked:
        row = _write_line(sheet, looks, row, line, widths)
    others = comparison.others[: max(0, MAX_LINES - len(comparison.ranked))]
    if others:
        row = _write_words(sheet, looks.of(italic=True, font_size=9, border=1, text_wrap=True), row, BELOW, sum(widths))
        for line in others:
            row = _write_line(sheet, looks, row, line, widths)
    left_out = len(comparison.others) - len(others)
    foot = (*((f"另有{left_out}行不参加排序，见后附明细",) if left_out else ()), *comparison.foot)
    for words in foot:
        row = _write_words(sheet, looks.of(font_size=9, text_wrap=True), row, words, sum(widths))
    sheet.freeze_panes(2, 4)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.center_horizontally()
    sheet.print_area(0, 0, row - 1, last)
    sheet.repeat_rows(0, 1)
    sheet.fit_to_pages(1, 1)


def _write_line(sheet: Worksheet, looks: _Looks, row: int, line: Line, widths: Sequence[int]) -> int:
    """One row of the table; returns the next."""
    texts = zip(line.cells, widths, strict=True)
    sheet.set_row(row, _LINE * 1.3 * max(_lines(cell.text, width) for cell, width in texts))
    for at, (head, cell) in enumerate(zip(HEADS, line.cells, strict=True)):
        _write_cell(sheet, looks, row, at, head, cell)
    return row + 1


def _write_cell(sheet: Worksheet, looks: _Looks, row: int, at: int, head: str, cell: Cell) -> None:
    """One cell: a number as a number, its signs and unit as part of its format."""
    properties: dict[str, Any] = {"border": 1}
    if head in _CENTRED:
        properties["align"] = "center"
    elif head in _NUMERIC:
        properties["align"] = "right"
    if cell.is_derived:
        properties |= {"italic": True, "font_color": _GREY}
    if cell.number is not None:
        sheet.write_number(row, at, cell.number, looks.of(num_format=_number_format(cell), **properties))
        return
    text = cell_text(cell.text)
    properties |= {"text_wrap": True} | ({"quote_prefix": True} if is_formula_like(text) else {})
    sheet.write_string(row, at, text, looks.of(**properties))


def _number_format(cell: Cell) -> str:
    """Thousands apart, decimals as printed, what stands before and after the number in quotes."""
    digits = f"#,##0{'.' if cell.decimals else ''}{'0' * cell.decimals}"
    return "".join((_quoted(cell.prefix), digits, _quoted(cell.suffix)))


def _quoted(words: str) -> str:
    return f'"{words.replace(chr(34), "")}"' if words else ""


def _write_words(sheet: Worksheet, look: Format, row: int, words: str, width: int) -> int:
    """A line of words across the table; returns the next row."""
    sheet.set_row(row, _LINE * _lines(words, width))
    sheet.merge_range(row, 0, row, len(HEADS) - 1, "", look)
    sheet.write_string(row, 0, cell_text(words), look)
    return row + 1


def _widths(comparison: Comparison) -> tuple[int, ...]:
    """Width of each column: as wide as what stands in it, half of its head, within bounds."""
    lines = (*comparison.ranked, *comparison.others)
    return tuple(
        min(
            _WIDEST, max(_NARROWEST, ceil(_extent(head) / 2) + 2, *(_extent(line.cells[at].text) + 2 for line in lines))
        )
        for at, head in enumerate(HEADS)
    )


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column."""
    return 1 + max(0, _extent(text) - 1) // width


def _extent(text: str) -> int:
    """How wide a text is: a Chinese character is twice as wide as a Latin one."""
    return sum(1 + (ord(character) > 0x2E7F) for character in text)


def _name(title: str, taken: set[str]) -> str:
    """A name of a sheet that Excel allows and no other has."""
    plain = title.translate(_FORBIDDEN)
    names: Iterator[str] = (plain[: _SHEET_NAME - len(tail)] + tail for tail in ("", *map(str, range(2, 1000))))
    name = next(one for one in names if one not in taken)
    taken.add(name)
    return name
