"""What each number measures: its own name, or that of the thing its sentence goes on speaking of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hedui.figures.dealing import LEVEL, deal
from hedui.figures.grammar import Grammar
from hedui.figures.mentions import PLACES, Mention, Sentence
from hedui.figures.names import own_name, share_noun, shorten
from hedui.figures.told import (
    AWARD,
    LONGEST_PART,
    NAMED,
    criterion_told,
    done_told,
    has_parts,
    invested_in,
    label_of,
    members_of,
    told_before,
    told_since,
    without_numbers,
)
from hedui.vocabulary.codes import QuantityKind, Role

_PHRASE = 5
"""Characters that make a name of words which say little one by one (企业超低排放改造)."""
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
_AMOUNT_NOUN = re.compile("[量率数额值]$|投资$|收入$")
_ARRIVED = re.compile("累计|[达到至共有]$|总数|分别")
"""That a number is how many there are by now."""
_PREDICATE_BEHIND = re.compile("^(?:已经?|被|均|正在?|尚?未|仍|全部|存在|具备|达到|优于|劣于|符合|没有|呈|处于)")
_CIRCUMSTANCE = re.compile("的?(?:情况|背景|基础|形势)[上下]")
_ASPECT = re.compile(
    "(?:综合|无害化|安全)?(?:产生|排放|利用|处置|贮存|回收|处理|消费|生产|销售|转移|减排|供应|收集|调出|调入)(?:总)?[量率]$"
    "|(?:年末|期末)?(?:出栏|存栏)(?:量|数)?|招生(?:人数|规模)?|在校(?:学)?生(?:人?数)?|毕业生(?:人?数)?|专任教师(?:人?数)?"
    "|(?:装机|装机容量|发电量|用电量|产量|产值|增加值|营收|投资|出口|进口|面积|人口)(?:占比|比重|比例)$"
)
_OF_BUDGET = re.compile("(?:为|占|完成|达到?)*(?:年度|年初|调整|变动|全年|总)*(?:预算|计划|目标|任务)(?:数|总?量)?的")
_HEADLESS = re.compile("[\u4e00-\u9fff]{2}(?<![年月日底末初期度到至为])的$")
"""An attribute whose noun is not said again (继续建设的30个)."""
_SCHOOL = re.compile("(?:学|校|园|院|教育|高中|初中)$")
_OF_SCHOOLS = re.compile(
    "在校(?:学)?生(?:人?数)?|在园幼儿(?:人?数)?|毕业生(?:人?数)?|(?:专任)?教师(?:人?数)?|教职工(?:人?数)?"
)
_EXCHANGED = re.compile("(?:实现)?(?:(?:种植|播种)面积|总?产量|单产|营业收入|营收|利润总额|利润|产值|增加值)$")
"""Measures of which each takes the place of the one named before (粮食种植面积, 总产量: 粮食总产量)."""
_PULLS = re.compile("(?:负向|正向|合计|共同)?(?:拉动|带动|拉低|推高)")
"""That a thing named before moved the total named here (甲产业…,拉动全市工业2个百分点)."""
_OF_ONE_KIND = 2
"""Characters at the end of two items that make them things of one kind (商服用地, 住宅用地)."""
_MEASURE = re.compile("[^和与及、,]{0,6}(?:[价量率数额值]|标准|水平|浓度|面积|收入|投资|能耗|强度|声级|比[例重])")
_AWARDS = re.compile(r"(奖励|奖补|补助|补贴|资助)(?:企业|投资方|个人)?(?:[\d.]+[^,;。\d]{0,6}[、和及])*$")
_OPENS_PART = re.compile("^(?:其中|本年度?|当年|今年)*")
_ELLIPTIC = re.compile("(?:已|尚|未|待|正在|均|仍|其中已)(?![累计])")
_WHO = re.compile("[\u4e00-\u9fff]{1,4}[省市县区]")
"""Who holds a place, which does not say of what."""
_PLACES_AHEAD = re.compile("^[\u4e00-\u9fff、]{0,12}(?:[县市]|[城郊新]区|主城区|建成区)(?=[\u4e00-\u9fffA-Z]{3})")
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
    named = [mention for mention in sentence.mentions if mention.role in NAMED]
    dealt = deal(named, sentence, grammar)
    for index, mention in enumerate(named):
        share_noun(mention, named[index + 1 :], grammar)
        start = sentence.last_break(mention.token.start)
        earlier = [other for other in named[:index] if other.token.start > start]
        if grammar.measures(mention.before) or all(other.role is Role.THRESHOLD for other in earlier):
            thread.topic = told_since(mention, sentence, grammar) or thread.topic
        name, mention.is_named = _name(mention, sentence, earlier, dealt.get(id(mention)), thread, grammar)
        if not mention.is_named and (subject := done_told(mention, sentence)):
            name = _join(subject, name if name != thread.topic else "")
        elif not mention.is_named and (use := invested_in(mention, earlier, sentence, grammar)):
            name = use + name
        elif not grammar.says_something(name) and id(mention) not in dealt:
            criterion = criterion_told(mention, sentence, grammar)
            told = criterion + name if criterion else _join(told_before(mention, sentence, grammar), name)
            name = told or mention.before
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


def _part(mention: Mention, earlier: Sequence[Mention], sentence: Sentence) -> str | None:
    """What narrows a nameless part of the number before it (监测设备30台,其中21台已联网)."""
    is_part = sentence.clause_text(mention.clause).startswith("其中") and not mention.is_named
    if not is_part or not earlier or not earlier[-1].shares_unit(mention):
        return None
    return "其中" + mention.after[:LONGEST_PART]


def _name(
    mention: Mention,
    sentence: Sentence,
    earlier: Sequence[Mention],
    dealt: str | Mention | None,
    thread: _Thread,
    grammar: Grammar,
) -> tuple[str, bool]:
    """Name of a mention, and whether it is of its own and not carried over from another.

    ``earlier`` are the mentions before it up to the last semicolon.
    """
    if isinstance(dealt, Mention):
        mention.peer = dealt
        name = without_numbers(dealt, sentence, grammar) if dealt.role is Role.THRESHOLD else dealt.subject
        return _awarded(name, mention), False
    if dealt:
        is_place = thread.topic and grammar.is_place(dealt)
        dealt = _awarded(dealt, mention)
        return (dealt + _PLACES_AHEAD.sub("", thread.topic) if is_place else dealt), not is_place
    if mention.same_as is not None:
        return mention.same_as.subject, False
    if earlier and mention.is_lead:
        return earlier[-1].subject, False
    if earlier and mention.role is Role.RATE and _OF_BUDGET.fullmatch(mention.before):
        return earlier[-1].subject, False
    whole = _OF_WHOLE.search(mention.before) if mention.is_level and mention.token.unit else None
    if earlier and whole:
        return _share(earlier[-1].subject, grammar.trim_end(whole.group(1))), False
    if earlier and not mention.is_unchanged and _SAME_AGAIN.search(mention.before):
        return earlier[-1].subject, False
    if label := label_of(mention, sentence):
        header = thread.topic.removesuffix("如下")
        is_own = grammar.says_something(label) and not (header and _MEASURE.search(header))
        return (label, True) if is_own else (_join(header, label), False)
    own = own_name(mention, grammar)
    if mention.role is Role.RANK and thread.topic and _WHO.fullmatch(own):
        return thread.ranking or thread.topic, False
    is_of_place = PLACES.fullmatch(own) is not None and not grammar.opening_verb(own)
    if earlier and mention.is_level and earlier[-1].shares_unit(mention) and is_of_place:
        topic = "" if PLACES.fullmatch(thread.topic) else thread.topic
        return own + _PLACES_AHEAD.sub("", topic), False
    is_same = earlier and earlier[-1].token.classifier == mention.token.classifier
    is_done_to_part = (
        not mention.after and grammar.only_does(own) and earlier and has_parts(earlier[0], mention, sentence)
    )
    goes_on = is_same and (_ELLIPTIC.match(mention.before) or is_done_to_part)
    if mention.is_aside and earlier and _MEASURED.fullmatch(own):
        return earlier[-1].subject + own, True
    is_headless = bool(mention.token.classifier) and not mention.after and _HEADLESS.search(mention.ahead) is not None
    members = members_of(earlier[-1], mention) if mention.token.classifier and earlier else ""
    if members:
        thread.topic = members
    if is_headless and thread.topic and earlier:
        return _join(thread.topic, _OPENS_PART.sub("", mention.before)[:-1]), False
    is_points = mention.token.quantity_kind is QuantityKind.PERCENTAGE_POINT
    if is_points and thread.topic and _PULLS.match(own):
        return _join(thread.topic, own), False
    is_whole = grammar.says_something(own) and (not goes_on or bool(mention.token.classifier and mention.after))
    if is_whole and earlier and _SCHOOL.search(thread.topic) and _OF_SCHOOLS.fullmatch(own):
        return thread.topic + own, False
    if is_whole and earlier and (aspect := _ASPECT.search(thread.topic)) and _ASPECT.fullmatch(own):
        return thread.topic[: aspect.start()] + own, True
    if is_whole and earlier and earlier[-1].shares_unit(mention) and mention.token.unit:
        own = _in_place(own, earlier[0].subject, grammar)
    if (
        not own
        and earlier
        and mention.role is Role.CHANGE
        and mention.is_bracketed
        and _is_inside(mention, earlier[-1])
    ):
        return earlier[-1].subject, False
    if is_whole or (len(own) >= _PHRASE and not earlier):
        return _join(members, own), True
    if mention.token.classifier and mention.is_level and _PREDICATE_BEHIND.match(mention.after):
        return _join(thread.topic, mention.after[:LONGEST_PART]), False
    is_place = mention.counted_from is not None or mention.counts_places
    is_same_ranking = mention.is_listed or mention.role is Role.CHANGE or mention.token.is_chinese
    if is_place and is_same_ranking and thread.ranking:
        return _join(thread.ranking, own), False
    topic = _EXCHANGED.sub("", thread.topic) if _EXCHANGED.fullmatch(own) else thread.topic
    return _join(topic, own), False


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


def _is_inside(mention: Mention, previous: Mention) -> bool:
    """Whether a number stands in brackets behind a level inside the same ones (其中:甲150亿元,下降3%)."""
    return (
        previous.is_bracketed
        and previous.is_level
        and ")" not in mention.ahead[-(mention.token.start - previous.token.end) :]
    )


def _awarded(name: str, mention: Mention) -> str:
    """The name of what is given to the thing that an award is dealt out to."""
    award = AWARD.match(mention.after) or _AWARDS.search(mention.ahead)
    return name + award.group(1) if award and award.group(1) not in name else name


def _in_place(own: str, first: str, grammar: Grammar) -> str:
    """A thing put in the place of its like in the name of the first of its list (商服用地基准地价, 住宅用地)."""
    level = LEVEL.match(first)
    if level and LEVEL.fullmatch(own):
        return own + first[level.end() :]
    width, kind = len(own), own[-_OF_ONE_KIND if len(own) > _OF_ONE_KIND else -1 :]
    for start in grammar.words.ends(first):
        like, measure = first[start : start + width], first[start + width :]
        if width >= _OF_ONE_KIND and like.endswith(kind) and like != own and _MEASURE.fullmatch(measure):
            return first[:start] + own + measure
    return own


def _share(name: str, whole: str) -> str:
    """The name of the share that a thing has of a whole (煤电装机, 总装机: 煤电装机占总装机比重)."""
    whole = whole.removesuffix("比重").removesuffix("比例").removesuffix("的")
    return f"{name.split('占')[0] or name}占{whole}" + ("" if whole.endswith("份额") else "比重" if whole else "比")


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
