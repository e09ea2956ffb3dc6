"""Tables of a build as one Excel workbook for people: a formatted sheet each, the source's sentence as a note."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.worksheet import Worksheet

from hedui.reconciliation.relations import RELATIONS
from hedui.vocabulary.codes import Comparator, Relation
from hedui.vocabulary.labels import names_of
from hedui.warehouse.access.read import Warehouse
from hedui.warehouse.cells import cell_text, is_formula_like
from hedui.warehouse.errors import WarehouseError
from hedui.warehouse.tables.ddl import identifier
from hedui.warehouse.tables.declaration import Column, Table, Type

MAX_ROWS = 1_048_575  # rows of a sheet, its head not counted
MAX_TEXT = 32_767  # characters of a cell
MAX_NOTES = 5_000  # of a sheet; Excel draws each one when it opens the file
MAX_NOTE_TEXT = 1_000
MAX_LINES = 8  # that a row is high; the cell holds all of a longer text

_WIDTHS = {
    Type.TEXT: 18,
    Type.TEXT_LIST: 36,
    Type.EXACT: 14,
    Type.INTEGER: 16,
    Type.REAL: 16,
    Type.BOOLEAN: 8,
    Type.DATE: 12,
    Type.TIMESTAMP: 17,
}
_LINE = 15  # height in points
_CODE_WIDTH = 13
_ID_WIDTH = 24
_WRAPPED = {"sentence": 60, "explanation_zh": 60, "explanation_en": 60, "query_zh": 60, "title": 40, "file_name": 36,
            "indicator_id": 34, "term": 30, "text": 24}  # fmt: skip
# The cell that a figure's sentence is noted at, and the column with the figure's id.
_NOTED = {"value_display": "figure_id", "previous_display": "previous_figure_id", "change_display": "change_figure_id",
          "target_display": "target_figure_id", "actual_display": "actual_figure_id", "value": "figure_id",
          "text": "reported_figure_id", "term": "figure_id"}  # fmt: skip
_LABELLED = {"indicator_id": "core.dim_indicator", "region_id": "core.dim_region"}
# What comes first on a sheet for people; any other follows the key of its table.
_MOST_FIRST = {
    "finding": ("array_position(['high', 'medium', 'low'], shown.severity)",),
    "review_queue": ("shown.figure_count desc",),
}
_ABOUT = "说明"
_ABOUT_WIDTH = 90


_PEOPLE, _PROGRAMS, _LOOKUP = range(3)  # whom a column is for, in the order of a sheet
_IDS = ("_id", "_exact", "sha256", "competitors")
_ASIDE = ("_en", "_decimals", "_factor")
_CANONICAL = frozenset(
    {"value", "unit", "value_low", "value_high", "value_first", "value_implied_low", "value_implied_high", "target",
     "actual", "gap", "period_start", "period_end", "actual_period_start", "actual_period_end"}
)  # fmt: skip


class TooManyRows(WarehouseError):
    """A table has more rows than a sheet of Excel."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """One column of a sheet: the declared column, its head, what fills it, and whom it is for."""

    column: Column
    head: str
    sql: str
    standing: int


class Formats:
    """How cells look."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self.head = workbook.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DCE6F1", "bottom": 1}
        )
        self.text = workbook.add_format({"valign": "top"})
        # text that looks like a formula is marked as text, so that editing or saving it as CSV makes none of it
        self.marked = workbook.add_format({"valign": "top", "quote_prefix": True})
        self.wrapped = workbook.add_format({"valign": "top", "text_wrap": True})
        self.number = workbook.add_format({"valign": "top", "num_format": "General_)"})  # a gap before the unit
        self.day = workbook.add_format({"valign": "top", "num_format": "yyyy-mm-dd", "align": "left"})
        self.moment = workbook.add_format({"valign": "top", "num_format": "yyyy-mm-dd hh:mm", "align": "left"})
        self.link = workbook.add_format({"valign": "top", "font_color": "#0563C1", "underline": 1})
        self.title = workbook.add_format({"bold": True, "font_size": 14})


