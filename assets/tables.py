"""Declared tables as assets: their specs, and what the user interface shows of their rows.

Belongs here: what every module of assets needs to speak of a table. Does not belong here: an asset.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import dagster as dg
import pyarrow as pa

from hedui.alerts.markup import inline
from hedui.warehouse.building.staging import write_stages
from hedui.warehouse.home import Home
from hedui.warehouse.tables import TABLES
from hedui.warehouse.tables.ddl import duckdb_type

PREVIEW_ROWS = 8
PREVIEW_COLUMNS = 12
PREVIEW_WIDTH = 40  # characters of a cell
_FOR_PROGRAMS = ("_id", "sha256", "_at")  # how names of columns end that say little to people


def table_key(qualified_name: str) -> dg.AssetKey:
    """The asset key of a table: its schema and name."""
    return dg.AssetKey(qualified_name.split("."))


def table_spec(qualified_name: str, group: str, deps: Iterable[dg.AssetKey] = ()) -> dg.AssetSpec:
    """The asset of a declared table, with its meaning and columns from the declaration."""
    table = TABLES[qualified_name]
    columns = [
        dg.TableColumn(
            name=column.name,
            type=duckdb_type(column),
            description=column.comment,
            constraints=dg.TableColumnConstraints(nullable=column.is_nullable),
        )
        for column in table.columns
    ]
    return dg.AssetSpec(
        table_key(qualified_name),
        deps=deps,
        group_name=group,
        description=f"{table.label_zh}：{table.description_zh}\n\n{table.description_en} Grain: {table.grain}.",
        metadata={"dagster/column_schema": dg.TableSchema(columns)},
        kinds={"parquet" if table.schema == "stage" else "duckdb"},
    )


def stage_specs(group: str, names: Iterable[str], deps: Iterable[dg.AssetKey] = ()) -> list[dg.AssetSpec]:
    """The assets of stage tables that one step writes."""
    inputs = list(deps)
    return [table_spec(f"stage.{name}", group, inputs) for name in names]


def staged(
    home: Home, tables: Mapping[str, pa.Table], more: Mapping[str, Mapping[str, Any]] | None = None
) -> Iterator[dg.MaterializeResult[Any]]:
    """Write stage tables and say so, each with its number of rows and a preview.

    Args:
        home: the warehouse's folder.
        tables: Arrow tables by stage name.
        more: further metadata by stage name.
    """
    write_stages(home, tables)
    for name, rows in tables.items():
        metadata = {**row_metadata(rows.num_rows, rows), **(more or {}).get(name, {})}
        yield dg.MaterializeResult(asset_key=table_key(f"stage.{name}"), metadata=metadata)


def row_metadata(row_count: int, first_rows: pa.Table) -> dict[str, Any]:
    """Number of rows, and a Markdown table of the first: columns with something in them, those for people first."""
    shown = first_rows.slice(0, PREVIEW_ROWS)
    filled = [name for name in shown.column_names if shown[name].null_count < shown.num_rows]
    shown = shown.select(sorted(filled, key=lambda name: name.endswith(_FOR_PROGRAMS))[:PREVIEW_COLUMNS])
    return {"dagster/row_count": row_count, "preview": dg.MetadataValue.md(markdown_table(shown.to_pylist()))}


def markdown_table(rows: list[dict[str, Any]]) -> str:
    """Rows as a Markdown table; nothing in a cell can act as Markdown or HTML."""
    if not rows:
        return "no row"
    cells = ([inline("" if value is None else str(value), PREVIEW_WIDTH) for value in row.values()] for row in rows)
    return "\n".join(f"| {' | '.join(line)} |" for line in (list(rows[0]), ["---"] * len(rows[0]), *cells))
