from datetime import date

import pytest

from hedui.documents.document import Metadata
from hedui.documents.metadata import read_metadata
from hedui.documents.periods import reported_period
from hedui.documents.repair import repair
from hedui.documents.structure import read_blocks
from hedui.shipped import VOCABULARY_DIR
from hedui.vocabulary.codes import DocumentKind, Script
from hedui.vocabulary.regions import load_regions


def read(raw: str) -> Metadata:
    text, script = repair(raw)
    return read_metadata(text, read_blocks(text), script, load_regions(VOCABULARY_DIR / "regions.csv"))


PUBLISHED = date(2024, 3, 5)


@pytest.mark.parametrize(
    ("title", "opening", "first", "last"),
    [
        ("2022年某市生态环境状况公报", "", "2022-01-01", "2022-12-31"),
        ("某局2015年度工作总结", "", "2015-01-01", "2015-12-31"),
        ("某市三年行动计划(2023—2025年)", "", "2023-01-01", "2025-12-31"),
        ("某市行动计划(2023年-2025年)", "", "2023-01-01", "2025-12-31"),
        ("某市“十四五”规划", "", "2021-01-01", "2025-12-31"),
        ("某市“十二五”工作方案", "", "2011-01-01", "2015-12-31"),
        ("关于6月份重点工作进展情况的通报", "根据2021年实施方案,现通报如下", "2021-01-01", "2021-06-30"),
        ("关于2月份重点工作进展情况的通报", "根据2024年实施方案", "2024-01-01", "2024-02-29"),
        ("关于2月份重点工作进展情况的通报", "现通报如下", "2024-01-01", "2024-02-29"),  # the year of publication
        ("关于6月份重点工作进展情况的通报", "现通报如下", "2023-01-01", "2023-06-30"),  # not later than it
        ("2017年1月城市空气质量状况", "", "2017-01-01", "2017-01-31"),
        ("2017年6月城市空气质量状况", "", "2017-06-01", "2017-06-30"),
        ("某省2019年1-10月投资完成情况", "", "2019-01-01", "2019-10-31"),
        ("1—8月空气质量通报", "2022年,全市", "2022-01-01", "2022-08-31"),
        ("2023年上半年经济运行情况", "", "2023-01-01", "2023-06-30"),
        ("某市2021年重点工作上半年完成情况通报", "", "2021-01-01", "2021-06-30"),
        ("2023年前三季度通报", "", "2023-01-01", "2023-09-30"),
        ("2023年第二季度通报", "", "2023-04-01", "2023-06-30"),
        ("某市2017年秋冬季治理工作进展", "", "2017-10-01", "2018-03-31"),
        ("某市2017年秋冬季治理工作进展", "10月1日至12月9日,全市", "2017-10-01", "2017-12-09"),
        ("某市2023-2024年秋冬季攻坚方案", "", "2023-10-01", "2024-03-31"),
        ("2017年10月至2018年3月攻坚行动通报", "", "2017-10-01", "2018-03-31"),
        ("某省整改进展(截至2025年6月17日)", "", "2025-01-01", "2025-06-17"),
        ("某省2024年政府工作报告", "", "2023-01-01", "2023-12-31"),
        ("政府工作报告", "", "2023-01-01", "2023-12-31"),  # the year before publication
        ("某省2024年政府工作报告(2023年工作回顾)", "", "2023-01-01", "2023-12-31"),
        ("2016年某省政府工作报告(“十二五”发展回顾)", "", "2011-01-01", "2015-12-31"),
        ("某市2021年《政府工作报告》落实情况通报", "", "2021-01-01", "2021-12-31"),
        ("大气污染防治工作情况报告", "2023年,全市坚持精准治污,较2020年改善。", "2023-01-01", "2023-12-31"),
        ("大气污染防治工作情况报告", "按照《2022年方案》,到2025年完成。", None, None),
        ("某市行动任务(2021年编制)", "", None, None),
        ("某市13月通报", "", None, None),
    ],
)
def test_reported_period(title: str, opening: str, first: str | None, last: str | None) -> None:
    period = reported_period(title, [], opening, PUBLISHED, opens_with_its_year=True)
    expected = (date.fromisoformat(first), date.fromisoformat(last)) if first and last else None
    assert (period and (period.start, period.end)) == expected


def test_a_plan_does_not_speak_of_the_years_it_follows_from() -> None:
    opening = "根据2018年督察反馈意见,制定本方案。"
    assert reported_period("某市整改方案", [], opening, PUBLISHED, opens_with_its_year=False) is None


