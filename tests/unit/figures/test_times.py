"""Time expressions to days."""

from datetime import date

import pytest

from hedui.language.times import Span, parse, plan_period, year_before


@pytest.mark.parametrize(
    ("printed", "start", "end"),
    [
        ("2022年", date(2022, 1, 1), date(2022, 12, 31)),
        ("1-8月", date(2023, 1, 1), date(2023, 8, 31)),
        ("2021年3至9月份", date(2021, 3, 1), date(2021, 9, 30)),
        ("前三季度", date(2023, 1, 1), date(2023, 9, 30)),
        ("前4个月", date(2023, 1, 1), date(2023, 4, 30)),
        ("二季度", date(2023, 4, 1), date(2023, 6, 30)),
        ("2018年上半年", date(2018, 1, 1), date(2018, 6, 30)),
        ("2024年2月底", None, date(2024, 2, 29)),
        ("2026年年底", None, date(2026, 12, 31)),
        ("2023—2025年", date(2023, 1, 1), date(2025, 12, 31)),
        ("十四五", date(2021, 1, 1), date(2025, 12, 31)),
        ("十一五", date(2006, 1, 1), date(2010, 12, 31)),
        ("二〇二二年", date(2022, 1, 1), date(2022, 12, 31)),
        ("5月8日", date(2023, 5, 8), date(2023, 5, 8)),
        ("11月3日至12月9日", date(2023, 11, 3), date(2023, 12, 9)),
        ("2019-06-10 09:40:42", date(2019, 6, 10), date(2019, 6, 10)),
    ],
)
def test_parse(printed: str, start: date | None, end: date) -> None:
    span = parse(printed, 2023)
    assert span is not None
    assert (span.start, span.end) == (start, end)


@pytest.mark.parametrize("printed", ["近三年", "24小时", "2月30日", "9-3月"])
def test_words_that_fix_no_time(printed: str) -> None:
    assert parse(printed, 2023) is None


def test_a_month_without_a_year_needs_one() -> None:
    assert parse("6月份", None) is None


def test_year_before_keeps_month_ends() -> None:
    assert year_before(Span(date(2024, 2, 1), date(2024, 2, 29))) == Span(date(2023, 2, 1), date(2023, 2, 28))


@pytest.mark.parametrize(
    ("name", "first"), [("十四五", 2021), ("十五五", 2026), ("十五", 2001), ("九五", 1996), ("七五", 1986)]
)
def test_plan_periods(name: str, first: int) -> None:
    assert plan_period(name) == Span(date(first, 1, 1), date(first + 4, 12, 31))


@pytest.mark.parametrize("name", ["十四四", "五", ""])
def test_no_plan_period(name: str) -> None:
    assert plan_period(name) is None
