"""What changed, by how much, against what, and which level it speaks of."""

from collections.abc import Callable
from datetime import date

import pytest

from hedui.figures.bases import Against
from hedui.figures.figure import Figure
from hedui.language.rules import Rule, load_rules
from hedui.vocabulary.codes import ChangeKind, CountedFrom, Role

Read = Callable[[str], tuple[Figure, ...]]

REPORT = "临川市2022年生态环境工作情况报告\n\n"
REVIEW = "临川市“十三五”时期生态环境工作回顾\n\n"
GOALS = "临川市2022年政府工作报告\n\n今年主要预期目标是:"
MAY = (date(2022, 5, 1), date(2022, 5, 31))
NINE_MONTHS = (date(2021, 1, 1), date(2021, 9, 30))
RULES = load_rules("change")
KINDS = {
    Against.YEAR_BEFORE: ChangeKind.YEAR_ON_YEAR,
    Against.PERIOD_BEFORE: ChangeKind.PREVIOUS_PERIOD,
    Against.YEAR_END_BEFORE: ChangeKind.FIXED_BASE,
    Against.EACH_YEAR: ChangeKind.ANNUALISED,
    Against.TWO_YEARS_AVERAGE: ChangeKind.ANNUALISED,
    Against.CUMULATIVE: ChangeKind.CUMULATIVE,
    Against.EVENT: ChangeKind.FIXED_BASE,
    Against.OTHER: ChangeKind.VERSUS_OTHER,
    Against.BEFORE_MEASURE: ChangeKind.UNKNOWN,
}


def named(rules: tuple[Rule, ...], attribute: str) -> list[object]:
    return [
        pytest.param(rule, text, id=f"{rule.rule_id}: {text}") for rule in rules for text in getattr(rule, attribute)
    ]


def changes(figures: tuple[Figure, ...]) -> list[Figure]:
    return [figure for figure in figures if figure.role is Role.CHANGE]


def one(figures: tuple[Figure, ...], text: str) -> Figure:
    (found,) = [figure for figure in figures if figure.text == text]
    return found


def year(first: int, last: int | None = None) -> tuple[date, date]:
    return date(first, 1, 1), date(last or first, 12, 31)


def base(figure: Figure) -> tuple[date | None, date | None]:
    return figure.base_period_start, figure.base_period_end


@pytest.mark.parametrize(("rule", "text"), named(RULES, "examples"))
def test_a_rule_fires_on_its_examples(rule: Rule, text: str) -> None:
    assert rule.pattern.search(text)


@pytest.mark.parametrize(("rule", "text"), named(RULES, "counterexamples"))
def test_a_rule_does_not_fire_on_what_is_another(rule: Rule, text: str) -> None:
    assert not rule.pattern.search(text)


@pytest.mark.parametrize(("rule", "text"), named(tuple(r for r in RULES if r.means in set(Against)), "examples"))
def test_an_example_of_a_comparison_is_read_so(read: Read, rule: Rule, text: str) -> None:
    assert {figure.change_kind for figure in changes(read(REPORT + text))} == {KINDS[Against(rule.means)]}


@pytest.mark.parametrize(
    ("sign", "text"),
    [(1, text) for rule in RULES if rule.means == "rising" for text in rule.examples]
    + [(-1, text) for rule in RULES if rule.means == "falling" for text in rule.examples],
)
def test_an_example_of_a_verb_gives_its_sign(read: Read, sign: int, text: str) -> None:
    (change,) = changes(read(REPORT + text))
    assert change.value is not None
    assert change.value * sign > 0


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("综合指数同比改善0.9%。", "-0.9"),
        ("综合指数同比变差1.4%。", "1.4"),
        ("断面优良率同比改善3个百分点。", "3"),
        ("PM2.5浓度30微克/立方米,优于年度目标2微克/立方米。", "-2"),
        ("断面优良率为81%,优于年度目标4个百分点。", "4"),
        ("断面优良率为71%,劣于目标值6个百分点。", "-6"),
        ("劣五类断面比例为1.5%,劣于目标值0.5个百分点。", "0.5"),
        ("劣五类断面比例为0.5%,优于年度考核要求1.5个百分点。", "-1.5"),
        ("工业投资增长4%,高于全省1.5个百分点。", "1.5"),
        ("工业投资增长4%,低于全省1.5个百分点。", "-1.5"),
        ("工业投资增长4%,比全省平均水平低1.5个百分点。", "-1.5"),
        ("改造进度为62%,距年度目标还差8个百分点。", "-8"),
    ],
)
def test_a_change_is_signed_as_actual_minus_other(read: Read, sentence: str, value: str) -> None:
    figure = changes(read(REPORT + sentence))[-1]
    assert f"{float(figure.value or 0):g}" == value


def test_what_is_far_from_no_distance_is_the_goal_itself(read: Read) -> None:
    figures = read(REPORT + "PM2.5浓度30微克/立方米,优于年度目标35微克/立方米。")
    assert one(figures, "35微克/立方米").role is Role.PLAN


