"""A new warehouse file, built aside from the staged Parquet and the SQL files, in one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import duckdb

from hedui.warehouse.building.graph import Model
from hedui.warehouse.building.staging import StageMissing
from hedui.warehouse.errors import WarehouseError
from hedui.warehouse.home import Home
from hedui.warehouse.tables import PUBLISHED_SCHEMAS, stage_tables
from hedui.warehouse.tables.ddl import comments, create_table, identifier, literal

CONFIG: dict[str, str | bool | int | float | list[str]] = {  # never ask the network
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}

_WITH_REFUSED = frozenset({"source_file", "mapping_refusal", "refusal"})


class BuildError(WarehouseError):
    """The new file could not be built; the published one is as it was."""


@dataclass(frozen=True, slots=True)
class Built:
    """What was built: number of rows by qualified table name, in the order of the build."""

    row_counts: dict[str, int]


def build(home: Home, models: Sequence[Model], on_table: Callable[[str], None] = lambda name: None) -> Built:
    """Build ``home.next`` from the staged tables; the published file is not touched.

    Args:
        home: the warehouse's folder; every stage table lies in ``home.staging``.
        models: the SQL files, each after those it reads.
        on_table: called with a table's qualified name when it is filled.

    Raises:
        StageMissing: a stage table was not written.
        BuildError: a file's SQL failed, or the disk is full; the unfinished file is removed.
    """
    for table in stage_tables():
        if not home.stage(table.name).exists():
            raise StageMissing(f"stage table {table.name} is missing in {home.staging}", "Run the whole build.")
    discard(home)
    try:
        with duckdb.connect(home.next, config=CONFIG) as connection:
            return Built(_fill(connection, home, models, on_table))
    except duckdb.Error as error:
        discard(home)
        raise BuildError(f"the new file could not be written: {error}", "Is the disk full? Free space.") from error
    except BaseException:
        discard(home)
        raise


def discard(home: Home) -> None:
    """Remove an unfinished or unpublished file, with its log."""
    for path in (home.next, home.next.with_name(f"{home.next.name}.wal")):
        path.unlink(missing_ok=True)


def _fill(
    connection: duckdb.DuckDBPyConnection, home: Home, models: Sequence[Model], on_table: Callable[[str], None]
) -> dict[str, int]:
    _attach_stages(connection, home)
    connection.begin()
    for schema in PUBLISHED_SCHEMAS:
        connection.execute(f"create schema {schema}")
    row_counts = {}
    for model in models:
        row_counts[model.table.qualified_name] = create(connection, model)
        on_table(model.table.qualified_name)
    connection.commit()
    return row_counts


def create(connection: duckdb.DuckDBPyConnection, model: Model) -> int:
    """Create, fill and comment one table; rows are stored in the order of its key.

    Returns:
        The number of rows.

    Raises:
        BuildError: the SQL fails, or gives other columns than the declared ones.
    """
    table = model.table
    columns = ", ".join(map(identifier, table.column_names))
    try:
        given = tuple(row[0] for row in connection.execute(f"describe {model.sql}").fetchall())
        if set(given) != set(table.column_names):
            odd = sorted(set(given) ^ set(table.column_names))
            raise BuildError(f"{model.path} and the declaration differ in columns {odd}", "Correct either of them.")
        connection.execute(create_table(table))
        connection.execute(
            f"insert into {table.qualified_name} ({columns}) select {columns} from ({model.sql}\n) "
            f"order by {', '.join(map(identifier, table.key))}"
        )
        for statement in comments(table):
            connection.execute(statement)
        [(count,)] = connection.execute(f"select count(*) from {table.qualified_name}").fetchall()
    except duckdb.Error as error:
        raise BuildError(
            f"{model.path} failed: {error}", "Correct the file; if the message speaks of space, free some."
        ) from error
    return int(count)


def _attach_stages(connection: duckdb.DuckDBPyConnection, home: Home) -> None:
    """Make the staged Parquet readable as ``stage.<name>``, outside the file that is built.

    What was read of a document that a later stage refused is left out.
    """
    connection.execute("attach ':memory:' as stage")
    refused = f"select document_id from {_parquet(home, 'refusal')}"
    tasks = f"select task_id from {_parquet(home, 'task')} where document_id in ({refused})"
    is_one_refused = connection.execute(f"select exists({refused})").fetchone() == (True,)
    for table in stage_tables():
        without = ""
        if is_one_refused and table.name not in _WITH_REFUSED:
            if "document_id" in table.column_names:
                without = f" where document_id not in ({refused})"
            elif "task_id" in table.column_names:
                without = f" where task_id not in ({tasks})"
        view = f"create view stage.{identifier(table.name)} as from {_parquet(home, table.name)}"
        connection.execute(view + without)


def _parquet(home: Home, stage: str) -> str:
    return f"read_parquet({literal(str(home.stage(stage)))})"
