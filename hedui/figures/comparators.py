"""How a printed number bounds its value, by the words on both sides."""

import re
from collections.abc import Sequence

from hedui.figures.grammar import Grammar
from hedui.figures.mentions import Mention
from hedui.language.tokens import Kind
from hedui.vocabulary.codes import ChangeKind, Comparator, CountedFrom, Role

_IS_GOAL = re.compile("的[^,;。]{0,6}(?:目标|指标)")
_DEALT = re.compile("分别|依次")


def assign_comparator(mention: Mention, grammar: Grammar) -> None:
    """Fill the comparator of a mention, and whether its number is an approximation."""
    mention.comparator = _comparator(mention, grammar)
    mention.is_approximate = mention.comparator is Comparator.ABOUT or mention.token.hedge in ("余", "多")


def share_comparators(mentions: Sequence[Mention]) -> None:
    """Let a comparator hold for every number of a list that 分别 deals out (``分别控制在10.9万吨、0.91万吨以内``)."""
    group: list[Mention] = []
    for mention in mentions:
        if not mention.is_listed or mention.before or not group or mention.clause != group[0].clause:
            _level(group)
            group = [mention] if _DEALT.search(mention.before) else []
        else:
            group.append(mention)
    _level(group)


def _level(group: Sequence[Mention]) -> None:
    signs = {mention.comparator for mention in group} - {Comparator.EQUAL}
    if len(signs) == 1:
        for mention in group:
            mention.comparator = next(iter(signs))


def _comparator(mention: Mention, grammar: Grammar) -> Comparator:
    token = mention.token
    if token.kind is Kind.RANK or mention.counted_from is not None:
        if mention.role not in (Role.PLAN, Role.THRESHOLD):
            return Comparator.AT_MOST if mention.ahead.endswith("前") else Comparator.EQUAL
        return Comparator.ABOVE if mention.counted_from is CountedFrom.WORST else Comparator.AT_MOST
    if token.hedge:
        return Comparator.ABOUT if token.hedge == "来" else Comparator.ABOVE
    for pattern, comparator in grammar.comparators_after:
        if pattern.match(mention.behind):
            return comparator
    for pattern, comparator in grammar.comparators_before:
        is_lead = mention.change_kind is ChangeKind.VERSUS_OTHER or _IS_GOAL.match(mention.behind)
        if not (is_lead and comparator in (Comparator.ABOVE, Comparator.BELOW)) and pattern.search(mention.before):
            return comparator
    return Comparator.EQUAL
