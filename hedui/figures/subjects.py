"""What each number measures: its own name, or that of the thing its sentence goes on speaking of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hedui.figures.dealing import deal
from hedui.figures.grammar import Grammar
from hedui.figures.mentions import PLACES, Mention, Sentence
from hedui.figures.names import own_name, share_noun, shorten
from hedui.vocabulary.codes import Role

_LONGEST_PART = 20
"""Characters of the words that narrow a part."""
_PHRASE = 5
"""Characters that make a name of words which say little one by one (企业超低排放改造)."""
_NAMED = (Role.ACTUAL, Role.PLAN, Role.CHANGE, Role.RATE, Role.RANK, Role.THRESHOLD, Role.SCOPE)
_LEADING = (Role.ACTUAL, Role.PLAN, Role.CHANGE)
_SAME_AGAIN = re.compile(
    "^(?:同比)?(?:占比?|占总数的?|比重)(?:为|达到?|约|由|从)?$|^约?占[\u4e00-\u9fff]{1,10}的?$|^(?:折合|约合|合|相当于|即|折算)(?:约|为)?$|[与和](?:上年|去年)(?:同期)?的?$"
)
_OF_WHOLE = re.compile(
    "^(?:同比)?(?:约|大约|将近)?占(?:到|了|比|总数的)?([\u4e00-\u9fffA-Za-z]{0,10}?)的?(?:比重|比例)?$"
)
"""A share of a whole, said of the number before it (占全国的, 约占新增装机的)."""
_LONGEST_HEADING = 15
_CLAUSE = re.compile("[^,;:。!?]+")
_HEADING_END = re.compile("(?:质量)?(?:情况|状况|方面|工作|建设|部分|概况|现状)$")
_RANKED_BY = re.compile("(?:按照?|根据|从)([^,]{2,16}?(?:排名|排序|排行))")
_AMOUNT_NOUN = re.compile("[量率数额值]$|投资$|收入$")
_ARRIVED = re.compile("累计|[达到至共有]$|总数|分别")
"""That a number is how many there are by now."""
_PREDICATE_BEHIND = re.compile("^(?:已经?|被|均|正在?|尚?未|仍|全部|存在|具备|达到|优于|劣于|符合|没有)")
_CIRCUMSTANCE = re.compile("的?(?:情况|背景|基础|形势)[上下]")
_ASPECT = re.compile(
    "(?:综合|无害化|安全)?(?:产生|排放|利用|处置|贮存|回收|处理|消费|生产|销售|转移|减排|供应|收集|调出|调入)(?:总)?[量率]$"
    "|(?:装机|装机容量|发电量|用电量|产量|产值|增加值|营收|投资|出口|进口|面积|人口)(?:占比|比重|比例)$"
)
_ELLIPTIC = re.compile("(?:已|尚|未|待|正在|均|仍|其中已)(?![累计])")
_WHO = re.compile("[\u4e00-\u9fff]{1,4}[省市县区]")
"""Who holds a place, which does not say of what."""
_PLACES_AHEAD = re.compile("^[\u4e00-\u9fff、]{0,12}(?:[县市]|[城郊新]区|主城区|建成区)(?=[\u4e00-\u9fffA-Z]{3})")
_IS_DONE = re.compile(
    "(?:其中[:,]?)?([^,;:]{2,16}?)(?:均|已|全部|全面|超额|提前|顺利|圆满){1,3}(?:完成|达标|建成|实现)"
)
_MEASURED = re.compile("总?(?:容积|面积|长度?|容量|库容|规模|投资)")
_SCOPE = re.compile("规模以上|规上|限额以上|限上|(?:不含|不包括|剔除|扣除|不计)[^,;。()、]{1,10}|全口径")


@dataclass(slots=True)
class _Thread:
    """What a sentence speaks of at a point: the thing last named, and the last ranking."""

    topic: str
    ranking: str = ""


def assign_subjects(sentence: Sentence, grammar: Grammar, inherited: str) -> str:
    """Fill subject, topic and scope of each mention of ``sentence``.

    Args:
        sentence: the sentence, its roles filled.
        grammar: compiled lexicon.
        inherited: topic of the sentence before, for a sentence that opens without one of its own.

    Returns:
        The topic that the next sentence may inherit.
    """
    thread = _Thread(inherited)
    named = [mention for mention in sentence.mentions if mention.role in _NAMED]
    dealt = deal(named, sentence, grammar)
    for index, mention in enumerate(named):
        share_noun(mention, named[index + 1 : index + 2])
        start = sentence.last_break(mention.token.start)
        earlier = [other for other in named[:index] if other.token.start > start]
        if grammar.measures(mention.before) or not earlier:
            thread.topic = _told_since(mention, sentence, grammar) or thread.topic
        name, mention.is_named = _name(mention, earlier, dealt.get(id(mention)), thread, grammar)
        if not mention.is_named and (subject := _subject_told(mention, sentence)):
            name = _join(subject, name if name != thread.topic else "")
        elif not grammar.says_something(name):
            name = _join(_told_before(mention, sentence, grammar), name) or mention.before
        mention.subject = shorten(_with_verb(name, mention, earlier, grammar))
        if mention.role is Role.RANK:
            thread.ranking = mention.subject
        elif mention.is_named and mention.role in _LEADING and not mention.is_aside:
            thread.topic = _topic(sentence.clause_text(mention.clause), name, grammar) or thread.topic
        mention.topic = thread.topic
        scope = _SCOPE.search(mention.ahead)
        mention.scope = scope.group() if scope else _part(mention, earlier, sentence)
    return thread.topic


def topic_told(words: str, grammar: Grammar) -> str:
    """What a heading or a sentence without numbers names, for the numbers that follow it; empty where it does not.

    A heading is a name (二、地表水质量状况); of a sentence it is the last thing that one of its clauses speaks of.
    """
    clauses = _CLAUSE.findall(words)
    if len(clauses) == 1 and len(clauses[0]) <= _LONGEST_HEADING:
        name = _HEADING_END.sub("", clauses[0])
        return name if grammar.says_something(name) else ""
    return next((told for clause in reversed(clauses) if (told := grammar.told(clause))), "")


def _told_since(mention: Mention, sentence: Sentence, grammar: Grammar) -> str:
    """The thing that the clauses without a number right before a mention's own name (PM2.5方面,年均浓度为…)."""
    numbered = {other.clause for other in sentence.mentions if other.role in _NAMED}
    for clause in range(mention.clause - 1, -1, -1):
        if clause in numbered:
            return ""
        words = sentence.clause_text(clause)
        ranked = _RANKED_BY.search(words) if mention.role is Role.RANK else None
        told = ranked.group(1) if ranked else grammar.told(words)
        if told and "、" not in told:
            return told
    return ""


