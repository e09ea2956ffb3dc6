"""Which mistake explains failing checks: a hint tried in fixed order on the suspects, never an edit."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from math import floor

from hedui.figures.figure import Figure
from hedui.reconciliation.cases import Case, Equality
from hedui.reconciliation.intervals import Interval, PoleError
from hedui.reconciliation.judging import at_printed, reported_as
from hedui.reconciliation.localising import FAR, Suspect, accepted_by
from hedui.reconciliation.printing import admissible, is_plan, printed_value, rounding_set, step
from hedui.reconciliation.verdicts import Reported
from hedui.vocabulary.codes import Diagnosis, QuantityKind, Role
from hedui.vocabulary.units import UnitRegistry

_POINT_MOVED = frozenset(Fraction(10) ** power for power in (1, -1, 2, -2))
_POWERS = tuple(Fraction(10) ** power for power in (1, -1, 2, -2, 3, -3, 4, -4, 8, -8))
_FAR_OUT = 5  # times what could be
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
    equalities = [case for case in cases if isinstance(case.test, Equality)]
    if not equalities:  # a bound lets most values pass: only what is far beyond it tells of a factor
        suspects = [suspect for suspect in suspects if _is_far_out(suspect)]
    return next(_hints(equalities, suspects, units), None)


def _is_far_out(suspect: Suspect) -> bool:
    needed, value = suspect.needed, suspect.figure.value
    if needed is None or value is None:
        return False
    is_above = value > 0 and needed.high < FAR and value >= needed.high * _FAR_OUT
    is_below = value > 0 and needed.low > -FAR and value * _FAR_OUT <= needed.low
    return is_above or is_below or (value < 0 and -FAR < needed.low < 0 and value <= needed.low * _FAR_OUT)


def _hints(cases: Sequence[Case], suspects: Sequence[Suspect], units: UnitRegistry) -> Iterator[Hint]:
    factors = partial(_factors, is_equal=bool(cases))
    yield from factors(Diagnosis.POWER_OF_TEN, suspects, lambda _: iter(_POWERS))
    yield from factors(Diagnosis.UNIT_PAIR, suspects, lambda figure: _unit_ratios(figure, units))
    yield from _mistaken(Diagnosis.PERCENT_OR_POINT, cases, suspects)
    yield from factors(Diagnosis.SIGN, suspects, lambda figure: iter([Fraction(-1)] * (figure.role is Role.CHANGE)))
    for diagnosis in (Diagnosis.SWAPPED_PERIODS, Diagnosis.WRONG_BASE):
        yield from _mistaken(diagnosis, cases, suspects)
    for case in cases:
        test = case.test
        if isinstance(test, Equality) and _is_rounded_twice(reported_as(case.reported, test), at_printed(test)):
            yield Hint(Diagnosis.ROUNDED_TWICE, case.reported)


def _factors(
    diagnosis: Diagnosis,
    suspects: Sequence[Suspect],
    ratios: Callable[[Figure], Iterator[Fraction]],
    *,
    is_equal: bool,
) -> Iterator[Hint]:
    """Suspects that a factor takes to where they would have to be; by an equality, not by a bound, if ``is_equal``."""
    for suspect in suspects:
        if suspect.needed is None:
            continue
        for ratio in ratios(suspect.figure):
            meant = _times(suspect.figure, ratio)
            if meant and meant.meets(suspect.needed) and (not is_equal or _is_evidence(meant, _core(suspect))):
                yield Hint(diagnosis, suspect.figure, ratio)


def _times(figure: Figure, ratio: Fraction) -> Interval | None:
    """What the figure would stand for, printed with the factor; a zero more or less leaves a whole number whole."""
    value = printed_value(figure) * ratio
    is_whole = not figure.decimals and ratio in _POINT_MOVED and value % step(figure) == 0
    if is_whole and not is_plan(figure):
        return rounding_set(value, step(figure))
    is_counted = figure.quantity_kind is QuantityKind.COUNT and not figure.decimals and figure.scale == 1
    return None if is_counted and value.denominator != 1 else admissible(figure).scaled(ratio)


def _core(suspect: Suspect) -> Interval | None:
    """What the figure would have to be, but for what the digits in doubt leave open; None for no end."""
    needed, unit = suspect.needed, step(suspect.figure)
    if needed is None or needed.low <= -FAR or needed.high >= FAR:
        return None
    low, high = needed.low + unit, needed.high - unit / 2
    return Interval(low, high) if low <= high else Interval.point((low + high) / 2)


def _is_evidence(meant: Interval, core: Interval | None) -> bool:
    """Whether not every number small enough would do as well."""
    return core is None or core.high - core.low <= max(abs(meant.low), abs(meant.high))


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
