"""What time a statement speaks of: its own words, the times around it, and what ends their hold."""

from datetime import date

import pytest
from conftest import Read

from hedui.figures.figure import Figure
from hedui.vocabulary.codes import Role

Days = tuple[date | None, date | None]
REPORT = "临川市2022年工作情况报告\n\n"


def of(figures: tuple[Figure, ...], text: str) -> Figure:
    """The figure printed as ``text``."""
    return next(figure for figure in figures if figure.text == text)


def year(number: int) -> Days:
    return date(number, 1, 1), date(number, 12, 31)


@pytest.mark.parametrize(
    ("sentence", "text", "days"),
    [
        # years of a plan
        ("“十三五”后三年造林9万亩。", "9万亩", (date(2018, 1, 1), date(2020, 12, 31))),
        ("“十三五”前两年造林9万亩。", "9万亩", (date(2016, 1, 1), date(2017, 12, 31))),
        ("“十三五”开局之年造林9万亩。", "9万亩", year(2016)),
        ("“十三五”规划收官之年造林9万亩。", "9万亩", year(2020)),
        ("“十三五”第三年造林9万亩。", "9万亩", year(2018)),
        ("造林投资比“十二五”时期翻一番。", "一番", year(2022)),
        # months and parts of a year told by words
        ("去年7月,造林9万亩。", "9万亩", (date(2021, 7, 1), date(2021, 7, 31))),
        ("去年上半年造林9万亩。", "9万亩", (date(2021, 1, 1), date(2021, 6, 30))),
        # 本年 is the year just named
        ("2019年预算下达,本年支出9万元。", "9万元", year(2019)),
        ("2019年开工改造,当年造林9万亩。", "9万亩", year(2019)),
        # the same time of another year
        ("上半年用水9万吨(2020年同期为8万吨),节水2万吨。", "8万吨", (date(2020, 1, 1), date(2020, 6, 30))),
        ("上半年用水9万吨(2020年同期为8万吨),节水2万吨。", "2万吨", (date(2022, 1, 1), date(2022, 6, 30))),
        ("上半年用水9万吨,去年同期为8万吨。", "8万吨", (date(2021, 1, 1), date(2021, 6, 30))),
        ("用水比去年同期减少8万吨。", "8万吨", year(2022)),
        # a time alone in brackets explains the one before them
        ("过去五年(2018年至2022年),造林9万亩。", "9万亩", (date(2018, 1, 1), date(2022, 12, 31))),
        # where a change starts from
        ("普及率由“十二五”时期的30%提高到45%。", "30%", (date(2011, 1, 1), date(2015, 12, 31))),
        ("普及率由2017年的不足30%提高到45%。", "30%", year(2017)),
        ("保费由每人每年30元提高至45元。", "30元", year(2021)),
        ("合格率从整治前的30%提高到45%。", "30%", (None, None)),
        ("合格率从历史最低的30%提高到45%。", "30%", (None, None)),
        # money left out, lists, baselines and events date nothing behind them
        ("剔除2020年退税因素后,收入增长3%。", "3%", year(2022)),
        ("公布2021年用水单位名单,发送信息3万条。", "3万条", year(2022)),
        ("对2021年问题突出的企业发函6份。", "6份", year(2022)),
        ("园区成立于2011年4月,占地500亩。", "500亩", year(2022)),
        ("水库1976年建成,蓄水80万吨。", "80万吨", year(2022)),
        ("2019年印发方案,造林9万亩。", "9万亩", year(2022)),
        ("2019年成立合作社7家,造林9万亩。", "9万亩", year(2019)),
        # a work that is yet to bring something
        ("2021年开工,建成后预计年处理污水9万吨。", "9万吨", (None, None)),
        ("预计全部投产后,每年可节电9万千瓦时。", "9万千瓦时", (None, None)),
        # what goes on into the next sentence, and what does not
        ("2020年末,林场资产9亿元。负债3亿元。", "3亿元", year(2020)),
        ("2021年4月,督察组曝光案例。查处企业7家。", "7家", year(2022)),
        ("从去年7月1日起,提高补贴标准。造林9万亩。", "9万亩", year(2022)),
        # how things stand at the end of a span
        ("“十三五”以来,造林9万亩。全市拥有林场7个。", "7个", (None, date(2022, 12, 31))),
    ],
)
def test_the_time_of_a_statement(read: Read, sentence: str, text: str, days: Days) -> None:
    figure = of(read(REPORT + sentence), text)
    assert (figure.period_start, figure.period_end) == days