def _part(mention: Mention, earlier: Sequence[Mention], sentence: Sentence) -> str | None:
    """What narrows a nameless part of the number before it (监测设备30台,其中21台已联网)."""
    is_part = sentence.clause_text(mention.clause).startswith("其中") and not mention.is_named
    if not is_part or not earlier or not earlier[-1].shares_unit(mention):
        return None
    return "其中" + mention.after[:_LONGEST_PART]


def _name(
    mention: Mention, earlier: Sequence[Mention], dealt: str | Mention | None, thread: _Thread, grammar: Grammar
) -> tuple[str, bool]:
    """Name of a mention, and whether it is of its own and not carried over from another.

    ``earlier`` are the mentions before it up to the last semicolon.
    """
    if isinstance(dealt, Mention):
        mention.peer = dealt
        return dealt.subject, False
    if dealt:
        is_place = thread.topic and grammar.is_place(dealt)
        return (dealt + _PLACES_AHEAD.sub("", thread.topic) if is_place else dealt), not is_place
    if mention.same_as is not None:
        return mention.same_as.subject, False
    if earlier and mention.is_lead:
        return earlier[-1].subject, False
    whole = _OF_WHOLE.search(mention.before) if mention.is_level and mention.token.unit else None
    if earlier and whole:
        return _share(earlier[-1].subject, grammar.trim_end(whole.group(1))), False
    if earlier and not mention.is_unchanged and _SAME_AGAIN.search(mention.before):
        return earlier[-1].subject, False
    own = own_name(mention, grammar)
    if mention.role is Role.RANK and thread.topic and _WHO.fullmatch(own):
        return thread.ranking or thread.topic, False
    if earlier and mention.is_level and earlier[-1].shares_unit(mention) and PLACES.fullmatch(own):
        return own + _PLACES_AHEAD.sub("", thread.topic), False
    goes_on = earlier and earlier[-1].token.classifier == mention.token.classifier and _ELLIPTIC.match(mention.before)
    if mention.is_aside and earlier and _MEASURED.fullmatch(own):
        return earlier[-1].subject + own, True
    is_whole = grammar.says_something(own) and (not goes_on or bool(mention.token.classifier and mention.after))
    if is_whole and earlier and (aspect := _ASPECT.search(thread.topic)) and _ASPECT.fullmatch(own):
        return thread.topic[: aspect.start()] + own, True
    if is_whole or (len(own) >= _PHRASE and not earlier):
        return own, True
    if mention.token.classifier and mention.is_level and _PREDICATE_BEHIND.match(mention.after):
        return _join(thread.topic, mention.after[:_LONGEST_PART]), False
    is_place = mention.counted_from is not None or mention.counts_places
    is_same_ranking = mention.is_listed or mention.role is Role.CHANGE or mention.token.is_chinese
    if is_place and is_same_ranking and thread.ranking:
        return _join(thread.ranking, own), False
    return _join(thread.topic, own), False


