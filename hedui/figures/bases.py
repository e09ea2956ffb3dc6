"""What each change is against: the kind of its comparison, the time it starts from, and where both were taken from.

A comparison is said in the clause of a change, or before it in the sentence; it holds for the changes listed behind it
and for the clauses that go on, until another is said or a semicolon ends it. Where none is said, the time that the
change itself speaks of tells: a review of one year compares with the year before, one of several years with their eve.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from hedui.figures.calendars import VAGUE, Calendar, year_of_accounts
from hedui.figures.changes import change_noun
from hedui.figures.clock import context_of, use_of
from hedui.figures.mentions import Mention, Sentence
from hedui.language import numerals, times
from hedui.language.openings import guarded
from hedui.language.rules import Rule, load_rules, meaning
from hedui.language.times import Span
from hedui.vocabulary.codes import ChangeKind, QuantityKind, Role


class Against(StrEnum):
    """What a change is against, as ``data/language/change.yml`` names it."""

    YEAR_BEFORE = "year_before"
    PERIOD_BEFORE = "period_before"
    YEAR_END_BEFORE = "year_end_before"
    EACH_YEAR = "each_year"
    TWO_YEARS_AVERAGE = "two_years_average"
    CUMULATIVE = "cumulative"
    EVENT = "event"
    OTHER = "other"
    BEFORE_MEASURE = "before_measure"
    NAMED = "named"  # a time with a numeral, which no rule lists


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison in force.

    Attributes:
        against: what with.
        named: the time named as its base, None where words without a date say it.
        end: offset up to which it holds.
        why: id of the rule that says it.
    """

    against: Against
    named: Span | None
    end: int
    why: str


_NO_QUANTITY = frozenset({Role.TIME, Role.NAME, Role.IDENT, Role.ORDINAL})
_KINDS: Mapping[Against, ChangeKind] = {
    Against.YEAR_BEFORE: ChangeKind.YEAR_ON_YEAR,
    Against.PERIOD_BEFORE: ChangeKind.PREVIOUS_PERIOD,
    Against.YEAR_END_BEFORE: ChangeKind.FIXED_BASE,
    Against.EACH_YEAR: ChangeKind.ANNUALISED,
    Against.TWO_YEARS_AVERAGE: ChangeKind.ANNUALISED,
    Against.CUMULATIVE: ChangeKind.CUMULATIVE,
    Against.EVENT: ChangeKind.FIXED_BASE,
    Against.OTHER: ChangeKind.VERSUS_OTHER,
    Against.BEFORE_MEASURE: ChangeKind.UNKNOWN,
    Against.NAMED: ChangeKind.FIXED_BASE,
}
_GOES_ON = frozenset(
    {Against.YEAR_BEFORE, Against.PERIOD_BEFORE, Against.YEAR_END_BEFORE, Against.NAMED, Against.OTHER}
)
"""Comparisons that the clauses behind go on with; a yearly or a total growth is one of its own clause."""

_OVER_YEARS = frozenset({Against.EACH_YEAR, Against.TWO_YEARS_AVERAGE, Against.CUMULATIVE})
"""Comparisons that may be told of a time named before them (由2015年的…,年均下降4%)."""

_PART = re.compile("月|季度|半年")
_SAME_TIME = re.compile("年?(?:的)?同[期月]")
_END = re.compile('[”"]?(?:规划|时期|计划)*(?:期?末|[底末])')
_LISTED_AMONG = re.compile("其中")
_GROWTH = re.compile("增速|增幅|降幅|涨幅|跌幅|升幅|增长率")
_CLAUSE = re.compile("[,;:。]")
_LONGEST_YEAR = 366
"""Days within which a span is one year or part of one; it may be a season over the turn of a year."""
_PLAN_YEARS = 5


