"""What a paragraph and a bracket carry on: the place that opened it, and the base of a change."""

from datetime import date

import pytest

from hedui.documents.reader import document_from_bytes
from hedui.figures.figure import Figure
from hedui.figures.mapping import map_figures
from hedui.figures.reader import read_figures
from hedui.vocabulary.load import load_vocabulary

VOCABULARY = load_vocabulary()
TITLE = "2023年3月河南省环境空气质量情况\n\n"


def read(text: str) -> dict[str, Figure]:
    document = document_from_bytes((TITLE + text).encode(), "text", VOCABULARY.regions)
    figures = map_figures(read_figures(document, VOCABULARY), document.metadata, VOCABULARY)
    return {figure.text: figure for figure in figures}


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("3月份,洛阳市优良天数比例为71.5%;PM2.5浓度为31微克/立方米。", "410300"),
        ("3月份,洛阳市PM2.5浓度为35微克/立方米。1—3月份,PM2.5浓度为31微克/立方米。", "410300"),
        ("3月份,洛阳市优良天数比例为71.5%。1—3月份,PM2.5浓度为31微克/立方米。", "410000"),
        ("3月份,洛阳市PM2.5浓度为35微克/立方米。1—3月份,全省PM2.5浓度为31微克/立方米。", "410000"),
        ("3月份,洛阳市PM2.5浓度为35微克/立方米,郑州市为40微克/立方米;PM2.5浓度为31微克/立方米。", "410000"),
        ("3月份,洛阳市PM2.5浓度为35微克/立方米。\n\n1—3月份,PM2.5浓度为31微克/立方米。", "410000"),
    ],
)
def test_the_place_that_opens_a_paragraph(text: str, region: str) -> None:
    assert read(text)["31微克/立方米"].region_id == region


def test_a_base_in_brackets_is_of_the_thing_at_the_time_compared_to() -> None:
    found = read("2023年,PM2.5平均浓度为45微克/立方米,与疫情前的2019年同期(50微克/立方米)相比下降10.0%。")
    base, change = found["50微克/立方米"], found["10.0%"]
    assert (base.subject, base.period_end) == (change.subject, date(2019, 12, 31))
    assert change.qualifies == found["45微克/立方米"].figure_id


def test_an_aside_in_brackets_is_no_base() -> None:
    found = read("2023年,PM2.5平均浓度为45微克/立方米(扣除沙尘为40微克/立方米),同比下降10.0%。")
    assert found["40微克/立方米"].period_end == found["45微克/立方米"].period_end
