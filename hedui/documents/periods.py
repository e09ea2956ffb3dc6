"""The time a document reports on, from its title, its headings and its opening sentences.

Conventions of the genres:
    - a bulletin of work done (进展, 完成情况) by a month runs from January to the end of that month; a report on states
      (空气质量状况, 月报) speaks of that month alone;
    - a government work report (政府工作报告) of one year reports on the year before, unless it says otherwise;
    - a plan speaks of its plan period, where its title prints one.
"""

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

Span = tuple[date, date]


class Told(NamedTuple):
    """A period, and what tells it: a code that ``data/language/because.yml`` puts in words."""

    start: date
    end: date
    why: str


TITLE, STATED, DELIVERY, HEADING, OPENING, ISSUE = "title", "stated", "delivery", "heading", "opening", "issue"
DOUBTFUL = frozenset({OPENING, ISSUE})
"""What tells a period only as far as no dated statement gainsays it."""


_YEAR = r"(?<!\d)((?:19|20)\d\d)"
_YEARS = re.compile(rf"{_YEAR}年?[-—~至到]((?:19|20)\d\d)(?!\d)年?(?!\d)")
_ONE_YEAR = re.compile(
    rf"(?<![到至自从比较])(?<![^关]于){_YEAR}年(?!(?:\d{{1,2}}月)?(?:编制|印发|发布|修订|制定|出台))"
)
_FIVE_YEARS = re.compile("十([一二三四五六])五")
_UNTIL_DAY = re.compile(rf"截[至止]{_YEAR}年(\d{{1,2}})月(?:(\d{{1,2}})日|底|末)?")
_STATED = re.compile(rf"现将{_UNTIL_DAY.pattern}[^。]{{0,30}}(?:如下|公[开示布]|报告|通报)")
_MONTHS_OVER_YEARS = re.compile(rf"{_YEAR}年(\d{{1,2}})月?[-—~至到]{_YEAR}年(\d{{1,2}})月")
_MONTHS = re.compile(r"(?<!\d)(\d{1,2})月?(?:份)?[-—~至到](\d{1,2})月")
_MONTH = re.compile(r"(?<![\d—~至-])(\d{1,2})月(?!\d{1,2}日)")
_DAYS = re.compile(r"(\d{1,2})月(\d{1,2})日?[-—~至到](\d{1,2})月(\d{1,2})日")
_HEATING_SEASON = "秋冬季"
_QUARTER = re.compile(r"([一二三四1-4])季度")
_ISSUE = re.compile(r"月报.{0,8}第(\d{1,2})期")
_TOLD = re.compile("现将([^。,;]{2,30}?)(?:情况|进展|结果)[^。]{0,12}(?:如下|公[开示布]|报告|通报)")
_PROGRESS = re.compile("进展|完成情况|推进情况|落实情况|工作情况")
_QUOTED = re.compile(r"《[^《》]*》|\([^()]*\)")
_DAY = re.compile(rf"{_YEAR}年\d{{1,2}}月\d{{1,2}}日")
_PUBLISHED = re.compile(rf"《[^《》]{{0,20}}?{_YEAR}年[^《》]{{0,20}}(?:公报|年报|状况)》")
_LONGEST = 20
"""Most years that a plan, or a report on one, spans."""
_ADDRESS = "政府工作报告"
_REVIEW = re.compile(rf"{_YEAR}年.{{0,20}}(?:回顾|总结|成[就效绩]|工作)")


_HAN_DIGITS = "〇一二三四五六七八九"
_HAN_YEAR = re.compile(f"(?:一九|二〇)[{_HAN_DIGITS}]{{2}}(?=年)")
_EXECUTED = re.compile(rf"{_YEAR}年[^,。]{{0,30}}执行情况[和与及][^,。]{{0,40}}(?:草案|安排)")
"""A report on what was executed in one year that carries the draft for the next."""
_DELIVERED = re.compile(rf"{_YEAR}年\d{{1,2}}月\d{{1,2}}日在")
_AHEAD = re.compile(
    rf"{_YEAR}年(?:的)?(?:主要|重点|政府)?(?:工作|任务|目标)(?:总体)?(?:安排|任务|目标|要求|思路|重点|打算|部署)"
)


