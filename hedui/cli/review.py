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
