"""From a document to its figures: the order of the steps, and the making of the records."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from hedui.documents.document import Block, BlockKind, Document
from hedui.figures import intervals, tables, times
from hedui.figures.figure import Figure
from hedui.figures.grammar import Grammar, grammar_of
from hedui.figures.links import assign_links
from hedui.figures.mentions import Mention, Sentence, read_sentence, sentence_spans
from hedui.figures.periods import Calendar, assign_periods, calendar_of, period_kind
from hedui.figures.planning import Setting
from hedui.figures.roles import assign_roles
from hedui.figures.subjects import assign_subjects
from hedui.figures.times import Span
from hedui.figures.tokens import Kind, Token
from hedui.vocabulary.codes import DocumentKind, QuantityKind, Role
from hedui.vocabulary.load import Vocabulary

_VALUED = frozenset({Role.ACTUAL, Role.PLAN, Role.CHANGE, Role.RATE, Role.RANK, Role.THRESHOLD, Role.SCOPE})


_LOOKS_BACK = re.compile(
    "五年来|过去五年|[这五]五?年间|这五年|“十[一二三四五]五”(?:时期|以来|期间)?(?:[^,。;]{0,4}(?:工作|发展)?(?:成就|成效|回顾|完成情况))|五年"
)
_MOVES_ON = re.compile("[^,。]{0,6}(?:刚刚过去的|过去一年|一年来|今年|(?:19|20)\\d\\d年)")
_DIGITS = re.compile(r"\d+")
_GOALS = re.compile("(?:今年|(?:19|20)\\d\\d年)[^,。]{0,12}目标")
_YEAR = re.compile("[^,。]{0,2}((?:19|20)\\d\\d)年")


@dataclass(frozen=True, slots=True)
class _Frame:
    """What a block inherits from its headings."""

    setting: Setting
    calendar: Calendar


def read_figures(document: Document, vocabulary: Vocabulary) -> tuple[Figure, ...]:
    """Every numeral mention of ``document`` as a figure, in text order; indicators and regions are mapped later."""
    grammar = grammar_of(vocabulary)
    clean = document.text.clean
    tokens = _tokens(document, grammar)
    starts = [token.start for token in tokens]
    frames = _frames(document, grammar)
    heads = tables.read_heads(document, grammar, calendar_of(document.metadata))
    sentences: list[Sentence] = []
    for number, block in enumerate(document.blocks):
        inside = tokens[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
        if not inside:
            continue
        if block.kind is BlockKind.TABLE_ROW and not block.is_header:
            row, inside = tables.read_row(document, number, inside, heads.get(block.table, ()), frames[number].calendar)
            sentences += row
        sentences += _read_block(clean, number, block, inside, frames[number], grammar)
    return _figures(document, sentences)


def _read_block(
    clean: str, number: int, block: Block, tokens: Sequence[Token], frame: _Frame, grammar: Grammar
) -> list[Sentence]:
    """Read the running text of one block, sentence by sentence."""
    starts = [token.start for token in tokens]
    sentences = []
    carried: Span | None = None
    topic = ""
    setting = frame.setting
    for start, end in sentence_spans(clean, block.body, block.end):
        inside = tokens[bisect_left(starts, start) : bisect_left(starts, end)]
        if not inside:
            topic = ""
            continue
        sentence = read_sentence(clean, start, end, number, inside)
        setting = assign_roles(sentence, grammar, setting)
        topic = assign_subjects(sentence, grammar, topic)
        carried = assign_periods(sentence, grammar, frame.calendar, carried)
        assign_links(sentence.mentions)
        sentences.append(sentence)
    return sentences


def _tokens(document: Document, grammar: Grammar) -> list[Token]:
    """Numeral mentions of the running text; the labels of blocks are blanked out."""
    clean = document.text.clean
    pieces, position = [], 0
    for block in document.blocks:
        if block.label:
            pieces += [clean[position : block.start], "\n" * (block.body - block.start)]
            position = block.body
    pieces.append(clean[position:])
    return grammar.lexer.tokens("".join(pieces))


def _frames(document: Document, grammar: Grammar) -> list[_Frame]:
    """The frame of each block: its document's, changed by the headings above it."""
    metadata = document.metadata
    calendar = calendar_of(metadata)
    if _LOOKS_BACK.search(metadata.title) and metadata.document_kind is not DocumentKind.PLAN:
        calendar = _review(metadata.title, calendar) or calendar
    is_plan = metadata.document_kind is DocumentKind.PLAN
    root = _Frame(Setting(is_plan, calendar.reported, is_plan), calendar)
    frames: list[_Frame] = []
    review: Calendar | None = None
    for block in document.blocks:
        frame = frames[block.parent] if block.parent >= 0 else root
        opening = _opening(document, block)
        if block.kind is BlockKind.HEADING or block.label:
            frame, review = _under(frame, opening, grammar), None
        elif _LOOKS_BACK.search(opening):
            review = _review(opening, root.calendar)
        elif _MOVES_ON.match(opening):
            review = root.calendar if frame.calendar != root.calendar and not frame.setting.is_planned else None
        if metadata.document_kind is DocumentKind.WORK_REPORT and _GOALS.match(opening):
            frame = root = replace(root, setting=replace(root.setting, is_planned=True))
        frames.append(replace(frame, calendar=review) if review else frame)
    return frames


