"""Lists that 分别 deals out: which of the things named gets which of the numbers."""

import re
from collections.abc import Iterator, Sequence

from hedui.figures.grammar import Grammar
from hedui.figures.mentions import Mention

_DEALT = "分别"
_SEPARATORS = re.compile("、|以及|(?<![总平共饱温])和(?!平|谐|县)|(?<![普涉提顾触波])及(?!其|时|格)|(?<!参)与(?!会)")


def deal(named: Sequence[Mention], grammar: Grammar) -> dict[int, str | Mention]:
    """Names of the numbers that 分别 deals out, by ``id`` of the mention.

    A name is given in words where the things stand before 分别, or as the earlier mention that speaks of the same thing
    where they stand with an earlier list of numbers (``…分别为25亿吨和328万吨,同比分别增长0.6%和6.4%``).
    """
    dealt: dict[int, str | Mention] = {}
    for start, group in _groups(named):
        ahead, _, behind = group[0].before.rpartition(_DEALT)
        words = grammar.trim(grammar.change_words.sub("", ahead))
        items = [item for item in _SEPARATORS.split(words) if item]
        names: Sequence[str | Mention]
        if len(items) >= len(group):
            names = _completed(items[-len(group) :], grammar.trim(grammar.change_words.sub("", behind)), grammar)
        elif grammar.says_something(words):
            names = _continued(named[:start], group, words) or [words] * len(group)
        else:
            names = _peers(named[:start], group)
        dealt.update(zip(map(id, group), names, strict=False))
    return dealt


def _groups(named: Sequence[Mention]) -> Iterator[tuple[int, list[Mention]]]:
    """Runs of two or more numbers listed behind one 分别, each with its place in ``named``."""
    for start, mention in enumerate(named):
        if _DEALT not in mention.before or mention.is_listed:
            continue
        group = [mention]
        for follower in named[start + 1 :]:
            if not follower.is_listed or follower.clause != mention.clause:
                break
            group.append(follower)
        if len(group) > 1:
            yield start, group


def _completed(items: Sequence[str], stated: str, grammar: Grammar) -> list[str]:
    """Items with the measure noun that only the last of them, or the words behind 分别, carry."""
    noun = grammar.measure_noun.search(items[-1])
    suffix = noun.group() if noun else stated
    return [item if grammar.measure_noun.search(item) or item.endswith(suffix) else item + suffix for item in items]


def _continued(earlier: Sequence[Mention], group: Sequence[Mention], words: str) -> list[str]:
    """Names of a list that goes on with the things listed just before it (``总里程分别达…``), if it does."""
    things = earlier[-len(group) :]
    if len(things) < len(group) or any(t.token.unit != m.token.unit for t, m in zip(things, group, strict=True)):
        return []
    return [thing.before + words for thing in things]


def _peers(earlier: Sequence[Mention], group: Sequence[Mention]) -> Sequence[Mention]:
    """The numbers of the last list before ``group`` that is as long, none where there is no such list."""
    clause: list[Mention] = []
    for mention in reversed(earlier):
        if clause and mention.clause != clause[0].clause:
            if len(clause) == len(group):
                break
            clause = []
        clause.insert(0, mention)
    return clause if len(clause) == len(group) else []
