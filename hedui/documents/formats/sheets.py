"""Workbooks: XLSX with values as their cells show them, XLS; each sheet a table under its name."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from hedui.documents.errors import BrokenFile, TooLarge
from hedui.documents.extract import Assembly, Extract, Place

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLS_TYPE = "application/vnd.ms-excel"

_MOST_CELLS = 1_000_000
_MOST_COLUMNS = 500
_MOST_UNPACKED = 256 * 2**20
_DIGITS = 15  # that a workbook keeps
_OWN_NAME = re.compile(r"(?i)sheet\s?\d*|工作表\d*|表\d*")
_DECIMALS = re.compile(r"\.(0+)")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


def read_xlsx(data: bytes, path: str) -> Extract:
    """Extract an XLSX workbook; hidden sheets, rows and columns are left out and named.

    Raises:
        BrokenFile: it cannot be opened.
        TooLarge: it unpacks to more, or has more cells, than any report.
    """
    import openpyxl

    with zipfile.ZipFile(BytesIO(data)) as archive:
        if sum(part.file_size for part in archive.infolist()) > _MOST_UNPACKED:
            raise TooLarge(path, "unpacks to more than any report", "check where the file comes from")
    try:
        book = openpyxl.load_workbook(BytesIO(data), data_only=True)
        assembly = Assembly()
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                assembly.leave_out("hidden sheet", sheet.title, "is not shown")
                continue
            assembly.begin_page()
            _check_size(sheet.max_row, sheet.max_column, path)
            _add_sheet(assembly, sheet.title, *_grid(sheet, assembly))
        for chart in book.chartsheets:
            assembly.leave_out("chart", chart.title, "is a picture of numbers that stand elsewhere")
    except TooLarge:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged part makes it stumble over
        raise BrokenFile(path, f"cannot be opened as XLSX ({error})", "open it in Excel and save it again") from error
    return assembly.extract(XLSX_TYPE)


def read_xls(data: bytes, path: str) -> Extract:
    """Extract an XLS workbook.

    Raises:
        BrokenFile: it cannot be opened.
        TooLarge: it has more cells than any report.
    """
    import python_calamine

    try:
        book = python_calamine.load_workbook(BytesIO(data))
        assembly = Assembly()
        for meta in book.sheets_metadata:
            if meta.visible is not python_calamine.SheetVisibleEnum.Visible:
                assembly.leave_out("hidden sheet", meta.name, "is not shown")
                continue
            sheet = book.get_sheet_by_name(meta.name)
            assembly.begin_page()
            _check_size(sheet.height, sheet.width, path)
            top, left = sheet.start or (0, 0)
            grid = [[_shown(value, "General") for value in row] for row in sheet.to_python(skip_empty_area=True)]
            merged = {
                (first[0] - top, first[1] - left): (last[0] - first[0] + 1, last[1] - first[1] + 1)
                for first, last in sheet.merged_cell_ranges or ()
            }
            _add_sheet(assembly, meta.name, grid, merged)
    except TooLarge:
        raise
    except Exception as error:
        raise BrokenFile(path, f"cannot be opened as XLS ({error})", "open it in Excel and save it as .xlsx") from error
    return assembly.extract(XLS_TYPE)


def _check_size(rows: int, columns: int, path: str) -> None:
    if rows * columns > _MOST_CELLS or columns > _MOST_COLUMNS:
        raise TooLarge(path, f"has a sheet of {rows} rows and {columns} columns", "save the part that is printed")


def _grid(sheet: Any, assembly: Assembly) -> tuple[list[list[str]], dict[Place, Place]]:
    """Cells as shown and what merged ones cover; places count among the rows and columns that are shown."""
    rows = [number for number in range(1, sheet.max_row + 1) if not sheet.row_dimensions[number].hidden]
    columns = list(_shown_columns(sheet))
    if left_out := sheet.max_row - len(rows) + sheet.max_column - len(columns):
        assembly.leave_out("hidden rows and columns", sheet.title, f"{left_out} are not shown")
    row_at = {number: place for place, number in enumerate(rows)}
    column_at = {number: place for place, number in enumerate(columns)}
    merged: dict[Place, Place] = {}
    covered: set[tuple[int, int]] = set()
    for area in sheet.merged_cells.ranges:
        inside = [row_at[r] for r in range(area.min_row, area.max_row + 1) if r in row_at]
        across = [column_at[c] for c in range(area.min_col, area.max_col + 1) if c in column_at]
        if inside and across:
            merged[inside[0], across[0]] = len(inside), len(across)
            covered.update((r, c) for r in inside for c in across)
            covered.discard((inside[0], across[0]))
    grid = [
        [
            ""
            if (place, other) in covered
            else _shown(sheet.cell(row, column).value, sheet.cell(row, column).number_format)
            for other, column in enumerate(columns)
        ]
        for place, row in enumerate(rows)
    ]
    return grid, merged


def _shown_columns(sheet: Any) -> Iterator[int]:
    hidden: set[int] = set()
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden:
            hidden.update(range(dimension.min or 0, (dimension.max or 0) + 1))
    return (number for number in range(1, sheet.max_column + 1) if number not in hidden)


def _add_sheet(assembly: Assembly, name: str, grid: Sequence[Sequence[str]], merged: dict[Place, Place]) -> None:
    """A sheet as lines and tables: what empty rows part are tables of their own; a sheet's given name is a line."""
    if not _OWN_NAME.fullmatch(name):
        assembly.add_line(name)
    start = 0
    for number in range(len(grid) + 1):
        if number < len(grid) and any(grid[number]):
            continue
        if number > start:
            block = [list(row) for row in grid[start:number]]
            inside = {(r - start, c): size for (r, c), size in merged.items() if start <= r < number}
            assembly.add_table(block, merged=inside)
        start = number + 1


def _shown(value: object, pattern: str) -> str:
    """A value as its cell shows it."""
    match value:
        case None | "":
            return ""
        case bool():
            return str(value).upper()
        case datetime() | date():
            return _day(value)
        case time() | timedelta():
            return str(value)
        case int() | float():
            return _number(value, pattern)
    return str(value)


def _day(value: date) -> str:
    return f"{value.year}年{value.month}月" if value.day == 1 else f"{value.year}年{value.month}月{value.day}日"


def _number(value: float, pattern: str) -> str:
    pattern = _QUOTED.sub("", pattern.split(";")[0])
    percent = "%" in pattern
    scaled = value * 100 if percent else value
    decimals = _DECIMALS.search(pattern)
    if "0" in pattern and "E" not in pattern.upper():
        shown = (
            f"{scaled:,.{len(decimals[1]) if decimals else 0}f}"
            if "," in pattern
            else (f"{scaled:.{len(decimals[1]) if decimals else 0}f}")
        )
    elif float(scaled).is_integer() and abs(scaled) < 10**_DIGITS:
        shown = str(int(scaled))
    else:
        shown = f"{scaled:.{_DIGITS}g}"
    return shown + "%" * percent
