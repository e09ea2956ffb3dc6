import re
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedui.documents.fold import fold, simplify
from hedui.documents.repair import repair


def clean(raw: str) -> str:
    return repair(raw)[0].clean


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("项 目建设", "项目建设"),
        ("完成 16 个，占 2.5 %", "完成16个,占2.5%"),
        ("修复 2. 45万亩", "修复2.45万亩"),
        ("修复 2 .45万亩", "修复2.45万亩"),
        ("共 1 569 万吨", "共1569万吨"),
        ("共 1 234 567 吨", "共1234567吨"),
        ("20 23 年、202 3年", "2023年、2023年"),
        ("PM2.5 143 微克", "PM2.5 143微克"),  # no thousands behind a formula
        ("第一组 12 第二组 34 56", "第一组12第二组34 56"),  # two numbers stay two
        ("PM 2.5、SO 2、PM 10", "PM2.5、SO2、PM10"),
        ("Hello  World", "Hello World"),
        ("PM2.5 VOCs", "PM2.5 VOCs"),
        ("1. 2025年完成", "1. 2025年完成"),  # a label is no decimal point
        ("完成。2. 45项任务", "完成。2. 45项任务"),
        ("任务92\t84\t91.3", "任务92\t84\t91.3"),  # columns, not 9284
        ("共1\t569万吨", "共1\t569万吨"),
        ("任务\t92\t个", "任务92个"),
        ("零\u200b宽\u00ad字\ufeff符", "零宽字符"),
        ("> 某市人民政府", "某市人民政府"),
        ("产值约4.\n4万亿元", "产值约4.4万亿元"),  # a line's end inside a number, and inside its unit
        ("浓度为4\n3微克", "浓度为43微克"),
        ("改建危房20.4\n万平方米", "改建危房20.4万平方米"),
        ("浓度为43微克/立\n方米", "浓度为43微克/立方米"),
        ("今年，耗煤1569\n万吨", "今年,耗煤1569万吨"),
        ("附件3\n元旦安排", "附件3\n元旦安排"),
    ],
)
def test_gaps(raw: str, expected: str) -> None:
    assert clean(raw) == expected


LONG = "全市坚持精准治污,统筹推进各项重点工作,环境空气质量持续改善,优良天数明显增加"


# Lines as documents have them: they tell that running text ends in a stop here.
CONTEXT = ["全市环境质量稳步改善,成效明显。"] * 5


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("应建在\n\n线监控平台16个。", ["应建在", "线监控平台16个。"]),  # a short line without a pause may be a heading
        ("计划完成治理,应建在\n\n线监控平台16个。", ["计划完成治理,应建在线监控平台16个。"]),
        ("计划完成治理,应建在\n\n- 3 -\n\n线监控平台16个。", ["计划完成治理,应建在线监控平台16个。"]),
        ("计划完成治理,应建在\n\n第 3 页 共 9 页\n\n线监控平台。", ["计划完成治理,应建在线监控平台。"]),
        ("计划完成治理,应建在\n线监控\n平台。", ["计划完成治理,应建在线监控平台。"]),
        ("一、空气质量\n全市良好。", ["一、空气质量", "全市良好。"]),
        ("(一)优化结构,推动发展\n全市良好,稳步改善。", ["(一)优化结构,推动发展", "全市良好,稳步改善。"]),
        ("牵头单位:甲局,乙局\n责任单位:丙局", ["牵头单位:甲局,乙局", "责任单位:丙局"]),
        ("责任单位:甲局、\n乙局", ["责任单位:甲局、乙局"]),
        ("甲县,乙县,\n各有关单位:", ["甲县,乙县,各有关单位:"]),
        ("实行技术\n,加快推广", ["实行技术,加快推广"]),
        ("某市方案\n\n2024年6月27日\n\n各县:", ["某市方案", "2024年6月27日", "各县:"]),
        (
            "2026年1月26日在某省第十四届\n人民代表大会第五次会议上",
            ["2026年1月26日在某省第十四届人民代表大会第五次会议上"],
        ),
        ("治理成效明显,PM\n2.5浓度下降。", ["治理成效明显,PM2.5浓度下降。"]),
        ("采用新的技术,包括 Green\nEnergy 项目。", ["采用新的技术,包括Green Energy项目。"]),
        ("报告全文,记者某某 摄\n各位代表:", ["报告全文,记者某某摄", "各位代表:"]),
        ("成效明显,修复面积\n2. 45万亩。", ["成效明显,修复面积2.45万亩。"]),
        ("成效明显,修复面积2\n.45万亩。", ["成效明显,修复面积2.45万亩。"]),
        ("任务完成,成效明显。\n2. 45项改造。", ["任务完成,成效明显。", "2. 45项改造。"]),
        ("成效明显,逐步提高\n2. 2025年完成改造。", ["成效明显,逐步提高", "2. 2025年完成改造。"]),
        ("甲。\n\n1\n\n乙。\n\n2\n\n丙。", ["甲。", "乙。", "丙。"]),  # bare page numbers count up
        ("甲。\n\n7\n\n乙。\n\n3\n\n丙。", ["甲。", "7", "乙。", "3", "丙。"]),
    ],
)
def test_lines(raw: str, expected: Sequence[str]) -> None:
    assert clean("\n".join([*CONTEXT, raw])).split("\n") == [*CONTEXT, *expected]


