"""Numbers that delimit what is meant and measure nothing themselves: sizes, classes, sets of reference, thresholds."""

import re

from hedui.figures.grammar import Grammar
from hedui.figures.mentions import Mention, Sentence
from hedui.language.rules import load_rules
from hedui.vocabulary.codes import QuantityKind

_MODIFIER = re.compile(
    r"(?:\(含\))?(?:及|或)?(?:以上|以下|以内|之内|范围|半径|及以上|规模以上)(?:的|内|外|范围)?(?=[\u4e00-\u9fffA-Za-z])"
)
_RULE_BEHIND = re.compile(
    r"(?:、[^,;。\d]{0,8}(?:大于|超过|小于|低于|高于)[\d.]+[^,;。、\d]{1,4})?的(?=[\u4e00-\u9fffA-Za-z0-9])"
)
_REACH = re.compile(
    "(?:达到|达|为|具备|形成|拥有|完成|提高到|提升至|提高至|提升到|增加到|增至|下降到|降至|控制在|稳定在|保持在|实现|超过|突破|占)$"
)
_ACTING = re.compile(
    "进入|退出|获评|跻身|被|实现|完成|达标|完工|落地|建成|投产|获|入选|通过|开工|达到|消除|整改|建设|开展|查处|实施|推进|下发|下达|发出|投入|参与|建立"
)
_SET_BEHIND = re.compile("[^,;。]{0,6}(?:排名|排行|中|里|平均|空气质量(?![^,;。]*(?:达标|超标)))")
_BUILT = re.compile("建成|新建|淘汰|关停|拆除|关闭|培育|打造")
_ENUMERATED = re.compile("等$")
_HAS = re.compile("[有辖]$|扩大[到至了]$")
_APPOSED = re.compile("[\u4e00-\u9fff](?:和|与|及|、)[\u4e00-\u9fff]{1,10}$")
"""Two or more named, right before their number (甲和乙两家公司)."""
_WHERE = re.compile("在[^,;。]*等$")
_PLACES = ("省", "市", "县", "区", "州", "旗", "镇", "乡")
_SIZES = frozenset({"m", "t/h", "蒸吨", "kV", "m3"})
_DIMENSION = re.compile("(?:高度|宽度|深度|容积|口径|直径)$")
_COUNTED_BEHIND = re.compile("[\u4e00-\u9fff]{2,6}\\d+(?:台|座|条|个|套|辆|艘|家)")
_BEYOND = re.compile("(?:高于|低于|超过|大于|小于|不足|不超过|不低于|[≤≥<>])$")
"""A bound of what stands before it; at the front of a clause it bounds no measure but a share (超过90%的物种)."""
_GOAL_OF = re.compile("的[^,;。]{0,6}(?:目标|要求|指标|水平|比例|比重|[率量]|增长|增[速幅]|幅度|速度)")
_HEADLESS = re.compile("的(?:一律|加倍|约谈|扣|给予|予以|由|各|全[部市县]|[,、;])")
_AND_MORE = re.compile(r"(?:\(含\))?及以[上下](?=[\u4e00-\u9fff、])")
_STANDARD_AHEAD = re.compile("(?:限值|标准值?)[(]$")
_OF_CLASS = re.compile("[^,;。]{0,16}之一")
_AROUND = re.compile("(?:沿线|周边|两侧|范围|半径|岸线|外延)$")
_GOAL_IS = re.compile("(?:及|或)?(?:以上|以下|以内)的[^,;。]{0,6}(?:目标|要求|指标|任务|标准)")
_SIZE_OF_TWO = re.compile(r"及?以[上下]、[^,;。、\d]{0,12}[\d.]+[^\d,;。、]{1,6}?及?以[上下](?=[\u4e00-\u9fff])")


_JUST_AHEAD = 4
_ATTRIBUTE = re.compile("级|公园|重点|区域|森林|湿地|储备|标准|实验|医学|科学|地质|考古|文化")
"""What makes the noun of a set part of a name (7个国家级集群, 49个国家公园)."""
_CLAUSE = re.compile("[^,;。]{0,24}")
_RATE_AHEAD = re.compile("(?:[率比例重度量]|达标|合格)(?:达到?|在|为|超过|不低于|低于|高于)?$")
_TOLD = re.compile("(?:有|达到?|为|占|共|增至|覆盖|涉及|其中|至少|超过?|新增|剩余|余下)$")


