"""The definitions of verdicts, and the brute-force oracle that enumerates what the printed numbers can stand for."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedui.reconciliation.conventions import Vote, Votes
from hedui.reconciliation.intervals import Interval
from hedui.reconciliation.printing import rounding_set, truncation_set
from hedui.reconciliation.verdicts import Reported, judge_bound, judge_claim, judge_equality
from hedui.vocabulary.codes import Comparator, Verdict

TENTH = Fraction(1, 10)


def reported(value: str, *, is_signed: bool = False) -> Reported:
    return Reported.rounded(Fraction(value), TENTH, is_derived=True, is_signed=is_signed)


@pytest.mark.parametrize(
    ("printed", "at", "low", "high", "verdict", "vote"),
    [
        ("69.8", "69.8596", "69.851", "69.868", Verdict.WITHIN_TRUNCATION, Vote.TRUNCATE),
        ("128.7", "128.754", "128.594", "128.914", Verdict.WITHIN_ROUNDING, None),
        ("17.8", "17.8184", "17.818", "17.819", Verdict.EXACT, None),
        ("33.5", "33.459", "33.42", "33.495", Verdict.EXACT, Vote.ROUND),
        ("16.2", "20.7207", "20.7207", "20.7207", Verdict.CONFLICT, None),
        ("-4.4", "4.4", "4.3", "4.5", Verdict.GROSS_CONFLICT, None),
        ("-4.4", "-4.47", "-4.48", "-4.46", Verdict.WITHIN_TRUNCATION, Vote.TRUNCATE),
        ("0.0", "-0.09", "-0.095", "-0.08", Verdict.WITHIN_TRUNCATION, Vote.TRUNCATE),
    ],
)
def test_equality(printed: str, at: str, low: str, high: str, verdict: Verdict, vote: Vote | None) -> None:
    implied = Interval(Fraction(low), Fraction(high))
    found = judge_equality(reported(printed, is_signed=True), Fraction(at), implied)
    assert (found.verdict, found.vote) == (verdict, vote)


def test_the_gap_is_counted_in_the_last_printed_place() -> None:
    found = judge_equality(reported("16.2"), Fraction("20.7"), Interval.point(Fraction("20.75")))
    assert found.gap == 45


def test_truncation_is_a_last_digit_conflict_where_the_others_say_round() -> None:
    implied = Interval.point(Fraction("67.39"))
    found = judge_equality(reported("67.3"), implied.low, implied, others=Votes(round=2))
    assert (found.verdict, found.is_last_digit) == (Verdict.CONFLICT, True)
    for others in (Votes(round=1), Votes(truncate=1, round=2)):
        found = judge_equality(reported("67.3"), implied.low, implied, others=others)
        assert found.verdict is Verdict.WITHIN_TRUNCATION


def test_a_widened_input_is_at_best_within_rounding() -> None:
    implied = Interval(Fraction(60), Fraction(80))
    found = judge_equality(reported("69.8"), Fraction("69.8"), implied, is_widened=True)
    assert found.verdict is Verdict.WITHIN_ROUNDING


def test_levels_are_never_truncated() -> None:
    level = Reported.rounded(Fraction("67.3"), TENTH)
    found = judge_equality(level, Fraction("67.39"), Interval.point(Fraction("67.39")))
    assert found.verdict is Verdict.CONFLICT


@pytest.mark.parametrize(
    ("lesser", "greater", "verdict"),
    [
        (Interval(Fraction(1), Fraction(2)), Interval(Fraction(2), Fraction(3)), Verdict.EXACT),
        (Interval(Fraction(1), Fraction(3)), Interval(Fraction(2), Fraction(4)), Verdict.WITHIN_ROUNDING),
        (Interval(Fraction(3), Fraction(4)), Interval(Fraction(2), Fraction(3)), Verdict.WITHIN_ROUNDING),
        (Interval(Fraction(3), Fraction(4)), Interval(Fraction(2), Fraction(3), high_open=True), Verdict.CONFLICT),
        (Interval(Fraction(4), Fraction(5)), Interval(Fraction(2), Fraction(3)), Verdict.CONFLICT),
    ],
)
def test_bounds(lesser: Interval, greater: Interval, verdict: Verdict) -> None:
    assert judge_bound(lesser, greater).verdict is verdict


def test_a_whole_of_more_than_so_much_has_no_upper_end() -> None:
    found = judge_bound(
        Interval.point(Fraction(9)), Interval(Fraction(2), Fraction(3), low_open=True), is_open_above=True
    )
    assert found.verdict is Verdict.WITHIN_ROUNDING


@st.composite
def printed_numbers(draw: st.DrawFn) -> tuple[Fraction, Fraction]:
    """A value and the unit of its last printed place."""
    unit = draw(st.sampled_from([Fraction(1), TENTH]))
    return draw(st.integers(5, 40)) * unit, unit


def behind(value: Fraction, unit: Fraction, points: int = 5) -> list[Fraction]:
    """Values on a small grid that print as ``value``, both ends included."""
    return [value - unit / 2 + unit * Fraction(i, points - 1) for i in range(points)]


def reaches(results: list[Fraction], target: Interval) -> bool:
    """Whether a continuous function with these results has a value in ``target``, ends that are open left out."""
    inside = any(target.contains(result) for result in results)
    return inside or (min(results) < target.low and max(results) > target.high)


FUNCTIONS = {
    "share": (lambda x, y: 100 * x / y, lambda x, y: (x / y).scaled(100)),
    "growth": (lambda x, y: 100 * (x / y - 1), lambda x, y: (x / y).shifted(-1).scaled(100)),
    "difference": (lambda x, y: x - y, lambda x, y: x - y),
    "sum": (lambda x, y: x + y, lambda x, y: x + y),
}


@pytest.mark.parametrize("name", FUNCTIONS)
@given(left=printed_numbers(), right=printed_numbers(), off=st.integers(-8, 8), is_derived=st.booleans())
def test_oracle_agrees(
    name: str, left: tuple[Fraction, Fraction], right: tuple[Fraction, Fraction], off: int, is_derived: bool
) -> None:
    plain, on_sets = FUNCTIONS[name]
    at_printed = plain(left[0], right[0])
    value = (round(at_printed / TENTH) + off) * TENTH
    results = [plain(x, y) for x, y in product(behind(*left), behind(*right))]
    if abs(at_printed - value) <= TENTH / 2:
        expected = {Verdict.EXACT}
    elif reaches(results, rounding_set(value, TENTH)):
        expected = {Verdict.WITHIN_ROUNDING}
    elif is_derived and reaches(results, truncation_set(value, TENTH)):
        expected = {Verdict.WITHIN_TRUNCATION}
    elif value and all(result * value < 0 for result in results):
        expected = {Verdict.GROSS_CONFLICT}
    else:
        expected = {Verdict.CONFLICT}
    printed = Reported.rounded(value, TENTH, is_derived=is_derived, is_signed=True)
    implied = on_sets(rounding_set(*left), rounding_set(*right))
    assert {judge_equality(printed, at_printed, implied).verdict} == expected


@pytest.mark.parametrize("comparator", [Comparator.AT_MOST, Comparator.BELOW, Comparator.AT_LEAST, Comparator.ABOVE])
@given(left=printed_numbers(), right=printed_numbers())
def test_claims_agree_with_the_oracle(
    comparator: Comparator, left: tuple[Fraction, Fraction], right: tuple[Fraction, Fraction]
) -> None:
    holds = {
        Comparator.AT_MOST: lambda x, y: x <= y,
        Comparator.BELOW: lambda x, y: x < y,
        Comparator.AT_LEAST: lambda x, y: x >= y,
        Comparator.ABOVE: lambda x, y: x > y,
    }[comparator]
    if holds(left[0], right[0]):
        expected = Verdict.EXACT
    elif any(holds(x, y) for x, y in product(behind(*left), behind(*right))):
        expected = Verdict.WITHIN_ROUNDING
    else:
        expected = Verdict.GROSS_CONFLICT
    found = judge_claim(
        rounding_set(*left), comparator, rounding_set(*right), is_true_as_printed=holds(left[0], right[0])
    )
    assert found.verdict is expected
