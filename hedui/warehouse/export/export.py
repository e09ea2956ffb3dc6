"""Tables of a build for other programs: which tables, in which format, to where."""

from collections.abc import Callable, Sequence
from pathlib import Path

from hedui.warehouse.access.read import Warehouse
from hedui.warehouse.errors import WarehouseError
from hedui.warehouse.export.datapackage import write_datapackage
from hedui.warehouse.export.files import csv_file, parquet_file
from hedui.warehouse.export.format import ExportFormat
from hedui.warehouse.files import written_aside
from hedui.warehouse.tables import PUBLISHED_SCHEMAS, published_tables
from hedui.warehouse.tables.declaration import Table


class ExportError(WarehouseError):
    """What is asked for cannot be exported."""


def tables_named(names: Sequence[str]) -> tuple[Table, ...]:
    """The published tables of the names, each once, in the order of the declaration.

    Args:
        names: schemas (``marts``), tables (``marts.finding``), or tables without their schema (``finding``).

    Raises:
        ExportError: there is no such table.
    """
    published = published_tables()
    chosen: set[str] = set()
    for name in names:
        fitting = [table for table in published if name in (table.schema, table.qualified_name, table.name)]
        if not fitting:
            known = ", ".join((*PUBLISHED_SCHEMAS, *(table.qualified_name for table in published)))
            raise ExportError(f"there is no table {name}", f"Name some of: {known}.")
        chosen.update(table.qualified_name for table in fitting)
    return tuple(table for table in published if table.qualified_name in chosen)


def format_for(destination: str, asked: ExportFormat | None) -> ExportFormat:
    """The format asked for, else the one that the destination tells.

    Raises:
        ExportError: it tells none.
    """
    if asked is not None:
        return asked
    if "://" in destination:
        return ExportFormat.DATABASE
    suffix = Path(destination).suffix.lower().removeprefix(".")
    if suffix in (ExportFormat.XLSX, ExportFormat.CSV, ExportFormat.PARQUET):
        return ExportFormat(suffix)
    raise ExportError(f"{destination} does not tell a format", f"Name one with --format: {', '.join(ExportFormat)}.")


def export(
    warehouse: Warehouse, destination: str, layout: ExportFormat, tables: Sequence[Table]
) -> tuple[tuple[str, int], ...]:
    """Write tables of a build; what is written appears whole or not at all, and takes the place of what was there.

    Args:
        warehouse: the build.
        destination: a file; for CSV and Parquet a folder, or the file of a single table; for a database its SQLAlchemy
            address.
        layout: the format.
        tables: the tables; SDMX-CSV always holds the reconciled series.

    Returns:
        What was written and how many rows, in order.

    Raises:
        ExportError: the format cannot hold what is asked for.
        WriteFailed: a file cannot be written.
        WarehouseError: the database refused it.
    """
    match layout:
        case ExportFormat.XLSX:
            from hedui.warehouse.export.excel import write_workbook

            with written_aside(Path(destination)) as aside:
                return write_workbook(warehouse, tables, aside)
        case ExportFormat.SDMX_CSV:
            from hedui.warehouse.export.sdmx import write_sdmx_csv

            with written_aside(Path(destination)) as aside:
                return ((destination, write_sdmx_csv(warehouse, aside)),)
        case ExportFormat.DATABASE:
            from hedui.warehouse.export.database import write_database

            return write_database(warehouse, tables, destination)
        case ExportFormat.CSV:
            return _files(warehouse, tables, Path(destination), ".csv", csv_file)
        case ExportFormat.PARQUET:
            return _files(warehouse, tables, Path(destination), ".parquet", parquet_file)


def _files(
    warehouse: Warehouse,
    tables: Sequence[Table],
    destination: Path,
    suffix: str,
    write: Callable[[Warehouse, Table, Path], int],
) -> tuple[tuple[str, int], ...]:
    """One file per table in a folder, or the file of a single table."""
    if destination.suffix.lower() == suffix:
        if len(tables) != 1:
            raise ExportError(
                f"{destination} is one file for {len(tables)} tables",
                "Name a folder, or a single table with --table.",
            )
        paths = {tables[0]: destination}
    else:
        paths = {table: destination / f"{table.qualified_name}{suffix}" for table in tables}
    written = []
    for table, path in paths.items():
        with written_aside(path) as aside:
            written.append((str(path), write(warehouse, table, aside)))
    if destination.suffix.lower() != suffix:
        write_datapackage(warehouse, paths, destination)
    return tuple(written)
