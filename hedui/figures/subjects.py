"""What each number measures: its own name, or that of the thing its sentence goes on speaking of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hedui.figures.dealing import deal
from hedui.figures.grammar import Grammar
from hedui.figures.mentions import PLACES, Mention, Sentence
from hedui.figures.names import own_name, share_noun, shorten
from hedui.vocabulary.codes import QuantityKind, Role

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
    "|(?:年末|期末)?(?:出栏|存栏)(?:量|数)?|招生(?:人数|规模)?|在校(?:学)?生(?:人?数)?|毕业生(?:人?数)?|专任教师(?:人?数)?"
    "|(?:装机|装机容量|发电量|用电量|产量|产值|增加值|营收|投资|出口|进口|面积|人口)(?:占比|比重|比例)$"
)
_OF_BUDGET = re.compile("(?:为|占|完成|达到?)*(?:年度|年初|调整|变动|全年|总)*(?:预算|计划|目标|任务)(?:数|总?量)?的")
_HEADLESS = re.compile("[\u4e00-\u9fff]{2}(?<![年月日底末初期度到至为])的$")
"""An attribute whose noun is not said again (继续建设的30个)."""
_OF_ONE_KIND = 2
"""Characters at the end of two items that make them things of one kind (商服用地, 住宅用地)."""
_MEASURE = re.compile("[^和与及、,]{0,6}(?:[价量率数额值]|标准|水平|浓度|面积|收入|投资|能耗|强度)")
_INVESTS = re.compile("(?:总|计划|共|累计|已|再|先后|概算)*(?:投资|投入(?:资金)?|筹资|筹措资金|斥资|安排资金|拨付资金)")
_AWARD = re.compile("(奖励|奖补|补助|补贴|资助|奖金)")
_AWARDS = re.compile(r"(奖励|奖补|补助|补贴|资助)(?:企业|投资方|个人)?(?:[\d.]+[^,;。\d]{0,6}[、和及])*$")
_LABEL = re.compile("(?:^|[为是])([^,;。:为是\\d]{1,12}):$")
_OPENS_PART = re.compile("^(?:其中|本年度?|当年|今年)*")
_OUT_OF = re.compile("([\u4e00-\u9fff]{2,20}?)当?中$")
_SOME = re.compile("(?:其中)?(?:已|现|共|仅)?有?")
_PUT_INTO = re.compile(
    "(?:对|用于|用以|实施|建设|新建|改造|开展|加大|加快|推进|完成|建成|修建|购置|打造|启动|治理|整治|扩建|改扩建|重点)"
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
        share_noun(mention, named[index + 1 :], grammar)
        start = sentence.last_break(mention.token.start)
        earlier = [other for other in named[:index] if other.token.start > start]
        if grammar.measures(mention.before) or not earlier:
            thread.topic = _told_since(mention, sentence, grammar) or thread.topic
        name, mention.is_named = _name(mention, sentence, earlier, dealt.get(id(mention)), thread, grammar)
        if not mention.is_named and (subject := _subject_told(mention, sentence)):
            name = _join(subject, name if name != thread.topic else "")
        elif not mention.is_named and (told := _invested_in(mention, earlier, sentence, grammar)):
            name = told + name
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
        name = _without_numbers(dealt, sentence, grammar) if dealt.role is Role.THRESHOLD else dealt.subject
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
    if label := _label(mention, sentence):
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
        not mention.after and grammar.only_does(own) and earlier and _has_parts(earlier[0], mention, sentence)
    )
    goes_on = is_same and (_ELLIPTIC.match(mention.before) or is_done_to_part)
    if mention.is_aside and earlier and _MEASURED.fullmatch(own):
        return earlier[-1].subject + own, True
    is_headless = bool(mention.token.classifier) and not mention.after and _HEADLESS.search(mention.ahead) is not None
    members = _members(earlier[-1], mention) if mention.token.classifier and earlier else ""
    if members:
        thread.topic = members
    if is_headless and thread.topic and earlier:
        return _join(thread.topic, _OPENS_PART.sub("", mention.before)[:-1]), False
    is_whole = grammar.says_something(own) and (not goes_on or bool(mention.token.classifier and mention.after))
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


def _invested_in(mention: Mention, earlier: Sequence[Mention], sentence: Sentence, grammar: Grammar) -> str:
    """What money is put into, where the clause behind says it and nothing before does (投资900万元,对管网进行改造)."""
    clause = mention.clause + 1
    is_new = not mention.clause or (earlier and earlier[-1].clause == mention.clause - 1)
    is_bare = mention.token.quantity_kind is QuantityKind.MONEY and _INVESTS.fullmatch(mention.before)
    if not (is_new and is_bare) or mention.after or mention.is_bracketed or clause >= len(sentence.clauses):
        return ""
    start, end = sentence.clauses[clause]
    cut = next((other.token.start for other in sentence.mentions if start <= other.token.start < end), end)
    words = _PUT_INTO.match(sentence.between(start, end))
    if words is None:
        return ""
    after = next((other.after for other in sentence.mentions if other.token.start == cut), "")
    told = grammar.trim(sentence.between(start, cut).rstrip("。,;")).lstrip("对用于").removesuffix("力度")
    return (told + after)[:_LONGEST_PART]


def _has_parts(whole: Mention, part: Mention, sentence: Sentence) -> bool:
    """Whether 其中 between two numbers says that the second counts some of what the first does."""
    return any(sentence.clause_text(clause).startswith("其中") for clause in range(whole.clause + 1, part.clause + 1))


def _label(mention: Mention, sentence: Sentence) -> str:
    """The words before a colon that say what a number alone behind it is of (一级:60030元/亩;二级:41354元/亩)."""
    clause = mention.clause - 1
    if mention.before or mention.is_listed or clause < 0 or sentence.has_number(clause):
        return ""
    label = _LABEL.search(sentence.clause_text(clause))
    return label.group(1) if label else ""


def _members(whole: Mention, part: Mention) -> str:
    """What the members of a set are, of which a number counts some (52个水源地中,有51个达标)."""
    is_out_of = part.clause - whole.clause <= 1 and part.shares_unit(whole) and not part.is_listed
    members = _OUT_OF.match(whole.after) if is_out_of and whole.role in (Role.SCOPE, Role.ACTUAL) else None
    is_some = _SOME.fullmatch(part.before) or (part.before.endswith("的") and not part.after)
    return members.group(1) if members and is_some else ""


def _is_inside(mention: Mention, previous: Mention) -> bool:
    """Whether a number stands in brackets behind a level inside the same ones (其中:甲150亿元,下降3%)."""
    return (
        previous.is_bracketed
        and previous.is_level
        and ")" not in mention.ahead[-(mention.token.start - previous.token.end) :]
    )


def _without_numbers(mention: Mention, sentence: Sentence, grammar: Grammar) -> str:
    """What the clause of a criterion says, its numbers left out (税收首次突破1亿元、5亿元的企业)."""
    start, end = sentence.clauses[mention.clause]
    told, at = "", start
    for other in sentence.mentions:
        if other.clause == mention.clause and other.is_number:
            told, at = told + sentence.between(at, other.token.start).strip("、和"), other.token.end
    return grammar.trim(told + sentence.between(at, end).rstrip(",;。"))


def _awarded(name: str, mention: Mention) -> str:
    """The name of what is given to the thing that an award is dealt out to."""
    award = _AWARD.match(mention.after) or _AWARDS.search(mention.ahead)
    return name + award.group(1) if award and award.group(1) not in name else name


def _in_place(own: str, first: str, grammar: Grammar) -> str:
    """A thing put in the place of its like in the name of the first of its list (商服用地基准地价, 住宅用地)."""
    width, kind = len(own), own[-_OF_ONE_KIND:]
    for start in grammar.words.ends(first):
        like, measure = first[start : start + width], first[start + width :]
        if width > _OF_ONE_KIND and like.endswith(kind) and like != own and _MEASURE.fullmatch(measure):
            return first[:start] + own + measure
    return own


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
