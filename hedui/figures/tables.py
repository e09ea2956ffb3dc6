"""Numbers in tables: the row's label and the column's head give subject, unit, role and time."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hedui.documents.document import Block, BlockKind, Document
from hedui.figures.calendars import Calendar
from hedui.figures.grammar import Grammar
from hedui.figures.mentions import Mention, Sentence
from hedui.language import times
from hedui.language.times import Span
from hedui.language.tokens import Kind, Token
from hedui.vocabulary.codes import ChangeKind, Comparator, CountedFrom, QuantityKind, Role
from hedui.vocabulary.units import Unit

_UNIT_IN_HEAD = re.compile(r"[(\[]([^()\[\]]{1,16})[)\]]|[,/]\s*([^\s,/]{1,12})$")
_CAPTION = re.compile(r"单位[::]?\s*([^\s,;。)]{1,20})")
_TIME_IN_HEAD = re.compile(
    r"(?:(?:19|20)\d\d年)?(?:\d{1,2}月?[-—~至]\d{1,2}月|\d{1,2}月|上半年|前三季度|第?[一二三四]季度)|(?:19|20)\d\d年?"
)
_CHANGE = re.compile("同比|环比|增长|增速|增幅|增减|升降|变化|较上年|比上年|降幅")
_PREVIOUS = re.compile("环比|上月")
_RATE = re.compile("完成率|完成比例|进度")
_PLAN = re.compile("计划|目标|任务|指标值|应完成|约束")
_DONE = re.compile("完成|实际|累计|已")
_RANK = re.compile("排名|名次|位次|排位|^位$")
_MINUS = re.compile("[-−▼↓]")
_UNITS = re.compile("^(?:计量)?单位$")
_SERIAL = re.compile("序号|编号|^号$|^项$|行次")
_FRAME = re.compile(r"[-+−△▲▼↑↓*\s()\[\]〔〕<>≤≥≦≧]|以[上下内]|左右|约")
_BOUNDS = (
    (re.compile("[≥≧]|以上"), Comparator.AT_LEAST),
    (re.compile("[≤≦]|以[下内]"), Comparator.AT_MOST),
    (re.compile(">"), Comparator.ABOVE),
    (re.compile("<"), Comparator.BELOW),
    (re.compile("左右|约"), Comparator.ABOUT),
)
_ROLE_WORDS = re.compile("年度|计划|目标值?|任务|指标值|同比|环比|变化|增减|升降|变幅|[(%)]|完成率|进度|数值")
"""Words of a column's head that say what its numbers do, not what they measure."""
_ASSIGNED = re.compile("任务|目标|计划|分解|指标")
_LABEL_NOISE = re.compile(r"\s|^其中[::]?|[一二三四五六七八九十]+、")


@dataclass(frozen=True, slots=True)
class Column:
    """What the head of one column says of the numbers under it."""

    name: str
    role: Role
    measure: "_Measure"
    span: Span | None
    change_kind: ChangeKind | None
    is_serial: bool
    is_unit: bool


def read_heads(document: Document, grammar: Grammar, calendar: Calendar) -> Mapping[int, tuple[Column, ...]]:
    """Columns of each table of ``document`` by table number; a table without a head has none."""
    heads: dict[int, list[Block]] = {}
    captions: dict[int, Block | None] = {}
    last: Block | None = None
    for block in document.blocks:
        if block.kind is not BlockKind.TABLE_ROW:
            last = block
        elif block.is_header:
            heads.setdefault(block.table, []).append(block)
            captions.setdefault(block.table, last)
    return {table: _columns(document, rows, captions[table], grammar, calendar) for table, rows in heads.items()}


