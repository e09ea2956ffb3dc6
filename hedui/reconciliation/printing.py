"""What a printed number can stand for: the unit in its last printed place, and the set of values behind it.

Rounding follows GB/T 8170; the closed interval admits half-up and half-even alike. Rounding and truncation act on the
magnitude, the sign is kept apart.
"""

import re
from fractions import Fraction
from functools import lru_cache

from hedui.figures.figure import Figure
from hedui.reconciliation.intervals import Interval
from hedui.vocabulary.codes import Comparator, QuantityKind, Role

_ARABIC = re.compile(r"[0-9]{1,40}(?:\.[0-9]{1,40})?")
_BLANK = re.compile(r"\s+")
_NEARLY = "近"  # what approaches from below, unlike 约 and 左右
_COUNTED = frozenset({QuantityKind.COUNT, QuantityKind.PLACE})
_DAYS = "d"  # counted, not measured: 优良天数


def printed_value(figure: Figure) -> Fraction:
    """The value of a figure that must have one.

    Raises:
        ValueError: it has none (a range, a time, a name).
    """
    if figure.value is None:
        raise ValueError(f"figure {figure.figure_id} has no value")
    return figure.value


def factor(figure: Figure) -> Fraction:
    """How many units of ``value`` one printed unit is, scale included."""
    return _factor(figure.unit_factor, figure.scale)


def step(figure: Figure) -> Fraction:
    """One unit of the last printed place, in the unit of ``value``; trailing zeros count."""
    return _step(figure.unit_factor, figure.scale, figure.decimals or 0)


@lru_cache(maxsize=1 << 10)
def _factor(unit_factor: Fraction | None, scale: int) -> Fraction:
    return (unit_factor or Fraction(1)) * scale


@lru_cache(maxsize=1 << 10)
def _step(unit_factor: Fraction | None, scale: int, decimals: int) -> Fraction:
    return _factor(unit_factor, scale) * Fraction(1, 10**decimals)


@lru_cache(maxsize=1 << 10)
def _half(unit: Fraction) -> Fraction:
    return unit / 2


def rounding_set(value: Fraction, unit: Fraction) -> Interval:
    """The values that are printed as ``value`` when rounded to multiples of ``unit``."""
    half = _half(unit)
    return Interval(value - half, value + half)


def truncation_set(value: Fraction, unit: Fraction) -> Interval:
    """The values that are printed as ``value`` when digits beyond ``unit`` are dropped."""
    if value == 0:
        return Interval(-unit, unit, low_open=True, high_open=True)
    towards = Interval(abs(value), abs(value) + unit, high_open=True)
    return towards if value > 0 else -towards


def is_plan(figure: Figure) -> bool:
    """Whether the amount was decided, so is meant as printed."""
    return figure.role is Role.PLAN or figure.is_planned


def is_widened(figure: Figure) -> bool:
    """Whether an approximation (约, 近, 余, 以上 …) widens what an actual can stand for."""
    return figure.comparator is not Comparator.EQUAL and not is_plan(figure)


def admissible(figure: Figure) -> Interval:
    """The values that the figure, which must have one, can stand for by itself; a plan stands for one value."""
    if is_plan(figure):
        return Interval.point(printed_value(figure))
    return rounded(figure)


def rounded(figure: Figure) -> Interval:
    """As ``admissible``, but a plan is taken to be rounded like an actual."""
    value = printed_value(figure)
    if is_widened(figure):
        return _approximation(figure, value)
    is_count = (figure.quantity_kind in _COUNTED or figure.unit == _DAYS) and figure.scale == 1 and not figure.decimals
    return Interval.point(value) if is_count else rounding_set(value, step(figure))


def is_open_above(figure: Figure) -> bool:
    """Whether the figure says only that more than so much is meant (超过, 以上)."""
    return is_widened(figure) and figure.comparator in (Comparator.ABOVE, Comparator.AT_LEAST)


def _approximation(figure: Figure, value: Fraction) -> Interval:
    magnitude, unit, place = abs(value), step(figure), _place(figure)
    match figure.comparator:
        case Comparator.ABOVE:
            spread = Interval(magnitude, magnitude + place, low_open=True, high_open=True)
        case Comparator.AT_LEAST:
            spread = Interval(magnitude, magnitude + place, high_open=True)
        case Comparator.BELOW | Comparator.AT_MOST if magnitude == 0:
            spread = Interval.point(magnitude)
        case Comparator.BELOW:  # says nothing of how far below
            spread = Interval(Fraction(0), magnitude, high_open=True)
        case Comparator.AT_MOST:
            spread = Interval(Fraction(0), magnitude)
        case _ if _follows_nearly(figure):
            spread = Interval(magnitude - place, magnitude, high_open=True)
        case _:
            reach = max(place / 2, unit)
            spread = Interval(magnitude - reach, magnitude + reach)
    return spread if value >= 0 else -spread


def _place(figure: Figure) -> Fraction:
    """Place value of the last digit that is not zero, in the unit of ``value``."""
    match = _ARABIC.search(_BLANK.sub("", figure.number_printed).replace(",", ""))
    digits = match.group() if match else ""
    if not digits.strip("0."):
        return step(figure)
    if "." in digits and digits.rstrip("0")[-1] != ".":
        digits = digits.rstrip("0")
        return factor(figure) * Fraction(1, 10 ** (len(digits) - digits.index(".") - 1))
    whole = digits.partition(".")[0]
    return factor(figure) * Fraction(10 ** (len(whole) - len(whole.rstrip("0"))))


def _follows_nearly(figure: Figure) -> bool:
    head = figure.sentence[: max(0, figure.start - figure.sentence_start)]
    return head.rstrip().endswith(_NEARLY)
