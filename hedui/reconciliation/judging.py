"""Making the test of a case: its verdict, what the inputs imply, and how telling the answer is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor

from hedui.figures.figure import Figure
from hedui.reconciliation.cases import (
    AtLeast,
    BaseReproduction,
    Between,
    Bound,
    Case,
    Claim,
    Count,
    DateOrder,
    Equality,
    Granular,
    Settled,
    Undecided,
    UnitDefect,
    WithinRange,
)
from hedui.reconciliation.conventions import NO_VOTES, Vote, Votes
from hedui.reconciliation.intervals import Interval, PoleError
from hedui.reconciliation.power import admitted, pass_rate, printable
from hedui.reconciliation.printing import (
    admissible,
    is_open_above,
    is_plan,
    is_widened,
    printed_value,
    rounded,
    step,
)
from hedui.reconciliation.verdicts import Judgement, Reported, judge_bound, judge_claim, judge_equality
from hedui.vocabulary.codes import Comparator, Evidence, QuantityKind, Reason, Role, Verdict

HOLDING = frozenset({Verdict.EXACT, Verdict.WITHIN_ROUNDING, Verdict.WITHIN_TRUNCATION})
FAILING = frozenset({Verdict.CONFLICT, Verdict.GROSS_CONFLICT})
_TELLING = 0.05
_GRID = 1_000  # the finest half grid of rates that is walked: two decimals of a percent within ten points


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a test found.

    Attributes:
        verdict: the verdict.
        implied: the range of values that the inputs imply.
        at_printed: the value computed from the printed inputs.
        gap: distance of a conflict, in units of the last printed place.
        base: a previous level with the printed decimals that gives the printed change, where none is printed.
        reason: why an untestable case is.
        admitted: how many printable values would have passed.
        pass_rate: their share of all printable values nearby.
        vote: what it says of the source's way of shortening.
        is_soft: whether a conflict is of low severity.
        problem: why an errored case could not be judged.
        fits: whether figures that are not comparable would agree.
        evidence: what a revised base rests on.
        if_plan_rounded: the verdict if the plan among the inputs had been rounded when printed.
    """

    verdict: Verdict
    implied: Interval | None = None
    at_printed: Fraction | None = None
    gap: Fraction | None = None
    base: Fraction | None = None
    reason: Reason | None = None
    admitted: int | None = None
    pass_rate: float | None = None
    vote: Vote | None = None
    is_soft: bool = False
    fits: bool | None = None
    evidence: Evidence | None = None
    if_plan_rounded: Verdict | None = None
    problem: str = ""


def judge(case: Case, others: Votes = NO_VOTES) -> Outcome:
    """Make the test of ``case``; ``others`` are the votes of the other checks of its document."""
    reported = case.reported
    match case.test:
        case Equality() as test:
            try:
                outcome = _equality(reported, test, others)
            except PoleError:
                return Outcome(Verdict.UNTESTABLE, reason=Reason.NO_BASE)
            if test.excuse and outcome.verdict in FAILING:
                return Outcome(Verdict.UNTESTABLE, implied=outcome.implied, reason=test.excuse, fits=False)
            return outcome
        case BaseReproduction(level):
            return _base_reproduction(reported, level)
        case Bound(lesser, greater, is_soft):
            judgement = judge_bound(admissible(lesser), admissible(greater), is_open_above=is_open_above(greater))
            return Outcome(judgement.verdict, is_soft=is_soft and judgement.verdict is Verdict.CONFLICT)
        case AtLeast(inputs, compute):
            implied = compute(tuple(map(admissible, inputs)))
            judgement = judge_bound(implied, admissible(reported), is_open_above=is_open_above(reported))
            return Outcome(judgement.verdict, implied)
        case Between(parts):
            return _between(reported, parts)
        case Granular(whole):
            return _granular(reported, whole, others)
        case WithinRange(low, high):
            return _within_range(reported, low, high)
        case Claim(left, comparator, right):
            judgement = judge_claim(
                admissible(left),
                comparator,
                admissible(right),
                is_true_as_printed=_is_true(printed_value(left), comparator, printed_value(right)),
                is_widened=is_widened(left),
            )
            return Outcome(judgement.verdict)
        case Count(stated, counted):
            gap = Fraction(min(abs(stated - count) for count in counted))
            implied = Interval(Fraction(counted[0]), Fraction(counted[-1]))
            return Outcome(Verdict.CONFLICT if gap else Verdict.EXACT, implied, gap=gap)
        case DateOrder(earlier, later):
            return Outcome(Verdict.EXACT if earlier <= later else Verdict.CONFLICT)
        case Undecided(reason, implied, would=would):
            fits = _equality(reported, would, NO_VOTES).verdict in HOLDING if would else None
            return Outcome(Verdict.UNTESTABLE, implied=implied, reason=reason, fits=fits)
        case UnitDefect(verdict) | Settled(verdict):
            return Outcome(verdict)


