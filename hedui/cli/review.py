"""`hedui review`: what nobody could settle but a person, and what people settle."""

from typing import Annotated

import typer

from hedui.cli.options import LIMIT, BuildOption, HomeOption, Layout, LimitOption, open_build, show
from hedui.cli.output import Format, visible
from hedui.vocabulary.codes import ReviewReason

_COLUMNS = ("review_reason", "term", "figure_count", "document_count", "candidates", "sentence")

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
) -> None:
    """Have a printed name stand for an indicator or unit: one line of data/vocabulary changes, in effect next build."""
    from hedui.warehouse.access.review import accept_name

    edit = accept_name(name, target)
    typer.echo(f"{edit.file}:{edit.line}")
    typer.echo(f"- {visible(edit.before)}")
    typer.echo(f"+ {visible(edit.after)}")


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
