"""What a block inherits from document, headings and paragraphs; the period of a document from its statements."""

from collections.abc import Callable
from datetime import date

import pytest

from hedui.documents.reader import document_from_bytes
from hedui.figures.figure import Figure
from hedui.figures.reader import read_report
from hedui.vocabulary.codes import DocumentKind, Role
from hedui.vocabulary.load import load_vocabulary

Read = Callable[[str], tuple[Figure, ...]]
ADDRESS = "临川省2026年政府工作报告\n——2026年1月20日在临川省第十四届人民代表大会第四次会议上\n各位代表:\n"


def of(figures: tuple[Figure, ...], text: str) -> Figure:
    return next(figure for figure in figures if figure.text == text)


@pytest.mark.parametrize(
    ("before", "role", "start", "end"),
    [
        ("一、2025年工作回顾\n", Role.ACTUAL, date(2025, 1, 1), date(2025, 12, 31)),
        ("一、2025年和“十四五”时期工作回顾\n五年来,生态持续改善。", Role.ACTUAL, date(2021, 1, 1), date(2025, 12, 31)),
        ("一、“十四五”时期发展成就和2025年工作回顾\n", Role.ACTUAL, date(2021, 1, 1), date(2025, 12, 31)),
        ("一、“十四五”时期成就\n刚刚过去的2025年,稳中有进。", Role.ACTUAL, date(2025, 1, 1), date(2025, 12, 31)),
        ("二、“十五五”时期主要目标\n", Role.PLAN, None, date(2030, 12, 31)),
        (
            "二、“十五五”时期目标任务和2026年工作安排\n今年是开局之年。\n(一)扩大绿化\n",
            Role.PLAN,
            None,
            date(2026, 12, 31),
        ),
        ("三、2026年重点工作\n(五)巩固治理成效\n", Role.PLAN, None, date(2026, 12, 31)),
    ],
)
def test_sections_of_an_address(read: Read, before: str, role: Role, start: date | None, end: date) -> None:
    figure = of(read(f"{ADDRESS}{before}新建公园60座。"), "60座")
    assert (figure.role, figure.period_start, figure.period_end) == (role, start, end)


def test_an_opening_holds_for_the_paragraphs_behind_it(read: Read) -> None:
    text = "一、2025年和“十四五”时期工作回顾\n过去一年,新建绿道20公里。\n五年来,成效显著。\n累计新建公园60座。\n"
    figures = read(ADDRESS + text)
    assert of(figures, "20公里").period_start == date(2025, 1, 1)
    assert of(figures, "60座").period_start == date(2021, 1, 1)


@pytest.mark.parametrize("name", ["招生计划", "“英才计划”人才引进"])
def test_in_a_review_a_plan_is_named_for_what_came_of_it(read: Read, name: str) -> None:
    figures = read(f"{ADDRESS}一、2025年工作回顾\n增加{name}320人。计划淘汰货车500辆,已淘汰520辆。")
    assert [of(figures, text).role for text in ("320人", "500辆", "520辆")] == [Role.ACTUAL, Role.PLAN, Role.ACTUAL]


def test_what_a_plan_is_made_of_has_no_date(read: Read) -> None:
    figures = read(f"{ADDRESS}二、“十五五”时期主要目标\n《纲要》提出20项主要指标,其中绿地率达到42%。")
    assert (of(figures, "20项").role, of(figures, "20项").period_end) == (Role.ACTUAL, None)
    assert (of(figures, "42%").role, of(figures, "42%").period_end) == (Role.PLAN, date(2030, 12, 31))


@pytest.mark.parametrize(
    ("text", "kind", "start", "end"),
    [
        # a print date later than what is told
        (
            "临川市推进绿化工程\n2011-04-19\n2010年计划造林6万亩。截至2010年5月底,已造林3万亩,占比50%。"
            "截至2010年5月底,建成苗圃8个、驿站5个。",
            DocumentKind.OTHER, date(2010, 1, 1), date(2010, 5, 31),
        ),
        # no title: most statements name a half-year
        (
            "2023年上半年,优良比例为91%,比去年同期提高。2023年上半年,浓度为30微克/立方米。查处案件12起。",
            DocumentKind.OTHER, date(2023, 1, 1), date(2023, 6, 30),
        ),
        # part of a plan
        (
            "第九章 实施工程\n“十三五”期间,组织实施一批工程。\n改造锅炉50台,修复草原8万亩,新建泵站6座。",
            DocumentKind.PLAN, date(2016, 1, 1), date(2020, 12, 31),
        ),
        # one event that others only go on from dates no document
        (
            "2021年4月,案例曝光后,制定措施20条。拆除设备11台。审批企业5家。查处9起。2023年,立案2起。",
            DocumentKind.OTHER, None, None,
        ),
        # a goal that was met makes no plan
        ("2025年主要目标任务顺利实现\n新建公园60座。", DocumentKind.OTHER, date(2025, 1, 1), date(2025, 12, 31)),
    ],
)  # fmt: skip
def test_the_period_of_a_document(text: str, kind: DocumentKind, start: date | None, end: date | None) -> None:
    vocabulary = load_vocabulary()
    document = document_from_bytes(text.encode(), "test.txt", vocabulary.regions)
    metadata = read_report(document, vocabulary).document.metadata
    assert (metadata.document_kind, metadata.period_start, metadata.period_end) == (kind, start, end)


