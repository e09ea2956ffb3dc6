"""One table as one file: CSV that Excel opens as it is, and Parquet with the meaning of each column."""

import csv
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from hedui.warehouse.access.read import Warehouse
from hedui.warehouse.cells import csv_text
from hedui.warehouse.tables.arrow import arrow_schema
from hedui.warehouse.tables.ddl import identifier
from hedui.warehouse.tables.declaration import Table


def rows_of(warehouse: Warehouse, table: Table) -> pa.RecordBatchReader:
    """All rows of a table in its stored order, which is that of its key, a batch at a time."""
    return warehouse.stream(f"select {', '.join(map(identifier, table.column_names))} from {table.qualified_name}")


def csv_file(warehouse: Warehouse, table: Table, path: Path) -> int:
    """Write a table as CSV for Excel: UTF-8 with BOM, no cell that could run as a formula, lists as JSON.

    Returns:
        The number of rows.
    """
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(table.column_names)
        for batch in rows_of(warehouse, table):
            writer.writerows([_cell(value) for value in row.values()] for row in batch.to_pylist())
            count += batch.num_rows
    return count


def parquet_file(warehouse: Warehouse, table: Table, path: Path) -> int:
    """Write a table as Parquet, with the declared types and comments.

    Returns:
        The number of rows.
    """
    schema = arrow_schema(table)
    count = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in rows_of(warehouse, table):
            writer.write_table(pa.Table.from_batches([batch]).cast(schema))
            count += batch.num_rows
    return count


def _cell(value: Any) -> Any:
    """A value as CSV holds it."""
    if isinstance(value, list):
        value = json.dumps(value, ensure_ascii=False)
    return csv_text(value) if isinstance(value, str) else value
