"""Repair of damaged text with a map back to the file: stray blanks, lines broken in mid-sentence, page numbers.

Nothing is guessed: characters are folded one to one or left out, never added or reordered.
"""

import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import NamedTuple

from hedui.documents.document import Text
from hedui.documents.extract import Row
from hedui.documents.fold import LEFT_OUT, simple_form
from hedui.documents.labels import FIELD, LABEL, SALUTATION
from hedui.documents.wrapping import columns, first_piece
from hedui.vocabulary.codes import Script

_GAP = re.compile(f"[ {LEFT_OUT}][ {LEFT_OUT}]*")  # a class first is found twice as fast
_BLANKS = " " + LEFT_OUT
_LINE = re.compile(r"[^\n]+")

_PAGE_NUMBER = re.compile(r"[-—~·] ?\d{1,4} ?[-—~·]|第 ?\d{1,4} ?页(?:[,/ ]{0,2}共 ?\d{1,4} ?页)?")
_BARE_NUMBER = re.compile(r"\d{1,4}")
_LONGEST_PAGE_NUMBER = 20
_DRAWN = re.compile(r"(?=[-|+:= —\u2500-\u257f]{3})(?=[^|+]*[|+])[-|+:= —\u2500-\u257f]+")
"""A line that only draws the rule of a table."""
_MARKUP = re.compile(r"(?:>|#{1,6}) ")

_CLOSERS = "”’\"')》〉】〕]"
_ENDINGS = frozenset("。!?;:…")
_DELIVERY = re.compile(r"[—(]{0,3}\d{4}年\d{1,2}月\d{1,2}日在(?:(?!会议上)[^。,]){2,60}")
_OPEN_ENDINGS = frozenset(",、(《〈“‘〔/+×~")
_TAIL_STARTS = frozenset(",。、;:!?)》〉”’〕%")
_RUNS_ON = re.compile(r"\d[\d.,]*+(?![ 年月日])|\.\d|以[上下内]|的")
# A number and its unit, which a line's end may part anywhere; a unit of one character is sure in running text alone.
_LONG_UNIT = (
    "微克/立方米|毫克/立方米|毫克/升|微克|毫克|平方米|平方公里|立方米|公里|公顷|千瓦时|千瓦|个百分点|[亿万]元|万吨|万亩"
)
_MEASURE = re.compile(rf"\d[百千万亿]*(?:{_LONG_UNIT})")
_SHORT_MEASURE = re.compile(r"\d[百千万亿]*[吨亩元户辆%]")
_OPEN_DECIMAL = re.compile(r"[\u4e00-\u9fff]\d{1,4}\.$")
_OPEN_NUMBER = re.compile(r"[为达到至约近超过]\d{1,4}$")
_REST_OF_MEASURE = re.compile(rf"\d{{1,4}}(?:\.\d+)?[百千万亿]*(?:{_LONG_UNIT}|[吨亩%])")
_SPLIT_DECIMAL = re.compile(r"\d{1,3}\. \d[\d ]*+(?!年)")
_INNER_STOP = re.compile("[,。;]")
_BRACKETED = re.compile(r"\([^()]*\)$")
_SENTENCE_STOP = re.compile("[。;!?]")
_LONGEST_HEADING = 40

# Where this many lines, and this share of those that may have been, were broken within a measure, all were broken.
_FEWEST_TORN = 2
_TORN_SHARE = 0.3
_NAMES_GENRE = re.compile("(?:公报|报告|通报|公告|月报|季报|年报|快报|简报|通知|方案|规划|计划)$")
# A document is hard-wrapped when this share of the lines that may have been broken are full, to the slack in columns,
# and hardly any line is wider.
_WRAPPED_SHARE = 0.5
_WIDER_SHARE = 0.1
_FEWEST_FULL = 3
# Running text without a stop at its end was broken where its line has at least this share of a full one.
_NEARLY_FULL = 0.75
_WRAP_SLACK = 4
_NARROWEST_WRAP = 40
_WIDEST_WRAP = 200
# Where this share of running lines, those broken by the wrap aside, ends in a stop, one that does not was broken.
_PUNCTUATED_SHARE = 0.8


