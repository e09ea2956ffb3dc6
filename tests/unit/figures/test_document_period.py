"""The period of a document by the evidence of its title, its print and its statements."""

from datetime import date

import pytest

from hedui.documents.reader import document_from_bytes
from hedui.figures.reader import read_report
from hedui.vocabulary.codes import DocumentKind
from hedui.vocabulary.load import load_vocabulary

VOCABULARY = load_vocabulary()
YEAR = "2022年,全市用水量31亿立方米。2022年,造林3万亩。2022年,关停企业12家。"


def told(text: str) -> tuple[date | None, date | None, str]:
    """First and last day of a document's period, and what tells them."""
    document = document_from_bytes(text.encode(), "test.txt", VOCABULARY.regions)
    metadata = read_report(document, VOCABULARY).document.metadata
    return metadata.period_start, metadata.period_end, metadata.period_because


@pytest.mark.parametrize(
    ("text", "start", "end", "why"),
    [
        # a title's own year stands where nothing gainsays it
        ("临川市2022年林业公报\n\n造林3万亩。", date(2022, 1, 1), date(2022, 12, 31), "title"),
        (
            "临川市2022年林业公报\n\n2021年造林3万亩,2022年造林4万亩。2021年育苗80亩。",
            date(2022, 1, 1), date(2022, 12, 31), "title",
        ),
        # the year of a meeting or a press day is not the year told of
        ("市政府2023年1月19日新闻发布会\n\n" + YEAR, date(2022, 1, 1), date(2022, 12, 31), "statements"),
        ("2023年全市林业工作会议召开\n\n" + YEAR, date(2022, 1, 1), date(2022, 12, 31), "statements"),
        # a review and the plan behind it
        ("临川市2022年工作总结及2023年工作计划\n\n造林3万亩。", date(2022, 1, 1), date(2022, 12, 31), "title"),
        # nothing but comparisons and goals tells the year of a quarter
        (
            "临川市工业运行分析\n\n一季度,用电量8亿千瓦时,增长2%,比2018年全年低0.3个百分点。一季度,投资5亿元。",
            date(2019, 1, 1), date(2019, 3, 31), "bases",
        ),
        (
            "临川市工业运行分析\n\n前三季度,用电量28亿千瓦时,与2019年预期目标持平。前三季度,投资15亿元。用水3亿立方米。",
            date(2019, 1, 1), date(2019, 9, 30), "goals",
        ),
        # they are not believed where something later is told, nor where a plan's base is all there is
        (
            "临川市工业运行分析\n\n一季度,用电量8亿千瓦时,比2016年下降2%。一季度,投资5亿元。2019年,新建水厂3座。",
            None, None, "",
        ),
        ("临川市工业运行分析\n\n一季度,用电量8亿千瓦时,比2015年下降2%。一季度,投资5亿元。", None, None, ""),
        # nor where no part of a year is spoken of
        ("临川市能耗分析\n\n煤炭消费300万吨,比2018年下降2%。", None, None, ""),
        # a print date puts a month in the year that had seen it
        ("临川市12月份用水情况通报\n2020-01-17\n\n用水量3亿立方米。", date(2019, 12, 1), date(2019, 12, 31), "issue"),
        ("临川市5月份用水情况通报\n2020-07-17\n\n用水量3亿立方米。", date(2020, 5, 1), date(2020, 5, 31), "issue"),
        (
            "今年前三季度水质改善\n2022-10-15 来源:临川日报\n\n今年前三季度,用水量3亿立方米。",
            date(2022, 1, 1), date(2022, 9, 30), "issue",
        ),
        # what was delivered in one year and put up in another
        (
            "政府工作报告\n——2018年1月9日在临川市第五届人民代表大会第三次会议上\n发布时间:2021-05-06 10:20\n\n"
            "各位代表:\n\n造林3万亩。",
            date(2017, 1, 1), date(2017, 12, 31), "issue",
        ),
        # the years of history that a title spans date no statement
        ("临川市林业七十年(1949-2019年)\n\n造林3万亩。", None, None, ""),
        # years in which a thing began are not the document's
        (
            "临川湿地\n\n湿地始建于2005年,面积3000亩。2012年被评为国家湿地公园,湿地率95%。鸟类120种。",
            None, None, "",
        ),
    ],
)  # fmt: skip
def test_what_tells_the_period(text: str, start: date | None, end: date | None, why: str) -> None:
    assert told(text) == (start, end, why)


def test_a_print_date_years_later_is_that_of_a_reprint() -> None:
    body = "临川市林业\n{}\n今年以来,造林3万亩。比2018年增长2%。一季度,造林1万亩。一季度,育苗80亩。"
    assert told(body.format("2019-04-20"))[0] == date(2019, 1, 1)
    assert told(body.format("2023-04-20"))[:2] == told(body.format("\n"))[:2]


def test_the_genre_of_a_review_with_a_plan() -> None:
    document = document_from_bytes(
        "临川市2022年工作总结及2023年工作打算\n\n造林3万亩。".encode(), "test.txt", VOCABULARY.regions
    )
    assert document.metadata.document_kind is DocumentKind.WORK_REPORT
