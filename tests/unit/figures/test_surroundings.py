"""What a number's surroundings make of it: sizes, sets, rules, goals, due dates; sentences of our own."""

from collections.abc import Callable
from datetime import date

import pytest

from hedui.figures.figure import Figure
from hedui.vocabulary.codes import Role

Read = Callable[[str], tuple[Figure, ...]]
REPORT = "临川市2022年生态环境工作情况报告\n\n"


def of(figures: tuple[Figure, ...], text: str) -> Figure:
    return next(figure for figure in figures if figure.text == text)


@pytest.mark.parametrize(
    ("sentence", "roles"),
    [
        ("计划拆除4.3米焦炉4座。", {"4.3米": Role.THRESHOLD, "4座": Role.PLAN}),
        ("拆除锅炉19台416蒸吨。", {"19台": Role.ACTUAL, "416蒸吨": Role.ACTUAL}),
        ("关停2台1.5万千瓦机组。", {"2台": Role.ACTUAL, "1.5万千瓦": Role.THRESHOLD}),
        ("郊县10蒸吨以下、主城区35蒸吨以下燃煤锅炉清零。", {"10蒸吨": Role.THRESHOLD, "35蒸吨": Role.THRESHOLD}),
        ("临川成为全国6个先行区之一。", {"6个": Role.SCOPE}),
        ("3个县市区进入全省前列。", {"3个": Role.ACTUAL}),
        ("对完成率低于80%的任务挂牌督办。", {"80%": Role.THRESHOLD}),
        ("比例46%,距年底90%以上的目标尚有差距。", {"46%": Role.ACTUAL, "90%": Role.PLAN}),
        ("处置污泥31.7万吨(含水率按80%计)。", {"80%": Role.THRESHOLD}),
        ("整治沿江1公里范围内的码头。", {"1公里": Role.THRESHOLD}),
        ("优良天数301天,其中优38天、良263天。", {"38天": Role.ACTUAL, "263天": Role.ACTUAL}),
        ("重度及以上污染天数不超过6天。", {"6天": Role.PLAN}),
        ("优良天数261天,比上年多6天。", {"6天": Role.CHANGE}),
        ("完成投资9.6亿元,占总投资的61.5%。", {"61.5%": Role.RATE}),
        ("建成管网12公里,为年度计划的1.07倍。", {"1.07倍": Role.RATE}),
        ("氨氮、总磷减排量分别为3吨和2吨,完成省定任务的112.9%和108.8%。", {"108.8%": Role.RATE}),
        ("浓度高出全国均值9微克/立方米。", {"9微克/立方米": Role.CHANGE}),
        ("净受入电量73亿千瓦时,同比多受入10亿千瓦时。", {"10亿千瓦时": Role.CHANGE}),
        ("港口岸电使用量同比翻了一番。", {"一番": Role.CHANGE}),
        ("PM2.5浓度61微克/立方米,单位面积能耗下降3%以上,力争3.3%。", {"3.3%": Role.CHANGE}),
        ("部分县完成率不足50%。", {"50%": Role.RATE}),
        ("因臭氧超标68天,占总超标天数的66.0%。", {"68天": Role.ACTUAL}),
        ("炭化室高度4.3米焦炉全部退出。", {"4.3米": Role.THRESHOLD}),
        ("建成万基、永通等5条铁路专用线。", {"5条": Role.ACTUAL}),
        ("将1862家企业纳入管控。", {"1862家": Role.ACTUAL}),
        ("浓度53微克/立方米,距年度目标46微克/立方米尚有差距。", {"46微克/立方米": Role.PLAN}),
        ("今年新增改造任务19万户,其中电代煤3万户。", {"3万户": Role.PLAN}),
        ("应退养面积3.4万亩中仅完成2.15万亩,完成率63.2%。", {"2.15万亩": Role.ACTUAL}),
    ],
)
def test_roles(read: Read, sentence: str, roles: dict[str, Role]) -> None:
    figures = read(REPORT + sentence)
    assert {text: of(figures, text).role for text in roles} == roles


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("淘汰锅炉26台,其余4台须在2023年6月30日前拆除。", "4台"),
        ("剩余渣土3.5万吨计划2023年6月底前清运。", "3.5万吨"),
    ],
)
def test_what_is_said_behind_a_number_makes_it_due(read: Read, sentence: str, text: str) -> None:
    figure = of(read(REPORT + sentence), text)
    assert (figure.role, figure.period_start, figure.period_end) == (Role.PLAN, None, date(2023, 6, 30))


