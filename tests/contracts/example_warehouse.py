"""A warehouse file with a valid row in every table (more where a rule asks for them), without constraints."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from hedui.warehouse.tables import published_tables
from hedui.warehouse.tables.ddl import duckdb_type, identifier
from hedui.warehouse.tables.declaration import Column, Table, Type

DOCUMENT = "0123456789abcdef"
FIGURE = f"{DOCUMENT}-0001"
PLAN = f"{DOCUMENT}-0002"
CHANGE = f"{DOCUMENT}-0003"
TASK = f"{DOCUMENT}-t001"

BY_TYPE: Mapping[Type, Any] = {
    Type.TEXT: "文",
    Type.TEXT_LIST: ["文"],
    Type.EXACT: "1/2",
    Type.INTEGER: 1,
    Type.REAL: 0.5,
    Type.BOOLEAN: False,
    Type.DATE: date(2023, 6, 30),
    Type.TIMESTAMP: datetime(2024, 1, 1),
}
BY_NAME: Mapping[str, Any] = {
    "document_id": DOCUMENT,
    "sha256": DOCUMENT * 4,
    "figure_id": FIGURE,
    "task_id": TASK,
    "indicator_id": "indicator_0",
    "region_id": "410000",
    "parent_id": "410000",
    "document_region_id": "410000",
    "organisation_id": "organisation_0",
    "area_id": "area_0",
    "unit": "unit_0",
    "check_id": "check_0",
    "end": 2,
    "reason": None,
    "level_figure_id": FIGURE,
    "planned_figure_id": FIGURE,
    "done_figure_id": FIGURE,
    "rate_figure_id": FIGURE,
    "actual_figure_id": FIGURE,
    "change_figure_id": CHANGE,
    "previous_figure_id": FIGURE,
    "target_figure_id": PLAN,
    "reported_figure_id": FIGURE,
    "qualifies": FIGURE,
    "unaccounted": 0,
    "first_unaccounted": None,
    "figures": 3,
    "facts": 3,
    "mapped": 3,
}
# By table and column, the cells of its rows.
OWN: Mapping[str, Mapping[str, tuple[Any, ...]]] = {
    "core.document_text": {"text": ("全文",)},
    "core.fact_figure": {"figure_id": (FIGURE, PLAN, CHANGE), "role": ("actual", "plan", "change")},
    "core.fact_target": {"figure_id": (PLAN,)},
    "core.fact_change": {"figure_id": (CHANGE,)},
    "marts.target_progress": {"figure_id": (PLAN,)},
    "marts.figure": {"figure_id": (FIGURE, PLAN, CHANGE), "role": ("actual", "plan", "change")},
    "marts.finding": {"state": ("resolved",)},
    "meta.build": {"figure_count": (3,), "fact_count": (3,), "finding_count": (0,)},
}
ROWS = {
    "core.dim_indicator": 80,
    "core.dim_unit": 60,
    "core.dim_region": 34,
    "core.fact_figure": 3,
    "marts.figure": 3,
    "core.unread_numeral": 0,
}


def cell(column: Column, number: int, table: Table) -> Any:
    """A valid cell; keys of the vocabulary's tables are numbered, the first as others refer to it."""
    own = OWN.get(table.qualified_name, {}).get(column.name)
    if own is not None:
        return own[number]
    if ROWS.get(table.qualified_name, 1) > 3 and column.name == table.key[0]:
        return f"{410000 + number}" if column.name == "region_id" else f"{column.name.removesuffix('_id')}_{number}"
    if column.codes is not None and column.name not in BY_NAME:
        return str(next(iter(column.codes)))
    return BY_NAME.get(column.name, BY_TYPE[column.type])


def write_warehouse(path: Path, copies: Mapping[str, int]) -> Path:
    """A file that keeps every rule; nothing in it stops a test from breaking one.

    Args:
        path: the file to write.
        copies: number of further copies of a table's first row, by qualified name.
    """
    with duckdb.connect(path) as connection:
        for schema in ("core", "marts", "meta"):
            connection.execute(f"create schema {schema}")
        for table in published_tables():
            name = table.qualified_name
            columns = ", ".join(f"{identifier(column.name)} {duckdb_type(column)}" for column in table.columns)
            connection.execute(f"create table {name} ({columns})")
            rows = [[cell(column, number, table) for column in table.columns] for number in range(ROWS.get(name, 1))]
            rows += [[cell(column, 0, table) for column in table.columns]] * copies.get(name, 0)
            if rows:
                connection.executemany(f"insert into {name} values ({', '.join('?' * len(table.columns))})", rows)
    return path
