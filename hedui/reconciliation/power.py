"""How telling a check is: how many of the values that could have been printed would have passed it."""

from fractions import Fraction
from math import ceil, floor

from hedui.reconciliation.intervals import Interval
from hedui.vocabulary.codes import QuantityKind

_WINDOW = Fraction(1, 5)  # of the value
_POINTS = {QuantityKind.PERCENT: 10, QuantityKind.PERCENTAGE_POINT: 10, QuantityKind.PERMILLE: 100}


def admitted(implied: Interval, unit: Fraction) -> int:
    """How many multiples of ``unit`` have a rounding set that meets ``implied``."""
    low, high = implied.low / unit - Fraction(1, 2), implied.high / unit + Fraction(1, 2)
    first, last = ceil(low), floor(high)
    # A set that only touches an open end of ``implied`` does not meet it.
    first += implied.low_open and first == low
    last -= implied.high_open and last == high
    return max(0, last - first + 1)


def printable(value: Fraction, unit: Fraction, kind: QuantityKind) -> int:
    """How many multiples of ``unit`` lie within 20 % of ``value``, or 10 points for rates."""
    reach = Fraction(_POINTS[kind]) if kind in _POINTS else abs(value) * _WINDOW
    return max(1, floor((value + reach) / unit) - ceil((value - reach) / unit) + 1)


def pass_rate(admitted_count: int, printable_count: int) -> float:
    """Share of the printable values that would have passed: telling up to 0.05, weak up to 0.5, empty above."""
    return 1.0 if admitted_count >= printable_count else admitted_count / printable_count
