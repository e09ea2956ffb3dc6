"""The time in force as a sentence goes on, and what each time in it is said for.

What the words around a time make of it (a base, a due date, an event) is data: ``data/language/times.yml``.
"""

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

from hedui.figures.calendars import (
    VAGUE,
    Calendar,
    relative_span,
    relative_word,
    year_of_accounts,
    year_said,
    years_back,
)
from hedui.figures.mentions import Mention, Sentence
from hedui.language import numerals, times
from hedui.language.rules import Rule, load_rules
from hedui.language.times import Span

_TIME_HERE = "␟"
_NEAR, _BEHIND = 6, 36
"""Characters before and behind a time that say what it is said for."""
_OPENING = 12
_PUBLICATION = re.compile("《[^《》]{0,30}?((?:19|20)\\d\\d)[^《》]{0,30}?(?:报告|公报|年鉴|皮书|状况)》")
_BY_SOURCE = re.compile("(?:[据根按照]*)\x00+(?:数据)?(?:显示|表明|统计)")
_QUOTES = "“”\"'‘’"
_TOPIC = re.compile(
    "(?:方面|中|上|来看|情况|进展|发现|指出|统计|测算|核算|显示|表明|介绍|了解|获悉|表示|透露|提出|明确|要求|规定|强调|[说称答问]|[一二三四五六七八九十]是|其中)[,:]$"
)
_ATTRIBUTED = re.compile("(?:以来|以前|前|后)?[\u4e00-\u9fff]{0,6}的")
_APART = re.compile("份?(?:[,。:]|以来|期间|全|我|检查|开展|完成|出动)")
_UP_TO = ("至", "到")
_JOINS = ("、", "和", "及", "与")
_PARTED = re.compile("[^;。]{0,40}?分别|[^,;。]{0,30}均")
_COLD_SEASON = re.compile("年?度?(?:秋冬季|[采供]暖[季期])")
_OF_PLAN = re.compile(
    "(?:规划|时期|计划)?的?(?:(?P<side>前|头|后|末)(?P<count>[一二两三四])年|(?P<first>开局之?年|首年|起步之年|头一年)"
    "|(?P<last>收官之年|收官年|末年|最后一年)|第(?P<nth>[一二三四五])年)"
)
"""A part of the years of a plan, said right behind its name (“十三五”前三年, 十四五开局之年)."""
_DIGIT = re.compile(r"\d")
_SAME_TIME = re.compile(r"(?:[、和及与](?:19|20)\d\d)*年?的?同[期月季]")
_FEW_DAYS = 15
_COUNTS = ("共", "累计", "总计")
_ATTRIBUTE = re.compile('[”"]?(?!时期|期间|以来|[末初,。;:、至到-]|全[国省市县区]|我[国省市县区])[\u4e00-\u9fff]')
"""What makes a plan period an attribute of one thing (“十四五”批复的6个基地)."""


@lru_cache(maxsize=1 << 14)
def use_of(context: str) -> Rule | None:
    """The rule that says what a time is said for; ``context`` holds ``␟`` in its place, None where it governs."""
    return next((rule for rule in load_rules("times") if rule.pattern.search(context)), None)


def context_of(sentence: Sentence, mention: Mention) -> str:
    """The words around a time with ``␟`` in its place, its quotes left out."""
    return _context(sentence, mention.token.start, mention.token.end)


def _context(sentence: Sentence, start: int, end: int) -> str:
    near = sentence.between(max(sentence.start, start - _NEAR), start).rstrip(_QUOTES)
    behind = sentence.between(end, min(sentence.end, end + _BEHIND)).lstrip(_QUOTES)
    return near + _TIME_HERE + behind


def cited(words: str) -> Span | None:
    """The year in the name of a publication that a sentence quotes (《2021年…公报》), None where it quotes none."""
    match = _PUBLICATION.search(words)
    return times.parse(match[1], None) if match else None


def goes_by_source(sentence: Sentence) -> bool:
    """Whether a sentence reports what a publication named before says (《公报》显示…)."""
    return _BY_SOURCE.match(sentence.text) is not None


def time_told(words: str, calendar: Calendar, before: Span | None) -> Span | None:
    """The time that a sentence without a number opens with, for those behind it (“十五”期间,成效明显。)."""
    found = relative_word(words[:_OPENING])
    return relative_span(found.group(), calendar, calendar.year, before) if found else None


