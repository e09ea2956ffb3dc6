"""Each relation on sentences that hold, fail and leave it undecided, and on what must not be taken for it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hedui.documents.document import Metadata
from hedui.reconciliation.engine import reconcile
from hedui.tasks.task import Measure, Task
from hedui.vocabulary.codes import (
    ChangeKind,
    Comparator,
    CountedFrom,
    DocumentKind,
    PeriodKind,
    Reason,
    Severity,
    TaskKind,
    TaskStatus,
)

PLAN, RATE, CHANGE, RANK = {"role": "plan"}, {"role": "rate"}, {"role": "change"}, {"role": "rank"}
AVERAGE = {"role": "change", "change_kind": ChangeKind.ANNUALISED, "annualised_years": 5}
SCOPE, TIME, NAME = {"role": "scope"}, {"role": "time"}, {"role": "name"}


def said(**fields: Any) -> dict[str, Any]:
    return fields


# relation, sentence, figures, verdicts in order
CASES: list[tuple[str, str, list[tuple[str, dict[str, Any]]], list[str]]] = [
    # completion_rate: all inputs exact or rounded; the plan is a point
    (
        "completion_rate",
        "热网计划57公里,建成39.82公里,完成率69.8%",
        [("57公里", PLAN), ("39.82公里", {}), ("69.8%", {**RATE, "of": 1})],
        ["within_truncation"],
    ),
    (
        "completion_rate",
        "造林计划3.13万亩,完成4.03万亩,完成率128.7%",
        [("3.13万亩", PLAN), ("4.03万亩", {}), ("128.7%", {**RATE, "of": 1})],
        ["within_rounding"],
    ),
    (
        "completion_rate",
        "抚育计划5.8万亩,完成7.25万亩,完成率125.0%",
        [("5.8万亩", PLAN), ("7.25万亩", {}), ("125.0%", {**RATE, "of": 1})],
        ["exact"],
    ),
    (
        "completion_rate",
        "计划460家,完成310家,完成率76.3%",
        [("460家", PLAN), ("310家", {}), ("76.3%", {**RATE, "of": 1})],
        ["conflict"],
    ),
    ("completion_rate", "完成310家,完成率67.3%", [("310家", {}), ("67.3%", {**RATE, "of": 0})], ["untestable"]),
    ("completion_rate", "场地清理完成85%", [("85%", RATE)], []),
    (
        "completion_rate",
        "计划投资10亿元,已投资5亿元,主体工程完成85%",
        [("10亿元", PLAN), ("5亿元", {}), ("85%", RATE)],
        [],
    ),
    # share
    (
        "share",
        "机动车排放(6.22万吨)占总量(18.59万吨)33.5%",
        [("6.22万吨", {}), ("18.59万吨", {}), ("33.5%", {})],
        ["exact"],
    ),
    (
        "share",
        "机动车排放(6.22万吨)占总量(18.59万吨)35.3%",
        [("6.22万吨", {}), ("18.59万吨", {}), ("35.3%", {})],
        ["conflict"],
    ),
    ("share", "全市1.99万吨,占全省10%", [("1.99万吨", {}), ("10%", {})], []),
    (
        "share",
        "全市10267辆,其中新能源7313辆,占71.2%",
        [("10267辆", {}), ("7313辆", {}), ("71.2%", {})],
        ["exact"],
    ),
    (
        "share",
        "全市10267辆,其中新能源7313辆,占全省新能源12.5%",
        [("10267辆", {}), ("7313辆", {}), ("12.5%", {})],
        [],
    ),
    # part_whole
    (
        "part_whole",
        "污染源19309个,其中甲类18044个,乙类1184个,丙类81个",
        [("19309个", {}), ("18044个", {}), ("1184个", {}), ("81个", {})],
        ["exact"],
    ),
    (
        "part_whole",
        "共启动预警30次,橙色、黄色预警分别为11次、20次",
        [("30次", {}), ("11次", {}), ("20次", {})],
        ["conflict"],
    ),
    ("part_whole", "修复2.45万亩,其中沿河1.14万亩", [("2.45万亩", PLAN), ("1.14万亩", PLAN)], ["exact"]),
    ("part_whole", "修复1.14万亩,其中沿河2.45万亩", [("1.14万亩", PLAN), ("2.45万亩", PLAN)], ["conflict"]),
    (
        "part_whole",
        "检查店铺4245家,摊点3家,其中夜市5家",
        [("4245家", {}), ("3家", {}), ("5家", {})],
        ["exact"],  # of the nearest total that can hold it
    ),
    ("part_whole", "甲7家、乙11家、丙5家,共23家", [("7家", {}), ("11家", {}), ("5家", {}), ("23家", {})], ["exact"]),
    ("part_whole", "甲7家、乙11家,共25家", [("7家", {}), ("11家", {}), ("25家", {})], []),
    ("part_whole", "开会3次,约谈1次,通报2次", [("3次", {}), ("1次", {}), ("2次", {})], []),
    ("part_whole", "168个城市中有106个城市上升", [("168个", SCOPE), ("106个", {})], ["exact"]),
    ("part_whole", "168个城市中有186个城市上升", [("168个", SCOPE), ("186个", {})], ["conflict"]),
    ("part_whole", "168个城市有186个站点", [("168个", SCOPE), ("186个", {})], []),
    ("part_whole", "交办8次,仅9月份就交办3次", [("8次", {}), ("3次", {})], ["exact"]),
    ("part_whole", "交办8次,仅9月份就交办30次", [("8次", {}), ("30次", {})], ["conflict"]),
    ("part_whole", "抽测机械2949台,不合格台数7台", [("2949台", {}), ("7台", {})], ["exact"]),
    ("part_whole", "抽检油品7批次,不合格批次数12批次", [("7批次", {}), ("12批次", {})], ["conflict"]),
    ("part_whole", "新增机械2949台,不合格台数7台", [("2949台", {}), ("7台", {})], []),
    ("part_whole", "全市环卫车10267辆,新能源车7313辆", [("10267辆", {}), ("7313辆", {})], ["exact"]),
    ("part_whole", "全市环卫车10267辆,出租车7313辆", [("10267辆", {}), ("7313辆", {})], []),
    ("part_whole", "三产比例1.8:57.8:40.4", [("1.8", {}), ("57.8", {}), ("40.4", {})], ["exact"]),
    ("part_whole", "三产比例1.8:57.8:40.5", [("1.8", {}), ("57.8", {}), ("40.5", {})], ["within_rounding"]),
    ("part_whole", "三产比例1.8:57.8:42.4", [("1.8", {}), ("57.8", {}), ("42.4", {})], ["conflict"]),
    # year_on_year without a printed base
    (
        "year_on_year",
        "浓度43微克/立方米,同比下降4.4%",
        [("43微克/立方米", {}), ("4.4%", {**CHANGE, "of": 0})],
        ["exact"],
    ),
    (
        "year_on_year",
        "浓度73微克/立方米,同比下降3.8%",
        [("73微克/立方米", {}), ("3.8%", {**CHANGE, "of": 0})],
        ["within_rounding"],
    ),
    (
        "year_on_year",
        "外电215.5亿千瓦时,同比增长4%",
        [("215.5亿千瓦时", {}), ("4%", {**CHANGE, "of": 0})],
        ["untestable"],
    ),
    ("year_on_year", "事故3起,同比下降100%", [("3起", {}), ("100%", {**CHANGE, "of": 0})], ["untestable"]),
    # with one
    (
        "year_on_year",
        "浓度由45微克/立方米降至43微克/立方米,下降4.4%",
        [("45微克/立方米", {}), ("43微克/立方米", {}), ("4.4%", {**CHANGE, "of": 1})],
        ["exact"],
    ),
    (
        "year_on_year",
        "浓度由45微克/立方米降至43微克/立方米,下降14.4%",
        [("45微克/立方米", {}), ("43微克/立方米", {}), ("14.4%", {**CHANGE, "of": 1})],
        ["conflict"],
    ),
    (
        "year_on_year",
        "浓度由43微克/立方米升至45微克/立方米,下降4.4%",
        [("43微克/立方米", {}), ("45微克/立方米", {}), ("4.4%", {**CHANGE, "of": 1})],
        ["gross_conflict"],
    ),
    # difference
    ("difference", "煤炭1569万吨,同比减少85万吨", [("1569万吨", {}), ("85万吨", {**CHANGE, "of": 0})], ["untestable"]),
    (
        "difference",
        "煤炭由1654万吨降至1569万吨,减少85万吨",
        [("1654万吨", {}), ("1569万吨", {}), ("85万吨", {**CHANGE, "of": 1})],
        ["exact"],
    ),
    (
        "difference",
        "煤炭由1654万吨降至1569万吨,减少58万吨",
        [("1654万吨", {}), ("1569万吨", {}), ("58万吨", {**CHANGE, "of": 1})],
        ["conflict"],
    ),
    (
        "difference",
        "煤炭1569万吨,同比减少85万吨,下降5.1%",
        [("1569万吨", {}), ("85万吨", {**CHANGE, "of": 0}), ("5.1%", {**CHANGE, "of": 0})],
        ["exact"],
    ),
    (
        "difference",
        "优良天数比例66.5%,同比提高2.1个百分点",
        [("66.5%", {}), ("2.1个百分点", {**CHANGE, "of": 0})],
        ["untestable"],
    ),
    # span_length
    ("span_length", "4至9月份连续6个月达标", [("4至9月份", TIME), ("6个月", {})], ["exact"]),
    ("span_length", "4至9月份连续5个月达标", [("4至9月份", TIME), ("5个月", {})], ["conflict"]),
    ("span_length", "三年行动计划(2023—2025年)", [("三年", NAME), ("2023—2025年", TIME)], ["exact"]),
    ("span_length", "十年规划(2015—2025年)", [("十年", NAME), ("2015—2025年", TIME)], ["untestable"]),
    # unit_equivalence
    ("unit_equivalence", "修复1161.14公顷(合17417亩)", [("1161.14公顷", {}), ("17417亩", {})], ["exact"]),
    ("unit_equivalence", "修复1161.14公顷(合17714亩)", [("1161.14公顷", {}), ("17714亩", {})], ["conflict"]),
    (
        "unit_equivalence",
        "矿山累计治理1161.14公顷,绿地17417亩",
        [("1161.14公顷", said(subject="矿山累计治理")), ("17417亩", said(subject="新增绿地面积"))],
        [],
    ),
    # dimension
    ("dimension", "引入外电215.5亿千瓦", [("215.5亿千瓦", {})], ["gross_conflict"]),
    ("dimension", "新增光伏装机58.1万千瓦时", [("58.1万千瓦时", {})], ["gross_conflict"]),
    ("dimension", "装机10万千瓦,年发电量2亿千瓦时", [("10万千瓦", {}), ("2亿千瓦时", {})], []),
    ("dimension", "外电最大负荷1200万千瓦", [("1200万千瓦", {})], []),
    ("dimension", "储能装机20万千瓦时", [("20万千瓦时", {})], []),
    # missing_unit
    ("missing_unit", "外电入郑101.76亿;其余略", [("101.76亿", {})], ["conflict"]),
    ("missing_unit", "需投资4亿资金", [("4亿", {})], []),
    ("missing_unit", "综合指数4.53。", [("4.53", {})], []),
    # bounds
    ("bounds", "达标率98.5%", [("98.5%", said(subject="水质达标率"))], ["exact"]),
    ("bounds", "达标率985%", [("985%", said(subject="水质达标率"))], ["conflict"]),
    ("bounds", "完成率128.7%", [("128.7%", RATE)], []),
    ("bounds", "农药利用率143%", [("143%", said(subject="农药利用率"))], ["conflict"]),
    ("bounds", "产能利用率103%", [("103%", said(subject="产能利用率"))], []),
    ("bounds", "甲行业占全市工业总产值的141%", [("141%", {})], ["conflict"]),
    ("bounds", "占年度计划总数的141%", [("141%", {})], []),
    ("bounds", "168个城市排名倒排第34位", [("168个", SCOPE), ("第34位", said(**RANK, set_size=168))], ["exact"]),
    ("bounds", "168个城市排名倒排第186位", [("168个", SCOPE), ("第186位", said(**RANK, set_size=168))], ["conflict"]),
    ("bounds", "事故下降120%", [("120%", CHANGE)], ["conflict"]),
    # enumeration_count
    ("enumeration_count", "甲公司、乙公司、丙公司等3家企业", [("3家", {})], ["exact"]),
    ("enumeration_count", "甲公司、乙公司、丙公司等2家企业", [("2家", {})], ["conflict"]),
    ("enumeration_count", "甲公司、乙公司等12家企业", [("12家", {})], ["untestable"]),
    (
        "enumeration_count",
        "开展三项行动(治车、治企、治尘)",
        [("三", said(role="name", number_printed="三", decimals=0))],
        ["exact"],
    ),
    ("enumeration_count", "开展4项行动(治车、治企、治尘)", [("4项", {})], ["conflict"]),
    ("enumeration_count", "覆盖16个县(市、区)", [("16个", {})], []),
    ("enumeration_count", "热力、燃气、供水5项工程开工", [("5项", {})], []),
    ("enumeration_count", "涉及3家(含市属、区属)", [("3家", {})], []),
    ("enumeration_count", "市、县、乡(镇)、村四级网络", [("四级", said(**NAME, number_printed="四"))], ["exact"]),
    ("enumeration_count", "实施“创新、绿色、开放”三大工程", [("三大", said(**NAME, number_printed="三"))], ["exact"]),
    ("enumeration_count", "治理噪声、扬尘、落实“四个标准”", [("四个", said(**NAME, number_printed="四"))], []),
    # order_chain
    (
        "order_chain",
        "加油站需改造1874个,通过方案1292个,完成安装1105个,完成联网980个",
        [("1874个", {}), ("1292个", {}), ("1105个", {}), ("980个", {})],
        ["exact", "exact", "exact"],
    ),
    ("order_chain", "方案通过1292个,设备装好1105个", [("1292个", {}), ("1105个", {})], ["exact"]),
    ("order_chain", "设备70台,已联网69台", [("70台", {}), ("69台", {})], ["exact"]),
    ("order_chain", "30台固定设备已联网32台", [("30台", {}), ("32台", {})], ["conflict"]),
    ("order_chain", "新建设备70台,已联网690台", [("70台", {}), ("690台", {})], []),
    ("order_chain", "完成安装980个,完成联网1105个", [("980个", {}), ("1105个", {})], ["conflict"]),
    ("order_chain", "对15家企业进行复核,13家企业通过复核", [("15家", {}), ("13家", {})], ["exact"]),
    ("order_chain", "对13家企业进行复核,15家企业通过复核", [("13家", {}), ("15家", {})], ["conflict"]),
    ("order_chain", "对13家企业进行复核,15家企业通过验收", [("13家", {}), ("15家", {})], []),
    ("order_chain", "生态扣款100亿元,分配资金30亿元", [("100亿元", {}), ("30亿元", {})], ["exact"]),
    ("order_chain", "完成80%溯源和50%整治任务", [("80%", PLAN), ("50%", PLAN)], ["exact"]),
    ("order_chain", "完成80%溯源和90%整治任务", [("80%", PLAN), ("90%", PLAN)], ["conflict"]),
    ("order_chain", "完成80%整治和90%溯源任务", [("80%", PLAN), ("90%", PLAN)], []),
    ("order_chain", "完成安装980个,其他厂家完成联网1105个", [("980个", {}), ("1105个", {})], []),
    # granularity
    ("granularity", "12个国考断面中,优良断面占91.7%", [("12个", {}), ("91.7%", {})], ["exact"]),
    ("granularity", "12个国考断面中,优良断面占91.6%", [("12个", {}), ("91.6%", {})], ["within_truncation"]),
    ("granularity", "12个国考断面中,优良断面占90.2%", [("12个", {}), ("90.2%", {})], ["conflict"]),
    ("granularity", "1200个监测断面中,优良断面占90.2%", [("1200个", {}), ("90.2%", {})], []),
    ("granularity", "12个乡镇中,优良断面占90.2%", [("12个", {}), ("90.2%", {})], []),
    # compounding
    (
        "compounding",
        "货运量由100万吨增加到161.1万吨,年均增长10%",
        [("100万吨", {}), ("161.1万吨", {}), ("10%", {**AVERAGE, "of": 1})],
        ["exact"],
    ),
    (
        "compounding",
        "货运量由100万吨增加到161.1万吨,年均增长12%",
        [("100万吨", {}), ("161.1万吨", {}), ("12%", {**AVERAGE, "of": 1})],
        ["conflict"],
    ),
    (
        "compounding",
        "货运量161.1万吨,年均增长10%",
        [("161.1万吨", {}), ("10%", {**AVERAGE, "of": 0})],
        ["untestable"],
    ),
    (
        "compounding",
        "生产总值由100亿元增加到161.1亿元,年均增长10%",
        [("100亿元", {}), ("161.1亿元", said(subject="地区生产总值")), ("10%", {**AVERAGE, "of": 1})],
        ["untestable"],
    ),
    # target_attainment
    (
        "target_attainment",
        "浓度43微克/立方米,完成省定45微克/立方米目标任务",
        [("43微克/立方米", {}), ("45微克/立方米", PLAN)],
        ["exact"],
    ),
    (
        "target_attainment",
        "浓度45.0微克/立方米,完成省定45.0微克/立方米目标任务",
        [("45.0微克/立方米", {}), ("45.0微克/立方米", PLAN)],
        ["exact"],
    ),
    (
        "target_attainment",
        "浓度47微克/立方米,完成省定45微克/立方米目标任务",
        [("47微克/立方米", {}), ("45微克/立方米", PLAN)],
        ["gross_conflict"],
    ),
    (
        "target_attainment",
        "产值47亿元,完成45亿元目标任务",
        [("47亿元", {}), ("45亿元", PLAN)],
        ["untestable"],  # nothing tells which way is better
    ),
    (
        "target_attainment",
        "浓度47微克/立方米,未完成省定45微克/立方米目标任务",
        [("47微克/立方米", {}), ("45微克/立方米", PLAN)],
        [],
    ),
    # ranks
    (
        "rank_change",
        "倒排第34位,同比提升7个名次",
        [("第34位", {**RANK, "counted_from": CountedFrom.WORST}), ("7个名次", {**CHANGE, "of": 0})],
        ["untestable"],
    ),
    ("rank_claim", "倒排第34位,取得以来最好名次", [("第34位", RANK)], ["untestable"]),
    (
        "rank_claim",
        "倒排第34位,同比提升7个名次,取得以来最好名次,首次退出后30位",
        [
            ("第34位", {**RANK, "counted_from": CountedFrom.WORST}),
            ("7个名次", {**CHANGE, "of": 0}),
            ("30位", {"role": "threshold"}),
        ],
        ["untestable", "untestable"],
    ),
    ("rank_claim", "倒排第34位,较好", [("第34位", RANK)], []),
]


@pytest.mark.parametrize(("relation", "sentence", "figures", "verdicts"), CASES)
def test_sentence(
    report: Callable[..., Any],
    relation: str,
    sentence: str,
    figures: list[tuple[str, dict[str, Any]]],
    verdicts: list[str],
) -> None:
    one = report()
    one.say(sentence, *figures)
    assert [str(check.verdict) for check in one.checks(relation)] == verdicts


def test_the_pair_that_fits_is_chosen_over_the_nearest(report: Callable[..., Any]) -> None:
    one = report()
    figures = one.say(
        "计划完成222家企业444个炉窑整治,已完成46家共72个炉窑,完成率16.2%",
        ("222家", PLAN),
        ("444个", PLAN),
        ("46家", {}),
        ("72个", {}),
        ("16.2%", {**RATE, "of": 2}),  # linked to the wrong one
    )
    (check,) = one.checks("completion_rate")
    assert check.verdict == "exact"
    assert dict(map(reversed, check.figures)) == {
        "rate": figures[4].figure_id,
        "done": figures[3].figure_id,
        "plan": figures[1].figure_id,
    }


def test_a_conflict_that_a_rounded_plan_would_explain_is_soft(report: Callable[..., Any]) -> None:
    one = report()
    one.say("计划57公里,建成39.82公里,完成率70.4%", ("57公里", PLAN), ("39.82公里", {}), ("70.4%", {**RATE, "of": 1}))
    (check,) = one.checks("completion_rate")
    assert (check.verdict, check.verdict_if_plan_rounded) == ("conflict", "within_rounding")
    assert check.severity is Severity.LOW


def test_a_plan_elsewhere_confirms_and_never_accuses(report: Callable[..., Any]) -> None:
    for done, verdict in (("1161.14公顷", "within_truncation"), ("1061.14公顷", "untestable")):
        one = report()
        one.say("历史遗留矿山计划修复1293.17公顷", ("1293.17公顷", {**PLAN, "subject": "历史遗留矿山修复"}))
        one.say(
            f"历史遗留矿山治理{done},完成率89.7%",
            (done, said(subject="历史遗留矿山治理")),
            ("89.7%", {**RATE, "of": 0}),
        )
        assert [check.verdict for check in one.checks("completion_rate")] == [verdict]


def test_growth_in_real_terms_is_not_tested_on_printed_levels(report: Callable[..., Any]) -> None:
    for subject, reason in (("地区生产总值", Reason.PRICE_BASIS), ("规模以上企业煤炭消费量", Reason.PANEL)):
        one = report()
        one.say("合计435.9亿元,同比增长6.5%", ("435.9亿元", said(subject=subject)), ("6.5%", {**CHANGE, "of": 0}))
        assert [check.reason for check in one.checks("year_on_year")] == [reason]


def test_a_change_against_an_unknown_base_says_so(report: Callable[..., Any]) -> None:
    one = report()
    one.say(
        "浓度43微克/立方米,下降4.4%",
        ("43微克/立方米", {}),
        ("4.4%", {**CHANGE, "of": 0, "change_kind": ChangeKind.UNKNOWN}),
    )
    assert [check.reason for check in one.checks("year_on_year")] == [Reason.NO_BASE]


def test_the_base_printed_by_another_report_is_used(report: Callable[..., Any]) -> None:
    pm25 = said(indicator_id="pm25_concentration", region_id="410100", subject="PM2.5浓度")
    last_year = {**pm25, "period_start": date(2022, 1, 1), "period_end": date(2022, 12, 31)}
    for level, verdict, severity in (("45", "exact", Severity.MEDIUM), ("51", "conflict", Severity.MEDIUM)):
        now, before = report(), report(document="d2")
        now.say("浓度43微克/立方米,同比下降4.4%", ("43微克/立方米", pm25), ("4.4%", {**CHANGE, "of": 0}))
        before.say(f"浓度{level}微克/立方米", (f"{level}微克/立方米", last_year))
        (check,) = now.checks("year_on_year", before)
        assert (check.verdict, check.severity) == (verdict, severity)
        assert "d2-00002" in dict(check.figures)


def test_one_area_in_two_units_far_apart(report: Callable[..., Any]) -> None:
    one = report()
    one.say("历史遗留矿山已治理1161.14公顷", ("1161.14公顷", said(subject="历史遗留矿山已治理")))
    one.say("历史遗留矿山累计治理17417亩", ("17417亩", said(subject="历史遗留矿山累计治理面积")))
    (check,) = one.checks("unit_equivalence")
    assert check.verdict == "exact"


@pytest.mark.parametrize(
    ("again", "verdicts"), [("43", ["exact"]), ("42.9", ["exact"]), ("44", ["within_rounding"]), ("45", ["conflict"])]
)
def test_a_figure_printed_again(report: Callable[..., Any], again: str, verdicts: list[str]) -> None:
    pm25 = said(indicator_id="pm25_concentration", region_id="410100", subject="PM2.5浓度")
    one = report()
    one.say("PM2.5浓度43微克/立方米", ("43微克/立方米", pm25))
    one.say(f"PM2.5浓度{again}微克/立方米", (f"{again}微克/立方米", pm25))
    assert [check.verdict for check in one.checks("repeated_figure")] == verdicts


def test_other_things_under_one_word_are_not_compared(report: Callable[..., Any]) -> None:
    one = report()
    one.say("下达整改通知书3023份", ("3023份", said(subject="下达整改通知书")))
    one.say("下达整改通知书190份", ("190份", said(subject="下达整改通知书")))
    assert one.checks("repeated_figure") == []


@pytest.mark.parametrize(
    ("kind", "said", "verdict", "evidence"),
    [
        (DocumentKind.BULLETIN, "", "conflict", None),  # one release, one number: nobody said that it was revised
        (DocumentKind.BULLETIN, "(修订数)", "revised", "note"),
        (DocumentKind.WORK_REPORT, "", "revised", "release"),
    ],
)
def test_a_later_report_may_revise(
    report: Callable[..., Any], kind: DocumentKind, said: str, verdict: str, evidence: str | None
) -> None:
    pm25 = {"indicator_id": "pm25_concentration", "region_id": "410100", "subject": "PM2.5浓度"}
    early = report(metadata=Metadata(published_on=date(2024, 1, 5), document_kind=DocumentKind.BULLETIN))
    late = report(document="d2", metadata=Metadata(published_on=date(2024, 6, 5), document_kind=kind))
    early.say("PM2.5浓度43微克/立方米", ("43微克/立方米", pm25))
    late.say(f"PM2.5浓度45微克/立方米{said}", ("45微克/立方米", pm25))
    (check,) = early.checks("repeated_figure", late)
    assert (check.verdict, check.document_id, check.evidence) == (verdict, "d2", evidence)


@pytest.mark.parametrize(
    ("value", "due", "verdict"),
    [
        ("7", date(2025, 12, 31), "same"),
        ("6", date(2025, 12, 31), "tightened"),
        ("8", date(2025, 12, 31), "loosened"),
        ("6", None, "tightened"),
    ],
)
def test_versions_of_a_target(report: Callable[..., Any], value: str, due: date | None, verdict: str) -> None:
    dustfall = {**PLAN, "subject": "平均降尘量", "comparator": Comparator.AT_MOST, "period_start": None}
    early = report(metadata=Metadata(published_on=date(2023, 10, 16)))
    late = report(document="d2", metadata=Metadata(published_on=date(2024, 6, 27)))
    early.say("降尘量不高于7吨/月·平方公里", ("7吨/月·平方公里", {**dustfall, "period_end": date(2025, 12, 31)}))
    late.say(f"降尘量不高于{value}吨/月·平方公里", (f"{value}吨/月·平方公里", {**dustfall, "period_end": due}))
    (check,) = early.checks("target_revision", late)
    assert check.verdict == verdict


def test_a_rank_is_tested_against_the_year_before(report: Callable[..., Any]) -> None:
    rank = {**RANK, "counted_from": CountedFrom.WORST, "indicator_id": "air_rank", "set_size": 168}
    last_year = {**rank, "period_start": date(2022, 1, 1), "period_end": date(2022, 12, 31)}
    for before, set_size, verdict in (("27", 168, "exact"), ("30", 168, "conflict"), ("27", 169, "untestable")):
        now, then = report(), report(document="d2")
        now.say("倒排第34位,同比提升7个名次", ("第34位", rank), ("7个名次", {**CHANGE, "of": 0}))
        then.say(f"倒排第{before}位", (f"第{before}位", {**last_year, "set_size": set_size}))
        (check,) = now.checks("rank_change", then)
        assert check.verdict == verdict


def test_a_year_to_date_average_attains_no_annual_target(report: Callable[..., Any]) -> None:
    actual = said(indicator_id="pm25_concentration", period_kind=PeriodKind.YEAR_TO_DATE)
    one = report()
    one.say("浓度43微克/立方米,完成45微克/立方米目标", ("43微克/立方米", actual), ("45微克/立方米", PLAN))
    assert [check.reason for check in one.checks("target_attainment")] == [Reason.NOT_DUE]


MONTHS = [(date(2023, 1, 1), date(2023, 1, 31)), (date(2023, 2, 1), date(2023, 2, 28))]
TO_FEBRUARY = (date(2023, 1, 1), date(2023, 2, 28))


def flow(period: tuple[date, date], kind: PeriodKind, indicator: str = "coal_consumption") -> dict[str, Any]:
    return said(indicator_id=indicator, period_start=period[0], period_end=period[1], period_kind=kind)


@pytest.mark.parametrize(
    ("year_to_date", "verdict"), [("30", "exact"), ("32", "conflict"), ("29.5", "within_rounding")]
)
def test_months_sum_to_the_year_to_date(report: Callable[..., Any], year_to_date: str, verdict: str) -> None:
    one = report()
    one.say("1月12.0万吨", ("12.0万吨", flow(MONTHS[0], PeriodKind.MONTH)))
    one.say("2月18.0万吨", ("18.0万吨", flow(MONTHS[1], PeriodKind.MONTH)))
    to_date = f"{year_to_date}万吨" if verdict != "within_rounding" else "30.1万吨"
    one.say(f"1—2月{to_date}", (to_date, flow(TO_FEBRUARY, PeriodKind.YEAR_TO_DATE)))
    assert [check.verdict for check in one.checks("sub_period_sum")] == [verdict]


def test_averages_of_months_are_not_summed(report: Callable[..., Any]) -> None:
    one = report()
    for period, kind in ((MONTHS[0], PeriodKind.MONTH), (MONTHS[1], PeriodKind.MONTH)):
        one.say("40微克/立方米", ("40微克/立方米", flow(period, kind, "pm25_concentration")))
    one.say("40微克/立方米", ("40微克/立方米", flow(TO_FEBRUARY, PeriodKind.YEAR_TO_DATE, "pm25_concentration")))
    assert one.checks("sub_period_sum") == []
    assert one.checks("cumulative_order") == []


def test_a_flow_does_not_fall_as_the_year_goes_on(report: Callable[..., Any]) -> None:
    for later, verdict, severity in (("30万吨", "exact", Severity.MEDIUM), ("10万吨", "conflict", Severity.MEDIUM)):
        one = report()
        one.say("1月12万吨", ("12万吨", flow(MONTHS[0], PeriodKind.YEAR_TO_DATE)))
        one.say(f"1—2月{later}", (later, flow(TO_FEBRUARY, PeriodKind.YEAR_TO_DATE)))
        (check,) = one.checks("cumulative_order")
        assert (check.verdict, check.severity, check.is_bound) == (verdict, severity, True)


def test_a_fall_across_documents_is_soft(report: Callable[..., Any]) -> None:
    january, february = report(), report(document="d2")
    january.say("1月12万吨", ("12万吨", flow(MONTHS[0], PeriodKind.YEAR_TO_DATE)))
    february.say("1—2月10万吨", ("10万吨", flow(TO_FEBRUARY, PeriodKind.YEAR_TO_DATE)))
    (check,) = january.checks("cumulative_order", february)
    assert (check.verdict, check.severity) == ("conflict", Severity.LOW)


def level(indicator: str) -> dict[str, Any]:
    return said(indicator_id=indicator)


# relation, figures by indicator, verdicts
ACCOUNTS: list[tuple[str, list[tuple[str, dict[str, Any]]], list[str]]] = [
    (
        "air_days",
        [
            ("200天", level("good_air_days")),
            ("50天", level("excellent_air_days")),
            ("150天", level("fair_air_days")),
        ],
        ["exact"],
    ),
    (
        "air_days",
        [
            ("201天", level("good_air_days")),
            ("50天", level("excellent_air_days")),
            ("150天", level("fair_air_days")),
        ],
        ["conflict"],
    ),
    (
        "air_days",
        [
            ("210天", level("good_air_days")),
            ("50天", level("excellent_air_days")),
            ("150天", level("fair_air_days")),
        ],
        ["conflict"],
    ),
    ("air_days", [("67.9%", level("good_air_days_ratio")), ("248天", level("good_air_days"))], ["exact"]),
    ("air_days", [("68.5%", level("good_air_days_ratio")), ("248天", level("good_air_days"))], ["untestable"]),
    ("air_days", [("63.5%", level("good_air_days_ratio")), ("248天", level("good_air_days"))], ["conflict"]),
    (
        "air_days",
        [
            ("68.5%", level("good_air_days_ratio")),
            ("248天", level("good_air_days")),
            ("362天", level("valid_air_days")),
        ],
        ["exact"],
    ),
    (
        "accounting_identity",
        [
            ("100亿元", level("gdp")),
            ("10亿元", level("primary_industry")),
            ("40亿元", level("secondary_industry")),
            ("50亿元", level("tertiary_industry")),
        ],
        ["exact"],
    ),
    (
        "accounting_identity",
        [("100亿元", level("foreign_trade")), ("60亿元", level("exports")), ("50亿元", level("imports"))],
        ["conflict"],
    ),
    (
        "accounting_identity",
        [
            ("100亿元", level("gdp")),
            ("50万吨标准煤", level("energy_consumption")),
            ("0.5吨标准煤/万元", level("energy_intensity")),
        ],
        ["untestable"],
    ),
    ("accounting_identity", [("100亿元", level("foreign_trade")), ("60亿元", level("exports"))], []),
    (
        "between",
        [
            ("5%", {**CHANGE, **level("foreign_trade")}),
            ("3%", {**CHANGE, **level("exports")}),
            ("9%", {**CHANGE, **level("imports")}),
        ],
        ["exact"],
    ),
    (
        "between",
        [
            ("1%", {**CHANGE, **level("foreign_trade")}),
            ("3%", {**CHANGE, **level("exports")}),
            ("9%", {**CHANGE, **level("imports")}),
        ],
        ["conflict"],
    ),
    ("between", [("2%", {**CHANGE, **level("foreign_trade")}), ("3%", {**CHANGE, **level("exports")})], []),
    (
        "composite_index",
        [("4.53", level("air_quality_index")), ("43微克/立方米", level("pm25_concentration"))],
        ["exact"],
    ),
    (
        "composite_index",
        [("1.03", level("air_quality_index")), ("43微克/立方米", level("pm25_concentration"))],
        ["conflict"],
    ),
]
SIX = [
    ("6微克/立方米", level("so2_concentration")),
    ("20微克/立方米", level("no2_concentration")),
    ("70微克/立方米", level("pm10_concentration")),
    ("35微克/立方米", level("pm25_concentration")),
    ("1毫克/立方米", level("co_concentration")),
    ("160微克/立方米", level("o3_concentration")),
]
ACCOUNTS += [
    ("composite_index", [("3.85", level("air_quality_index")), *SIX], ["exact"]),
    ("composite_index", [("4.85", level("air_quality_index")), *SIX], ["conflict"]),
]


@pytest.mark.parametrize(("relation", "figures", "verdicts"), ACCOUNTS)
def test_identities_of_one_document_place_and_period(
    report: Callable[..., Any], relation: str, figures: list[tuple[str, dict[str, Any]]], verdicts: list[str]
) -> None:
    one = report()
    for text, fields in figures:
        one.say(text, (text, fields))
    assert [str(check.verdict) for check in one.checks(relation)] == verdicts


def test_limits_of_a_later_standard_are_not_assumed(report: Callable[..., Any]) -> None:
    later = said(period_start=date(2026, 1, 1), period_end=date(2026, 12, 31))
    one = report()
    one.say("4.53", ("4.53", {**level("air_quality_index"), **later}))
    one.say("43微克/立方米", ("43微克/立方米", {**level("pm25_concentration"), **later}))
    assert [check.reason for check in one.checks("composite_index")] == [Reason.METHOD]


def test_an_indicator_printed_with_two_values_is_in_no_identity(report: Callable[..., Any]) -> None:
    one = report()
    for text, indicator in (
        ("9亿元", "exports"),
        ("8亿元", "exports"),
        ("3亿元", "imports"),
        ("12亿元", "foreign_trade"),
    ):
        one.say(text, (text, level(indicator)))
    assert one.checks("accounting_identity") == []


def test_the_first_deadline_comes_after_the_date_of_issue(report: Callable[..., Any]) -> None:
    def checked(deadline: str) -> list[str]:
        one = report(metadata=Metadata(published_on=date(2020, 1, 8)))
        one.say(f"2020年1月8日印发,{deadline}前完成", ("2020年1月8日", TIME), (deadline, TIME))
        task = replace(item(date(2020, 5, 31)), deadline_printed=None, measures=())
        found = reconcile(one.figures, {"d1": one.metadata}, one.vocabulary, [task]).checks
        return [check.verdict for check in found if check.relation == "deadline_order"]

    assert checked("2020年底") == ["exact"]
    assert checked("2019年底") == []


def test_an_item_is_as_long_as_its_list_says(report: Callable[..., Any]) -> None:
    def checked(stated: str) -> list[str]:
        one = report()
        one.say(f"任务清单(共{stated})如下", (stated, {}))
        tasks = [replace(item(date(2020, 5, 31)), task_id=f"d1-{n}", number=n, start=50 + n) for n in range(1, 13)]
        found = reconcile(one.figures, {"d1": one.metadata}, one.vocabulary, tasks).checks
        return [check.verdict for check in found if check.relation == "enumeration_count"]

    assert (checked("12项"), checked("13项"), checked("3项")) == (["exact"], ["conflict"], [])


def item(measure_due: date, status: TaskStatus = TaskStatus.DATED) -> Task:
    return Task(
        document="d1",
        task_id="d1-1",
        number=1,
        title="整改",
        section="",
        kind=TaskKind.ITEM,
        start=0,
        end=100,
        deadline_printed="2020年6月底",
        due_on=date(2020, 6, 30),
        status=status,
        measures=(Measure("1", f"{measure_due.year}年{measure_due.month}月底完成", measure_due),),
    )


@pytest.mark.parametrize(
    ("measure_due", "published_on", "status", "verdicts"),
    [
        (date(2020, 5, 31), date(2020, 1, 1), TaskStatus.DATED, ["exact"]),
        (date(2020, 9, 30), date(2020, 1, 1), TaskStatus.DATED, ["conflict"]),
        (date(2020, 5, 31), date(2020, 8, 1), TaskStatus.DATED, ["exact", "untestable"]),
        (date(2020, 5, 31), date(2020, 8, 1), TaskStatus.DONE, ["exact"]),
        (date(2020, 6, 30), date(2020, 1, 1), TaskStatus.DATED, ["exact"]),
    ],
)
def test_deadlines(
    report: Callable[..., Any], measure_due: date, published_on: date, status: TaskStatus, verdicts: list[str]
) -> None:
    one = report(metadata=Metadata(published_on=published_on))
    month = f"{measure_due.year}年{measure_due.month}月"
    one.say(f"{month}底完成,整改时限2020年6月底", (month, TIME), ("2020年6月", TIME))
    found = reconcile(one.figures, {"d1": one.metadata}, one.vocabulary, [item(measure_due, status)]).checks
    assert [check.verdict for check in found if check.relation == "deadline_order"] == verdicts


@pytest.mark.parametrize(
    ("due", "kind", "reason"),
    [
        (date(2023, 12, 31), PeriodKind.YEAR, Reason.NO_CLAIM),
        (date(2025, 12, 31), PeriodKind.YEAR, Reason.NOT_DUE),
        (date(2023, 12, 31), PeriodKind.YEAR_TO_DATE, Reason.NOT_DUE),
    ],
)
def test_a_target_without_a_claim_is_data(
    report: Callable[..., Any], due: date, kind: PeriodKind, reason: Reason
) -> None:
    pm25 = said(indicator_id="pm25_concentration")
    one = report()
    one.say("目标40微克/立方米", ("40微克/立方米", {**PLAN, **pm25, "period_start": None, "period_end": due}))
    one.say("浓度43微克/立方米", ("43微克/立方米", {**pm25, "period_kind": kind}))
    assert [check.reason for check in one.checks("target_attainment")] == [reason]


def test_levels_made_in_different_ways_are_not_compared(report: Callable[..., Any]) -> None:
    pm10 = said(indicator_id="pm10_concentration", subject="PM10浓度")
    one = report()
    one.say("PM10浓度80微克/立方米。", ("80微克/立方米", pm10))
    one.say("扣除沙尘影响后PM10浓度73微克/立方米。", ("73微克/立方米", pm10))
    assert [check.reason for check in one.checks("repeated_figure")] == [Reason.METHOD]


def test_names_that_do_not_tell_things_apart_make_no_conflict(report: Callable[..., Any]) -> None:
    pm10 = said(indicator_id="pm10_concentration", subject="PM10浓度")
    one = report()
    for value in ("80", "73", "66"):
        one.say(f"PM10浓度{value}微克/立方米。", (f"{value}微克/立方米", pm10))
    assert one.checks("repeated_figure") == []
