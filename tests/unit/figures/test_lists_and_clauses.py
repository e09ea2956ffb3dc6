"""Numbers that are told apart by the list, the clause or the sentence they stand in; sentences of our own."""

from collections.abc import Callable
from datetime import date

import pytest

from hedui.figures.figure import Figure
from hedui.vocabulary.codes import Comparator, Role

Read = Callable[[str], tuple[Figure, ...]]
REPORT = "临川市2022年生态环境工作情况报告\n\n"
PLAN = "临川市水环境提升行动计划(2022—2025年)\n\n"


def by_text(figures: tuple[Figure, ...]) -> dict[str, Figure]:
    return {figure.text: figure for figure in figures}


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("镍、锡、锑产量依次为12万吨、7万吨、3万吨。", {"12万吨": "镍", "7万吨": "锡", "3万吨": "锑"}),
        ("降尘量、综合指数实现“双下降”,分别下降2.1%、7.9%。", {"2.1%": "降尘量", "7.9%": "综合指数"}),
        (
            "水稻机收率81.3%,玉米机收率71.8%,较2020年分别提高1.4个百分点和2.6个百分点。",
            {"1.4个百分点": "水稻", "2.6个百分点": "玉米"},
        ),
        (
            "镍和锡库存分别为9万吨、6万吨,比2019年的12万吨、7万吨分别减少25%(其中出口减少3%)、14.3%。",
            {"12万吨": "镍", "7万吨": "锡", "25%": "镍", "14.3%": "锡"},
        ),
        ("风电装机达到900万千瓦,占比由31%提高到54%、首次超过煤电。", {"31%": "风电", "54%": "风电"}),
        ("NO2浓度31微克/立方米。与上年相比,SO2与CO持平,O3上升5.8%。", {"5.8%": "O3"}),
        (
            "全省县区综合指数最低的2个县依次是云河县和溪源县,分别为2.9和3.0;指数最高的2个县为平阳县、东川县,分别为4.8、4.7。",
            {"2.9": "云河县综合指数", "3.0": "溪源县综合指数", "4.8": "平阳县综合指数", "4.7": "东川县综合指数"},
        ),
        ("实施第一轮退耕还湿,截至目前共计完成11.3万亩。", {"11.3万亩": "退耕还湿"}),
        ("加快矿坑修复,投资755万元。", {"755万元": "矿坑修复"}),
        ("临川粮食产量在上年增产3万吨的基础上,再增产5万吨,达到138万吨。", {"138万吨": "粮食产量"}),
    ],
)
def test_each_number_has_the_name_of_its_own_thing(read: Read, sentence: str, names: dict[str, str]) -> None:
    figures = by_text(read(REPORT + sentence))
    assert {text: name in figures[text].subject for text, name in names.items()} == dict.fromkeys(names, True)


@pytest.mark.parametrize(
    ("sentence", "links"),
    [
        ("达标的有213个,占62.8%,比上年减少5个。", {"5个": "213个"}),
        ("林草覆盖率41%,新建林场5家,林草覆盖率提高2.0个百分点。", {"2.0个百分点": "41%"}),
        ("PM10平均浓度61微克/立方米,NO2平均浓度30微克/立方米。与2021年相比,PM10下降4%。", {"4%": "61微克/立方米"}),
        ("增加值90亿元,增长6%,增速高于全国2.0个百分点,高于全省1.0个百分点。", {"1.0个百分点": "6%"}),
    ],
)
def test_a_change_points_to_its_level(read: Read, sentence: str, links: dict[str, str]) -> None:
    figures = by_text(read(REPORT + sentence))
    assert {text: figures[text].qualifies for text in links} == {
        text: figures[level].figure_id for text, level in links.items()
    }


@pytest.mark.parametrize(
    ("sentence", "text", "role"),
    [
        ("以“清水入湖”为总目标,投资12亿元的6个治理项目建成。", "12亿元", Role.ACTUAL),
        ("超额完成上级下达目标,用水强度下降20.5%。", "20.5%", Role.CHANGE),
    ],
)
def test_goals_that_are_only_named_plan_nothing(read: Read, sentence: str, text: str, role: Role) -> None:
    figure = by_text(read(REPORT + sentence))[text]
    assert (figure.role, figure.is_planned) == (role, False)


@pytest.mark.parametrize(
    ("sentence", "comparators"),
    [
        ("镍、锡排放量分别控制在10.9万吨、0.91万吨以内。", {"10.9万吨": "<=", "0.91万吨": "<="}),
        ("林地、草地覆盖率分别不低于31%和24%。", {"31%": ">=", "24%": ">="}),
        ("新城面积、人口分别达到18平方公里、人口达到15万人左右。", {"18平方公里": "=", "15万人": "~"}),
    ],
)
def test_a_comparator_holds_for_the_whole_list(read: Read, sentence: str, comparators: dict[str, str]) -> None:
    figures = by_text(read(PLAN + sentence))
    assert {text: figures[text].comparator for text in comparators} == {
        text: Comparator(sign) for text, sign in comparators.items()
    }


@pytest.mark.parametrize(
    ("sentence", "text", "end"),
    [
        ("三次产业结构由上年的9.4:66.8:23.8调整为8.3:71.1:20.6。", "66.8", date(2021, 12, 31)),
        ("建设“十四五”批复的6个基地,新增泵站3座。", "3座", date(2022, 12, 31)),
    ],
)
def test_a_time_said_of_one_thing_alone_goes_no_further(read: Read, sentence: str, text: str, end: date) -> None:
    assert by_text(read(REPORT + sentence))[text].period_end == end


def test_what_a_level_fell_to_is_no_change(read: Read) -> None:
    figures = by_text(read(REPORT + "镍排放量由上年的1107吨减少到995吨,下降10.1%。"))
    assert (figures["1107吨"].role, figures["995吨"].role) == (Role.ACTUAL, Role.ACTUAL)
    assert figures["10.1%"].qualifies == figures["995吨"].figure_id


def test_a_nameless_part_is_of_a_narrower_scope(read: Read) -> None:
    figures = by_text(read(REPORT + "建成监测设备30台,其中21台已联网。"))
    assert (figures["30台"].scope, figures["21台"].scope) == (None, "其中已联网")


def test_what_was_met_is_a_goal_the_whole_list_of_it(read: Read) -> None:
    figures = by_text(read(REPORT + "超额完成综合指数下降4%、降尘量减少6%的改善目标。用水量比上年下降3%。"))
    assert [(text, figures[text].is_planned) for text in ("4%", "6%", "3%")] == [
        ("4%", True),
        ("6%", True),
        ("3%", False),
    ]
