"""Time expressions: from the printed words to a span of days, a point in time or a due date."""

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date

_CHINESE_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}


@dataclass(frozen=True, slots=True)
class Span:
    """A span of whole days; ``start`` None says a point in time.

    Attributes:
        start: first day.
        end: last day.
        has_year: whether the year is printed (or is of a named plan period) and not taken from the context.
        is_point: whether the words name the end of a time (底, 末) and not the time as a whole.
    """

    start: date | None
    end: date
    has_year: bool = True
    is_point: bool = False


def last_day(year: int, month: int) -> date:
    """Last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def months(year: int, first: int, last: int, *, has_year: bool = True) -> Span:
    """Span from the first day of month ``first`` to the last day of month ``last``."""
    return Span(date(year, first, 1), last_day(year, last), has_year)


def plan_period(ordinal: str) -> Span | None:
    """Years of a five-year plan: ``十四五`` is 2021 to 2025, ``九五`` 1996 to 2000; None where it names none."""
    number = "一二三四五六七八九十".find(ordinal[-2:-1]) + 1 + (10 if len(ordinal) == 3 else 0)
    if not ordinal.endswith("五") or number < 6:
        return None
    start = 2001 + (number - 10) * 5
    return Span(date(start, 1, 1), date(start + 4, 12, 31))


_NUMBER = r"(?:1[0-2]|0?[1-9])"
_YEAR = re.compile(r"((?:19|20)\d\d)")
_YEARS = re.compile(r"((?:19|20)\d\d)年?[-—~至到]((?:19|20)\d\d)")
_YEAR_OF_ACCOUNTS = re.compile(r"((?:19|20)\d\d)[-—/](\d\d|(?:19|20)\d\d)(?:财政|财务)?年度?")
_DAY = re.compile(rf"(?:((?:19|20)\d\d)年)?({_NUMBER})月(3[01]|[12]\d|0?[1-9])日?")
_DAYS = re.compile(
    rf"(?:((?:19|20)\d\d)年)?({_NUMBER})月(3[01]|[12]\d|0?[1-9])日?[-—~至到]"
    rf"(?:((?:19|20)\d\d)年)?(?:({_NUMBER})月)?(3[01]|[12]\d|0?[1-9])日"
)
_ISO = re.compile(r"((?:19|20)\d\d)[./-](1[0-2]|0?[1-9])[./-](3[01]|[12]\d|0?[1-9])")
_MONTHS_OVER_YEARS = re.compile(
    rf"(?:((?:19|20)\d\d)年)?({_NUMBER})月[-—~至到](?:((?:19|20)\d\d)|[次翌]|第二)年({_NUMBER})月"
)
_MONTHS = re.compile(rf"(?:((?:19|20)\d\d)年)?({_NUMBER})月?[-—~至到]({_NUMBER})月")
_MONTH = re.compile(rf"(?:((?:19|20)\d\d)年)?({_NUMBER})月(底|末|初|上旬|中旬|下旬)?")
_FIRST_MONTHS = re.compile(rf"前({_NUMBER})个?月")
_QUARTER = re.compile(r"第?([一二三四1-4])(?:季度)")
_QUARTERS = re.compile(r"前([二两三23])个?季度")
_QUARTER_RANGE = re.compile(r"([一二三四])至([一二三四])季度")
PLAN_PERIOD = re.compile("十?[一二三四五六七八九十]五")
"""The name of a five-year plan (十四五, 九五)."""
_CHINESE_YEAR = re.compile(r"([零〇一二三四五六七八九]{4})年")


def parse(text: str, year: int | None) -> Span | None:
    """Span behind the printed words of one time expression.

    Args:
        text: the expression in repaired text (``1-10月``, ``2025年年底``, ``前三季度``, ``十四五``, ``上半年`` …).
        year: year to use where none is printed; None if unknown.

    Returns:
        The span, or None where the words do not fix one (近三年, 24小时) or the year is unknown.
    """
    if (accounts := year_of_accounts(text)) and not _YEARS.match(text):
        return Span(date(accounts, 1, 1), date(accounts + 1, 12, 31))
    if match := _YEARS.match(text):
        first, last = int(match[1]), int(match[2])
        return Span(date(first, 1, 1), date(last, 12, 31)) if first <= last else None
    if match := _CHINESE_YEAR.match(text):
        text = "".join(str(_CHINESE_DIGIT[c]) for c in match[1]) + text[4:]
    if match := _ISO.match(text):
        return _day(int(match[1]), int(match[2]), int(match[3]), has_year=True)
    if PLAN_PERIOD.fullmatch(text):
        return plan_period(text)
    if match := _MONTHS_OVER_YEARS.match(text):
        first_year = int(match[1]) if match[1] else year
        if first_year is None:
            return None
        last_year = int(match[3]) if match[3] else first_year + 1
        return Span(date(first_year, int(match[2]), 1), last_day(last_year, int(match[4])), match[1] is not None)
    printed = _YEAR.match(text)
    own = int(printed[1]) if printed else year
    if own is None:
        return None
    has_year = printed is not None
    if match := _MONTHS.match(text):
        first, last = int(match[2]), int(match[3])
        return months(own, first, last, has_year=has_year) if first <= last else None
    if match := _DAYS.match(text):
        first_day = _day(own, int(match[2]), int(match[3]), has_year=has_year)
        end_year = int(match[4]) if match[4] else own
        final_day = _day(end_year, int(match[5] or match[2]), int(match[6]), has_year=has_year)
        return replace(first_day, end=final_day.end) if first_day and final_day else None
    if (match := _DAY.match(text)) and (text[match.end() - 1] == "日" or text[match.end() : match.end() + 1] != "月"):
        return _day(own, int(match[2]), int(match[3]), has_year=has_year)
    if match := _MONTH.match(text):
        span = months(own, int(match[2]), int(match[2]), has_year=has_year)
        return replace(span, start=None, is_point=True) if match[3] in ("底", "末") else span
    rest = text[5:] if printed else text
    if match := _FIRST_MONTHS.search(rest):
        return months(own, 1, int(match[1]), has_year=has_year)
    if match := _QUARTER_RANGE.search(rest):
        first, last = _CHINESE_DIGIT[match[1]], _CHINESE_DIGIT[match[2]]
        return months(own, 3 * first - 2, 3 * last, has_year=has_year) if first <= last else None
    if match := _QUARTERS.search(rest):
        return months(own, 1, 9 if match[1] in "三3" else 6, has_year=has_year)
    if match := _QUARTER.search(rest):
        quarter = int(match[1]) if match[1].isdigit() else _CHINESE_DIGIT[match[1]]
        return months(own, 3 * quarter - 2, 3 * quarter, has_year=has_year)
    if rest.startswith("上半年"):
        return months(own, 1, 6, has_year=has_year)
    if rest.startswith("下半年"):
        return months(own, 7, 12, has_year=has_year)
    if rest in ("底", "年底", "末", "年末"):
        return Span(None, date(own, 12, 31), has_year, is_point=True)
    if printed or rest in ("全年", "年内", "今年", "本年", "当年", "年度"):
        return Span(date(own, 1, 1), date(own, 12, 31), has_year)
    return None


def year_of_accounts(text: str) -> int | None:
    """The first of the two years that a year of accounts runs over (2023/24年度, 2011-2012年度), else None."""
    match = _YEAR_OF_ACCOUNTS.fullmatch(text)
    if match is None:
        return None
    first = int(match[1])
    return first if (first + 1) % 100 == int(match[2]) % 100 and len(match[2]) in (2, 4) else None


def financial_year(first: int) -> Span:
    """The financial year of Hong Kong that begins in a year: April to March."""
    return Span(date(first, 4, 1), date(first + 1, 3, 31))


def _day(year: int, month: int, day: int, *, has_year: bool) -> Span | None:
    if day > calendar.monthrange(year, month)[1]:
        return None
    return Span(date(year, month, day), date(year, month, day), has_year)


def season(span: Span) -> Span:
    """Autumn and winter of two years: October to March."""
    return Span(date(span.end.year - 1, 10, 1), date(span.end.year, 3, 31))


def year_before(span: Span) -> Span:
    """The same span one year earlier (29 February becomes 28)."""
    return replace(span, start=span.start and _minus_year(span.start), end=_minus_year(span.end))


def _minus_year(day: date) -> date:
    if day == last_day(day.year, day.month):
        return last_day(day.year - 1, day.month)
    return day.replace(year=day.year - 1)