class _Line(NamedTuple):
    """A line of folded text without its outer blanks.

    Attributes:
        start: where it begins in the text.
        end: where it ends.
        text: its text.
        columns: its printed width, the indentation included.
        printed: it as printed, before folding.
        indent: the blanks in front.
        row: the table row that it is, if any.
        is_after_blank: whether an empty line stands before it.
        is_opening: whether a label, a field's name or a salutation begins it.
        is_heading: whether it is a short labelled line without a stop.
        is_field: whether a field's name begins it.
        is_ended: whether it ends in a stop.
    """

    start: int
    end: int
    text: str
    columns: int
    printed: str
    indent: int
    row: Row | None
    is_after_blank: bool
    is_opening: bool
    is_heading: bool
    is_field: bool
    is_ended: bool

    @property
    def first(self) -> int:
        """Printed width of what could not be parted from its beginning to fill the line before."""
        return columns(self.printed[: len(first_piece(self.text))])

    @property
    def is_running(self) -> bool:
        """Whether it is running text, by a pause or a stop within."""
        is_titled = self.is_heading or self.is_field
        return not is_titled and _INNER_STOP.search(_BRACKETED.sub("", self.text)) is not None


def repair(raw: str, rows: Sequence[Row] = ()) -> tuple[Text, Script]:
    """Repair extracted text for reading; ``rows`` are its table rows, whose cells are kept apart by tabs.

    Returns:
        The text with its offsets, one line for each block, and the script of the original.
    """
    folded, script = simple_form(raw)
    folded = _on_one_line(folded, rows)
    lines = _without_furniture(list(_lines(raw, folded, {row.start: row for row in rows})))
    layout = _Layout.of(lines)
    parts: list[str] = []
    offsets = array("I")
    is_running = False  # whether the paragraph so far is running text
    for number, line in enumerate(lines):
        head = ""  # what the line goes on with
        if number:
            before = lines[number - 1]
            is_joined = _continues(before, line, layout, is_running)
            _emit_joint(folded, before, line, is_joined, parts, offsets)
            is_running = is_running and is_joined
            head = before.text[-_REACH:] if is_joined else ""
        is_running = is_running or line.is_running
        _emit_line(raw, folded, line, head, parts, offsets)
    return Text(raw, "".join(parts), offsets), script


def _on_one_line(folded: str, rows: Sequence[Row]) -> str:
    """The text with the line breaks within table rows, whose cells were broken to fit, as blanks."""
    parts, at = [], 0
    for row in rows:
        if "\n" in (inside := folded[row.start : row.end]):
            parts += [folded[at : row.start], inside.replace("\n", " ")]
            at = row.end
    return "".join([*parts, folded[at:]])


def _lines(raw: str, folded: str, rows: Mapping[int, Row]) -> Iterator[_Line]:
    end = -1
    for match in _LINE.finditer(folded):
        left = match.group().lstrip(_BLANKS)
        text = left.rstrip(_BLANKS)
        if not text:
            continue
        start = match.end() - len(left)
        row = rows.get(match.start())
        if row is None and (markup := _MARKUP.match(text)):
            start += markup.end()
            text = text[markup.end() :]
        is_after_blank = end >= 0 and folded.count("\n", end, match.start()) > 1
        end = start + len(text)
        label = LABEL.match(text)
        is_field = FIELD.match(text) is not None
        yield _Line(
            start=start,
            end=end,
            text=text,
            columns=columns(raw[match.start() : end]),
            printed=raw[start:end],
            indent=start - match.start(),
            row=row,
            is_after_blank=is_after_blank,
            is_opening=label is not None or is_field or SALUTATION.match(text) is not None,
            is_heading=label is not None
            and len(text) <= _LONGEST_HEADING
            and not _SENTENCE_STOP.search(text, label.end()),
            is_field=is_field,
            is_ended=_is_ended(text),
        )


def _without_furniture(lines: list[_Line]) -> list[_Line]:
    """Leave out page numbers (dressed ones, and bare ones alone between blank lines that count up) and drawn rules."""
    bare = [
        line
        for line, after in zip_longest(lines, lines[1:])
        if line.is_after_blank and (after is None or after.is_after_blank) and _BARE_NUMBER.fullmatch(line.text)
    ]
    numbers = [int(line.text) for line in bare]
    counts_up = len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    furniture = {line.start for line in bare} if counts_up else set()
    return [
        line
        for line in lines
        if line.start not in furniture
        and (
            line.row is not None
            or not (
                (len(line.text) <= _LONGEST_PAGE_NUMBER and _PAGE_NUMBER.fullmatch(line.text))
                or _DRAWN.fullmatch(line.text)
            )
        )
    ]


