"""`hedui findings`: what stands, and what people decide about it."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

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
from hedui.cli.output import Format, visible
from hedui.vocabulary.codes import STANDING, FindingState

_COLUMNS = (
    "severity", "state", "relation", "verdict", "file_name", "text", "explanation_zh", "finding_id",
    "reported_figure_id",
)  # fmt: skip

FindingArgument = Annotated[
    str, typer.Argument(metavar="ID", help="The finding's id, or an unambiguous beginning of it.")
]
Because = Annotated[str, typer.Option("--because", metavar="REASON", help="Why, in your words.")]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who decides; else the user of this machine.")]

app = typer.Typer(invoke_without_command=True)


@app.callback()
def findings(
    context: typer.Context,
    verdict: VerdictFilter = None,
    relation: RelationFilter = None,
    severity: SeverityFilter = None,
    states: Annotated[
        list[FindingState] | None,
        typer.Option("--state", help="Only those in this state, may be repeated; else new and open."),
    ] = None,
    limit: LimitOption = LIMIT,
    layout: Layout = Format.TABLE,
    fail_on: FailOn = None,
    build: BuildOption = None,
    home: HomeOption = None,
) -> None:
    """Print the findings that nobody settled: failing checks that a person may act on, the gravest first."""
    if context.invoked_subcommand is not None:
        return
    with open_build(home, build) as warehouse:
        table = warehouse.findings(verdict, relation, severity, states or STANDING)
        accepted = 0 if states else warehouse.findings(verdict, relation, severity, ("accepted",)).num_rows
    show(table, _COLUMNS, layout, limit)
    if accepted:
        typer.echo(f"{accepted} accepted not shown; --state accepted shows them", err=True)
    if fail_on and has_severe((row for row in rows_of(table) if row["state"] in STANDING), fail_on):
        raise typer.Exit(1)


@app.command()
def accept(
    finding_id: FindingArgument,
    because: Because,
    until: Annotated[
        datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], metavar="DATE", help="Last day it holds.")
    ] = None,
    by: By = None,
    home: HomeOption = None,
) -> None:
    """Accept a finding: from the next build on it is silent, until its evidence changes or the day has passed."""
    _decide("accepted", finding_id, because, until.date() if until else None, by, home)


@app.command()
def reopen(finding_id: FindingArgument, because: Because, by: By = None, home: HomeOption = None) -> None:
    """Take an acceptance back, from the next build on."""
    _decide("reopened", finding_id, because, None, by, home)


def _decide(
    decision: str, finding_id: str, because: str, until: date | None, by: str | None, home: Path | None
) -> None:
    """Keep a decision about a finding of the published warehouse, and say what was kept where."""
    from getpass import getuser

    from hedui.warehouse.access.waivers import WAIVERS_FILE, Decision, Waiver, decide

    with open_build(home, None) as warehouse:
        found = warehouse.finding(finding_id)
    decide(
        Waiver(
            finding_id=found["finding_id"],
            decision=Decision(decision),
            because=because,
            by=by or getuser(),
            decided_on=date.today(),
            until=until,
            relation=found["relation"],
            verdict=found["verdict"],
            text=found["text"],
            file_name=found["file_name"],
        )
    )
    typer.echo(f"{decision}: {found['finding_id']} {visible(found['text'])} ({found['relation']})")
    typer.echo(f"{WAIVERS_FILE} holds it; it takes effect with the next build.")
