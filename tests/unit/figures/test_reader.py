"""Sentences of our own, each for one thing that reports do with numbers."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest

from hedui.figures.figure import Figure
from hedui.vocabulary.codes import ChangeKind, Comparator, CountedFrom, PeriodKind, Role

Read = Callable[[str], tuple[Figure, ...]]
REPORT = "临川市2022年生态环境工作情况报告\n\n"
PLAN = "临川市水环境提升行动计划(2022—2025年)\n\n一、主要目标\n\n"


def one(figures: tuple[Figure, ...], text: str) -> Figure:
    """The only figure printed as ``text``."""
    (found,) = [figure for figure in figures if figure.text == text]
    return found


@pytest.mark.parametrize(
    ("sentence", "text", "role", "value", "unit", "subject"),
    [
        ("全市原煤产量812万吨。", "812万吨", Role.ACTUAL, 8_120_000, "t", "原煤产量"),
        ("完成31家化工企业提标改造。", "31家", Role.ACTUAL, 31, "家", "化工企业提标改造"),
        ("水面保洁出动船只4.2万艘次。", "4.2万艘次", Role.ACTUAL, 42_000, "艘次", "船只"),
        ("新建湿地公园5座,栽植苗木30余万株。", "30余万株", Role.ACTUAL, 300_000, "株", "苗木"),
        ("PM2.5平均浓度31微克/立方米,同比下降6.1%。", "6.1%", Role.CHANGE, Fraction(-61, 10), "%", "PM2.5"),
        ("用水总量比上年减少2300万立方米。", "2300万立方米", Role.CHANGE, -23_000_000, "m3", "用水总量"),
        ("优良天数比例提高3.4个百分点。", "3.4个百分点", Role.CHANGE, Fraction(34, 10), "pp", "优良天数比例"),
        ("计划整治河道40公里,已完成26公里,完成率65%。", "65%", Role.RATE, 65, "%", "整治河道"),
        ("空气质量综合指数4.02。", "4.02", Role.ACTUAL, Fraction(402, 100), "1", "综合指数"),
        ("空气质量在全省18个城市中排名第5位。", "第5位", Role.RANK, 5, "place", "空气质量"),
        ("计划年内退出后10名。", "10名", Role.PLAN, 10, "place", ""),
        ("对年取水量50万立方米以上的工厂安装计量设施。", "50万立方米", Role.THRESHOLD, 500_000, "m3", ""),
        ("在全国168个重点城市中居中游。", "168个", Role.SCOPE, 168, "个", ""),
        ("污水处理厂提升改造完成七成。", "七成", Role.RATE, 70, "%", "污水处理厂"),
        ("引入外电81.5亿度。", "81.5亿度", Role.ACTUAL, 8_150_000_000, "kWh", "外电"),
        ("预警时间6天8小时。", "6天8小时", Role.ACTUAL, 152, "h", "预警时间"),
        ("室外气温低至零下12℃。", "12℃", Role.ACTUAL, -12, "℃", "气温"),
        ("建设2×350MW热电机组。", "2×350MW", Role.ACTUAL, 700_000, "kW", "热电机组"),
        ("开展三轮入户排查。", "三轮", Role.ACTUAL, 3, "轮", "入户排查"),
        ("百分之九十的村庄实现垃圾清运。", "百分之九十", Role.ACTUAL, 90, "%", "村庄"),
    ],
)
def test_facts(read: Read, sentence: str, text: str, role: Role, value: Fraction, unit: str, subject: str) -> None:
    figure = one(read(REPORT + sentence), text)
    assert (figure.role, figure.value, figure.unit) == (role, value, unit)
    assert subject in figure.subject


@pytest.mark.parametrize(
    ("sentence", "text", "role"),
    [
        ("全市PM10浓度有所下降。", "PM10", Role.IDENT),
        ("淘汰国三柴油货车。", "国三", Role.IDENT),
        ("执行GB 3095—2012标准。", "GB 3095—2012", Role.IDENT),
        ("落实临政办〔2022〕15号文件。", "临政办〔2022〕15号", Role.IDENT),
        ("推广“1+N”模式。", "1+N", Role.NAME),
        ("水质稳定在Ⅱ类。", "Ⅱ类", Role.IDENT),
        ("实行24小时值守。", "24小时", Role.TIME),
        ("制定三年行动计划。", "三年", Role.NAME),
        ("“十四五”时期成效明显。", "十四五", Role.TIME),
        ("建成500千伏变电站。", "500千伏", Role.IDENT),
        ("引进世界500强企业。", "500强", Role.NAME),
        ("G310沿线绿化提升。", "G310", Role.IDENT),
        ("5G基站布局优化。", "5G", Role.IDENT),
    ],
)
def test_numerals_that_are_no_facts(read: Read, sentence: str, text: str, role: Role) -> None:
    assert one(read(REPORT + sentence), text).role is role


@pytest.mark.parametrize(
    ("sentence", "text", "comparator"),
    [
        ("绿化面积达到约30公顷。", "30公顷", Comparator.ABOUT),
        ("带动就业超过2万人。", "2万人", Comparator.ABOVE),
        ("出动巡查人员6000余人次。", "6000余人次", Comparator.ABOVE),
        ("供电煤耗低于300克/千瓦时。", "300克/千瓦时", Comparator.BELOW),
        ("再生水利用率不低于30%。", "30%", Comparator.AT_LEAST),
        ("降尘量控制在8吨/平方公里·月以内。", "8吨/平方公里·月", Comparator.AT_MOST),
        ("秸秆综合利用率95%以上。", "95%", Comparator.AT_LEAST),
        ("新增绿地50公顷左右。", "50公顷", Comparator.ABOUT),
    ],
)
def test_comparators(read: Read, sentence: str, text: str, comparator: Comparator) -> None:
    assert one(read(REPORT + sentence), text).comparator is comparator


def test_fields_of_one_figure(read: Read) -> None:
    figure = one(read(REPORT + "全市造林2.50万亩。"), "2.50万亩")
    assert (figure.number_printed, figure.decimals, figure.scale, figure.unit_printed) == ("2.50", 2, 10_000, "万亩")
    assert figure.unit_factor == Fraction(10_000, 15)
    half = Fraction(5, 1000) * 10_000 * Fraction(10_000, 15)
    assert figure.value is not None
    assert (figure.value_low, figure.value_high) == (figure.value - half, figure.value + half)


def test_a_range_has_ends_and_no_value(read: Read) -> None:
    figure = one(read(PLAN + "到2025年,森林覆盖率提高到35%-38%。"), "35%-38%")
    assert figure.value is None
    assert (figure.range_low, figure.range_high) == (35, 38)


def test_numbers_are_dealt_out_in_order(read: Read) -> None:
    figures = read(REPORT + "水泥、钢材产量分别为120万吨和85万吨,同比分别增长2.1%和下降3.0%。")
    cement, steel = one(figures, "120万吨"), one(figures, "85万吨")
    assert ("水泥" in cement.subject, "钢材" in steel.subject) == (True, True)
    assert one(figures, "2.1%").qualifies == cement.figure_id
    assert (one(figures, "3.0%").value, one(figures, "3.0%").qualifies) == (-3, steel.figure_id)


def test_plan_done_and_rate(read: Read) -> None:
    figures = read(REPORT + "计划新建管网80公里,目前已建成52.6公里,完成率65.7%。")
    done = one(figures, "52.6公里")
    assert (one(figures, "80公里").role, done.role) == (Role.PLAN, Role.ACTUAL)
    assert one(figures, "65.7%").qualifies == done.figure_id
    assert "管网" in done.subject


@pytest.mark.parametrize(
    ("sentence", "text", "start", "end", "kind"),
    [
        ("全市降水日数95天。", "95天", date(2022, 1, 1), date(2022, 12, 31), PeriodKind.YEAR),
        ("1-9月,全市发电量86亿千瓦时。", "86亿千瓦时", date(2022, 1, 1), date(2022, 9, 30), PeriodKind.YEAR_TO_DATE),
        ("7月份,出动执法人员900人次。", "900人次", date(2022, 7, 1), date(2022, 7, 31), PeriodKind.MONTH),
        ("到2026年,建成绿道300公里。", "300公里", date(2026, 1, 1), date(2026, 12, 31), PeriodKind.DUE),
        ("2023年6月底前,完成清淤12公里。", "12公里", None, date(2023, 6, 30), PeriodKind.DUE),
        ("全市风电装机容量40万千瓦。", "40万千瓦", None, date(2022, 12, 31), PeriodKind.INSTANT),
    ],
)
def test_periods(read: Read, sentence: str, text: str, start: date | None, end: date, kind: PeriodKind) -> None:
    figure = one(read(REPORT + sentence), text)
    assert (figure.period_start, figure.period_end, figure.period_kind) == (start, end, kind)


def test_a_level_that_a_change_starts_from_is_of_the_time_before(read: Read) -> None:
    figures = read(REPORT + "森林覆盖率由31.2%提高到32.0%。")
    assert one(figures, "31.2%").period_end == date(2021, 12, 31)
    assert one(figures, "32.0%").period_end == date(2022, 12, 31)


def test_the_base_of_a_change(read: Read) -> None:
    figures = read(PLAN + "到2025年,万元产值用水量较2020年下降16%。")
    change = one(figures, "16%")
    assert (change.role, change.is_planned, change.change_kind) == (Role.CHANGE, True, ChangeKind.FIXED_BASE)
    assert change.base_period_end == date(2020, 12, 31)
    assert change.period_end == date(2025, 12, 31)


def test_numbers_under_headings_of_what_is_to_come_are_planned(read: Read) -> None:
    text = REPORT + "一、工作完成情况\n\n全年植树60万株。\n\n二、下一步工作打算\n\n整治排污口45个。"
    figures = read(text)
    assert (one(figures, "60万株").role, one(figures, "45个").role) == (Role.ACTUAL, Role.PLAN)


def test_a_rank_from_the_worst_end(read: Read) -> None:
    figure = one(read(REPORT + "空气质量综合指数在全国168个重点城市倒排第41位。"), "第41位")
    assert (figure.counted_from, figure.set_size) == (CountedFrom.WORST, 168)


def test_what_narrows_the_population_is_kept(read: Read) -> None:
    assert one(read(REPORT + "规模以上工业用电量75亿千瓦时。"), "75亿千瓦时").scope == "规模以上"


def test_damage_and_script_change_nothing_but_offsets(read: Read) -> None:
    plain = read(REPORT + "完成修复2.45万亩,新增水面68公顷,同比增长4.5%。")
    damaged = read(REPORT + "完 成修复2. 45 万亩,新增水 面68 公顷,同比增长4.5%。")
    traditional = read("臨川市2022年生態環境工作情況報告\n\n完成修復2.45萬畝,新增水面68公頃,同比增長4.5%。")
    expected = [(f.role, f.value, f.unit, f.subject, f.period_end) for f in plain]
    assert [(f.role, f.value, f.unit, f.subject, f.period_end) for f in damaged] == expected
    assert [(f.role, f.value, f.unit, f.subject, f.period_end) for f in traditional] == expected


def test_slices_are_of_the_file(read: Read) -> None:
    text = REPORT + "完成修复2. 45万亩。"
    for figure in read(text):
        assert text[figure.start : figure.end] == figure.text
        assert text[figure.sentence_start : figure.sentence_start + len(figure.sentence)] == figure.sentence
