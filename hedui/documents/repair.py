"""Repair of damaged text with a map back to the file: stray blanks, lines broken in mid-sentence, page numbers.

Nothing is guessed: characters are folded one to one or left out, never added or reordered.
"""

import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from hedui.documents.document import Text
from hedui.documents.extract import Row
from hedui.documents.fold import LEFT_OUT, fold, simplify
from hedui.documents.labels import FIELD, LABEL, SALUTATION
from hedui.vocabulary.codes import Script

_GAP = re.compile(f"[ {LEFT_OUT}]+")
_BLANKS = " " + LEFT_OUT
_LINE = re.compile(r"[^\n]+")

_PAGE_NUMBER = re.compile(r"[-—~·] ?\d{1,4} ?[-—~·]|第 ?\d{1,4} ?页(?:[,/ ]{0,2}共 ?\d{1,4} ?页)?")
_BARE_NUMBER = re.compile(r"\d{1,4}")
_LONGEST_PAGE_NUMBER = 20
_MARKUP = re.compile(r"(?:>|#{1,6}) ")

_CLOSERS = "”’\"')》〉】〕]"
_ENDINGS = frozenset("。!?;:…")
_DELIVERY = re.compile(r"[—(]{0,3}\d{4}年\d{1,2}月\d{1,2}日在(?:(?!会议上)[^。,]){2,60}")
_OPEN_ENDINGS = frozenset(",、(《〈“‘〔/+×~")
_TAIL_STARTS = frozenset(",。、;:!?)》〉”’〕%")
_INNER_STOP = re.compile("[,。;]")
_SENTENCE_STOP = re.compile("[。;!?]")
_LONGEST_HEADING = 40

