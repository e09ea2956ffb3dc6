"""`hedui verify`: the contracts asked of any built file."""

from pathlib import Path

import duckdb

from hedui.cli.output import Row
from hedui.warehouse.contracts.page import breaches
from hedui.warehouse.contracts.validator import confront
from hedui.warehouse.errors import WarehouseError
from hedui.warehouse.tables import published_tables


class NoWarehouse(WarehouseError):
    """A file cannot be read as a warehouse."""


def broken_rules(file: Path, against: Path | None) -> list[Row]:
    """The rules that a built file does not keep, those that block publishing first.

    Args:
        file: the file.
        against: the file of an earlier build.

    Raises:
        NoWarehouse: a file is missing or is no warehouse.
    """
    for one in (file, against):
        if one is not None and not one.is_file():
            raise NoWarehouse(f"{one} does not exist", "Name a file such as hedui.duckdb in a home.")
    try:
        outcomes = confront(file, published_tables(), against)
    except duckdb.Error as error:
        raise NoWarehouse(
            f"{file}{f' or {against}' if against else ''} cannot be read as a warehouse ({error})",
            "Name a file such as hedui.duckdb in a home.",
        ) from error
    return [{**breach, "rows": [dict(row) for row in breach["rows"]]} for breach in breaches(outcomes)]
