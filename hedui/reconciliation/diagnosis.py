"""Which mistake explains a conflict: a hint tried in fixed order, never an edit."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor

from hedui.figures.figure import Figure
from hedui.reconciliation.cases import Case, Equality
from hedui.reconciliation.formulas import evaluate
from hedui.reconciliation.intervals import Interval, PoleError
from hedui.reconciliation.judging import at_printed, reported_as
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
    """A mistake that would explain the conflict: ``figure`` times ``ratio`` makes the relation hold.

    ``ratio`` is None where the mistake is not a factor on one figure.
    """

    diagnosis: Diagnosis
    figure: Figure
    ratio: Fraction | None = None


def diagnose(case: Case, units: UnitRegistry) -> Hint | None:
    """The first mistake that makes a failing equality hold, or None."""
    test = case.test
    if not isinstance(test, Equality):
        return None
    return next(_hints(case.reported, test, units), None)


def _hints(figure: Figure, test: Equality, units: UnitRegistry) -> Iterator[Hint]:
    reported = reported_as(figure, test)
    implied = test.compute(tuple(map(admissible, test.inputs)))

    def factors(diagnosis: Diagnosis, ratios: Callable[[Figure], Iterator[Fraction]]) -> Iterator[Hint]:
        for ratio in ratios(figure):
            if _agree(_times(reported, ratio), implied):
                yield Hint(diagnosis, figure, ratio)
        for at, culprit in enumerate(test.inputs):
            for ratio in ratios(culprit):
                sets = [admissible(one) for one in test.inputs]
                sets[at] = sets[at].scaled(ratio)
                if _agree(reported, evaluate(test.compute, sets)):
                    yield Hint(diagnosis, culprit, ratio)

    yield from factors(Diagnosis.POWER_OF_TEN, lambda _: iter(_POWERS))
    yield from factors(Diagnosis.UNIT_PAIR, lambda culprit: _unit_ratios(culprit, units))
    if Diagnosis.PERCENT_OR_POINT in test.mistakes:
        yield from _mistaken(figure, test, reported, Diagnosis.PERCENT_OR_POINT)
    if figure.role is Role.CHANGE and _agree(_times(reported, Fraction(-1)), implied):
        yield Hint(Diagnosis.SIGN, figure, Fraction(-1))
    for diagnosis in (Diagnosis.SWAPPED_PERIODS, Diagnosis.WRONG_BASE):
        if diagnosis in test.mistakes:
            yield from _mistaken(figure, test, reported, diagnosis)
    if _is_rounded_twice(reported, at_printed(test)):
        yield Hint(Diagnosis.ROUNDED_TWICE, figure)


def _mistaken(figure: Figure, test: Equality, reported: Reported, diagnosis: Diagnosis) -> Iterator[Hint]:
    try:
        implied = test.mistakes[diagnosis](tuple(map(admissible, test.inputs)))
    except PoleError:
        return
    if _agree(reported, implied):
        yield Hint(diagnosis, figure)


def _agree(reported: Reported, implied: Interval | None) -> bool:
    return implied is not None and implied.meets(reported.rounding)


def _times(reported: Reported, ratio: Fraction) -> Reported:
    return replace(reported, rounding=reported.rounding.scaled(ratio))


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