# A document is hard-wrapped when this share of its lines comes within the slack of the widest usual line, in columns.
_WRAPPED_SHARE = 0.3
_WRAP_SLACK = 4
_NARROWEST_WRAP = 40
_WIDEST_WRAP = 200
# Where this share of running lines ends in a stop, one that does not was broken.
_PUNCTUATED_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of folded text without its outer blanks; ``columns`` is its printed width, the indentation included."""

    start: int
    end: int
    text: str
    columns: int
    indent: int
    row: Row | None
    is_after_blank: bool


def repair(raw: str, rows: Sequence[Row] = ()) -> tuple[Text, Script]:
    """Repair extracted text for reading; ``rows`` are its table rows, whose cells are kept apart by tabs.

    Returns:
        The text with its offsets, one line for each block, and the script of the original.
    """
    folded, script = simplify(fold(raw))
    lines = _without_page_numbers(list(_lines(raw, folded, {row.cells[0][0]: row for row in rows})))
    layout = _Layout.of(lines)
    parts: list[str] = []
    offsets = array("I")
    is_running = False  # whether the paragraph so far is running text
    for number, line in enumerate(lines):
        if number:
            before = lines[number - 1]
            is_joined = _continues(before, line, layout, is_running)
            _emit_joint(folded, before, line, is_joined, parts, offsets)
            is_running = is_running and is_joined
        is_running = is_running or _is_running(line.text)
        _emit_line(folded, line, parts, offsets)
    return Text(raw, "".join(parts), offsets), script


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
        columns = _columns(raw[match.start() : end])
        yield _Line(start, end, text, columns, start - match.start(), row, is_after_blank)


def _without_page_numbers(lines: list[_Line]) -> list[_Line]:
    """Leave out lines that are page numbers: dressed ones, and bare ones alone between blank lines that count up."""
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
        and (line.row is not None or len(line.text) > _LONGEST_PAGE_NUMBER or not _PAGE_NUMBER.fullmatch(line.text))
    ]


@dataclass(frozen=True, slots=True)
class _Layout:
    """How the lines of a document were laid out.

    Attributes:
        wrap: columns from which a line counts as full in a hard-wrapped document; 0 where lines are paragraphs.
        margin: the usual indentation.
        is_parted: whether paragraphs can be told by an indentation beyond the margin, or by blank lines.
        is_punctuated: whether running lines end in a stop as a rule, so that one that does not was broken.
    """

    wrap: int
    margin: int
    is_parted: bool
    is_punctuated: bool

    @classmethod
    def of(cls, lines: Sequence[_Line]) -> "_Layout":
        prose = [line for line in lines if line.row is None]
        widths = sorted(line.columns for line in prose)
        usual = widths[len(widths) * 9 // 10] if widths else 0
        near = sum(abs(width - usual) <= _WRAP_SLACK for width in widths)
        is_wrapped = _NARROWEST_WRAP <= usual <= _WIDEST_WRAP and near >= max(3, _WRAPPED_SHARE * len(widths))
        indents = sorted(line.indent for line in prose)
        margin = indents[len(indents) // 2] if indents else 0
        deeper = sum(indent > margin + 1 for indent in indents)
        after_blank = sum(line.is_after_blank for line in prose)
        running = [line.text for line in prose if _is_running(line.text)]
        ended = sum(map(_is_ended, running))
        return cls(
            wrap=usual - _WRAP_SLACK if is_wrapped else 0,
            margin=margin,
            is_parted=deeper >= max(2, len(prose) // 50) or after_blank >= max(2, len(prose) // 20),
            is_punctuated=ended >= _PUNCTUATED_SHARE * len(running),
        )


def _columns(text: str) -> int:
    """Width in terminal columns: two for a Han character, one for ASCII."""
    return len(text.encode("gbk", "replace")) if len(text) <= _WIDEST_WRAP else 2 * len(text)


def _is_ended(text: str) -> bool:
    return (text.rstrip(_CLOSERS) or text)[-1] in _ENDINGS or text.endswith("摄")  # a caption names its photographer


def _is_field(text: str) -> bool:
    return FIELD.match(text) is not None


def _is_running(text: str) -> bool:
    return _INNER_STOP.search(text) is not None and not _is_heading(text) and not _is_field(text)


def _is_heading(text: str) -> bool:
    label = LABEL.match(text)
    return label is not None and len(text) <= _LONGEST_HEADING and not _SENTENCE_STOP.search(text, label.end())


def _continues(before: _Line, line: _Line, layout: _Layout, is_running: bool) -> bool:
    """Whether a line goes on with the paragraph of the line before it, which so far ``is_running`` text or not."""
    if before.row or line.row:
        return False
    if line.text[0] in _TAIL_STARTS:
        return True
    if LABEL.match(line.text) or _is_field(line.text) or SALUTATION.match(line.text):
        return False
    if layout.is_parted and line.indent > layout.margin + 1:
        return False
    is_full = layout.wrap > 0 and before.columns >= layout.wrap
    if _is_ended(before.text):
        return is_full and not line.is_after_blank and (layout.is_parted or before.text[-1] == ";")
    if is_full or before.text[-1] in _OPEN_ENDINGS or _DELIVERY.fullmatch(before.text):
        return True
    return is_running and layout.is_punctuated


def _emit_joint(
    folded: str, before: _Line, line: _Line, is_joined: bool, parts: list[str], offsets: "array[int]"
) -> None:
    if not is_joined:
        parts.append("\n")
        offsets.append(folded.index("\n", before.end))
    elif _are_words(before.text[-1], line.text[0]) and not _is_formula(before.text[-_REACH:], line.text[0]):
        parts.append(" ")
        offsets.append(before.end)


def _emit_line(folded: str, line: _Line, parts: list[str], offsets: "array[int]") -> None:
    if line.row is None:
        _emit(folded, line.start, line.end, parts, offsets)
        return
    for number, (start, end) in enumerate(line.row.cells):
        if number:
            parts.append("\t")
            offsets.append(start - 1)
        _emit(folded, start, end, parts, offsets)


def _emit(folded: str, start: int, end: int, parts: list[str], offsets: "array[int]") -> None:
    """Append the characters of one line or cell, its needless gaps left out."""
    at = start
    for gap in _GAP.finditer(folded, start, end):
        left, right = gap.span()
        parts.append(folded[at:left])
        offsets.extend(range(at, left))
        at = right
        if start < left and right < end and _is_separator(folded, start, left, right) and " " in gap.group():
            parts.append(" ")
            offsets.append(folded.index(" ", left))
    parts.append(folded[at:end])
    offsets.extend(range(at, end))


_CHEMICAL = re.compile(r"(?:^|[^A-Za-z])(?:PM|SO|NO|CO|O|NH|N|H)$")
_THOUSANDS_HEAD = re.compile(r"(?:^|[^\d.A-Za-z])\d{1,3}$")
_THOUSANDS_TAIL = re.compile(r"\d{3}(?!\d)")
_YEAR_HEAD = re.compile(r"(?:^|\D)(\d{1,3})$")
_YEAR_TAIL = re.compile(r"(\d{1,3}) ?年")
_YEAR = re.compile(r"(?:19|20)\d\d")
_POINT_OF_LABEL = re.compile(r"(?:^|[。;:!?])\d{1,2}\.$")
_REACH = 8  # characters that a rule looks to either side of a gap


def _is_separator(folded: str, line_start: int, start: int, end: int) -> bool:
    """Whether the gap ``folded[start:end]`` keeps apart two words or two numbers (not the parts of a damaged one)."""
    left, right = folded[start - 1], folded[end]
    if not (left.isascii() and right.isascii()):
        return False
    if right in "0123456789" and left in "0123456789.":
        return not _is_split_number(folded[max(line_start, start - _REACH) : start], folded[end : end + _REACH])
    return _are_words(left, right) and not _is_formula(folded[max(line_start, start - _REACH) : start], right)


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
