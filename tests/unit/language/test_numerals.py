"""Bare numerals."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedui.language import numerals


@pytest.mark.parametrize(
    ("printed", "value"),
    [("1569", 1569), ("2.45", Fraction(49, 20)), ("12,345.6", Fraction(123456, 10)), ("24 13.5", Fraction(24135, 10))],
)
def test_arabic(printed: str, value: Fraction) -> None:
    assert numerals.arabic(printed) == value


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("三", 3),
        ("两", 2),
        ("十", 10),
        ("十七", 17),
        ("二十", 20),
        ("三百五十", 350),
        ("一千零八", 1008),
        ("两万六千", 26000),
        ("百万", 1_000_000),
        ("千亿", 10**11),
        ("二〇二三", 2023),
        ("三点五", Fraction(7, 2)),
    ],
)
def test_chinese(printed: str, value: Fraction) -> None:
    assert numerals.chinese(printed) == value


@pytest.mark.parametrize("printed", ["", "两两", "百百", "三点", "十千"])
def test_no_chinese_numeral(printed: str) -> None:
    assert numerals.chinese(printed) is None


@given(st.integers(min_value=1, max_value=99_999_999))
def test_chinese_reads_what_is_written(number: int) -> None:
    assert numerals.chinese(_written(number)) == number


def _written(number: int) -> str:
    """A positive number below one hundred million in full Chinese form."""
    digits = "零一二三四五六七八九"
    if number >= 10_000:
        rest = number % 10_000
        joint = "零" if 0 < rest < 1000 else ""
        return _written(number // 10_000) + "万" + joint + (_written(rest) if rest else "")
    words, is_gap = "", False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // scale % 10
        if digit:
            words += ("零" if is_gap and words else "") + digits[digit] + name
        is_gap = not digit
    return words
