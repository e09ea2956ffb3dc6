"""What happens to a text on its way to a file: blanks, broken lines, pages, full-width forms, Traditional script."""

import random
from functools import cache

import opencc

_WRAP = 38  # characters of a wrapped line
_PAGE = 26  # lines of a page
_FULL_WIDTH = str.maketrans(",:;()", ",:;()")
_WIDE_DIGITS = {ord("0") + n: ord("０") + n for n in range(10)}
_BLANK_SHARE = 0.06


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


def to_traditional(text: str) -> str:
    """The text in Traditional script, character for character."""
    converted = "".join(_same_length(line) for line in text.splitlines(keepends=True))
    return converted


def _same_length(line: str) -> str:
    converted = _converter().convert(line)
    return converted if len(converted) == len(line) else "".join(_converter().convert(c) for c in line)


def damaged(text: str, chance: random.Random) -> tuple[str, list[int]]:
    """The text with one kind of damage or several, and where each of its characters stands now."""
    places = list(range(len(text)))
    if chance.random() < 0.3:
        text = text.translate(_FULL_WIDTH)
    if chance.random() < 0.2:
        text = text.translate(_WIDE_DIGITS)
    is_wrapped = chance.random() < 0.5
    blanks = chance.choice((0.0, _BLANK_SHARE))
    pieces: list[str] = []
    at = column = lines = 0
    for index, character in enumerate(text):
        places[index] = at
        pieces.append(character)
        at += 1
        column = 0 if character == "\n" else column + 1
        lines += character == "\n"
        following = text[index + 1 : index + 2]
        added = ""
        if is_wrapped and column >= _WRAP and following not in ("\n", "") and not _splits(character, following):
            added = "\n"
            column = 0
            lines += 1
            if lines % _PAGE == 0:
                added += f"\n— {lines // _PAGE} —\n\n"
        elif _takes_blank(character, following) and chance.random() < blanks:
            added = " "
        pieces.append(added)
        at += len(added)
    return "".join(pieces), places


def _splits(character: str, following: str) -> bool:
    """Whether a line break here would fall into a number or a Latin word, or leave a mark at the line's beginning."""
    return (character + following).isascii() or following in ",。;:、)%.,:;" or character in "(("


def _takes_blank(character: str, following: str) -> bool:
    """Scans and converters leave blanks beside numbers: before and behind them, and behind the point."""
    if not following or "\n" in (character, following) or "\t" in (character, following):
        return False
    return character.isdigit() != following.isdigit() and not {character, following} & set("PMVOC.")
