"""Tables of a build in any database that SQLAlchemy speaks to, all of them in one transaction.

A table is named ``schema_name`` there (``marts_finding``). Where it exists with the same columns its rows are replaced,
so that views, indexes and grants on it stay; else it is made anew.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from hedui.warehouse.access.read import Warehouse
from hedui.warehouse.errors import WarehouseError
from hedui.warehouse.export.files import rows_of
from hedui.warehouse.tables.declaration import Table, Type

_TYPES: Mapping[Type, sa.types.TypeEngine[Any]] = {
    Type.TEXT: sa.Text(),
    Type.TEXT_LIST: sa.JSON(),
    Type.EXACT: sa.Text(),
    Type.INTEGER: sa.BigInteger(),
    Type.REAL: sa.Double(),
    Type.BOOLEAN: sa.Boolean(),
    Type.DATE: sa.Date(),
    Type.TIMESTAMP: sa.DateTime(),
}


class DatabaseRefused(WarehouseError):
    """The other database cannot be reached, or refused the tables; it is as it was."""


def write_database(warehouse: Warehouse, tables: Sequence[Table], address: str) -> tuple[tuple[str, int], ...]:
    """Write tables of a build.

    Args:
        warehouse: the build.
        tables: which tables.
        address: SQLAlchemy address of the database; its driver must be installed.

    Returns:
        Name and number of rows of each table written.

    Raises:
        DatabaseRefused: the address is wrong, the driver is missing, or the database refused something.
    """
    shown = "the database"
    try:
        shown = sa.make_url(address).render_as_string(hide_password=True)
        engine = sa.create_engine(address)
        with engine.begin() as connection:
            metadata = sa.MetaData()
            return tuple(_write(connection, metadata, warehouse, table) for table in tables)
    except ModuleNotFoundError as error:
        raise DatabaseRefused(
            f"the driver of {shown} is missing ({error.name})", f"Install it: uv pip install {error.name}."
        ) from error
    except sa.exc.SQLAlchemyError as error:
        reason = str(error.orig) if isinstance(error, sa.exc.DBAPIError) else str(error)
        raise DatabaseRefused(
            f"{shown} refused the tables: {reason.strip()}", "Check address and rights; nothing in it was changed."
        ) from error


def _write(connection: sa.Connection, metadata: sa.MetaData, warehouse: Warehouse, table: Table) -> tuple[str, int]:
    """Write one table; returns its name there and the number of rows."""
    target = sa.Table(f"{table.schema}_{table.name}", metadata, *_columns(table), comment=table.comment)
    _make_room(connection, target)
    count = 0
    for batch in rows_of(warehouse, table):
        rows = [{name: _cell(value) for name, value in row.items()} for row in batch.to_pylist()]
        connection.execute(sa.insert(target), rows)
        count += batch.num_rows
    return target.name, count


def _columns(table: Table) -> Iterator[sa.Column[Any]]:
    """The columns as SQLAlchemy knows them."""
    for column in table.columns:
        yield sa.Column(column.name, _TYPES[column.type], nullable=column.is_nullable, comment=column.comment)


def _make_room(connection: sa.Connection, target: sa.Table) -> None:
    """Have the table there, empty."""
    inspector = sa.inspect(connection)
    if inspector.has_table(target.name):
        if [column["name"] for column in inspector.get_columns(target.name)] == list(target.columns.keys()):
            connection.execute(sa.delete(target))
            return
        target.drop(connection)
    target.create(connection)


def _cell(value: Any) -> Any:
    """The value; text without NUL, which some databases cannot hold."""
    return value.replace("\0", "\ufffd") if isinstance(value, str) else value
