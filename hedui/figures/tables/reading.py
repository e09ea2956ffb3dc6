"""Cells to mentions: the row's labels and the heads over a column give a number its subject, unit, role and time."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from fractions import Fraction

from hedui.documents import cells as shapes
from hedui.documents.document import Block, BlockKind, Document
from hedui.figures.calendars import Calendar
from hedui.figures.grammar import Grammar
from hedui.figures.mentions import PLACES, Mention, Sentence
from hedui.figures.tables.grid import Cell, Grid, is_foreign
from hedui.figures.tables.words import (
    NO_MEASURE,
    Measure,
    Words,
    caption_name,
    compose,
    head_name,
    is_aside_head,
    is_part,
    is_serial_head,
    is_total,
    is_unit_head,
    label_name,
    measure_of,
    read_words,
)
from hedui.language import times
from hedui.language.times import Span
from hedui.language.tokens import Kind, Token
from hedui.vocabulary.codes import ChangeKind, Comparator, CountedFrom, QuantityKind, Role

_MINUS = re.compile("[-−▼↓]")
_FALLEN = re.compile("下降|减少|降低|回落|收窄")
_MOVED = re.compile("下降|减少|降低|回落|收窄|上升|增长|增加|提高|扩大|升高")
_FROM_WORST = re.compile("倒数?第?")
_FRAME = re.compile(
    r"[-+−△▲▼↑↓*#^\s()\[\]〔〕<>≤≥≦≧①-⑳±]|以[上下内]|左右|约|近|倒数?|并列|第|上升|下降|增长|减少|增加|提高|降低|回落|收窄|扩大|升高"
)
_NOTE = re.compile(r"\([^()\d]*\)")
_BOUNDS = (
    (re.compile("[≥≧]|以上"), Comparator.AT_LEAST),
    (re.compile("[≤≦]|以[下内]"), Comparator.AT_MOST),
    (re.compile(">"), Comparator.ABOVE),
    (re.compile("<"), Comparator.BELOW),
    (re.compile("左右|约|近"), Comparator.ABOUT),
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_HEAD = re.compile("^(?:年份|年度|时间|年|年别|指标|项目|)$")
_SHARE = re.compile("占|百分比|比重|比例|构成")
_ASSIGNED = re.compile("任务|目标|计划|分解|指标")
_AS_OF = re.compile(r"[(]?\s*截?[至止]\s*(?:19|20)\d\d年\s*\d{1,2}月\s*(?:\d{1,2}日)?\s*[)]?")
_TASK_HEAD = re.compile("任务|目标|措施|要求")
_LIMIT_HEAD = re.compile("时限|期限|时间")
_DATE = re.compile(r"(?:19|20)\d\d年(?:\d{1,2}月)?(?:\d{1,2}日|年?底|末)?")
_SET_SIZE = re.compile(r"(\d{1,4})个?(?:重点|地级及以上|省辖|设区)?(?:城市|县|区|断面|省)")


@dataclass(frozen=True, slots=True)
class _Said:
    """What the head over a change or a rate says: its words, whether it names a thing, and whether a time."""

    words: Words | None
    is_named: bool
    is_timed: bool


@dataclass(slots=True)
class _Row:
    """What a row says of its numbers."""

    labels: list[Cell] = field(default_factory=list)
    unit: Measure = NO_MEASURE


def is_caption(document: Document, number: int, grids: Mapping[int, Grid]) -> bool:
    """Whether a block is no more than the caption of a table."""
    block = document.blocks[number]
    if block.kind not in (BlockKind.HEADING, BlockKind.TITLE):
        return False
    return any((block.body, block.end) in grid.captions for grid in grids.values())


def read_task(document: Document, number: int, grid: Grid) -> tuple[frozenset[int], Span | None]:
    """What a row of a list of tasks says of the words in its cells.

    Returns:
        Where the cells begin that say what is to be done, and the date that the row's time limit names.
    """
    row = grid.row_of(number)
    tasks, due = set(), None
    for cell in grid.row(row):
        head = "".join(one.text for one in grid.heads_over(row, cell.column))
        if _TASK_HEAD.search(head):
            tasks.add(cell.start)
        elif _LIMIT_HEAD.search(head) and (found := _DATE.search(cell.text)):
            due = times.parse(found.group(), None)
    return frozenset(tasks), due


def read_head(document: Document, number: int, tokens: Sequence[Token]) -> tuple[list[Sentence], list[Token]]:
    """Read a row of a head, whose numbers measure nothing: years are times, others say what the column is about.

    Returns:
        As ``read_row``.
    """
    block, clean = document.blocks[number], document.text.clean
    mentions, left = [], []
    for token in tokens:
        if token.kind in (Kind.QUANTITY, Kind.RANK):
            is_year = _YEAR.fullmatch(clean, token.start, token.end) is not None
            kind, role = (Kind.TIME, Role.TIME) if is_year else (token.kind, Role.THRESHOLD)
            mentions.append(_mention(replace(token, kind=kind), _clause(block, token), "", role))
        else:
            left.append(token)
    return ([_sentence(number, block, clean, mentions)] if mentions else []), left


def read_row(
    document: Document, number: int, tokens: Sequence[Token], grid: Grid, calendar: Calendar, grammar: Grammar
) -> tuple[list[Sentence], list[Token]]:
    """Read the numeric cells of one row.

    Returns:
        The row as one sentence with its mentions (none if no cell is a bare number), and the tokens that stand in
        cells of running text, which are left to be read as such.
    """
    reader = _Reader(document, grid, calendar, grammar)
    block = document.blocks[number]
    mentions, left = reader.read(grid.row_of(number), block, tokens)
    return ([_sentence(number, block, document.text.clean, mentions)] if mentions else []), left


def _sentence(number: int, block: Block, clean: str, mentions: list[Mention]) -> Sentence:
    return Sentence(number, block.start, block.end, clean[block.start : block.end], list(block.cells), mentions)


def _clause(block: Block, token: Token) -> int:
    """The cell of its row that a token stands in."""
    return next((index for index, (start, end) in enumerate(block.cells) if start <= token.start < end), 0)


class _Reader:
    """Reads the rows of one table."""

    def __init__(self, document: Document, grid: Grid, calendar: Calendar, grammar: Grammar) -> None:
        self._clean = document.text.clean
        self._grid = grid
        self._calendar = calendar
        self._grammar = grammar
        self._captions = [self._caption(span) for span in grid.captions]
        self._said: dict[int, _Said] = {}

    def read(self, row: int, block: Block, tokens: Sequence[Token]) -> tuple[list[Mention], list[Token]]:
        """The mentions of one row, and the tokens left."""
        mentions: list[Mention] = []
        left: list[Token] = []
        said = _Row()
        ahead: list[tuple[Cell, Token, Sequence[Token]]] = []  # numbers with no label to their left
        numbered = False
        for cell in self._cells(row):
            heads = self._grid.heads_over(row, cell.column) if cell.column >= 0 else []
            head = "".join(one.text for one in heads)
            inside = [token for token in tokens if cell.start <= token.start < cell.end] if cell.row == row else []
            main = self._main(cell, inside) if cell.row == row else None
            if is_unit_head(head) and main is None:
                said.unit = measure_of(cell.text, cell.start, self._grammar)
                left += inside
            elif main is None:
                left += inside
                is_word = cell.text and not shapes.is_none(cell.text)
                if is_word and not is_aside_head(head) and not self._is_number(cell, tokens):
                    said.labels, numbered = self._labels(said.labels, cell, head, numbered)
            elif self._is_serial(row, cell, head, main):
                mentions.append(self._numbering(main, block))
            elif self._is_year(row, cell, head, main):
                mentions.append(_mention(replace(main, kind=Kind.TIME), _clause(block, main), "", Role.TIME))
                said.labels = [*said.labels, cell]
            else:
                numbered = True
                others = [token for token in inside if token is not main]
                if not said.labels and not ahead and cell.column == 0:
                    ahead.append((cell, main, others))
                else:
                    mentions += self._read_cell(row, cell, main, others, said, block, left)
        for cell, main, rest in ahead:
            mentions = self._read_cell(row, cell, main, rest, said, block, left) + mentions
        self._lend(mentions)
        self._measure_changes(mentions)
        _link(mentions)
        return mentions, left

    def _lend(self, mentions: Sequence[Mention]) -> None:
        """Let the level beside them lend changes and rates the time and the thing that their heads do not name."""
        level: Mention | None = None
        is_open = False  # whether the levels before this one belong to the same change
        for mention in mentions:
            said = self._said.get(id(mention))
            if said is None:
                if mention.is_level and not (is_open and level is not None and _is_earlier(mention, level)):
                    level, is_open = mention, True
                continue
            is_open = False
            if level is None:
                continue
            if not said.is_timed and level.span is not None and level.span != mention.span:
                mention.span = level.span
                if mention.role is Role.CHANGE:
                    self._set_change(mention, said.words)
            if not said.is_named and level.span == mention.span:
                mention.subject = mention.before = level.subject
            token, of = mention.token, level.token
            is_amount = said.words is not None and said.words.is_amount and token.unit is None and not token.classifier
            if is_amount and (of.unit is not None or of.classifier) and of.quantity_kind is not QuantityKind.PERCENT:
                scale = token.scale * of.scale
                mention.token = replace(token, unit=of.unit, classifier=of.classifier, scale=scale, unit_span=(0, 0))

    # --- rows -------------------------------------------------------------------------------------------------------

    def _cells(self, row: int) -> list[Cell]:
        """The cells of a row in order, with those that reach into it from above."""
        found: list[Cell] = []
        for column in range(self._grid.width):
            cell = self._grid.at(row, column)
            if cell is not None and cell not in found:
                found.append(cell)
        return found + [cell for cell in self._grid.row(row) if cell.column < 0]

    def _labels(self, labels: list[Cell], cell: Cell, head: str, numbered: bool) -> tuple[list[Cell], bool]:
        """The labels with one more; behind numbers a label begins the next part of the row, or is none."""
        if is_foreign(cell.text) and any(not is_foreign(label.text) for label in labels):
            return labels, numbered
        if not numbered:
            return [*labels, cell], numbered
        heads = {"".join(one.text for one in self._grid.heads_over(cell.row, label.column)) for label in labels}
        return ([cell], False) if head in heads and head else (labels, numbered)

    def _is_number(self, cell: Cell, tokens: Sequence[Token]) -> bool:
        """Whether a cell that reaches down from above holds a number, which is read in its own row."""
        return cell.row >= 0 and re.fullmatch(r"[-+]?[\d.,%]+", cell.text) is not None

    def _is_serial(self, row: int, cell: Cell, head: str, main: Token) -> bool:
        if is_serial_head(head):
            return True
        if cell.column != 0 or head or main.unit or main.classifier or main.decimals:
            return False
        beside = self._grid.at(row, 1)
        return beside is not None and bool(beside.text) and not any(c.isdigit() for c in beside.text[:1])

    def _is_year(self, row: int, cell: Cell, head: str, main: Token) -> bool:
        """Whether a bare year labels its row."""
        if cell.column != 0 or not _YEAR.fullmatch(cell.text.rstrip("*#")):
            return False
        return _YEAR_HEAD.match(re.sub(r"\s", "", head)) is not None or all(
            _YEAR.fullmatch(other.text.rstrip("*#")) or not other.text
            for other in (self._grid.at(below, 0) for below in range(len(self._grid.blocks)))
            if other is not None and other.row not in self._grid.heads
        )

    def _labels_of(self, row: int, said: _Row) -> list[Cell]:
        """The labels of a row, those included that blank cells leave to the rows above."""
        labels = said.labels
        if labels and labels[0].column > 0 and (group := self._above(row, 0)) is not None:
            own = self._grid.at(row, 0)
            if own is not None and not own.text:
                labels = [group, *labels]
        if labels:
            return labels
        beside = [cell for cell in self._cells(row) if cell.text and cell.column > 0 and not self._is_number(cell, ())]
        if beside and not any(character.isdigit() for character in beside[0].text[:1]):
            return beside[:1]
        group = self._above(row, 0) or self._below(row)
        return [group] if group is not None else []

    def _above(self, row: int, column: int) -> Cell | None:
        """The nearest text above a blank place of the label's column."""
        first = max((head for head in self._grid.heads if head < row), default=-1)
        for above in range(row - 1, first, -1):
            cell = self._grid.at(above, column)
            if cell is not None and cell.text:
                return cell if not is_total(label_name(cell.text)) else None
        return None

    def _below(self, row: int) -> Cell | None:
        """The first label below rows that have none yet."""
        for below in range(row + 1, len(self._grid.blocks)):
            if below in self._grid.heads:
                break
            cell = self._grid.at(below, 0)
            if cell is not None and cell.text:
                return cell
        return None

    # --- cells ------------------------------------------------------------------------------------------------------

    def _main(self, cell: Cell, tokens: Sequence[Token]) -> Token | None:
        """The number that a cell holds: but for signs, bounds, brackets and notes it is all there is."""
        numbers = [token for token in tokens if token.kind in (Kind.QUANTITY, Kind.RANK)]
        if not numbers:
            # a count in brackets, which elsewhere numbers something
            alone = len(tokens) == 1 and cell.column > 0 and re.fullmatch(r"[(\[〔]\d{1,4}[)\]〕]", cell.text)
            value = Fraction(int(cell.text[1:-1])) if alone else None
            return replace(tokens[0], kind=Kind.QUANTITY, numbers=(value,), decimals=0) if value is not None else None
        main = numbers[0]
        rest = self._clean[cell.start : main.start] + _NOTE.sub("", self._without(main.end, cell.end, tokens))
        return main if not _FRAME.sub("", rest) else None

    def _without(self, start: int, end: int, tokens: Sequence[Token]) -> str:
        """What stands behind a number, without the numbers in brackets there."""
        text, at = [], start
        for token in tokens:
            if token.start >= start and self._clean[token.start - 1] in "([":
                text.append(self._clean[at : token.start])
                at = token.end
        return "".join([*text, self._clean[at:end]])

    def _numbering(self, token: Token, block: Block) -> Mention:
        return _mention(
            Token(Kind.ORDINAL, token.start, token.end, token.number), _clause(block, token), "", Role.ORDINAL
        )

    def _read_cell(
        self,
        row: int,
        cell: Cell,
        main: Token,
        rest: Sequence[Token],
        said: _Row,
        block: Block,
        left: list[Token],
    ) -> list[Mention]:
        labels = self._labels_of(row, said)
        heads = self._grid.heads_over(row, cell.column) if cell.column >= 0 else []
        mention = self._number(row, cell, main, [self._words(head) for head in heads], labels, said.unit)
        mention.clause = _clause(block, main)
        mentions = [mention]
        for token in rest:
            is_aside = (
                token.kind is Kind.QUANTITY and self._clean[token.start - 1] in "([" and token.decimals is not None
            )
            if is_aside and (token.unit is not None or token.decimals or token.is_negative):
                mentions.append(self._aside(token, mention, heads))
            else:
                left.append(token)
        return mentions

    def _aside(self, token: Token, level: Mention, heads: Sequence[Cell]) -> Mention:
        """A number in brackets behind another: what share it is of something, or how it has changed."""
        bracket = next((found for head in reversed(heads) for found in _BRACKETS.findall(head.text)), "")
        is_signed = self._clean[token.start - 1] in "+-" or token.is_negative
        aside = replace(level, token=token, sign=-1 if token.is_negative else 1, comparator=Comparator.EQUAL)
        if is_signed and not _SHARE.search(bracket):
            aside.role, aside.change_kind, aside.level = Role.CHANGE, ChangeKind.YEAR_ON_YEAR, level
            aside.base = times.year_before(level.span) if level.span else None
        elif bracket and _SHARE.search(bracket):
            aside.subject = aside.before = level.subject + bracket
        return aside

    def _words(self, cell: Cell) -> Words:
        return read_words(self._clean[cell.start : cell.end], cell.start, self._grammar)

    def _caption(self, span: tuple[int, int]) -> Words:
        text = self._clean[slice(*span)]
        blank = _AS_OF.sub(lambda match: " " * len(match.group()), text)
        return read_words(blank, span[0], self._grammar)

    def _number(
        self, row: int, cell: Cell, token: Token, heads: Sequence[Words], labels: Sequence[Cell], unit: Measure
    ) -> Mention:
        """One number with what heads and labels say of it."""
        clean = self._clean
        named = [self._words(label) for label in labels]
        before, behind = clean[cell.start : token.start], clean[token.end : cell.end]
        section_cell = self._grid.section_of(row)
        section = [self._words(section_cell)] if section_cell is not None else []
        deciding = next((words for words in reversed(heads) if words.role), None)
        own_name = "".join(head_name(_bare_of_change(words.name)) for words in heads)
        if deciding is None and labels:
            last = named[-1]
            if last.role in (Role.RANK, Role.RATE, Role.PLAN) or not head_name(_bare_of_change(last.name)):
                deciding = last if last.role else None
        role = deciding.role if deciding and deciding.role else Role.ACTUAL
        if role is Role.PLAN and any(words.is_done for words in heads):
            role = Role.ACTUAL
        if role is Role.PLAN and not self._calendar.is_plan and _says_only_value(heads):
            role = Role.ACTUAL
        moved = _MOVED.search(before)
        if moved:
            role = Role.CHANGE
        heads = _without_units(heads, self._grammar)
        sources = [
            *(words.times for words in reversed(heads)),
            *(words.times for words in reversed(named)),
            *(words.times for words in section),
            *(words.times for words in self._captions),
        ]
        span = compose(sources, self._calendar.reported, self._calendar.year, fiscal=self._grid.is_fiscal)
        is_own_time = any(words.times for words in (*heads, *named))
        if role is Role.ACTUAL and (self._is_target(span) or (not is_own_time and self._is_task(heads))):
            role = Role.PLAN
        if token.kind is Kind.RANK or (role is Role.ACTUAL and _FROM_WORST.search(before)):
            role = Role.RANK
        token = self._with_unit(token, role, deciding, heads, named, section, unit, row)
        subject = self._subject(heads, labels, named, unit, row)
        mention = _mention(token, 0, subject, role)
        mention.span = span or (self._calendar.due if role is Role.PLAN else self._calendar.reported)
        mention.comparator = next((sign for mark, sign in _BOUNDS if mark.search(before + behind)), Comparator.EQUAL)
        mention.sign = -1 if _MINUS.search(before) or _FALLEN.search(before) or token.is_negative else 1
        mention.is_planned = role is Role.PLAN or (role is Role.CHANGE and self._is_target(span))
        if role in (Role.CHANGE, Role.RATE):
            self._said[id(mention)] = _Said(deciding, bool(own_name), any(words.times for words in heads))
        if role is Role.CHANGE:
            self._set_change(mention, deciding)
        elif role is Role.RANK:
            from_worst = _FROM_WORST.search(before) or (deciding and deciding.counted_from is CountedFrom.WORST)
            mention.counted_from = CountedFrom.WORST if from_worst else CountedFrom.UNKNOWN
            mention.set_size = self._set_size()
        else:
            self._take_for_change(mention)
        if labels and is_part(labels[-1].text):
            mention.scope = "其中" + label_name(labels[-1].text)
        return mention

    def _set_size(self) -> int | None:
        for start, end in self._grid.captions:
            if found := _SET_SIZE.search(self._clean, start, end):
                return int(found[1])
        return None

    def _is_target(self, span: Span | None) -> bool:
        """Whether the column of a year holds the targets of a plan that runs to its end."""
        reported = self._calendar.reported
        return self._calendar.is_plan and span is not None and reported is not None and span.end > reported.end

    def _is_task(self, heads: Sequence[Words]) -> bool:
        """Whether a plan assigns what a column without a time holds."""
        if not self._calendar.is_plan or any(words.is_done for words in heads):
            return False
        is_assigned = any(_ASSIGNED.search(self._clean[start:end]) for start, end in self._grid.captions)
        return is_assigned or any(self._grammar.doing.search(words.name) for words in heads)

    # --- units ------------------------------------------------------------------------------------------------------

    def _with_unit(
        self,
        token: Token,
        role: Role,
        deciding: Words | None,
        heads: Sequence[Words],
        named: Sequence[Words],
        section: Sequence[Words],
        unit: Measure,
        row: int,
    ) -> Token:
        """The number with the unit that is printed elsewhere for it."""
        if token.unit is not None or token.classifier is not None or role is Role.RANK:
            return token
        own = next((words.measure for words in reversed(heads) if words.measure[3]), NO_MEASURE)
        if role in (Role.CHANGE, Role.RATE):
            told = deciding.measure if deciding is not None else NO_MEASURE
            is_relative = own[0] is not None and own[0].quantity_kind in _RELATIVE
            measure = told if told[3] else own if is_relative else NO_MEASURE
            if not measure[3] and deciding is not None and deciding.is_bare_change:
                measure = self._level_measure(heads, named, section, unit, row)
                if measure[0] is not None and measure[0].quantity_kind is QuantityKind.PERCENT:
                    measure = NO_MEASURE
            elif not measure[3]:
                measure = self._percent()
        else:
            measure = self._level_measure(heads, named, section, unit, row)
            if any(words.is_index for words in (*heads, *named, *self._captions)):
                measure = next((words.measure for words in heads if words.measure[3]), NO_MEASURE)
        found, classifier, scale, span = measure
        return replace(token, unit=found, classifier=classifier, scale=token.scale * scale, unit_span=span)

    def _level_measure(
        self, heads: Sequence[Words], named: Sequence[Words], section: Sequence[Words], unit: Measure, row: int
    ) -> Measure:
        """The unit of a level: of its head, of its row, of the section, of the labels' head, of the caption."""
        sources = [
            *(words.measure for words in reversed(heads)),
            unit,
            *(words.measure for words in reversed(named)),
            self._words(whole).measure if (whole := self._whole(row)) is not None else NO_MEASURE,
            *(words.measure for words in section),
            *(self._words(head).measure for head in self._grid.heads_over(row, 0)),
            *(words.measure for words in self._captions),
        ]
        return next((measure for measure in sources if measure[3]), NO_MEASURE)

    def _whole(self, row: int) -> Cell | None:
        """The label of what a row is part of; parts that follow the first (``#``, 其中) bear no mark of it."""
        first = max((head for head in self._grid.heads if head < row), default=-1)
        is_marked = False
        for above in range(row, first, -1):
            cell = self._grid.at(above, 0)
            if cell is None or not cell.text or len(self._grid.row(above)) < 2:
                break
            is_marked = is_marked or is_part(cell.text)
            has_unit = self._words(cell).measure[3]
            if above == row and not is_marked and has_unit:
                break
            if above < row and not is_part(cell.text) and (has_unit or is_part(self._label_text(row))):
                return cell if is_marked else None
        return None

    def _label_text(self, row: int) -> str:
        cell = self._grid.at(row, 0)
        return cell.text if cell is not None else ""

    def _percent(self) -> Measure:
        found = self._grammar.lexer.measure_at("%\n", 0)
        return found.unit, None, 1, found.span

    def _measure_changes(self, mentions: Sequence[Mention]) -> None:
        """Let the levels of a row tell whether a change without a unit is a difference or a percentage."""
        for change in mentions:
            if change.role is not Role.CHANGE or (change.token.unit_span is not None and change.token.unit is None):
                continue
            if change.change_kind is not ChangeKind.YEAR_ON_YEAR or len(change.token.numbers) != 1:
                continue
            level, base = self._levels(change, mentions)
            if level is None or base is None or (change.token.unit is not None and change.token.unit_span is None):
                continue
            if change.token.unit is not None or change.token.classifier is not None:
                continue
            value = change.token.numbers[0] * change.sign
            step = Fraction(1, 10 ** (max(level.token.decimals or 0, base.token.decimals or 0)))
            if abs(level.token.numbers[0] - base.token.numbers[0] - value) <= step:
                percent = level.token.quantity_kind is QuantityKind.PERCENT
                unit = self._grammar.lexer.measure_at("个百分点\n", 0).unit if percent else level.token.unit
                change.token = replace(
                    change.token,
                    unit=unit,
                    classifier=level.token.classifier,
                    scale=level.token.scale,
                    unit_span=(0, 0),
                )

    def _levels(self, change: Mention, mentions: Sequence[Mention]) -> tuple[Mention | None, Mention | None]:
        """The level that a change is of and the one it is against, where both stand in its row."""
        found = [other for other in mentions if other.is_level and len(other.token.numbers) == 1]
        level = next((other for other in found if other.span == change.span), None)
        base = next((other for other in found if other.span == change.base and other.span is not None), None)
        return level, base

    # --- roles and names --------------------------------------------------------------------------------------------

    def _set_change(self, mention: Mention, deciding: Words | None) -> None:
        mention.change_kind = (deciding.change_kind if deciding else None) or ChangeKind.YEAR_ON_YEAR
        if mention.span is None:
            return
        if mention.change_kind is ChangeKind.YEAR_ON_YEAR:
            mention.base = times.year_before(mention.span)
        elif mention.change_kind is ChangeKind.PREVIOUS_PERIOD:
            start = mention.span.start
            if start is not None and start.day == 1 and (mention.span.end - start).days < 31:
                last = start - timedelta(days=1)
                mention.base = times.months(last.year, last.month, last.month)
        elif mention.change_kind is ChangeKind.FIXED_BASE and deciding is not None:
            year = deciding.base_year
            if year and year == mention.span.end.year - 1:
                mention.change_kind, mention.base = ChangeKind.YEAR_ON_YEAR, times.year_before(mention.span)
            elif year:
                mention.base = times.months(year, 1, 12)
            elif mention.span.start is not None:
                mention.base = Span(None, times.last_day(mention.span.end.year - 1, 12))

    def _take_for_change(self, mention: Mention) -> None:
        """Take a percentage for the change that its label names (能耗强度降低)."""
        is_share = mention.token.quantity_kind is QuantityKind.PERCENT and mention.role in (Role.ACTUAL, Role.PLAN)
        is_falling = bool(self._grammar.falling.search(mention.subject))
        if is_share and (is_falling or self._grammar.rising.search(mention.subject)):
            mention.is_planned = mention.role is Role.PLAN
            mention.role, mention.change_kind = Role.CHANGE, ChangeKind.UNKNOWN
            mention.sign = -1 if is_falling else 1

    def _subject(
        self, heads: Sequence[Words], labels: Sequence[Cell], named: Sequence[Words], unit: Measure, row: int
    ) -> str:
        """Label and heads together; where neither names a thing, the caption does."""
        label = self._label(labels, named, row)
        head = ""
        for words in heads:
            name = head_name(_bare_of_change(words.name))
            if name and name not in label + head:
                head += name
        if any(words.is_index for words in (*heads, *named)) and "指数" not in label + head:
            head += "指数"
        is_of_whole = bool(labels) and self._whole(row) is not None
        is_measured = unit[3] or any(words.measure[3] for words in named)
        says_thing = head or is_of_whole or is_measured or self._grammar.measure_noun.search(label)
        is_whole = bool(head) if not label or is_total(label) else says_thing
        is_specific = len(head) > _GENERIC or (len(head) == _GENERIC and self._grammar.measure_noun.search(head))
        if is_whole and (label or is_specific):
            return label + head
        for start, end in self._grid.captions:
            name = caption_name(self._clean[start:end], self._grammar)
            if is_whole and len(head) > 2 and head[-2:] in name:
                continue
            if is_whole and len(name + head) > _LONGEST_NAME:
                continue
            if len(name) > 1 and name not in label and not is_total(name):
                return _joined(label, name, head)
        return label + head or (heads[-1].name if heads else "")

    def _label(self, labels: Sequence[Cell], named: Sequence[Words], row: int) -> str:
        parts = []
        for words in named:
            name = label_name(words.name)
            if name and not (words.times and not head_name(name)) and name not in parts:
                parts.append(name)
        label = "".join(parts)
        if labels and named[-1].role is Role.CHANGE and not head_name(_bare_of_change(label)):
            above = self._grid.at(row - 1, 0)
            return (
                label_name(self._words(above).name) if above is not None and above.row not in self._grid.heads else ""
            )
        whole = self._whole(row) if labels and not self._grammar.measure_noun.search(label) else None
        name = label_name(self._words(whole).name) if whole is not None else ""
        return label if name in label else name + label