def _opening(document: Document, block: Block) -> str:
    """The title of a numbered block, or the first words of any other."""
    words = document.text.clean[block.body : min(block.end, block.body + 60)]
    return words.split("。")[0] if block.label else words


def _review(opening: str, calendar: Calendar) -> Calendar | None:
    """Calendar of paragraphs that look back on several years."""
    if calendar.reported is None:
        return None
    end = calendar.reported.end
    named = re.search("十[一二三四五六七八九]五", opening)
    period = times.plan_period(named.group()) if named else None
    if period is None or period.start is None or period.start.year > end.year:
        return replace(calendar, reported=Span(date(end.year - 4, 1, 1), end))
    return replace(calendar, reported=Span(period.start, max(period.start, min(period.end, end))))


def _under(frame: _Frame, heading: str, grammar: Grammar) -> _Frame:
    setting, calendar = frame.setting, frame.calendar
    if grammar.realised_heading.search(heading):
        setting = replace(setting, is_planned=False)
    elif grammar.planned_heading.search(heading):
        setting = replace(setting, is_planned=True)
    year = _YEAR.match(heading) if "," not in heading and calendar.reported else None
    if year and calendar.reported and calendar.reported.end.year >= int(year[1]):
        calendar = replace(
            calendar, reported=Span(date(int(year[1]), 1, 1), min(date(int(year[1]), 12, 31), calendar.reported.end))
        )
    elif year and not calendar.is_plan:
        setting = replace(setting, is_planned=True)
        calendar = replace(calendar, due=Span(None, date(int(year[1]), 12, 31)))
    elif _LOOKS_BACK.search(heading) and not setting.is_planned:
        calendar = _review(heading, calendar) or calendar
    return _Frame(setting, calendar)


def _figures(document: Document, sentences: Sequence[Sentence]) -> tuple[Figure, ...]:
    """Records of all mentions, and of the digits that number blocks and pages, numbered in text order."""
    raw, offsets = document.text.raw, document.text.offsets
    found: list[tuple[int, Sentence | None, Mention | tuple[int, int]]] = [
        (offsets[mention.token.start], sentence, mention) for sentence in sentences for mention in sentence.mentions
    ]
    found += [(span[0], None, span) for span in _list_numbers(document)]
    found.sort(key=lambda entry: entry[0])
    ids = {id(mention): f"{document.document_id}-{number:05d}" for number, (_, _, mention) in enumerate(found, 1)}
    slices = {id(s): document.text.raw_span(s.start, s.end) for s in sentences}
    figures = []
    for _, sentence, mention in found:
        if sentence is not None and isinstance(mention, Mention):
            start, end = slices[id(sentence)]
            figures.append(_figure(document, sentence, mention, ids, raw[start:end], start))
        elif isinstance(mention, tuple):
            figures.append(_list_number(document, mention, ids[id(mention)]))
    return tuple(figures)


def _list_numbers(document: Document) -> list[tuple[int, int]]:
    """Spans in the raw text of digits that number blocks or pages and stand in no running text."""
    kept = bytearray(len(document.text.raw))
    for offset in document.text.offsets:
        kept[offset] = 1
    for block in document.blocks:
        for at in range(block.start, block.body):
            kept[document.text.offsets[at]] = 0
    return [match.span() for match in _DIGITS.finditer(document.text.raw) if not kept[match.start()]]


def _figure(
    document: Document, sentence: Sentence, mention: Mention, ids: dict[int, str], printed: str, sentence_start: int
) -> Figure:
    token = mention.token
    start, end = document.text.raw_span(token.start, token.end)
    clean = document.text.clean
    is_valued = mention.role in _VALUED
    unit, factor, kind = _unit(mention) if is_valued else (None, None, QuantityKind.UNKNOWN)
    scaled = [n * token.scale * (factor or 1) * mention.sign for n in token.numbers] if is_valued else []
    value = scaled[0] if len(scaled) == 1 else None
    low, high = intervals.printed_interval(token, factor or Fraction(1), scaled, kind, mention.role)
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
        value=value,
        range_low=min(scaled) if len(scaled) > 1 else None,
        range_high=max(scaled) if len(scaled) > 1 else None,
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
        annualised_years=mention.annualised_years,
        counted_from=mention.counted_from,
        set_size=mention.set_size,
        scope=mention.scope,
        qualifies=ids[id(mention.level)] if mention.level else None,
        sentence=printed,
        sentence_start=sentence_start,
        page=document.blocks[sentence.block].page,
        block=sentence.block,
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
    token = mention.token
    is_place = mention.role is Role.CHANGE and token.classifier in ("名", "位")
    if is_place or mention.role is Role.RANK or token.kind is Kind.RANK or mention.counted_from is not None:
        return "place", Fraction(1), QuantityKind.PLACE
    if token.unit is not None:
        return token.unit.canonical, token.unit.factor, token.unit.quantity_kind
    if token.classifier is not None:
        return token.classifier, Fraction(1), QuantityKind.COUNT
    if (
        token.unit_span is None
        and token.decimals is not None
        and not token.is_part_of_ratio
        and "指数" in mention.subject
    ):
        return "1", Fraction(1), QuantityKind.INDEX
    return None, None, QuantityKind.UNKNOWN
