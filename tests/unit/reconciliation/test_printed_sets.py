from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from hedui.figures.figure import Figure
from hedui.reconciliation.intervals import Interval
from hedui.reconciliation.printing import admissible, rounded, rounding_set, step, truncation_set


def interval(text: str) -> Interval:
    """``[1, 2)`` as an interval; a lone number is a point."""
    if text[0] not in "[(":
        return Interval.point(Fraction(text))
    low, high = text[1:-1].split(",")
    return Interval(Fraction(low), Fraction(high), text[0] == "(", text[-1] == ")")


@pytest.fixture
def make(report: Callable[..., Any]) -> Callable[..., Figure]:
    def one(text: str, lead: str = "", **fields: Any) -> Figure:
        return report().say(f"{lead}{text}", (text, fields))[0]

    return one


@pytest.mark.parametrize(
    ("text", "lead", "fields", "expected"),
    [
        ("39.82公里", "", {}, "[39.815,39.825]"),
        ("7.10万吨", "", {}, "[70950,71050]"),  # the zero counts
        ("460家", "", {}, "460"),
        ("2.7万辆", "", {}, "[26500,27500]"),
        ("43微克/立方米", "", {"role": "plan"}, "43"),
        ("10万辆", "约", {"comparator": "~"}, "[50000,150000]"),
        ("790.15万吨", "约", {"comparator": "~"}, "[7901400,7901600]"),
        ("17417亩", "左右", {"comparator": "~"}, None),
        ("60万人次", "近", {"comparator": "~"}, "[500000,600000)"),
        ("4万辆", "", {"comparator": ">"}, "(40000,50000)"),
        ("500个", "", {"comparator": ">="}, "[500,600)"),
        ("299克/千瓦时", "低于", {"comparator": "<"}, "[0,299)"),
        ("20%", "不高于", {"comparator": "<="}, "[0,20]"),
        ("10万辆", "约", {"comparator": "~", "role": "plan"}, "100000"),
    ],
)
def test_admissible_values(
    make: Callable[..., Figure], text: str, lead: str, fields: dict[str, Any], expected: str | None
) -> None:
    found = admissible(make(text, lead, **fields))
    mu = Fraction(10_000, 15)
    assert found == (interval(expected) if expected else Interval(17416 * mu, 17418 * mu))


def test_a_falling_change_keeps_its_sign_apart(make: Callable[..., Figure]) -> None:
    figure = make("85万吨", "下降", role="change", comparator=">")
    assert admissible(figure) == Interval(Fraction(-860_000), Fraction(-850_000), low_open=True, high_open=True)


def test_a_plan_may_have_been_rounded_a_count_never(make: Callable[..., Figure]) -> None:
    assert rounded(make("57公里", role="plan")) == interval("[56.5,57.5]")
    assert rounded(make("57家", role="plan")) == interval("57")


def test_the_last_printed_place_is_in_the_canonical_unit(make: Callable[..., Figure]) -> None:
    assert step(make("1161.14公顷")) == 100
    assert step(make("4.03万亩")) == Fraction(100 * 10_000, 15)


def test_rounding_and_truncation_act_on_the_magnitude() -> None:
    tenth = Fraction(1, 10)
    assert rounding_set(Fraction("-4.4"), tenth) == interval("[-4.45,-4.35]")
    assert truncation_set(Fraction("-4.4"), tenth) == interval("(-4.5,-4.4]")
    assert truncation_set(Fraction("4.4"), tenth) == interval("[4.4,4.5)")
    assert truncation_set(Fraction(0), tenth) == interval("(-0.1,0.1)")