def assign_bases(sentence: Sentence, calendar: Calendar, carried: Comparison | None) -> Comparison | None:
    """Fill kind, base and years of each change of ``sentence``, its roles and periods filled.

    Args:
        sentence: the sentence.
        calendar: times of the document, or of the heading it stands under.
        carried: the comparison in force at the end of the sentence before it in its block.

    Returns:
        The comparison that a next sentence goes on with if it opens with a part (其中).
    """
    force = carried if carried and _LISTED_AMONG.match(sentence.text) else None
    last = force
    position = sentence.start
    for mention in sentence.mentions:
        if not mention.is_number or mention.role in _NO_QUANTITY:
            continue
        if force and mention.token.start > force.end and not _is_part(mention, sentence):
            force = None
        if mention.same_as is not None and mention.role is Role.CHANGE:
            _copy(mention, mention.same_as)
            position = mention.token.end
            continue
        is_own = mention.role is Role.CHANGE and mention.change_kind is not ChangeKind.VERSUS_OTHER
        said = _said(mention, sentence, position, calendar)
        if said and force and said.named is None and said.against in _OVER_YEARS:
            said = replace(said, named=force.named)
        if is_own:
            if force and force.named and said is None and _is_dated_anew(mention, sentence, position):
                force = None
            taken = said or _inherited(force, mention, sentence)
            if taken is not None:
                _state(mention, taken, calendar)
                mention.because["base"] = taken.why if said else "sentence"
            elif not _imply(mention, calendar) and last is not None and last.against in _GOES_ON:
                _state(mention, last, calendar)
                mention.because["base"] = "sentence"
        is_lasting = is_own or (said is not None and said.against in _GOES_ON)
        if said is not None and is_lasting and not _is_of_growth(mention) and not (is_own and mention.is_bracketed):
            force = last = said
        position = mention.token.end
    return last


def _copy(mention: Mention, other: Mention) -> None:
    """Let a change be against what the one is that it states again."""
    mention.change_kind, mention.base, mention.is_inferred = other.change_kind, other.base, other.is_inferred
    mention.annualised_years = other.annualised_years
    mention.because["base"] = "sentence"


def _is_dated_anew(mention: Mention, sentence: Sentence, position: int) -> bool:
    """Whether a time is named between a number and the one before it."""
    return any(m.role is Role.TIME and position <= m.token.start < mention.token.start for m in sentence.mentions)


def _is_part(mention: Mention, sentence: Sentence) -> bool:
    """Whether a clause speaks of a part of what stands before (其中…)."""
    return sentence.clause_text(mention.clause).startswith("其中")


def _is_of_growth(mention: Mention) -> bool:
    """Whether what changed is itself a growth rate (增速比上月加快0.3个百分点)."""
    is_points = mention.token.quantity_kind is QuantityKind.PERCENTAGE_POINT
    return is_points and _GROWTH.search(mention.before) is not None


def _inherited(force: Comparison | None, mention: Mention, sentence: Sentence) -> Comparison | None:
    """The comparison in force, if the mention is one of a list with its last, one of its parts, or goes on from it."""
    if force is None:
        return None
    if force.against in _GOES_ON or _is_part(mention, sentence):
        return force
    is_bare = mention.is_listed and len(mention.before) <= 1
    return force if is_bare else None


def _said(mention: Mention, sentence: Sentence, position: int, calendar: Calendar) -> Comparison | None:
    """The comparison said between the number before a change and the change: in its own clause, else before it."""
    end = mention.token.start
    start = max(position, sentence.start)
    edges = [start, *(start + m.end() for m in _CLAUSE.finditer(sentence.between(start, end)))]
    for left in reversed(edges):
        is_timed, named = _named(sentence, left, end, calendar, mention)
        is_own = left == edges[-1]
        words = sentence.between(left, end)
        rule = _rule(words + change_noun(mention) if is_own else words, is_own=is_own)
        if not is_timed and rule is None:
            end = left
            continue
        until = sentence.end if end < mention.token.start else sentence.next_break(mention.token.end)
        against = Against(rule.means) if rule else None
        if rule is not None and against is not None and (not is_timed or against in _OVER_YEARS):
            named = named or _years_ago(rule.pattern.search(words), mention)
            return Comparison(against, named, until, rule.rule_id)
        unnamed = Against.PERIOD_BEFORE if _PART.search(words) else Against.EVENT
        return Comparison(Against.NAMED if named else unnamed, named, until, "named-time")
    return None