def test_how_things_stand_in_a_plan_is_of_its_eve(read: Read) -> None:
    figures = read("临川市“十四五”水利规划\n\n一、现状\n现有水库12座。\n二、任务\n新建泵站6座。")
    assert (of(figures, "12座").role, of(figures, "12座").period_end) == (Role.ACTUAL, date(2020, 12, 31))
    assert (of(figures, "6座").role, of(figures, "6座").period_end) == (Role.PLAN, date(2025, 12, 31))


@pytest.mark.parametrize(
    ("sentence", "text", "end"),
    [
        ("2018年机构改革后,全市林地面积80万亩。", "80万亩", date(2022, 12, 31)),
        ("3月19日至20日,省领导到临川考察。全年财政收入60亿元。", "60亿元", date(2022, 12, 31)),
        ("近年来,查处案件14起。", "14起", None),
        ("市统计局发布《2021年临川统计公报》。《公报》显示,森林面积80万亩。", "80万亩", date(2021, 12, 31)),
        ("2021年度、2022年度,累计增加耕地3万亩。", "3万亩", date(2022, 12, 31)),
        ("“十五”期间,成效明显。累计造林30万亩。", "30万亩", date(2005, 12, 31)),
        ("2022年浓度43微克/立方米,2021年45微克/立方米,同比下降4%。", "4%", date(2022, 12, 31)),
    ],
)
def test_times_that_govern_and_times_that_do_not(read: Read, sentence: str, text: str, end: date | None) -> None:
    assert of(read(f"临川市2022年工作情况报告\n\n{sentence}"), text).period_end == end


def test_what_a_goal_is_compared_with_plans_nothing(read: Read) -> None:
    figures = read("临川市2022年空气质量公报\n\n优良率83.1%,好于目标值2.2个百分点,同比上升3.4个百分点。")
    assert not of(figures, "3.4个百分点").is_planned


def test_sets_are_measured_over_and_counted_nowhere(read: Read) -> None:
    figures = read(
        "临川市2022年水质公报\n\n120个国控断面中,优良占90%。16个城市PM2.5平均浓度为29微克/立方米。新建断面8个。"
    )
    roles = [of(figures, text).role for text in ("120个", "16个", "8个")]
    assert roles == [Role.SCOPE, Role.SCOPE, Role.ACTUAL]


def test_a_line_that_opens_with_a_time_dates_the_list_under_it(read: Read) -> None:
    text = (
        "2021年9月,全市主要河流断面水质:\n5个国考断面达标率为80.1%;\n9个省考断面达标率为88.9%。\n"
        "2021年1-9月:\n5个国考断面达标率为60.3%;\n9个省考断面达标率为77.8%。\n全市公园共12座。"
    )
    spans = {figure.text: (figure.period_start, figure.period_end) for figure in read(text)}
    month, to_date = (date(2021, 9, 1), date(2021, 9, 30)), (date(2021, 1, 1), date(2021, 9, 30))
    assert [spans[share] for share in ("80.1%", "88.9%", "60.3%", "77.8%")] == [month, month, to_date, to_date]
    assert spans["12座"] not in (month, to_date)


def test_a_part_of_a_year_named_again_without_it_is_of_that_year(read: Read) -> None:
    text = (
        "全县经济持续向好。2020年上半年,全县用水量1.5亿立方米,下降3.1%。\n其中工业用水0.4亿立方米。\n"
        "节水稳步推进。上半年,全县改造管网26公里。建成泵站3座。\n治理继续加强。上半年,全县疏浚河道7条。"
    )
    ends = {figure.text: figure.period_end for figure in read(text)}
    assert {ends[one] for one in ("1.5亿立方米", "26公里", "3座", "7条")} == {date(2020, 6, 30)}
