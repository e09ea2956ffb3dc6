"""What is put beside a level: the printed change and base, else what can be told of them, and never more."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hedui.documents.document import Metadata
from hedui.reconciliation.engine import reconcile
from hedui.reconciliation.printing import rounding_set
from hedui.reconciliation.year_earlier import YearOnYear, implied_previous, only_previous
from hedui.vocabulary.load import Vocabulary

PM25 = {"indicator_id": "pm25_concentration", "subject": "PM2.5浓度"}
GOOD_DAYS = {"indicator_id": "good_air_days_ratio", "subject": "优良天数比例"}
CHANGE = {"role": "change", "of": 0}
LAST_YEAR = {"period_start": date(2022, 1, 1), "period_end": date(2022, 12, 31)}
Made = Callable[..., Any]


def beside(*reports: Any, level: str) -> YearOnYear:
    figures = [figure for report in reports for figure in report.figures]
    documents = {report.document: report.metadata for report in reports}
    found = reconcile(figures, documents, reports[0].vocabulary).years_on_year
    return next(one for one in found if one.figure_id == level)


# Level, change as said, the only base as precise as the level, or the least and greatest (to one place more).
IMPLIED = [
    ("43微克/立方米", "下降4.4%", "45", None),
    ("73微克/立方米", "下降3.8%", None, ("75.3", "76.4")),  # only unrounded levels give it
    ("1569万吨", "下降0.4%", None, ("1574.0", "1576.6")),  # several bases of 万吨 do
    ("52.5万吨", "增加3.5万吨", "49.0", None),
    ("80.3%", "提高2.1个百分点", "78.2", None),
    ("31微克/立方米", "增长0.0%", "31", None),
]


@pytest.mark.parametrize(("level", "said", "only", "ends"), IMPLIED)
def test_base_left_by_a_change(
    report: Made, level: str, said: str, only: str | None, ends: tuple[str, str] | None
) -> None:
    one = report()
    change = said.removeprefix("下降").removeprefix("增加").removeprefix("提高").removeprefix("增长")
    told, changed = one.say(f"今年为{level},同比{said}", (level, PM25), (change, {**CHANGE, **PM25}))

    base, left = only_previous(told, [changed]), implied_previous(told, [changed])

    unit = (told.unit_factor or 1) * told.scale
    assert base == (None if only is None else Fraction(only) * unit)
    assert left is not None
    assert base is None or left.contains(base)
    if ends:
        assert [round(float(end / unit), 1) for end in (left.low, left.high)] == [float(end) for end in ends]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # it makes a new report each time
@given(
    base=st.integers(10, 3000),
    level=st.integers(10, 3000),
    decimals=st.integers(0, 2),
)
def test_the_true_base_is_never_excluded(report: Made, base: int, level: int, decimals: int) -> None:
    """Whatever the printed base was, a rate rounded from printed levels leaves it; if just one is left, it is that."""
    rate = round((Fraction(level, base) - 1) * 100, decimals)
    one = report()
    text = f"{abs(float(rate)):.{decimals}f}%"
    if rate < 0 and not float(text[:-1]):
        return
    told, changed = one.say(
        f"今年{level}吨,同比{'下降' if rate < 0 else '增长'}{text}", (f"{level}吨", {}), (text, CHANGE)
    )
    assert rounding_set(rate, Fraction(1, 10**decimals)).contains((Fraction(level, base) - 1) * 100)
    left, only = implied_previous(told, [changed]), only_previous(told, [changed])
    if left is None:
        assert rate - Fraction(1, 2 * 10**decimals) <= -100
        return
    assert left.contains(Fraction(base))
    assert only in (None, base)


def test_two_changes_leave_what_both_allow(report: Made) -> None:
    one = report()
    level, rate, amount = one.say(
        "全年消费1569万吨,同比减少85万吨,下降5.1%",
        ("1569万吨", {}),
        ("85万吨", CHANGE),
        ("5.1%", CHANGE),
    )
    assert only_previous(level, [rate, amount]) == 16540000
    other = one.say("全年消费1569万吨,同比下降3.0%", ("1569万吨", {}), ("3.0%", CHANGE))[1]
    assert implied_previous(level, [amount, other]) is None


def test_printed_change_and_implied_base(report: Made) -> None:
    one = report()
    level, change = one.say(
        "PM2.5浓度43微克/立方米,同比下降4.4%", ("43微克/立方米", PM25), ("4.4%", {**CHANGE, **PM25})
    )
    found = beside(one, level=level.figure_id)
    assert (found.change, found.change_origin, found.change_figure_id) == (
        Fraction("-4.4"),
        "printed",
        change.figure_id,
    )
    assert (found.previous, found.previous_origin, found.previous_low) == (45, "implied", None)


@pytest.mark.parametrize(
    ("printed", "previous", "origin", "is_superseded"),
    [("45微克/立方米", 45, "elsewhere", False), ("47微克/立方米", 45, "implied", True)],
)
def test_base_of_an_earlier_report_stands_unless_this_one_excludes_it(
    report: Made, printed: str, previous: int, origin: str, is_superseded: bool
) -> None:
    before = report(document="d0", metadata=Metadata(published_on=date(2023, 1, 5), region_id="410100"))
    [old] = before.say(f"PM2.5浓度{printed}", (printed, {**PM25, **LAST_YEAR}))
    now = report(metadata=Metadata(published_on=date(2024, 1, 5), region_id="410100"))
    level, _ = now.say("PM2.5浓度43微克/立方米,同比下降4.4%", ("43微克/立方米", PM25), ("4.4%", {**CHANGE, **PM25}))
    found = beside(before, now, level=level.figure_id)
    assert (found.previous, found.previous_origin) == (previous, origin)
    assert found.superseded_figure_id == (old.figure_id if is_superseded else None)


COMPUTED = [
    (PM25, "43微克/立方米", "45微克/立方米", ("-4.4", "%", 1)),
    (GOOD_DAYS, "80.3%", "78%", ("2.3", "pp", 1)),
    ({"indicator_id": "gdp", "subject": "地区生产总值"}, "5.3万亿元", "5.1万亿元", None),  # grows at constant prices
]


@pytest.mark.parametrize(("thing", "level", "previous", "expected"), COMPUTED)
def test_change_that_nobody_printed(
    report: Made, thing: dict[str, str], level: str, previous: str, expected: tuple[str, str, int] | None
) -> None:
    one = report()
    now, _ = one.say(f"今年{level},上年{previous}", (level, thing), (previous, {**thing, **LAST_YEAR}))
    found = beside(one, level=now.figure_id)
    assert found.previous_origin == "printed"
    if expected is None:
        assert found.change_origin is None
    else:
        assert (found.change, found.change_unit, found.change_decimals) == (Fraction(expected[0]), *expected[1:])
        assert found.change_origin == "computed"


def test_growth_at_constant_prices_leaves_no_base(report: Made) -> None:
    one = report()
    gdp = {"indicator_id": "gdp", "subject": "地区生产总值"}
    level, _ = one.say("地区生产总值5.3万亿元,增长5.5%", ("5.3万亿元", gdp), ("5.5%", {**CHANGE, **gdp}))
    found = beside(one, level=level.figure_id)
    assert (found.change, found.previous_origin) == (Fraction("5.5"), None)


def test_a_planned_change_is_none(report: Made, vocabulary: Vocabulary) -> None:
    one = report()
    one.say(
        "PM2.5浓度43微克/立方米,力争下降4.4%", ("43微克/立方米", PM25), ("4.4%", {**CHANGE, **PM25, "is_planned": True})
    )
    assert reconcile(one.figures, {"d1": one.metadata}, vocabulary).years_on_year == ()
