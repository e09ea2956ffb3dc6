"""What the stages of a build hand on: one Parquet file per declared ``stage`` table."""

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.parquet as pq

from hedui.warehouse.errors import WarehouseError
from hedui.warehouse.files import written_aside
from hedui.warehouse.home import Home
from hedui.warehouse.tables import TABLES
from hedui.warehouse.tables.arrow import arrow_schema


class StageMissing(WarehouseError):
    """A stage table that should have been written is not there."""


def write_stages(home: Home, tables: Mapping[str, pa.Table]) -> None:
    """Write stage tables, each atomically.

    Args:
        home: the warehouse's folder.
        tables: Arrow tables by stage name (``figure`` for ``stage.figure``).

    Raises:
        KeyError: no stage table of that name is declared.
        ValueError: a table's columns are not the declared ones.
        WriteFailed: a file cannot be written.
    """
    for name, table in tables.items():
        declared = arrow_schema(TABLES[f"stage.{name}"])
        with written_aside(home.stage(name)) as aside:
            pq.write_table(table.cast(declared), aside, compression="zstd")


def read_stage(home: Home, name: str) -> pa.Table:
    """Read one stage table.

    Raises:
        StageMissing: it was not written yet.
    """
    path = home.stage(name)
    if not path.exists():
        raise StageMissing(
            f"stage table {name} is missing in {home.staging}", "Run the whole build: hedui build, or make warehouse."
        )
    return pq.read_table(path)