def _years_ago(said: re.Match[str] | None, change: Mention) -> Span | None:
    """The year that a growth of so many years starts from (五年增长30%), in a statement on one year."""
    years = re.match("[二三四五六七八九十](?=年)", said.group()) if said else None
    if years is None or change.span is None:
        return None
    first = change.span.end.year - int(numerals.chinese(years.group()) or 0)
    return Span(date(first, 1, 1), date(first, 12, 31))


@lru_cache(maxsize=1)
def _rules() -> tuple[Sequence[Rule], re.Pattern[str]]:
    """The rules that say what a change is against, and a pattern that fires where one of them does."""
    rules = [rule for rule in load_rules("change") if rule.means in set(Against)]
    return rules, re.compile(guarded(meaning(rules, *Against)))


def _rule(words: str, *, is_own: bool) -> Rule | None:
    """The first rule by which words without a date say what a change is against; averages before all others."""
    rules, any_rule = _rules()
    if any_rule.search(words) is None:
        return None
    said = [rule for rule in rules if rule.pattern.search(words)]
    if not is_own:
        said = [rule for rule in said if rule.means in _GOES_ON]
    averages = [rule for rule in said if _KINDS[Against(rule.means)] is ChangeKind.ANNUALISED]
    return next(iter(averages[-1:] or said), None)


def _named(sentence: Sentence, start: int, end: int, calendar: Calendar, change: Mention) -> tuple[bool, Span | None]:
    """Whether something is compared to a time between two offsets (比2019年, 由2020年的…), and that time.

    A time without a year in a document without one (比6月份) is known to be compared to, and not when it was.
    """
    times_named = [m for m in sentence.mentions if m.role is Role.TIME and start <= m.token.start < end]
    bases = [m for m in times_named if _is_base(m, sentence, calendar, change)]
    return bool(bases), _base(bases[-1], sentence, calendar, change) if bases else None


def _is_base(mention: Mention, sentence: Sentence, calendar: Calendar, change: Mention) -> bool:
    """Whether a time is one that something is compared to, or that a change starts from."""
    if mention.is_titled or (mention.is_quoted and not mention.is_plan_period):
        return False
    rule = use_of(context_of(sentence, mention))
    if rule is not None and rule.means in ("base", "level"):
        return True
    if rule is None or rule.means != "since" or mention.is_plan_period or change.span is None:
        return False
    span = times.parse(sentence.between(mention.token.start, mention.token.end), calendar.year)
    return span is not None and span.end.year < change.span.end.year


def _base(mention: Mention, sentence: Sentence, calendar: Calendar, change: Mention) -> Span | None:
    """The time that a change starts from."""
    token = mention.token
    behind = sentence.between(token.end, min(sentence.end, token.end + 12))
    printed = sentence.between(token.start, token.end)
    span = year_of_accounts(printed + behind[:1], calendar) or times.parse(printed, calendar.year)
    if span is None or span is VAGUE:
        return None
    if mention.is_plan_period and _END.match(behind):
        return Span(None, span.end)
    if _SAME_TIME.match(behind) and change.span is not None:
        return _moved(change.span, span.end.year)
    return span


def _moved(span: Span, year: int) -> Span:
    """The same span in another year, that of its end."""
    while span.end.year > year:
        span = times.year_before(span)
    return span


def _state(mention: Mention, comparison: Comparison, calendar: Calendar) -> None:
    """Put a comparison to a change."""
    if comparison.named is not None and not mention.is_planned:
        mention.span = _plan_after(comparison.named, mention.span)
    mention.change_kind = _KINDS[comparison.against]
    span = _whole_year(mention.span) if mention.span and mention.is_planned else mention.span
    base = comparison.named
    if base is not None and span is not None and mention.change_kind is ChangeKind.FIXED_BASE:
        mention.change_kind = _kind_named(span, base)
    if mention.change_kind is ChangeKind.ANNUALISED:
        years, base = _years(comparison, _implied_span(mention, calendar))
        mention.annualised_years = years
    elif base is None and span is not None:
        base = _BASES[comparison.against](span) if comparison.against in _BASES else None
    mention.base = base


