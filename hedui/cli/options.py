"""Options that several commands share, and how a command opens a build and shows rows of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hedui.cli.output import Format, Row, write_rows
from hedui.vocabulary.codes import Relation, Severity, Verdict

if TYPE_CHECKING:
    import pyarrow as pa

    from hedui.warehouse.access.read import Warehouse

_SEVERITIES = tuple(Severity)  # from high to low

HomeOption = Annotated[
    Path | None,
    typer.Option("--home", metavar="DIR", help="Folder of the warehouse; else HEDUI_HOME, else data/warehouse."),
]
BuildOption = Annotated[
    str | None,
    typer.Option("--build", metavar="ID", help="A build that `hedui builds` lists, else the published one."),
]
VerdictFilter = Annotated[Verdict | None, typer.Option("--verdict", help="Only those with this verdict.")]
RelationFilter = Annotated[Relation | None, typer.Option("--relation", help="Only those of this relation.")]
SeverityFilter = Annotated[Severity | None, typer.Option("--severity", help="Only those of this severity.")]
Layout = Annotated[Format, typer.Option("--format", help="How to print the rows; csv and json hold every column.")]
LIMIT = 100  # rows that a person looks through
LimitOption = Annotated[
    int, typer.Option("--limit", min=0, metavar="N", help="Rows of a table at most, 0 for all; csv and json hold all.")
]
FailOn = Annotated[
    Severity | None, typer.Option("--fail-on", help="Exit with 1 if one printed row fails with this severity or more.")
]


def open_build(home: Path | None, build: str | None) -> "Warehouse":
    """The published warehouse of the home that the settings resolve to, or an earlier build of it."""
    from hedui.settings import load_settings
    from hedui.warehouse.access.read import open_warehouse

    return open_warehouse(load_settings(home=home).home, build)


def rows_of(table: "pa.Table") -> Iterator[Row]:
    """The rows of an Arrow table, a batch at a time."""
    for batch in table.to_batches():
        yield from batch.to_pylist()


def show(table: "pa.Table", columns: tuple[str, ...], layout: Format, limit: int = 0) -> None:
    """The rows: ``columns`` of the first ``limit`` (0: of all) as a table for people, everything for programs."""
    if layout is not Format.TABLE:
        write_rows(rows_of(table), tuple(table.column_names), layout)
        return
    shown = table.slice(0, limit) if limit else table
    write_rows(rows_of(shown), columns, layout)
    if shown.num_rows < table.num_rows:
        typer.echo(f"the first {shown.num_rows} of {table.num_rows} rows; --limit 0 shows all", err=True)
    if not table.num_rows:
        typer.echo("no rows", err=True)


def has_severe(rows: Iterator[Row], least: Severity) -> bool:
    """Whether a row is of the severity ``least`` or a graver one."""
    severe = _SEVERITIES[: _SEVERITIES.index(least) + 1]
    return any(row["severity"] in severe for row in rows)