def _with_verb(name: str, mention: Mention, earlier: Sequence[Mention], grammar: Grammar) -> str:
    """A thing of a list with the verb that its first item has for all (新建公园12座、绿道30公里: 新建绿道)."""
    if not (mention.is_listed and mention.is_named and earlier and mention.is_level and mention.token.classifier):
        return name
    first = earlier[-1]
    verb = grammar.opening_verb(first.subject)
    if (
        not verb
        or _ARRIVED.search(mention.before)
        or not first.token.classifier
        or first.role is not mention.role
        or grammar.opening_verb(name)
    ):
        return name
    return name if _AMOUNT_NOUN.search(name) else verb + name


def _share(name: str, whole: str) -> str:
    """The name of the share that a thing has of a whole (煤电装机, 总装机: 煤电装机占总装机比重)."""
    whole = whole.removesuffix("比重").removesuffix("比例").removesuffix("的")
    return f"{name.split('占')[0] or name}占{whole}" + ("" if whole.endswith("份额") else "比重" if whole else "比")


def _subject_told(mention: Mention, sentence: Sentence) -> str:
    """The thing of which the clause before says that it is done (其中:人工造林已超额完成,达到7.31万亩)."""
    match = _IS_DONE.match(sentence.clause_text(mention.clause - 1)) if mention.clause else None
    return match.group(1) if match and not mention.before.strip("达到了约共") else ""


def _told_before(mention: Mention, sentence: Sentence, grammar: Grammar) -> str:
    """What the clause before says, if it has no number of its own (``开始第一轮退耕还林,截至目前共计完成11.3万亩``)."""
    clause = mention.clause - 1
    is_timed = any(other.clause == clause and other.role is Role.TIME for other in sentence.mentions)
    if clause < 0 or is_timed or sentence.has_number(clause):
        return ""
    words = grammar.trim(sentence.clause_text(clause))
    return words if grammar.says_something(words) else ""


def _topic(clause: str, name: str, grammar: Grammar) -> str:
    """What the words behind a clause may go on speaking of: of a circumstance (在…的基础上) what stands before it."""
    if _CIRCUMSTANCE.search(clause):
        told, at, _ = clause.partition("在")
        return grammar.trim(told) if at and grammar.says_something(told) else ""
    return grammar.without_change(name)


def _join(topic: str, own: str) -> str:
    """A thing and what is measured of it as one name (垃圾处理水平, 处理率: 垃圾处理率)."""
    if not own or own in topic:
        return topic or own
    bare = topic.removesuffix("水平").removesuffix("能力") if own.endswith("率") else topic
    shared = next((n for n in range(min(len(bare), len(own) - 1), 1, -1) if bare.endswith(own[:n])), 0)
    return bare + own[shared:] if shared else topic + own