def holds(case: Case) -> bool:
    """Whether the case does not conflict, by itself."""
    return judge(case).verdict in HOLDING


def is_telling(case: Case) -> bool:
    """Whether few printable values would have passed, so that a pass links the figures."""
    rate = judge(case).pass_rate
    return rate is not None and rate <= _TELLING


def reported_as(figure: Figure, test: Equality | None = None) -> Reported:
    """The figure as the reported side of an equality; without one, as a derived figure."""
    reported = Reported.rounded(
        printed_value(figure),
        step(figure),
        wide=admissible(figure) if is_widened(figure) else None,
        is_derived=test is None or test.is_derived,
        is_signed=figure.role is Role.CHANGE,
    )
    return reported.on(test.scale) if test and test.scale else reported


def at_printed(test: Equality) -> Fraction:
    """The right side at the printed inputs."""
    return test.compute(tuple(Interval.point(printed_value(figure)) for figure in test.inputs)).low


def _equality(figure: Figure, test: Equality, others: Votes) -> Outcome:
    reported = reported_as(figure, test)
    printed = at_printed(test)
    implied = test.compute(tuple(map(admissible, test.inputs)))
    widened = any(map(is_widened, test.inputs))

    def judged(range_: Interval) -> Judgement:
        return judge_equality(reported, printed, range_, is_widened=widened, others=others)

    judgement = judged(implied)
    if_plan_rounded = None
    if judgement.verdict is not Verdict.EXACT and any(map(is_plan, test.inputs)):
        if_plan_rounded = judged(test.compute(tuple(map(rounded, test.inputs)))).verdict
    count = admitted(implied, reported.unit)
    is_soft = (
        judgement.is_last_digit
        or if_plan_rounded in HOLDING
        or test.soft_gap is None
        or (judgement.gap or Fraction(0)) <= test.soft_gap
    )
    return Outcome(
        verdict=judgement.verdict,
        implied=implied,
        at_printed=printed,
        gap=judgement.gap,
        admitted=count,
        pass_rate=pass_rate(count, printable(printed_value(figure), step(figure), figure.quantity_kind)),
        vote=judgement.vote,
        is_soft=judgement.verdict is Verdict.CONFLICT and is_soft,
        if_plan_rounded=if_plan_rounded,
    )


def _base_reproduction(change: Figure, level: Figure) -> Outcome:
    """Judge a relative change whose base is printed nowhere (domain: ``year_on_year``)."""
    rate = printed_value(change), step(change)
    per_unit = 100 if change.quantity_kind is QuantityKind.PERCENT else 1
    growth = admissible(change).scaled(Fraction(1, per_unit)).shifted(1)
    if growth.low <= 0:  # a fall by all there was, or more, leaves no level
        return Outcome(Verdict.UNTESTABLE, reason=Reason.NO_BASE)
    implied = admissible(level) / growth
    count = admitted(implied, step(level))
    telling = pass_rate(count, printable((implied.low + implied.high) / 2, step(level), level.quantity_kind))
    common = Outcome(Verdict.EXACT, implied, gap=Fraction(0), admitted=count, pass_rate=telling)
    if is_mostly_reproducible(printed_value(level), step(level), *rate, per_unit):
        return replace(common, verdict=Verdict.UNTESTABLE, gap=None, reason=Reason.IMPLIED_ONLY)
    if is_widened(level) or is_widened(change):
        return replace(common, verdict=Verdict.WITHIN_ROUNDING)
    base = reproducing_base(printed_value(level), step(level), *rate, per_unit)
    return replace(common, base=base) if base is not None else replace(common, verdict=Verdict.WITHIN_ROUNDING)


