"""Text of reports where programs may act upon it, made harmless: terminals, and cells of spreadsheets."""

from functools import lru_cache

# Signs by which a spreadsheet takes a cell for a formula, full-width ones in East Asian editions; one of them alone
# ("=", a comparator) cannot be one.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# What a terminal or a text field acts upon: control characters, and what turns the direction of a text.
ACTING = frozenset(map(chr, (*range(0x20), *range(0x7F, 0xA0)))) | frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


def harmless(text: str, keep: str = "") -> str:
    """``text`` without characters that act, those of ``keep`` apart."""
    return text if text.isprintable() else text.translate(_replaced(keep))


@lru_cache(maxsize=8)
def _replaced(keep: str) -> dict[int, str]:
    return {ord(c): "\ufffd" for c in ACTING.difference(keep)}


def cell_text(text: str) -> str:
    """``text`` for a cell: harmless, with line ends as they are counted on every system."""
    return harmless(text.replace("\r\n", "\n").replace("\r", "\n"), keep="\n\t")


def is_formula_like(text: str) -> bool:
    """Whether a spreadsheet may take the text of a cell for a formula."""
    return len(text) > 1 and text.startswith(_FORMULA_SIGNS)


def csv_text(text: str) -> str:
    """``text`` as a cell of CSV: harmless, with an apostrophe in front where a spreadsheet would run it."""
    text = cell_text(text)
    return f"'{text}" if is_formula_like(text) else text
