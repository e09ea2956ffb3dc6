"""What time each number speaks of: from its clause, its sentence, its headings, and last its document."""

import re
from dataclasses import dataclass, replace
from datetime import date

from hedui.documents.document import Metadata
from hedui.figures import times
from hedui.figures.grammar import Grammar
from hedui.figures.mentions import Mention, Sentence
from hedui.figures.times import Span
from hedui.vocabulary.codes import ChangeKind, DocumentKind, PeriodKind, Role

_BASE_AHEAD = re.compile("(?:较|比|与|相比|相对于|在)$")
_BASE_BEHIND = re.compile("(?:年|末|底|同期|全年)?(?:相比|水平|下降|增加|减少|增长|提高|提升|降低|上升|同期|的)")
_UNTIL = re.compile("(?:截至|截止|截止到|截至到|至)$")
_DUE_AHEAD = re.compile("(?:到|至|力争|力争到|在|于|争取|确保|计划|预计)$")
_DUE_BEHIND = re.compile("前|之前|以前|底前|末前")
_SINCE = re.compile("以来|起")
_RELATIVE = re.compile(
    '今年以来|今年|本年度?|全年|上半年|下半年|年内|去年|上年|年末|年底|截[至止]目前|目前|当前|五年来|五年间|过去五年|十[一二三四五]五[”"]?(?:时期|期间|以来)'
)
_FACTS = (Role.ACTUAL, Role.PLAN, Role.CHANGE, Role.RATE, Role.RANK)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The times a document gives when a sentence names none.

    Attributes:
        reported: what the document reports on.
        due: when a plan without a date of its own is due, None where the text does not tell.
    """

    reported: Span | None
    due: Span | None

    @property
    def year(self) -> int | None:
        """Year of a month printed without one."""
        return self.reported.end.year if self.reported else None


def calendar_of(metadata: Metadata) -> Calendar:
    """Calendar of a document by its metadata."""
    if metadata.period_end is None:
        return Calendar(None, None)
    reported = Span(metadata.period_start, metadata.period_end)
    start = metadata.period_start
    is_yearly = start is None or start.year == metadata.period_end.year
    due = Span(None, date(metadata.period_end.year, 12, 31)) if is_yearly else None
    return Calendar(reported, due)


def assign_periods(sentence: Sentence, grammar: Grammar, calendar: Calendar, carried: Span | None) -> Span | None:
    """Fill the span (and base) of each fact of ``sentence``.

    Args:
        sentence: the sentence, its roles filled.
        grammar: compiled lexicon.
        calendar: times of the document, or of the heading it stands under.
        carried: time that an earlier sentence of the block set for those after it.

    Returns:
        The time that the next sentence of the block may go on speaking of.
    """
    current = carried
    is_due = False
    position = sentence.start
    year = calendar.year
    base: Span | None = None
    stated: Span | None = None
    for mention in sentence.mentions:
        token = mention.token
        ahead = sentence.between(position, token.start)
        relative = _relative(ahead, calendar, year)
        if relative is not None:
            current, is_due, stated = relative, False, relative
        position = token.end
        if mention.role is Role.TIME and not mention.is_titled:
            span = times.parse(sentence.between(token.start, token.end), year)
            if span is None:
                continue
            near = sentence.between(max(sentence.start, token.start - 4), token.start)
            behind = sentence.between(token.end, min(sentence.end, token.end + 4))
            if span.has_year and not (near.endswith(("较", "比", "与"))):
                year = span.end.year
            if re.search("(?:较|比|与|相比|相对)“?$", near):
                base = span
                continue
            if _SINCE.match(behind.lstrip('”"')) and calendar.reported and span.end < calendar.reported.end:
                span = replace(span, end=calendar.reported.end)
            elif (near.endswith(("截至", "截止", "截止到", "截至到")) or span.is_point) and not _DUE_BEHIND.match(
                behind
            ):
                is_due = near.endswith(("到", "至")) and not near.endswith(("截至", "截止到", "截至到"))
                span = replace(span, start=None)
            else:
                is_due = bool(_DUE_BEHIND.match(behind)) or near.endswith("到")
            current, stated = span, span
            continue
        if mention.role not in _FACTS:
            continue
        _date(mention, sentence, grammar, calendar, current, base)
    return stated if stated is not None and not is_due else carried


def _relative(words: str, calendar: Calendar, year: int | None) -> Span | None:
    """Span of the last time named without a numeral (今年以来, 全年, 上半年, 去年, 截至目前)."""
    found = None
    for match in _RELATIVE.finditer(words):
        found = match.group()
    reported = calendar.reported
    if found is None or reported is None:
        return None
    if found.startswith("今年以来"):
        return Span(date(reported.end.year, 1, 1), reported.end, has_year=False)
    if "目前" in found or found == "当前":
        return replace(reported, has_year=False)
    if found in ("去年", "上年"):
        return None
    if found in ("上半年", "下半年"):
        return times.parse(found, year)
    if found in ("年末", "年底"):
        return Span(None, date(year or reported.end.year, 12, 31), False) if reported.end.month == 12 else None
    if found in ("五年来", "五年间", "过去五年"):
        return Span(date(reported.end.year - 4, 1, 1), reported.end)
    if found.startswith("十"):
        return times.plan_period(found[:3])
    if found == "全年" and year and reported.end.year == year:
        return Span(date(year, 1, 1), min(date(year, 12, 31), reported.end), False)
    return None


def _date(
    mention: Mention, sentence: Sentence, grammar: Grammar, calendar: Calendar, current: Span | None, base: Span | None
) -> None:
    is_target = mention.role is Role.PLAN or mention.is_planned
    span = current
    if span is None:
        span = calendar.due if is_target else calendar.reported
    elif is_target and calendar.due and not span.is_point and span.end < calendar.due.end and not span.has_year:
        span = calendar.due
    if (
        span is not None
        and not is_target
        and mention.role in (Role.ACTUAL, Role.RATE)
        and grammar.stock_noun.search(mention.subject)
    ):
        span = replace(span, start=None)
    mention.span = span
    if mention.role is Role.CHANGE and span is not None:
        if base is not None:
            mention.base = base
            if mention.change_kind in (ChangeKind.UNKNOWN, None):
                mention.change_kind = ChangeKind.FIXED_BASE
        elif mention.change_kind is ChangeKind.YEAR_ON_YEAR:
            mention.base = times.year_before(span)


def period_kind(mention: Mention) -> PeriodKind:
    """Kind of the time a mention speaks of."""
    span = mention.span
    if span is None:
        return PeriodKind.UNKNOWN
    if mention.role is Role.PLAN or mention.is_planned:
        return PeriodKind.DUE
    if span.start is None:
        return PeriodKind.INSTANT
    first, last = span.start, span.end
    if (first.month, first.day) == (1, 1) and first.year == last.year:
        if (last.month, last.day) == (12, 31):
            return PeriodKind.YEAR
        return PeriodKind.MONTH if last.month == 1 else PeriodKind.YEAR_TO_DATE
    if first.year == last.year and first.month == last.month:
        return PeriodKind.MONTH
    if first.year == last.year and last.month - first.month == 2 and last.month % 3 == 0:
        return PeriodKind.QUARTER
    if first.year == last.year and (first.month, last.month) == (7, 12):
        return PeriodKind.HALF
    if last.year - first.year == 4 and first.year % 5 == 1:
        return PeriodKind.PLAN_PERIOD
    return PeriodKind.SPAN


def default_kind(kind: DocumentKind) -> bool:
    """Whether numbers of a document of this kind are planned unless their sentence says otherwise."""
    return kind is DocumentKind.PLAN
