"""What a person reads otherwise than the reader: kept by document, sentence and printed text, laid over the reading.

Belongs here: which figure an entry means, and the figure with its fields as the person has them. Does not belong here:
errors of a source (``hedui.reconciliation.corrections``), which stay as printed; or where entries are kept.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from hedui.documents.fold import fold
from hedui.figures.figure import Figure
from hedui.shipped import MISREADINGS_FILE
from hedui.vocabulary.codes import ChangeKind, Comparator, CountedFrom, PeriodKind, Role

_PERSON = "person"
_YES_OR_NO = {"true": True, "false": False, "yes": True, "no": False}
_READ: Mapping[str, Callable[[str], Any]] = {
    "role": Role,
    "subject": str,
    "scope": str,
    "comparator": Comparator,
    "period_start": date.fromisoformat,
    "period_end": date.fromisoformat,
    "period_kind": PeriodKind,
    "is_planned": lambda text: _YES_OR_NO[text.lower()],
    "change_kind": ChangeKind,
    "base_period_start": date.fromisoformat,
    "base_period_end": date.fromisoformat,
    "annualised_years": int,
    "counted_from": CountedFrom,
    "set_size": int,
    "indicator_id": str,
    "region_id": str,
    "area_id": str,
}
CORRECTABLE = tuple(_READ)
"""Fields that a person may set; what is printed (the number, its unit, where it stands) is no matter of reading."""
_NEVER_EMPTY = frozenset({"role", "subject", "comparator", "period_kind", "is_planned"})
_EXPLAINED = {"role": "role", "period_start": "period", "period_end": "period", "base_period_end": "base"}


class MisreadingError(Exception):
    """An entry, or the file of entries, breaks a rule.

    Attributes:
        place: the file and the entry, or the field.
        problem: what is wrong.
        advice: what to do about it.
    """

    def __init__(self, place: str, problem: str, advice: str) -> None:
        super().__init__(f"{place}: {problem}. {advice}")
        self.place = place
        self.problem = problem
        self.advice = advice


@dataclass(frozen=True, slots=True, kw_only=True)
class Misreading:
    """One entry.

    Attributes:
        document: title of the document.
        sentence: the sentence, blanks left out.
        printed: the figure as printed, blanks left out.
        place: which of the figures printed so in the sentence, from 1.
        fields: the right value of each field as text; nothing for none.
        because: why.
        by: who says so.
        decided_on: when.
    """

    document: str
    sentence: str
    printed: str
    place: int
    fields: Mapping[str, str]
    because: str
    by: str
    decided_on: date


_KEYS = tuple(field.name for field in fields(Misreading))


def misreading_of(
    figure: Figure, figures: Iterable[Figure], title: str, right: Mapping[str, str], because: str, by: str, on: date
) -> Misreading:
    """The entry that says how a figure is to be read.

    Args:
        figure: the figure.
        figures: the figures of its document.
        title: title of the document.
        right: the right value of each field.
        because: why.
        by: who says so.
        on: when.

    Raises:
        MisreadingError: a field cannot be set so.
    """
    values_of(right)
    if not because.strip():
        raise MisreadingError("because", "there is no reason", "Say why with --because.")
    alike = [one for one in figures if (one.sentence_start, _key(one)) == (figure.sentence_start, _key(figure))]
    place = sorted(alike, key=lambda one: one.start).index(figure) + 1
    sentence, printed = _key(figure)
    return Misreading(
        document=plain(title), sentence=sentence, printed=printed, place=place, fields=dict(right), because=because,
        by=by, decided_on=on,
    )  # fmt: skip


def values_of(right: Mapping[str, str]) -> dict[str, Any]:
    """The values of fields from their texts.

    Raises:
        MisreadingError: no such field may be set, or no such value is known.
    """
    values: dict[str, Any] = {}
    for name, text in right.items():
        if name not in _READ:
            raise MisreadingError(name, "is no field that a person sets", f"Name one of {', '.join(CORRECTABLE)}.")
        if not text and name not in _NEVER_EMPTY:
            values[name] = None
            continue
        try:
            values[name] = _READ[name](text)
        except (ValueError, KeyError):
            raise MisreadingError(name, f"has no value {text!r}", "docs/data-dictionary.md lists them.") from None
    return values


def load_misreadings(file: Path | None = None) -> tuple[Misreading, ...]:
    """The entries of a file, else of ``data/misreadings.yml``; none where there is no file.

    Raises:
        MisreadingError: the file breaks a rule.
    """
    file = file or MISREADINGS_FILE
    return parsed(file.read_text(encoding="utf-8"), file.name) if file.exists() else ()


def parsed(text: str, name: str) -> tuple[Misreading, ...]:
    """The entries of a text.

    Raises:
        MisreadingError: it breaks a rule.
    """
    try:
        entries = yaml.safe_load(text) or []
    except (yaml.YAMLError, ValueError) as error:  # such as a day that no month has
        raise MisreadingError(name, f"it cannot be read as YAML ({error})", "Mend the file.") from error
    if not isinstance(entries, list):
        raise MisreadingError(name, "it is no list of entries", "Begin each entry with '- document: …'.")
    return tuple(_entry(f"{name}, entry {at}", entry) for at, entry in enumerate(entries, start=1))


def corrected(figures: Sequence[Figure], title: str, misreadings: Iterable[Misreading]) -> tuple[Figure, ...]:
    """The figures of a document, those that a person reads otherwise with their fields as the person has them.

    An entry whose sentence or number is not there any more says nothing; of two on one figure the later one holds.

    Args:
        figures: the figures of one document.
        title: its title.
        misreadings: entries of any document.
    """
    wanted = {(one.sentence, one.printed, one.place): one for one in misreadings if one.document == plain(title)}
    if not wanted:
        return tuple(figures)
    seen: dict[tuple[str, str, int], int] = {}
    made = list(figures)
    for at in sorted(range(len(made)), key=lambda at: made[at].start):
        sentence, printed = _key(made[at])
        of_sentence = (sentence, printed, made[at].sentence_start)
        seen[of_sentence] = seen.get(of_sentence, 0) + 1
        if entry := wanted.get((sentence, printed, seen[of_sentence])):
            made[at] = _set(made[at], entry.fields)
    return tuple(made)


def _set(figure: Figure, right: Mapping[str, str]) -> Figure:
    """The figure with its fields as a person has them, and that a person decided them."""
    values = values_of(right)
    decided = {_EXPLAINED[name] for name in values if name in _EXPLAINED}
    kept = [entry for entry in figure.because.split() if entry.partition("=")[0] not in decided]
    because = " ".join((*kept, *(f"{field}={_PERSON}" for field in sorted(decided))))
    if values.get("region_id"):
        values.setdefault("area_id", None)
    if values.get("area_id"):
        values.setdefault("region_id", None)
    return replace(figure, is_corrected=True, because=because, **values)


def _entry(place: str, entry: object) -> Misreading:
    if not isinstance(entry, dict) or entry.keys() != set(_KEYS) or not isinstance(entry["fields"], dict):
        raise MisreadingError(place, "it does not have the keys of an entry", f"Write {', '.join(_KEYS)}.")
    if type(entry["decided_on"]) is not date or type(entry["place"]) is not int:
        raise MisreadingError(place, "decided_on is a day, place a number", "Write them as 2026-01-31 and 1.")
    right = {str(name): "" if value is None else str(value) for name, value in entry["fields"].items()}
    values_of(right)
    texts = {name: str(entry[name]) for name in ("document", "sentence", "printed", "because", "by")}
    return Misreading(place=entry["place"], fields=right, decided_on=entry["decided_on"], **texts)


def _key(figure: Figure) -> tuple[str, str]:
    return plain(figure.sentence), plain(figure.text)


def plain(text: str) -> str:
    """A text by which a later edition of a document is known: half-width, without blanks."""
    return "".join(fold(text).split())