@pytest.mark.parametrize(
    ("sentence", "text", "kind", "expected"),
    [
        ("全市用水量31亿立方米,比上年下降3%。", "3%", ChangeKind.YEAR_ON_YEAR, year(2021)),
        ("1—9月,全市用水量31亿立方米,同比下降3%。", "3%", ChangeKind.YEAR_ON_YEAR, NINE_MONTHS),
        ("全市用水量31亿立方米,比2019年下降3%。", "3%", ChangeKind.FIXED_BASE, year(2019)),
        ("全市用水量31亿立方米,比2021年下降3%。", "3%", ChangeKind.YEAR_ON_YEAR, year(2021)),
        ("全市用水量31亿立方米,较“十三五”末下降3%。", "3%", ChangeKind.FIXED_BASE, (None, date(2020, 12, 31))),
        ("与2015年相比,全市用水量下降3%;农田用水量下降4%。", "4%", ChangeKind.FIXED_BASE, year(2015)),
        ("用水量由2020年的33亿立方米下降到31亿立方米,减少2亿立方米。", "2亿立方米", ChangeKind.FIXED_BASE, year(2020)),
        ("6月份,全市用水量3亿立方米,环比增长3%。", "3%", ChangeKind.PREVIOUS_PERIOD, MAY),
        ("6月份,用水量增长3%,增速比5月份加快1个百分点。", "1个百分点", ChangeKind.PREVIOUS_PERIOD, MAY),
        ("年末机动车保有量比年初增长3%。", "3%", ChangeKind.FIXED_BASE, (None, date(2021, 12, 31))),
        ("“十三五”期间,全市用水量年均下降3%。", "3%", ChangeKind.ANNUALISED, year(2015)),
        ("“十三五”期间,万元产值用水量累计下降3%。", "3%", ChangeKind.CUMULATIVE, year(2015)),
        ("全市用水量31亿立方米,两年平均增长3%。", "3%", ChangeKind.ANNUALISED, year(2020)),
        ("用水量由2015年的33亿立方米下降到2020年的32亿立方米,累计下降3%。", "3%", ChangeKind.CUMULATIVE, year(2015)),
        ("全市用水量五年下降3%。", "3%", ChangeKind.CUMULATIVE, year(2017)),
        ("工业投资增速分别比全国、全省高2、3个百分点。", "3个百分点", ChangeKind.VERSUS_OTHER, (None, None)),
        ("全市降水量比常年偏多3%。", "3%", ChangeKind.FIXED_BASE, (None, None)),
        ("工业投资增长4%,高于全省3个百分点。", "3个百分点", ChangeKind.VERSUS_OTHER, (None, None)),
        ("工业投资年均增长4%,高于“十三五”时期3个百分点。", "3个百分点", ChangeKind.FIXED_BASE, year(2016, 2020)),
    ],
)  # fmt: skip
def test_what_a_change_is_against(
    read: Read, sentence: str, text: str, kind: ChangeKind, expected: tuple[date | None, date | None]
) -> None:
    figure = one(read(REPORT + sentence), text)
    assert (figure.change_kind, base(figure), figure.is_inferred) == (kind, expected, False)


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        (REPORT + "全市用水量31亿立方米、下降3%。", ChangeKind.YEAR_ON_YEAR, year(2021)),
        (REPORT + "颗粒物年均浓度31微克/立方米、下降3%。", ChangeKind.YEAR_ON_YEAR, year(2021)),
        (REPORT + "1—9月,全市用水量下降3%。", ChangeKind.YEAR_ON_YEAR, NINE_MONTHS),
        (REVIEW + "全市用水量下降3%。", ChangeKind.CUMULATIVE, year(2015)),
        (GOALS + "生产总值增长3%左右。", ChangeKind.YEAR_ON_YEAR, year(2021)),
    ],
)
def test_a_base_that_the_text_implies_is_marked(
    read: Read, text: str, kind: ChangeKind, expected: tuple[date | None, date | None]
) -> None:
    figure = one(read(text), "3%")
    assert (figure.change_kind, base(figure), figure.is_inferred) == (kind, expected, True)


def test_parts_and_lists_go_on_with_the_comparison(read: Read) -> None:
    text = (
        "全市用水量比2019年下降5%,其中工业下降3%,农业下降2%。其中生态用水增长1%。用电量、用气量分别比2018年增长6%、7%。"
    )
    figures = changes(read(REPORT + text))
    assert [base(figure)[1] for figure in figures] == [date(2019, 12, 31)] * 4 + [date(2018, 12, 31)] * 2


def test_an_average_is_of_its_own_clause_and_its_list(read: Read) -> None:
    text = "“十三五”期间,工业、农业用水量年均分别下降5%、4%,用电量增长3%。"
    kinds = [figure.change_kind for figure in changes(read(REPORT + text))]
    assert kinds == [ChangeKind.ANNUALISED, ChangeKind.ANNUALISED, ChangeKind.CUMULATIVE]