def write_workbook(warehouse: Warehouse, tables: Sequence[Table], path: Path) -> tuple[tuple[str, int], ...]:
    """Write a workbook; rows go to the disk as they come.

    Args:
        warehouse: the build.
        tables: one sheet each.
        path: the file.

    Returns:
        Name and number of rows of each sheet.

    Raises:
        TooManyRows: a table does not fit on a sheet.
        OSError: the file cannot be written.
    """
    for table in tables:
        [[count]] = warehouse.query(f"select count(*) from {table.qualified_name}").to_pydict().values()
        if count > MAX_ROWS:
            raise TooManyRows(
                f"{table.qualified_name} has {count} rows, a sheet holds {MAX_ROWS}", "Export it as csv or parquet."
            )
    workbook = xlsxwriter.Workbook(path, {"constant_memory": True})
    try:
        formats = Formats(workbook)
        _write_about(workbook.add_worksheet(_ABOUT), formats, warehouse, tables)
        written = tuple(
            (table.label_zh, write_sheet(workbook.add_worksheet(table.label_zh), formats, warehouse, table))
            for table in tables
        )
        workbook.close()
    except XlsxWriterException as error:
        raise OSError(f"{error}") from error
    return written


def _write_about(sheet: Worksheet, formats: Formats, warehouse: Warehouse, tables: Sequence[Table]) -> None:
    """The first sheet: which build this is, and what the others hold."""
    build = warehouse.build()
    _lay_out(sheet)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 70)
    sheet.set_column(2, 2, _ABOUT_WIDTH)
    sheet.write_string(0, 0, "核对 hedui", formats.title)
    lines = [(name, str(build[name])) for name in ("build_id", "built_at", "code_version", "vocabulary_version")]
    for row, (name, value) in enumerate(lines, start=1):
        sheet.write_string(row, 0, name, formats.text)
        sheet.write_string(row, 1, value, formats.text)
    for row, table in enumerate(tables, start=len(lines) + 2):
        about = f"{table.description_en} Grain: {table.grain}."
        sheet.set_row(row, _LINE * _lines(about, _ABOUT_WIDTH))
        sheet.write_url(row, 0, f"internal:'{table.label_zh}'!A1", formats.link, table.label_zh)
        sheet.write_string(row, 1, table.description_zh, formats.wrapped)
        sheet.write_string(row, 2, about, formats.wrapped)


def _lay_out(sheet: Worksheet) -> None:
    """Print it on landscape A3, all columns on one page."""
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)


def write_sheet(sheet: Worksheet, formats: Formats, warehouse: Warehouse, table: Table, where: str = "true") -> int:
    """One table as a sheet for people.

    Args:
        sheet: the empty sheet.
        formats: how cells look.
        warehouse: the build.
        table: the table.
        where: condition on its columns, for some of its rows only.

    Returns:
        The number of rows.
    """
    columns = _shown(table)
    sheet.freeze_panes(1, 1)
    _lay_out(sheet)
    sheet.repeat_rows(0)
    sheet.set_row(0, 36)
    for at, shown in enumerate(columns):
        sheet.set_column(at, at, _width(shown.column))
        sheet.write_string(0, at, shown.head, formats.head)
        sheet.write_comment(0, at, shown.column.comment, {"x_scale": 2})
    notes = count = 0
    for batch in warehouse.stream(_query(table, where)):
        for row in batch.to_pylist():
            count += 1
            values = zip(columns, row.values(), strict=False)
            cells = [(shown.column, _named(shown.column, value)) for shown, value in values]
            wrapped = (_lines(_text(value), _width(column)) for column, value in cells if _is_wrapped(column))
            sheet.set_row(count, _LINE * min(MAX_LINES, max(wrapped, default=1)))
            for at, (column, value) in enumerate(cells):
                _write_cell(sheet, formats, count, at, value, _is_wrapped(column))
            for at, note in _notes(columns, row):
                if notes < MAX_NOTES:
                    notes += 1
                    sheet.write_comment(count, at, note, {"x_scale": 3, "y_scale": 1.5})
    sheet.autofilter(0, 0, count, len(columns) - 1)
    printed = sum(shown.standing == _PEOPLE for shown in columns)
    sheet.print_area(0, 0, count, max(1, printed) - 1)  # ids are of no use on paper
    return count


def _named(column: Column, value: Any) -> Any:
    """The Chinese name of a code, any other value as it is; a comparator is its own name."""
    if column.codes is None or column.codes is Comparator or value is None:
        return value
    if column.codes is Relation:
        return next(one.label_zh for one in RELATIONS if one.code == value)
    return names_of(column.codes)[value].zh


def _width(column: Column) -> int:
    """Width of a column in characters."""
    if column.codes is not None:
        return max(_CODE_WIDTH, *(len(code) + 2 for code in column.codes))
    if column.name in _WRAPPED:
        return _WRAPPED[column.name]
    if column.name in ("unit", "region_id"):
        return _CODE_WIDTH
    return _ID_WIDTH if column.name.endswith("_id") else _WIDTHS[column.type]


