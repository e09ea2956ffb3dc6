"""Tables set with blanks in plain text, by alignment or as a page's text order leaves them.

A line of a table is a label and values with blanks between. How many cells the lines on either side have, and which
numbers a blank for the thousands can be part of, decide which blanks part cells; where several ways stand open and the
columns do not tell, every piece stays a cell of its own whose column is unknown.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from math import log10
from statistics import median

from hedui.documents import cells as shapes
from hedui.documents.document import Slot
from hedui.documents.extract import Row
from hedui.documents.fold import LEFT_OUT
from hedui.documents.formats.aligned_text import aligned_run

_PIECE = re.compile(rf"[^ \n{LEFT_OUT}]+")
_SENTENCE = re.compile("[。;!?]")
_GROUP = re.compile(r"\d{3}(?:\.\d+)?(?:[%*#^]|\(\d\))*")
_DIGITS = re.compile(r"\d")
_LABEL_HEAD = re.compile("(?:年[份度]|月份|时间|地区|项目|指标|城市|区县|县区|名称|类别|单位).{0,4}")
_MEASURE = re.compile("[量数值率额]$")
_HAN = re.compile("[\u3400-\u9fff]")
_FOREIGN_WORD = re.compile("[a-z]{3}|[A-Z][a-z]")

_LONGEST = 160  # characters of a line of a table
_LONGEST_LABEL = 40
_LONGEST_FRAGMENT = 16  # of a line that holds but part of a cell
_MOST_FRAGMENTS = 12  # lines over which the cells of one row may be broken
_MOST_PIECES = 60
_MOST_WAYS = 200
_WIDE = 2  # blanks that part cells for sure
_FAR = 0.3  # how much better, in orders of magnitude, one way must fit the columns than the next


@dataclass(slots=True)
class _Line:
    """A line by its pieces: those of the label, then the values.

    ``lead`` are the lines that its label begins on, ``sections`` those above it that name what follows;
    ``is_translated`` says that a foreign name stood behind the label, which was left out.
    """

    start: int
    end: int
    label: list[tuple[int, int]]
    values: list[tuple[int, int]]
    is_wide: bool
    is_translated: bool
    lead: "list[_Line]" = field(default_factory=list)
    sections: "list[_Line]" = field(default_factory=list)

    @property
    def is_data(self) -> bool:
        return bool(self.values)

    @property
    def words(self) -> tuple[int, int]:
        """From the first piece to the last, without the foreign name."""
        pieces = self.label + self.values
        return pieces[0][0], pieces[-1][1]


def read_set_tables(folded: str, lines: Sequence[tuple[int, int]]) -> list[list[Row]]:
    """Tables among lines of folded, simplified text; their rows carry no number yet."""
    lines = [line for line in lines if not _is_translation(folded, *line)]
    read = [_line(folded, start, end) for start, end in lines]
    tables = []
    at = 0
    while at < len(read):
        stop, rows = aligned_run(folded, lines, at)
        if rows:
            tables.append(rows)
            at = stop
            continue
        stop = _run(read, folded, at)
        if stop == at:
            at += 1
            continue
        first = max(_head_begins(read, folded, at), _end_of(tables, lines))
        if rows := _Table(folded, read[first:at], read[at:stop]).rows():
            tables.append(rows)
        at = stop
    return tables


def _end_of(tables: Sequence[Sequence[Row]], lines: Sequence[tuple[int, int]]) -> int:
    """The first line behind the last table."""
    end = tables[-1][-1].end if tables else -1
    return bisect_left(lines, (end, 0))


def _line(folded: str, start: int, end: int) -> _Line | None:
    """A line as one of a table; None where it can be none."""
    if end - start > _LONGEST or _SENTENCE.search(folded, start, end):
        return None
    pieces = _joined_brackets(folded, [match.span() for match in _PIECE.finditer(folded, start, end)])
    found, pieces = pieces, _without_translation(folded, pieces)
    is_translated = len(pieces) < len(found)
    pieces = _spaced_out_joined(folded, pieces)
    if not pieces or len(pieces) > _MOST_PIECES:
        return None
    label = len(pieces)
    while label and _is_cell(folded[slice(*pieces[label - 1])]):
        label -= 1
    if not label and len(pieces) > 1 and shapes.is_time(folded[slice(*pieces[0])]):
        label = 1
    if all(not _DIGITS.search(folded, *piece) for piece in pieces[label:]):
        label = len(pieces)
    if all(shapes.is_time(folded[slice(*piece)]) for piece in pieces[label:]):
        label = len(pieces)  # a head of years
    if label < len(pieces) and sum(right - left for left, right in pieces[:label]) > _LONGEST_LABEL:
        return None
    gaps = [folded.count(" ", one[1], other[0]) for one, other in pairwise(pieces)]
    is_wide = any(gap >= _WIDE for gap in gaps)
    return _Line(start, found[-1][1], pieces[:label], pieces[label:], is_wide, is_translated)


def _is_cell(piece: str) -> bool:
    return shapes.is_number(piece) or shapes.is_aside(piece) or shapes.is_none(piece)


def _is_translation(folded: str, start: int, end: int) -> bool:
    """Whether a line says in a foreign language what the line above says, as yearbooks do: words, and no number."""
    return (
        not (_HAN.search(folded, start, end) or _DIGITS.search(folded, start, end))
        and _FOREIGN_WORD.search(folded, start, end) is not None
    )


def _without_translation(folded: str, pieces: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pieces without the foreign words that repeat a Chinese name behind it (``降水量 (毫米) Precipitation (mm)``)."""
    kept: list[tuple[int, int]] = []
    is_foreign = False
    has_name = False
    for piece in pieces:
        text = folded[slice(*piece)]
        has_name = has_name or _HAN.search(text) is not None
        is_known = _HAN.search(text) or _is_cell(text) or shapes.is_time(text)
        is_foreign = has_name and not is_known and (is_foreign or _FOREIGN_WORD.search(text) is not None)
        if not is_foreign:
            kept.append(piece)
    return kept


