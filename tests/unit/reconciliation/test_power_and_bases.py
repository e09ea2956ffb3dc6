"""How telling a check is, and what a change whose base is printed nowhere can say; both against enumeration."""

from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hedui.reconciliation.intervals import Interval
from hedui.reconciliation.judging import is_mostly_reproducible, reproducing_base
from hedui.reconciliation.power import admitted, pass_rate, printable
from hedui.reconciliation.printing import rounding_set
from hedui.vocabulary.codes import QuantityKind

TENTH = Fraction(1, 10)
units = st.sampled_from([Fraction(1), TENTH, Fraction(1, 100)])


@given(
    low=st.fractions(-3, 3, max_denominator=20),
    width=st.fractions(0, 2, max_denominator=20),
    low_open=st.booleans(),
    high_open=st.booleans(),
)
def test_admitted_counts_the_rounding_sets_that_meet(
    low: Fraction, width: Fraction, low_open: bool, high_open: bool
) -> None:
    implied = Interval(low, low + width, low_open and width > 0, high_open and width > 0)
    grid = [k * TENTH for k in range(-60, 61)]
    assert admitted(implied, TENTH) == sum(implied.meets(rounding_set(value, TENTH)) for value in grid)


@pytest.mark.parametrize(
    ("value", "unit", "kind", "expected"),
    [
        ("69.8", TENTH, QuantityKind.PERCENT, 201),
        ("4", Fraction(1), QuantityKind.PERCENT, 21),
        ("44.98", Fraction(1), QuantityKind.MASS_CONCENTRATION, 18),  # 36 to 53
        ("0", Fraction(1), QuantityKind.COUNT, 1),
    ],
)
def test_printable_values_nearby(value: str, unit: Fraction, kind: QuantityKind, expected: int) -> None:
    assert printable(Fraction(value), unit, kind) == expected


def test_a_pass_rate_is_a_share() -> None:
    assert pass_rate(3, 18) == pytest.approx(1 / 6)
    assert pass_rate(40, 21) == 1.0


def growth_is_printed(level: Fraction, base: Fraction, rate: Fraction, unit: Fraction) -> bool:
    return abs(100 * (level / base - 1) - rate) <= unit / 2


@settings(deadline=None)
@given(level=st.integers(1, 300), level_unit=units, rate=st.integers(-60, 60), rate_unit=units)
def test_base_is_found_where_enumeration_finds_one(
    level: int, level_unit: Fraction, rate: int, rate_unit: Fraction
) -> None:
    value, change = level * level_unit, rate * rate_unit
    bases = [k * level_unit for k in range(1, 4 * level + 2)]
    expected = any(growth_is_printed(value, base, change, rate_unit) for base in bases)
    found = reproducing_base(value, level_unit, change, rate_unit, 100)
    assert (found is not None) == expected
    assert found is None or growth_is_printed(value, found, change, rate_unit)


@settings(deadline=None)
@given(level=st.integers(1, 400), rate=st.integers(-40, 40), rate_unit=st.sampled_from([Fraction(1), TENTH]))
def test_most_rates_are_reproducible_where_enumeration_says_so(level: int, rate: int, rate_unit: Fraction) -> None:
    value, change = Fraction(level), rate * rate_unit
    half = int(10 / rate_unit)
    reached: set[int] = set()
    for base in range(1, 4 * level + 2):
        steps = (100 * (value / base - 1) - change) / rate_unit  # from the printed rate, in its last place
        reached |= {k for k in (floor(steps), ceil(steps)) if abs(steps - k) <= Fraction(1, 2) and abs(k) <= half}
    expected = 2 * len(reached) > 2 * half + 1
    assert is_mostly_reproducible(value, Fraction(1), change, rate_unit, 100) == expected


@pytest.mark.parametrize(
    ("level", "level_unit", "rate", "base"),
    [("43", "1", "-4.4", "45"), ("73", "1", "-3.8", None), ("4.53", "0.01", "-2.2", "4.63")],
)
def test_bases_of_the_air_report(level: str, level_unit: str, rate: str, base: str | None) -> None:
    found = reproducing_base(Fraction(level), Fraction(level_unit), Fraction(rate), TENTH, 100)
    assert found == (Fraction(base) if base else None)
    assert not is_mostly_reproducible(Fraction(level), Fraction(level_unit), Fraction(rate), TENTH, 100)


def test_a_change_without_decimals_on_a_long_level_says_nothing() -> None:
    assert is_mostly_reproducible(Fraction("215.5"), TENTH, Fraction(4), Fraction(1), 100)
