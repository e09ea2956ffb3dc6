"""How channels write bold, quotes and code, and what they would act upon in the text of a report.

Belongs here: marks and the making harmless of text. Does not belong here: words, or what is said.
"""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass

_WIDE = str.maketrans({mark: chr(ord(mark) + 0xFEE0) for mark in "*_~`#<>[]|\\@"})


def inline(text: str, width: int) -> str:
    """``text`` on one line, cut to ``width`` characters, with nothing in it that Markdown, HTML or a chat acts upon."""
    return _backslashed(shortened(text, width))


def shortened(text: str, width: int) -> str:
    """``text`` on one line of printable characters, cut to ``width`` of them."""
    line = "".join(char for char in " ".join(text.split()) if char.isprintable())
    return line if len(line) <= width else line[: width - 1] + "…"


def _backslashed(line: str) -> str:
    """For Markdown as CommonMark has it."""
    return re.sub(r"([\\`*_\[\]#|~@])", r"\\\1", html.escape(line, quote=False))


def _widened(line: str) -> str:
    """For chats with a Markdown of their own, in which a backslash is shown: signs that act become full-width ones."""
    return line.translate(_WIDE)


def _as_is(line: str) -> str:
    return line


@dataclass(frozen=True, slots=True)
class Markup:
    """What stands around parts of a message.

    Attributes:
        harmless: makes the text of a report harmless.
        bold: around what is to be seen first.
        code: around a command.
        quote: before a sentence of a report.
        bullet: before a line of a list.
        paragraph: between paragraphs.
        line: between the lines of one.
    """

    harmless: Callable[[str], str]
    bold: str = ""
    code: str = ""
    quote: str = "  “"
    unquote: str = "”"
    bullet: str = "  · "
    paragraph: str = "\n\n"
    line: str = "\n"


PLAIN = Markup(_as_is)
GUARDED = Markup(_widened)  # plain text for a service that may take some of it as Markdown
COMMONMARK = Markup(_backslashed, bold="**", code="`", quote="> ", unquote="", bullet="- ", line="  \n")
DINGTALK = Markup(_widened, bold="**", quote="> ", unquote="", bullet="- ", line="  \n")  # shows backticks as they are
WECOM = Markup(_widened, bold="**", code="`", quote=">", unquote="", bullet="", paragraph="\n", line="\n")