_AWARD = re.compile(
    "(?:(?<!供)给(?:予|企业|投资)|奖励|补助|补贴|资助|奖补|扶持)[^。;]{0,24}?[\\d一二三四五六七八九十]|[进予][行以](?:奖励|补助|补贴|支持|扶持|奖补)|\\d%?[^,;。\\d]{0,4}(?:贴息|补贴|补助|奖励|减免)|一事一议"
)
_GIVES = re.compile("(?<!供)给(?:予|企业|投资)|奖励|补助|补贴|资助|奖补|扶持|拨付")
_BOUND_BEHIND = re.compile(
    r"(?:\([^()]*\))?(?:[、和及][\d.]+[^\d,;。、]{1,4})*(?:及?以[上下内]|-|—|至|[^,;。\d]{0,14}的[^,;。\d]{0,14},)"
)
_BOUND_AHEAD = re.compile(
    "(?:达到?|满|超过?|突破|在|不低于|不少于|每|大于|新发展含?)$"
    "|每(?:新增|增加|满|超过?|提高|减少|降低|培训|引进|吸纳|招用|安置)[^,;。\\d]{0,8}$"
)
_INCLUDED = re.compile(r"\(含$")
_BETWEEN = re.compile("以上[\\d.]+[^,;。\\d]{1,6}以下")
"""The lower of two bounds (处1万元以上5万元以下罚款)."""
_GOT = re.compile("(?<!可)获得?")
_WHEN = re.compile("(?:及?以[上下])?时(?=[,、])")
"""That what is said of a bound holds only then (盐度≥2‰时,不参与评价)."""
_AGE = "岁"
_DONE = re.compile("已|共")
_MEAN_AGE = re.compile("平均|预期|寿命|年龄(?!结构|构成|分布|段)")
_OF_AGE = re.compile(r"(?:\(含\))?(?:及?以[上下内]|[\u4e00-\u9fff])")


def is_size(mention: Mention, previous: Mention | None) -> bool:
    """Whether a measure beside a count gives the size of the things counted (2台1.5万千瓦机组, 4.3米焦炉4座)."""
    if mention.token.unit is None:
        return False
    if previous is not None and previous.token.end == mention.token.start:
        return bool(previous.token.classifier and mention.after)
    is_dimension = bool(mention.after) and _DIMENSION.search(mention.ahead) is not None
    return mention.token.unit.code in _SIZES and (is_dimension or bool(_COUNTED_BEHIND.match(mention.behind)))


def is_class(mention: Mention) -> bool:
    """Whether a number classes what follows it (500千伏输变电工程, 1—11批举报件)."""
    token = mention.token
    if token.quantity_kind is QuantityKind.VOLTAGE:
        return bool(re.match("[\u4e00-\u9fff]", mention.behind)) and not _REACH.search(mention.ahead)
    return token.classifier == "批" and len(token.numbers) > 1


def is_scope(mention: Mention, grammar: Grammar) -> bool:
    """Whether a count gives the size of a set of reference (全国168个重点城市, 上述5家企业)."""
    token = mention.token
    if token.unit is not None or token.scale > 1 or not mention.after:
        return False
    if _OF_CLASS.match(mention.behind) or _is_monitored(mention, grammar):
        return True
    if token.is_chinese and _APPOSED.search(mention.before) and not grammar.doing.search(mention.before):
        return True
    noun = grammar.set_noun.match(mention.behind)
    if _ENUMERATED.search(mention.ahead):
        is_done = _BUILT.search(mention.ahead) or _ACTING.search(mention.after) or _ACTING.match(mention.before)
        return (bool(noun or token.classifier in _PLACES) and not is_done) or _WHERE.search(mention.ahead) is not None
    if not noun or _ATTRIBUTE.match(mention.behind, noun.end()):
        return False
    if _HAS.search(mention.ahead):
        return False
    if _SET_BEHIND.match(mention.behind[noun.end() :]) or re.search("全[国省市][^,;。]{0,4}$", mention.ahead):
        return True
    if _ACTING.search(_CLAUSE.match(mention.behind).group()):  # type: ignore[union-attr]
        return False
    return not grammar.doing.search(mention.ahead[-6:]) and not re.search(
        "(?:有|达到?|为|的|占|增至|覆盖|共|累计|惠及|涉及|遍及|通达|远销|对|至少|[管下现]?辖|分布[在于]|扩大[到至了]|增加[到至了]|遍布)$",
        mention.ahead,
    )