@pytest.mark.parametrize(
    ("sentence", "text", "role"),
    [
        ("启动更新三年行动计划,打造展示区3个。", "3个", Role.ACTUAL),
        ("完成造林18万亩,占年度计划17万亩的106%,其中封山育林5万亩。", "5万亩", Role.ACTUAL),
        ("今年计划淘汰货车6500辆,1—8月淘汰4823辆。", "4823辆", Role.ACTUAL),
        ("主要目标是:出口增长5%,实际利用外资增长4%。", "4%", Role.CHANGE),
    ],
)
def test_named_plans_plan_nothing(read: Read, sentence: str, text: str, role: Role) -> None:
    figure = of(read(REPORT + sentence), text)
    assert (figure.role, figure.is_planned) == (role, "目标" in sentence)


@pytest.mark.parametrize(
    ("sentence", "text", "subject"),
    [
        ("PM2.5浓度不高于43微克/立方米,临江县、望湖区不高于39微克/立方米。", "39微克/立方米", "PM2.5"),
        ("退耕7处,全部清退1860亩违规养殖塘。", "1860亩", "养殖塘"),
        ("在全省14个地市水环境变化情况排名中列第5位。", "第5位", "水环境变化情况排名"),
        ("人工造林2.3千公顷,占全部造林面积的25.8%。", "25.8%", "人工造林"),
        ("综合指数3.12,在全省14个市州中列第5位。", "第5位", "综合指数"),
        ("废水排放总量和重金属排放量均居全国第三。", "第三", "排放"),
        ("黄色、橙色预警期间减排比例分别达到13%、24%。", "13%", "黄色预警期间减排比例"),
        ("年末库存总量15亿立方米,较年初减少0.7亿立方米。", "0.7亿立方米", "库存总量"),
    ],
)
def test_names(read: Read, sentence: str, text: str, subject: str) -> None:
    assert subject in of(read(REPORT + sentence), text).subject


@pytest.mark.parametrize(
    ("sentence", "text", "start", "end"),
    [
        ("“十四五”以来累计压减产能12万吨。", "12万吨", date(2021, 1, 1), date(2022, 12, 31)),
        ("冬季浓度45微克/立方米,较三季度的21微克/立方米上升。", "21微克/立方米", date(2022, 7, 1), date(2022, 9, 30)),
        ("督察发现,2020年,溢流1.2万吨;错接1136处。", "1136处", date(2020, 1, 1), date(2020, 12, 31)),
        ("年末存栏3万头。发电量86亿千瓦时。", "86亿千瓦时", date(2022, 1, 1), date(2022, 12, 31)),
    ],
)
def test_times(read: Read, sentence: str, text: str, start: date, end: date) -> None:
    figure = of(read(REPORT + sentence), text)
    assert (figure.period_start, figure.period_end) == (start, end)


def test_the_time_limit_of_an_item_is_when_its_goals_are_due(read: Read) -> None:
    item = "反馈问题:管网缺口大。\n责任单位:市住建局\n整改时限:{}\n整改目标:新建管网{}公里。\n整改进展:已建成{}公里。\n"
    head = "临川市督察反馈意见整改方案\n\n"
    figures = read(head + item.format("2021年12月底前", 20, 12) + item.format("2022年6月底前", 30, 15))
    assert of(figures, "20公里").period_end == date(2021, 12, 31)
    assert of(figures, "30公里").period_end == date(2022, 6, 30)


def test_a_report_says_itself_up_to_when_it_speaks(read: Read) -> None:
    head = "临川市督察反馈问题整改落实情况\n\n按照要求,现将截至2022年6月底落实情况公开如下。\n\n"
    assert of(read(head + "一、总体情况\n\n处置废渣62万吨。"), "62万吨").period_end == date(2022, 6, 30)


def test_numerals_of_lists_and_occasions(read: Read) -> None:
    figures = read(
        REPORT + "检查加油站876座次,3、4两个月水质超标。氨氮浓度0.41 mg/L。人均用水162升/日,降水1243.6毫米。"
    )
    assert (of(figures, "876座次").unit, of(figures, "3、4两个月").role) == ("座次", Role.TIME)
    assert (of(figures, "0.41 mg/L").unit, of(figures, "162升/日").unit, of(figures, "1243.6毫米").unit) == (
        "mg/L",
        "m3/d",
        "mm",
    )