class Clock:
    """The time that a sentence speaks of, as it goes on.

    Attributes:
        current: the time in force, None where none was named.
        why: the words that set it: a rule of ``times.yml``, ``clause``, ``words`` (今年, 全年) or ``paragraph``.
        stated: the time that the sentence itself set for what follows it, None where it set none.
        is_due: whether ``current`` is a date by which something has to be done.
        own: the time last named of one level alone (由2022年的38.6%…).
        due_year: the year of a due date printed without one.
    """

    def __init__(
        self, sentence: Sentence, calendar: Calendar, carried: Span | None, before: Span | None = None
    ) -> None:
        self.calendar = calendar
        self._before = before
        self.current = carried
        self.why = "paragraph"
        self.stated: Span | None = None
        self.is_due = False
        self.own: Span | None = None
        self._sentence = sentence
        self._carried = carried
        self._year = calendar.year
        self.due_year = calendar.due.end.year if calendar.due else calendar.year
        self._held_until = sentence.end
        self._outside: tuple[int, Span | None, str, bool, int] | None = None
        self._heard: tuple[int, Span] | None = None

    def move(self, offset: int, words: str) -> None:
        """Go on to ``offset``; ``words`` are those passed over, which may name a time without a numeral."""
        if self._outside and offset >= self._outside[0]:
            _, self.current, self.why, self.is_due, self._held_until = self._outside
            self._outside = None
        if offset > self._held_until:
            # 累计 behind a semicolon goes on counting in the time before it
            if self._sentence.text.startswith("累计", self._held_until + 1 - self._sentence.start):
                self._held_until = self._sentence.next_break(offset)
            else:
                self.current, self.why, self._held_until = self._carried, "paragraph", self._sentence.end
        found = relative_word(words)
        relative = (
            relative_span(found.group(), self.calendar, self._year, self.current or self._before) if found else None
        )
        if relative is None or found is None:
            return
        end = offset - len(words) + found.end()
        rule = use_of(_context(self._sentence, end - len(found.group()), end)) if _is_year(found.group()) else None
        if rule is not None and rule.means in ("base", "nothing"):
            return
        self.current, self.why, self.is_due = relative, "words", False
        if rule is not None and rule.means in ("event", "source"):
            self._held_until = self._sentence.clauses[self._sentence.clause_of(end - 1)][1]
            return
        self.stated, self._held_until = relative, self._sentence.end

    def words_ahead(self, mention: Mention) -> str:
        """The words of the sentence before a number."""
        return self._sentence.between(self._sentence.start, mention.token.start)

    def words_behind(self, mention: Mention, reach: int) -> str:
        """The words of the sentence behind a number, as far as they may say when it is due."""
        end = mention.token.end
        return self._sentence.between(end, min(self._sentence.end, end + reach))

    def hear(self, mention: Mention) -> None:
        """Take in a time with a numeral."""
        context = context_of(self._sentence, mention)
        rule = None if self._ends_range(mention) else use_of(context)
        use = rule.means if rule else "governs"
        behind = context.partition(_TIME_HERE)[2]
        span = self._read(mention, behind, is_due=use == "due")
        if span is None or use == "nothing":
            return
        if use in ("base", "level"):
            self.own = span
            return
        if self.is_due and use != "due" and _ATTRIBUTED.match(behind):
            return
        span = self._joined(span, mention, behind)
        if use != "event":
            self._note_year(span, is_due=use == "due")
        if use == "event" and _is_day(span) and not span.has_year:
            return
        if use == "event":
            self._hold(span, rule, mention, until=self._sentence.clauses[mention.clause][1])
            return
        calendar, is_moment = self.calendar, _is_day(span)
        if is_moment and not span.has_year and calendar.reported is None:
            return  # a day whose year nobody tells
        if not span.has_year and use != "due" and calendar.given and span.end > calendar.given:
            span = times.year_before(span)
        if use == "since" and calendar.reported and (span.end < calendar.reported.end or mention.is_plan_period):
            span = replace(span, end=calendar.reported.end)
        elif use == "since" and calendar.reported is None and self.current and self.current.end > span.end:
            span = replace(span, end=self.current.end)
        elif use == "until" and span.is_point:
            span = Span(date(span.end.year, 1, 1), span.end, span.has_year, is_point=True)
        self.is_due = use == "due"
        is_said_apart = span.has_year or _APART.match(behind) is not None
        is_opening = is_said_apart and use != "source" and opens(self._sentence, mention)
        goes_on = (self.is_due and calendar.is_plan) or is_opening
        self._hold(span, rule, mention, until=self._sentence.end if goes_on else None)
        self.stated = span if goes_on and not (is_moment and (use == "since" or not span.has_year)) else None
        if mention.is_plan_period and not _OF_PLAN.match(behind) and _ATTRIBUTE.match(behind):
            self.stated, self._held_until = None, self._sentence.clauses[mention.clause][1]

    def span_dealt(self, mention: Mention) -> Span | None:
        """The span of a time that is one of those dealt out to as many numbers."""
        context = context_of(self._sentence, mention)
        rule = use_of(context)
        if rule is not None and rule.means == "nothing":
            return None
        return self._read(mention, context.partition(_TIME_HERE)[2], is_due=True)

    def _read(self, mention: Mention, behind: str, *, is_due: bool) -> Span | None:
        """The span behind the printed words of a time."""
        token = mention.token
        printed = self._sentence.between(token.start, token.end)
        said = year_said(
            self._sentence.between(max(self._sentence.start, token.start - _NEAR), token.start), self.calendar
        )
        span = times.parse(printed, said or (self.due_year if is_due else self._year))
        if span is not None and said and not span.has_year:
            span = replace(span, has_year=True)
        if span is not None and mention.is_plan_period:
            span = _years_of_plan(span, behind)
        elif span is not None and span.has_year and _SAME_TIME.match(behind):
            span = self._same_time(span)
        if accounts := year_of_accounts(printed + behind[:1], self.calendar):
            return accounts
        span = span or years_back(printed, self.calendar)
        if span is None and behind.startswith(_COUNTS) and printed.endswith("年"):
            span = years_back(printed + "来", self.calendar)
        if span is not None and _COLD_SEASON.match(behind) and span.end.year - (span.start or span.end).year == 1:
            span = times.season(span)
        return span

    def _same_time(self, span: Span) -> Span:
        """The part of another year that corresponds to the time in force (2016年同期), the year where none does."""
        part = self.current or self.calendar.reported
        if part is None or part.start is None or part.start.year != part.end.year or span.end.year >= part.end.year:
            return span
        while part.end.year > span.end.year:
            part = times.year_before(part)
        return replace(part, has_year=True)

    def _ends_range(self, mention: Mention) -> bool:
        """Whether a time is the end of the span that the one right before it begins (2009年度至2013年度)."""
        earlier = self._heard
        return earlier is not None and self._sentence.between(earlier[0], mention.token.start).strip("度") in _UP_TO

    def _joined(self, span: Span, mention: Mention, behind: str) -> Span:
        """A time together with the one listed right before it (2021年度、2022年度), unless 分别 parts them."""
        earlier, self._heard = self._heard, (mention.token.end, span)
        if earlier is None or earlier[1].start is None or span.start is None or _PARTED.match(behind):
            return span
        between = self._sentence.between(earlier[0], mention.token.start).strip("度")
        is_joined = between in (*_JOINS, *_UP_TO) and earlier[1].end < span.start
        return replace(span, start=earlier[1].start) if is_joined else span

    def _note_year(self, span: Span, *, is_due: bool) -> None:
        if span.has_year:
            self.due_year = span.end.year
            if not is_due:
                self._year = span.end.year

    def _hold(self, span: Span, rule: Rule | None, mention: Mention, until: int | None) -> None:
        """Let a time govern what follows it, up to the next semicolon where no end is given.

        One in brackets with a number behind it governs what is in them; one alone there explains the time before them.
        """
        inside = self._sentence.between(mention.token.end, self._sentence.end).partition(")")[0]
        if mention.is_bracketed and self._outside is None and _DIGIT.search(inside):
            end = mention.token.end + len(inside)
            self._outside = (end, self.current, self.why, self.is_due, self._held_until)
        self.current = span
        self.why = rule.rule_id if rule else "clause"
        self._held_until = self._sentence.next_break(mention.token.end) if until is None else until


