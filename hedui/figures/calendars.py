"""What times a document gives, and what words without a date mean by them (今年以来, 上半年, 五年来)."""

import re
from dataclasses import dataclass, replace
from datetime import date

from hedui.documents.document import Metadata
from hedui.language import numerals, times
from hedui.language.openings import guarded
from hedui.language.times import Span
from hedui.vocabulary.codes import DocumentKind, Script

_RELATIVE = re.compile(
    guarded(
        "今年以来|今年[上下]半年|今年|本年度?|本调度年|全年|上半年|下半年|年内|(?<![比较与同和由从])(?:去年|上年)(?!同期|末|底)|年末|年底"
        "|(?<![自起])(?:当年|该年|同年)(?!起|度?认定)"
        "|截[至止]目前|目前|当前|近年来|近些年|近几年|多年来|五年来|五年间|过去五年"
        '|(?<![比较与同和由从“])十[一二三四五]五[”"]?(?:时期|期间|以来)|(?:^|[,。;:])同期,'
    )
)
_SEASON = 366
"""Days within which a time over the turn of a year is one season (秋冬季)."""
_YEARS_BACK = re.compile(
    r"(?:近|过去|最近)([二三四五六七八九十]+|\d{1,2})年(?:来|间)?|([二三四五六七八九十]+|\d{1,2})年(?:来|间)"
)
_FIRST_HALF = 6


_PLAN_PERIOD = re.compile('十?[一二三四五六七八九十]五(?=[”"时期以])')
_YEARS_OFF = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1}
_YEAR_SAID = re.compile(f"({'|'.join(_YEARS_OFF)})度?的?$")
VAGUE = Span(None, date.min)
"""A time that words name without fixing it."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The times a document gives when a sentence names none.

    Attributes:
        reported: what the document reports on.
        due: when a plan without a date of its own is due, None where the text does not tell.
        is_plan: whether its dates are due dates that hold for all that follows in their sentence.
        current_year: the year that 今年 is; a report on a year is given in the next.
        given: the day of issue, which no time that has come about is after.
        is_inferred: whether most statements tell them, and no title.
        has_financial_years: whether a year of accounts (2023/24年度) is the financial year of Hong Kong.
        why: what gives them: the document, or the rule by which a heading or an opening does.
    """

    reported: Span | None
    due: Span | None
    is_plan: bool = False
    current_year: int | None = None
    given: date | None = None
    why: str = "document"
    has_financial_years: bool = False
    is_inferred: bool = False

    @property
    def year(self) -> int | None:
        """Year of a month printed without one."""
        is_season = self.reported and self.reported.start and self.reported.start.year < self.reported.end.year
        if self.given and (is_season or not self.reported):
            return self.given.year
        return self.reported.end.year if self.reported else None

    @property
    def this_year(self) -> int | None:
        """The year that 今年 is."""
        return self.current_year or (self.given.year if self.given else None)


def calendar_of(metadata: Metadata) -> Calendar:
    """Calendar of a document by its metadata."""
    return replace(_calendar(metadata), has_financial_years=metadata.script is Script.HANT)


def _calendar(metadata: Metadata) -> Calendar:
    start, end, given = metadata.period_start, metadata.period_end, metadata.spoken_on
    if metadata.document_kind is DocumentKind.PLAN:
        return _calendar_of_plan(start, end, given)
    if end is None:
        return Calendar(None, None, given=given)
    if start is not None and given is not None and start.year <= given.year < end.year:
        end = given  # a plan's years are told of as far as they are over
    titled = [int(year) for year in re.findall("(?:19|20)\\d\\d(?=年)", metadata.title)]
    year = given.year if given else max(titled) if titled else end.year
    current = year if metadata.document_kind is DocumentKind.WORK_REPORT and year == end.year + 1 else end.year
    if metadata.is_period_inferred:
        # news of a whole year comes in the next, of a part of it in the same
        current = given.year if given else end.year + ((end.month, end.day) == (12, 31))
    if start is None or start.year == end.year:
        due: Span | None = Span(None, date(current, 12, 31))
    else:
        due = Span(None, end) if (end - start).days < _SEASON else None
    return Calendar(Span(start, end), due, False, current, given, is_inferred=metadata.is_period_inferred)


def _calendar_of_plan(start: date | None, end: date | None, given: date | None) -> Calendar:
    """A plan's own goals fall due at its end; what has come about in it stands on its eve, or when it was issued."""
    if end is None:
        return Calendar(None, None, True, given=given)
    eve = start.year - 1 if start else given.year - 1 if given else None
    if eve is not None and given is not None and given.year <= eve:
        eve = given.year
    reported = Span(date(eve, 1, 1), date(eve, 12, 31)) if eve else None
    current = given.year if given else start.year if start and start.year == end.year else None
    return Calendar(reported, Span(None, end), True, current, given)