@pytest.mark.parametrize(
    ("head", "sentence", "facts"),
    [
        ("临川市环境质量月报\n(2022年第6期)", "PM2.5平均浓度19微克/立方米。", {"19微克/立方米": (6, 6)}),
        ("临川市空气质量通报(2022年1—6月)\n\n一、6月份", "优良天数26天。", {"26天": (6, 6)}),
        ("临川市2022年1—10月进展通报", "1—9月全市用煤421万吨。集中供热新建管网64公里。", {"64公里": (1, 10)}),
        (
            "临川市造林进展报告\n(2022年10月18日)\n\n今年以来,现将前三季度进展情况报告如下。",
            "造林9万亩。",
            {"9万亩": (1, 9)},
        ),
    ],
)
def test_the_months_a_report_speaks_of(read: Read, head: str, sentence: str, facts: dict[str, tuple[int, int]]) -> None:
    figures = read(f"{head}\n\n{sentence}")
    spans = {text: (of(figures, text).period_start, of(figures, text).period_end) for text in facts}
    assert {text: start and end and (start.month, end.month) for text, (start, end) in spans.items()} == facts


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        ("2022年、2023年分别新建管网120公里、150公里。", {"120公里": 2022, "150公里": 2023}),
        ("2023年底前累计完成27项,2025年底前31项全部到位。", {"27项": 2023, "31项": 2025}),
    ],
)
def test_each_goal_has_its_own_year(read: Read, sentence: str, due: dict[str, int]) -> None:
    figures = [of(read(f"临川市督察整改方案\n\n{sentence}"), text) for text in due]
    assert [figure.period_end and figure.period_end.year for figure in figures] == list(due.values())


def test_what_stands_in_a_plan_is_no_goal(read: Read) -> None:
    figures = read("临川市2022年柴油货车治理方案\n\n全市机动车保有量186万辆,其中货车11万辆。淘汰货车6000辆。")
    assert [of(figures, text).role for text in ("186万辆", "11万辆", "6000辆")] == [Role.ACTUAL, Role.ACTUAL, Role.PLAN]


def test_a_standard_exceeded_is_said_of_the_level(read: Read) -> None:
    figures = read(REPORT + "总磷浓度0.214毫克/升,超Ⅲ类标准0.07倍。")
    beyond = of(figures, "0.07倍")
    assert (beyond.role, "总磷" in beyond.subject) == (Role.CHANGE, True)
    assert beyond.qualifies == of(figures, "0.214毫克/升").figure_id


def test_units_cut_short_or_unknown(read: Read) -> None:
    figures = read(
        REPORT + "浓度45微克/立方米,优于省定48微克的年度目标。煤炭发热量21兆焦/千克,电价0.2元/度,比例提高7个多百分点。"
    )
    assert [of(figures, text).unit for text in ("48微克", "21兆焦/千克", "7个多百分点")] == ["ug/m3", "MJ/kg", "pp"]


def test_a_table_of_targets(read: Read) -> None:
    rows = (
        "序号\t指标名称\t2020年\t2025年\t属性\n"
        "1\t细颗粒物(PM2.5)浓度(微克/立方米)\t49\t41\t约束性\n"
        "2\t优良天数比率(%)\t65.8\t≥71.5\t约束性\n"
        "3\t化学需氧量减排量(万吨)\t—\t[1.27]\t约束性\n"
    )
    figures = read(f"临川市“十四五”生态环境保护规划\n\n专栏1 主要指标\n{rows}")
    level, target, least, cut = (of(figures, text) for text in ("49", "41", "71.5", "1.27"))
    assert [figure.role for figure in (level, target, least, cut)] == [Role.ACTUAL, *[Role.PLAN] * 3]
    assert [figure.unit for figure in (level, target, least, cut)] == ["ug/m3", "ug/m3", "%", "t"]
    assert (str(least.comparator), "PM2.5" in target.subject, cut.value) == (">=", True, 12_700)


def test_a_comparator_is_of_the_number_it_stands_at(read: Read) -> None:
    figures = read(REPORT + "拆除2座450立方米以下高炉。")
    assert str(of(figures, "2座").comparator) == "="
