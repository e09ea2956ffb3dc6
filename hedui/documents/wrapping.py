"""What decides where a line of text is broken: the width of characters and what is never parted."""

import re

_PIECE = re.compile(r"[(《〈“‘〔【]*+(?:[0-9A-Za-z.%-]{1,16}+|.)?[,.;:!?。、)》〉”’〕】%]*+")


def columns(text: str) -> int:
    """Width in terminal columns: two for a Han character, one for ASCII."""
    return len(text.encode("gbk", "replace"))


def first_piece(text: str) -> str:
    """The beginning of folded text that no line break parts: a number, a word or one character, with its marks."""
    return _PIECE.match(text).group()  # type: ignore[union-attr]
