"""Lines of a report before they are text: literal words, mentions of facts, words that follow a fact's sign."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from string import Formatter

from generator.records import Fact, Placed


@dataclass(frozen=True, slots=True)
class Mention:
    """The place of a fact, by key."""

    key: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A word that goes with the direction of the change of that key."""

    key: str
    up: str
    down: str


Part = str | Mention | Turn
Line = tuple[Part, ...]


class BlockKind(StrEnum):
    """What a line is on the page."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Block:
    """One line of the page."""

    kind: BlockKind
    line: Line


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows of cells, the first row its head."""

    rows: tuple[tuple[Line, ...], ...]


Blocks = Sequence[Block | Table]


def fill(template: str, **slots: Part | Line) -> Line:
    """A line from a template with named slots; a slot holds words, a mention, or a whole line."""
    parts: list[Part] = []
    for words, name, _, _ in Formatter().parse(template):
        if words:
            parts.append(words)
        if name is not None:
            slot = slots[name]
            parts.extend(slot if isinstance(slot, tuple) else (slot,))
    return tuple(parts)


def join(lines: Sequence[Line], between: str = "", end: str = "") -> Line:
    """Lines one after the other, ``between`` two of them, ``end`` behind the last."""
    parts: list[Part] = []
    for number, line in enumerate(lines):
        parts.extend((*((between,) if number and between else ()), *line))
    return (*parts, *((end,) if end else ()))


def render(blocks: Blocks, facts: Mapping[str, Fact]) -> tuple[str, tuple[Placed, ...]]:
    """The text of a report, a line for each block and table row (a tab between cells), and where its facts stand."""
    pieces: list[str] = []
    placed: list[Placed] = []
    at = 0
    for line in _printed_lines(blocks):
        for part in (*line, "\n"):
            text = words_of(part, facts)
            if isinstance(part, Mention):
                placed.append(Placed(facts[part.key], at, at + len(text)))
            pieces.append(text)
            at += len(text)
    return "".join(pieces), tuple(placed)


def words_of(part: Part, facts: Mapping[str, Fact]) -> str:
    """A part as printed."""
    if isinstance(part, Mention):
        return facts[part.key].text
    if isinstance(part, Turn):
        return part.down if facts[part.key].sign < 0 else part.up
    return part


def _printed_lines(blocks: Blocks) -> Sequence[Line]:
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, Table):
            lines.extend(join(row, "\t") for row in block.rows)
        else:
            lines.append(block.line)
    return lines
