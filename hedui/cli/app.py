"""The commands. Each imports what it needs when it runs: `hedui extract` starts without Dagster or a database."""

import logging
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from hedui.cli import alerts, findings, review
from hedui.cli.options import (
    LIMIT,
    BuildOption,
    FailOn,
    HomeOption,
    Layout,
    LimitOption,
    RelationFilter,
    SeverityFilter,
    VerdictFilter,
    has_severe,
    open_build,
    rows_of,
    show,
)
from hedui.cli.output import (
    CompareFormat,
    ExtractFormat,
    Format,
    RankBy,
    Row,
    write_csv,
    write_jsonl,
    write_rows,
    write_table,
)
from hedui.vocabulary.codes import Verdict
from hedui.warehouse.cells import harmless
from hedui.warehouse.export.format import ExportFormat

_EXTRACT_COLUMNS = (
    "start", "role", "text", "comparator", "value", "unit", "subject", "indicator_id", "region_id", "period_start",
    "period_end",
)  # fmt: skip
_CHECK_COLUMNS = (
    "severity", "verdict", "relation", "file_name", "subject", "text", "explanation_zh", "reported_figure_id",
)  # fmt: skip
_SERIES_COLUMNS = (
    "indicator", "region", "period_display", "scope", "text_printed", "value_display", "unit_display", "grade",
    "file_name",
)  # fmt: skip
_HOLDING_COLUMNS = (
    "indicator",
    "indicator_id",
    "value_count",
    "target_count",
    "place_count",
    "period_start",
    "period_end",
)
_BUILD_COLUMNS = (
    "build_id", "built_at", "document_count", "figure_count", "fact_count", "check_count", "finding_count",
    "code_version",
)  # fmt: skip
_BREACH_COLUMNS = ("table", "blocks", "reason", "reason_zh", "count", "rows")
_CHANGE_COLUMNS = ("entity", "change", "file_name", "name", "before", "after")

_FAILED = frozenset({Verdict.CONFLICT, Verdict.GROSS_CONFLICT, Verdict.ERRORED})

app = typer.Typer(
    name="hedui",
    help="核对: read the figures of government environmental reports, check them against each other, publish them.",
    epilog="--debug anywhere on the line shows the traceback of an error.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(findings.app, name="findings")
app.add_typer(review.app, name="review")
app.add_typer(alerts.app, name="alerts")


def tell_version(is_asked: bool) -> None:
    """Print the version and end, where it is asked for."""
    if is_asked:
        from importlib.metadata import version

        typer.echo(f"hedui {version('hedui')}")
        raise typer.Exit


@app.callback()
def hedui(
    is_version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=tell_version, help="Print the version.")
    ] = False,
) -> None:
    """What holds for every command; the help of the whole is that of ``app``."""


