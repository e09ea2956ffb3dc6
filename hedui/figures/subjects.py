"""What each number measures: a short name from the words before it, behind it, or of a clause earlier."""

import re
from collections.abc import Sequence

from hedui.figures.grammar import Grammar
from hedui.figures.mentions import Mention, Sentence
from hedui.vocabulary.codes import ChangeKind, QuantityKind, Role

_LONGEST = 30
_NAMED = (Role.ACTUAL, Role.PLAN, Role.CHANGE, Role.RATE, Role.RANK, Role.THRESHOLD, Role.SCOPE)
_LEADING = (Role.ACTUAL, Role.PLAN, Role.CHANGE)
_DEALT = "分别"
_SEPARATORS = re.compile("、|和|及|与|以及")
_BEHIND_LEAD = re.compile("(?:及?以上|及?以下|以内|左右|之间|上下)?(?:的|以上的|并|已|均|共|,)*")
_BEHIND_END = re.compile("(?:达到|同比|比上年|较上年|其中|占|位居|排名|分别).*$")
_SHARE = re.compile("(?:同比)?(?:占比?|占总数的?|比重)(?:为|达到?|约)?")
_CIRCUMSTANCE = re.compile("的?(?:情况|背景|基础|形势)[上下]")
_SHORT = 3
_CARRIES = re.compile(
    "(?:年产|总投资|投资|总长|全长|长|新增|新建|建成|建设|完成|实施|改造|修复|种植|生产|推广|形成|布局建设|开工)(?:了|约)?$"
)
_BEHIND_BESIDE = 20
_ELLIPTIC = re.compile("(?:已|尚|未|待|正在|均|仍|其中已)(?![累计])")
_STATEMENT = re.compile("^(?:目标任务|目标|任务|指标|标准|水平|以上|以下|以内|左右)$")


def assign_subjects(sentence: Sentence, grammar: Grammar, inherited: str) -> str:
    """Fill subject and topic of each mention of ``sentence``.

    Args:
        sentence: the sentence, its roles filled.
        grammar: compiled lexicon.
        inherited: topic of the sentence before, for a sentence that opens without one of its own.

    Returns:
        The topic that the next sentence may inherit.
    """
    topic, ranked = inherited, ""
    named = [m for m in sentence.mentions if m.role in _NAMED]
    groups = _dealt_groups(sentence, named, grammar)
    earlier: list[Mention] = []
    for mention in named:
        dealt = groups.get(id(mention))
        if len(mention.after) <= _SHORT and (following := _next_listed(mention, sentence)) is not None:
            mention.after += following.after
        own, is_whole = _own_name(mention, grammar)
        if earlier and (mention.change_kind is ChangeKind.VERSUS_OTHER or _SHARE.fullmatch(mention.before)):
            own, is_whole = earlier[-1].subject, False
            mention.subject, mention.topic = own, topic
            earlier.append(mention)
            continue
        if dealt is not None:
            name, is_whole = dealt, bool(dealt)
            if not is_whole:
                name = _group_name(mention, earlier, groups, own, topic)
        elif is_whole:
            name = own
        elif mention.counted_from is not None or mention.token.quantity_kind is QuantityKind.PLACE:
            is_same = mention.is_listed or mention.role is Role.CHANGE or mention.token.is_chinese
            name = _join(ranked if ranked and is_same else topic, own)
        else:
            name = _join(topic, own)
        mention.subject = _shorten(name)
        if mention.role is Role.RANK:
            ranked = mention.subject
        elif (
            is_whole
            and mention.role in _LEADING
            and not mention.is_aside
            and not _CIRCUMSTANCE.search(sentence.clause_text(mention.clause))
        ):
            topic = grammar.change_words.sub("", name)
        mention.topic, mention.is_named = topic, is_whole
        earlier.append(mention)
    return topic


def _next_listed(mention: Mention, sentence: Sentence) -> Mention | None:
    """The number listed right behind, which shares its noun (``5385台、7185.86蒸吨燃煤锅炉``)."""
    for other in sentence.mentions:
        if other.is_listed and not other.before and other.token.start - mention.token.end <= _SHORT + 1:
            if other.token.start <= mention.token.end:
                continue
            return other
    return None


