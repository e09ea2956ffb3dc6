"""The period of a document from the evidence of its statements, once they are read.

What title, heads and signature say is one piece of evidence, what the statements say is the other. A period that the
title prints stands unless dated statements gainsay it; one that only follows from a print date or an opening has to be
borne out by them. Where nothing is printed, the year that most statements name is the document's, else the one that
its comparisons and goals lead to (较2016年, 2017年目标). Where evidence is missing or at odds the period is unknown: a
wrong date costs more than none. A document is read again only where its period changes.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from hedui.documents.document import BlockKind, Document, Metadata
from hedui.documents.periods import DOUBTFUL, ISSUE, months_of_title
from hedui.figures.clock import context_of, use_of
from hedui.figures.mentions import Mention, Sentence
from hedui.language import times
from hedui.language.rules import load_rules
from hedui.vocabulary.codes import DocumentKind, Role

_REALISED = frozenset({Role.ACTUAL, Role.CHANGE, Role.RATE, Role.RANK})
_UNSTATED = frozenset({"document", "due-behind", "goal-met"})
"""What dates a figure without naming a time with its year."""
_UNDATED = _UNSTATED | {"words"}
_LEAST_SHARE = 0.15
"""Least share of the facts that must name a time for it to become the document's."""
_LEAST_SHARE_ALONE = 0.3
"""The same where nothing else says what the document speaks of."""
_LEAD = 3
"""How many times as often as the next one it must be named where the title says otherwise."""
_LEAD_ALONE = 2
"""The same where nothing else is known."""
_LEAST_SAID = 2
_OPENING_BLOCKS = 3
_FEW_CHANGES = 0.1
_LEAST_VOTE = 2
_LONGEST_DELAY = 1
"""Years by which a document may be given after the last year that it speaks of."""
_ANY_YEAR = 2000
"""Stands for the year where only the months of a time count; a leap year."""
_PLAN_BASE = 5
"""Years of which the number ends in 0 or 5 are bases of plans, and compared with for years."""
_GOAL_OF = re.compile("年?度?(?:全年|总体|预期|主要)*(?:计划|目标|任务|预期|预算)")
"""What behind a year makes it the one whose goals are spoken of (与2017年计划目标持平)."""

_APART = frozenset({BlockKind.TITLE, BlockKind.NOTE})
"""Blocks of which the years are those of title, signature and print."""

Days = tuple[date | None, date]
_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class _Named:
    """The years that a text prints, by what they are said for, and the parts of a year that it names without one.

    Attributes:
        told: years of what has come about.
        bases: years that something is compared with.
        goals: years of goals that are spoken of.
        events: years of meetings, decisions, sources.
        parts: first and last month of the parts of a year named without it, by the facts they stand before.
        told_parts: years with the parts of them that are told of, first and last month.
    """

    told: Counter[int] = field(default_factory=Counter)
    bases: Counter[int] = field(default_factory=Counter)
    goals: Counter[int] = field(default_factory=Counter)
    events: Counter[int] = field(default_factory=Counter)
    parts: Counter[tuple[int, int]] = field(default_factory=Counter)
    told_parts: set[tuple[int, tuple[int, int]]] = field(default_factory=set)

    @property
    def latest(self) -> int | None:
        """The latest year printed, dates by which something is due apart."""
        return max((*self.told, *self.bases, *self.goals, *self.events), default=None)


def settled(document: Document, sentences: Sequence[Sentence]) -> Metadata:
    """The metadata of a document with the kind and period that its statements tell.

    Args:
        document: the document; its metadata say what title, heads and signature tell.
        sentences: what was read with those metadata.
    """
    facts = [m for sentence in sentences for m in sentence.mentions if m.role in _REALISED or m.role is Role.PLAN]
    if not facts:
        return document.metadata
    named = _named(s for s in sentences if document.blocks[s.block].kind not in _APART)
    metadata = document.metadata
    if metadata.is_period_inferred:
        return metadata
    if _is_reprint(metadata, named):
        undated = replace(metadata, spoken_on=None)
        is_of_print = metadata.period_because == ISSUE
        return replace(undated, period_start=None, period_end=None, period_because="") if is_of_print else undated
    if metadata.document_kind is DocumentKind.PLAN:
        return metadata if metadata.period_end else _plan(metadata, facts)
    if metadata.period_end is None and (plan := _plan_opened(document, facts)):
        return replace(metadata, document_kind=DocumentKind.PLAN, period_start=plan[0], period_end=plan[1])
    if _is_gainsaid(metadata, named, facts):
        metadata = replace(metadata, period_start=None, period_end=None, period_because="")
    if metadata.period_end is None:
        return _told(metadata, facts, named)
    if metadata.document_kind is DocumentKind.WORK_REPORT:
        return metadata
    return _dated(metadata, _narrowed(metadata, facts), "statements")


