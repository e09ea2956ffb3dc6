"""Text of reports within Markdown: shown as it is, never acted upon."""

import html
import re


def inline(text: str, width: int) -> str:
    """``text`` on one line, cut to ``width`` characters, with nothing in it that Markdown, HTML or a chat acts upon."""
    line = "".join(char for char in " ".join(text.split()) if char.isprintable())
    if len(line) > width:
        line = line[: width - 1] + "…"
    return re.sub(r"([\\`*_\[\]#|~@])", r"\\\1", html.escape(line, quote=False))