def wrapped(paragraphs: Sequence[str], width: int, indent: str) -> str:
    lines = []
    for paragraph in paragraphs:
        rest = indent + paragraph
        while rest:
            lines.append(rest[:width])
            rest = rest[width:]
    return "\n".join(lines)


@pytest.mark.parametrize("width", [24, 30, 36])
def test_hard_wrapped_text_is_rejoined(width: int) -> None:
    paragraphs = [
        "一、总体情况",
        (LONG + "。") * 3,
        (LONG + "。") * 2 + LONG + ";完成12345台改造。",
        "二、下一步工作",
        (LONG + "。") * 4,
    ]
    assert clean(wrapped(paragraphs, width, "\u3000\u3000")).split("\n") == paragraphs


@pytest.mark.parametrize("width", [66, 72, 80])
def test_a_short_plan_is_rejoined_though_few_of_its_lines_are_full(width: int) -> None:
    works = ["改造燃煤锅炉", "新建污水管网", "治理水土流失面积", "修复历史遗留矿山"]
    paragraphs = ["某市2024年治理计划", "一、重点任务"]
    for number, work in enumerate(works, start=1):
        target = (
            f"2024年{number + 6}月底前,完成{work}{number * 1234.5}万平方公里以上,严格落实责任,实行清单管理,按月通报进度"
        )
        paragraphs += [f"{number}.{work}", target + "。", "责任单位:市生态环境局", "完成时限:2024年底前"]
    lines = []
    for paragraph in paragraphs:
        line = ""
        for piece in re.findall(r"[\d.]+|.[,。]?", paragraph):
            if len((line + piece).encode("gbk")) > width:  # a number is never parted, so the right edge is ragged
                lines.append(line)
                line = ""
            line += piece
        lines.append(line)
    assert len(lines) == len(paragraphs) + len(works)
    assert clean("\n".join(lines)).split("\n") == paragraphs


@pytest.mark.parametrize("tail", ["327个", "以上", "以内", "的目标任务", ".5万亩"])
def test_what_begins_no_line_goes_on_with_running_text(tail: str) -> None:
    items = ["甲区浓度70,同比下降2%", "乙区浓度71,同比下降3%", "丙区浓度72,共完成"]
    assert clean("\n".join([*items, tail])).split("\n") == [*items[:2], items[2] + tail]


def test_dated_items_without_stops_stay_apart() -> None:
    items = ["2021年浓度70,同比下降2%", "2022年浓度71,同比下降3%", "6月浓度72,同比下降4%"]
    assert clean("\n".join(items)).split("\n") == items


def test_items_without_stops_stay_apart() -> None:
    items = ["甲区PM10浓度70,同比下降2%", "乙区PM10浓度71,同比下降3%", "丙区PM10浓度72,同比下降4%"]
    assert clean("\n".join(items)).split("\n") == items


PIECES = st.sampled_from(
    [
        *"项　\n2.，。：—年“”\t\x0c\u200b ",
        "建设",
        "\r\n",
        "\n\n",
        "45",
        "万亩",
        "（一）",
        "1.",
        "PM",
        "責任單位",
        "- 3 -",
        "> ",
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_repair_only_folds_and_leaves_out(raw: str) -> None:
    text, _ = repair(raw)
    folded, _ = simplify(fold(raw))
    assert text.raw == raw
    assert len(text.offsets) == len(text.clean)
    assert all(one < other for one, other in pairwise(text.offsets))
    for char, offset in zip(text.clean, text.offsets, strict=True):
        assert char == folded[offset] or (char == raw[offset] == "\t")
    assert not re.search(r"^\n|\n\n|\n$|  |\u200b", text.clean)


@given(st.lists(PIECES, max_size=60).map("".join), st.data())
def test_spans_lead_back_to_the_file(raw: str, data: st.DataObject) -> None:
    text, _ = repair(raw)
    if not text.clean:
        return
    start = data.draw(st.integers(0, len(text.clean) - 1))
    end = data.draw(st.integers(start + 1, len(text.clean)))
    raw_start, raw_end = text.raw_span(start, end)
    folded, _ = simplify(fold(raw))
    assert text.clean[start] in (folded[raw_start], raw[raw_start])
    assert text.clean[end - 1] in (folded[raw_end - 1], raw[raw_end - 1])


@given(st.lists(PIECES, max_size=60).map("".join))
def test_nothing_but_blanks_and_page_numbers_is_lost(raw: str) -> None:
    kept = set(repair(raw)[0].offsets)
    folded, _ = simplify(fold(raw))
    lost = "".join(char for place, char in enumerate(folded) if place not in kept)
    assert re.fullmatch(r"[\s\u200b>\d—·~-]*", lost)


def test_lines_broken_anywhere_are_joined_where_many_break_a_measure() -> None:
    raw = "临川市2023年公报\n全市拆除违建20.4\n万平方米,新建绿道3.\n5公里,植树造\n林48万亩。\n"
    assert repair(raw)[0].clean == "临川市2023年公报\n全市拆除违建20.4万平方米,新建绿道3.5公里,植树造林48万亩。"