def _dated(metadata: Metadata, period: Days | None, why: str) -> Metadata:
    if period is None:
        return metadata
    start, end = period
    return replace(metadata, period_start=start, period_end=end, is_period_inferred=True, period_because=why)


# --- what the text prints ---------------------------------------------------------------------------------------------


def _named(sentences: Iterable[Sentence]) -> _Named:
    """The years and the parts of a year that sentences print."""
    named = _Named()
    for sentence in sentences:
        part: tuple[int, int] | None = None
        for mention in sentence.mentions:
            if mention.role is Role.TIME and not mention.is_titled and not mention.is_plan_period:
                part = _note(mention, sentence, named) or part
            elif part and mention.role in _REALISED and not mention.is_planned:
                named.parts[part] += 1
    return named


def _note(mention: Mention, sentence: Sentence, named: _Named) -> tuple[int, int] | None:
    """Count the year that a time prints; its months where it prints a part of a year without one."""
    printed = sentence.between(mention.token.start, mention.token.end)
    span = times.parse(printed, _ANY_YEAR)
    if span is None:
        return None
    context = context_of(sentence, mention)
    rule = use_of(context)
    use = rule.means if rule else "governs"
    if not span.has_year:
        is_part = span.start is None or (span.start.month <= span.end.month and span.start.day == 1)
        is_said = use in ("governs", "until") and is_part and span.end.day > 1
        return (span.start.month if span.start else 1, span.end.month) if is_said else None
    year = span.end.year
    if _GOAL_OF.match(context.partition("␟")[2]):
        named.goals[year] += 1
    elif use in ("base", "level"):
        named.bases[year] += 1
    elif use in ("event", "source"):
        named.events[year] += 1
    elif use != "due" and (span.start is None or span.start.year == year):
        named.told[year] += 1
        if span.start is not None:
            named.told_parts.add((year, (span.start.month, span.end.month)))
    return None


def _is_reprint(metadata: Metadata, named: _Named) -> bool:
    """Whether the day of print lies years behind all that is told, or behind the year whose goals are spoken of."""
    day, latest = metadata.spoken_on, named.latest
    if day is None or latest is None:
        return False
    is_past_months = any(last > day.month for _, last in named.parts)  # months that this year has not seen yet
    is_of_year_before = max(named.goals, default=None) == latest == day.year - 1 and is_past_months
    is_address = metadata.document_kind is DocumentKind.WORK_REPORT
    return day.year > latest + _LONGEST_DELAY or (is_of_year_before and not is_address)


def _is_gainsaid(metadata: Metadata, named: _Named, facts: Sequence[Mention]) -> bool:
    """Whether dated statements speak against the period that title, heads or print date tell.

    A printed one falls where most statements name another year and none its own; one that only follows from a print
    date or from the opening, where the text does not bear it out.
    """
    start, end = metadata.period_start, metadata.period_end
    if end is None:
        return False
    first, last = (start or end).year, end.year
    years = _years(facts)
    most = _dominant(years, len(facts), _LEAD_ALONE, _LEAST_SHARE_ALONE)
    is_borne_out = any(first <= year <= last for year in years)
    if metadata.period_because not in DOUBTFUL:
        return most is not None and not is_borne_out
    if metadata.period_because == ISSUE and metadata.document_kind is DocumentKind.WORK_REPORT:
        given = {*named.told, *named.goals, *named.events}
        return bool(named.told) and last not in given and last + 1 not in given
    return most is not None and not first <= most <= last


def _years(facts: Iterable[Mention]) -> Counter[int]:
    """The years that are printed right where something is said to have come about in them."""
    return Counter(
        m.span.end.year
        for m in facts
        if m.role in _REALISED and not m.is_planned and m.span and m.span.has_year
        if m.because.get("period") not in _UNDATED | {"paragraph"}
    )


# --- kinds of evidence ------------------------------------------------------------------------------------------------


def _plan(metadata: Metadata, facts: Sequence[Mention]) -> Metadata:
    """A plan without a period of its own ends when most of its goals are due."""
    due = _dominant(Counter(m.span.end for m in facts if _is_due(m) and m.span), len(facts), _LEAD_ALONE)
    return replace(metadata, period_end=due, period_because="goals") if due else metadata


def _plan_opened(document: Document, facts: Sequence[Mention]) -> tuple[date, date] | None:
    """The plan period that a part of a plan opens with (“十三五”期间,国家组织实施…), None where it is no plan."""
    metadata = document.metadata
    if metadata.title or sum(m.role is Role.CHANGE and not m.is_planned for m in facts) > _FEW_CHANGES * len(facts):
        return None
    rule = next(rule for rule in load_rules("sections") if rule.means == "plan_period")
    for block in document.blocks[:_OPENING_BLOCKS]:
        if match := rule.pattern.search(document.text.clean[block.body : block.end]):
            at = match.group().find("十")
            span = times.plan_period(match.group()[at : at + 3])
            return (span.start, span.end) if span and span.start else None
    return None


