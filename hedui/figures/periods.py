"""What time each number speaks of: from its clause, its sentence, its headings, and last its document."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hedui.figures.calendars import VAGUE, Calendar
from hedui.figures.clock import Clock, is_vague
from hedui.figures.grammar import Grammar
from hedui.figures.mentions import Mention, Sentence
from hedui.figures.planning import is_content
from hedui.language import times
from hedui.language.times import Span
from hedui.vocabulary.codes import PeriodKind, Role

_FROM = re.compile(
    "(?:由|从|自)(?:(?:上年|去年)?(?:同期|末|底)?|年初|时期|期间|全[国省市区]|世界|全球)?(?:[正倒]排|的)?"
    "(?:人均|每[^,;。\\d]{1,4}){0,2}(?:不足|不到|大?约|将?近|超过?|仅|最低|最高)?$"
)
_FROM_UNDATED = re.compile(
    "(?:由|从|自)[^,;。\\d]{0,8}(?:历史|峰值|高峰|最[高低]时?|之?前|过去|以往|原来|原先|原有|最初|当初)[^,;。\\d]{0,8}$"
)
"""The level before a measure, or at its highest, of which nobody tells the day (由改造前的5%)."""
_TIMED_BASE = re.compile(
    '(?:[较比与由从]|相对于)(?:(?:19|20)\\d\\d年(?:年?[底末])?|[一二三四]季度|\\d{1,2}月份?|[“"]?十?[一二三四五六七八九十]五[”"]?'
    "(?:时期|期间|年?[底末]))的$"
)
_RISES_TO = re.compile(
    "(?:左右|以[上下])?(?:提高|提升|增加|增长|上升|下降|降低|减少|扩大|调整|跃升|攀升|压减|压缩|发展|优化|回升|回落|整合|转变|下滑|反弹|改善|升|降|增|减|缩减|缩短|缩小|收窄|上调|下调)(?:到|至|为)"
)
_LIKE_LAST_YEAR = re.compile(
    "[与和](?:上年|去年)(?:同期)?的?$|(?<![比较与和同由从于对])(?:上年|去年)同期[^,;。\\d(]{0,8}$"
)
"""The level, or the growth, of the same time of the year before (去年同期为30微克/立方米)."""
_DUE_SAID = re.compile(
    r"(?:、[\d.]+[^\d,;。、]{1,6})*[^\d,;。、]{0,20}(?:[,、]?(?:计划|须|应|要求|需要?|要|必须|拟|力争|将))?(?:于|在)?"
    "((?:20\\d\\d年)?(?:\\d{1,2}月(?:\\d{1,2}日|底|末)?|年?底))前"
)
"""A date by which a number just printed is due (其余2座须在12月20日前停产)."""
_DUE_REACH = 40
_NEAR = 8
_PAIR = 2
_ON_THE_YEAR = re.compile("同比|[较比](?:上年|去年)")
_BY_PRICES = re.compile("按$")
_ADDED = re.compile("新增|新建|完成|净增|投产|并网|投运")
_FLOWS = re.compile("流[入出]|增长率|死亡率|出生率|迁[入出]|发电量")
_HAS = re.compile("(?:拥有|现有|现辖|[下管]辖|共有|尚有|设有|配有|建有)[^,;。]{0,14}$")
_ONCE_DONE = re.compile(
    "(?:建成|投产|达产|达效|投用|投入使用|运营|运行|改造|完工|竣工|通车)后[^;。]{0,24}?(?:预计|可|将|能)[^;。]{0,24}$"
    "|(?:预计|可|将|能)[^;。]{0,24}?(?:建成|投产|达产|达效|投用|投入使用|运营|运行|完工|竣工|通车)后[^;。]{0,24}$"
)
_LAST_MONTH = 12
_LONGEST_MONTH = 31
_FORECAST = re.compile("预计[^;。]*$")
_MET = re.compile("完成|优于|好于|低于|高于|超过|达到|控制在")
_WILL = re.compile("力争|确保|计划|将|要|争取")
_GOAL = re.compile("(?:以[上下内])?的?(?:年度|省定|国定)?(?:目标|指标|任务)")
_FACTS = (Role.ACTUAL, Role.PLAN, Role.CHANGE, Role.RATE, Role.RANK)


def assign_periods(
    sentence: Sentence, grammar: Grammar, calendar: Calendar, carried: Span | None, before: Span | None = None
) -> Span | None:
    """Fill the span of each fact of ``sentence``.

    Args:
        sentence: the sentence, its roles filled.
        grammar: compiled lexicon.
        calendar: times of the document, or of the heading it stands under.
        carried: time that an earlier sentence of the block set for those after it.
        before: time that the block before ended with, which 同期 goes on with.

    Returns:
        The time that the next sentence of the block may go on speaking of.
    """
    clock = Clock(sentence, calendar, carried, before)
    dealt = _dealt_times(sentence, clock)
    position = sentence.start
    previous: Mention | None = None
    levels: list[Mention] = []
    for mention in sentence.mentions:
        ahead = sentence.between(position, mention.token.start)
        position = mention.token.end
        clock.move(mention.token.start, ahead)
        if mention.role in _FACTS:
            _date(mention, grammar, clock)
            mention.span = dealt.get(id(mention), mention.span)
            if (earlier := _earlier(mention, sentence, clock)) is not None:
                mention.span = None if is_vague(earlier) else earlier
            elif previous is not None and id(mention) not in dealt and _goes_on(mention, previous, clock.own):
                mention.span = previous.span
            elif (latest := _latest(mention, levels)) is not None:
                mention.span = latest
            if mention.role is Role.ACTUAL:
                levels.append(mention)
            previous = mention
        elif mention.role is Role.TIME and _governs(mention, ahead):
            clock.hear(mention)
    stated = _of_year_end(clock.stated) if clock.stated and not clock.is_due else None
    if stated is None or not _lasts(stated, calendar.reported) or (previous is None and _is_month(stated)):
        return carried
    return stated


def _of_year_end(span: Span) -> Span:
    """The year of a printed year's end, in which what the next sentence says came about; other times as they are."""
    is_year_end = span.start is None and span.has_year and (span.end.month, span.end.day) == (_LAST_MONTH, 31)
    return replace(span, start=date(span.end.year, 1, 1)) if is_year_end else span


