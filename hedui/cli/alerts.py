"""`hedui alerts`: whether addresses work, what has not reached them, and sending it again."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from time import time
from typing import TYPE_CHECKING, Annotated
from uuid import uuid4

import typer

from hedui.cli.options import HomeOption, Layout
from hedui.cli.output import Format, Row, write_rows, write_table

if TYPE_CHECKING:
    from pathlib import Path

    from hedui.alerts.courier import Attempt
    from hedui.alerts.outbox import Delivery, Outbox

_COLUMNS = ("message", "address", "state", "attempts", "next_at", "problem", "event")
_ATTEMPTED = ("message", "address", "result")

app = typer.Typer(no_args_is_help=True)


@app.callback()
def alerts() -> None:
    """Test the addresses of HEDUI_ALERT_URLS, see what has not reached them, send it again."""


@app.command()
def test(home: HomeOption = None) -> None:
    """Send a test to every address; exit 1 if one does not take it."""
    from hedui.alerts.courier import deliver
    from hedui.alerts.digest import Notice, NoticeKind

    with _outbox(home) as outbox:
        event = f"test {uuid4()}"
        outbox.add(event, time(), Notice(NoticeKind.TEST))
        held = {delivery.digest.digest_id for delivery in _all(outbox) if delivery.digest.event == event}
        _report([attempt for attempt in deliver(outbox) if attempt.digest_id in held])


@app.command()
def pending(layout: Layout = Format.TABLE, home: HomeOption = None) -> None:
    """Print what has not reached its address: waiting for its next attempt, or given up."""
    with _outbox(home) as outbox:
        rows = list(_rows(outbox, _undelivered(outbox)))
    write_rows(rows, _COLUMNS, layout)
    if layout is Format.TABLE and not rows:
        typer.echo("everything has reached its address", err=True)


@app.command()
def resend(
    message: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="The message's id; else all that has not reached its address.")
    ] = None,
    home: HomeOption = None,
) -> None:
    """Send at once what has not reached its address, or a message again; exit 1 if one does not take it."""
    from hedui.alerts.courier import deliver
    from hedui.alerts.outbox import UNWANTED

    with _outbox(home) as outbox:
        chosen = _undelivered(outbox) if message is None else [held for held in _all(outbox) if held.state != UNWANTED]
        chosen = [held for held in chosen if message is None or held.digest.digest_id == message]
        if message is not None and not chosen:
            raise typer.BadParameter(f"there is no message {message}; `hedui alerts pending` lists those on their way")
        for held in chosen:
            outbox.again(held)
        _report(deliver(outbox))


@app.command()
def watch(home: HomeOption = None) -> None:
    """One look, for cron where no daemon runs: what was killed, hangs or does not come is told; what is due is sent."""
    from hedui.cli.log import logged
    from hedui.settings import load_settings
    from pipelines.telling import watch as look

    settings = load_settings(home=home)
    with logged(settings, "watch"):
        look(settings)


@contextmanager
def _outbox(home: "Path | None") -> "Iterator[Outbox]":
    from hedui.alerts.address import parse_addresses
    from hedui.alerts.outbox import Outbox
    from hedui.settings import SettingsError, load_settings

    settings = load_settings(home=home)
    if not settings.alert_urls:
        raise SettingsError("HEDUI_ALERT_URLS", "names no address", "docs/commands.md says how addresses are written.")
    with Outbox(settings.home, parse_addresses(settings.alert_urls), time()) as outbox:
        yield outbox


def _undelivered(outbox: "Outbox") -> "list[Delivery]":
    from hedui.alerts.outbox import GIVEN_UP, PENDING

    return outbox.deliveries((PENDING, GIVEN_UP), time())


def _all(outbox: "Outbox") -> "list[Delivery]":
    from hedui.alerts.outbox import STATES

    return outbox.deliveries(STATES, time())


def _rows(outbox: "Outbox", deliveries: "Sequence[Delivery]") -> Iterator[Row]:
    from hedui.alerts.outbox import PENDING

    names = {address.key: str(address) for address in outbox.addresses}
    for held in deliveries:
        due_at = datetime.fromtimestamp(held.due_at, UTC) if held.state == PENDING else None
        yield {
            "message": held.digest.digest_id,
            "address": names[held.key],
            "state": held.state,
            "attempts": held.attempts,
            "next_at": due_at,
            "problem": held.problem,
            "event": held.digest.event,
        }


def _report(attempts: "Sequence[Attempt]") -> None:
    """What came of attempts; exit 1 where one failed."""
    rows = [
        {"message": made.digest_id, "address": made.address, "result": made.problem or "taken"} for made in attempts
    ]
    write_table(rows, _ATTEMPTED)
    if not rows:
        typer.echo("nothing was sent: all is delivered, or another process sends", err=True)
    if any(made.problem for made in attempts):
        raise typer.Exit(1)
