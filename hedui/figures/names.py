"""The name of what a number measures, from the words right before and behind it."""

import re
from collections.abc import Sequence

from hedui.figures.changes import BEYOND_STANDARD, COMPARED_WITH, FROM_GOAL, MORE_THAN
from hedui.figures.grammar import Grammar
from hedui.figures.mentions import Mention
from hedui.figures.ranks import MOVED
from hedui.vocabulary.codes import QuantityKind, Role

_LONGEST = 30
_BEHIND_BESIDE = 20
"""Characters taken of the words behind a number where the words before it name a thing as well."""
_NO_NOUN = re.compile(
    "(?:提高|提升|增加|增长|上升|下降|降低|减少|扩大|调整|压减|增|升|降|减)(?:到|至|为)|、|(?:以[上下内])?的(?:目标|限值|指标|标准)|须|应(?!急|用)|要求|计划|拟|需(?!求|水)|将|已|未|尚|正在|列入|纳入"
)
_NAMELESS = re.compile("(?:以[上下内]|左右|[余多]|的)*(?:国家级|[省市县区州甲乙丙特一二三]级)?")
"""What may stand between a number and the mark behind it without naming what is counted (20个国家级、19个省级园区)."""
_NOUN = 4
"""Most characters of a noun that shares what is said of a list."""
_SIZING = frozenset(
    {
        QuantityKind.MASS,
        QuantityKind.AREA,
        QuantityKind.LENGTH,
        QuantityKind.VOLUME,
        QuantityKind.VOLUME_FLOW,
        QuantityKind.POWER,
        QuantityKind.ENERGY,
        QuantityKind.MONEY,
    }
)
"""Amounts that may stand before a thing as its size."""
_THING_BEHIND = re.compile(
    "(?![以左上内]|[和及与并用为占较比是在由于从中的]|同比|环比|增|下降|分别|其中|建设|支持|实施|开展|推进|保障|完成"
    "|[一两三]?个?(?:大|新)?(?:台阶|大关|关口|门槛|规模|水平))[\u4e00-\u9fff]{2}"
)
_NEXT = 10
"""Characters between two numbers of a list, the kinds in brackets of the first included."""
_BEHIND_LEAD = re.compile("(?:及?以上|及?以下|以内|左右|之间|上下)?(?:的|以上的|并|已|均|共|,)*")
_BEHIND_END = re.compile(
    "(?:达到(?!或|劣?[ⅠⅡⅢⅣⅤIV])|同比|比上年|较上年|其中|占|位居|排名|分别"
    "|(?:扩大|增加|拓展|减少|提升)[到至]|[一两三四五]?个?[千百万亿]*元?[大新]?台阶).*$"
)
_CARRIES = re.compile(
    "(?:年产|总投资|投资|总长|全长|长|新增|新建|建成|建设|完成|实施|改造|修复|种植|生产|推广|形成|布局建设|开工|筹措|设立|安排|投入|争取|提出|支持|接待|拨付|下达|落实|签订|发放|引进|到位|获得?|签约)(?:了|约)?$"
)
_STATEMENT = re.compile("(?:目标任务|目标|任务|指标|标准|水平|以上|以下|以内|左右)$")
_WRAPPED = re.compile(r"^[“(]([^“”()]*)[”)]$")
_AFTER_NUMBER = re.compile(r"\d+[个家座条项名]?")
_THAN_BEFORE = re.compile(
    "(?:不?考虑|剔除|扣除)[^,;。]{2,14}?(?:因素|影响)[后外]?|[比较](?:上一?年|去年|前年|上月|上季度|年初|同期)(?:度|末|底|同期)*(?:预算|决算|执行|完成|实际|计划)*数?(?![\u4e00-\u9fff]*[多少])"
)
"""What is left out of a change, and the earlier time or budget that it is against, wherever they stand before it."""
_PHRASE_AHEAD = re.compile(r"(?:^|[,;:。、()])(?:[^,;:。、()]*的(?:主要|依次|分别)?[有是为])?([^,;:。、()\d]{2,20})$")
_ASSESSED = re.compile("在([^,;]{2,24}(?:排名|排行|评价|评估|考核|测评|考评))[中里上]")
"""What is ranked where the ranking itself stands in the place of a name (在国家水利建设考核中列第3)."""
_AMONG = re.compile("在[^,;]{0,20}[中里](?:[由从]好到差|[由从]差到好|按[^,;]{0,8})?$")


