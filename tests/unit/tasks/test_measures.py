"""Measures: their numbers as printed, wherever they stand."""

from datetime import date

import pytest

from hedui.tasks.measures import read_measures


@pytest.mark.parametrize(
    ("lines", "measures"),
    [
        (["", "(1)关停。", "(2)验收。"], [("(1)", "关停。"), ("(2)", "验收。")]),
        # numbering errors of the source stay
        (["(1)关停。", "(2)验收。", "(2)宣传。"], [("(1)", "关停。"), ("(2)", "验收。"), ("(2)", "宣传。")]),
        # the uppermost numbering counts; unnumbered lines go on with the measure above
        (
            ["1.关停。", "(1)断电。", "补充说明。", "2.验收。"],
            [("1.", "关停。\n(1)断电。\n补充说明。"), ("2.", "验收。")],
        ),
        (["①关停。②验收。"], [("①", "关停。"), ("②", "验收。")]),
        (["开展三项工作:(1)关停;(2)验收。"], [("", "开展三项工作:"), ("(1)", "关停;"), ("(2)", "验收。")]),
        (["一是关停。二是验收。"], [("一是", "关停。"), ("二是", "验收。")]),
        (["全部关停。"], [("", "全部关停。")]),
        ([""], []),
    ],
)
def test_numbers_and_texts(lines: list[str], measures: list[tuple[str, str]]) -> None:
    assert [(measure.number, measure.text) for measure in read_measures(lines, None)] == measures


def test_the_last_date_of_a_measure_is_its_due_date() -> None:
    lines = ["(1)2025年5月底前招标,2025年9月底前完工。", "(2)已于2023年底前完成。"]
    assert [measure.due_on for measure in read_measures(lines, date(2024, 6, 1))] == [date(2025, 9, 30), None]
