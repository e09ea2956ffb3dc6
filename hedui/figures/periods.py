"""What time each number speaks of: from its clause, its sentence, its headings, and last its document."""

import re
from dataclasses import replace
from datetime import date

from hedui.figures.calendars import Calendar, relative_span, years_back
from hedui.figures.grammar import Grammar
from hedui.figures.mentions import Mention, Sentence
from hedui.language import times
from hedui.language.times import Span
from hedui.vocabulary.codes import PeriodKind, Role

_BASE_AHEAD = re.compile('(?:较|比|与|相比|相对于|快于|高于|低于|优于|好于|慢于)[“"]?$')
_TOPIC = re.compile("(?:方面|中|上|来看|情况|进展|发现|指出|统计|测算|核算|显示|[一二三四五六七八九十]是|其中)[,:]$")
_DUE_BEHIND = re.compile("前|之前|以前|底前|末前")
_DUE_AHEAD = re.compile("(?<![截直])[到至]$")
_UNTIL = re.compile("截[至止]到?$")
_FROM = re.compile("(?:由|从|自)(?:(?:上年|去年)?(?:同期|末|底)?|年初)?的?$")
_TIMED_BASE = re.compile("(?:[较比与由从]|相对于)(?:(?:19|20)\\d\\d年(?:年?[底末])?|[一二三四]季度|\\d{1,2}月份?)的$")
_RISES_TO = re.compile(
    "(?:左右|以[上下])?(?:提高|提升|增加|增长|上升|下降|降低|减少|扩大|调整|跃升|攀升|压减|压缩|发展|优化|回升|回落|整合|转变|下滑|反弹|改善|升|降|增|减|缩减|缩短|上调|下调)(?:到|至|为)"
)
_LIKE_LAST_YEAR = re.compile("[与和](?:上年|去年)(?:同期)?的?$")
_DUE_SAID = re.compile(
    r"(?:、[\d.]+[^\d,;。、]{1,6})*[^\d,;。、]{0,20}(?:[,、]?(?:计划|须|应|要求|需要?|要|必须|拟|力争|将))?(?:于|在)?"
    "((?:20\\d\\d年)?(?:\\d{1,2}月(?:\\d{1,2}日|底|末)?|年?底))前"
)
"""A date by which a number just printed is due (其余2座须在12月20日前停产)."""
_DUE_REACH = 40
_NEAR = 8
_BY_PRICES = re.compile("按$")
_PRICES = re.compile("(?:可比|不变|现行)?价")
_ATTRIBUTED = re.compile("(?:以来|以前|前|后)?[\u4e00-\u9fff]{0,6}的")
_APART = re.compile("份?(?:[,。:]|以来|期间|全|我|检查|开展|完成|出动)")
_LAST_MONTH = 12
_ACCORDING = re.compile("[依根]?据$")
_MET = re.compile("完成|优于|好于|低于|高于|超过|达到|控制在")
_WILL = re.compile("力争|确保|计划|将|要|争取")
_GOAL = re.compile("(?:以[上下内])?的?(?:年度|省定|国定)?(?:目标|指标|任务)")
_COUNTS = ("共", "累计", "总计")
_TIMES_OF = re.compile(r"的[\d.]+倍")
_OF_TIME = re.compile("(?:时期|期间|年?底|末)?的")
_ATTRIBUTE = re.compile('[”"](?!时期|期间)[\u4e00-\u9fff]{1,6}的')
"""What makes a plan period an attribute of one thing (“十四五”批复的6个基地)."""
_SINCE = re.compile("以来|起")
_FACTS = (Role.ACTUAL, Role.PLAN, Role.CHANGE, Role.RATE, Role.RANK)