def _is_wrapped(column: Column) -> bool:
    """Whether a long text of the column goes on in the next line of its cell."""
    return column.name in _WRAPPED or column.type is Type.TEXT_LIST


def _text(value: Any) -> str:
    """A value as the text of a cell."""
    return cell_text("；".join(value) if isinstance(value, list) else str(value or ""))


def _lines(text: str, width: int) -> int:
    """How many lines a wrapped cell needs: a Chinese character is twice as wide as a Latin one."""
    return sum(1 + sum(1 + (ord(c) > 0x2E7F) for c in line) // width for line in text.split("\n"))


def _shown(table: Table) -> list[_Shown]:
    """Columns of a sheet, a name after each code that has one: what people read first, ids last."""
    shown: list[_Shown] = []
    for column in table.columns:
        own = f"shown.{identifier(column.name)}"
        shown.append(_Shown(column, f"{column.label_zh}\n{column.name}", own, _standing(column, table)))
        is_named = {"indicator_label_zh", "place_label_zh"}.issubset(table.column_names)
        if column.name in _LABELLED and not is_named:
            head = f"{column.label_zh.removesuffix('编号').removesuffix('代码')}名称"
            shown.append(_Shown(column, head, f"{column.name}_named.label_zh as {column.name}_label", _PEOPLE))
    return sorted(shown, key=attrgetter("standing"))


def _standing(column: Column, table: Table) -> int:
    """Whom a column is for: people, programs, or whoever looks a row up."""
    if column.name.endswith(_IDS):
        return _LOOKUP
    is_canonical = column.name in _CANONICAL and any(name.endswith("_display") for name in table.column_names)
    return _PROGRAMS if is_canonical or column.name.startswith("decimals") or column.name.endswith(_ASIDE) else _PEOPLE


def _query(table: Table, where: str) -> str:
    """Cells of a sheet in order, then the note of each figure."""
    columns = _shown(table)
    labelled = [shown.column.name for shown in columns if shown.sql.startswith(f"{shown.column.name}_named")]
    joins = [f"left join {_LABELLED[name]} as {name}_named on {name}_named.{name} = shown.{name}" for name in labelled]
    notes = []
    for column in table.columns:
        figure = _NOTED.get(column.name)
        if column.name == "target_display" and figure not in table.column_names:
            figure = "figure_id"  # the row is of the target
        is_shown_otherwise = f"{column.name}_display" in table.column_names
        if figure in table.column_names and not is_shown_otherwise:
            at = f"{column.name}_noted"
            notes.append(f"concat(document_of_{at}.file_name, chr(10), {at}.sentence) as {column.name}_note")
            joins.append(f"left join core.fact_figure as {at} on {at}.figure_id = shown.{figure}")
            joins.append(
                f"left join core.dim_document as document_of_{at} on document_of_{at}.document_id = {at}.document_id"
            )
    order = ", ".join((*_MOST_FIRST.get(table.name, ()), *(f"shown.{identifier(name)}" for name in table.key)))
    source = f"(from {table.qualified_name} where {where}) as shown"
    cells = [shown.sql for shown in columns]
    return f"select {', '.join(cells + notes)} from {source} {' '.join(joins)} order by {order}"


def _notes(columns: Sequence[_Shown], row: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """Place and text of a row's notes."""
    for at, shown in enumerate(columns):
        note = row.get(f"{shown.column.name}_note")
        if note and row[shown.column.name] is not None:
            yield at, cell_text(note)[:MAX_NOTE_TEXT]


def _write_cell(sheet: Worksheet, formats: Formats, row: int, at: int, value: Any, is_wrapped: bool) -> None:
    """One value; text is always written as text, never as a formula or a link."""
    match value:
        case None:
            return
        case bool():
            sheet.write_boolean(row, at, value, formats.text)
        case int() | float():
            sheet.write_number(row, at, value, formats.number)
        case datetime():
            sheet.write_datetime(row, at, value, formats.moment)
        case date():
            sheet.write_datetime(row, at, value, formats.day)
        case _:
            text = _text(value)
            if len(text) > MAX_TEXT:
                text = f"{text[: MAX_TEXT - 1]}…"
            plain = formats.wrapped if is_wrapped else formats.text
            sheet.write_string(row, at, text, formats.marked if is_formula_like(text) else plain)
