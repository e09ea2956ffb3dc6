"""The SQL files and what each reads, taken from the SQL itself; the order of the build follows from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import sqlglot
from sqlglot import exp

from hedui.shipped import SQL_DIR
from hedui.warehouse.errors import WarehouseError
from hedui.warehouse.tables import TABLES, published_tables
from hedui.warehouse.tables.declaration import Table


class GraphError(WarehouseError):
    """The SQL files and the declaration do not fit together."""


@dataclass(frozen=True, slots=True)
class Model:
    """One SQL file: a select that fills one declared table.

    Attributes:
        table: the declared table it fills.
        sql: the select.
        reads: qualified names of the tables it reads, sorted.
        path: the file.
    """

    table: Table
    sql: str
    reads: tuple[str, ...]
    path: Path


def load_models(folder: Path = SQL_DIR) -> tuple[Model, ...]:
    """Read every ``<schema>/<table>.sql`` below a folder, each after those it reads.

    Raises:
        GraphError: a file is no single select, reads an unknown table, fills no declared table, a declared table has
            no file, or the files read each other in a circle.
    """
    models = {model.table.qualified_name: model for model in map(read_model, sorted(folder.glob("*/*.sql")))}
    for table in published_tables():
        if table.qualified_name not in models:
            raise GraphError(
                f"no SQL file fills {table.qualified_name}", f"Write {folder.name}/{table.schema}/{table.name}.sql."
            )
    return _in_order(models.values())


def read_model(path: Path) -> Model:
    """Read one SQL file.

    Raises:
        GraphError: as for ``load_models``.
    """
    name = f"{path.parent.name}.{path.stem}"
    if name not in TABLES:
        raise GraphError(f"{path} fills {name}, which is not declared", "Declare it in hedui/warehouse/tables/.")
    sql = path.read_text(encoding="utf-8")
    return Model(TABLES[name], sql, _tables_read(sql, path), path)


def _tables_read(sql: str, path: Path) -> tuple[str, ...]:
    try:
        statements = sqlglot.parse(sql, dialect="duckdb")
    except sqlglot.ParseError as error:
        raise GraphError(f"{path} is not SQL: {error}", "Correct the file.") from error
    if len(statements) != 1 or not isinstance(statements[0], exp.Query):
        raise GraphError(f"{path} is not one select", "Leave in it one select, without a semicolon after it.")
    query = statements[0]
    steps = {cte.alias for cte in query.find_all(exp.CTE)}
    reads = set()
    for source in query.find_all(exp.Table):
        if not source.db and source.name in steps:
            continue
        name = f"{source.db}.{source.name}"
        if name not in TABLES:
            raise GraphError(
                f"{path} reads {name.removeprefix('.')}, which is not declared",
                "Name schema and table as hedui/warehouse/tables/ declares them.",
            )
        reads.add(name)
    return tuple(sorted(reads))


def _in_order(models: Iterable[Model]) -> tuple[Model, ...]:
    """Models in the order of the build; among those that could go next, by name."""
    by_name = {model.table.qualified_name: model for model in models}
    sorter = TopologicalSorter({name: by_name[name].reads for name in sorted(by_name)})
    try:
        sorter.prepare()
    except CycleError as error:
        circle = " → ".join(error.args[1])
        raise GraphError(f"tables read each other in a circle: {circle}", "Break it in one of the files.") from error
    ordered: list[Model] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        ordered += [by_name[name] for name in ready if name in by_name]
        sorter.done(*ready)
    return tuple(ordered)
