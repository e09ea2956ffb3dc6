"""Decisions of people about findings: accepted, with reason, person, day and expiry, or open again.

They stand in ``expectations/waivers.yml``, a list that grows at its end: the file's history is the decisions' history.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum
from pathlib import Path

import pyarrow as pa
import yaml

from hedui.shipped import EXPECTATIONS_DIR
from hedui.warehouse.contracts.suites import WAIVERS
from hedui.warehouse.errors import WarehouseError
from hedui.warehouse.files import written_aside
from hedui.warehouse.tables import TABLES
from hedui.warehouse.tables.arrow import to_arrow

WAIVERS_FILE = EXPECTATIONS_DIR / WAIVERS
_NOTHING_YET = "[]\n"  # how an empty list ends its file


class WaiverError(WarehouseError):
    """The file of decisions breaks a rule, or a decision makes no sense."""


class Decision(StrEnum):
    """What a person decided about a finding."""

    ACCEPTED = "accepted"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class Waiver:
    """One decision.

    Attributes:
        finding_id: the finding.
        decision: accepted, or open again.
        because: why, in a person's words.
        by: who decided.
        decided_on: when.
        until: last day on which it holds; None for ever.
        relation: the relation that does not hold, for whoever reads the file.
        verdict: the verdict that was accepted; another one needs another decision.
        text: the figure as printed; another one needs another decision.
        file_name: the report, for whoever reads the file.
    """

    finding_id: str
    decision: Decision
    because: str
    by: str
    decided_on: date
    until: date | None
    relation: str
    verdict: str
    text: str
    file_name: str


_FIELDS = tuple(field.name for field in fields(Waiver))


def read_waivers(file: Path | None = None) -> tuple[Waiver, ...]:
    """All decisions, in the order they were made; none where there is no file.

    Args:
        file: the file; else ``expectations/waivers.yml``.

    Raises:
        WaiverError: the file breaks a rule; it names the entry and what to do.
    """
    file = file or WAIVERS_FILE
    return _parsed(file, _text(file))


def standing_waivers(waivers: Sequence[Waiver], today: date) -> tuple[Waiver, ...]:
    """The acceptances that hold on a day: the last decision on their finding, and not expired."""
    last = {waiver.finding_id: waiver for waiver in waivers}
    return tuple(
        waiver
        for waiver in last.values()
        if waiver.decision is Decision.ACCEPTED and (waiver.until is None or waiver.until >= today)
    )


def waivers_to_arrow(waivers: Sequence[Waiver]) -> pa.Table:
    """``stage.waiver`` of the acceptances that hold."""
    return to_arrow(
        TABLES["stage.waiver"],
        waivers,
        accepted_because=[waiver.because for waiver in waivers],
        accepted_by=[waiver.by for waiver in waivers],
        accepted_on=[waiver.decided_on for waiver in waivers],
        accepted_until=[waiver.until for waiver in waivers],
    )


def decide(waiver: Waiver, file: Path | None = None) -> None:
    """Append a decision to the file; what stands in it stays as it is, comments and all.

    Raises:
        WaiverError: the file breaks a rule, or the finding is in that state already.
        WriteFailed: the file cannot be written.
    """
    file = file or WAIVERS_FILE
    text = _text(file)
    is_accepted = waiver.finding_id in {
        held.finding_id for held in standing_waivers(_parsed(file, text), waiver.decided_on)
    }
    if is_accepted == (waiver.decision is Decision.ACCEPTED):
        state = "accepted already" if is_accepted else "not accepted"
        raise WaiverError(f"finding {waiver.finding_id} is {state}", f"{file} holds all decisions.")
    if waiver.until is not None and waiver.until < waiver.decided_on:
        raise WaiverError(f"{waiver.until} has passed", "Name a later day with --until, or none.")
    entry = {name: value for name, value in asdict(waiver).items() if value is not None}
    entry["decision"] = str(waiver.decision)
    grown = text.removesuffix(_NOTHING_YET) + yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=120)
    _parsed(file, grown)
    with written_aside(file) as aside:
        aside.write_text(grown, encoding="utf-8")


def _text(file: Path) -> str:
    """The file's text; that of an empty list where there is none."""
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return _NOTHING_YET
    except (OSError, UnicodeDecodeError) as error:
        raise WaiverError(f"{file} cannot be read ({error})", "Restore it from its history.") from error


def _parsed(file: Path, text: str) -> tuple[Waiver, ...]:
    """The decisions of the file's text."""
    try:
        entries = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise WaiverError(f"{file} is not YAML ({error})", "Mend it, or restore it from its history.") from error
    if not isinstance(entries, list):
        raise WaiverError(f"{file} is no list", "Write one entry per decision, each beginning with a dash.")
    return tuple(_waiver(file, number, entry) for number, entry in enumerate(entries, start=1))


def _waiver(file: Path, number: int, entry: object) -> Waiver:
    """One entry of the file."""
    place = f"{file}, entry {number}"
    needed = set(_FIELDS) - {"until"}
    if not isinstance(entry, dict) or not needed <= entry.keys() <= set(_FIELDS):
        raise WaiverError(f"{place} does not have the keys of a decision", f"Write {', '.join(_FIELDS)}.")
    for name in ("decided_on", "until"):
        if type(entry.get(name)) not in (date, type(None)):
            raise WaiverError(f"{place}: {name} is no day", "Write it as 2026-01-31.")
    try:
        decision = Decision(entry["decision"])
    except ValueError:
        raise WaiverError(f"{place}: decision {entry['decision']!r}", f"Write {' or '.join(Decision)}.") from None
    texts = {name: str(entry[name]) for name in needed - {"decision", "decided_on"}}
    if not texts["because"].strip():
        raise WaiverError(f"{place} gives no reason", "Say why in because.")
    return Waiver(decision=decision, decided_on=entry["decided_on"], until=entry.get("until"), **texts)