def test_a_change_of_growth_speaks_of_the_growth(read: Read) -> None:
    figures = read(REPORT + "6月份,发电量80亿千瓦时,同比下降4%,降幅比5月份收窄2个百分点,工业用电量增长3%。")
    assert (one(figures, "2个百分点").value, one(figures, "2个百分点").qualifies) == (-2, one(figures, "4%").figure_id)
    assert one(figures, "3%").change_kind is ChangeKind.YEAR_ON_YEAR


def test_nothing_changed_is_a_change_of_nothing(read: Read) -> None:
    figures = read(REPORT + "断面优良率为81.0%,与上年持平;颗粒物浓度43微克/立方米,同比持平;消费价格与上年持平。")
    share, concentration, price = changes(figures)
    assert [(f.text, f.value, f.unit, f.change_kind) for f in (share, concentration, price)] == [
        ("持平", 0, "pp", ChangeKind.YEAR_ON_YEAR),
        ("持平", 0, "ug/m3", ChangeKind.YEAR_ON_YEAR),
        ("持平", 0, "%", ChangeKind.YEAR_ON_YEAR),
    ]
    assert share.qualifies == one(figures, "81.0%").figure_id
    assert (share.value_low, share.value_high) == pytest.approx((-0.05, 0.05))
    assert "消费价格" in price.subject


def test_a_ranking_moves_from_place_to_place(read: Read) -> None:
    figures = read(REPORT + "环境质量排名由倒排32位上升到倒排41位,前移9位。")
    first, last, moved = one(figures, "32位"), one(figures, "41位"), one(figures, "9位")
    assert (first.role, last.role, moved.role) == (Role.RANK, Role.RANK, Role.CHANGE)
    assert (moved.value, moved.unit, moved.qualifies) == (9, "place", last.figure_id)
    assert (first.period_end, moved.counted_from) == (date(2021, 12, 31), CountedFrom.WORST)


def test_a_range_of_declines_runs_from_low_to_high(read: Read) -> None:
    figure = one(read(REPORT + "各区颗粒物浓度降幅1.18%至1.53%。"), "1.18%至1.53%")
    assert (figure.range_low, figure.range_high) == pytest.approx((-1.53, -1.18))


def test_a_level_in_another_measure_is_not_what_changed(read: Read) -> None:
    assert one(read(REPORT + "优良天数比例达到77%、增加13天。"), "13天").qualifies is None


def test_a_share_given_to_a_total_and_a_term_extended_are_no_changes(read: Read) -> None:
    figures = read(REPORT + "服务业对经济增长贡献超五成,开展土地承包到期后再延长30年试点。")
    assert (one(figures, "五成").role, one(figures, "30年").role) == (Role.ACTUAL, Role.TIME)


def test_a_change_in_brackets_is_the_same_in_another_unit(read: Read) -> None:
    figures = read(REPORT + "造林面积12千公顷(18万亩),较2021年减少2千公顷(3万亩),下降14.3%。")
    ((hectares, mu, share), levels) = changes(figures), [one(figures, "12千公顷"), one(figures, "18万亩")]
    assert [change.value is not None and change.value < 0 for change in (hectares, mu, share)] == [True] * 3
    assert {change.change_kind for change in (hectares, mu, share)} == {ChangeKind.YEAR_ON_YEAR}
    assert [change.qualifies for change in (hectares, mu, share)] == [
        levels[0].figure_id,
        levels[1].figure_id,
        levels[0].figure_id,
    ]


def test_a_goal_may_be_printed_between(read: Read) -> None:
    figures = read(REPORT + "PM2.5浓度30微克/立方米,比年度目标(33微克/立方米)低3微克/立方米。")
    assert (one(figures, "3微克/立方米").value, one(figures, "3微克/立方米").change_kind) == (
        -3,
        ChangeKind.VERSUS_OTHER,
    )


def test_a_base_may_be_printed_with_its_level(read: Read) -> None:
    figures = read(REPORT + "优良天数比例为85%,与2019年同期(82%)相比提高3个百分点。")
    assert base(one(figures, "3个百分点")) == year(2019)


def test_what_a_report_still_foresees_is_of_the_year_reported_on(read: Read) -> None:
    figures = read(
        "临川市2023年政府工作报告\n\n一、2022年工作回顾\n\n过去一年,完成造林5万亩。预计全年用电量80亿千瓦时、增长5%。"
        "\n\n二、2023年工作安排\n\n今年主要预期目标是:生产总值增长6%左右。\n"
    )
    foreseen, aimed_at = one(figures, "5%"), one(figures, "6%")
    assert (foreseen.is_planned, foreseen.period_end, base(foreseen)) == (True, date(2022, 12, 31), year(2021))
    assert (aimed_at.is_planned, aimed_at.period_end, base(aimed_at)) == (True, date(2023, 12, 31), year(2022))


def test_a_change_of_points_behind_a_growth_speaks_of_it(read: Read) -> None:
    figures = read(REPORT + "工业用电量增速为6.5%,较上年提高1.2个百分点。")
    assert one(figures, "1.2个百分点").qualifies == one(figures, "6.5%").figure_id