def assign_periods(sentence: Sentence, grammar: Grammar, calendar: Calendar, carried: Span | None) -> Span | None:
    """Fill the span of each fact of ``sentence``.

    Args:
        sentence: the sentence, its roles filled.
        grammar: compiled lexicon.
        calendar: times of the document, or of the heading it stands under.
        carried: time that an earlier sentence of the block set for those after it.

    Returns:
        The time that the next sentence of the block may go on speaking of.
    """
    clock = _Clock(sentence, calendar, carried)
    dealt = _dealt_times(sentence, clock)
    position = sentence.start
    previous: Mention | None = None
    for mention in sentence.mentions:
        ahead = sentence.between(position, mention.token.start)
        position = mention.token.end
        clock.move(mention.token.start, ahead)
        if mention.role in _FACTS:
            _date(mention, grammar, clock)
            mention.span = dealt.get(id(mention), mention.span)
            if (earlier := _earlier(mention, sentence, clock.own)) is not None:
                mention.span = earlier
            elif previous is not None and _goes_on(mention, previous, clock.own):
                mention.span = previous.span
            previous = mention
        elif mention.role is Role.TIME and _governs(mention, ahead):
            clock.hear(mention)
    return clock.stated if clock.stated and not clock.is_due and _lasts(clock.stated, calendar.reported) else carried


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


def _dealt_times(sentence: Sentence, clock: "_Clock") -> dict[int, Span]:
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
        named = [m for m in sentence.mentions if m.role is Role.TIME and m.clause == head.clause]
        spans = [times.parse(sentence.between(m.token.start, m.token.end), clock.due_year) for m in named]
        if len(group) == len(spans) > 1:
            dealt |= {id(mention): span for mention, span in zip(group, spans, strict=True) if span is not None}
    return dealt


def _goes_on(mention: Mention, previous: Mention, own: Span | None) -> bool:
    """Whether a number belongs to the list or ratio of the one before it, which has a time for itself."""
    if mention.token.is_part_of_ratio and previous.token.end + 1 == mention.token.start:
        return True
    return mention.is_listed and previous.span is own is not None


def _governs(mention: Mention, ahead: str) -> bool:
    """Whether a time is said of what follows, and is no part of a title, of a campaign's name or of a price basis."""
    if mention.is_titled or _PRICES.match(mention.behind) or (mention.is_bracketed and _BY_PRICES.search(ahead)):
        return False
    return not mention.is_quoted or mention.is_plan_period


class _Clock:
    """The time that a sentence speaks of, as it goes on.

    Attributes:
        current: the time in force, None where none was named.
        stated: the time that the sentence itself set for what follows it, None where it set none.
        is_due: whether ``current`` is a date by which something has to be done.
        own: the time last named of one level alone (由2022年的38.6%…).
        due_year: the year of a due date printed without one.
    """

    def __init__(self, sentence: Sentence, calendar: Calendar, carried: Span | None) -> None:
        self.calendar = calendar
        self.current = carried
        self.stated: Span | None = None
        self.is_due = False
        self.own: Span | None = None
        self._sentence = sentence
        self._carried = carried
        self._year = calendar.year
        self.due_year = calendar.due.end.year if calendar.due else calendar.year
        self._held_until = sentence.end

    def move(self, offset: int, words: str) -> None:
        """Go on to ``offset``; ``words`` are those passed over, which may name a time without a numeral."""
        if offset > self._held_until:
            # 累计 behind a semicolon goes on counting in the time before it
            if self._sentence.text.startswith("累计", self._held_until + 1 - self._sentence.start):
                self._held_until = self._sentence.next_break(offset)
            else:
                self.current, self._held_until = self._carried, self._sentence.end
        relative = relative_span(words, self.calendar, self._year)
        if relative is not None:
            self.current = self.stated = relative
            self.is_due, self._held_until = False, self._sentence.end

    def words_behind(self, mention: Mention) -> str:
        """The words of the sentence behind a number, as far as they may say when it is due."""
        end = mention.token.end
        return self._sentence.between(end, min(self._sentence.end, end + _DUE_REACH))

    def hear(self, mention: Mention) -> None:
        """Take in a time with a numeral."""
        token, sentence, calendar = mention.token, self._sentence, self.calendar
        printed = sentence.between(token.start, token.end)
        near = sentence.between(max(sentence.start, token.start - 4), token.start)
        behind = sentence.between(token.end, min(sentence.end, token.end + 8)).lstrip('”"')
        is_due = bool(_DUE_BEHIND.match(behind) or _DUE_AHEAD.search(near))
        span = times.parse(printed, self.due_year if is_due else self._year) or years_back(printed, calendar)
        if span is None and behind.startswith(_COUNTS) and printed.endswith("年"):
            span = years_back(printed + "来", calendar)
        if span is not None and behind.startswith("秋冬季") and span.end.year - (span.start or span.end).year == 1:
            span = times.season(span)
        if span is None:
            return
        if _BASE_AHEAD.search(near) or _TIMES_OF.match(behind) or (_OF_TIME.match(behind) and _FROM.search(near)):
            self.own = span
            return
        if self.is_due and not is_due and _ATTRIBUTED.match(behind):
            return
        if span.has_year and is_due:
            self.due_year = span.end.year
        elif span.has_year:
            self._year = self.due_year = span.end.year
        elif calendar.given and span.end > calendar.given and not _DUE_BEHIND.match(behind):
            span = times.year_before(span)
        self.is_due = is_due
        if _SINCE.match(behind) and calendar.reported and (span.end < calendar.reported.end or mention.is_plan_period):
            span = replace(span, end=calendar.reported.end)
        elif span.is_point and _UNTIL.search(near):
            span = Span(date(span.end.year, 1, 1), span.end, span.has_year, is_point=True)
        self.current = span
        is_said_apart = span.has_year or _APART.match(behind) is not None
        is_of_source = _ACCORDING.search(near) is not None
        is_opening = is_said_apart and not is_of_source and _opens(sentence, mention)
        goes_on = (self.is_due and calendar.is_plan) or is_opening
        self.stated = span if goes_on else None
        self._held_until = sentence.end if goes_on else sentence.next_break(token.end)
        if mention.is_plan_period and _ATTRIBUTE.match(sentence.between(token.end, sentence.end)):
            self.stated, self._held_until = None, sentence.clauses[mention.clause][1]


