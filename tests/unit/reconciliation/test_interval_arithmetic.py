from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedui.reconciliation.intervals import Interval, PoleError

ends = st.fractions(min_value=-5, max_value=5, max_denominator=4)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = sorted((draw(ends), draw(ends)))
    if low == high:
        return Interval.point(low)
    return Interval(low, high, draw(st.booleans()), draw(st.booleans()))


def members(interval: Interval) -> list[Fraction]:
    """Ends that belong, points close to both ends, and the middle."""
    width = interval.high - interval.low
    near = [interval.low + width / 10**9, interval.high - width / 10**9, interval.low + width / 2]
    return [value for value in {interval.low, interval.high, *near} if interval.contains(value)]


OPERATIONS = {
    "+": (lambda x, y: x + y),
    "-": (lambda x, y: x - y),
    "*": (lambda x, y: x * y),
    "/": (lambda x, y: x / y),
}


@pytest.mark.parametrize("symbol", OPERATIONS)
@given(left=intervals(), right=intervals())
def test_range_holds_every_result_and_is_tight(symbol: str, left: Interval, right: Interval) -> None:
    operation = OPERATIONS[symbol]
    if symbol == "/" and right.low <= 0 <= right.high:
        with pytest.raises(PoleError):
            operation(left, right)
        return
    found = operation(left, right)
    results = [operation(x, y) for x, y in product(members(left), members(right))]
    assert all(found.contains(result) for result in results)
    near = Fraction(1, 10**4)
    assert min(results) - found.low < near * (1 + abs(found.low))
    assert found.high - max(results) < near * (1 + abs(found.high))
    # An end that counts as attained is attained by some pair of members.
    assert found.low_open or found.low in results
    assert found.high_open or found.high in results


@given(left=intervals(), right=intervals())
def test_meeting_is_having_a_common_member(left: Interval, right: Interval) -> None:
    low, high = max(left.low, right.low), min(left.high, right.high)
    candidates = [low, (low + high) / 2]
    assert left.meets(right) == any(left.contains(value) and right.contains(value) for value in candidates)
    assert left.meets(right) <= (left.distance(right) == 0)


@given(interval=intervals(), factor=ends)
def test_scaling_and_shifting_move_every_member(interval: Interval, factor: Fraction) -> None:
    for value in members(interval):
        assert interval.scaled(factor).contains(value * factor)
        assert interval.shifted(factor).contains(value + factor)


@pytest.mark.parametrize(("low", "high", "is_open"), [(2, 1, False), (1, 1, True)])
def test_an_interval_without_members_is_refused(low: int, high: int, is_open: bool) -> None:
    with pytest.raises(ValueError, match="must hold a value"):
        Interval(Fraction(low), Fraction(high), is_open)
