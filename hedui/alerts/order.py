"""Which findings deserve a person first, and which have one cause.

Belongs here: the order and the folding, from what a finding and its reported figure say. Does not belong here: reading
them, or how many are told.
"""

from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction
from typing import Any

from hedui.vocabulary.codes import EditClass, Relation, Severity

_SEVERITIES = tuple(Severity)  # from high to low
_OF_UNITS = frozenset({Relation.DIMENSION, Relation.MISSING_UNIT})
_TELLING_SHARE = 0.005  # of what is printed, across reports
_TELLING_PLACES = 3  # of its last place
_ONE_PLACE = 1.5  # of its last place: a gap below it is a matter of the last digit


class Deserves(IntEnum):
    """Why a finding deserves a person; the lower, the sooner."""

    CONCLUSION = 1  # whether a target is met, a sign, a rank falls with it
    CONTRADICTION = 2  # one report contradicts itself
    ACROSS = 3  # reports differ, by more than their digits
    UNIT = 4
    LAST_DIGIT = 5


@dataclass(frozen=True, slots=True)
class Case:
    """A finding with its reported figure, and the other documents that its gravest check draws on."""

    row: dict[str, Any]
    others: tuple[str, ...] = ()

    @property
    def finding_id(self) -> str:
        """The finding."""
        return str(self.row["finding_id"])


def deserves(case: Case) -> Deserves:
    """Why a finding deserves a person."""
    row = case.row
    if row["materiality"] is not None:
        return Deserves.CONCLUSION
    if row["relation"] in _OF_UNITS:
        return Deserves.UNIT
    places = _places(row)
    if places is not None and places < _ONE_PLACE:
        return Deserves.LAST_DIGIT
    if not case.others:
        return Deserves.CONTRADICTION if row["edit_class"] == EditClass.HARD else Deserves.ACROSS
    is_telling = places is None or places >= _TELLING_PLACES or row["gap"] >= _TELLING_SHARE * abs(row["printed"])
    return Deserves.ACROSS if is_telling else Deserves.LAST_DIGIT


def rank(case: Case) -> tuple[int, int, str]:
    """What to sort findings by: those first that most deserve a person, the gravest of them first."""
    return deserves(case), _SEVERITIES.index(Severity(case.row["severity"])), case.finding_id


def cause(case: Case) -> tuple[object, ...]:
    """What findings of one cause share: a relation between the same reports, or a matter of the last digit in one."""
    why = deserves(case)
    documents = tuple(sorted((case.row["document_id"], *case.others)))
    is_shared = why is Deserves.LAST_DIGIT or (case.others and why is Deserves.ACROSS)
    return (why, case.row["relation"], *documents) if is_shared else (why, case.finding_id)


def _places(row: dict[str, Any]) -> float | None:
    """How many units of the printed figure's last place the gap is; None where there is no gap."""
    if row["gap"] is None or row["printed"] is None or row["decimals"] is None:
        return None
    last = Fraction(row["unit_factor"] or 1) * Fraction(str(row["scale"] or 1)) / 10 ** row["decimals"]
    return float(row["gap"] / float(abs(last)))