def relative_word(words: str) -> re.Match[str] | None:
    """The last time named without a numeral (今年以来, 全年, 上半年, 去年, 截至目前), None where there is none."""
    found = None
    for match in _RELATIVE.finditer(words):
        found = match
    return found


def relative_span(found: str, calendar: Calendar, year: int | None, current: Span | None = None) -> Span | None:
    """Span of a time named without a numeral.

    Args:
        found: the words that name it, as ``relative_word`` finds them.
        calendar: times of the document or of the heading.
        year: the year named last.
        current: the time in force, which 同期 goes on with, and whose year is 本年.

    Returns:
        The span; ``VAGUE`` where the words name a time that nobody can date (近年来); None where they name none.
    """
    if found in ("近年来", "近些年", "近几年", "多年来"):
        return VAGUE
    if found.endswith("同期,"):
        return current
    if named := _PLAN_PERIOD.match(found):
        return times.plan_period(named.group())
    if found in ("当年", "该年", "同年"):
        return _year_of(current)
    reported = calendar.reported
    this_year = calendar.this_year
    if found in ("去年", "上年"):
        return Span(date(this_year - 1, 1, 1), date(this_year - 1, 12, 31)) if this_year else VAGUE
    if found in ("本年", "本年度") and current is not None and current.has_year and (own := _year_of(current)):
        return replace(reported, has_year=False) if reported and reported.end.year == own.end.year else own
    if found.startswith("今年") or found.startswith("本年"):
        return _this_year(found, calendar, this_year)
    if reported is None:
        return VAGUE if "目前" in found or found == "当前" else None
    if found == "本调度年":
        return replace(reported, has_year=False)
    if "目前" in found or found == "当前":
        return replace(reported, has_year=False)
    if found.endswith("半年"):
        return times.parse(found, year)
    if found in ("年末", "年底"):
        return Span(None, date(year or reported.end.year, 12, 31), False) if reported.end.month == 12 else None
    if found in ("五年来", "五年间", "过去五年"):
        return Span(date(reported.end.year - 4, 1, 1), reported.end)
    if found == "全年" and year and reported.end.year == year:
        return Span(date(year, 1, 1), min(date(year, 12, 31), reported.end), False)
    return None


def _year_of(span: Span | None) -> Span | None:
    """The year of a time within one year, None of any other."""
    if span is None or span is VAGUE or (span.start and span.start.year != span.end.year):
        return None
    return Span(date(span.end.year, 1, 1), date(span.end.year, 12, 31), span.has_year)


def year_said(words: str, calendar: Calendar) -> int | None:
    """The year that the last words before a month or a day name without a numeral (去年7月, 今年上半年)."""
    match = _YEAR_SAID.search(words)
    this_year = calendar.this_year
    return this_year + _YEARS_OFF[match.group(1)] if match and this_year else None


def _this_year(found: str, calendar: Calendar, this_year: int | None) -> Span | None:
    """Span of 今年 and of its parts, as far as they are over where it is the year reported on."""
    reported = calendar.reported
    if this_year is None:
        return VAGUE
    if found.endswith("半年"):
        return times.parse(found[-3:], this_year)
    if reported is not None and this_year == reported.end.year:
        is_of_years = found.startswith("今年以来") or (reported.start and reported.start.year < this_year)
        return Span(date(this_year, 1, 1), reported.end, False) if is_of_years else replace(reported, has_year=False)
    if found.startswith("今年以来"):
        given = calendar.given
        return Span(date(this_year, 1, 1), given, False) if given and given.year == this_year else None
    return Span(date(this_year, 1, 1), date(this_year, 12, 31), False)


def year_of_accounts(printed: str, calendar: Calendar) -> Span | None:
    """Span of a year of accounts (2023/24年度), None of any other time; ``VAGUE`` where its months are not known."""
    first = times.year_of_accounts(printed.partition("度")[0])
    if first is None or "度" not in printed:
        return None
    if calendar.has_financial_years:
        return times.financial_year(first)
    return VAGUE if "/" in printed else None


def years_back(printed: str, calendar: Calendar) -> Span | None:
    """The last so many years up to the end of the time reported on (五年来, 近三年).

    Where only the day of issue is known they end with the year before it, if it was issued in a first half-year.
    """
    match = _YEARS_BACK.fullmatch(printed)
    if match is None:
        return None
    words = match[1] or match[2]
    count = int(words) if words.isdigit() else int(numerals.chinese(words) or 0)
    reported, given = calendar.reported, calendar.given
    if reported is not None and not calendar.is_inferred:
        end = reported.end
    elif given is not None and given.month <= _FIRST_HALF:
        end = date(given.year - 1, 12, 31)
    else:
        return VAGUE
    return Span(date(end.year - count + 1, 1, 1), end) if 1 < count <= 20 else None
