"""The one declaration: every table the stages hand on and every table analysts read.

Arrow schemas, DuckDB types, comments, the data dictionary and the derived expectations are made from ``TABLES``;
nothing else names a column's type or meaning.

Belongs here: tables (a module a schema), the columns they share (``fields``, ``groups``), and what follows from the
declaration alone (``arrow``, ``ddl``, ``dictionary``). Does not belong here: how a table is filled.
"""

from types import MappingProxyType

from hedui.warehouse.tables.core import CORE
from hedui.warehouse.tables.declaration import Table
from hedui.warehouse.tables.marts import MARTS
from hedui.warehouse.tables.meta import META
from hedui.warehouse.tables.stage import STAGE

PUBLISHED_SCHEMAS = ("core", "marts", "meta")

TABLES = MappingProxyType({table.qualified_name: table for table in STAGE + CORE + MARTS + META})
"""Every declared table by its qualified name (``core.fact_figure``)."""


def stage_tables() -> tuple[Table, ...]:
    """Tables that Python stages write as Parquet for the build to read."""
    return tuple(table for table in TABLES.values() if table.schema == "stage")


def published_tables() -> tuple[Table, ...]:
    """Tables of the published warehouse."""
    return tuple(table for table in TABLES.values() if table.schema in PUBLISHED_SCHEMAS)