def _is_monitored(mention: Mention, grammar: Grammar) -> bool:
    """Whether a count gives the size of a set that something else is measured over (``sets.yml``)."""
    is_told = grammar.doing.search(mention.ahead[-_JUST_AHEAD:]) or _TOLD.search(mention.ahead)
    words = (mention.token.classifier or "") + mention.behind
    return not is_told and any(rule.pattern.match(words) for rule in load_rules("sets"))


def _is_award_criterion(mention: Mention, sentence: Sentence) -> bool:
    """Whether a number says what an award is given for (投资5000万元以上的,一次性奖励20万元)."""
    token = mention.token
    if _DONE.search(mention.ahead):
        return False
    ahead = sentence.between(max(sentence.start, sentence.last_break(token.start) + 1), token.start)
    behind = sentence.between(token.end, sentence.next_break(token.end))
    is_bound = len(token.numbers) > 1 or _BOUND_BEHIND.match(behind) or _BOUND_AHEAD.search(mention.ahead)
    award = _AWARD.search(behind)
    is_given = award is not None and _GOT.search(behind, 0, award.end()) is not None
    return bool(is_bound and award and not is_given and not _GIVES.search(ahead))


def is_threshold(mention: Mention, sentence: Sentence) -> bool:
    """Whether a number delimits what is meant (年货运量150万吨以上的物流园区, 3公里范围)."""
    token = mention.token
    if _is_award_criterion(mention, sentence):
        return True
    if token.unit is not None and token.unit.code == _AGE and not _MEAN_AGE.search(mention.ahead):
        return len(token.numbers) > 1 or mention.ahead.endswith("满") or _OF_AGE.match(mention.behind) is not None
    if token.quantity_kind in (QuantityKind.PERCENTAGE_POINT, QuantityKind.PLACE):
        return False
    is_beyond = (found := _BEYOND.search(mention.ahead)) is not None and found.start() > 0
    if _BETWEEN.match(mention.behind) or _INCLUDED.search(mention.ahead) or (is_beyond and _WHEN.match(mention.behind)):
        return True
    if is_beyond and _HEADLESS.match(mention.behind):
        return True
    is_rule = is_beyond and _RULE_BEHIND.match(mention.behind) is not None and not _GOAL_OF.match(mention.behind)
    if is_rule and token.quantity_kind is QuantityKind.PERCENT:
        return True
    if _AND_MORE.match(mention.behind) and not _REACH.search(mention.ahead):
        return True
    if _STANDARD_AHEAD.search(mention.ahead) or (mention.ahead.endswith("按") and mention.behind.startswith("计")):
        return True
    if token.quantity_kind is QuantityKind.LENGTH and (mention.behind.startswith("内") or _is_distance(mention)):
        return True
    modifier = _MODIFIER.match(mention.behind)
    if modifier and not _GOAL_IS.match(mention.behind):
        if token.quantity_kind is QuantityKind.PERCENT and not _RATE_AHEAD.search(mention.ahead):
            return False  # 保护了80%以上的物种: a share, no criterion
        is_loose = token.quantity_kind not in (QuantityKind.COUNT, QuantityKind.PERCENT)
        is_apart = modifier.group().endswith("的") and bool(mention.before) and not _REACH.search(mention.ahead)
        return is_loose or is_apart
    if token.quantity_kind in (QuantityKind.OTHER, QuantityKind.POWER) and _SIZE_OF_TWO.match(mention.behind):
        return True
    if token.quantity_kind in (QuantityKind.COUNT, QuantityKind.UNKNOWN, QuantityKind.PERCENT, QuantityKind.MONEY):
        return False
    if mention.is_bracketed and re.match("(?:及|或)?以[上下]", mention.behind):
        return True
    return is_rule


def _is_distance(mention: Mention) -> bool:
    """Whether a round length says how far around a thing something holds (沿线1公里化工企业)."""
    return mention.token.decimals == 0 and bool(mention.after) and _AROUND.search(mention.ahead) is not None