def _columns(
    document: Document, rows: Sequence[Block], caption: Block | None, grammar: Grammar, calendar: Calendar
) -> tuple[Column, ...]:
    clean = document.text.clean
    shared: _Measure = (None, None, 1, None)
    told: Span | None = None
    if caption is not None:
        if found := _CAPTION.search(clean, caption.start, caption.end):
            shared = _measure(clean, found.start(1), grammar)
        if time := _TIME_IN_HEAD.search(clean, caption.start, caption.end):
            told = times.parse(time.group(), calendar.year)
    is_assigned = caption is not None and calendar.is_plan and _ASSIGNED.search(clean, caption.start, caption.end)
    columns = []
    for index in range(max(len(row.cells) for row in rows)):
        cells = [row.cells[index] for row in rows if index < len(row.cells)]
        words = "".join(clean[start:end] for start, end in cells)
        measure = shared
        for start, end in cells:
            if bracket := _UNIT_IN_HEAD.search(clean, start, end):
                at = bracket.start(1) if bracket[1] else bracket.start(2)
                own = _measure(clean, at, grammar)
                measure = own if own[3] else measure
        time = _TIME_IN_HEAD.search(words)
        span = times.parse(time.group(), calendar.year) if time else told
        column = _column(words, measure, span)
        is_task = column.role is Role.ACTUAL and time is None
        if is_task and (is_assigned or (calendar.is_plan and grammar.doing.search(column.name))):
            column = replace(column, role=Role.PLAN)
        columns.append(column)
    return tuple(columns)


_Measure = tuple[Unit | None, str | None, int, tuple[int, int] | None]


def _measure(clean: str, at: int, grammar: Grammar) -> _Measure:
    """Unit, classifier, scale and their span as written at ``at``."""
    measure = grammar.lexer.measure_at(clean, at)
    return measure.unit, measure.classifier, measure.scale, measure.span


def _column(words: str, measure: _Measure, span: Span | None) -> Column:
    change_kind = None
    if _CHANGE.search(words):
        role = Role.CHANGE
        change_kind = ChangeKind.PREVIOUS_PERIOD if _PREVIOUS.search(words) else ChangeKind.YEAR_ON_YEAR
    elif _RATE.search(words):
        role = Role.RATE
    elif _RANK.search(words):
        role = Role.RANK
    elif _PLAN.search(words) and not _DONE.search(words):
        role = Role.PLAN
    else:
        role = Role.ACTUAL
    name = _TIME_IN_HEAD.sub("", _UNIT_IN_HEAD.sub("", words))
    return Column(
        name, role, measure, span, change_kind, bool(_SERIAL.search(words)), bool(_UNITS.search(words.strip()))
    )


def read_row(
    document: Document,
    number: int,
    tokens: Sequence[Token],
    columns: Sequence[Column],
    calendar: Calendar,
    grammar: Grammar,
) -> tuple[list[Sentence], list[Token]]:
    """Read the numeric cells of one row.

    Returns:
        The row as one sentence with its mentions (none if no cell is a bare number), and the tokens that stand in
        cells of running text, which are left to be read as such.
    """
    block = document.blocks[number]
    clean = document.text.clean
    left: list[Token] = []
    mentions: list[Mention] = []
    label = ""
    own: _Measure = (None, None, 1, None)
    for index, (start, end) in enumerate(block.cells):
        column = columns[index] if index < len(columns) else None
        inside = [token for token in tokens if start <= token.start < end]
        if column is not None and column.is_unit:
            own = _measure(clean, start, grammar)
            left.extend(inside)
        elif len(inside) != 1 or not _fills(clean, inside[0], start, end):
            left.extend(inside)
            if all(m.role is Role.ORDINAL for m in mentions) and not (column and column.is_serial):
                name, stated = _unit_apart(clean, start, end, grammar)
                label += name
                own = stated if stated[3] else own
        elif column is not None and column.is_serial:
            mentions.append(
                _mention(Token(Kind.ORDINAL, inside[0].start, inside[0].end, inside[0].number), index, "", Role.ORDINAL)
            )
        else:
            mention = _cell(inside[0], index, _LABEL_NOISE.sub("", label), column, own, calendar)
            around = clean[start : inside[0].start] + clean[inside[0].end : end]
            mention.comparator = next((sign for mark, sign in _BOUNDS if mark.search(around)), Comparator.EQUAL)
            mention.sign = -1 if _MINUS.search(clean, start, inside[0].start) else 1
            _take_for_change(mention, grammar)
            mentions.append(mention)
    _link(mentions)
    if not mentions:
        return [], left
    sentence = Sentence(number, block.start, block.end, clean[block.start : block.end], list(block.cells), mentions)
    return [sentence], left


