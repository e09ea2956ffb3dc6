"""Tables in plain text that extraction left as a stream of cells, a line each, their rows run together.

Where a row ends is told by what repeats: so many words, then so many values. Belongs here: finding such streams and
their rows. Does not belong here: tables whose rows are lines (``plain``, ``set_text``).
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from hedui.documents import cells as shapes
from hedui.documents.document import Slot
from hedui.documents.extract import Row
from hedui.documents.fold import LEFT_OUT

_PIPES = "|\u2502\u2503"
_CELL = re.compile(f"[^{_PIPES}\n]*[{_PIPES}]")
_HAN = re.compile("[\u3400-\u9fff]")
_BLANKS = " " + LEFT_OUT
_FEWEST_LINES = 8
_FEWEST_ROWS = 3

_Span = tuple[int, int]


def streamed_tables(folded: str, lines: Sequence[_Span]) -> Iterator[list[Row]]:
    """Tables among lines of folded, simplified text that are streams of cells; their rows carry no number yet."""
    for is_stream, run in groupby(lines, lambda line: _is_of_stream(folded, *line)):
        stream = list(run)
        is_table = is_stream and len(stream) >= _FEWEST_LINES
        cells = [cell for line in stream for cell in _cells(folded, *line)] if is_table else []
        if rows := _rows(folded, cells):
            yield rows


def _is_of_stream(folded: str, start: int, end: int) -> bool:
    """Whether a line is one cell closed by a pipe."""
    pipes = sum(folded.count(pipe, start, end) for pipe in _PIPES)
    return pipes == 1 and folded[start:end].rstrip(_BLANKS)[-1] in _PIPES


def _cells(folded: str, start: int, end: int) -> Iterator[_Span]:
    """The cells of a line that hold something and are not in a foreign language."""
    for match in _CELL.finditer(folded, start, end):
        left, right = match.start(), match.end() - 1
        text = folded[left:right]
        left += len(text) - len(text.lstrip(_BLANKS))
        right -= len(text) - len(text.rstrip(_BLANKS))
        said = folded[left:right]
        if said and (_HAN.search(said) or not any(map(str.isalpha, said))):
            yield left, right


def _rows(folded: str, cells: Sequence[_Span]) -> list[Row]:
    """Head and rows of a stream; none where nothing repeats."""
    runs = [(is_value, list(run)) for is_value, run in groupby(cells, lambda cell: _is_value(folded[slice(*cell)]))]
    pairs = [(words, values) for (is_value, words), (_, values) in pairwise(runs) if not is_value]
    if len(pairs) < _FEWEST_ROWS:
        return []
    labels, count = Counter((len(words), len(values)) for words, values in pairs[1:]).most_common(1)[0][0]
    whole = sum(len(values) == count for _, values in pairs)
    first, _ = pairs[0]
    named = [at for at, cell in enumerate(first) if shapes.is_full_line([folded[slice(*cell)]])]
    head = first[named[-1] + 1 if named else 0 : -labels]
    if whole < _FEWEST_ROWS or 2 * whole < len(pairs) or len(head) < count:
        return []
    rows = _head(head[-count:], head[:-count], labels)
    for number, (words, values) in enumerate(pairs):
        words = words[-labels:] if number == 0 else words
        rows += [_row([word], [0]) for word in words[:-labels]]
        label = words[-labels:]
        columns = range(labels, labels + count) if len(values) == count else [-1] * len(values)
        rows.append(_row([*label, *values], [*range(len(label)), *columns]))
    return rows


def _head(named: Sequence[_Span], above: Sequence[_Span], labels: int) -> list[Row]:
    """The row that names the columns, and above it the names of groups of them where they are evenly many."""
    count = len(named)
    groups = above[labels:]
    columns = range(labels, labels + count)
    if len(above) == labels:
        return [_row([*above, *named], range(labels + count), is_header=True)]
    if not groups or count % len(groups):
        return [_row(named, columns, is_header=True)]
    width = count // len(groups)
    slots = [Slot(number) for number in range(labels)]
    slots += [Slot(labels + width * number, width) for number in range(len(groups))]
    return [
        Row(tuple(above), True, 0, tuple(slots), (above[0][0], above[-1][1])),
        _row(named, columns, is_header=True),
    ]


def _row(cells: Sequence[_Span], columns: Sequence[int], *, is_header: bool = False) -> Row:
    return Row(tuple(cells), is_header, 0, tuple(map(Slot, columns)), (cells[0][0], cells[-1][1]))


def _is_value(text: str) -> bool:
    return shapes.is_value(text) or shapes.is_none(text)
