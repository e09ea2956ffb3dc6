"""Identities that a careful reader uses: sentences that hold, one that fails, and what must not be taken for one."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from hedui.documents.document import Metadata
from hedui.vocabulary.codes import ChangeKind

CHANGE = {"role": "change"}
JUNE = {"period_start": date(2023, 6, 1), "period_end": date(2023, 6, 30)}
MAY = {"period_start": date(2023, 5, 1), "period_end": date(2023, 5, 31)}
TO_MAY = {"period_start": date(2023, 1, 1), "period_end": date(2023, 5, 31)}
TO_JUNE = {"period_start": date(2023, 1, 1), "period_end": date(2023, 6, 30)}
LAST_YEAR = {"subject": "播种面积", "period_start": date(2022, 1, 1), "period_end": date(2022, 12, 31)}
UNDATED = {"period_start": None, "period_end": None}
GRAIN = {"region_id": "410100"}
TWO_YEARS = {**CHANGE, "change_kind": ChangeKind.ANNUALISED}

Mentions = list[tuple[str, dict[str, Any]]]
CASES: list[tuple[str, str, Mentions, list[str]]] = [
    (
        "day_average",
        "6月份,生产水泥930万吨,日均产量为31.0万吨",
        [("930万吨", {**JUNE, "subject": "生产水泥"}), ("31.0万吨", {**JUNE, "subject": "日均产量"})],
        ["exact"],
    ),
    (
        "day_average",
        "6月份,生产水泥0.9亿吨,同比下降2.1%,日均产量为311万吨",
        [("0.9亿吨", {**JUNE, "subject": "生产水泥"}), ("2.1%", {**CHANGE, "of": 0}), ("311万吨", JUNE)],
        ["within_rounding"],  # of the coarse amount
    ),
    (
        "day_average",
        "7月份,加工原油620万吨,日均加工量20.0万吨",
        [("620万吨", {**UNDATED, "subject": "加工原油"}), ("20.0万吨", UNDATED)],
        ["exact"],  # any July has 31 days
    ),
    (
        "day_average",
        "6月份,生产水泥930万吨,日均产量为37.0万吨",
        [("930万吨", {**JUNE, "subject": "生产水泥"}), ("37.0万吨", JUNE)],
        ["conflict"],
    ),
    (
        "day_average",
        "6月份,生产水泥930万吨;进口水泥9万吨,日均产量为31.0万吨",
        [
            ("930万吨", {**JUNE, "subject": "生产水泥"}),
            ("9万吨", {**JUNE, "subject": "进口水泥"}),
            ("31.0万吨", JUNE),
        ],
        ["conflict"],
    ),
    (
        "day_average",
        "2月份,加工原油560万吨,日均加工量20.0万吨",
        [("560万吨", {**UNDATED, "subject": "加工原油"}), ("20.0万吨", UNDATED)],
        [],  # of 28 days, or of 29
    ),
    (
        "day_average",
        "6月份,进口水泥930万吨,日均加工量20.0万吨",
        [("930万吨", {**JUNE, "subject": "进口水泥"}), ("20.0万吨", JUNE)],
        [],  # of something else
    ),
    (
        "compounding",
        "用电量与2021年同期相比增长21.0%,两年平均增长10.0%",
        [("21.0%", CHANGE), ("10.0%", TWO_YEARS)],
        ["exact"],
    ),
    (
        "compounding",
        "用电量比2021年同期下降1.8%,两年平均下降0.9%",
        [("1.8%", CHANGE), ("0.9%", TWO_YEARS)],
        ["exact"],
    ),
    (
        "compounding",
        "用电量较2020年增长33.1%,三年平均增长10.0%",
        [("33.1%", CHANGE), ("10.0%", TWO_YEARS)],
        ["exact"],
    ),
    (
        "compounding",
        "用电量与2021年同期相比增长21.0%,两年平均增长12.0%",
        [("21.0%", CHANGE), ("12.0%", TWO_YEARS)],
        ["conflict"],
    ),
    (
        "compounding",
        "用电量与2020年同期相比增长21.0%,两年平均增长12.0%",
        [("21.0%", CHANGE), ("12.0%", TWO_YEARS)],
        [],  # over three years
    ),
    (
        "granularity",
        "全省250个国控断面水质优良比例为86.4%",
        [("250个", {}), ("86.4%", {"subject": "水质优良比例"})],
        ["exact"],
    ),
    (
        "granularity",
        "全省250个国控断面水质优良比例为86.5%",
        [("250个", {}), ("86.5%", {"subject": "水质优良比例"})],
        [],  # some may not have been monitored: nothing is said
    ),
    (
        "granularity",
        "全省16个城市优良天数比例为86.4%",
        [("16个", {}), ("86.4%", {"subject": "优良天数比例"})],
        [],  # a mean over cities
    ),
    (
        "share",
        "全市40个水源地中,有39个水质达到标准,达标率为97.5%",
        [("40个", {"role": "scope"}), ("39个", {}), ("97.5%", {})],
        ["exact"],
    ),
    (
        "share",
        "全市40个水源地中,有39个水质达到标准,达标率为95.7%",
        [("40个", {"role": "scope"}), ("39个", {}), ("95.7%", {})],
        ["conflict"],
    ),
    (
        "part_whole",
        "分配用水指标20.01亿立方米,实际用水15.95亿立方米,节余指标4.06亿立方米",
        [("20.01亿立方米", {}), ("15.95亿立方米", {}), ("4.06亿立方米", {})],
        ["exact"],
    ),
    (
        "part_whole",
        "分配用水指标20.01亿立方米,实际用水15.95亿立方米,节余指标4.60亿立方米",
        [("20.01亿立方米", {}), ("15.95亿立方米", {}), ("4.60亿立方米", {})],
        ["conflict"],
    ),
    (
        "part_whole",
        "24处渗漏带中,有5处已覆盖,7处正在开发,剩余12处尚好",
        [("24处", {}), ("5处", {}), ("7处", {}), ("12处", {})],
        ["exact"],
    ),
    (
        "part_whole",
        "24处渗漏带中,有5处已覆盖,7处正在开发,剩余3处有人看守",
        [("24处", {}), ("5处", {}), ("7处", {}), ("3处", {})],
        [],  # not all are named
    ),
    (
        "dimension",
        "森林覆盖率41.3%,高于全国森林覆盖率9.4个百分点",
        [("41.3%", {"subject": "森林覆盖率"}), ("9.4个百分点", {**CHANGE, "change_kind": ChangeKind.VERSUS_OTHER})],
        [],
    ),
    (
        "part_whole",
        "新增光伏78万千瓦,其中集中式37万千瓦,同比增长2.0%,分布式41万千瓦,同比增长8.0%",
        [
            ("78万千瓦", {}),
            ("37万千瓦", {}),
            ("2.0%", {**CHANGE, "of": 1}),
            ("41万千瓦", {}),
            ("8.0%", {**CHANGE, "of": 3}),
        ],
        ["exact"],
    ),
    (
        "part_whole",
        "总装机13.22亿千瓦,其中水电4.18亿千瓦、风电3.89亿千瓦、光伏4.7亿千瓦、其他0.43亿千瓦",
        [(f"{number}亿千瓦", {}) for number in ("13.22", "4.18", "3.89", "4.7", "0.43")],
        ["within_rounding"],
    ),
    (
        "part_whole",
        "食品抽检量每千人6.6批次,其中快检5万批次",
        [("6.6批次", {}), ("5万批次", {})],
        [],  # what is counted per head has no parts
    ),
    (
        "difference",
        "浓度30微克/立方米,比年度目标(32.9微克/立方米)低2.9微克/立方米",
        [("30微克/立方米", {}), ("32.9微克/立方米", {"role": "plan"}), ("2.9微克/立方米", {**CHANGE, "of": 1})],
        ["exact"],
    ),
    (
        "difference",
        "浓度30微克/立方米,比年度目标(32.9微克/立方米)低3.9微克/立方米",
        [("30微克/立方米", {}), ("32.9微克/立方米", {"role": "plan"}), ("3.9微克/立方米", {**CHANGE, "of": 1})],
        ["conflict"],
    ),
]


@pytest.mark.parametrize(
    ("relation", "sentence", "mentions", "expected"), CASES, ids=[f"{case[0]}: {case[1]}" for case in CASES]
)
def test_one_sentence(
    report: Callable[..., Any], relation: str, sentence: str, mentions: Mentions, expected: list[str]
) -> None:
    one = report()
    one.say(sentence, *mentions)
    assert [check.verdict for check in one.checks(relation)] == expected


@pytest.mark.parametrize(
    ("area", "yields", "output", "expected"),
    [
        ("50.0万公顷", "6000千克/公顷", "300万吨", ["exact"]),
        ("750万亩", "400千克/亩", "300万吨", ["exact"]),
        ("49.8万公顷", "6.03吨/公顷", "300万吨", ["within_rounding"]),
        ("50.0万公顷", "6500千克/公顷", "300万吨", ["conflict"]),
        ("50.0万公顷", "6000千克/公顷", None, []),
    ],
)
def test_area_times_yield(
    report: Callable[..., Any], area: str, yields: str, output: str | None, expected: list[str]
) -> None:
    one = report()
    one.say(f"播种面积{area}", (area, {**GRAIN, "subject": "小麦播种面积"}))
    one.say(f"单产{yields}", (yields, {**GRAIN, "subject": "小麦单位面积产量"}))
    subject = "小麦总产量" if output else "玉米总产量"
    one.say(f"产量{output or '300万吨'}", (output or "300万吨", {**GRAIN, "subject": subject}))
    assert [check.verdict for check in one.checks("area_yield")] == expected


@pytest.mark.parametrize(
    ("before", "said", "step", "expected"),
    [
        ("增长12.3%", "增长1.2%,增速较上月回落", "-11.1个百分点", ["exact"]),
        ("增长3.4%", "增长4.2%,增速比5月份加快", "0.8个百分点", ["exact"]),
        ("下降3.0%", "下降5.0%,降幅较上月扩大", "2.0个百分点", ["exact"]),
        ("增长3.4%", "增长4.2%,增速比5月份加快", "1.8个百分点", ["conflict"]),
        ("增长3.4%", "增长4.2%,增速比4月份加快", "0.8个百分点", []),  # of a month that is not at hand
    ],
)
def test_growth_faster_than_the_month_before(
    report: Callable[..., Any], before: str, said: str, step: str, expected: list[str]
) -> None:
    now = report(metadata=Metadata(published_on=date(2023, 7, 15)))
    last = report(document="d0", metadata=Metadata(published_on=date(2023, 6, 15)))
    cement = {"subject": "水泥产量", "region_id": "410100"}
    last.say(f"水泥产量930万吨,同比{before}", ("930万吨", {**cement, **MAY}), (before[2:], {**CHANGE, **MAY, "of": 0}))
    rate = said.partition(",")[0]
    points = step.lstrip("-")
    mentions = [("910万吨", {**cement, **JUNE}), (rate[2:], {**CHANGE, **JUNE, "of": 0})]
    slower = {"value": -now._figure("", 0, points, {}).value} if step.startswith("-") else {}
    now.say(f"水泥产量910万吨,同比{said}{points}", *mentions, (points, {**CHANGE, **slower, "of": 1}))
    assert [check.verdict for check in now.checks("speed_up", last)] == expected


@pytest.mark.parametrize(
    ("month", "to_date", "subject", "expected"),
    [
        ("200万吨", "1200万吨", "进口水泥", [("exact", None)]),
        ("200万吨", "1240万吨", "进口水泥", [("untestable", "method")]),  # earlier months may have been revised
        ("200万吨", "1200万吨", "规模以上工业水泥产量", [("exact", None)]),
        ("200万吨", "1240万吨", "规模以上工业水泥产量", [("untestable", "panel")]),
        ("200万吨", "1200万吨", "水泥库存", []),  # no flow
    ],
)
def test_a_month_and_the_year_to_date_before_it(
    report: Callable[..., Any], month: str, to_date: str, subject: str, expected: list[tuple[str, str | None]]
) -> None:
    now, last = report(), report(document="d0")
    thing = {"subject": subject, "region_id": "410100"}
    last.say("1—5月1000万吨", ("1000万吨", {**thing, **TO_MAY}))
    now.say(f"6月{month},1—6月{to_date}", (month, {**thing, **JUNE}), (to_date, {**thing, **TO_JUNE}))
    assert [(check.verdict, check.reason) for check in now.checks("sub_period_sum", last)] == expected


@pytest.mark.parametrize(("second", "expected"), [("14625亩", ["exact"]), ("16425亩", ["conflict"]), ("975公里", [])])
def test_second_units_in_brackets_agree_or_not(report: Callable[..., Any], second: str, expected: list[str]) -> None:
    one = report()
    said = f"播种面积11606公顷,比上年减少975公顷({second})"
    one.say(said, ("11606公顷", {}), ("975公顷", {**CHANGE, "of": 0}), (second, {}))
    assert [check.verdict for check in one.checks("unit_equivalence")] == expected


def test_a_second_unit_in_brackets_is_what_the_first_is(report: Callable[..., Any]) -> None:
    one, before = report(), report(document="d0")
    before.say("播种面积12581公顷(188715亩)", *((text, LAST_YEAR) for text in ("12581公顷", "188715亩")))
    one.say(
        "播种面积11606公顷(174090亩),比上年减少975公顷(14625亩)",
        ("11606公顷", {"subject": "播种面积"}),
        ("174090亩", {}),
        ("975公顷", {**CHANGE, "of": 0}),
        ("14625亩", {}),  # read as a level
    )
    checks = one.checks("difference", before)
    assert [check.verdict for check in checks] == ["exact", "exact"]
    assert {part for check in checks for _, part in check.figures} == {"change", "level", "previous"}
