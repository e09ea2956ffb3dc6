"""`hedui review`: what nobody could settle but a person, and what people settle."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hedui.cli.options import LIMIT, BuildOption, HomeOption, Layout, LimitOption, open_build, show
from hedui.cli.output import Format, visible
from hedui.vocabulary.codes import Decision, ReviewReason

if TYPE_CHECKING:
    from hedui.warehouse.access.review import Proposal

_COLUMNS = ("review_reason", "term", "figure_count", "document_count", "names", "candidates", "sentence")

YesOption = Annotated[bool, typer.Option("--yes", help="Do not ask.")]

app = typer.Typer(invoke_without_command=True)


@app.callback()
def review(
    context: typer.Context,
    reason: Annotated[ReviewReason | None, typer.Option("--reason", help="Only what waits for this reason.")] = None,
    limit: LimitOption = LIMIT,
    layout: Layout = Format.TABLE,
    build: BuildOption = None,
    home: HomeOption = None,
) -> None:
    """Print the names, units and periods that wait for a person, those of most figures first."""
    if context.invoked_subcommand is not None:
        return
    with open_build(home, build) as warehouse:
        table = warehouse.review(reason)
    show(table, _COLUMNS, layout, limit)


@app.command()
def accept(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name or unit as the queue has it.")],
    target: Annotated[str, typer.Argument(metavar="TARGET", help="An indicator_id, or the code of a unit.")],
    build: BuildOption = None,
    home: HomeOption = None,
) -> None:
    """Have a printed name stand for an indicator or unit: one line of data/vocabulary changes, in effect next build."""
    from hedui.warehouse.access.review import propose_name

    _keep(propose_name(name, target), home, build, is_sure=True)


@app.command("accept-words")
def accept_words(
    words: Annotated[str, typer.Argument(metavar="WORDS", help="Words before or behind a known name.")],
    decision: Annotated[Decision, typer.Argument(metavar="front|behind", help="Where they stand.")],
    yes: YesOption = False,
    build: BuildOption = None,
    home: HomeOption = None,
) -> None:
    """Have words before or behind a name leave it what it is: it shows what that maps, and changes one line."""
    from hedui.warehouse.access.review import propose_words

    _keep(propose_words(words, decision), home, build, is_sure=yes)


@app.command("accept-pattern")
def accept_pattern(
    pattern: Annotated[str, typer.Argument(metavar="PATTERN", help="A regular expression over folded names.")],
    target: Annotated[str, typer.Argument(metavar="TARGET", help="An indicator_id.")],
    example: Annotated[str, typer.Argument(metavar="EXAMPLE", help="A name that the pattern takes.")],
    yes: YesOption = False,
    build: BuildOption = None,
    home: HomeOption = None,
) -> None:
    """Have all names that a pattern takes stand for an indicator: it shows what that maps, and adds one line."""
    from hedui.warehouse.access.review import propose_pattern

    _keep(propose_pattern(pattern, target, example), home, build, is_sure=yes)


def _keep(proposal: "Proposal", home: Path | None, build: str | None, *, is_sure: bool) -> None:
    """Show what a decision maps of the published build, if there is one, and keep it."""
    from hedui.warehouse.access.read import NotPublished
    from hedui.warehouse.access.review import gains, waiting

    try:
        with open_build(home, build) as warehouse:
            found = gains(waiting(warehouse), proposal.vocabulary)
    except NotPublished:
        found = {}
    figures = sum(one.figures for one in found)
    typer.echo(f"maps {figures} figures of {len(found)} names" if found else "maps nothing of the published build")
    for one, indicator_id in list(found.items())[:LIMIT]:
        typer.echo(f"  {visible(one.subject)} ({one.figures}) → {indicator_id}")
    typer.echo(f"{proposal.edit.file}:{proposal.edit.line}")
    typer.echo(f"- {visible(proposal.edit.before)}")
    typer.echo(f"+ {visible(proposal.edit.after)}")
    if is_sure or typer.confirm("Change this line?"):
        proposal.keep()


@app.command()
def correct(
    figure_id: Annotated[str, typer.Argument(metavar="FIGURE_ID", help="The figure, as the tables hold it.")],
    right: Annotated[
        list[str],
        typer.Option("--field", metavar="NAME=VALUE", help="A field and its right value, may be repeated."),
    ],
    because: Annotated[str, typer.Option("--because", metavar="REASON", help="Why, in your words.")],
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who says so; else the user.")] = None,
    home: HomeOption = None,
) -> None:
    """Say how a figure is to be read where we read it wrongly: kept in data/misreadings.yml, in effect next build."""
    from datetime import date
    from getpass import getuser

    from hedui.shipped import MISREADINGS_FILE
    from hedui.warehouse.access.misreadings import correct as keep

    fields = dict(entry.partition("=")[::2] for entry in right)
    with open_build(home, None) as warehouse:
        entry, before = keep(warehouse, figure_id, fields, because=because, by=by or getuser(), on=date.today())
    typer.echo(f"{visible(entry.printed)}: {visible(entry.sentence)}")
    for name, value in entry.fields.items():
        typer.echo(visible(f"{name}: {before[name]} -> {value or None}"))
    typer.echo(f"{MISREADINGS_FILE} holds it; it takes effect with the next build.")


@app.command()
def gold(build: BuildOption = None, home: HomeOption = None) -> None:
    """Print the figures that people corrected as lines of annotation, one JSON object each."""
    from hedui.cli.output import write_jsonl
    from hedui.warehouse.access.misreadings import gold_lines

    with open_build(home, build) as warehouse:
        write_jsonl(gold_lines(warehouse))