_GENERIC = 4  # characters of a head that may name no thing (排放量)
_LONGEST_NAME = 28
_BRACKETS = re.compile(r"\(([^()]{2,40})\)")
_RELATIVE = frozenset({QuantityKind.PERCENT, QuantityKind.PERCENTAGE_POINT, QuantityKind.PERMILLE})
_CHANGE_WORDS = re.compile(
    "同比|环比|[比较](?:上|去)年(?:同[期月季]|末)?|[比较]上月|[比较]年初|[比较](?:19|20)\\d\\d年|增长(?:率|速度)?|增速|增幅|增减(?:量|额|率|幅度)?|升降(?:幅度)?|变化(?:量|率|幅度|情况)?|变幅"
    "|降幅|涨跌幅?|涨幅|增加额|减少额|±|幅度"
)


def _is_earlier(one: Mention, other: Mention) -> bool:
    """Whether a level is of an earlier time than another, which it serves as a base."""
    return one.span is not None and other.span is not None and one.span.end < other.span.end


def _without_units(heads: Sequence[Words], grammar: Grammar) -> list[Words]:
    """The heads, those below others that are but a unit taken for one (总人口 over 万人)."""
    found = list(heads[:1])
    for words in heads[1:]:
        measure = measure_of(words.name, 0, grammar) if words.name and not words.measure[3] else NO_MEASURE
        found.append(replace(words, name="", measure=measure) if measure[3] else words)
    return found


def _bare_of_change(name: str) -> str:
    return _CHANGE_WORDS.sub("", name)


def _says_only_value(heads: Sequence[Words]) -> bool:
    """Whether a head merely calls its numbers values of indicators (指标值)."""
    return all(not words.name or re.fullmatch("(?:统计)?指标(?:值|数值)?", words.name) for words in heads)


def _joined(label: str, name: str, head: str) -> str:
    """A name of label, caption and head; where the label is a place, or a whole, the thing follows it."""
    if PLACES.fullmatch(label) or len(label) <= 8:
        return label + name + (head if head not in name else "")
    return label + head


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


def _link(mentions: Sequence[Mention]) -> None:
    """Point a row's changes and rates to the level they stand beside."""
    for index, mention in enumerate(mentions):
        if mention.role in (Role.CHANGE, Role.RATE) and mention.level is None:
            levels = [
                m
                for m in mentions[:index]
                if m.role is Role.ACTUAL and (m.token.quantity_kind is not QuantityKind.PERCENT or m.span is not None)
            ]
            beside = [level for level in levels if level.span == mention.span] or levels[-1:]
            mention.level = beside[-1] if beside else None