def _plan_after(base: Span, span: Span | None) -> Span | None:
    """The years of the plan up to a time, where they are compared with all years of the plan before (比“九五”时期)."""
    if base.start is None or (base.start.year % _PLAN_YEARS, base.end.year - base.start.year) != (1, _PLAN_YEARS - 1):
        return span
    if span is None or span.start is None or span.start.year < span.end.year:
        return span
    is_next = base.end.year < span.end.year <= base.end.year + _PLAN_YEARS
    return Span(date(base.end.year + 1, 1, 1), span.end) if is_next else span


def _kind_named(span: Span, base: Span) -> ChangeKind:
    """The kind of a change against a time with a numeral, which may be the year or the time right before."""
    before = times.year_before(span)
    if base.end == before.end and (base.start == before.start or base.start is None or before.start is None):
        return ChangeKind.YEAR_ON_YEAR
    is_within = span.start is not None and base.start is not None and span.start.year == span.end.year
    if is_within and base.end.year == span.end.year and base.end < span.end:
        return ChangeKind.PREVIOUS_PERIOD
    previous = period_before(span)
    return ChangeKind.PREVIOUS_PERIOD if previous is not None and base.end == previous.end else ChangeKind.FIXED_BASE


def period_before(span: Span) -> Span | None:
    """The month or quarter right before; None for any other span, of which nobody tells the one before."""
    if span.start is None or span.start.day != 1 or span.start.year != span.end.year:
        return None
    first, last = span.start.month, span.end.month
    length = last - first + 1
    if span.end != times.last_day(span.end.year, last) or length not in (1, 3) or (first - 1) % length:
        return None
    end = span.start - timedelta(days=1)
    return replace(times.months(end.year, end.month - length + 1, end.month), has_year=span.has_year)


def _eve(span: Span) -> Span | None:
    """The year before a span of several years, on which what they brought is counted."""
    if span.start is None or (span.end - span.start).days < _LONGEST_YEAR:
        return None
    year = span.start.year - 1
    return Span(date(year, 1, 1), date(year, 12, 31))


def _whole_year(span: Span) -> Span:
    """The year at whose end something is due."""
    is_year_end = span.start is None and (span.end.month, span.end.day) == (12, 31)
    return replace(span, start=date(span.end.year, 1, 1)) if is_year_end else span


def _year_end(span: Span) -> Span:
    return Span(None, date(span.end.year - 1, 12, 31))


_BASES: Mapping[Against, Callable[[Span], Span | None]] = {
    Against.YEAR_BEFORE: times.year_before,
    Against.PERIOD_BEFORE: period_before,
    Against.YEAR_END_BEFORE: _year_end,
    Against.CUMULATIVE: _eve,
}


def _years(comparison: Comparison, span: Span | None) -> tuple[int | None, Span | None]:
    """How many years an average runs over, and the time it starts from."""
    if span is None:
        return None, comparison.named
    if comparison.against is Against.TWO_YEARS_AVERAGE:
        return 2, comparison.named or _moved(span, span.end.year - 2)
    if comparison.named is not None:
        return max(1, span.end.year - comparison.named.end.year), comparison.named
    eve = _eve(span)
    return (span.end.year - eve.end.year, eve) if eve else (None, None)


def _imply(mention: Mention, calendar: Calendar) -> bool:
    """Let the time that a change speaks of tell what it is against, where nothing is said; whether it does."""
    span = _implied_span(mention, calendar)
    if span is None:
        return False
    eve = _eve(span)
    mention.change_kind = ChangeKind.CUMULATIVE if eve else ChangeKind.YEAR_ON_YEAR
    mention.base = eve or times.year_before(span)
    mention.is_inferred = True
    mention.because["base"] = "period"
    return True


def _implied_span(mention: Mention, calendar: Calendar) -> Span | None:
    """The span over which a change without a comparison came about, or is to come about."""
    span = mention.span
    if span is None or span.start is not None or not mention.is_planned:
        return span
    first = calendar.reported.end.year + 1 if calendar.reported else calendar.this_year
    if first is None:
        return None
    years = span.end.year - first + 1
    if years <= 1:
        return _whole_year(span)
    return Span(date(first, 1, 1), span.end) if years == _PLAN_YEARS or calendar.is_plan else None