def _fills(clean: str, token: Token, start: int, end: int) -> bool:
    """Whether a token is all that a cell holds, a sign, a bound, brackets and marks of footnotes apart."""
    is_number = token.kind in (Kind.QUANTITY, Kind.RANK)
    return is_number and not _FRAME.sub("", clean[start : token.start] + clean[token.end : end])


def _unit_apart(clean: str, start: int, end: int, grammar: Grammar) -> tuple[str, _Measure]:
    """The words of a label without the unit in brackets, and that unit (细颗粒物(PM2.5)浓度(微克/立方米))."""
    for bracket in reversed(list(_UNIT_IN_HEAD.finditer(clean, start, end))):
        stated = _measure(clean, bracket.start(1) if bracket[1] else bracket.start(2), grammar)
        if stated[3]:
            return clean[start : bracket.start()] + clean[bracket.end() : end], stated
    return clean[start:end], (None, None, 1, None)


def _take_for_change(mention: Mention, grammar: Grammar) -> None:
    """Take a percentage for the change that its label names (能耗强度降低)."""
    is_share = mention.token.quantity_kind is QuantityKind.PERCENT and mention.role in (Role.ACTUAL, Role.PLAN)
    is_falling = bool(grammar.falling.search(mention.subject))
    if is_share and (is_falling or grammar.rising.search(mention.subject)):
        mention.is_planned = mention.role is Role.PLAN
        mention.role, mention.change_kind = Role.CHANGE, ChangeKind.UNKNOWN
        mention.sign = -1 if is_falling else 1


def _mention(token: Token, index: int, subject: str, role: Role) -> Mention:
    return Mention(
        token=token,
        clause=index,
        ahead="",
        behind="",
        before=subject,
        after="",
        is_quoted=False,
        is_titled=False,
        is_listed=False,
        is_bracketed=False,
        role=role,
        subject=subject,
        topic=subject,
        is_named=True,
    )


def _cell(token: Token, index: int, label: str, column: Column | None, own: _Measure, calendar: Calendar) -> Mention:
    if column is None:
        mention = _mention(token, index, label, Role.ACTUAL)
        mention.span = calendar.reported
        return mention
    if token.unit is None and token.classifier is None:
        is_of_row = own[3] is not None and column.role not in (Role.CHANGE, Role.RATE, Role.RANK)
        unit, classifier, scale, span = own if is_of_row else column.measure
        token = replace(token, unit=unit, classifier=classifier, scale=token.scale * scale, unit_span=span)
    role = column.role
    if role is Role.ACTUAL and _is_target(column.span, calendar):
        role = Role.PLAN
    subject = label + _ROLE_WORDS.sub("", column.name)
    mention = _mention(token, index, subject or column.name, role)
    mention.span = column.span or (calendar.due if role is Role.PLAN else calendar.reported)
    mention.change_kind = column.change_kind
    if column.change_kind is ChangeKind.YEAR_ON_YEAR and mention.span is not None:
        mention.base = times.year_before(mention.span)
    if role is Role.RANK:
        mention.counted_from = CountedFrom.UNKNOWN
    mention.is_planned = role is Role.PLAN
    return mention


def _is_target(span: Span | None, calendar: Calendar) -> bool:
    """Whether the column of a year holds the targets of a plan that runs to its end."""
    reported = calendar.reported
    return calendar.is_plan and span is not None and reported is not None and span.end > reported.end


def _link(mentions: Sequence[Mention]) -> None:
    """Point a row's changes and rates to the level they stand beside."""
    for index, mention in enumerate(mentions):
        if mention.role in (Role.CHANGE, Role.RATE):
            levels = [
                m
                for m in mentions[:index]
                if m.role is Role.ACTUAL and m.token.quantity_kind is not QuantityKind.PERCENT
            ]
            beside = [level for level in levels if level.span == mention.span] or levels[-1:]
            mention.level = beside[-1] if beside else None
