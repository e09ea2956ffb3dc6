"""Deadlines: what counts as one, its date, what is due."""

from datetime import date

import pytest

from hedui.tasks.deadlines import read_deadlines

TODAY = date(2024, 6, 1)


@pytest.mark.parametrize(
    ("text", "due_on"),
    [
        ("2025年年底前,完成改造。", date(2025, 12, 31)),
        ("到2025年,利用率达到九成。", date(2025, 12, 31)),
        ("2025年9月底前完成改造。", date(2025, 9, 30)),
        ("2026年2月底前完成改造。", date(2026, 2, 28)),
        ("于2025年6月30日前完成改造。", date(2025, 6, 30)),
        ("9月底前完成改造。", date(2024, 9, 30)),
        ("2022年有五座未建,9月底前完成改造。", date(2024, 9, 30)),
        ("年底前完成改造。", date(2024, 12, 31)),
        ("年内开工。", date(2024, 12, 31)),
        ("明年底前完工。", date(2025, 12, 31)),
        ("到“十四五”末,全部建成。", date(2025, 12, 31)),
        ("二〇二五年底前建成。", date(2025, 12, 31)),
        ("2025年前建成。", date(2025, 12, 31)),
        ("2025年,全市建成十座。", date(2025, 12, 31)),
        ("力争2025年全市建成十座。", date(2025, 12, 31)),
        ("企业十日内完成改造。", None),
        ("30个工作日内办结。", None),
        ("每年10月底前报告一次。", None),
    ],
)
def test_a_deadline_and_its_date(text: str, due_on: date | None) -> None:
    assert [due.due_on for due in read_deadlines(text, TODAY)] == [due_on]


@pytest.mark.parametrize(
    "text",
    [
        "已于2023年12月底前全部完成。",
        "2023年12月底前已整改到位。",
        "截至2024年5月底,完成三家。",
        "2024年3月7日,现场核查。",
        "2023年4月至9月,多次督办。",
        "占比较2022年下降十个百分点。",
        "恢复到2020年水平。",
        "落实《行动计划(2025年底前)》。",
        "2024年12月工程投用后,停止填埋。",
        "对半年内超标两次的车辆处罚。",
        "自2025年1月1日起施行。",
        "制定2024年度计划。",
        "范围3公里内的工地。",
    ],
)
def test_no_deadline(text: str) -> None:
    assert read_deadlines(text, TODAY) == []


@pytest.mark.parametrize(
    ("value", "dates"),
    [
        ("2025年12月", [date(2025, 12, 31)]),
        ("2024年3月", [date(2024, 3, 31)]),
        ("2025.6.30", [date(2025, 6, 30)]),
        ("2024年6月至2025年6月", [date(2024, 6, 30), date(2025, 6, 30)]),
        ("道路立行立改;管网2024年12月底前完成,年内验收", [date(2024, 12, 31), date(2024, 12, 31)]),
        ("立即整改,长期坚持", []),
        ("已于2024年5月完成", []),
    ],
)
def test_dates_of_a_deadline_field(value: str, dates: list[date]) -> None:
    assert [due.due_on for due in read_deadlines(value, TODAY, is_field=True)] == dates


@pytest.mark.parametrize(
    ("text", "what"),
    [
        # to the end of the sentence, a part behind ; included
        ("2025年底前,建成一座;推动园区升级。推广经验。", ["建成一座;推动园区升级"]),
        # but not a part with a deadline of its own
        ("2025年底前,完成排查;2026年底前,完成整治。", ["完成排查", "完成整治"]),
        # the head of the clause belongs to it, the links do not
        ("东部电厂于2025年6月底前建成投用。", ["东部电厂建成投用"]),
        ("力争2025年底前市级达标,2026年底前县级达标。", ["力争市级达标", "县级达标"]),
        # too few words take along what they speak of
        ("加快前期工作,管网工程,2025年5月底前完工。", ["管网工程,完工"]),
        ("二期工程,2025年6月底前开工,计划2026年底前投用。", ["二期工程,开工", "二期工程,计划投用"]),
        # dates in a row share it
        ("三家电厂分别于2025年3月底前、2026年3月底前关停。", ["三家电厂分别关停", "三家电厂分别关停"]),
        ("(2)2025年底前完成双层罐改造。", ["完成双层罐改造"]),
    ],
)
def test_what_is_due(text: str, what: list[str]) -> None:
    assert [due.what for due in read_deadlines(text, TODAY)] == what


def test_the_printed_span() -> None:
    text = "河道治理到2025年全部完成。"
    (due,) = read_deadlines(text, TODAY)
    assert text[due.start : due.end] == "到2025年"


def test_a_month_takes_the_year_printed_before_it() -> None:
    dates = [due.due_on for due in read_deadlines("2025年5月底前招标,9月底前完工。", TODAY)]
    assert dates == [date(2025, 5, 31), date(2025, 9, 30)]


def test_without_a_document_date_a_bare_month_has_none() -> None:
    assert read_deadlines("9月底前完成改造。", None) == []


def test_a_long_text_is_read_in_linear_time() -> None:
    assert len(read_deadlines("2025年底前完成" * 20_000, TODAY)) == 20_000
