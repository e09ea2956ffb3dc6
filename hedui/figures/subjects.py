"""What each number measures: a short name from the words before it, behind it, or of a clause earlier."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hedui.figures.changes import BEYOND_STANDARD, FROM_GOAL, MORE_THAN
from hedui.figures.dealing import deal
from hedui.figures.grammar import Grammar
from hedui.figures.mentions import PLACES, Mention, Sentence
from hedui.vocabulary.codes import ChangeKind, QuantityKind, Role

_LONGEST = 30
_BEHIND_BESIDE = 20
"""Characters taken of the words behind a number where the words before it name a thing as well."""
_NO_NOUN = re.compile(
    "(?:提高|提升|增加|增长|上升|下降|降低|减少|扩大|调整|压减|增|升|降|减)(?:到|至|为)|、|(?:以[上下内])?的(?:目标|限值|指标|标准)|须|应(?!急|用)|要求|计划|拟|需(?!求|水)|将|已|未|尚|正在|列入|纳入"
)
_SHORT = 3
_PHRASE = 5
"""Characters that make a name of words which say little one by one (企业超低排放改造)."""
_NAMED = (Role.ACTUAL, Role.PLAN, Role.CHANGE, Role.RATE, Role.RANK, Role.THRESHOLD, Role.SCOPE)
_LEADING = (Role.ACTUAL, Role.PLAN, Role.CHANGE)
_BEHIND_LEAD = re.compile("(?:及?以上|及?以下|以内|左右|之间|上下)?(?:的|以上的|并|已|均|共|,)*")
_BEHIND_END = re.compile("(?:达到|同比|比上年|较上年|其中|占|位居|排名|分别).*$")
_SAME_AGAIN = re.compile(
    "^(?:同比)?(?:占比?|占总数的?|比重)(?:为|达到?|约|由|从)?$|^约?占[\u4e00-\u9fff]{1,10}的?$|^(?:折合|约合|合|相当于|即|折算)(?:约|为)?$|[与和](?:上年|去年)(?:同期)?的?$"
)
_CIRCUMSTANCE = re.compile("的?(?:情况|背景|基础|形势)[上下]")
_CARRIES = re.compile(
    "(?:年产|总投资|投资|总长|全长|长|新增|新建|建成|建设|完成|实施|改造|修复|种植|生产|推广|形成|布局建设|开工|筹措|设立|安排|投入|争取|提出|支持|接待|拨付|下达|落实|签订|发放|引进|到位|获得?|签约)(?:了|约)?$"
)
_ASPECT = re.compile(
    "(?:综合|无害化|安全)?(?:产生|排放|利用|处置|贮存|回收|处理|消费|生产|销售|转移|减排|供应|收集|调出|调入)(?:总)?[量率]$"
)
_ELLIPTIC = re.compile("(?:已|尚|未|待|正在|均|仍|其中已)(?![累计])")
_STATEMENT = re.compile("(?:目标任务|目标|任务|指标|标准|水平|以上|以下|以内|左右)$")
_RANKED = re.compile(
    "(?:(?<=排名)|位居|位列|名列|居|列|正排|倒排|排(?=[在第]|$)|(?<=..)(?:[在为]全|全[国省市区县州])).*$"
)
_WHO = re.compile("[\u4e00-\u9fff]{1,4}[省市县区]")
"""Who holds a place, which does not say of what."""
_AMONG = re.compile("在[^,;]{0,20}[中里](?:[由从]好到差|[由从]差到好|按[^,;]{0,8})?$")
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
        _share_noun(mention, named[index + 1 : index + 2])
        start = sentence.last_break(mention.token.start)
        earlier = [other for other in named[:index] if other.token.start > start]
        name, mention.is_named = _name(mention, earlier, dealt.get(id(mention)), thread, grammar)
        if not mention.is_named and (subject := _subject_told(mention, sentence)):
            name = _join(subject, name if name != thread.topic else "")
        elif not grammar.says_something(name):
            name = _join(_told_before(mention, sentence, grammar), name) or mention.before
        mention.subject = _shorten(name)
        if mention.role is Role.RANK:
            thread.ranking = mention.subject
        elif mention.is_named and mention.role in _LEADING and not mention.is_aside:
            thread.topic = _topic(sentence.clause_text(mention.clause), name, grammar) or thread.topic
        mention.topic = thread.topic
        scope = _SCOPE.search(mention.ahead)
        mention.scope = scope.group() if scope else _part(mention, earlier, sentence)
    return thread.topic


def _part(mention: Mention, earlier: Sequence[Mention], sentence: Sentence) -> str | None:
    """What narrows a nameless part of the number before it (监测设备30台,其中21台已联网)."""
    is_part = sentence.clause_text(mention.clause).startswith("其中") and not mention.is_named
    if not is_part or not earlier or not earlier[-1].shares_unit(mention):
        return None
    return "其中" + mention.after[:_BEHIND_BESIDE]


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
        return dealt, True
    if earlier and (mention.change_kind is ChangeKind.VERSUS_OTHER or _SAME_AGAIN.search(mention.before)):
        return earlier[-1].subject, False
    own = _own_name(mention, grammar)
    if mention.role is Role.RANK and thread.topic and _WHO.fullmatch(own):
        return thread.ranking or thread.topic, False
    if (
        earlier
        and mention.role in (Role.ACTUAL, Role.PLAN)
        and earlier[-1].shares_unit(mention)
        and PLACES.fullmatch(own)
    ):
        return own + _PLACES_AHEAD.sub("", thread.topic), False
    goes_on = earlier and earlier[-1].token.classifier == mention.token.classifier and _ELLIPTIC.match(mention.before)
    if mention.is_aside and earlier and _MEASURED.fullmatch(own):
        return earlier[-1].subject + own, True
    is_whole = grammar.says_something(own) and (not goes_on or bool(mention.token.classifier and mention.after))
    if is_whole and earlier and (aspect := _ASPECT.search(thread.topic)) and _ASPECT.fullmatch(own):
        return thread.topic[: aspect.start()] + own, True
    if is_whole or (len(own) >= _PHRASE and not earlier):
        return own, True
    is_place = mention.counted_from is not None or mention.counts_places
    is_same_ranking = mention.is_listed or mention.role is Role.CHANGE or mention.token.is_chinese
    if is_place and is_same_ranking and thread.ranking:
        return _join(thread.ranking, own), False
    return _join(thread.topic, own), False


def _subject_told(mention: Mention, sentence: Sentence) -> str:
    """The thing of which the clause before says that it is done (其中:人工造林已超额完成,达到7.31万亩)."""
    match = _IS_DONE.match(sentence.clause_text(mention.clause - 1)) if mention.clause else None
    return match.group(1) if match and not mention.before.strip("达到了约共") else ""


def _told_before(mention: Mention, sentence: Sentence, grammar: Grammar) -> str:
    """What the clause before says, if it has no number of its own (``开始第一轮退耕还林,截至目前共计完成11.3万亩``)."""
    clause = mention.clause - 1
    inside = [other for other in sentence.mentions if other.clause == clause]
    if clause < 0 or any(other.is_number or other.role is Role.TIME for other in inside):
        return ""
    words = grammar.trim(sentence.clause_text(clause))
    return words if grammar.says_something(words) else ""


def _topic(clause: str, name: str, grammar: Grammar) -> str:
    """What the words behind a clause may go on speaking of: of a circumstance (在…的基础上) what stands before it."""
    if _CIRCUMSTANCE.search(clause):
        told, at, _ = clause.partition("在")
        return grammar.trim(told) if at and grammar.says_something(told) else ""
    return grammar.change_words.sub("", name)


def _share_noun(mention: Mention, following: Sequence[Mention]) -> None:
    """Give a number the noun of the one listed right behind it (``5385台、7185.86蒸吨燃煤锅炉``)."""
    for other in following:
        gap = other.token.start - mention.token.end
        if other.is_listed and not other.before and 0 < gap <= _SHORT + 1 and len(mention.after) <= _SHORT:
            mention.after += other.after


def _own_name(mention: Mention, grammar: Grammar) -> str:
    """Name in the mention's own segment; it may only say what was done to a thing named before."""
    before, behind = mention.before, _behind(mention)
    if mention.role is Role.CHANGE:
        said = MORE_THAN.sub("", FROM_GOAL.sub("", BEYOND_STANDARD.sub("", before)))
        before, behind = grammar.change_words.sub("", said), ""
    if mention.role is Role.RANK:
        before, behind = _AMONG.sub("", _RANKED.sub("", before)), ""
    is_ranking = before.endswith("排名")
    before = grammar.trim(before) + ("排名" if is_ranking else "")
    has_thing = grammar.says_something(before) and not grammar.only_does(before)
    takes_noun = mention.token.classifier or mention.token.quantity_kind is QuantityKind.PERCENT
    if behind and (takes_noun or not has_thing or _CARRIES.search(before)):
        before += behind[:_BEHIND_BESIDE] if has_thing else behind
    return before


def _behind(mention: Mention) -> str:
    """The noun phrase behind a number (``15家重点企业节能改造``)."""
    if _NO_NOUN.match(mention.after):
        return ""
    lead = _BEHIND_LEAD.match(mention.after)
    words = _BEHIND_END.sub("", mention.after[lead.end() if lead else 0 :])
    return "" if _STATEMENT.match(words) else words[:_LONGEST]


def _join(topic: str, own: str) -> str:
    return topic or own if not own or own in topic else topic + own


def _shorten(name: str) -> str:
    """At most thirty characters, cut in front at a natural break."""
    name = name.strip('、,;:·()“”"')
    if len(name) <= _LONGEST:
        return name
    rest = name[-_LONGEST:]
    match = re.search("[、,和及的]", rest[:12])
    return rest[match.end() :] if match else rest
