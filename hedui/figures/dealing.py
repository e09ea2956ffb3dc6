"""Lists that 分别 deals out: which of the things named gets which of the numbers."""

import re
from collections.abc import Iterator, Mapping, Sequence

from hedui.figures.grammar import Grammar
from hedui.figures.mentions import Mention, Sentence
from hedui.vocabulary.codes import Role

_SHORT_ITEM = 12
_TOWN_AND_COUNTRY = 2
"""Numbers that 分别 deals out to what is named of both (城乡居民收入分别为…)."""
_DEALT = re.compile("^(.*)(?:分别|依次)(.*)$")
_SEPARATORS = re.compile("、|以及|(?<![总平共饱温])和(?!平|谐|县)|(?<![普涉提顾触波])及(?!其|时|格)|(?<!参)与(?!会)")
_LEVELS = "(?:国家级?|[省市县区州]级|[特高中初]级|[特一二三四五六]等|[1-5]A级|[一二三四五1-5]星级)"
LEVEL = re.compile(_LEVELS)
"""Words that say of which level a thing is."""
_LEVEL_LAST = re.compile(f"{_LEVELS}$")
_PREDICATE = re.compile(
    "(?:次之|(?:相对)?[较最偏][低高好差大小多少优]|居[前后首末]|实现|持续|全面|继续|双双|同步|均|呈|得到|保持|稳定"
    '|[“"]).*$'
)
"""What is said of a whole list behind its last item (浓度实现“双下降”)."""

_RANKING = re.compile(
    "(?P<thing>.*?)(?:相对)?(?:最|较)(?:[低高好差大小多少优快慢]|靠[前后])的(?:前|后)?[\\d一二两三四五六七八九十]+[个位名]?"
    "(?:[^,;。、是为有]{0,8})(?:依次|分别)?[是为有:]+(?P<list>[^,;。]+)"
)
"""The best or the worst of a set, by name."""
_SET = re.compile("^.*?(?:城市|[省市县区]+|平原)(?:中,?|内)?(?=.)")


def deal(named: Sequence[Mention], sentence: Sentence, grammar: Grammar) -> dict[int, str | Mention]:
    """Names of the numbers that 分别 or 依次 deals out, by ``id`` of the mention.

    A name is given in words where the things stand before 分别, or as the earlier mention that speaks of the same thing
    where they stand with an earlier list of numbers (``…分别为25亿吨和328万吨,同比分别增长0.6%和6.4%``).
    """
    dealt: dict[int, str | Mention] = {}
    for start, group in _groups(named):
        names: Sequence[str | Mention]
        broken = sentence.last_break(group[0].token.start)
        earlier = [m for m in named[:start] if m.token.start > broken or not group[0].is_level]
        match = _DEALT.match(group[0].before)
        if match is None:
            names = _unmarked(earlier, group, dealt, grammar)
            dealt.update(zip(map(id, group), names, strict=False))
            continue
        words, stated = (grammar.trim(grammar.without_change(part)) for part in match.groups())
        names = _listed(words, group, stated, grammar)
        if not names and grammar.says_something(words):
            names = _continued(earlier, group, words) or [words] * len(group)
        names = names or _peers(earlier, group) or _ahead(sentence, group, stated, grammar)
        dealt.update(zip(map(id, group), names, strict=False))
    return dealt


def _unmarked(
    earlier: Sequence[Mention], group: Sequence[Mention], dealt: Mapping[int, object], grammar: Grammar
) -> Sequence[str | Mention]:
    """Names of a list without 分别: of as many things named (镍、锡下降2%、3%), or of a list dealt out before it."""
    words = grammar.trim(grammar.without_change(group[0].before))
    if grammar.says_something(words):
        is_alike = all(mention.shares_unit(group[0]) and not mention.before for mention in group[1:])
        items = _items(words, len(group))
        is_even = len(items) == len(group) and max(map(len, items)) <= _SHORT_ITEM
        return _completed(items, "", grammar) if is_alike and is_even and group[0].role is Role.CHANGE else []
    peers = _peers(earlier, group)
    return peers if all(id(peer) in dealt for peer in peers) else []


def _groups(named: Sequence[Mention]) -> Iterator[tuple[int, list[Mention]]]:
    """Runs of two or more numbers listed behind 分别, or behind nothing, each with its place in ``named``."""
    for start, mention in enumerate(named):
        if mention.is_listed or mention.is_bracketed:
            continue
        group = [mention]
        for follower in named[start + 1 :]:
            if follower.is_bracketed and follower.clause == mention.clause:
                continue
            if not follower.is_listed or follower.clause != mention.clause:
                break
            group.append(follower)
        if len(group) > 1:
            yield start, group


def _listed(words: str, group: Sequence[Mention], stated: str, grammar: Grammar) -> Sequence[str]:
    """The last items that ``words`` list, one for each number; none where they list too few."""
    items = _items(words, len(group))
    if len(group) == _TOWN_AND_COUNTRY and items and "城乡" in items[-1] and len(items) < len(group):
        return [
            items[-1].replace("城乡", side, 1) + ("" if grammar.measure_noun.search(items[-1]) else stated)
            for side in ("城镇", "农村")
        ]
    return _completed(items[-len(group) :], stated, grammar) if len(items) >= len(group) else []


