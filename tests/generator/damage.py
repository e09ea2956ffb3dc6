"""What happens to a text on its way to a file: blanks, broken lines, pages, full-width forms, Traditional script."""

import random
import re
from functools import cache

import opencc

_COLUMNS = (66, 72, 76, 80)  # of a wrapped line, two for a Han character
_PAGE = 26  # lines of a page
_WIDE_MARKS = str.maketrans(",:;()", ",:;()")
_WIDE_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
_BLANK_SHARE = 0.06
_UNBROKEN = re.compile(r"(?:[0-9A-Za-z.%－０-９-]+|.)[,.;:!?,。;:、)》”%]*", re.DOTALL)


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


def to_traditional(text: str) -> str:
    """The text in Traditional script, character for character."""
    return "".join(_same_length(line) for line in text.splitlines(keepends=True))


def _same_length(line: str) -> str:
    converted = _converter().convert(line)
    return converted if len(converted) == len(line) else "".join(_converter().convert(c) for c in line)


def damaged(text: str, chance: random.Random) -> tuple[str, list[int]]:
    """The text with one kind of damage or several, and where each of its characters stands now."""
    if chance.random() < 0.3:
        text = text.translate(_WIDE_MARKS)
    if chance.random() < 0.2:
        text = text.translate(_WIDE_DIGITS)
    columns = chance.choice((0, *_COLUMNS))
    blanks = chance.choice((0.0, _BLANK_SHARE))
    pieces: list[str] = []
    places: list[int] = []
    at = column = lines = 0
    for found in _UNBROKEN.finditer(text):
        piece = found.group()
        width = len(piece.encode("gbk", "replace"))
        before = ""
        if columns and column + width > columns and piece != "\n":
            lines += 1
            column = 0
            before = f"\n\n— {lines // _PAGE} —\n\n" if lines % _PAGE == 0 else "\n"
        elif found.start() and _takes_blank(text[found.start() - 1], piece[0]) and chance.random() < blanks:
            before = " "
        column = 0 if piece == "\n" else column + width + len(before.strip("\n"))
        pieces += (before, piece)
        places += range(at + len(before), at + len(before) + len(piece))
        at += len(before) + len(piece)
    return "".join(pieces), places


def _takes_blank(character: str, following: str) -> bool:
    """Scans and converters leave blanks beside numbers."""
    if {character, following} & set("\n\tPMVOC."):
        return False
    return character.isdigit() != following.isdigit()
