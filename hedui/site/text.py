"""Text of reports on a page, where nothing of it may act: not as markup, not as script, not upon the direction of text.

Belongs here: the only places of this room that make ``Markup`` of text. Does not belong here: charts.
"""

import json
import re
from datetime import date, timedelta
from typing import Any

from markupsafe import Markup, escape

from hedui.site.labels import Both
from hedui.warehouse.cells import ACTING, harmless

# Invisible characters besides those that act: they hide text from a reader.
_INVISIBLE = "\u200b\u2060\ufeff"
_UNSEEN = re.compile(f"[{''.join(map(re.escape, sorted(ACTING.difference(chr(10), chr(9)) | set(_INVISIBLE))))}]")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_IN_SCRIPT = re.compile(f"[<>&\u2028\u2029{''.join(map(re.escape, sorted(ACTING)))}]")


def shown(text: str) -> Markup:
    """Text of a report as written: escaped, and characters that act or hide named instead of obeyed."""
    escaped = escape(text)
    if not _UNSEEN.search(escaped):
        return escaped
    return Markup(_UNSEEN.sub(lambda found: f'<span class="unseen">U+{ord(found[0]):04X}</span>', escaped))


def printed(value: Any) -> Any:
    """What a template prints for a value: text made harmless, the rest as it is; Jinja escapes what comes out."""
    if value is None:
        return ""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return harmless(value, keep="\n\t") if _UNSEEN.search(value) else value


def json_block(text: str) -> Markup:
    """JSON for a script element or file: nothing in it can end the element, and no character acts."""
    return Markup(_IN_SCRIPT.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def json_text(value: Any) -> Markup:
    """``value`` as JSON for a script element or file."""
    return json_block(json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False))


def number(value: float | None) -> str:
    """A number as a reader wants it: thousands set apart, no more digits than it needs."""
    return "" if value is None else f"{value:,.10g}".replace("-", "−")


def period(words: str | None, start: date | None, end: date | None) -> Both:
    """A period: in Chinese as people write it, in English by its dates."""
    english = _english_period(start, end)
    return Both(words or "", f"by {english}" if words and words.startswith("到") else english)


def _english_period(start: date | None, end: date | None) -> str:
    if end is None:
        return ""
    if start is None:
        return str(end)
    if start.day > 1 or (end + timedelta(days=1)).day > 1:
        return f"{start} to {end}"
    if (start.month, end.month) == (1, 12):
        return f"{start.year}" if start.year == end.year else f"{start.year}–{end.year}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{_MONTHS[end.month - 1]} {end.year}"
    year = "" if start.year == end.year else f" {start.year}"
    return f"{_MONTHS[start.month - 1]}{year}–{_MONTHS[end.month - 1]} {end.year}"


def report_link(figure_id: str) -> str:
    """Where a figure stands, from the root of the site: its report, at its number."""
    document_id, _, place = figure_id.partition("-")
    return f"report/{document_id}.html#{place}"
