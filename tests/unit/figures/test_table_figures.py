"""Numbers in tables."""

from datetime import date
from fractions import Fraction

import pytest

from hedui.documents.reader import document_from_bytes
from hedui.figures.figure import Figure
from hedui.figures.reader import read_figures
from hedui.vocabulary.codes import Role
from hedui.vocabulary.load import load_vocabulary

PAGE = """<html><body><h1>临川市2022年能源统计公报</h1><p>全市能源供需总体平衡,主要产品情况如下。</p><p>单位:万吨</p>
<table><tr><th>序号</th><th>产品</th><th>2022年</th><th>2021年</th><th>同比(%)</th></tr>
<tr><td>1</td><td>原煤产量</td><td>812.0</td><td>840.0</td><td>-3.3</td></tr></table>
<table><tr><th>地区</th><th>PM2.5浓度(微克/立方米)</th><th>优良天数(天)</th><th>排名</th></tr>
<tr><td>南城县</td><td>31</td><td>301</td><td>4</td></tr></table>
<table><tr><th>指标</th><th>2022年</th></tr><tr><td>造林面积(万亩)</td><td>6.5</td></tr></table></body></html>"""


@pytest.fixture(scope="module")
def figures() -> dict[str, Figure]:
    vocabulary = load_vocabulary()
    document = document_from_bytes(PAGE.encode(), "page.html", vocabulary.regions)
    return {figure.text: figure for figure in read_figures(document, vocabulary)}


def test_unit_and_time_come_from_caption_and_head(figures: dict[str, Figure]) -> None:
    level = figures["812.0"]
    assert (level.role, level.value, level.unit, level.subject) == (Role.ACTUAL, 8_120_000, "t", "原煤产量")
    assert (level.period_start, level.period_end) == (date(2022, 1, 1), date(2022, 12, 31))
    assert figures["840.0"].period_end == date(2021, 12, 31)


def test_a_change_points_to_the_level_of_its_year(figures: dict[str, Figure]) -> None:
    change = figures["3.3"]
    assert (change.role, float(change.value or 0), change.qualifies) == (Role.CHANGE, -3.3, figures["812.0"].figure_id)


def test_head_and_label_make_the_subject(figures: dict[str, Figure]) -> None:
    assert (figures["31"].subject, figures["31"].unit) == ("南城县PM2.5浓度", "ug/m3")
    assert (figures["301"].value, figures["301"].unit) == (301, "d")
    assert figures["4"].role is Role.RANK


def test_a_unit_behind_the_label_is_of_the_row(figures: dict[str, Figure]) -> None:
    assert (figures["6.5"].subject, figures["6.5"].value, figures["6.5"].unit) == (
        "造林面积",
        65_000 * Fraction(10_000, 15),
        "m2",
    )


def test_serial_numbers_are_no_facts(figures: dict[str, Figure]) -> None:
    assert figures["1"].role is Role.ORDINAL


YEARBOOK = """3-2 临川市水资源与用水
Water Resources and Supply
项    目    Item    2021 2022
水资源    Water Resources
 降水量    (毫米)    Precipitation    (mm)    1512.4 1390.8
 用水总量    (亿立方米)    Water Use    (100 million cu.m)    9.95 9.61
 # 农业用水    Agriculture    4.74 4.83
  工业用水    Industry    2.53 2.59
大气    Atmosphere
 细颗粒物浓度    (微克/立方米)    Fine Particles    (micrograms/cu.m)    31 29
"""


def test_a_yearbook_in_two_languages_is_read_by_its_chinese() -> None:
    vocabulary = load_vocabulary()
    document = document_from_bytes(YEARBOOK.encode(), "3-2.txt", vocabulary.regions)
    read = {figure.text: figure for figure in read_figures(document, vocabulary) if figure.role is Role.ACTUAL}
    found = {text: (one.subject, one.unit, one.period_end and one.period_end.year) for text, one in read.items()}
    assert found == {
        "1512.4": ("降水量", "mm", 2021),
        "1390.8": ("降水量", "mm", 2022),
        "9.95": ("用水总量", "m3", 2021),
        "9.61": ("用水总量", "m3", 2022),
        "4.74": ("用水总量农业用水", "m3", 2021),
        "4.83": ("用水总量农业用水", "m3", 2022),
        "2.53": ("用水总量工业用水", "m3", 2021),  # the mark of a part stands before the first alone
        "2.59": ("用水总量工业用水", "m3", 2022),
        "31": ("细颗粒物浓度", "ug/m3", 2021),
        "29": ("细颗粒物浓度", "ug/m3", 2022),
    }
    assert read["4.83"].value == 483_000_000


STREAM = """2017年临川市规模工业用电量
地 区 |
用电量(万千瓦时) |
比上年增长(%) |
|
全 市 |
9541 |
7.1 |
河东区 |
1102 |
-8.3 |
云溪县 |
77 |
7.0 |
石门县 |
640 |
8.2 |
"""
HEADS_ALONE = """表1 2017年临川市粮食生产 | | | |
播种面积(千公顷) |
单位面积产量(公斤/公顷) |
总产量(万吨) |
|
夏粮 | 27.4 | 5037.7 | 13.8 |
早稻 | 5.8 | 5832.4 | 3.4 |
秋粮 | 79.0 | 5568.8 | 44.0 |
"""


def read_levels(text: str) -> dict[str, Figure]:
    vocabulary = load_vocabulary()
    document = document_from_bytes(text.encode(), "crawled.txt", vocabulary.regions)
    facts = [figure for figure in read_figures(document, vocabulary) if figure.role.is_fact]
    return {figure.text.lstrip("-"): figure for figure in facts}


def test_cells_on_a_line_each_are_brought_into_rows() -> None:
    read = read_levels(STREAM)
    assert {text: (read[text].role, read[text].unit, read[text].value) for text in ("9541", "8.3", "640")} == {
        "9541": (Role.ACTUAL, "kWh", 95_410_000),
        "8.3": (Role.CHANGE, "%", Fraction(-83, 10)),
        "640": (Role.ACTUAL, "kWh", 6_400_000),
    }
    assert [read[text].subject.startswith(name) for text, name in (("1102", "河东区"), ("77", "云溪县"))] == [True] * 2


def test_names_of_columns_may_stand_above_a_line_each() -> None:
    read = read_levels(HEADS_ALONE)
    assert {text: (read[text].subject, read[text].unit) for text in ("27.4", "5832.4", "44.0")} == {
        "27.4": ("夏粮播种面积", "m2"),
        "5832.4": ("早稻单位面积产量", "t/ha"),
        "44.0": ("秋粮总产量", "t"),
    }