def test_words_for_a_time_that_nothing_dates_leave_it_open(read: Read) -> None:
    """今年 in a document without a date is no year that a sentence before it named."""
    figures = read("临川林业\n\n2021年,造林9万亩。今年以来,育苗7万株。目前,林场有职工80人。")
    assert (of(figures, "9万亩").period_end, of(figures, "7万株").period_end) == (date(2021, 12, 31), None)
    assert of(figures, "80人").period_end is None


def test_what_a_plan_finds_amiss_is_no_count_of_its_eve(read: Read) -> None:
    head = "临川市“十四五”水利规划\n\n一、{}\n现有病险水库16座。\n二、任务\n新建泵站6座。"
    assert of(read(head.format("突出短板")), "16座").period_end is None
    assert of(read(head.format("发展现状")), "16座").period_end == date(2020, 12, 31)


def test_all_years_of_a_plan_are_compared_with_those_of_the_plan_before(read: Read) -> None:
    figures = read("临川市“十四五”水利规划\n\n一、成就\n水利投资比“十二五”时期增长20%。")
    assert (of(figures, "20%").period_start, of(figures, "20%").period_end) == (date(2016, 1, 1), date(2020, 12, 31))


def test_nothing_is_planned_for_a_time_told_of_before(read: Read) -> None:
    figures = read("临川市2024年工作要点\n\n2023年,全市造林3万亩。新建污水厂2座。")
    assert (of(figures, "2座").role, of(figures, "2座").period_end) == (Role.PLAN, date(2024, 12, 31))


def test_years_of_a_plan_are_reported_on_as_far_as_they_are_over(read: Read) -> None:
    head = "临川市“十四五”林业规划中期评估报告\n2023-06-20\n\n"
    figures = read(head + "累计造林3万亩。到2025年,绿地率达到40%。")
    assert of(figures, "3万亩").period_end == date(2023, 6, 20)
    assert of(figures, "40%").role is Role.PLAN


def test_years_of_accounts_run_from_april_to_march_in_hong_kong(read: Read) -> None:
    text = "環境局\n\n在{}年度,政府用電9億千瓦時,較{}年度減少3%。由2009-2010年度至2012-2013年度,安裝節能燈8萬盞。"
    for this, last in (("2023/24", "2022/23"), ("2023-24", "2022-23"), ("2023-2024", "2022-2023")):
        figures = read(text.format(this, last))
        level, change = of(figures, "9億千瓦時"), of(figures, "3%")
        assert (level.period_start, level.period_end) == (date(2023, 4, 1), date(2024, 3, 31))
        assert (change.base_period_start, change.base_period_end) == (date(2022, 4, 1), date(2023, 3, 31))
    assert of(figures, "8萬盞").period_start == date(2009, 4, 1)


def test_years_of_accounts_of_a_trade_are_left_open(read: Read) -> None:
    """Which months a marketing year has depends on the crop."""
    assert of(read("临川棉花\n\n2023/24年度棉花产量9万吨。"), "9万吨").period_end is None


@pytest.mark.parametrize("words", ["2015年至2020年", "从2015年到2020年", "2015年度至2020年度"])
def test_from_one_year_to_another(read: Read, words: str) -> None:
    figure = of(read(f"{REPORT}{words},造林7万亩。"), "7万亩")
    assert (figure.period_start, figure.period_end) == (date(2015, 1, 1), date(2020, 12, 31))
