"""What reading a file gives: its text, repaired for reading, with a map back to the file, and its structure."""

from array import array
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from hedui.vocabulary.codes import DocumentKind, Script


class BlockKind(StrEnum):
    """Kinds of block a document is cut into."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    TABLE_ROW = "table_row"
    NOTE = "note"  # recipient lines, signatures, page furniture, source lines


@dataclass(frozen=True, slots=True)
class Text:
    r"""The text as read from the file (``raw``) beside the text as repaired for reading (``clean``).

    ``clean`` is ``raw`` with every kept character folded one to one (full-width to ASCII, Traditional to Simplified)
    and damage left out (stray white space, line breaks inside a paragraph, running heads). ``offsets[i]`` is the index
    in ``raw`` of the character that ``clean[i]`` stands for; it increases strictly. Blocks are separated by one
    ``"\n"``, the cells of a table row, and numbers in columns elsewhere, by one ``"\t"``.
    """

    raw: str
    clean: str
    offsets: "array[int]"

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Half-open span of ``raw`` behind the half-open, non-empty span ``clean[start:end]``."""
        return self.offsets[start], self.offsets[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a cell stands in the grid of its table.

    Attributes:
        column: its (first) column, from 0; -1 where its column cannot be told.
        columns: how many columns it covers; 0 for a place that another cell of its row covers.
        rows: how many rows it covers, its own included; 0 as above.
    """

    column: int
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Omission:
    """Something of a file that was not read.

    Attributes:
        what: what it is (``picture``, ``hidden text``, ``deleted text`` …).
        where: where in the file (``page 3``, ``header``).
        why: the reason.
    """

    what: str
    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph or table row; ``start`` and ``end`` are indices into ``Text.clean``, on one line.

    Attributes:
        kind: what the block is.
        start: first character, the printed label included.
        end: one past the last character.
        label: the numbering in front, as printed in ``clean`` (``一、``, ``(一)``, ``3.``), or ``""``.
        level: depth of the numbering, 1 for 一、, 2 for (一), 3 for 1., 4 for (1); 0 where there is none.
        body: index where the text after the label begins.
        parent: position in ``Document.blocks`` of the heading (or numbered paragraph) this block stands under, or -1.
        page: page of the file, from 1, where the format has pages, else None.
        cells: for a table row, the half-open spans of its cells in ``clean``; else empty.
        is_header: whether the row is (part of) the table's head.
        table: number of the table within the document, from 1; 0 outside tables.
        slots: where each cell stands in the grid of the table; empty where cell *n* stands in column *n*.
    """

    kind: BlockKind
    start: int
    end: int
    label: str = ""
    level: int = 0
    body: int = 0
    parent: int = -1
    page: int | None = None
    cells: tuple[tuple[int, int], ...] = ()
    is_header: bool = False
    table: int = 0
    slots: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself.

    ``period_start`` and ``period_end`` bound the time it reports on (a work report on 2023: that year; a bulletin of
    June 2021: 2021-01-01 to 2021-06-30, the year to date; a plan: its plan period); None where it does not say.
    ``place_printed`` is the place it speaks for, as printed; ``region_id`` that place's GB/T 2260 code.
    """

    title: str = ""
    document_number: str | None = None
    issuer: str | None = None
    document_kind: DocumentKind = DocumentKind.OTHER
    place_printed: str | None = None
    region_id: str | None = None
    published_on: date | None = None
    period_start: date | None = None
    period_end: date | None = None
    script: Script = Script.HANS
    is_period_inferred: bool = False
    """Whether the period is the one that most statements name, and not one that title or heads print."""
    period_because: str = ""
    """What tells the period: codes that ``data/language/because.yml`` puts in words, separated by blanks."""
    spoken_on: date | None = None
    """The day on which it speaks, so that 今年 is told: of its delivery or publication; None where that is unknown."""


@dataclass(frozen=True, slots=True)
class Document:
    """One report: bytes identified, text repaired, structure and metadata read.

    ``document_id`` is the first 16 hexadecimal digits of ``sha256``, the hash of the file's bytes. ``pages`` is how
    many pages the file has, 0 where its format has none; ``omissions`` what of it was not read; ``doubts`` how sure a
    recogniser of pictures was of stretches of ``text.raw`` (start, end, share from 0 to 1).
    """

    document_id: str
    sha256: str
    media_type: str
    text: Text
    blocks: tuple[Block, ...]
    metadata: Metadata = field(default_factory=Metadata)
    pages: int = 0
    omissions: tuple[Omission, ...] = ()
    doubts: tuple[tuple[int, int, float], ...] = ()
