from collections.abc import Callable
from typing import Any

import pytest

CHANGE, PLAN, RATE = {"role": "change"}, {"role": "plan"}, {"role": "rate"}
LEVELS = [("45微克/立方米", {}), ("43微克/立方米", {})]


@pytest.mark.parametrize(
    ("relation", "sentence", "figures", "diagnosis"),
    [
        (
            "completion_rate",
            "计划460家,完成310家,完成率6.74%",
            [("460家", PLAN), ("310家", {}), ("6.74%", {**RATE, "of": 1})],
            "power_of_ten",
        ),
        (
            "unit_equivalence",
            "修复1161.14公顷(合174171亩)",
            [("1161.14公顷", {}), ("174171亩", {})],
            "power_of_ten",
        ),
        (
            "completion_rate",
            "计划57公顷,建成39.82亩,完成率69.9%",
            [("57公顷", PLAN), ("39.82亩", {}), ("69.9%", {**RATE, "of": 1})],
            "unit_pair",
        ),
        (
            "year_on_year",
            "浓度由45微克/立方米降至43微克/立方米,增长4.4%",
            [*LEVELS, ("4.4%", {**CHANGE, "of": 1})],
            "sign",
        ),
        (
            "year_on_year",
            "浓度由66.0微克/立方米升至80.0微克/立方米,下降17.5%",
            [("66.0微克/立方米", {}), ("80.0微克/立方米", {}), ("17.5%", {**CHANGE, "of": 1})],
            "swapped_periods",
        ),
        (
            "year_on_year",
            "浓度由66.0微克/立方米升至80.0微克/立方米,增长17.5%",
            [("66.0微克/立方米", {}), ("80.0微克/立方米", {}), ("17.5%", {**CHANGE, "of": 1})],
            "wrong_base",
        ),
        (
            "year_on_year",
            "比例由60.0%升至66.0%,增长6.0%",
            [("60.0%", {}), ("66.0%", {}), ("6.0%", {**CHANGE, "of": 1})],
            "percent_or_point",
        ),
        (
            "completion_rate",
            "计划10000家,完成6746家,完成率68%",
            [("10000家", PLAN), ("6746家", {}), ("68%", {**RATE, "of": 1})],
            "rounded_twice",
        ),
        (
            "completion_rate",
            "计划460家,完成310家,完成率76.3%",
            [("460家", PLAN), ("310家", {}), ("76.3%", {**RATE, "of": 1})],
            None,
        ),
    ],
)
def test_likely_mistake(
    report: Callable[..., Any],
    relation: str,
    sentence: str,
    figures: list[tuple[str, dict[str, Any]]],
    diagnosis: str | None,
) -> None:
    one = report()
    one.say(sentence, *figures)
    (check,) = one.checks(relation)
    assert (check.verdict in ("conflict", "gross_conflict"), check.diagnosis) == (True, diagnosis)
