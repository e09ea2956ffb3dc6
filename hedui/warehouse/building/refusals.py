"""A document that a stage cannot take is refused alone: it is found, the place in it is named, the others go on.

Belongs here: finding who makes a stage raise, and saying so. Does not belong here: what the stages do.
"""

import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from hedui.documents.document import Block, Document
from hedui.figures.figure import Figure
from hedui.warehouse.errors import WarehouseError

T = TypeVar("T")
Thing = TypeVar("Thing")

_BESIDE = 20  # characters shown on either side of a place in a text
_MESSAGE = 200  # characters of what was raised
_MOST_TOGETHER = 20  # documents refused because they raise beside others; more tell that the build is wrong
_PACKAGE = Path(__file__).resolve().parents[2]


class NothingSound(WarehouseError):
    """A stage can take none of the documents, or raises whichever it is given."""


class StageFailed(Exception):
    """A stage raised on one document; the message says which stage, where, what, and what to do."""

    def __init__(self, stage: str, place: str | None, error: Exception) -> None:
        at = f" at {place}" if place else ""
        super().__init__(f"{stage} failed{at} ({_described(error)}); leave it out, and report it with these words")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A document that was read, and that a later stage could not take.

    Attributes:
        document_id: the document.
        problem: the stage, the place as far as it is known, what was raised, what to do.
    """

    document_id: str
    problem: str


def passage(text: str, start: int, end: int, offset: int = 0) -> str:
    """A span of a text, for people: the span marked among the characters beside it, on one line.

    Args:
        text: the text, or a slice of it.
        start: first character of the span in ``text``.
        end: one past its last character.
        offset: where in the document ``text`` begins.
    """
    marked = f"{text[max(0, start - _BESIDE) : start]}【{text[start:end]}】{text[end : end + _BESIDE]}"
    return f"characters {start + offset} to {end + offset}: {' '.join(marked.split())}"


def place_of(figure: Figure) -> str:
    """Where a figure stands, and in what words."""
    start = figure.start - figure.sentence_start
    return passage(figure.sentence, start, start + len(figure.text), figure.sentence_start)


def read_guarded(stage: str, document: Document, read: Callable[[Document], T]) -> T:
    """What ``read`` makes of a document.

    Raises:
        StageFailed: it raised; the place is the first block with which it does.
    """
    try:
        return read(document)
    except MemoryError:  # a limit, no fault
        raise
    except Exception as error:
        blocks = document.blocks
        at = first_raising(blocks, lambda some: read(_beginning(document, some)), type(error))
        start, end = document.text.raw_span(blocks[at].start, blocks[at].end) if blocks else (0, 0)
        place = passage(document.text.raw, start, min(end, start + _BESIDE)) if blocks else None
        raise StageFailed(stage, place, error) from error


def first_raising(things: Sequence[Thing], attempt: Callable[[Sequence[Thing]], object], kind: type[Exception]) -> int:
    """Which of several things makes an attempt on all of them raise.

    Args:
        things: the things, in a stable order.
        attempt: makes the attempt on some of them; on all it raises.
        kind: what it raises then; whatever else it raises on some does not count.

    Returns:
        The position of one with which the attempt raises, while it does not on those before it.
    """
    sound, raising = 0, len(things)
    while raising - sound > 1:
        middle = (sound + raising) // 2
        if _raises(partial(attempt, things[:middle]), kind):
            raising = middle
        else:
            sound = middle
    return raising - 1


def isolate(documents: Sequence[str], attempt: Callable[[Sequence[str]], T]) -> tuple[T, Mapping[str, Exception]]:
    """Make an attempt on as many documents as it takes without raising.

    Those that raise alone are refused first; of those that raise only beside others, the last in order.

    Args:
        documents: ids, in a stable order.
        attempt: makes the attempt on some of them.

    Returns:
        What came of the attempt on the others, and what each refused document raised.

    Raises:
        NothingSound: the attempt raises whatever it is made on.
    """
    refused: dict[str, Exception] = {}
    sound, is_first, together = list(documents), True, 0
    while True:
        try:
            return attempt(sound), refused
        except Exception as error:
            if not sound or together == _MOST_TOGETHER:
                advice = "What was published is unchanged. Report it with these words."
                raise NothingSound(f"{len(refused)} documents and more fail ({_described(error)})", advice) from error
            alone = _raising_alone(sound, attempt) if is_first else {}
            if not alone:
                at = first_raising(sound, attempt, type(error))
                alone, together = {sound[at]: error}, together + 1
            is_first = False
            refused |= alone
            sound = [document for document in sound if document not in alone]


def _raising_alone(documents: Sequence[str], attempt: Callable[[Sequence[str]], object]) -> dict[str, Exception]:
    raised = {}
    for document in documents:
        try:
            attempt([document])
        except Exception as error:
            raised[document] = error
    return raised


def _raises(attempt: Callable[[], object], kind: type[Exception]) -> bool:
    try:
        attempt()
    except Exception as error:
        return type(error) is kind
    return False


def _beginning(document: Document, blocks: Sequence[Block]) -> Document:
    """The document as if it ended with these, its first blocks."""
    text, end = document.text, blocks[-1].end
    return replace(
        document, blocks=tuple(blocks), text=replace(text, clean=text.clean[:end], offsets=text.offsets[:end])
    )


def _described(error: Exception) -> str:
    """What was raised first, and by which module of ours."""
    while error.__cause__ is not None and isinstance(error.__cause__, Exception):
        error = error.__cause__
    frames = (Path(frame.filename) for frame in traceback.extract_tb(error.__traceback__))
    ours = [frame.relative_to(_PACKAGE).as_posix() for frame in frames if frame.is_relative_to(_PACKAGE)]
    where = f", in {ours[-1]}" if ours else ""
    return f"{type(error).__name__}: {' '.join(str(error).split())[:_MESSAGE]}{where}"