def _is_due(mention: Mention) -> bool:
    return (mention.role is Role.PLAN or mention.is_planned) and mention.because.get("period") not in ("document", None)


def _told(metadata: Metadata, facts: Sequence[Mention], named: _Named) -> Metadata:
    """The metadata with the period that the statements alone tell, unchanged where they tell none."""
    if (period := _stated(facts, metadata.spoken_on)) and not _is_later_told(period[1].year, facts):
        return _dated(metadata, period, "statements")
    if (found := _led_to(named)) is None:
        return metadata
    year, why = found
    first, last = months_of_title(metadata.title) or _part(named)
    return _dated(metadata, (date(year, first, 1), times.last_day(year, last)), why)


def _is_later_told(year: int, facts: Sequence[Mention]) -> bool:
    """Whether more than one thing has come about after a year."""
    return sum(count for other, count in _years(facts).items() if other > year) >= _LEAST_SAID


def _led_to(named: _Named) -> tuple[int, str] | None:
    """The year that comparisons and goals lead to in a report on a part of a year, None where they lead nowhere."""
    if not named.parts:
        return None
    votes: Counter[int] = Counter()
    why: dict[int, str] = {}
    base = max(named.bases, default=None)
    if base is not None:
        votes[base + 1] += 1 + (base % _PLAN_BASE != 0)
        why[base + 1] = "bases"
    for year in named.goals:
        votes[year] += _LEAST_VOTE
        why[year] = f"{why[year]} goals" if year in why else "goals"
    for year in {year for year, part in named.told_parts if part in named.parts}:  # 2021年上半年, then 上半年 alone
        votes[year] += _LEAST_VOTE
        why[year] = "statements"
    best = _dominant(votes, 0, _LEAD_ALONE)
    latest = max((*named.told, *named.bases, *named.goals), default=None)
    return (best, why[best]) if best is not None and latest is not None and latest <= best else None


def _part(named: _Named) -> tuple[int, int]:
    """The part of its year that statements name: it ends where most of them do, and begins with the earliest of these.

    Where they end at odds the latest tells how far the year is over.
    """
    ends = Counter(last for _, last in named.parts.elements())
    end, count = ends.most_common(1)[0]
    if 2 * count < named.parts.total():
        end = max(ends)
    return min(first for first, last in named.parts if last == end), end


def _realised(facts: Iterable[Mention], given: date | None) -> list[tuple[Days, bool]]:
    """The spans that statements of what has come about name; whether it was said right there, not before."""
    return [
        ((m.span.start, m.span.end), m.because.get("period") != "paragraph")
        for m in facts
        if m.role in _REALISED and not m.is_planned and m.span and m.because.get("period") not in _UNSTATED
        if given is None or m.span.end <= given
    ]


def _stated(facts: Sequence[Mention], given: date | None) -> Days | None:
    """The period that most statements name, None where none stands out: its year first, then how far into it."""
    said = _realised(facts, given)
    spans = [span for span, _ in said]
    of_one_year = [span for span in spans if span[0] is None or span[0].year == span[1].year]
    year = _dominant(Counter(end.year for _, end in spans), len(facts), _LEAD_ALONE, _LEAST_SHARE_ALONE)
    if year is None:
        return None
    of_year = [is_direct for (_, end), is_direct in said if end.year == year]
    if sum(of_year) < _LEAST_SAID and 2 * len(of_year) < len(facts):
        return None  # one sentence that others only go on from
    within = Counter((start, end) for start, end in of_one_year if end.year == year)
    if not within:
        whole = Counter(span for span in spans if span[1].year == year).most_common(1)
        return whole[0][0]
    (start, end), count = within.most_common(1)[0]
    is_apart = start is not None and (start.month, start.day) != (1, 1)
    if is_apart and 2 * count >= len(of_one_year):
        return start, end
    ends = Counter(end for _, end in within.elements())
    return date(year, 1, 1), ends.most_common(1)[0][0]


def _narrowed(metadata: Metadata, facts: Sequence[Mention]) -> Days | None:
    """The part of the titled year that statements name far more often than any other time."""
    start, end = metadata.period_start, metadata.period_end
    if start is None or end is None or start.year != end.year or (end - start).days < 364:
        return None
    spans = [span for span, _ in _realised(facts, metadata.spoken_on)]
    part = _dominant(Counter(last for first, last in spans if first and first.year == last.year), len(facts), _LEAD)
    if part is not None and part.year == end.year and part < end:
        return start, part
    return None


def _dominant(counts: "Counter[_Key]", facts: int, lead: int, share: float = _LEAST_SHARE) -> "_Key | None":
    """The key that is named by a fair share of the facts and well ahead of the next, None where there is none."""
    if not counts:
        return None
    (key, count), *rest = counts.most_common(2)
    next_count = rest[0][1] if rest else 0
    return key if count >= max(2, share * facts) and count >= lead * next_count else None