def _earlier(mention: Mention, sentence: Sentence, own: Span | None) -> Span | None:
    """The earlier time of a level that a change starts from (由31%提高到54%, 比2010年的12.4万吨), else None."""
    token = mention.token
    near = sentence.between(max(sentence.start, token.start - 2), token.start)
    if own is not None and near.endswith("的") and _TIMED_BASE.search(sentence.between(sentence.start, token.start)):
        return own
    if own is not None and mention.is_bracketed and near.endswith("年("):
        return own
    if mention.span is None:
        return None
    is_start = _FROM.search(mention.before) and _RISES_TO.match(mention.after)
    if not is_start and not _LIKE_LAST_YEAR.search(mention.ahead):
        return None
    start = mention.span.start
    if own is not None and is_start:
        return own
    if start is not None and start.year < mention.span.end.year:
        return Span(None, date(start.year - _is_plan_period(start, mention.span.end), 12, 31))
    return times.year_before(mention.span)


def _opens(sentence: Sentence, mention: Mention) -> bool:
    """Whether a time stands in the first clause of its sentence, clauses that only name a topic (…方面) apart."""
    return all(_TOPIC.search(sentence.clause_text(clause)) for clause in range(mention.clause))


def _date(mention: Mention, grammar: Grammar, clock: _Clock) -> None:
    """Give a fact the time in force, or the one its document gives."""
    calendar, span = clock.calendar, clock.current
    if mention.role is Role.PLAN or mention.is_planned:
        span = _due(mention, clock)
    elif span is None:
        span = calendar.reported
    if span is not None and mention.role is Role.ACTUAL and _is_stock(mention, grammar):
        span = replace(span, start=None)
    mention.span = span


def _due(mention: Mention, clock: _Clock) -> Span | None:
    """When a plan is due: by the date said behind it, the time in force, or what its document gives."""
    span, due = clock.current, clock.calendar.due
    said = _DUE_SAID.match(clock.words_behind(mention))
    if said and (said.start(1) <= _NEAR or not clock.is_due):
        date_said = times.parse(said[1], clock.due_year)
        return replace(date_said, start=None) if date_said else span
    if span is None:
        return _met_by(mention, clock.calendar) or due
    is_of_the_year = due is not None and not clock.is_due and span.end < due.end and _is_annual(mention, span)
    return due if is_of_the_year else span


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
    """Whether a level stands at a moment (装机容量, 在建工地) and is not what was added."""
    return bool(grammar.stock_noun.search(mention.subject)) and not re.search(
        "新增|新建|完成|净增|投产|并网|投运", mention.before
    )


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
