"""Values in the units people use, and periods in their words."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from conftest import Read
from hypothesis import given
from hypothesis import strategies as st

from hedui.figures.display import display, period_words
from hedui.vocabulary.codes import PeriodKind
from hedui.vocabulary.load import load_vocabulary

VOCABULARY = load_vocabulary()


@pytest.mark.parametrize(
    ("printed", "indicator_id", "value", "unit"),
    [
        ("完成造林15.20万亩", "afforestation_area", "15.2", "万亩"),
        ("完成造林152000亩", "afforestation_area", "15.2", "万亩"),
        ("完成造林1公顷", "afforestation_area", "0.002", "万亩"),  # 15 mu; one hectare tells no more
        ("完成造林100公顷", "afforestation_area", "0.150", "万亩"),
        ("完成造林15.20万亩", None, "15.2", "万亩"),
        ("完成造林152000亩", None, "152000", "亩"),
        ("完成造林增长5.5%", "afforestation_area", "5.5", "%"),  # not of the indicator's unit
        ("完成造林下降5.5%", "afforestation_area", "-5.5", "%"),
        ("空气质量综合指数4.10", "air_quality_index", "4.1", ""),
        ("拨付资金3200万元", "budget_revenue", "0.32", "亿元"),
        ("完成造林数万亩", "afforestation_area", None, "亩"),
    ],
)
def test_values_stand_in_the_usual_unit_of_the_indicator(
    read: Read, printed: str, indicator_id: str | None, value: str | None, unit: str
) -> None:
    *_, figure = read(f"2024年,全市{printed}。")
    shown = display(replace(figure, indicator_id=indicator_id), VOCABULARY)
    assert (shown.value_display, shown.unit_display) == (None if value is None else Fraction(value), unit)
    assert shown.figure_id == figure.figure_id


@pytest.mark.parametrize(
    ("start", "end", "kind", "words"),
    [
        ("2024-01-01", "2024-12-31", "year", "2024年"),
        ("2023-01-01", "2023-10-31", "year_to_date", "2023年1–10月"),
        ("2023-01-01", "2023-06-30", "year_to_date", "2023年1–6月"),
        ("2023-01-01", "2023-06-30", "half", "2023年上半年"),
        ("2023-07-01", "2023-12-31", "half", "2023年下半年"),
        ("2023-04-01", "2023-06-30", "quarter", "2023年二季度"),
        ("2024-02-01", "2024-02-29", "month", "2024年2月"),
        ("2023-10-01", "2024-03-31", "span", "2023年10月–2024年3月"),
        ("2021-01-01", "2025-12-31", "plan_period", "2021–2025年"),
        ("2024-02-10", "2024-02-10", "month", "2024年2月10日"),
        ("2024-02-10", "2024-03-05", "span", "2024年2月10日–3月5日"),
        ("2023-12-20", "2024-01-05", "span", "2023年12月20日–2024年1月5日"),
        (None, "2024-12-31", "instant", "2024年末"),
        (None, "2024-06-30", "instant", "2024年6月末"),
        (None, "2024-06-15", "instant", "2024年6月15日"),
        (None, "2030-12-31", "due", "到2030年"),
        (None, "2025-06-30", "due", "到2025年6月"),
        (None, None, "unknown", None),
    ],
)
def test_periods_as_people_write_them(start: str | None, end: str | None, kind: str, words: str | None) -> None:
    days = (date.fromisoformat(day) if day else None for day in (start, end))
    assert period_words(*days, PeriodKind(kind)) == words


@given(number=st.decimals(min_value="0.001", max_value="99999", places=3), scale=st.sampled_from(["", "万", "亿"]))
def test_no_conversion_changes_what_was_printed(read: Read, number: object, scale: str) -> None:
    *_, figure = read(f"2024年,全市完成造林{number}{scale}亩。")
    shown = display(replace(figure, indicator_id="afforestation_area"), VOCABULARY)
    assert shown.value_display is not None
    assert figure.value == shown.value_display * 10_000 * Fraction(10_000, 15)
