"""Folding of characters, always one to one: width, digits, punctuation, line ends, Traditional to Simplified.

The folded text has the length of the original, so that an index means the same character in both.
"""

import operator
import re
import unicodedata
from functools import cache, lru_cache

import opencc

from hedui.vocabulary.codes import Script

LEFT_OUT = "\u200b"
"""What folding makes of characters without meaning (controls, zero-width characters, soft hyphens)."""

_VARIANTS = {
    "-": "\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d",
    "—": "\u2014\u2015\u2500\u2501\ufe58\ufe31",
    "~": "\u223c\u301c\uff5e\u02dc\u2053",
    "μ": "\u00b5",
    "≤": "≦⩽≯",
    "≥": "≧⩾≮",
    "/": "\u2044\u2215",
    "·": "\u2022\u2219\u22c5\u2027\u30fb\uff65",
    "。": "\uff61\ufe12",
    "、": "\ufe51\uff64\ufe11",
    "“": "\u300c\ufe41\u301d\uff62",
    "”": "\u300d\ufe42\u301e\uff63",
    "‘": "\u300e\ufe43",
    "’": "\u300f\ufe44",
    "〔": "\ufe5d\ufe39",
    "〕": "\ufe5e\ufe3a",
    " ": "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u3164",
    "\n": "\r\u000b\u000c\u0085\u2028\u2029",
    LEFT_OUT: "\u00ad\u034f\u061c\u180e\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
    + "".join(map(chr, [*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0)]))
    + "".join(
        map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x2070), *range(0xFE00, 0xFE10), *range(0xE000, 0xF900)])
    ),
}

# Blocks whose NFKC forms are plain: subscripts, Kangxi radicals, compatibility ideographs, small forms, full width.
_NFKC_RANGES = ((0x2080, 0x208F), (0x2E80, 0x2FE0), (0xF900, 0xFB00), (0xFE50, 0xFE6C), (0xFF01, 0xFFEF))


def _folds() -> dict[str, str]:
    folds = {}
    for first, last in _NFKC_RANGES:
        for char in map(chr, range(first, last)):
            plain = unicodedata.normalize("NFKC", char)
            if len(plain) == 1 and plain != char:
                folds[char] = plain
    folds.update((variant, plain) for plain, variants in _VARIANTS.items() for variant in variants)
    return folds


_FOLDS = _folds()
_DIGITS = frozenset("0123456789")
# A ring between Chinese digits is their zero (二○二三年); elsewhere it stands for what is left blank.
_RING = re.compile("(?<=[〇一二三四五六七八九])[○◯](?=[○◯〇一二三四五六七八九年])")
_HAN = re.compile("[\u3400-\u9fff]+")


@cache
def _to_simplified() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def fold(raw: str) -> str:
    r"""Fold width, punctuation, blanks and line ends; ``len(fold(raw)) == len(raw)``.

    Blanks become ``" "``, line ends ``"\n"`` (of a CR LF the CR counts as left out), characters without meaning
    ``LEFT_OUT``.
    """
    folded = raw.replace("\r\n", LEFT_OUT + "\n")
    characters = set(folded)
    for char in characters & _FOLDS.keys():
        folded = folded.replace(char, _FOLDS[char])
    for char in filter(str.isdecimal, characters - _DIGITS):
        folded = folded.replace(char, str(unicodedata.decimal(char)))
    return _RING.sub("〇", folded) if "○" in folded or "◯" in folded else folded


@lru_cache(maxsize=2)
def simple_form(raw: str) -> tuple[str, Script]:
    """The text folded and simplified, with the script of the original; kept for the next step that asks for it."""
    return simplify(fold(raw))


def simplify(folded: str) -> tuple[str, Script]:
    """Turn Traditional into Simplified characters, one to one, and tell the script of the original.

    OpenCC converts by phrases; where that changes the length of a line, the line is converted by characters.
    """
    converted = _to_simplified().convert(folded)
    if converted == folded:
        return folded, Script.HANS
    before, after = folded.split("\n"), converted.split("\n")
    converted = "\n".join(
        new if len(new) == len(old) else "".join(map(_simplify_character, old))
        for old, new in zip(before, after, strict=True)
    )
    after = converted.split("\n")
    changed = sum(sum(map(operator.ne, old, new)) for old, new in zip(before, after, strict=True) if old != new)
    return converted, _script(folded, changed)


def _simplify_character(char: str) -> str:
    simplified: str = _to_simplified().convert(char)
    return simplified if len(simplified) == 1 else char


# Traditional prose changes about one character in three under conversion.
_HANT_SHARE = 0.2
_MIXED_SHARE = 0.01


def _script(before: str, changed: int) -> Script:
    share = changed / max(1, sum(map(len, _HAN.findall(before))))
    if share >= _HANT_SHARE:
        return Script.HANT
    return Script.MIXED if share >= _MIXED_SHARE and changed > 5 else Script.HANS