def reported_period(
    title: str, headings: Sequence[str], opening: str, spoken_on: date | None, *, opens_with_its_year: bool
) -> Told | None:
    """First and last day of what a document reports on, and what tells them; None where it does not say.

    Args:
        title: its title, repaired.
        headings: its headings, in order.
        opening: its first running sentences.
        spoken_on: the day on which it was given.
        opens_with_its_year: whether the years of the opening sentences are the document's own (not those of a plan,
            which opens with what it follows from).
    """
    title = _HAN_YEAR.sub(lambda year: "".join(str(_HAN_DIGITS.index(digit)) for digit in year[0]), title)
    if executed := _EXECUTED.search(title):
        return _told(_years(int(executed[1]), int(executed[1])), TITLE)
    if span := _printed_span(title):
        return _told(span, TITLE)
    if span := _stated_span(opening):
        return _told(span, STATED)
    unquoted = _QUOTED.sub("", title)
    if _ADDRESS in unquoted:
        return _address_period(title, headings, spoken_on)
    printed = _ONE_YEAR.search(_YEARS.sub("", title))
    if not printed and (match := _FIVE_YEARS.search(unquoted)):
        return _told(_five_years(match.group(1)), TITLE)
    year, why = int(printed.group(1)) if printed else None, TITLE
    if year is None and opens_with_its_year:
        is_this_year = spoken_on is not None and "今年" in opening
        year, why = (spoken_on.year, ISSUE) if spoken_on and is_this_year else (_dominating_year(opening), OPENING)
    if year is not None and (match := _DAYS.match(opening)):
        return _told(_days(year, *map(int, match.groups())), why)
    if printed is None and _PROGRESS.search(unquoted) and (match := _UNTIL_DAY.search(opening)):
        return _told(_day_printed(match), STATED)
    months = months_of_title(title) or _months_stated(opening)
    if months is None:
        return _told(_years(year, year), why) if year is not None else None
    if year is None:
        year, why = _dominating_year(opening), OPENING
    if year is None and spoken_on:
        # what has come about is no later than its publication
        year, why = spoken_on.year - (months[1] > spoken_on.month), ISSUE
    return _told(_months(year, months[0], year + (months[1] < months[0]), months[1]), why) if year is not None else None


def _told(span: Span | None, why: str) -> Told | None:
    return Told(*span, why) if span else None


def _printed_span(title: str) -> Span | None:
    """A span that a title prints by its ends (2017年10月至2018年3月, 2023—2025年) or by its end (截至2025年6月)."""
    if match := _MONTHS_OVER_YEARS.search(title):
        first_year, first, last_year, last = map(int, match.groups())
        return _months(first_year, first, last_year, last)
    if match := _YEARS.search(title):
        first, last = int(match.group(1)), int(match.group(2))
        if last - first > _LONGEST:
            return None  # a history, of which nothing is said as a whole
        return _months(first, 10, last, 3) if _HEATING_SEASON in title else _years(first, last)
    if match := _UNTIL_DAY.search(title):
        return _day_printed(match)
    return None


def _stated_span(opening: str) -> Span | None:
    """The span up to the day that a report says its state is of (现将截至2023年6月底落实情况公开如下)."""
    match = _STATED.search(opening)
    return _day_printed(match) if match else None


def _address_period(title: str, headings: Sequence[str], spoken_on: date | None) -> Told | None:
    """Period of a government work report: the time it names for review, else the year before its delivery."""
    head, _, rest = title.partition(_ADDRESS)
    delivered = _DELIVERED.search(rest)
    rest = _DELIVERED.sub("", rest)
    given, why = (int(delivered.group(1)), DELIVERY) if delivered else _delivered_in(head, headings, spoken_on)
    match = _ONE_YEAR.search(rest)
    if match and (given is None or int(match.group(1)) < given):
        return _told(_years(int(match.group(1)), int(match.group(1))), TITLE)
    if match := _FIVE_YEARS.search(rest):
        return _told(_five_years(match.group(1)), TITLE)
    reviewed = _REVIEW.search(headings[0]) if headings else None
    if reviewed and (given is None or why == ISSUE or int(reviewed.group(1)) < given):
        return _told(_years(int(reviewed.group(1)), int(reviewed.group(1))), HEADING)
    return _told(_years(given - 1, given - 1), why) if given is not None else None


