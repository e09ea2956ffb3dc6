"""The arithmetic of equalities, as data: evaluated on sets, and solved for one input when the others are known.

Every formula has the shape ``y = numerator(x) / denominator(x) + shift`` with linear numerator and denominator, so that
localising errors can state it as linear constraints; evaluation keeps each input to one occurrence, so that ranges are
exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from hedui.reconciliation.intervals import Interval

_ZERO, _ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class Shape:
    """``numerator · x / (denominator · x + constant) + shift``, coefficients in the order of the inputs."""

    numerator: tuple[Fraction, ...]
    denominator: tuple[Fraction, ...]
    constant: Fraction
    shift: Fraction


class Formula(Protocol):
    """The right side of an equality."""

    def __call__(self, sets: Sequence[Interval]) -> Interval:
        """The exact range over the sets of the inputs; on points the value at them."""

    def solve(self, at: int, result: Interval, sets: Sequence[Interval]) -> Interval:
        """The values of input ``at`` for which some values of the others give a result in ``result``."""

    @property
    def shape(self) -> Shape:
        """The formula as a quotient of linear forms."""


@dataclass(frozen=True, slots=True)
class Linear:
    """``weights · x + shift``."""

    weights: tuple[Fraction, ...]
    shift: Fraction = _ZERO

    def __call__(self, sets: Sequence[Interval]) -> Interval:
        """The exact range over the sets of the inputs."""
        total = Interval.point(self.shift)
        for weight, one in zip(self.weights, sets, strict=True):
            total += one.scaled(weight)
        return total

    def solve(self, at: int, result: Interval, sets: Sequence[Interval]) -> Interval:
        """The values of input ``at`` that give ``result`` with the others."""
        rest = result.shifted(-self.shift)
        for other, (weight, one) in enumerate(zip(self.weights, sets, strict=True)):
            if other != at:
                rest -= one.scaled(weight)
        return rest.scaled(1 / self.weights[at])

    @property
    def shape(self) -> Shape:
        """The formula as a quotient of linear forms."""
        return Shape(self.weights, (_ZERO,) * len(self.weights), _ONE, self.shift)


@dataclass(frozen=True, slots=True)
class Quotient:
    """``scale · first / second + shift``."""

    scale: Fraction = _ONE
    shift: Fraction = _ZERO

    def __call__(self, sets: Sequence[Interval]) -> Interval:
        """The exact range over the sets of the two inputs."""
        first, second = sets
        return (first / second).scaled(self.scale).shifted(self.shift)

    def solve(self, at: int, result: Interval, sets: Sequence[Interval]) -> Interval:
        """The values of one input that give ``result`` with the other."""
        ratio = result.shifted(-self.shift).scaled(1 / self.scale)
        return ratio * sets[1] if at == 0 else sets[0] / ratio

    @property
    def shape(self) -> Shape:
        """The formula as a quotient of linear forms."""
        return Shape((self.scale, _ZERO), (_ZERO, _ONE), _ZERO, self.shift)


@dataclass(frozen=True, slots=True)
class GrowthOfChange:
    """The growth in percent that an absolute change of a level is: ``100 · change / (level − change)``."""

    def __call__(self, sets: Sequence[Interval]) -> Interval:
        """The exact range over the sets of change and level."""
        change, level = sets
        return (Interval.point(_ONE) / (level / change).shifted(-1)).scaled(100)

    def solve(self, at: int, result: Interval, sets: Sequence[Interval]) -> Interval:
        """The change that grows to the level by ``result`` percent, or the level that the change grows to."""
        levels_per_change = (Interval.point(Fraction(100)) / result).shifted(1)
        return sets[1] / levels_per_change if at == 0 else sets[0] * levels_per_change

    @property
    def shape(self) -> Shape:
        """The formula as a quotient of linear forms."""
        return Shape((Fraction(100), _ZERO), (-_ONE, _ONE), _ZERO, _ZERO)


def total(count: int) -> Linear:
    """The sum of ``count`` inputs."""
    return Linear((_ONE,) * count)


SAME = total(1)
SUBTRACTION = Linear((_ONE, -_ONE))
PERCENTAGE = Quotient(Fraction(100))
GROWTH_PERCENT = Quotient(Fraction(100), Fraction(-100))
GROWTH_MULTIPLE = Quotient(_ONE, -_ONE)
