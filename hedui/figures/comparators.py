"""How a printed number bounds its value, by the words on both sides."""

import re
from collections.abc import Sequence
from itertools import pairwise

from hedui.figures.grammar import Grammar
from hedui.figures.mentions import Mention
from hedui.language.tokens import Kind
from hedui.vocabulary.codes import ChangeKind, Comparator, CountedFrom, Role

_IS_GOAL = re.compile("的[^,;。]{0,6}(?:目标|指标)")
_HEDGES = {
    "余": Comparator.ABOVE,
    "多": Comparator.ABOVE,
    "来": Comparator.ABOUT,
    "+": Comparator.AT_LEAST,
    "上": Comparator.AT_LEAST,
}
_SIGNS = {
    "≤": Comparator.AT_MOST,
    "<": Comparator.BELOW,
    "≥": Comparator.AT_LEAST,
    ">": Comparator.ABOVE,
    "≈": Comparator.ABOUT,
}
_BEYOND = frozenset({Comparator.ABOVE, Comparator.BELOW})
_OTHER_UNIT = re.compile(r"^\([^()]{1,4}\)")
_DEALT = re.compile("分别|依次")


def assign_comparator(mention: Mention, grammar: Grammar) -> None:
    """Fill the comparator of a mention, and whether its number is an approximation."""
    mention.comparator = _comparator(mention, grammar)
    token = mention.token
    mention.is_approximate = mention.comparator is Comparator.ABOUT or token.is_vague or token.hedge in ("余", "多")


def share_comparators(mentions: Sequence[Mention]) -> None:
    """Let a comparator hold for every number of a list that 分别 deals out (``分别控制在10.9万吨、0.91万吨以内``)."""
    _share_over_stroke(mentions)
    group: list[Mention] = []
    for mention in mentions:
        if not mention.is_listed or mention.before or not group or mention.clause != group[0].clause:
            _level(group)
            group = [mention] if _DEALT.search(mention.before) else []
        else:
            group.append(mention)
    _level(group)


def _share_over_stroke(mentions: Sequence[Mention]) -> None:
    """Let a comparator hold for the second of two numbers of one thing (超过120万千瓦/240万千瓦时)."""
    for first, second in pairwise(mentions):
        if second.token.start == first.token.end + 1 and second.ahead.endswith("/"):
            second.comparator, second.is_approximate = first.comparator, first.is_approximate


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
        return _HEDGES[token.hedge]
    if (sign := mention.ahead.rstrip()[-1:]) in _SIGNS:
        return _SIGNS[sign]
    behind = _OTHER_UNIT.sub("", mention.behind)
    for pattern, comparator in grammar.comparators_after:
        if pattern.match(behind):
            return comparator
    for pattern, comparator in grammar.comparators_before:
        if pattern.search(mention.before) and not (comparator in _BEYOND and _is_lead(mention)):
            return comparator
    return Comparator.ABOUT if token.is_vague else Comparator.EQUAL


def _is_lead(mention: Mention) -> bool:
    """Whether words of above and below say what a number is held against, and bound it not."""
    return mention.change_kind is ChangeKind.VERSUS_OTHER or _IS_GOAL.match(mention.behind) is not None