def _spaced_out_joined(folded: str, pieces: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pieces, the characters of a word that is set wide joined (``项    目``)."""
    joined: list[tuple[int, int]] = []
    for start, end in pieces:
        before = joined[-1] if joined else (0, 0)
        if end - start == before[1] - before[0] == 1 and _HAN.match(folded, start) and _HAN.match(folded, before[0]):
            joined[-1] = before[0], end
        else:
            joined.append((start, end))
    return joined


def _joined_brackets(folded: str, pieces: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pieces, those of one bracket joined (``(小时 )``), and words in brackets or marks to what they stand behind."""
    joined: list[tuple[int, int]] = []
    depth = 0
    for start, end in pieces:
        text = folded[start:end]
        is_behind = text in ("#", "*", "^") or (text[0] == "(" and not _DIGITS.search(text))
        if depth > 0 or (joined and is_behind and start - joined[-1][1] < _WIDE):
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
        depth = max(0, depth)
        depth += folded.count("(", start, end) - folded.count(")", start, end)
    return joined


def _run(read: Sequence[_Line | None], folded: str, at: int) -> int:
    """Where the run of a table's lines that begins at ``at`` ends; ``at`` itself where none begins."""
    line = read[at]
    if line is None or not line.is_data:
        return at
    stop = last = at
    data = 0
    while stop < len(read) and (line := read[stop]) is not None:
        if line.is_data:
            data, last = data + 1, stop
        elif stop - last >= _MOST_FRAGMENTS or not _is_fragment(line, folded):
            break
        stop += 1
    return last + 1 if data > 1 or (data == 1 and _years_above(read, folded, at)) else at


def _is_fragment(line: _Line, folded: str) -> bool:
    text = folded[slice(*line.words)]
    return len(text) <= _LONGEST_FRAGMENT and len(line.label) < 3 and not text.endswith((":", ",", "、"))


def _years_above(read: Sequence[_Line | None], folded: str, at: int) -> bool:
    above = read[at - 1] if at else None
    return above is not None and len(above.label) > 2 and shapes.is_head(_texts(folded, above.label))


def _head_begins(read: Sequence[_Line | None], folded: str, at: int) -> int:
    """The first of the lines above ``at`` that hold the table's head."""
    first = at
    while first and at - first < _MOST_FRAGMENTS and (line := read[first - 1]) is not None and not line.is_data:
        text = folded[slice(*line.words)]
        if text.endswith((":", ",", "、")) or shapes.is_full_line([text]) or shapes.CAPTION_LINE.match(text):
            break
        is_words = len(line.label) > 1 or len(text) <= _LONGEST_FRAGMENT
        if not is_words:
            break
        first -= 1
    return first


def _texts(folded: str, pieces: Sequence[tuple[int, int]]) -> list[str]:
    return [folded[start:end] for start, end in pieces]


class _Table:
    """The lines of one table, head and body, brought into rows and columns."""

    def __init__(self, folded: str, head: Sequence[_Line | None], body: Sequence[_Line | None]) -> None:
        self._folded = folded
        heads = [line for line in head if line is not None]
        whole = next((at for at in range(len(heads), 0, -1) if self._is_of_times(heads[at - 1])), len(heads))
        self._head = heads[:whole]
        self._body = self._with_leads([*heads[whole:], *(line for line in body if line is not None)])
        self._has_label = sum(bool(line.label or line.lead) for line in self._body) * 2 > len(self._body) or any(
            line.label for line in self._body
        )

        patterns = {(len(line.values), self._aside_places(line)) for line in self._body}
        self._has_aside_columns = len(patterns) == 1  # numbers in brackets are columns of their own

    def rows(self) -> list[Row]:
        """The rows; none where the lines are no table after all."""
        count = self._count()
        if not count or (not self._head and not self._is_regular(count)):
            return []
        rows = self._head_rows(count) if self._head else []
        if self._head and not rows and not self._is_regular(count):
            return []
        usual = self._medians(count)
        for line in self._body:
            rows += [Row((one.words,), False, 0, (Slot(0),), (one.start, one.end)) for one in line.sections]
            rows.append(self._row(line, count, usual))
        return rows

    # --- lines ------------------------------------------------------------------------------------------------------

    def _with_leads(self, lines: Sequence[_Line]) -> list[_Line]:
        """Lines with values; a line without is where the label of the next one begins, or names those that follow."""
        found: list[_Line] = []
        lead: list[_Line] = []
        sections: list[_Line] = []
        for line in lines:
            if line.is_data:
                line.lead, lead = lead, []
                line.sections, sections = sections, []
                found.append(line)
            else:
                (sections if line.is_translated and not lead else lead).append(line)
        return found

    def _is_regular(self, count: int) -> bool:
        """Whether lines without a head are a table all the same: several of them, all of ``count`` cells."""
        fitting = sum(any(True for _ in self._ways(line, count)) for line in self._body)
        wide = all(line.is_wide for line in self._body)
        return self._has_label and fitting == len(self._body) and len(self._body) >= (2 if wide else 3) and count > 1

    # --- columns ----------------------------------------------------------------------------------------------------

    def _count(self) -> int:
        """How many columns of values there are: as many as the head names where they fit, else what fits most lines."""
        for line in reversed(self._head):
            for count in (len(line.label) - self._has_label, len(line.label)):
                if count > 0 and self._is_whole_head(line, count) and self._fits(count):
                    return count
        votes: dict[int, float] = {}
        for line in self._body:
            for count in range(max(1, (len(line.values) - 1) // 3), len(line.values) + 1):
                if ways := self._ways(line, count):
                    votes[count] = votes.get(count, 0.0) + 1 / len(ways)
        return max(votes, key=lambda count: (votes[count], count), default=0)

    def _fits(self, count: int) -> bool:
        """Whether no line has more cells than ``count``, and one has as many, or all but what stands below it."""
        reached = False
        for line in self._body:
            cells = len(self._without_asides(line.values))
            exact = bool(self._ways(line, count))
            if not exact and cells > count:
                return False
            reached = reached or exact or (count > 2 and cells == count - 1)
        return reached

    def _is_of_times(self, line: _Line) -> bool:
        """Whether a line of the head is whole and names times: ``年份 2008 2009 2010``."""
        texts = _texts(self._folded, line.label)
        return len(texts) > 2 and all(map(shapes.is_time, texts[1:]))

    def _is_whole_head(self, line: _Line, count: int) -> bool:
        """Whether a line of the head may name ``count`` columns alone."""
        texts = _texts(self._folded, line.label)
        if len(texts) == count + 1:
            return not shapes.is_time(texts[0]) and (len(self._head) == 1 or self._is_of_times(line) or count > 1)
        return (not self._has_label or all(map(shapes.is_time, texts))) and (len(self._head) == 1 or count > 1)

    def _ways(self, line: _Line, count: int) -> list[list[tuple[int, int]]]:
        """The ways to bring the values of a line to ``count`` cells: thousands joined, asides put to their number."""
        if len(line.values) == count and (self._has_aside_columns or not self._aside_places(line)):
            return [list(line.values)]
        values = self._without_asides(line.values)
        surplus = len(values) - count
        if surplus < 0:
            return []
        if not surplus:
            return [values]
        seams = [
            number
            for number in range(1, len(values))
            if _GROUP.fullmatch(self._number(values[number]))
            and self._folded[values[number - 1][1] : values[number][0]] == " "
            and self._folded[slice(*values[number - 1])].lstrip("-+").isdigit()
        ]
        ways = []
        for chosen in combinations(seams, surplus):
            cells: list[tuple[int, int]] = []
            for number, value in enumerate(values):
                if number in chosen:
                    cells[-1] = cells[-1][0], value[1]
                else:
                    cells.append(value)
            numbers = [self._number(cell) for cell in cells]
            if all(" " not in number or _GROUPED.fullmatch(number) for number in numbers):
                ways.append(cells)
            if len(ways) > _MOST_WAYS:
                break
        return ways

    def _aside_places(self, line: _Line) -> tuple[int, ...]:
        """Which values of a line are asides."""
        return tuple(at for at, value in enumerate(line.values) if shapes.is_aside(self._folded[slice(*value)]))

    def _number(self, cell: tuple[int, int]) -> str:
        """The number of a cell, without what stands in brackets behind it."""
        return self._folded[slice(*cell)].split(" (")[0]

    def _without_asides(self, values: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        cells: list[tuple[int, int]] = []
        for value in values:
            if cells and shapes.is_aside(self._folded[slice(*value)]):
                cells[-1] = cells[-1][0], value[1]
            else:
                cells.append(value)
        return cells

    def _medians(self, count: int) -> list[float]:
        """The usual order of magnitude of each column, by the lines that can be read in one way only."""
        orders: list[list[float]] = [[] for _ in range(count)]
        for line in self._body:
            ways = self._ways(line, count)
            if len(ways) == 1:
                for column, cell in enumerate(ways[0]):
                    if (order := self._order(cell)) is not None:
                        orders[column].append(order)
        return [median(found) if found else 0.0 for found in orders]

    def _order(self, cell: tuple[int, int]) -> float | None:
        text = self._folded[slice(*cell)].split("(")[0]
        digits = re.sub(r"[^\d.]", "", text).strip(".")
        if not digits or digits.count(".") > 1:
            return None
        return log10(float(digits) + 1)

    # --- rows -------------------------------------------------------------------------------------------------------

    def _row(self, line: _Line, count: int, usual: Sequence[float]) -> Row:
        label = [(line.lead[0] if line.lead else line).words[0], line.label[-1][1]] if line.label else None
        if line.lead and not line.label:
            label = [line.lead[0].words[0], line.lead[-1].end]
        shift = int(self._has_label)
        ways = self._ways(line, count)
        cells, columns = self._placed(line, count, ways, usual)
        spans: list[tuple[int, int]] = []
        slots: list[Slot] = []
        wide = [] if line.lead else self._label_cells(line)
        if len(wide) > 1:
            for number, span in enumerate(wide):
                spans.append(span)
                slots.append(Slot(number))
            shift = len(wide)
        elif label:
            spans.append((label[0], label[1]))
            slots.append(Slot(0))
        spans += cells
        slots += [Slot(column + shift if column >= 0 else -1) for column in columns]
        return Row(tuple(spans), False, 0, tuple(slots), (line.lead[0].start if line.lead else line.start, line.end))

    def _label_cells(self, line: _Line) -> list[tuple[int, int]]:
        """The cells of words before the values, parted where blanks are wide (``煤炭消费  万吨  1569``)."""
        cells: list[tuple[int, int]] = []
        named = max((len(head.label) for head in self._head), default=0)
        total = len(line.label) + len(line.values)
        for piece in line.label:
            gap = self._folded.count(" ", cells[-1][1], piece[0]) if cells else _WIDE
            is_unit = cells and self._folded[piece[0]] == "("
            if not is_unit and (gap >= _WIDE or (len(self._head) == 1 and named == total)):
                cells.append(piece)
            else:
                cells[-1] = cells[-1][0], piece[1]
        return cells

    def _placed(
        self, line: _Line, count: int, ways: Sequence[list[tuple[int, int]]], usual: Sequence[float]
    ) -> tuple[list[tuple[int, int]], list[int]]:
        """The cells of a line, and the column of each."""
        if len(ways) == 1:
            return ways[0], list(range(count))
        if len(ways) > 1:
            costs = sorted((self._cost(way, usual), number) for number, way in enumerate(ways))
            if costs[0][0] + _FAR < costs[1][0]:
                return ways[costs[0][1]], list(range(count))
        values = self._without_asides(line.values)
        if len(values) < count:
            if line.is_wide and (placed := self._aligned(values, count)):
                return values, placed
            if line.label or line.lead:
                return values, list(range(len(values)))
            return values, list(range(count - len(values), count))
        return list(line.values), [-1] * len(line.values)

    def _cost(self, way: Sequence[tuple[int, int]], usual: Sequence[float]) -> float:
        """How far values are from those of their columns; under times, where a row is one quantity, from each other."""
        orders = [self._order(cell) for cell in way]
        if any(map(self._is_of_times, self._head)):
            found = [order for order in orders if order is not None]
            return max(found) - min(found) if found else 0.0
        if not any(usual):
            return 0.0  # nothing tells
        return sum(abs(order - typical) for order, typical in zip(orders, usual, strict=True) if order is not None)

    def _aligned(self, values: Sequence[tuple[int, int]], count: int) -> list[int]:
        """Columns by where values stand on their line, against the lines that have them all."""
        whole = [way[0] for line in self._body if len(way := self._ways(line, count)) == 1]
        if not whole:
            return []
        edges = [median([self._place(way[column][1]) for way in whole]) for column in range(count)]
        placed: list[int] = []
        for value in values:
            free = range(placed[-1] + 1 if placed else 0, count)
            if not free:
                return []
            placed.append(min(free, key=lambda column: abs(edges[column] - self._place(value[1]))))
        return placed

    def _place(self, at: int) -> int:
        """Printed column of a place in the text."""
        line = self._folded.rfind("\n", 0, at) + 1
        return sum(2 if ord(character) > 0x2E7F else 1 for character in self._folded[line:at])

    # --- the head ---------------------------------------------------------------------------------------------------

    def _head_rows(self, count: int) -> list[Row]:
        """Rows of the head: one for each line where lines name all columns, else one put together from all lines."""
        lines = self._head
        labels = max([len(self._label_cells(line)) for line in self._body if not line.lead] or [1])
        total = count + (max(1, labels) if self._has_label else 0)
        named = [line for line in lines if len(line.label) in (total, count)]
        if lines and named and lines[-1] is named[-1]:
            rows = []
            for line in lines:
                cells = line.label
                if len(cells) == total:
                    columns, width = list(range(total)), 1
                elif len(cells) == count and len(cells) > 1:
                    columns, width = list(range(total - count, total)), 1
                else:
                    first = [cells[0]] if cells and len(cells) > 1 and count % (len(cells) - 1) == 0 else []
                    if first and count % len(cells) != 0:
                        width = count // (len(cells) - 1)
                        columns = [0, *range(total - count, total, width)]
                    elif cells and count % len(cells) == 0 and len(cells) > 1:
                        width = count // len(cells)
                        columns = list(range(total - count, total, width))
                    else:
                        continue
                slots = tuple(Slot(column, width if column >= total - count else 1) for column in columns)
                rows.append(Row(tuple(cells), True, 0, slots, (line.start, line.end)))
            return rows
        return self._torn_head(count, total)

    def _torn_head(self, count: int, total: int) -> list[Row]:
        """A head whose cells were broken over lines, put together where fragments seem to go on."""
        pieces: list[list[tuple[int, int]]] = []  # cells by their fragments
        opened = False
        for line in self._head:
            for piece in line.label:
                text = self._folded[slice(*piece)]
                if pieces and (opened or text[0] in "(#*^"):
                    pieces[-1].append(piece)
                else:
                    pieces.append([piece])
                opened = self._is_open(pieces[-1])
        spans = [(cell[0][0], cell[-1][1]) for cell in pieces]
        texts = [re.sub(r"\s", "", self._folded[start:end]) for start, end in spans]
        over: tuple[int, int] | None = None
        while len(spans) > total and (tied := self._tied(texts, spans)):
            self._join(tied, texts, spans)
        is_grouped = len(spans) > max(total, 2) and _LABEL_HEAD.fullmatch(texts[0]) and _MEASURE.search(texts[1])
        if is_grouped and not any(_MEASURE.search(re.sub(r"\(.*", "", text)) for text in texts[2:]):
            over = spans[1]
        while len(spans) > total + (over is not None):
            first = 2 if over else 1
            seams = range(first + 1, len(spans)) if len(spans) > first + 1 else range(0)
            if not seams:
                return []
            self._join(
                min(seams, key=lambda at: self._looseness(texts[at], spans[at - 1][1], spans[at][0])), texts, spans
            )
        if len(spans) != total + (over is not None):
            return []
        slots = [Slot(column) for column in range(total)]
        whole = (self._head[0].start, self._head[-1].end)
        if not over:
            return [Row(tuple(spans), True, 0, tuple(slots), whole)]
        if "\n" not in self._folded[over[1] : spans[2][0]]:
            return []
        group = (slots[0], Slot(total - count, count))
        return [
            Row(tuple(spans[:2]), True, 0, group, (whole[0], over[1])),
            Row(tuple(spans[2:]), True, 0, tuple(slots[1:]), (spans[2][0], whole[1])),
        ]

    def _is_open(self, cell: Sequence[tuple[int, int]]) -> bool:
        text = self._folded[cell[0][0] : cell[-1][1]]
        return text.count("(") > text.count(")")

    def _tied(self, texts: Sequence[str], spans: Sequence[tuple[int, int]]) -> int:
        """The first fragment that a line break parts from one which cannot end a name; 0 where there is none."""
        for at in range(2, len(texts)):
            if texts[at - 1].endswith(_TIES) and "\n" in self._folded[spans[at - 1][1] : spans[at][0]]:
                return at
        return 0

    def _join(self, at: int, texts: list[str], spans: list[tuple[int, int]]) -> None:
        spans[at - 1 : at + 1] = [(spans[at - 1][0], spans[at][1])]
        texts[at - 1 : at + 1] = [texts[at - 1] + texts[at]]

    def _looseness(self, after: str, end: int, start: int) -> tuple[bool, int]:
        """How unlike it is that a fragment goes on with the one before it: only a line break parts what does."""
        return "\n" not in self._folded[end:start], len(after)


_TIES = ("的", "及", "和", "与", "/", "、")
_GROUPED = re.compile(r"[-+]?\d{1,3}(?: \d{3})+(?:\.\d+)?[%*#^]*")
