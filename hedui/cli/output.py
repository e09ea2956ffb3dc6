"""Rows to standard output as JSON, JSON lines, CSV or a table, so that no text of a report can act where it is shown.

Belongs here: how rows look. Does not belong here: which rows, or what they mean.
"""

import csv
import json
import math
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from typing import Any

from hedui.warehouse.cells import ACTING, csv_text, harmless

Row = Mapping[str, Any]

_JSON_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in ACTING - {"\n"}}  # line ends are those of the layout
_ACTS = re.compile("[" + "".join(map(re.escape, ACTING - {"\n"})) + "]")
_PAGE = 1_000  # rows laid out at a time
_GAP = "   "  # between two columns


class Format(StrEnum):
    """Formats of rows read from the warehouse."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class ExtractFormat(StrEnum):
    """Formats of `hedui extract`."""

    JSONL = "jsonl"
    CSV = "csv"
    TABLE = "table"


class CompareFormat(StrEnum):
    """Formats of `hedui compare`."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"


class RankBy(StrEnum):
    """What `hedui compare` ranks places by."""

    LEVEL = "level"
    CHANGE = "change"


def visible(text: str) -> str:
    """``text`` on one line, each character that a terminal would act upon shown as a replacement character."""
    return harmless(" ".join(text.split()))


def json_text(value: Any, indent: int | None = None) -> str:
    """``value`` as JSON; Chinese as it is, every character that acts escaped, dates as ISO 8601 text, NaN as null."""
    encoder = _encoder(indent)
    try:
        text = encoder.encode(value)
    except ValueError:
        text = encoder.encode(_finite(value))
    return text.translate(_JSON_ESCAPES) if _ACTS.search(text) else text


@lru_cache(maxsize=4)
def _encoder(indent: int | None) -> json.JSONEncoder:
    return json.JSONEncoder(ensure_ascii=False, indent=indent, default=_json_value, allow_nan=False)


def _json_value(value: Any) -> Any:
    """What JSON has for a value it does not know: a number for an exact one, else text."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.hex() if isinstance(value, bytes) else str(value)


def _finite(value: Any) -> Any:
    """``value`` with nothing for the numbers that JSON has not: NaN and the infinities."""
    match value:
        case float() if not math.isfinite(value):
            return None
        case dict():
            return {key: _finite(item) for key, item in value.items()}
        case list() | tuple():
            return [_finite(item) for item in value]
        case _:
            return value


def write_json(rows: Iterable[Row]) -> None:
    """One JSON array of objects, each written as it comes."""
    mark = "["
    for row in rows:
        print(mark, "  " + json_text(row, indent=2).replace("\n", "\n  "), sep="\n", end="")
        mark = ","
    print("[]" if mark == "[" else "\n]")


def write_jsonl(rows: Iterable[Row]) -> None:
    """One JSON object a line, each written as it comes."""
    for row in rows:
        print(json_text(row))


def write_csv(rows: Iterable[Row], columns: Sequence[str]) -> None:
    """CSV with a header; a cell that a spreadsheet would run as a formula gets an apostrophe in front."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_csv_cell(row[column]) for column in columns] for row in rows)


def write_table(rows: Iterable[Row], columns: Sequence[str]) -> None:
    """A table for people; where the terminal is too narrow for it, a block of lines per row, so that nothing is cut."""
    from rich.box import SIMPLE_HEAD
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    pages = _pages([_table_cell(row[column]) for column in columns] for row in rows)
    for cells in pages:
        wide = [list(map(cell_len, row)) for row in (columns, *cells)]
        widths = list(map(max, zip(*wide, strict=True)))
        width = sum(widths) + len(_GAP) * (len(columns) - 1)
        if not console.is_terminal:  # laid out here: many times as fast as by a table that could fold
            for number, (row, own) in enumerate(zip((columns, *cells), wide, strict=True)):
                padded = (cell + " " * (most - len_) for cell, len_, most in zip(row, own, widths, strict=True))
                print(_GAP.join(padded).rstrip(), *(() if number else ("─" * width,)), sep="\n")
        elif width <= console.width:
            table = Table(*columns, box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
            for row in cells:
                table.add_row(*map(Text, row))
            console.print(table)
        else:
            for row in cells:
                block = Table.grid("", "", padding=(0, 2))
                for column, cell in zip(columns, row, strict=True):
                    if cell:
                        block.add_row(Text(column, "dim", no_wrap=True), Text(cell, overflow="fold"))
                console.print(block)
                console.print()


def _pages(rows: Iterable[list[str]]) -> Iterator[list[list[str]]]:
    """Rows so many at a time, each page with a head of its own; one without rows where there are none."""
    rows = iter(rows)
    page = list(islice(rows, _PAGE))
    yield page
    while page := list(islice(rows, _PAGE)):
        yield page


def write_rows(rows: Iterable[Row], columns: Sequence[str], layout: Format) -> None:
    """The rows in the layout asked for."""
    match layout:
        case Format.TABLE:
            write_table(rows, columns)
        case Format.JSON:
            write_json({column: row[column] for column in columns} for row in rows)
        case Format.CSV:
            write_csv(rows, columns)


def _csv_cell(value: Any) -> Any:
    """``value`` as a cell: text made harmless, lists as JSON, the rest as it is."""
    if isinstance(value, (list, dict)):
        value = json_text(value)
    return csv_text(value) if isinstance(value, str) else value


def _table_cell(value: Any) -> str:
    """``value`` as a cell for people: nothing for nothing, no more digits than a float needs, whole seconds."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    return visible(json_text(value) if isinstance(value, (list, dict)) else str(value))
