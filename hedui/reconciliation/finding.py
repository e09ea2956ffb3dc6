"""The record of one finding: something in the sources that a person may act on."""

from dataclasses import dataclass
from fractions import Fraction

from hedui.vocabulary.codes import Assumption, Diagnosis, EditClass, Materiality, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingSuspect:
    """A figure that may be wrong, and the values it would have to take.

    ``needed_low`` and ``needed_high`` are in the unit of the figure; None is no end, or any other value.
    """

    figure_id: str
    needed_low: Fraction | None
    needed_high: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Failing checks with one cause.

    Attributes:
        finding_id: depends on the failing checks alone, so it stays while its evidence does.
        check_id: the check that shows it best.
        check_ids: all its failing checks.
        severity: how much it matters.
        edit_class: whether the text contradicts itself, or is to be verified.
        materiality: the conclusion that falls with it; None where none does.
        rests_on: the assumption without which it would not stand; None where it stands without any.
        suspects: figures that may be wrong.
        is_unique: whether there is one smallest set of figures to change.
        diagnosis: the most likely mistake.
        query_zh: a text in which to ask the source.
    """

    finding_id: str
    check_id: str
    check_ids: tuple[str, ...]
    severity: Severity
    edit_class: EditClass
    materiality: Materiality | None
    rests_on: Assumption | None
    suspects: tuple[FindingSuspect, ...]
    is_unique: bool
    diagnosis: Diagnosis | None
    query_zh: str
