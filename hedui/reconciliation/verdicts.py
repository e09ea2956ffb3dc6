"""From exact ranges to verdicts: equalities, bounds and claims."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from hedui.reconciliation.conventions import NO_VOTES, Vote, Votes
from hedui.reconciliation.intervals import Interval
from hedui.reconciliation.printing import rounding_set, truncation_set
from hedui.vocabulary.codes import Comparator, Verdict


@dataclass(frozen=True, slots=True)
class Reported:
    """The figure under test, as printed.

    Attributes:
        value: the printed value.
        unit: one unit of its last printed place, in the unit of ``value``.
        nearest: the values that round to it.
        rounding: the values it stands for when rounded: ``nearest``, but wider where the figure is an approximation.
        truncated: the values it stands for when cut off.
        is_derived: whether it was computed from other figures (rates, shares, changes), so may be truncated.
        is_signed: whether its sign says which way something went.
    """

    value: Fraction
    unit: Fraction
    nearest: Interval
    rounding: Interval
    truncated: Interval
    is_derived: bool = False
    is_signed: bool = False

    @classmethod
    def rounded(
        cls,
        value: Fraction,
        unit: Fraction,
        *,
        wide: Interval | None = None,
        is_derived: bool = False,
        is_signed: bool = False,
    ) -> "Reported":
        """A printed number; ``wide`` holds the values it stands for where it is an approximation."""
        nearest = rounding_set(value, unit)
        return cls(value, unit, nearest, wide or nearest, truncation_set(value, unit), is_derived, is_signed)

    def on(self, scale: Callable[[Fraction], Fraction]) -> "Reported":
        """The figure on another scale, an increasing function of its own."""
        half = self.unit / 2
        return replace(
            self,
            value=scale(self.value),
            unit=scale(self.value + half) - scale(self.value - half),
            nearest=self.nearest.mapped(scale),
            rounding=self.rounding.mapped(scale),
            truncated=self.truncated.mapped(scale),
        )


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict; ``gap`` is in units of the last printed place, ``is_last_digit`` marks a conflict of low severity."""

    verdict: Verdict
    gap: Fraction | None = None
    vote: Vote | None = None
    is_last_digit: bool = False


def judge_equality(
    reported: Reported,
    at_printed: Fraction,
    implied: Interval,
    *,
    is_widened: bool = False,
    others: Votes = NO_VOTES,
) -> Judgement:
    """Judge "reported figure = f(inputs)".

    Args:
        reported: the figure under test.
        at_printed: f at the printed inputs.
        implied: the exact range of f over the admissible inputs.
        is_widened: whether an input is an approximation; then ``within_rounding`` is the best there is.
        others: the votes of the other checks of the document.
    """
    if reported.nearest.contains(at_printed) and not is_widened:
        only_rounded = reported.is_derived and not implied.meets(reported.truncated)
        return Judgement(Verdict.EXACT, Fraction(0), Vote.ROUND if only_rounded else None)
    if implied.meets(reported.rounding):
        return Judgement(Verdict.WITHIN_ROUNDING, Fraction(0))
    gap = implied.distance(reported.rounding) / reported.unit
    if reported.is_derived and implied.meets(reported.truncated):
        vote = None if is_widened else Vote.TRUNCATE
        if others.say_round:
            return Judgement(Verdict.CONFLICT, gap, vote, is_last_digit=True)
        return Judgement(Verdict.WITHIN_TRUNCATION, gap, vote)
    if reported.is_signed and _is_opposite(reported.value, implied):
        return Judgement(Verdict.GROSS_CONFLICT, gap)
    return Judgement(Verdict.CONFLICT, gap)


def judge_bound(lesser: Interval, greater: Interval, *, is_open_above: bool = False) -> Judgement:
    """Judge "lesser ≤ greater"; ``is_open_above`` where ``greater`` says only "more than" and so has no upper end."""
    if lesser.high <= greater.low:
        return Judgement(Verdict.EXACT)
    if is_open_above or _can_be_at_most(lesser, greater):
        return Judgement(Verdict.WITHIN_ROUNDING)
    return Judgement(Verdict.CONFLICT)


def judge_claim(
    left: Interval, comparator: Comparator, right: Interval, *, is_true_as_printed: bool, is_widened: bool = False
) -> Judgement:
    """Judge a claim of the text that "left (comparator) right", such as a target said to be met."""
    if is_true_as_printed and not is_widened:
        return Judgement(Verdict.EXACT)
    if comparator in (Comparator.ABOVE, Comparator.AT_LEAST):
        left, right = right, left
    is_strict = comparator in (Comparator.ABOVE, Comparator.BELOW)
    possible = left.low < right.high or (not is_strict and _can_be_at_most(left, right))
    return Judgement(Verdict.WITHIN_ROUNDING if possible else Verdict.GROSS_CONFLICT)


def _can_be_at_most(left: Interval, right: Interval) -> bool:
    return left.low < right.high or (left.low == right.high and not left.low_open and not right.high_open)


def _is_opposite(value: Fraction, implied: Interval) -> bool:
    return (value > 0 and implied.high < 0) or (value < 0 and implied.low > 0)