def own_name(mention: Mention, grammar: Grammar) -> str:
    """Name in the mention's own segment; it may only say what was done to a thing named before."""
    before, behind = mention.before, _behind(mention)
    if mention.role is Role.CHANGE:
        before = _THAN_BEFORE.sub("", before)
        said = MORE_THAN.sub("", FROM_GOAL.sub("", BEYOND_STANDARD.sub("", COMPARED_WITH.sub("", before))))
        before, behind = grammar.without_change(said), ""
        if mention.is_aside and not grammar.says_something(before):
            before = _ahead_of_bracket(mention, grammar)
    if mention.role is Role.RANK:
        before = MOVED.sub("", before)
        assessed = _ASSESSED.search(before)
        is_first = assessed is not None and not grammar.says_something(before[: assessed.start()])
        said = assessed.group(1) if assessed and is_first else _AMONG.sub("", grammar.without_rank(before))
        rest = said if is_first else grammar.without_rank(said)
        is_bare = "排名" in said[len(rest) :] and not grammar.says_something(rest)
        before, behind = rest + "排名" if is_bare else rest or _outside_bracket(mention, grammar), ""
    is_ranking = before.endswith("排名")
    before = grammar.trim(before) + ("排名" if is_ranking else "")
    has_thing = grammar.says_something(before) and not grammar.only_does(before)
    takes_noun = (
        mention.token.classifier
        or mention.token.quantity_kind is QuantityKind.PERCENT
        or _is_attribute(mention)
        or _is_sized(mention)
        or _is_bare(mention)
    )
    if behind and (takes_noun or not has_thing or _CARRIES.search(before)):
        before += behind[:_BEHIND_BESIDE] if has_thing else behind
    return before


def _ahead_of_bracket(mention: Mention, grammar: Grammar) -> str:
    """The thing right before a bracket that says nothing but its change (增幅较大的有白酒(增长8%)、啤酒(增长5%))."""
    ahead, _, inside = mention.ahead.rpartition("(")
    phrase = _PHRASE_AHEAD.search(ahead) if inside == mention.before else None
    name = phrase.group(1) if phrase else ""
    return name if grammar.without_change(name) == name else ""


def _outside_bracket(mention: Mention, grammar: Grammar) -> str:
    """What the words before a bracket speak of, for a place that the bracket holds (…水质相对较好(从第1名…))."""
    outside, bracket, _ = mention.ahead.rpartition("(")
    return grammar.told(_AFTER_NUMBER.split(outside)[-1]) if mention.is_bracketed and bracket else ""


def _is_attribute(mention: Mention) -> bool:
    """Whether the number and what stands before it describe a noun behind it (遗留的5万吨废渣, 8万吨的能力)."""
    return mention.before.endswith("的") or mention.after.startswith("的")


def _is_sized(mention: Mention) -> bool:
    """Whether an amount gives the size of the thing named right behind it (甲公司700万吨煤矿, 26公里管网)."""
    kind = mention.token.quantity_kind
    return mention.is_level and kind in _SIZING and _THING_BEHIND.match(mention.after) is not None


def _is_bare(mention: Mention) -> bool:
    """Whether a round number counts what is named behind it without a classifier (12.6万农村人口)."""
    token = mention.token
    is_uncounted = token.unit is None and token.classifier is None and token.scale > 1
    return is_uncounted and _THING_BEHIND.match(mention.after) is not None


def _behind(mention: Mention) -> str:
    """The noun phrase behind a number (``15家重点企业节能改造``)."""
    if _NO_NOUN.match(mention.after):
        return ""
    lead = _BEHIND_LEAD.match(mention.after)
    words = _BEHIND_END.sub("", mention.after[lead.end() if lead else 0 :])
    return "" if _STATEMENT.match(words) and not mention.token.classifier else words[:_LONGEST]


def share_noun(mention: Mention, following: Sequence[Mention], grammar: Grammar) -> None:
    """Give a number what the last of those listed behind it says of all (``5台、7蒸吨锅炉``, ``2所大学、8个学科入选``).

    That is the noun where the number has none of its own, else the predicate.
    """
    end = mention.token.end
    is_nameless = _NAMELESS.fullmatch(mention.after) is not None
    if not is_nameless and len(mention.after) > _NOUN:
        return
    for other in following:
        if not other.is_listed or other.before or not 0 < other.token.start - end <= _NEXT + len(mention.after):
            return
        end = other.token.end
        said = grammar.doing.search(other.after, 1)
        mention.after += other.after if is_nameless else other.after[said.start() :] if said else ""
        if mention.after and (is_nameless or said):
            return


def shorten(name: str) -> str:
    """At most thirty characters, cut in front at a natural break, without the half of a pair of quotes."""
    name = name.strip("、,;:·")
    if len(name) > _LONGEST:
        name = name[-_LONGEST:]
        match = re.search("[、,和及的]", name[:12])
        name = name[match.end() :] if match else name
    name = name.replace('""', "")
    for opening, closing in ("“”", "()"):
        if name.count(opening) != name.count(closing):
            name = name.replace(opening, "").replace(closing, "")
    return _WRAPPED.sub(r"\1", name).strip("、,;:·")