def _is_year(words: str) -> bool:
    """Whether words name a whole year, which a meeting or a decision may be of as well as an amount."""
    return words in ("今年", "去年", "上年", "本年", "本年度")


def is_vague(span: Span | None) -> bool:
    """Whether words named a time that nobody can date."""
    return span is VAGUE


def _years_of_plan(plan: Span, behind: str) -> Span:
    """The years of a plan that the words behind its name leave, all of them where they leave none out."""
    part = _OF_PLAN.match(behind)
    if part is None or plan.start is None:
        return plan
    first, last = plan.start.year, plan.end.year
    if part["count"]:
        count = int(numerals.chinese(part["count"]) or 0)
        first, last = (first, first + count - 1) if part["side"] in "前头" else (last - count + 1, last)
    elif part["first"]:
        last = first
    elif part["last"]:
        first = last
    else:
        first = last = first + int(numerals.chinese(part["nth"]) or 1) - 1
    return Span(date(first, 1, 1), date(last, 12, 31))


def _is_day(span: Span) -> bool:
    """Whether a time is a day or a few: the time of an event more often than of a figure."""
    return span.start is not None and (span.end - span.start).days < _FEW_DAYS


def opens(sentence: Sentence, mention: Mention) -> bool:
    """Whether a time stands in the first clause of its sentence, clauses that only name a topic (…方面) apart."""
    return all(_TOPIC.search(sentence.clause_text(clause)) for clause in range(mention.clause))
