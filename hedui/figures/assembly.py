"""From mentions to records: exact values, printed slices, ids in text order."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from hedui.documents.document import BlockKind, Document
from hedui.figures.figure import Figure
from hedui.figures.intervals import ends, printed_interval
from hedui.figures.mentions import Mention, Sentence
from hedui.figures.periods import period_kind
from hedui.language.tokens import Kind
from hedui.vocabulary.codes import QuantityKind, Role

_VALUED = frozenset({Role.ACTUAL, Role.PLAN, Role.CHANGE, Role.RATE, Role.RANK, Role.THRESHOLD, Role.SCOPE})
_DIGITS = re.compile(r"\d\d*")  # a class first is found twice as fast


def assemble(document: Document, sentences: Sequence[Sentence]) -> tuple[Figure, ...]:
    """Records of all mentions, and of the digits that number blocks and pages, numbered in text order."""
    raw, offsets = document.text.raw, document.text.offsets
    found: list[tuple[int, Sentence | None, Mention | tuple[int, int]]] = [
        (offsets[mention.token.start], sentence, mention) for sentence in sentences for mention in sentence.mentions
    ]
    found += [(span[0], None, span) for span in _list_numbers(document)]
    found.sort(key=lambda entry: entry[0])
    ids = {id(mention): f"{document.document_id}-{number:05d}" for number, (_, _, mention) in enumerate(found, 1)}
    sections = _sections(document)
    starts = {id(s): document.text.raw_span(s.start, s.end) for s in sentences}
    printed = {key: raw[slice(*span)] for key, span in starts.items()}
    figures = []
    for _, sentence, mention in found:
        if sentence is not None and isinstance(mention, Mention):
            key = id(sentence)
            figures.append(_figure(document, sentence, sections, mention, ids, printed[key], starts[key][0]))
        elif isinstance(mention, tuple):
            figures.append(_list_number(document, mention, ids[id(mention)]))
    return tuple(figures if not document.doubts else _with_doubts(figures, document.doubts))


def _with_doubts(figures: Sequence[Figure], doubts: Sequence[tuple[int, int, float]]) -> Iterator[Figure]:
    """The figures with how sure a recogniser was of what they stand in; ``doubts`` in text order."""
    for figure in figures:
        at = bisect_right(doubts, figure.start, key=lambda doubt: doubt[0]) - 1
        is_ocr = at >= 0 and figure.start < doubts[at][1]
        yield replace(figure, is_ocr=True, ocr_confidence=round(doubts[at][2], 3)) if is_ocr else figure


def _sections(document: Document) -> list[int]:
    """For each block the outermost heading it stands under, itself included; -1 where there is none."""
    sections: list[int] = []
    for number, block in enumerate(document.blocks):
        above = sections[block.parent] if 0 <= block.parent < number else -1
        sections.append(number if above < 0 and block.kind is BlockKind.HEADING else above)
    return sections


def _list_numbers(document: Document) -> list[tuple[int, int]]:
    """Spans in the raw text of digits that number blocks or pages and stand in no running text."""
    offsets = document.text.offsets
    labels = {offsets[at] for block in document.blocks for at in range(block.start, block.body)}
    found = []
    at, last = 0, len(offsets)
    for match in _DIGITS.finditer(document.text.raw):
        start = match.start()
        at = bisect_left(offsets, start, at)
        if at == last or offsets[at] != start or start in labels:
            found.append(match.span())
    return found


def _figure(
    document: Document,
    sentence: Sentence,
    sections: Sequence[int],
    mention: Mention,
    ids: dict[int, str],
    printed: str,
    sentence_start: int,
) -> Figure:
    token = mention.token
    start, end = document.text.raw_span(token.start, token.end)
    clean = document.text.clean
    is_valued = mention.role in _VALUED
    unit, factor, kind = _unit(mention) if is_valued else (None, None, QuantityKind.UNKNOWN)
    whole = token.scale * mention.sign
    bounds = ends(token, whole if factor in (None, 1) else factor * whole) if is_valued else (None, None)
    is_range = is_valued and (token.is_open or len(token.numbers) > 1)
    measured = mention.level.token if mention.is_unchanged and mention.level else token
    low, high = printed_interval(measured, factor or Fraction(1), bounds, kind, mention.role)
    span = mention.span
    return Figure(
        document=document.document_id,
        figure_id=ids[id(mention)],
        start=start,
        end=end,
        text=document.text.raw[start:end],
        role=mention.role,
        number_printed=clean[token.number[0] : token.number[1]],
        decimals=token.decimals,
        scale=token.scale,
        unit_printed=clean[slice(*token.unit_span)]
        if token.unit_span and token.unit_span[0] >= token.number[1]
        else "",
        unit_factor=factor,
        value=None if is_range else bounds[0],
        range_low=bounds[0] if is_range else None,
        range_high=bounds[1] if is_range else None,
        value_low=low,
        value_high=high,
        unit=unit,
        quantity_kind=kind,
        comparator=mention.comparator,
        is_approximate=mention.is_approximate,
        subject=mention.subject,
        indicator_id=None,
        region_id=None,
        period_start=span.start if span else None,
        period_end=span.end if span else None,
        period_kind=period_kind(mention),
        is_planned=mention.is_planned and mention.role is Role.CHANGE,
        change_kind=mention.change_kind if mention.role is Role.CHANGE else None,
        base_period_start=mention.base.start if mention.base else None,
        base_period_end=mention.base.end if mention.base else None,
        is_inferred=mention.is_inferred,
        annualised_years=mention.annualised_years,
        counted_from=mention.counted_from,
        set_size=mention.set_size,
        scope=mention.scope,
        because=" ".join(f"{field}={why}" for field, why in mention.because.items()),
        qualifies=ids[id(mention.level)] if mention.level else None,
        sentence=printed,
        sentence_start=sentence_start,
        page=document.blocks[sentence.block].page,
        block=sentence.block,
        section=sections[sentence.block],
    )


def _list_number(document: Document, span: tuple[int, int], figure_id: str) -> Figure:
    """Record of digits that are no part of the running text."""
    raw = document.text.raw
    start, end = raw.rfind("\n", 0, span[0]) + 1, raw.find("\n", span[1])
    end = len(raw) if end < 0 else end
    return Figure(
        document=document.document_id,
        figure_id=figure_id,
        start=span[0],
        end=span[1],
        text=raw[slice(*span)],
        role=Role.ORDINAL,
        number_printed=raw[slice(*span)],
        sentence=raw[start:end],
        sentence_start=start,
    )


def _unit(mention: Mention) -> tuple[str | None, Fraction | None, QuantityKind]:
    """Canonical unit, exact factor to it and quantity kind of a valued mention."""
    if mention.is_unchanged:
        return _unit_unchanged(mention.level)
    token = mention.token
    is_place = mention.role is Role.CHANGE and token.classifier in ("名", "位")
    if is_place or mention.role is Role.RANK or token.kind is Kind.RANK or mention.counted_from is not None:
        return "place", Fraction(1), QuantityKind.PLACE
    if token.unit is not None:
        kind = QuantityKind.UNKNOWN if token.is_damaged else token.unit.quantity_kind  # which sends it to review
        return token.unit.canonical, token.unit.factor, kind
    if token.classifier is not None:
        kind = QuantityKind.UNKNOWN if token.is_damaged else QuantityKind.COUNT
        return token.classifier, Fraction(1), kind
    if (
        token.unit_span is None
        and token.decimals is not None
        and not token.is_part_of_ratio
        and "指数" in mention.subject
    ):
        return "1", Fraction(1), QuantityKind.INDEX
    return None, None, QuantityKind.UNKNOWN


def _unit_unchanged(level: Mention | None) -> tuple[str | None, Fraction | None, QuantityKind]:
    """Unit of a change of nothing: points for a share, else that of its level; without a level a share."""
    if level is None:
        return "%", Fraction(1), QuantityKind.PERCENT
    unit, factor, kind = _unit(level)
    return ("pp", Fraction(1), QuantityKind.PERCENTAGE_POINT) if kind is QuantityKind.PERCENT else (unit, factor, kind)