def _own_name(mention: Mention, grammar: Grammar) -> tuple[str, bool]:
    """Name in the mention's own segment, and whether it names a thing (or only says what was done to one)."""
    before = mention.before
    if mention.role is Role.CHANGE:
        before = grammar.change_words.sub("", before)
    is_elliptic = bool(_ELLIPTIC.match(before))
    before = _trim(before, grammar)
    behind = _behind(mention) if mention.role is not Role.CHANGE else ""
    has_thing = len(grammar.light.sub("", before)) >= 2
    is_carried = mention.token.quantity_kind is QuantityKind.PERCENT or _CARRIES.search(before)
    if behind and (mention.token.classifier or not has_thing or is_carried):
        name = before + (behind[:_BEHIND_BESIDE] if has_thing else behind)
    else:
        name = before
    return name, len(grammar.light.sub("", name)) >= 2 and not (is_elliptic and not behind)


def _behind(mention: Mention) -> str:
    """The noun phrase behind a number (``15家重点企业节能改造``)."""
    words = mention.after
    lead = _BEHIND_LEAD.match(words)
    words = _BEHIND_END.sub("", words[lead.end() if lead else 0 :])
    return "" if _STATEMENT.match(words) else words[:_LONGEST]


def _trim(words: str, grammar: Grammar) -> str:
    """Words without the adverbs in front and the verbs of stating at the end."""
    while not words.endswith(grammar.kept_ends) and (tail := grammar.tail.search(words)):
        words = words[: tail.start()]
    lead = grammar.lead.match(words)
    return words[lead.end() :] if lead else words


def _join(topic: str, own: str) -> str:
    if not own or own in topic:
        return topic or own
    return topic + own


def _shorten(name: str) -> str:
    """At most thirty characters, cut in front at a natural break."""
    name = name.strip('、,;:·()“”"')
    if len(name) <= _LONGEST:
        return name
    rest = name[-_LONGEST:]
    match = re.search("[、,和及的]", rest[:12])
    return rest[match.end() :] if match else rest


def _dealt_groups(sentence: Sentence, named: Sequence[Mention], grammar: Grammar) -> dict[int, str]:
    """Names dealt out by 分别: by mention, ``""`` where the names stand with an earlier group."""
    dealt: dict[int, str] = {}
    for index, mention in enumerate(named):
        at = mention.before.rfind(_DEALT)
        if at < 0 or mention.is_listed:
            continue
        group = [mention]
        for follower in named[index + 1 :]:
            if not follower.is_listed or follower.clause != mention.clause:
                break
            group.append(follower)
        if len(group) < 2:
            continue
        words = grammar.change_words.sub("", mention.before[:at])
        verb = mention.before[at + len(_DEALT) :]
        items = [item for item in _SEPARATORS.split(_trim(words, grammar)) if item]
        if len(items) > len(group):
            items = [*items[:0], *items[-len(group) :]]
        if len(items) == len(group):
            names = _completed(items, grammar, _trim(grammar.change_words.sub("", verb), grammar))
        else:
            whole = _trim(words, grammar)
            names = _paired(named[:index], group, whole) or [whole] * len(group)
        for member, name in zip(group, names, strict=True):
            dealt[id(member)] = name if len(grammar.light.sub("", name)) >= 1 else ""
    return dealt


def _paired(earlier: Sequence[Mention], group: Sequence[Mention], whole: str) -> list[str]:
    """Names of a dealt-out group that goes on with the things listed just before (``总里程分别达…``), or none."""
    things = earlier[-len(group) :]
    if len(things) < len(group) or any(t.token.unit != m.token.unit for t, m in zip(things, group, strict=True)):
        return []
    return [f"{thing.before}{whole}" for thing in things]


def _completed(items: list[str], grammar: Grammar, stated: str) -> list[str]:
    """Items with the measure noun that only the last of them, or the words behind 分别, carry."""
    noun = grammar.measure_noun.search(items[-1])
    suffix = noun.group() if noun else stated
    return [item if grammar.measure_noun.search(item) or item.endswith(suffix) else item + suffix for item in items]


def _group_name(mention: Mention, earlier: Sequence[Mention], groups: dict[int, str], own: str, topic: str) -> str:
    """Name of a dealt number whose list of names stands with an earlier group: the same place in that group."""
    place = 0
    for other in reversed(earlier):
        if other.clause == mention.clause and id(other) in groups:
            place += 1
        else:
            break
    first = len(earlier) - place
    end = first
    while end and not (
        earlier[end - 1].clause != mention.clause and (id(earlier[end - 1]) in groups or earlier[end - 1].is_listed)
    ):
        end -= 1
    start = end
    while start and earlier[start - 1].clause == earlier[end - 1].clause:
        start -= 1
    members = earlier[start:end]
    if place < len(members):
        return members[place].subject
    return _join(topic, own)
