"""The period of a document from the evidence of its statements, once they are read.

A title without a period, an anniversary in it or a print date does no harm: what most statements name is what the
document speaks of. One bounded second pass: it is read again only where the evidence says otherwise than its title.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from hedui.documents.document import Document, Metadata
from hedui.figures.mentions import Mention, Sentence
from hedui.language import times
from hedui.language.rules import load_rules
from hedui.vocabulary.codes import DocumentKind, Role

_REALISED = frozenset({Role.ACTUAL, Role.CHANGE, Role.RATE, Role.RANK})
_UNSTATED = frozenset({"document", "due-behind", "goal-met"})
"""What dates a figure without naming a time with its year."""
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

Days = tuple[date | None, date]
_Key = TypeVar("_Key")


def settled(document: Document, sentences: Sequence[Sentence]) -> Metadata:
    """The metadata of a document with the kind and period that its statements tell.

    Args:
        document: the document; its metadata say what title, heads and signature tell.
        sentences: what was read with those metadata.
    """
    metadata = document.metadata
    facts = [m for sentence in sentences for m in sentence.mentions if m.role in _REALISED or m.role is Role.PLAN]
    if not facts:
        return metadata
    if metadata.period_end is None:
        if plan := _plan_opened(document, facts):
            return replace(metadata, document_kind=DocumentKind.PLAN, period_start=plan[0], period_end=plan[1])
        if metadata.document_kind is DocumentKind.PLAN:
            due = _dominant(Counter(m.span.end for m in facts if _is_due(m) and m.span), len(facts), _LEAD_ALONE)
            return replace(metadata, period_end=due) if due else metadata
        period = _stated(facts, metadata.published_on)
        return _dated(metadata, period)
    if metadata.document_kind in (DocumentKind.PLAN, DocumentKind.WORK_REPORT):
        return metadata
    return _dated(metadata, _narrowed(metadata, facts))


def _dated(metadata: Metadata, period: Days | None) -> Metadata:
    if period is None:
        return metadata
    return replace(metadata, period_start=period[0], period_end=period[1], is_period_inferred=True)


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
    """The part of the titled year, or another year, that statements name far more often than any other time."""
    start, end = metadata.period_start, metadata.period_end
    if start is None or end is None or start.year != end.year or (end - start).days < 364:
        return None
    spans = [span for span, _ in _realised(facts, metadata.published_on)]
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