def _is_month(span: Span) -> bool:
    """Whether a time is a month or less, of which a sentence without a number tells an event."""
    return span.start is not None and (span.end - span.start).days <= _LONGEST_MONTH


def _lasts(span: Span, reported: Span | None) -> bool:
    """Whether the next sentence may go on with a time: of one year or plan, no moment and no years apart.

    In a report on part of a year a shorter part is named for one figure alone.
    """
    is_part = reported is not None and reported.start == span.start and span.end < reported.end
    if is_part and reported is not None and reported.end.month < _LAST_MONTH:
        return False
    return span.start is not None and (span.start.year == span.end.year or _is_plan_period(span.start, span.end))


def _is_plan_period(start: date, end: date) -> bool:
    return start.year % 5 == 1 and end.year - start.year <= 4


def _latest(change: Mention, levels: Sequence[Mention]) -> Span | None:
    """The later of two years whose levels were just printed, for a change on the year (2023年43,2022年45,同比下降…)."""
    if change.role is not Role.CHANGE or not _ON_THE_YEAR.search(change.ahead) or len(levels) < _PAIR:
        return None
    first, second = levels[-_PAIR:]
    if first.span is None or second.span is None or second.span != change.span or not first.shares_unit(second):
        return None
    return first.span if times.year_before(first.span).end == second.span.end else None


def _dealt_times(sentence: Sentence, clock: "Clock") -> dict[int, Span]:
    """Times of the numbers that 分别 deals out to as many times (2022年、2023年分别新建120公里、150公里)."""
    dealt: dict[int, Span] = {}
    facts = [mention for mention in sentence.mentions if mention.role in _FACTS]
    for index, head in enumerate(facts):
        if "分别" not in head.before or head.is_listed:
            continue
        group = [head]
        for mention in facts[index + 1 :]:
            if not mention.is_listed or mention.before or mention.clause != head.clause:
                break
            group.append(mention)
        times_named = [m for m in sentence.mentions if m.role is Role.TIME and m.token.start < head.token.start]
        nearest = max((m.clause for m in times_named), default=-1)
        named = [m for m in times_named if m.clause == nearest]
        spans = [span for m in named if (span := clock.span_dealt(m))]
        if len(group) == len(spans) > 1:
            dealt |= {id(mention): span for mention, span in zip(group, spans, strict=True)}
    return dealt


def _goes_on(mention: Mention, previous: Mention, own: Span | None) -> bool:
    """Whether a number belongs to the list or ratio of the one before it, which has a time for itself."""
    if mention.token.is_part_of_ratio and previous.token.end + 1 == mention.token.start:
        return True
    return mention.is_listed and previous.span is own is not None


def _governs(mention: Mention, ahead: str) -> bool:
    """Whether a time is said of what follows, and is no part of a title, of a campaign's name or of a price basis."""
    if mention.is_titled or (mention.is_bracketed and _BY_PRICES.search(ahead)):
        return False
    return not mention.is_quoted or mention.is_plan_period