def test_the_review_that_an_address_opens_with_tells_its_year() -> None:
    headings = ["一、2025年和“十四五”时期工作回顾", "二、2026年重点工作"]
    period = reported_period("政府工作报告", headings, "", None, opens_with_its_year=True)
    assert period == (date(2025, 1, 1), date(2025, 12, 31), "heading")


def test_a_notice_that_carries_a_plan() -> None:
    metadata = read(
        "郑州市人民政府办公厅\n关于印发郑州市清洁行动计划(2023—2025年)的通知\n\n郑政办(2023)12号\n\n各县(市)政府:\n\n"
        "现印发给你们。\n\n郑州市人民政府办公厅 2023 年 3 月 5 日\n\n郑州市清洁行动计划(2023—2025年)\n\n一、目标\n\n"
        "根据《办法》(豫政〔2022〕3号),到2025年完成。\n"
    )
    assert metadata == Metadata(
        title="郑州市清洁行动计划(2023—2025年)",
        document_number="郑政办(2023)12号",
        issuer="郑州市人民政府办公厅",
        document_kind=DocumentKind.PLAN,
        place_printed="郑州市",
        region_id="410100",
        published_on=date(2023, 3, 5),
        period_start=date(2023, 1, 1),
        period_end=date(2025, 12, 31),
        script=Script.HANS,
        period_because="title",
        spoken_on=date(2023, 3, 5),
    )


def test_a_page_of_a_work_report() -> None:
    metadata = read(
        "下载\n打印\n2026年重庆市政府工作报告\n——2026年1月21日在重庆市第六届人民代表大会第四次会议上\n"
        "来源：重庆日报\n时间：2026-02-02\n重庆市市长 张三\n各位代表：\n现在，我报告工作。\n"
        "一、2025年工作回顾\n全市稳步改善。\n"
    )
    assert (metadata.title, metadata.document_kind) == ("2026年重庆市政府工作报告", DocumentKind.WORK_REPORT)
    assert (metadata.region_id, metadata.published_on) == ("500000", date(2026, 2, 2))
    assert (metadata.period_start, metadata.period_end) == (date(2025, 1, 1), date(2025, 12, 31))


def test_a_bulletin_under_its_issuer() -> None:
    metadata = read(
        "某市攻坚战领导小组办公室\n\n关于6月份工作进展情况的通报\n\n各县:\n\n根据2021年方案,现将6月份情况通报如下:\n"
    )
    assert metadata.title == "某市攻坚战领导小组办公室关于6月份工作进展情况的通报"
    assert metadata.issuer == "某市攻坚战领导小组办公室"
    assert metadata.document_kind is DocumentKind.BULLETIN


def test_a_report_without_title_names_itself() -> None:
    metadata = read("2023年,郑州市坚持精准治污,持续改善。现将2023年治理工作开展情况报告如下:\n一、情况\n全市良好。\n")
    assert metadata.title == "2023年治理工作开展情况报告"
    assert metadata.document_kind is DocumentKind.WORK_REPORT
    assert (metadata.place_printed, metadata.region_id) == ("郑州市", "410100")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("某市督察反馈意见整改方案", DocumentKind.RECTIFICATION_LIST),
        ("某市督察整改任务清单", DocumentKind.RECTIFICATION_LIST),
        ("某市2023年《政府工作报告》完成情况通报", DocumentKind.BULLETIN),
        ("某市空气质量月报", DocumentKind.BULLETIN),
        ("某市2023年工作总结", DocumentKind.WORK_REPORT),
        ("某市攻坚战实施方案", DocumentKind.PLAN),
        ("某市管理办法", DocumentKind.OTHER),
    ],
)
def test_document_kind(title: str, kind: DocumentKind) -> None:
    assert read(f"{title}\n全市稳步改善,成效明显。").document_kind is kind


@pytest.mark.parametrize(
    ("title", "printed", "region_id"),
    [
        ("北京市通州区2018年工作回顾", "北京市通州区", "110112"),
        ("2022年虚构区统计公报", "虚构区", None),
        ("虚构县林业局2015年工作总结", "虚构县", None),
        ("重点城市空气质量状况", None, None),
    ],
)
def test_place(title: str, printed: str | None, region_id: str | None) -> None:
    metadata = read(f"{title}\n总体稳步改善,成效明显。")
    assert (metadata.place_printed, metadata.region_id) == (printed, region_id)
