"""The time that each change is stated against, and the kind of change that this time tells."""

import re

from hedui.figures.calendars import Calendar
from hedui.figures.mentions import Mention, Sentence
from hedui.language import times
from hedui.language.times import Span
from hedui.vocabulary.codes import ChangeKind, Role

_COMPARED_TO = re.compile('(?:较|比|与|相比|相对于|快于|高于|低于|优于|好于|慢于)[“"]?$')
_FROM = re.compile("(?:由|从|自)$")
_OF_TIME = re.compile("(?:时期|期间|年?底|末)?的")
_TIMES_OF = re.compile(r"的[\d.]+倍")


def assign_bases(sentence: Sentence, calendar: Calendar) -> None:
    """Fill the base of each change of ``sentence``, its periods filled."""
    base: Span | None = None
    for mention in sentence.mentions:
        if mention.role is Role.TIME:
            base = _named_base(mention, sentence, calendar) or base
        elif mention.role is Role.CHANGE and mention.span is not None:
            _set(mention, mention.span, base)


def _named_base(mention: Mention, sentence: Sentence, calendar: Calendar) -> Span | None:
    """The time that something is compared to (比2019年, 由2020年的…), None where a time is no base."""
    token = mention.token
    if mention.is_titled or (mention.is_quoted and not mention.is_plan_period):
        return None
    near = sentence.between(max(sentence.start, token.start - 4), token.start)
    behind = sentence.between(token.end, min(sentence.end, token.end + 8)).lstrip('”"')
    is_base = _COMPARED_TO.search(near) or _TIMES_OF.match(behind) or (_FROM.search(near) and _OF_TIME.match(behind))
    return times.parse(sentence.between(token.start, token.end), calendar.year) if is_base else None


def _set(mention: Mention, span: Span, base: Span | None) -> None:
    if mention.change_kind is ChangeKind.ANNUALISED and span.start is not None:
        mention.annualised_years = span.end.year - span.start.year + 1
    if mention.change_kind is ChangeKind.YEAR_ON_YEAR:
        mention.base = times.year_before(span)
    elif base is not None:
        mention.base = base
        if mention.change_kind in (ChangeKind.UNKNOWN, None):
            mention.change_kind = ChangeKind.FIXED_BASE