def reproducing_base(
    level: Fraction, level_unit: Fraction, rate: Fraction, rate_unit: Fraction, per_unit: int
) -> Fraction | None:
    """A multiple of ``level_unit`` that as previous level gives ``rate`` when growth is rounded, if there is one."""
    low = 1 + (rate - rate_unit / 2) / per_unit
    high = 1 + (rate + rate_unit / 2) / per_unit
    if high <= 0:
        return None
    base = ceil(level / high / level_unit) * level_unit
    return base if low <= 0 or base <= level / low else None


def is_mostly_reproducible(
    level: Fraction, level_unit: Fraction, rate: Fraction, rate_unit: Fraction, per_unit: int
) -> bool:
    """Whether G > 1/2: some previous level with the same decimals gives most printable rates within ten points."""
    steps, levels, printed = per_unit / rate_unit, level / level_unit, floor(rate / rate_unit)
    half = floor(steps / 10)
    if half == 0 or printed - half <= -steps:
        return True
    if half > _GRID:
        # A level reaches one rate, or two where it falls between them.
        low, high = 1 + (printed - half) / steps, 1 + (printed + half) / steps
        return floor(levels * (1 / low - 1 / high)) + 2 > half
    # Whole previous levels that give a rate lie between over and under it; in integers, for speed.
    scale, unit, parts = 2 * steps.numerator, steps.denominator, levels.denominator
    top = scale * levels.numerator
    reached = 0
    for rate_steps in range(printed - half, printed + half + 1):
        over = (scale + (2 * rate_steps + 1) * unit) * parts
        under = (scale + (2 * rate_steps - 1) * unit) * parts
        reached += under <= 0 or -(-top // over) * under <= top
        if reached > half:
            return True
    return False


def _granular(share: Figure, whole: Figure, others: Votes) -> Outcome:
    """Judge a share of a printed count: a whole number of the counted things must give it."""
    reported, things = reported_as(share), printed_value(whole)
    number = round(reported.value * things / 100)
    nearby = {100 * Fraction(one) / things for one in (number, number + 1)}  # truncation cuts off up to a unit
    judged = [judge_equality(reported, one, Interval.point(one), others=others) for one in sorted(nearby)]
    best = next((one for one in judged if one.verdict in HOLDING), min(judged, key=lambda one: one.gap or Fraction(0)))
    window = printable(reported.value, reported.unit, share.quantity_kind)
    count = min(window, floor(window * reported.unit * things / 100) + 1)
    return Outcome(
        best.verdict,
        Interval.point(100 * Fraction(number) / things),
        gap=best.gap,
        admitted=count,
        pass_rate=pass_rate(count, window),
        is_soft=best.is_last_digit,
    )


def _between(figure: Figure, parts: Sequence[Figure]) -> Outcome:
    sets = [admissible(other) for other in parts]
    values = [printed_value(other) for other in parts]
    implied = Interval(min(one.low for one in sets), max(one.high for one in sets))
    if min(values) <= printed_value(figure) <= max(values) and not any(map(is_widened, (figure, *parts))):
        return Outcome(Verdict.EXACT, implied)
    if implied.meets(admissible(figure)):
        return Outcome(Verdict.WITHIN_ROUNDING, implied)
    return Outcome(Verdict.CONFLICT, implied, gap=implied.distance(admissible(figure)) / step(figure))


def _within_range(figure: Figure, low: Fraction | None, high: Fraction | None) -> Outcome:
    point, value = printed_value(figure), admissible(figure)
    if (low is None or low <= point) and (high is None or point <= high):
        return Outcome(Verdict.EXACT)
    is_possible = (low is None or low <= value.high) and (high is None or value.low <= high)
    return Outcome(Verdict.WITHIN_ROUNDING if is_possible else Verdict.CONFLICT)


def _is_true(left: Fraction, comparator: Comparator, right: Fraction) -> bool:
    match comparator:
        case Comparator.AT_MOST:
            return left <= right
        case Comparator.BELOW:
            return left < right
        case Comparator.AT_LEAST:
            return left >= right
        case Comparator.ABOVE:
            return left > right
        case _:
            return left == right
