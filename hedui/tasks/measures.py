"""Measures of an item: numbered as printed, wherever the numbers stand."""

import re
from datetime import date

from hedui.documents.labels import LABEL, label_level
from hedui.tasks.deadlines import read_deadlines
from hedui.tasks.task import Measure

_STOP = "。;:!\n"
_WORD = re.compile("[一二三四五六七八九十]{1,2}是")


def read_measures(lines: list[str], today: date | None) -> tuple[Measure, ...]:
    """Measures in the lines of a field: one for each number of the uppermost numbering, or one of all the text."""
    text = "\n".join(line for line in lines if line)
    if not text:
        return ()
    marks = _numbers(text)
    if not marks:
        return (_measure("", text, today),)
    measures = []
    for (label_start, start), following in zip(marks, [*marks[1:], (len(text), 0)], strict=True):
        measures.append(_measure(text[label_start:start].strip(), text[start : following[0]], today))
    if opening := text[: marks[0][0]].strip():
        measures.insert(0, _measure("", opening, today))
    return tuple(measures)


def _measure(number: str, text: str, today: date | None) -> Measure:
    dates = [due.due_on for due in read_deadlines(text, today) if due.due_on]
    return Measure(number, text.strip(), max(dates, default=None))


def _numbers(text: str) -> list[tuple[int, int]]:
    """Start and end of the numbers of the uppermost numbering: at the head of lines and, counting on, inside them."""
    heads = [(match, label_level(match)) for match in map(LABEL.match, *_at_stops(text)) if match]
    if not heads:
        words = [match for match in _WORD.finditer(text) if match.start() == 0 or text[match.start() - 1] in _STOP]
        return [match.span() for match in words]
    level = heads[0][1]
    return [match.span() for match, own in heads if own == level]


def _at_stops(text: str) -> tuple[list[str], list[int]]:
    starts = [0, *(position + 1 for position, character in enumerate(text) if character in _STOP)]
    return [text] * len(starts), starts
