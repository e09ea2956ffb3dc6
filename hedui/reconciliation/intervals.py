"""Exact rational intervals with open or closed ends, and the arithmetic on them.

The result of an operation is the exact range as long as no operand occurs twice in an expression; relations are written
so (``level / previous - 1``, never ``(level - previous) / previous``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction


class PoleError(ArithmeticError):
    """A division by an interval that holds zero, or ends at it."""


@dataclass(frozen=True, slots=True)
class Interval:
    """All values between ``low`` and ``high``; an open end is not itself a value."""

    low: Fraction
    high: Fraction
    low_open: bool = False
    high_open: bool = False

    def __post_init__(self) -> None:
        low, high = self.low, self.high
        # in integers, which are compared several times as fast as rational numbers
        rise = high.numerator * low.denominator - low.numerator * high.denominator
        if rise < 0 or (rise == 0 and (self.low_open or self.high_open)):
            raise ValueError(f"an interval must hold a value: {self}")

    @classmethod
    def point(cls, value: Fraction) -> Interval:
        """The interval that holds ``value`` alone."""
        return cls(value, value)

    @property
    def is_point(self) -> bool:
        """Whether the interval holds one value alone."""
        return self.low == self.high

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low, self.high_open, self.low_open)

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            self.low + other.low,
            self.high + other.high,
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        if self.low > 0 and other.low > 0:  # nearly always
            low_open, high_open = self.low_open or other.low_open, self.high_open or other.high_open
            return Interval(self.low * other.low, self.high * other.high, low_open, high_open)
        products = [
            # An end that is zero and attained makes the product attained, whatever the other end.
            (x * y, not ((not x_open and not y_open) or (x == 0 and not x_open) or (y == 0 and not y_open)))
            for x, x_open in ((self.low, self.low_open), (self.high, self.high_open))
            for y, y_open in ((other.low, other.low_open), (other.high, other.high_open))
        ]
        low = min(value for value, _ in products)
        high = max(value for value, _ in products)
        return Interval(
            low,
            high,
            all(is_open for value, is_open in products if value == low),
            all(is_open for value, is_open in products if value == high),
        )

    def __truediv__(self, other: Interval) -> Interval:
        if other.low <= 0 <= other.high:
            raise PoleError(f"division by {other}")
        return self * Interval(1 / other.high, 1 / other.low, other.high_open, other.low_open)

    def scaled(self, factor: Fraction | int) -> Interval:
        """Every value times ``factor``."""
        if factor < 0:
            return -self.scaled(-factor)
        if factor == 0:
            return Interval.point(Fraction(0))
        return Interval(self.low * factor, self.high * factor, self.low_open, self.high_open)

    def mapped(self, function: Callable[[Fraction], Fraction]) -> Interval:
        """The range of an increasing function."""
        return Interval(function(self.low), function(self.high), self.low_open, self.high_open)

    def shifted(self, amount: Fraction | int) -> Interval:
        """Every value plus ``amount``."""
        return Interval(self.low + amount, self.high + amount, self.low_open, self.high_open)

    def contains(self, value: Fraction) -> bool:
        """Whether ``value`` lies in the interval."""
        above = self.low < value or (self.low == value and not self.low_open)
        below = value < self.high or (self.high == value and not self.high_open)
        return above and below

    def meets(self, other: Interval) -> bool:
        """Whether the two intervals have a value in common."""
        return _reaches(self, other) and _reaches(other, self)

    def common(self, other: Interval) -> Interval | None:
        """The values in both, or None."""
        low, low_open = max((self.low, self.low_open), (other.low, other.low_open))
        high, is_high_closed = min((self.high, not self.high_open), (other.high, not other.high_open))
        if low > high or (low == high and (low_open or not is_high_closed)):
            return None
        return Interval(low, high, low_open, not is_high_closed)

    def distance(self, other: Interval) -> Fraction:
        """How far apart the two intervals are; 0 where they touch or meet."""
        return max(Fraction(0), other.low - self.high, self.low - other.high)


def _reaches(left: Interval, right: Interval) -> bool:
    """Whether ``left`` goes at least as high as ``right`` begins."""
    return left.high > right.low or (left.high == right.low and not left.high_open and not right.low_open)
