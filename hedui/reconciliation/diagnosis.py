"""Which mistake explains failing checks: a hint tried in fixed order on the suspects, never an edit."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from hedui.figures.figure import Figure
from hedui.reconciliation.cases import Case, Equality
from hedui.reconciliation.intervals import PoleError
from hedui.reconciliation.judging import at_printed, reported_as
from hedui.reconciliation.localising import Suspect, accepted_by
from hedui.reconciliation.printing import admissible
from hedui.reconciliation.verdicts import Reported
from hedui.vocabulary.codes import Diagnosis, QuantityKind, Role
from hedui.vocabulary.units import UnitRegistry

_POWERS = tuple(Fraction(10) ** power for power in (1, -1, 2, -2, 3, -3, 4, -4, 8, -8))
# How many square metres people take a 亩 to have; exactly it has 10000/15.
_MU = Fraction(10_000, 15)
_ROUGH_MU = (Fraction(667), Fraction(6667, 10))


@dataclass(frozen=True, slots=True)
class Hint:
    """A mistake that would explain the conflicts: ``figure`` times ``ratio`` makes the checks hold.

    ``ratio`` is None where the mistake is not a factor on one figure.
    """

    diagnosis: Diagnosis
    figure: Figure
    ratio: Fraction | None = None


def diagnose(cases: Sequence[Case], suspects: Sequence[Suspect], units: UnitRegistry) -> Hint | None:
    """The first mistake, in fixed order, that lets failing checks with one cause hold, or None."""
    return next(_hints([case for case in cases if isinstance(case.test, Equality)], suspects, units), None)


def _hints(cases: Sequence[Case], suspects: Sequence[Suspect], units: UnitRegistry) -> Iterator[Hint]:
    if not cases:
        return
    yield from _factors(Diagnosis.POWER_OF_TEN, suspects, lambda _: iter(_POWERS))
    yield from _factors(Diagnosis.UNIT_PAIR, suspects, lambda figure: _unit_ratios(figure, units))
    yield from _mistaken(Diagnosis.PERCENT_OR_POINT, cases, suspects)
    yield from _factors(Diagnosis.SIGN, suspects, lambda figure: iter([Fraction(-1)] * (figure.role is Role.CHANGE)))
    for diagnosis in (Diagnosis.SWAPPED_PERIODS, Diagnosis.WRONG_BASE):
        yield from _mistaken(diagnosis, cases, suspects)
    for case in cases:
        test = case.test
        if isinstance(test, Equality) and _is_rounded_twice(reported_as(case.reported, test), at_printed(test)):
            yield Hint(Diagnosis.ROUNDED_TWICE, case.reported)


def _factors(
    diagnosis: Diagnosis, suspects: Sequence[Suspect], ratios: Callable[[Figure], Iterator[Fraction]]
) -> Iterator[Hint]:
    """Suspects that a factor takes to where they would have to be."""
    for suspect in suspects:
        if suspect.needed is None or (diagnosis is not Diagnosis.SIGN and suspect.needed.contains(Fraction(0))):
            continue  # a factor small enough takes anything near zero
        for ratio in ratios(suspect.figure):
            if admissible(suspect.figure).scaled(ratio).meets(suspect.needed):
                yield Hint(diagnosis, suspect.figure, ratio)


def _mistaken(diagnosis: Diagnosis, cases: Sequence[Case], suspects: Sequence[Suspect]) -> Iterator[Hint]:
    """Reported figures that a usual mistake in their formula gives."""
    named = {suspect.figure.figure_id for suspect in suspects}
    for case in cases:
        test = case.test
        if not isinstance(test, Equality) or diagnosis not in test.mistakes:
            continue
        try:
            implied = test.mistakes[diagnosis](tuple(map(admissible, test.inputs)))
        except PoleError:
            continue
        if case.reported.figure_id in named and implied.meets(accepted_by(case.reported, test)):
            yield Hint(diagnosis, case.reported)


def _unit_ratios(figure: Figure, units: UnitRegistry) -> Iterator[Fraction]:
    """By how much the figure is out if another unit of its kind was meant than the printed one."""
    if figure.unit_factor is None or figure.quantity_kind is QuantityKind.COUNT:
        return
    seen = {Fraction(1), *_POWERS}
    for unit in units.by_code.values():
        if unit.quantity_kind is figure.quantity_kind:
            ratio = unit.factor / figure.unit_factor
            if ratio not in seen:
                seen.add(ratio)
                yield ratio
    if figure.quantity_kind is QuantityKind.AREA:
        for rough in _ROUGH_MU:
            yield from (rough / _MU, _MU / rough)


def _is_rounded_twice(reported: Reported, value: Fraction) -> bool:
    """Whether rounding to one place more first, and that again, gives the reported figure."""
    finer = reported.unit / 10
    once = floor(value / finer + Fraction(1, 2)) * finer
    return floor(once / reported.unit + Fraction(1, 2)) * reported.unit == reported.value