def _delivered_in(head: str, headings: Sequence[str], spoken_on: date | None) -> tuple[int | None, str]:
    """Year in which a government work report was given, and what tells it.

    The title does, the year whose tasks it names, last the day of publication: a page may be put up years later.
    """
    if match := _ONE_YEAR.search(head):
        return int(match.group(1)), DELIVERY
    ahead = next((match for heading in headings if (match := _AHEAD.search(heading))), None)
    if ahead:
        return int(ahead.group(1)), HEADING
    return (spoken_on.year, ISSUE) if spoken_on else (None, ISSUE)


def months_of_title(title: str) -> tuple[int, int] | None:
    """First and last month that a title names; the last is smaller where the span runs into the next year."""
    if match := _MONTHS.search(title):
        first, last = int(match.group(1)), int(match.group(2))
        return (first, last) if 1 <= first <= 12 and 1 <= last <= 12 else None
    if "上半年" in title:
        return 1, 6
    if "下半年" in title:
        return 7, 12
    if "前三季度" in title:
        return 1, 9
    if (match := _ISSUE.search(title)) and 1 <= int(match.group(1)) <= 12:
        return int(match.group(1)), int(match.group(1))
    if match := _QUARTER.search(title):
        quarter = "一二三四".find(match.group(1)) + 1 or int(match.group(1))
        return 3 * quarter - 2, 3 * quarter
    if _HEATING_SEASON in title:
        return 10, 3
    if (match := _MONTH.search(title)) and 1 <= (month := int(match.group(1))) <= 12:
        return (1 if _PROGRESS.search(title) else month), month
    return None


def _months_stated(opening: str) -> tuple[int, int] | None:
    """The months of which a report says that it tells (现将前三季度进展情况报告如下)."""
    match = _TOLD.search(opening)
    return months_of_title(match.group(1)) if match else None


def _dominating_year(opening: str) -> int | None:
    """The year that sentences print most often outside names, brackets and days; of equals the first.

    Where they print none, that of the publication they quote (《2022年…公报》).
    """
    years = Counter(_ONE_YEAR.findall(_DAY.sub("", _QUOTED.sub("", opening)))) or Counter(_PUBLISHED.findall(opening))
    return int(years.most_common(1)[0][0]) if years else None


def _years(first: int, last: int) -> Span | None:
    return (date(first, 1, 1), date(last, 12, 31)) if first <= last else None


def _five_years(numeral: str) -> Span:
    """A five-year plan: 十四五 is 2021 to 2025."""
    first = 2001 + 5 * ("一二三四五六".index(numeral) + 1)
    return date(first, 1, 1), date(first + 4, 12, 31)


def _months(first_year: int, first: int, last_year: int, last: int) -> Span | None:
    if not (1 <= first <= 12 and 1 <= last <= 12 and (first_year, first) <= (last_year, last)):
        return None
    return date(first_year, first, 1), date(last_year, last, monthrange(last_year, last)[1])


def _days(year: int, first_month: int, first_day: int, last_month: int, last_day: int) -> Span | None:
    try:
        span = date(year, first_month, first_day), date(year + (last_month < first_month), last_month, last_day)
    except ValueError:
        return None
    return span if span[0] <= span[1] else None


def _day_printed(match: re.Match[str]) -> Span | None:
    return _until(int(match.group(1)), int(match.group(2)), int(match.group(3)) if match.group(3) else None)


def _until(year: int, month: int, day: int | None) -> Span | None:
    span = _months(year, 1, year, month) if 1 <= month <= 12 else None
    if span is None or day is None:
        return span
    return (span[0], date(year, month, day)) if 1 <= day <= span[1].day else None
