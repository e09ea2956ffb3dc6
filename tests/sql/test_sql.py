"""Each SQL file on a few given rows: what it must make of them stands in ``<schema>/<table>.yml`` beside this file."""

from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from hedui.warehouse.building.build import create
from hedui.warehouse.building.graph import Model, load_models
from hedui.warehouse.tables import PUBLISHED_SCHEMAS, TABLES
from hedui.warehouse.tables.ddl import create_table, identifier
from hedui.warehouse.tables.declaration import Column, Table, Type

HERE = Path(__file__).parent
MODELS = {model.table.qualified_name: model for model in load_models()}
PLAIN_DEFAULTS = {
    Type.TEXT: "",
    Type.TEXT_LIST: [],
    Type.EXACT: "0",
    Type.INTEGER: 0,
    Type.REAL: 0.0,
    Type.BOOLEAN: False,
    Type.DATE: "2024-01-01",
    Type.TIMESTAMP: "2024-01-01 00:00:00",
}


def is_staged_as_it_is(model: Model) -> bool:
    """Whether the file hands on one stage table's columns without looking at another."""
    return len(model.reads) == 1 and TABLES[model.reads[0]].columns == model.table.columns


STAGED = [name for name, model in MODELS.items() if is_staged_as_it_is(model)]


def case_files() -> list[tuple[Path, str]]:
    return [(file, f"{file.parent.name}.{file.stem}") for file in sorted(HERE.glob("*/*.yml"))]


def cases() -> list[Any]:
    return [
        pytest.param(MODELS[name], case, id=f"{name}: {case['case']}")
        for file, name in case_files()
        for case in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]


def default(column: Column) -> Any:
    if column.is_nullable:
        return None
    return next(iter(column.codes)).value if column.codes else PLAIN_DEFAULTS[column.type]


@pytest.fixture
def database() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    for schema in ("stage", *PUBLISHED_SCHEMAS):
        connection.execute(f"create schema {schema}")
    return connection


def fill(database: duckdb.DuckDBPyConnection, table: Table, rows: list[dict[str, Any]]) -> None:
    unknown = {name for row in rows for name in row} - set(table.column_names)
    assert not unknown, f"{table.qualified_name} has no column {unknown}"
    database.execute(create_table(table))
    marks = ", ".join("?" for _ in table.columns)
    for row in rows:
        values = [row.get(column.name, default(column)) for column in table.columns]
        database.execute(f"insert into {table.qualified_name} values ({marks})", values)


@pytest.mark.parametrize(("model", "case"), cases())
def test_rows(database: duckdb.DuckDBPyConnection, model: Model, case: dict[str, Any]) -> None:
    assert set(case["given"]) <= set(model.reads)
    for name in model.reads:
        fill(database, TABLES[name], case["given"].get(name, []))

    create(database, model)

    expected = case["expect"]
    names = list(expected[0]) if expected else list(model.table.column_names)
    columns = ", ".join(map(identifier, names))
    made = database.execute(f"select {columns} from {model.table.qualified_name}").to_arrow_table().to_pylist()
    assert made == expected


@pytest.mark.parametrize("name", STAGED)
def test_staged_rows_come_through_as_they_are(database: duckdb.DuckDBPyConnection, name: str) -> None:
    model = MODELS[name]
    [source] = model.reads
    row = {
        column.name: next(iter(column.codes)).value if column.codes else PLAIN_DEFAULTS[column.type]
        for column in model.table.columns
    }
    fill(database, TABLES[source], [row])

    assert create(database, model) == 1

    both = f"(from {source} except from {name}) union all (from {name} except from {source})"
    assert database.execute(both).fetchall() == []


def test_every_file_is_tested() -> None:
    with_cases = {name for _, name in case_files()}
    assert with_cases | set(STAGED) == set(MODELS)


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_head_says_purpose_grain_and_what_is_read(model: Model) -> None:
    head = dict(line.removeprefix("-- ").split(":", 1) for line in model.sql.splitlines()[:3])
    assert head["grain"].strip() == model.table.grain
    assert sorted(name.strip() for name in head["source"].split(",")) == sorted(model.reads)
    assert head["purpose"].strip()