def _earlier(mention: Mention, sentence: Sentence, clock: Clock) -> Span | None:
    """The earlier time of a level that a change starts from (由31%提高到54%, 比2010年的12.4万吨), else None."""
    token, own = mention.token, clock.own
    if mention.is_unchanged:
        return None
    near = sentence.between(max(sentence.start, token.start - 2), token.start)
    if own is not None and near.endswith("的") and _TIMED_BASE.search(sentence.between(sentence.start, token.start)):
        return own
    if own is not None and mention.is_bracketed and near.endswith("年("):
        return own
    if mention.span is None:
        return None
    if _FROM_UNDATED.search(mention.ahead) and _RISES_TO.match(mention.after):
        return VAGUE
    is_start = _FROM.search(mention.before) and _RISES_TO.match(mention.after)
    if not is_start and not _LIKE_LAST_YEAR.search(mention.ahead):
        return None
    whole = clock.current or clock.calendar.reported
    start = whole.start if whole and whole.end == mention.span.end else mention.span.start
    if own is not None and is_start:
        return own
    if start is not None and start.year < mention.span.end.year:
        return Span(None, date(start.year - _is_plan_period(start, mention.span.end), 12, 31))
    return times.year_before(mention.span)


def _date(mention: Mention, grammar: Grammar, clock: Clock) -> None:
    """Give a fact the time in force, or the one its document gives."""
    calendar, span, why = clock.calendar, clock.current, clock.why
    if mention.role is Role.PLAN or mention.is_planned:
        span, why = _due(mention, clock)
    elif span is None:
        span, why = calendar.reported, calendar.why
    if is_vague(span) or (is_content(mention) and why == calendar.why) or _is_in_prospect(clock.words_ahead(mention)):
        span = None
    if span is not None and mention.role is Role.ACTUAL and _is_stock(mention, grammar):
        span = replace(span, start=None)
    mention.span = span
    mention.because["period"] = why


def _due(mention: Mention, clock: Clock) -> tuple[Span | None, str]:
    """When a plan is due: by the date said behind it, the time in force, or what its document gives; and why."""
    calendar, due = clock.calendar, clock.calendar.due
    span = None if is_vague(clock.current) else clock.current
    said = _DUE_SAID.match(clock.words_behind(mention, _DUE_REACH))
    if said and (said.start(1) <= _NEAR or not clock.is_due):
        date_said = times.parse(said[1], clock.due_year)
        return (replace(date_said, start=None), "due-behind") if date_said else (span, clock.why)
    if (span is None or not (span.has_year or clock.is_due)) and (foreseen := _foreseen(mention, clock)):
        return foreseen, "forecast"
    if span is not None and calendar.is_plan and clock.why == "paragraph" and due and _is_over(span, calendar):
        span = None  # nothing is planned for a time that was told of before
    if span is None:
        met = _met_by(mention, calendar)
        return (met, "goal-met") if met else (due, calendar.why)
    is_of_the_year = due is not None and not clock.is_due and span.end < due.end and _is_annual(mention, span)
    return (due, calendar.why) if is_of_the_year else (span, clock.why)


def _is_over(span: Span, calendar: Calendar) -> bool:
    """Whether a time lies before the years of a plan."""
    return calendar.reported is not None and span.end <= calendar.reported.end


def _foreseen(mention: Mention, clock: Clock) -> Span | None:
    """The year reported on, of which a report given early in the next still foresees the outcome (预计全年…)."""
    reported, current = clock.calendar.reported, clock.calendar.current_year
    if reported is None or reported.start is None or current != reported.end.year + 1:
        return None
    is_foreseen = _FORECAST.search(clock.words_ahead(mention)) is not None
    return reported if is_foreseen and reported.start.year == reported.end.year else None


def _met_by(mention: Mention, calendar: Calendar) -> Span | None:
    """The end of the year reported on, for a goal of that year said to be met although plans are due in the next."""
    reported, due = calendar.reported, calendar.due
    if reported is None or due is None or due.end.year <= reported.end.year:
        return None
    is_met = _MET.search(mention.ahead) and not _WILL.search(mention.ahead) and _GOAL.match(mention.behind)
    return Span(None, date(reported.end.year, 12, 31)) if is_met else None


def _is_annual(mention: Mention, span: Span) -> bool:
    """Whether a plan is one of the year although a part of the year is named before it."""
    return not span.has_year or "年度" in mention.before[-8:]


def _is_stock(mention: Mention, grammar: Grammar) -> bool:
    """Whether a level stands at a moment (装机容量, 在建工地, 拥有) and is not what was added."""
    is_named = grammar.stock_noun.search(mention.subject) and not _FLOWS.search(mention.subject)
    return bool(is_named or _HAS.search(mention.before)) and not _ADDED.search(mention.before)


def _is_in_prospect(words: str) -> bool:
    """Whether the words before an amount say that a work will bring it once it is there, of which nobody tells when."""
    return _ONCE_DONE.search(words) is not None


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
