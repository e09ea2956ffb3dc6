"""A build as its user sees it: a bar while it runs, then what came of it."""

import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from hedui.cli.log import LOG, logged
from hedui.cli.output import visible, write_table
from hedui.settings import LogFormat, Settings
from hedui.warehouse.access.read import Warehouse, open_warehouse
from hedui.warehouse.building.readings import prepare

if TYPE_CHECKING:
    from pipelines.run import BuildResult

_COVERAGE = (
    "file_name",
    "numerals",
    "unaccounted",
    "figures",
    "facts",
    "mapped",
    "with_unit",
    "with_period",
    "checked",
)
_SILENCE = 30  # seconds after which a log is told how far a stage is
_NAMED = 5  # numerals that were not read
_SUMMARY = ("published", "count", "of which")


def build_warehouse(
    settings: Settings, is_verbose: bool, *, accept_shrink: bool = False, rebuild: bool = False
) -> None:
    """Run the build and print what came of it; with ``is_verbose``, of each document, too.

    Raises:
        WarehouseError: another build is under way, or this one failed; what was published before still is.
    """
    is_json = settings.log is LogFormat.JSON
    with (
        _stopped_in_one_line(),
        logged(settings, "build"),
        progress(Console(stderr=True), is_json=is_json) as on_progress,
    ):
        prepare()
        # here, under the bar: Dagster takes seconds to load
        from pipelines.run import run_build
        from pipelines.telling import telling

        with telling(settings, is_attended=sys.stderr.isatty()):
            result = run_build(settings, on_progress, accept_shrink=accept_shrink, rebuild=rebuild)
    if result.is_unchanged:
        typer.echo("nothing has changed since the last build: it stands (--rebuild builds all the same)", err=True)
    with open_warehouse(settings.home) as warehouse:
        _name_what_was_left_out(warehouse)
        if is_verbose:
            write_table(warehouse.query("from marts.coverage order by file_name").to_pylist(), _COVERAGE)
        _summarise(warehouse, result)


@contextmanager
def _stopped_in_one_line() -> Iterator[None]:
    """Have SIGTERM end the block as Ctrl-C does, with one line on standard error and the shell's code for it."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except BaseException as error:
        # Dagster has its own name for it, and is not to be loaded for it here
        if not isinstance(error, KeyboardInterrupt) and type(error).__name__ != "DagsterExecutionInterruptedError":
            raise
        typer.echo("hedui: stopped; what was published before still is", err=True)
        raise typer.Exit(128 + signal.SIGINT) from None
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def progress(console: Console, *, is_json: bool = False) -> Iterator[Callable[[str, int, int], None]]:
    """What to call with progress while the block runs: bars on a terminal, elsewhere (a log) a line a stage."""
    if is_json:
        yield Log(lambda line: LOG.info("%s", line)).tell
        return
    if not console.is_terminal:
        yield Log(lambda line: console.print(line, highlight=False, soft_wrap=True)).tell
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
               TimeRemainingColumn())  # fmt: skip
    with Progress(*columns, console=console, transient=True) as bars:
        stages = {"starting": bars.add_task("starting", total=None)}

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in stages:
                stages[stage] = bars.add_task(stage)
            bars.update(stages[stage], completed=done, total=total)

        yield tell


class Log:
    """Progress as lines: one when a stage begins, and of a long one now and then how far it is."""

    def __init__(self, write: Callable[[str], None], clock: Callable[[], float] = monotonic) -> None:
        self._write, self._clock = write, clock
        self._stage, self._began, self._told = "", 0.0, 0.0
        self._write("starting")

    def tell(self, stage: str, done: int, total: int) -> None:
        """Write what is worth a line."""
        now = self._clock()
        if stage != self._stage:
            self._stage, self._began, self._told = stage, now, now
            self._write(f"{stage}: {done} of {total}" if total > 1 else stage)
        elif now - self._told >= _SILENCE and 0 < done < total:
            self._told = now
            left = round((now - self._began) * (total - done) / done)
            self._write(f"{stage}: {done} of {total}, about {timedelta(seconds=left)} left")


def _name_what_was_left_out(warehouse: Warehouse) -> None:
    """Files and numerals that are not in the warehouse, with the reason, on standard error."""
    console = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
    files = warehouse.query("select path, status, problem from core.source_file where status <> 'read' order by path")
    for file in files.to_pylist():
        console.print(
            visible(f"{file['status']}: {file['path']}: {file['problem'] or 'the same bytes as another file'}")
        )
    unread = warehouse.query(
        """
        select file_name, passage
        from core.unread_numeral
        join core.dim_document using (document_id)
        order by file_name, start
        """
    ).to_pylist()
    for numeral in unread[:_NAMED]:
        console.print(visible(f"not read: {numeral['file_name']}: {numeral['passage']}"))
    if unread:
        console.print(
            f"numerals that became no figure: {len(unread)}; look there, and report them with these words "
            "(`hedui review --reason unread_numeral` shows all)"
        )


def _summarise(warehouse: Warehouse, result: "BuildResult") -> None:
    """What was published, as a table of counts."""
    build = warehouse.build()
    [refused] = warehouse.query("select count(*) as n from core.source_file where status = 'refused'").to_pylist()
    documents = f"{result.read_count} read anew, {result.cached_count} kept, {refused['n']} files refused"
    verdicts = _tally(warehouse, "select verdict from core.fact_check order by verdict")
    severities = _tally(warehouse, "select severity from marts.finding where state <> 'resolved' order by severity")
    rows = (
        ("documents", build["document_count"], documents),
        ("figures", build["figure_count"], ""),
        ("facts", build["fact_count"], ""),
        ("checks", build["check_count"], verdicts),
        ("findings", build["finding_count"], severities),
    )
    write_table(({"published": what, "count": count, "of which": detail} for what, count, detail in rows), _SUMMARY)


def _tally(warehouse: Warehouse, query: str) -> str:
    """How often each value of the only column of a query occurs, the most frequent first."""
    [values] = warehouse.query(query).to_pydict().values()
    return ", ".join(f"{count} {value}" for value, count in Counter(values).most_common())