def main() -> None:
    """Run the command line; an error is one message on standard error and exit code 1, a traceback with --debug."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    is_debug = len(arguments) < len(sys.argv) - 1
    try:
        app(arguments)
    except Exception as error:
        if is_debug:
            raise
        complain(error)
        sys.exit(1)


def complain(error: Exception) -> None:
    """Say on standard error what is wrong; an error that names no next step is ours, and says how to see more."""
    message = f"hedui: {error}"
    if not hasattr(error, "advice"):
        message = f"hedui: {type(error).__name__}: {error}. Run it again with --debug to see where."
    typer.echo(harmless(message, keep="\n"), err=True)  # it may quote a report


@app.command()
def build(
    reports: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[DIR]...", help="Folders with reports; else HEDUI_REPORTS, else those built last."),
    ] = None,
    is_verbose: Annotated[bool, typer.Option("--verbose", help="Say what became of each document.")] = False,
    accept_shrink: Annotated[
        bool,
        typer.Option(
            "--accept-shrink", help="Publish although it holds less than the last build, or reads it otherwise."
        ),
    ] = False,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Build although nothing has changed since the last build.")
    ] = False,
    home: HomeOption = None,
) -> None:
    """Read the reports, check them and publish a new warehouse; if that fails, the old one stays."""
    from hedui.cli.build import build_warehouse
    from hedui.settings import load_settings

    settings = load_settings(home=home, reports=reports or ())
    build_warehouse(settings, is_verbose, accept_shrink=accept_shrink, rebuild=rebuild)


@app.command()
def extract(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Report files.", show_default=False)],
    layout: Annotated[ExtractFormat, typer.Option("--format", help="How to print them.")] = ExtractFormat.JSONL,
) -> None:
    """Print the figures of report files, without a warehouse."""
    from hedui.cli.reading import read_records
    from hedui.documents.errors import DocumentError
    from hedui.figures.record import FIELDS
    from hedui.settings import load_settings

    refused = 0

    def rows() -> Iterator[Row]:
        """The records of every file that can be read; the others are named on standard error."""
        nonlocal refused
        for read in read_records(files, load_settings().limits):
            if isinstance(read, DocumentError):
                refused += 1
                complain(read)
            else:
                yield from read

    match layout:
        case ExtractFormat.JSONL:
            write_jsonl(rows())
        case ExtractFormat.CSV:
            sys.stdout.write("\ufeff")  # by it Excel knows UTF-8
            write_csv(rows(), FIELDS)
        case ExtractFormat.TABLE:
            write_table(rows(), _EXTRACT_COLUMNS)
    if refused:
        raise typer.Exit(1)


@app.command()
def checks(
    verdict: VerdictFilter = None,
    relation: RelationFilter = None,
    severity: SeverityFilter = None,
    limit: LimitOption = LIMIT,
    layout: Layout = Format.TABLE,
    fail_on: FailOn = None,
    build: BuildOption = None,
    home: HomeOption = None,
) -> None:
    """Print the checks of the published warehouse, those that fail first."""
    with open_build(home, build) as warehouse:
        table = warehouse.checks(verdict, relation, severity)
    show(table, _CHECK_COLUMNS, layout, limit)
    if fail_on and has_severe((row for row in rows_of(table) if row["verdict"] in _FAILED), fail_on):
        raise typer.Exit(1)


@app.command()
def series(
    indicator: Annotated[
        str | None,
        typer.Argument(metavar="[INDICATOR]", help="Its id, a name or a part of one; without it, what there is."),
    ] = None,
    region: Annotated[str | None, typer.Option(help="Place: code, name or short name (北京).")] = None,
    is_plotted: Annotated[bool, typer.Option("--plot", help="Draw it in the terminal instead.")] = False,
    picture: Annotated[
        Path | None, typer.Option("--chart", metavar="FILE", help="Draw it to FILE.svg, .png or .html instead.")
    ] = None,
    limit: LimitOption = LIMIT,
    layout: Layout = Format.TABLE,
    build: BuildOption = None,
    home: HomeOption = None,
) -> None:
    """Print or draw the reconciled series of an indicator; say what there is of which, where none is named."""
    with open_build(home, build) as warehouse:
        if indicator is None:
            show(warehouse.holdings(), _HOLDING_COLUMNS, layout, limit)
            return
        if picture is not None:
            from hedui.warehouse.access.charts import chart
            from hedui.warehouse.access.pictures import save_chart

            save_chart(chart(warehouse, indicator, region), picture)
            typer.echo(picture)
        if is_plotted:
            from hedui.cli.plot import show_plot

            show_plot(warehouse, indicator, region)
        if is_plotted or picture is not None:
            return
        table = warehouse.series(indicator, region)
        if not table.num_rows:
            from hedui.warehouse.access.missing_series import no_series

            raise no_series(warehouse, indicator, region)
        targets = warehouse.targets(indicator, region).num_rows
    show(table, _SERIES_COLUMNS, layout, limit)
    if targets:
        typer.echo(f"targets not shown: {targets}; --plot and --chart draw them", err=True)


@app.command()
def compare(
    indicator: Annotated[str, typer.Argument(metavar="INDICATOR", help="Its id, a name or a part of one.")],
    year: Annotated[int | None, typer.Option(metavar="YEAR", help="Year of the periods; else the latest.")] = None,
    regions: Annotated[
        list[str] | None,
        typer.Option("--regions", metavar="PLACES", help="Places with commas between, may be repeated; else all."),
    ] = None,
    by: Annotated[RankBy, typer.Option("--by", help="What places are ranked by.")] = RankBy.LEVEL,
    layout: Annotated[CompareFormat, typer.Option("--format", help="How to write it.")] = CompareFormat.TABLE,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE.xlsx", help="The workbook; else named after the table.")
    ] = None,
    build: BuildOption = None,
    home: HomeOption = None,
) -> None:
    """Compare places: value, year before, change, target and source in one table; as a sheet for one printed page."""
    from datetime import date

    from hedui.cli.compare import (
        show_comparisons,
        write_comparisons_csv,
        write_comparisons_json,
        write_comparisons_sheet,
    )
    from hedui.warehouse.access.comparison import compare as tables_of

    with open_build(home, build) as warehouse:
        tables = tables_of(warehouse, indicator, today=date.today(), year=year, regions=regions or (), by=by)
        match CompareFormat.XLSX if output else layout:
            case CompareFormat.TABLE:
                show_comparisons(tables)
            case CompareFormat.CSV:
                write_comparisons_csv(tables)
            case CompareFormat.JSON:
                write_comparisons_json(tables)
            case CompareFormat.XLSX:
                typer.echo(write_comparisons_sheet(warehouse, tables, output))


@app.command()
def query(
    sql: Annotated[str, typer.Argument(metavar="SQL", help="A query in DuckDB's SQL.")],
    limit: LimitOption = LIMIT,
    layout: Layout = Format.TABLE,
    build: BuildOption = None,
    home: HomeOption = None,
) -> None:
    """Print the result of a query on the published warehouse."""
    with open_build(home, build) as warehouse:
        table = warehouse.query(sql)
    show(table, tuple(table.column_names), layout, limit)


@app.command()
def trace(
    figure_id: Annotated[str, typer.Argument(metavar="FIGURE_ID", help="A figure's id, as the tables hold it.")],
    build: BuildOption = None,
    home: HomeOption = None,
) -> None:
    """Show where a figure stands, and every check it takes part in."""
    from hedui.cli.trace import show_trace

    with open_build(home, build) as warehouse:
        show_trace(warehouse.trace(figure_id))


@app.command()
def export(
    destination: Annotated[
        str,
        typer.Argument(
            metavar="DESTINATION", help="FILE.xlsx; a folder or file for csv and parquet; a SQLAlchemy address."
        ),
    ],
    layout: Annotated[
        ExportFormat | None, typer.Option("--format", help="The format; else the one that DESTINATION tells.")
    ] = None,
    tables: Annotated[
        list[str] | None,
        typer.Option("--table", metavar="NAME", help="A table or schema, may be repeated; else marts."),
    ] = None,
    build: BuildOption = None,
    home: HomeOption = None,
) -> None:
    """Write tables for Excel, other programs or another database; sdmx-csv holds the reconciled series."""
    from hedui.warehouse.export.export import export as write
    from hedui.warehouse.export.export import format_for, tables_named

    chosen = tables_named(tables or ("marts",))
    with open_build(home, build) as warehouse:
        written = write(warehouse, destination, format_for(destination, layout), chosen)
    write_table(({"written": name, "rows": count} for name, count in written), ("written", "rows"))


@app.command()
def site(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Folder for the pages: empty, not there yet, or made by this before.")
    ],
    home: HomeOption = None,
) -> None:
    """Write the bulletin: pages that open without a server; what did not change is left as it is."""
    from hedui.settings import load_settings
    from hedui.site import make_site

    made = make_site(load_settings(home=home).home, folder)
    typer.echo(folder / "index.html")
    typer.echo(f"files written: {len(made.written)}, removed: {len(made.removed)}", err=True)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on; any but a loopback one is open to others.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8790,
    home: HomeOption = None,
) -> None:
    """Show the bulletin to browsers until stopped; it only reads, and goes over to a new build by itself."""
    from hedui.cli.serving import serve_site
    from hedui.settings import load_settings

    serve_site(load_settings(home=home).home, host, port)


@app.command()
def builds(layout: Layout = Format.TABLE, home: HomeOption = None) -> None:
    """Print the builds that can be read with --build, the latest first."""
    from hedui.settings import load_settings
    from hedui.warehouse.building.snapshots import builds as kept
    from hedui.warehouse.home import Home

    show(kept(Home(load_settings(home=home).home)), _BUILD_COLUMNS, layout)


@app.command()
def diff(
    before: Annotated[str | None, typer.Argument(metavar="[A]", help="Earlier build; else the one before B.")] = None,
    after: Annotated[str | None, typer.Argument(metavar="[B]", help="Later build; else the latest.")] = None,
    limit: LimitOption = LIMIT,
    layout: Layout = Format.TABLE,
    home: HomeOption = None,
) -> None:
    """Print what changed from one build to another: documents, figures, checks, series."""
    from hedui.settings import load_settings
    from hedui.warehouse.access.diff import diff as compare
    from hedui.warehouse.building.snapshots import find_pair
    from hedui.warehouse.home import Home

    show(compare(*find_pair(Home(load_settings(home=home).home), before, after)), _CHANGE_COLUMNS, layout, limit)


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A warehouse file.")],
    against: Annotated[
        Path | None,
        typer.Option("--against", metavar="FILE", help="Hold it against this file of an earlier build, too."),
    ] = None,
    layout: Layout = Format.TABLE,
) -> None:
    """Ask a built file whether it keeps the contracts; exit 1 where one that blocks publishing is broken."""
    from hedui.cli.verify import broken_rules

    rows = broken_rules(file, against)
    write_rows(rows, _BREACH_COLUMNS, layout)
    if layout is Format.TABLE and not rows:
        typer.echo("every rule holds", err=True)
    if any(row["blocks"] for row in rows):
        raise typer.Exit(1)


@app.command()
def dev(
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="Port of the user interface; else HEDUI_PORT, else 3000.")
    ] = None,
    home: HomeOption = None,
) -> None:
    """Start Dagster's user interface and daemon, with the nightly schedule and the sensors, until stopped."""
    from hedui.cli.log import LOG, logged
    from hedui.settings import load_settings
    from pipelines.run import serve

    settings = load_settings(home=home, port=port)
    with logged(settings, "dev", logging.INFO):
        code = serve(settings, LOG.info)
    raise typer.Exit(code)