@dataclass(frozen=True, slots=True)
class _Layout:
    """How the lines of a document were laid out.

    Attributes:
        wrap: columns of a full line in a hard-wrapped document; 0 where lines are paragraphs.
        margin: the usual indentation.
        is_parted: whether paragraphs can be told by an indentation beyond the margin, or by blank lines.
        is_punctuated: whether running lines end in a stop as a rule, so that one that does not was broken.
        is_ragged: whether lines were broken anywhere, many of them within a number or its unit.
    """

    wrap: int
    margin: int
    is_parted: bool
    is_punctuated: bool
    is_ragged: bool

    @classmethod
    def of(cls, lines: Sequence[_Line]) -> "_Layout":
        prose = [line for line in lines if line.row is None]
        indents = sorted(line.indent for line in prose)
        margin = indents[len(indents) // 2] if indents else 0
        deeper = sum(indent > margin + 1 for indent in indents)
        after_blank = sum(line.is_after_blank for line in prose)
        wrap = _wrap(lines, prose)
        closing = [
            line
            for line, after in zip_longest(lines, lines[1:])
            if line.row is None and line.is_running and not (wrap and after and _is_full(line, after, wrap))
        ]
        ended = sum(line.is_ended for line in closing)
        return cls(
            wrap=wrap,
            margin=margin,
            is_parted=deeper >= max(2, len(prose) // 50) or after_blank >= max(2, len(prose) // 20),
            is_punctuated=ended >= _PUNCTUATED_SHARE * len(closing),
            is_ragged=_is_ragged(lines),
        )


def _is_ragged(lines: Sequence[_Line]) -> bool:
    """Whether many of the lines that do not end in a stop end within a number or its unit."""
    joints = [
        (before, line)
        for before, line in pairwise(lines)
        if not (before.row or line.row or before.is_ended or line.is_opening or line.is_after_blank)
    ]
    torn = sum(_parts_measure(before.text, line.text, False) for before, line in joints)
    return torn >= _FEWEST_TORN and torn >= _TORN_SHARE * len(joints)


def _wrap(lines: Sequence[_Line], prose: Sequence[_Line]) -> int:
    """Columns at which lines were broken, judged by those that may have been; 0 if none were."""
    open_lines = [
        (before, line)
        for before, line in pairwise(lines)
        if not (before.row or line.row or before.is_ended or before.is_heading or before.is_field or line.is_opening)
    ]
    widths = sorted(before.columns for before, _ in open_lines)
    usual = widths[len(widths) * 9 // 10] if widths else 0
    if not _NARROWEST_WRAP <= usual <= _WIDEST_WRAP:
        return 0
    full = sum(_is_full(before, line, usual) and before.columns <= usual + _WRAP_SLACK for before, line in open_lines)
    wider = sum(line.columns > usual + _WRAP_SLACK for line in prose)
    is_wrapped = full >= max(_FEWEST_FULL, _WRAPPED_SHARE * len(open_lines)) and wider <= _WIDER_SHARE * len(prose)
    return usual if is_wrapped else 0


def _is_full(before: _Line, line: _Line, wrap: int) -> bool:
    """Whether what begins ``line`` had no room at the end of the line before it."""
    return before.columns + max(line.first, _WRAP_SLACK) >= wrap


def _is_ended(text: str) -> bool:
    return (text.rstrip(_CLOSERS) or text)[-1] in _ENDINGS or text.endswith("摄")  # a caption names its photographer


def _continues(before: _Line, line: _Line, layout: _Layout, is_running: bool) -> bool:
    """Whether a line goes on with the paragraph of the line before it, which so far ``is_running`` text or not."""
    if before.row or line.row:
        return False
    if line.text[0] in _TAIL_STARTS:
        return True
    if layout.is_ragged and not (before.is_ended or line.is_opening or line.is_after_blank or before.is_heading):
        return _NAMES_GENRE.search(before.text) is None
    is_split = _SPLIT_DECIMAL.match(line.text) is not None
    if line.is_opening and not is_split:
        return False
    if layout.is_parted and line.indent > layout.margin + 1:
        return False
    is_full = layout.wrap > 0 and _is_full(before, line, layout.wrap)
    if before.is_ended:
        return is_full and not line.is_after_blank and not is_split and (layout.is_parted or before.text[-1] == ";")
    is_nearly_full = layout.wrap > 0 and before.columns >= _NEARLY_FULL * layout.wrap
    is_text = is_running or (before.is_field and _INNER_STOP.search(before.text) is not None)
    is_broken = is_full or (is_running and layout.is_punctuated) or (is_text and is_nearly_full)
    if is_split:  # what looks like a label is the decimal of a broken line, or a label behind a list's pause
        return is_broken and is_running and before.text[-1] not in _OPEN_ENDINGS
    if is_broken or before.text[-1] in _OPEN_ENDINGS or _DELIVERY.fullmatch(before.text):
        return True
    if _parts_measure(before.text, line.text, is_running):
        return True
    return is_running and _RUNS_ON.match(line.text) is not None


def _parts_measure(before: str, after: str, is_running: bool) -> bool:
    """Whether the end of a line stands inside a number or its unit (约4.|4亿元, 为4|3微克, 2|万吨, 4微克/立|方米)."""
    if _OPEN_DECIMAL.search(before) and after[:1].isdigit():
        return True
    if _OPEN_NUMBER.search(before) and _REST_OF_MEASURE.match(after):
        return True
    near, edge = before[-_REACH:] + after[:_REACH], len(before[-_REACH:])
    patterns = (_MEASURE, _SHORT_MEASURE) if is_running else (_MEASURE,)
    return any(match.start() < edge < match.end() for pattern in patterns for match in pattern.finditer(near))


def _emit_joint(
    folded: str, before: _Line, line: _Line, is_joined: bool, parts: list[str], offsets: "array[int]"
) -> None:
    if not is_joined:
        parts.append("\n")
        offsets.append(folded.index("\n", before.end))
    elif _are_words(before.text[-1], line.text[0]) and not _is_formula(before.text[-_REACH:], line.text[0]):
        parts.append(" ")
        offsets.append(before.end)


def _emit_line(raw: str, folded: str, line: _Line, head: str, parts: list[str], offsets: "array[int]") -> None:
    if line.row is None:
        _emit(raw, folded, line.start, line.end, head, parts, offsets)
        return
    for number, (start, end) in enumerate(line.row.cells):
        if number:
            parts.append("\t")
            offsets.append(start - 1)
        _emit(raw, folded, start, end, "", parts, offsets)


def _emit(raw: str, folded: str, start: int, end: int, head: str, parts: list[str], offsets: "array[int]") -> None:
    """Append the characters of one line, which goes on with ``head``, or of one cell; needless gaps are left out."""
    at = start
    for gap in _GAP.finditer(folded, start, end):
        left, right = gap.span()
        parts.append(folded[at:left])
        offsets.extend(range(at, left))
        at = right
        if start < left and right < end and " " in gap.group():
            before = (head + folded[max(start, left - _REACH) : left])[-_REACH:]
            tab = raw.find("\t", left, right)
            if tab >= 0 and folded[left - 1].isdigit() and folded[right].isdigit():  # a column: never one number
                parts.append("\t")
                offsets.append(tab)
            elif _is_separator(before, folded[right : min(right + _REACH, end)], right - left):
                parts.append(" ")
                offsets.append(folded.index(" ", left))
    parts.append(folded[at:end])
    offsets.extend(range(at, end))


_CHEMICAL = re.compile(r"(?:^|[^A-Za-z])(?:PM|SO|NO|CO|O|NH|N|H)$")
_THOUSANDS_HEAD = re.compile(r"(?:^|[^\d.A-Za-z])\d{1,3}$")
_THOUSANDS_TAIL = re.compile(r"\d{3}(?: \d{3})*(?![\d.]*\d)(?! \d)")
_YEAR_HEAD = re.compile(r"(?:^|\D)(\d{1,3})$")
_YEAR_TAIL = re.compile(r"(\d{1,3}) ?年")
_YEAR = re.compile(r"(?:19|20)\d\d")
_POINT_OF_LABEL = re.compile(r"(?:^|[。;:!?])\d{1,2}\.$")
_REACH = 8  # characters that a rule looks to either side of a gap


def _is_separator(head: str, tail: str, width: int = 1) -> bool:
    """Whether the gap between two texts keeps apart two words or two numbers (not the parts of a damaged one)."""
    left, right = head[-1], tail[0]
    if not (left.isascii() and right.isascii()):
        return False
    if right in "0123456789" and left in "0123456789.":
        return (width > 1 and left != ".") or not _is_split_number(head, tail)
    return _are_words(left, right) and not _is_formula(head, right)


def _is_split_number(head: str, tail: str) -> bool:
    """Whether digits on both sides of a blank are one number: 2. 45, 1 569, 20 23年."""
    if head.endswith("."):
        return head[-2:-1].isdigit() and not _POINT_OF_LABEL.search(head)
    if _THOUSANDS_HEAD.search(head) and _THOUSANDS_TAIL.match(tail):
        return True
    first, last = _YEAR_HEAD.search(head), _YEAR_TAIL.match(tail)
    return bool(first and last and _YEAR.fullmatch(first.group(1) + last.group(1)))


def _is_formula(head: str, right: str) -> bool:
    """Whether a digit is the subscript of a formula that was set apart from it: PM 2.5, SO 2."""
    return right in "0123456789" and _CHEMICAL.search(head) is not None


def _are_words(left: str, right: str) -> bool:
    """Whether two characters around a gap are ASCII letters or digits, at least one of them a letter."""
    return (left + right).isascii() and left.isalnum() and right.isalnum() and not (left + right).isdigit()
