"""What times a document gives, and what words without a date mean by them (今年以来, 上半年, 五年来)."""

import re
from dataclasses import dataclass, replace
from datetime import date

from hedui.documents.document import Metadata
from hedui.language import numerals, times
from hedui.language.times import Span
from hedui.vocabulary.codes import DocumentKind

_RELATIVE = re.compile(
    '今年以来|今年[上下]半年|今年|本年度?|全年|上半年|下半年|年内|去年|上年|年末|年底|截[至止]目前|目前|当前|五年来|五年间|过去五年|十[一二三四五]五[”"]?(?:时期|期间|以来)'
)
_SEASON = 366
"""Days within which a time over the turn of a year is one season (秋冬季)."""
_YEARS_BACK = re.compile("(?:近|过去|最近)([二三四五六七八九十]+)年(?:来|间)?|([二三四五六七八九十]+)年(?:来|间)")


@dataclass(frozen=True, slots=True)
class Calendar:
    """The times a document gives when a sentence names none.

    Attributes:
        reported: what the document reports on.
        due: when a plan without a date of its own is due, None where the text does not tell.
        is_plan: whether its dates are due dates that hold for all that follows in their sentence.
        current_year: the year that 今年 is; a report on a year is given in the next.
        given: the day of issue, which no time that has come about is after.
    """

    reported: Span | None
    due: Span | None
    is_plan: bool = False
    current_year: int | None = None
    given: date | None = None

    @property
    def year(self) -> int | None:
        """Year of a month printed without one."""
        is_season = self.reported and self.reported.start and self.reported.start.year < self.reported.end.year
        if self.given and (is_season or not self.reported):
            return self.given.year
        return self.reported.end.year if self.reported else None


def calendar_of(metadata: Metadata) -> Calendar:
    """Calendar of a document by its metadata."""
    is_plan = metadata.document_kind is DocumentKind.PLAN
    if metadata.period_end is None:
        return Calendar(None, None, is_plan, given=metadata.published_on)
    start, end = metadata.period_start, metadata.period_end
    titled = re.search("(?:19|20)\\d\\d(?=年)", metadata.title)
    given = metadata.published_on.year if metadata.published_on else int(titled.group()) if titled else end.year
    current = given if metadata.document_kind is DocumentKind.WORK_REPORT and given == end.year + 1 else end.year
    if start is None or start.year == end.year:
        due: Span | None = Span(None, date(current, 12, 31))
    else:
        due = Span(None, end) if (end - start).days < _SEASON else None
    return Calendar(Span(start, end), due, is_plan, current, metadata.published_on)


def relative_span(words: str, calendar: Calendar, year: int | None) -> Span | None:
    """Span of the last time named without a numeral (今年以来, 全年, 上半年, 去年, 截至目前)."""
    found = None
    for match in _RELATIVE.finditer(words):
        found = match.group()
    reported = calendar.reported
    if found is None or reported is None:
        return None
    if found in ("今年", "本年", "本年度") and calendar.current_year == reported.end.year:
        return replace(reported, has_year=False)
    if found in ("今年", "本年", "本年度") and calendar.current_year != reported.end.year:
        return Span(date(calendar.current_year or year or 1, 1, 1), date(calendar.current_year or year or 1, 12, 31))
    if found.startswith("今年以来"):
        return Span(date(reported.end.year, 1, 1), reported.end, has_year=False)
    if "目前" in found or found == "当前":
        return replace(reported, has_year=False)
    if found in ("去年", "上年"):
        return None
    if found.endswith("半年"):
        return times.parse(found[-3:], calendar.current_year if found.startswith("今年") else year)
    if found in ("年末", "年底"):
        return Span(None, date(year or reported.end.year, 12, 31), False) if reported.end.month == 12 else None
    if found in ("五年来", "五年间", "过去五年"):
        return Span(date(reported.end.year - 4, 1, 1), reported.end)
    if found.startswith("十"):
        return times.plan_period(found[:3])
    if found == "全年" and year and reported.end.year == year:
        return Span(date(year, 1, 1), min(date(year, 12, 31), reported.end), False)
    return None


def years_back(printed: str, calendar: Calendar) -> Span | None:
    """The last so many years up to the end of the time reported on (五年来, 近三年)."""
    match = _YEARS_BACK.fullmatch(printed)
    if match is None or calendar.reported is None:
        return None
    count = numerals.chinese(match[1] or match[2]) or 0
    end = calendar.reported.end
    return Span(date(end.year - int(count) + 1, 1, 1), end) if 1 < count <= 20 else None