@app.command()
def runs(
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="Runs at most.")] = 14,
    layout: Layout = Format.TABLE,
    home: HomeOption = None,
) -> None:
    """Print the last runs, one line each: when, for how long, what came of it, and why not."""
    from hedui.cli.runs import show_runs
    from hedui.settings import load_settings

    show_runs(load_settings(home=home), limit, layout)


@app.command()
def backup(
    archive: Annotated[Path, typer.Argument(metavar="FILE", help="The archive to write: .tar or .tar.gz.")],
    home: HomeOption = None,
) -> None:
    """Write what cannot be made again of the home into an archive, while no build runs."""
    from hedui.settings import load_settings
    from hedui.warehouse.building.backup import back_up
    from hedui.warehouse.home import Home

    names = back_up(Home(load_settings(home=home).home), archive)
    typer.echo(f"{archive}: {len(names)} files")


@app.command()
def restore(
    archive: Annotated[Path, typer.Argument(metavar="FILE", help="The archive that `hedui backup` wrote.")],
    home: HomeOption = None,
) -> None:
    """Make a home from an archive, in a folder that holds no warehouse yet."""
    from hedui.settings import load_settings
    from hedui.warehouse.building.backup import restore as make
    from hedui.warehouse.home import Home

    place = load_settings(home=home).home
    typer.echo(f"{place}: build {make(archive, Home(place))} is published")


@app.command()
def doctor(home: HomeOption = None) -> None:
    """Say how the house stands, and exit 1 where it needs a hand: runs, alerts, paths, the published build."""
    from hedui.cli.doctor import examine
    from hedui.settings import load_settings

    observations = tuple(examine(load_settings(home=home)))
    write_table((asdict(seen) for seen in observations), ("what", "state", "is_well"))
    if not all(seen.is_well for seen in observations):
        raise typer.Exit(1)
