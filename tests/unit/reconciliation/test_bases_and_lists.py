"""Which level a change is against, which levels are only said to have moved, which parts stand in one list."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from hedui.documents.document import Metadata
from hedui.vocabulary.codes import ChangeKind, Comparator

CHANGE = {"role": "change"}
LAST_YEAR = {"period_start": date(2022, 1, 1), "period_end": date(2022, 12, 31)}
COAL = {"indicator_id": "coal_consumption"}
DUST = {"indicator_id": "pm10_concentration"}


def verdicts(one: Any, relation: str, *others: Any) -> list[str]:
    return [str(check.verdict) for check in one.checks(relation, *others)]


def test_a_change_without_a_base_has_that_of_the_one_before(report: Callable[..., Any]) -> None:
    one, before = report(), report(document="d0")
    before.say("煤炭消费总量723万吨", ("723万吨", {**COAL, **LAST_YEAR}))
    one.say(
        "煤炭消费总量654万吨,同比减少69万吨,增长9.6%",
        ("654万吨", COAL),
        ("69万吨", {**CHANGE, "of": 0}),
        ("9.6%", {**CHANGE, "of": 0, "change_kind": ChangeKind.UNKNOWN}),
    )
    assert sorted(verdicts(one, "difference", before)) == ["exact", "gross_conflict"]  # by the base, by the rate
    assert verdicts(one, "year_on_year", before) == ["gross_conflict"]


@pytest.mark.parametrize(("rate", "verdict"), [("8.4%", "exact"), ("9.5%", "conflict")])
def test_the_base_is_the_latest_printing_before_the_report_and_never_chosen_to_fit(
    report: Callable[..., Any], rate: str, verdict: str
) -> None:
    one, first, later, last = (
        report(document=name, metadata=Metadata(published_on=date(year, 3, 1)))
        for name, year in (("d1", 2024), ("d0", 2023), ("d2", 2023), ("d3", 2025))
    )
    later.metadata = Metadata(published_on=date(2023, 9, 1))
    first.say("煤炭消费总量723万吨", ("723万吨", {**COAL, **LAST_YEAR}))
    later.say("煤炭消费总量714万吨", ("714万吨", {**COAL, **LAST_YEAR}))
    last.say("煤炭消费总量723万吨", ("723万吨", {**COAL, **LAST_YEAR}))
    one.say(f"煤炭消费总量654万吨,同比下降{rate}", ("654万吨", COAL), (rate, {**CHANGE, "of": 0}))
    assert verdicts(one, "year_on_year", first, later, last) == [verdict]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("按可比口径计算同比下降4.0%", ("untestable", "panel", None)),
        ("按同口径比上年下降4.0%", ("untestable", "panel", None)),
        ("同比下降4.0%(上年基数按普查结果修订)", ("revised", "implied", "note")),
        ("同比下降4.0%", ("conflict", None, None)),
    ],
)
def test_growth_on_a_base_that_is_said_to_be_another(
    report: Callable[..., Any], said: str, expected: tuple[str, str | None, str | None]
) -> None:
    one, before = report(), report(document="d0")
    before.say("煤炭消费总量723万吨", ("723万吨", {**COAL, **LAST_YEAR}))
    one.say(f"煤炭消费总量654万吨,{said}", ("654万吨", COAL), ("4.0%", {**CHANGE, "of": 0}))
    (check,) = one.checks("year_on_year", before)
    assert (check.verdict, check.reason, check.evidence) == expected


@pytest.mark.parametrize(
    ("said", "indicator", "expected"),
    [
        ("由45微克/立方米降至43微克/立方米", None, ["exact"]),
        ("由45微克/立方米升至43微克/立方米", None, ["gross_conflict"]),
        ("由43微克/立方米降至43微克/立方米", None, ["within_rounding"]),
        ("由45微克/立方米提升至43微克/立方米", "pm25_concentration", []),  # bettered, not raised
        ("由45微克/立方米调整为43微克/立方米", None, []),
    ],
)
def test_a_level_said_to_have_moved(
    report: Callable[..., Any], said: str, indicator: str | None, expected: list[str]
) -> None:
    one = report()
    before, now = said.removeprefix("由").partition("米")[0] + "米", "43微克/立方米"
    one.say(said, (before, {"indicator_id": indicator}), (now, {"indicator_id": indicator}))
    assert verdicts(one, "difference") == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("PM10浓度82微克/立方米。扣除沙尘影响后PM10浓度76微克/立方米", ["untestable"]),
        ("PM10浓度82微克/立方米。PM10浓度76微克/立方米(新统计口径)", ["untestable"]),
        ("PM10浓度82微克/立方米(扣除沙尘后79微克/立方米)。PM10浓度76微克/立方米", ["conflict"]),
    ],
)
def test_levels_made_in_another_way_are_not_compared(
    report: Callable[..., Any], said: str, expected: list[str]
) -> None:
    one = report()
    first, second = said.split("。")
    one.say(first, ("82微克/立方米", {**DUST, "subject": "PM10浓度"}))
    one.say(second, ("76微克/立方米", {**DUST, "subject": "PM10浓度"}))
    assert verdicts(one, "repeated_figure") == expected


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("24家", ["exact"]),
        ("25家", ["exact", "exact"]),  # 其中 need not name all: two bounds
        ("240家", ["conflict"]),  # all there are, but for the point: one sum
    ],
)
def test_parts_that_sum_but_for_a_point_are_all_there_are(
    report: Callable[..., Any], last: str, expected: list[str]
) -> None:
    one = report()
    one.say(f"工厂57家,其中国家级33家、省级{last}", ("57家", {}), ("33家", {}), (last, {}))
    assert verdicts(one, "part_whole") == expected


def test_measures_named_alike_stand_in_one_list(report: Callable[..., Any]) -> None:
    one = report()
    one.say(
        "排放总量54518吨,其中工业源排放量16853吨,生活源排放量216320吨,清运垃圾99999吨",
        ("54518吨", {"subject": "排放总量"}),
        ("16853吨", {"subject": "工业源排放量"}),
        ("216320吨", {"subject": "生活源排放量"}),
        ("99999吨", {"subject": "清运垃圾"}),
    )
    assert verdicts(one, "part_whole") == ["exact", "conflict"]


def test_what_is_said_to_be_converted_is_one_quantity(report: Callable[..., Any]) -> None:
    one = report()
    one.say("修复511.00亩,折合7665亩", ("511.00亩", {}), ("7665亩", {}))
    assert verdicts(one, "unit_equivalence") == ["conflict"]


@pytest.mark.parametrize(("said", "expected"), [("降幅为36.7个百分点", 1), ("降幅收窄36.7个百分点", 0)])
def test_points_for_the_change_of_a_concentration(report: Callable[..., Any], said: str, expected: int) -> None:
    one = report()
    one.say(f"浓度20微克/立方米,{said}", ("20微克/立方米", {}), ("36.7个百分点", {**CHANGE, "of": 0}))
    assert len(one.checks("dimension")) == expected


def test_points_right_behind_a_level_are_of_it(report: Callable[..., Any]) -> None:
    one = report()
    one.say("产生量510.3万吨,同比降幅为6.2个百分点", ("510.3万吨", {}), ("6.2个百分点", CHANGE))
    assert verdicts(one, "dimension") == ["gross_conflict"]


@pytest.mark.parametrize(("unit", "expected"), [("亿千瓦", ["gross_conflict"]), ("亿千瓦时", [])])
def test_a_change_is_measured_like_its_level(report: Callable[..., Any], unit: str, expected: list[str]) -> None:
    one = report()
    one.say(f"发电量53.87亿千瓦时,同比增加1.58{unit}", ("53.87亿千瓦时", {}), (f"1.58{unit}", {**CHANGE, "of": 0}))
    assert verdicts(one, "dimension") == expected


def test_an_alias_of_the_vocabulary_is_the_same_name(report: Callable[..., Any]) -> None:
    one, fine = report(), {"indicator_id": "pm25_concentration"}
    one.say("PM2.5浓度40.1微克/立方米", ("40.1微克/立方米", {**fine, "subject": "PM2.5浓度"}))
    one.say("细颗粒物浓度90.1微克/立方米", ("90.1微克/立方米", {**fine, "subject": "细颗粒物浓度"}))
    assert verdicts(one, "repeated_figure") == ["conflict"]


def test_a_ranking_of_one_name_is_followed_through_the_years(report: Callable[..., Any]) -> None:
    ranked = {"role": "rank", "subject": "综合指数位居全省"}
    one, before = report(), report(document="d0")
    before.say("位居全省第16位", ("第16位", {**ranked, **LAST_YEAR}))
    one.say("位居全省第10位,同比提升5位", ("第10位", ranked), ("5位", {**CHANGE, "of": 0}))
    assert verdicts(one, "rank_change", before) == ["conflict"]


@pytest.mark.parametrize(
    ("level", "base", "rate", "diagnosis"),
    [
        ("19.66万吨", "19.66万吨", "11.7%", None),  # any number small enough would do
        ("25.0万吨", "20.0万吨", "2.50%", "power_of_ten"),
        ("21.3万吨", "20.0万吨", "65%", "power_of_ten"),  # 6.5 without its point
        ("12.00万吨", "11.00万吨", "8.3%", "wrong_base"),
    ],
)
def test_a_factor_is_named_where_the_digits_fit(
    report: Callable[..., Any], level: str, base: str, rate: str, diagnosis: str | None
) -> None:
    one = report()
    one.say(f"由{base}增至{level},增长{rate}", (base, {}), (level, {}), (rate, {**CHANGE, "of": 1}))
    (check,) = one.checks("year_on_year")
    assert (check.verdict, check.diagnosis) == ("conflict", diagnosis)


@pytest.mark.parametrize(
    ("part", "diagnosis"), [("12.0亿吨", "power_of_ten"), ("25.0万吨", None), ("120.0万吨", "power_of_ten")]
)
def test_a_factor_is_named_far_beyond_a_bound_only(
    report: Callable[..., Any], part: str, diagnosis: str | None
) -> None:
    one = report()
    one.say(f"共20.0万吨,其中甲{part}", ("20.0万吨", {}), (part, {}))
    (check,) = one.checks("part_whole")
    assert (check.verdict, check.diagnosis) == ("conflict", diagnosis)


def test_what_was_come_to_is_no_change(report: Callable[..., Any]) -> None:
    one = report()
    one.say("由1539吨减少到1441吨", ("1539吨", LAST_YEAR), ("1441吨", {**CHANGE, "of": 0}))
    assert verdicts(one, "difference") == []


def test_no_level_is_its_own_base(report: Callable[..., Any]) -> None:
    one = report()
    fields = {**CHANGE, "of": 0, "base_period_start": date(2023, 1, 1), "base_period_end": date(2023, 12, 31)}
    one.say("煤炭消费总量1539吨,下降6.3%", ("1539吨", COAL), ("6.3%", fields))
    assert verdicts(one, "year_on_year") == ["untestable"]


def test_an_approximate_base_is_a_base(report: Callable[..., Any]) -> None:
    one = report()
    about = {"comparator": Comparator.ABOUT}
    one.say("由约1600吨降至1500吨,下降6.8%", ("1600吨", about), ("1500吨", {}), ("6.8%", {**CHANGE, "of": 1}))
    assert verdicts(one, "year_on_year") == ["within_rounding"]