def _items(words: str, count: int) -> list[str]:
    """The things that ``words`` list: cut at 、 alone where that gives as many as there are numbers, else at 和 too."""
    items = [item for item in words.split("、") if item]
    return items if len(items) == count else [item for item in _SEPARATORS.split(words) if item]


def _completed(items: Sequence[str], stated: str, grammar: Grammar) -> list[str]:
    """Items with what only the last of them, or the words behind 分别, carry: its end, or all but its first word.

    An item of one word stands for the first word of the last item (城镇、农村居民收入: 城镇居民收入); a longer one
    lacks the measure noun alone.
    """
    if leveled := _leveled(items):
        return leveled
    noun = grammar.measure_noun.search(items[-1])
    measure = noun.group() if noun else stated
    if noun and items[-1][: noun.start()].endswith("的"):
        measure = "的" + measure
    shared = _shared_end(items)
    first, *others = grammar.words.cut(items[-1])
    is_longer = len(others) > 1 and bool(measure) and items[-1].endswith(measure) and "“" not in items[-1]
    rest = "".join(others) if is_longer and not shared else ""
    completed = []
    for item in items[:-1]:
        is_parallel = len(item) == len(first) and len(grammar.words.cut(item)) == 1
        end = rest.removeprefix(item) if rest and (is_parallel or rest.startswith(item)) else shared or measure
        is_whole = item.endswith(end) or grammar.measure_noun.search(item)
        completed.append(item if is_whole else item + end)
    last = items[-1]
    return [*completed, last if noun or shared or last.endswith(stated) else last + stated]


def _leveled(items: Sequence[str]) -> list[str]:
    """Items that name levels of one thing (取得国家、省级认证的企业), each with all of it; none where they do not."""
    *others, last = items
    level, first = LEVEL.match(last), _LEVEL_LAST.search(others[0]) if others else None
    if not (level and first and last[level.end() :]) or not all(map(LEVEL.fullmatch, others[1:])):
        return []
    lead, thing = others[0][: first.start()], last[level.end() :]
    return [others[0] + thing, *(lead + item + thing for item in others[1:]), lead + last]


def _shared_end(items: Sequence[str]) -> str:
    """What follows the last of items built alike (黄色、橙色、红色预警期间减排比例); empty where they are not."""
    *others, last = items
    width = len(others[0]) if others else 0
    is_alike = 1 < width < len(last) and all(len(o) == width and o[-1] == last[width - 1] for o in others)
    return last[width:] if is_alike else ""


def _continued(earlier: Sequence[Mention], group: Sequence[Mention], words: str) -> list[str]:
    """Names of a list that goes on with the things listed just before it (``总里程分别达…``), if it does."""
    things = earlier[-len(group) :]
    if len(things) < len(group) or any(t.token.unit != m.token.unit for t, m in zip(things, group, strict=True)):
        return []
    return [thing.before + words for thing in things]


def _peers(earlier: Sequence[Mention], group: Sequence[Mention]) -> Sequence[Mention]:
    """The numbers that ``group`` goes on with: the last list as long, or as many levels of one unit; else none."""
    clause: list[Mention] = []
    for mention in reversed(earlier):
        if clause and mention.clause != clause[0].clause:
            if len(clause) == len(group):
                return clause
            clause = []
        clause.insert(0, mention)
    if len(clause) == len(group):
        return clause
    last = earlier[-len(group) :]
    is_alike = len({m.role for m in last}) == 1 and len({m.clause for m in last}) == len(last)
    return last if len(last) == len(group) and is_alike and last[0].is_level else []


def _ahead(sentence: Sentence, group: Sequence[Mention], stated: str, grammar: Grammar) -> Sequence[str]:
    """The things listed by the clause before (``甲、乙浓度实现“双下降”,分别下降…``), if it has no number of its own."""
    clause = group[0].clause - 1
    if clause < 0:
        return []
    if sentence.has_number(clause):
        return _ranked(sentence, clause, len(group), grammar)
    return _listed(grammar.trim(_PREDICATE.sub("", sentence.clause_text(clause))), group, stated, grammar)


def _ranked(sentence: Sentence, clause: int, count: int, grammar: Grammar) -> Sequence[str]:
    """The places that a ranking lists, each with what is ranked (``浓度最低的3个城市依次是甲、乙和丙,分别为…``).

    A clause that goes on with the other end of the ranking names the thing no more, or by its last word alone.
    """
    thing = ""
    for earlier in range(clause + 1):
        if found := _RANKING.match(sentence.clause_text(earlier)):
            named = grammar.trim(_SET.sub("", found["thing"]))
            thing = thing if thing.endswith(named) else named
            if earlier == clause and len(items := _SEPARATORS.split(found["list"])) == count:
                return [item + thing for item in items]
    return []
