"""The declaration as DuckDB statements: create table, comments."""

from collections.abc import Mapping

from hedui.warehouse.tables.declaration import Column, Table, Type

_DUCKDB_TYPES: Mapping[Type, str] = {
    Type.TEXT: "varchar",
    Type.TEXT_LIST: "varchar[]",
    Type.EXACT: "varchar",
    Type.INTEGER: "bigint",
    Type.REAL: "double",
    Type.BOOLEAN: "boolean",
    Type.DATE: "date",
    Type.TIMESTAMP: "timestamp",
}


def duckdb_type(column: Column) -> str:
    """DuckDB's name of the column's type."""
    return _DUCKDB_TYPES[column.type]


def create_table(table: Table) -> str:
    """``create table`` with types, ``not null``, and the key as ``primary key`` where none of it may be empty."""
    lines = [
        f"{identifier(column.name)} {duckdb_type(column)}{'' if column.is_nullable else ' not null'}"
        for column in table.columns
    ]
    nullable = {column.name for column in table.columns if column.is_nullable}
    if nullable.isdisjoint(table.key):
        lines.append(f"primary key ({', '.join(map(identifier, table.key))})")
    return f"create table {table.qualified_name} (\n    " + ",\n    ".join(lines) + "\n)"


def comments(table: Table) -> list[str]:
    """``comment on`` statements of the table and each of its columns."""
    statements = [f"comment on table {table.qualified_name} is {literal(table.comment)}"]
    statements += [
        f"comment on column {table.qualified_name}.{identifier(column.name)} is {literal(column.comment)}"
        for column in table.columns
    ]
    return statements


def identifier(name: str) -> str:
    """The name, quoted: ``end`` is a column here and a keyword in SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """The text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"
