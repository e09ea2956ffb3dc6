"""Records to Arrow and back, by the declaration of their table; exact numbers survive as text.

Belongs here: what holds for every declared table. Does not belong here: a record of the domain (``records``).
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from operator import attrgetter
from typing import Any

import pyarrow as pa

from hedui.warehouse.tables.declaration import Column, Table, Type

_ARROW_TYPES: Mapping[Type, pa.DataType] = {
    Type.TEXT: pa.string(),
    Type.TEXT_LIST: pa.list_(pa.string()),
    Type.EXACT: pa.string(),
    Type.INTEGER: pa.int64(),
    Type.REAL: pa.float64(),
    Type.BOOLEAN: pa.bool_(),
    Type.DATE: pa.date32(),
    Type.TIMESTAMP: pa.timestamp("us"),
}
_EXACT_SUFFIX = "_exact"


def arrow_schema(table: Table) -> pa.Schema:
    """The Arrow schema of a declared table, comments as field metadata."""
    return pa.schema(
        [
            pa.field(column.name, _ARROW_TYPES[column.type], column.is_nullable, {"comment": column.comment})
            for column in table.columns
        ]
    )


def to_arrow(table: Table, records: Sequence[Any], **given: Sequence[Any]) -> pa.Table:
    """Records as an Arrow table with the declared columns.

    A column is taken from ``given`` where it is there, else from the attribute of its name; a column ``x_exact`` is
    the attribute ``x`` as exact text.

    Args:
        table: the declared table.
        records: one object per row.
        given: values by column name, one per row, for columns that are not attributes.

    Raises:
        pa.ArrowInvalid: a value does not fit its column's type.
    """
    schema = arrow_schema(table)
    arrays = [
        pa.array(_cells(column, records, given), type=field.type)
        for column, field in zip(table.columns, schema, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def empty(table: Table) -> pa.Table:
    """The declared table without a row."""
    return arrow_schema(table).empty_table()


def from_rows(table: Table, rows: Sequence[tuple[Any, ...]]) -> pa.Table:
    """Rows with a value for each declared column, in order."""
    columns = zip(*rows, strict=True) if rows else [()] * len(table.columns)
    return to_arrow(table, rows, **dict(zip(table.column_names, columns, strict=True)))


def attributes(table: Table, rows: pa.Table) -> dict[str, list[Any]]:
    """Values of records by attribute, from the columns of their table: codes as members, exact numbers as fractions."""
    found: dict[str, list[Any]] = {}
    for column in table.columns:
        values = rows[column.name].to_pylist()
        if column.codes is not None:
            members = {member.value: member for member in column.codes}
            values = [None if value is None else members[value] for value in values]
        elif column.type is Type.EXACT:
            # figures repeat few values many times
            numbers = {text: None if text is None else Fraction(text) for text in set(values)}
            values = [numbers[text] for text in values]
        found[column.name.removesuffix(_EXACT_SUFFIX)] = values  # the exact column comes after its double
    return found


def _cells(column: Column, records: Sequence[Any], given: Mapping[str, Sequence[Any]]) -> list[Any]:
    """Values of one column, as Arrow takes them."""
    if column.name in given:
        values: Iterable[Any] = given[column.name]
    else:
        values = map(attrgetter(column.name.removesuffix(_EXACT_SUFFIX)), records)
    match column.type:
        case Type.EXACT:
            return [None if value is None else str(value) for value in values]
        case Type.REAL:
            return [_real(value) for value in values]
        case _:
            return list(values)


def _real(value: Fraction | float | None) -> float | None:
    """The nearest double; None beyond its range, where the exact text alone holds the number."""
    try:
        return None if value is None else float(value)
    except OverflowError:
        return None
