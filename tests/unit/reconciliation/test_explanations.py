from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from hedui.reconciliation.cases import Case, UnitDefect
from hedui.reconciliation.explain import explain, number
from hedui.reconciliation.judging import Outcome
from hedui.reconciliation.wording import COMPARATORS, DIAGNOSES, KINDS, REASONS, VERDICTS
from hedui.vocabulary.codes import Comparator, Diagnosis, QuantityKind, Reason, Relation, Verdict

VERDICT = Verdict.GROSS_CONFLICT
PLAN, RATE, CHANGE = {"role": "plan"}, {"role": "rate"}, {"role": "change"}


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [("69.85964", 4, "69.8596"), ("125", 4, "125"), ("-0.5", 1, "−0.5"), ("-0.04", 1, "0"), ("0.05", 2, "0.05")],
)
def test_numbers(value: str, places: int, shown: str) -> None:
    assert number(Fraction(value), places) == shown


def test_arithmetic_ranges_and_verdict_in_three_lines(report: Callable[..., Any]) -> None:
    one = report()
    one.say("计划57公里,建成39.82公里,完成率69.8%", ("57公里", PLAN), ("39.82公里", {}), ("69.8%", {**RATE, "of": 1}))
    (check,) = one.checks("completion_rate")
    assert check.explanation_zh.splitlines()[0] == "39.82公里 ÷ 57公里 = 69.8596%,印作69.8%。"
    assert check.explanation_en.splitlines() == [
        "39.82公里 ÷ 57公里 = 69.8596%, printed 69.8%.",
        "The inputs allow [69.8509%, 69.8684%]; "
        "69.8% stands for [69.75%, 69.85%] if rounded, [69.8%, 69.9%) if cut off.",
        "Agrees if digits were cut off, not if they were rounded. "
        "If the plan was rounded too: Agrees within what the printed digits leave open.",
    ]


def test_a_base_that_reproduces_the_change_is_shown(report: Callable[..., Any]) -> None:
    one = report()
    one.say("浓度43微克/立方米,同比下降4.4%", ("43微克/立方米", {}), ("4.4%", {**CHANGE, "of": 0}))
    (check,) = one.checks("year_on_year")
    assert "43微克/立方米 ÷ 45微克/立方米 − 1 = −4.4444%" in check.explanation_zh
    assert (check.implied_low, check.implied_high) == (
        Fraction(425, 10) / Fraction("0.9565"),
        Fraction(435, 10) / Fraction("0.9555"),
    )


def test_a_conflict_names_the_likely_mistake(report: Callable[..., Any]) -> None:
    one = report()
    one.say("计划460家,完成310家,完成率6.74%", ("460家", PLAN), ("310家", {}), ("6.74%", {**RATE, "of": 1}))
    (check,) = one.checks("completion_rate")
    assert check.explanation_zh.splitlines()[-1] == "不符。6.74%若乘以10则相符,疑为小数点或万、亿之误。"


@pytest.mark.parametrize(
    ("relation", "sentence", "figures"),
    [
        ("part_whole", "修复2.45万亩,其中沿河1.14万亩", [("2.45万亩", PLAN), ("1.14万亩", PLAN)]),
        ("dimension", "引入外电215.5亿千瓦", [("215.5亿千瓦", {})]),
        ("missing_unit", "外电入郑101.76亿;其余略", [("101.76亿", {})]),
        ("bounds", "水质达标率98.5%", [("98.5%", {"subject": "水质达标率"})]),
        ("difference", "煤炭1569万吨,同比减少85万吨", [("1569万吨", {}), ("85万吨", {**CHANGE, "of": 0})]),
        ("span_length", "4至9月份连续6个月达标", [("4至9月份", {"role": "time"}), ("6个月", {})]),
    ],
)
def test_every_kind_of_test_is_explained_in_both_languages(
    report: Callable[..., Any], relation: str, sentence: str, figures: list[tuple[str, dict[str, Any]]]
) -> None:
    one = report()
    one.say(sentence, *figures)
    (check,) = one.checks(relation)
    for explanation in (check.explanation_zh, check.explanation_en):
        assert 2 <= len(explanation.splitlines()) <= 3
        assert all(line.strip() for line in explanation.splitlines())


def test_every_code_has_its_words() -> None:
    assert set(VERDICTS) == set(Verdict) - {Verdict.UNTESTABLE}  # an untestable check says why instead
    assert (set(REASONS), set(DIAGNOSES), set(COMPARATORS)) == (set(Reason), set(Diagnosis), set(Comparator))
    assert set(KINDS) == set(QuantityKind)


@pytest.mark.parametrize("kind", QuantityKind)
def test_a_unit_of_any_kind_is_explained_against_any_other(report: Callable[..., Any], kind: QuantityKind) -> None:
    one = report()
    one.say("引入外电215.5亿千瓦", ("215.5亿千瓦", {}))
    [figure] = one.figures
    case = Case(Relation.DIMENSION, (("reported", replace(figure, quantity_kind=kind)),), UnitDefect(VERDICT, kind))
    zh, en = explain(case, Outcome(VERDICT))
    assert KINDS[kind][0] in zh and KINDS[kind][1] in en
