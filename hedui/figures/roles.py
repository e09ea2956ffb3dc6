"""What each number does in its sentence."""

import re

from hedui.figures.changes import read_change
from hedui.figures.comparators import assign_comparator, share_comparators
from hedui.figures.grammar import Grammar
from hedui.figures.mentions import Mention, Sentence
from hedui.figures.planning import Setting, after_time, is_later_year, is_planned
from hedui.figures.tokens import Kind
from hedui.vocabulary.codes import ChangeKind, CountedFrom, QuantityKind, Role

_FORM_ROLES = {
    Kind.TIME: Role.TIME,
    Kind.IDENT: Role.IDENT,
    Kind.NAME: Role.NAME,
    Kind.ORDINAL: Role.ORDINAL,
}
_COMPARED = frozenset({Role.ACTUAL, Role.PLAN, Role.CHANGE, Role.RATE, Role.RANK, Role.THRESHOLD})
_TIME_BEHIND = re.compile(
    "内|之内|前|后|以前|以后|不间断|值守|值班|在线|监控|响应|签收|一次|轮换|运行|制|行动|计划|攻坚|规划|期间|时间表|来"
)
_TIME_AHEAD = re.compile("(?:每|近|未来|今后|过去|最近|前|第|利用|用|的|提前|自|不少于|不低于|超过|逾)$")
_MODIFIER = re.compile(
    "(?:及|或)?(?:以上|以下|以内|之内|范围|半径|及以上|规模以上)(?:的|内|外|范围)?(?=[\u4e00-\u9fffA-Za-z])"
)
_RULE_BEHIND = re.compile("的(?=[\u4e00-\u9fffA-Za-z])")
_REACH = re.compile(
    "(?:达到|达|为|具备|形成|拥有|完成|提高到|提升至|提高至|提升到|增加到|增至|下降到|降至|控制在|稳定在|保持在|实现|超过|突破|占)$"
)
_RANK_AHEAD = re.compile("(?:前|后|倒|倒数|倒数前|倒数后)$")
_BARE_PLACE = re.compile("(?:退后|退出后|进入后|倒数前?|排名后|排名前)$")
_RANKED = re.compile("[^”\"'」,;。、名位强]{0,3}(?:城市|单位|乡镇|县|区|企业)")
_WORST = re.compile("倒排|倒数|退后|后退|末位|从差到好|后$|倒$")
_BEST = re.compile("正排|顺数|前$|最好")
_RANK_GOAL = re.compile("退出|不进入|不落入|力争|确保|目标|省定|进入|跻身|挺进|争取|退")
_DONE_AHEAD = re.compile(
    "(?:开展|完成|建成|新增|组织|召开|举办|启动|实施|获|共|累计|建设|创建|印发|打造|出台|有|再添|落地|推进|设立|成立|约谈|处罚|查处)(?:了|市级|省级|国家级)?$"
)
_MADE = re.compile("(?:达到|达|突破|超过|超|上|打造|培育|形成|建成|建设|迈上)(?:了|一批|多个)?$")
_ACTING = re.compile(
    "进入|退出|获评|跻身|被|实现|完成|达标|完工|落地|建成|投产|获|入选|通过|开工|达到|消除|整改|建设|开展|查处|实施|推进"
)
_SET_BEHIND = re.compile("[^,;。]{0,6}(?:排名|排行|中|里|空气质量|平均)")
_ENUMERATED = re.compile("等$")
_MEASURES_LENGTH = re.compile(
    "连续|累计|共|达|持续|影响|出现|实施|增加|减少|同比|平均|时间|时长|优良|污染|停站|天数|运行|小时数|日数|时数"
)
_DONE_BY = re.compile("完成(?:了|约|近|超过|超)?$")
_NAMED_BY_YEARS = re.compile("行动|计划|攻坚|规划|滚动|跃升|提升|跨越")
_THINGS = ("台", "座", "家", "辆", "套", "处", "艘", "个", "条", "起", "所", "栋", "户", "项", "次", "批次", "场")
_DOES = re.compile(
    "建|关停|淘汰|新增|更新|改造|安装|完成|投用|拆除|查处|获|召开|开展|组织|举办|培育|认定|退出|购置|整治"
)
_SPAN_UNITS = ("a", "h", "d", "min", "s", "个月")
_SHARE_OF = re.compile("(?:占|比例|比重|覆盖|税|投资增速)[^,]*$")
_DOUBLINGS = "番"
_SIZES = frozenset({"m", "t/h", "蒸吨", "kV", "m3"})
_COUNTED_BEHIND = re.compile("[\u4e00-\u9fff]{2,6}\\d+(?:台|座|条|个|套|辆|艘|家)")
_LENGTH_NOUN = re.compile("(?:天数|日数|时数|时长)[^,;。]{0,8}$")
_BEYOND = re.compile("(?:高于|低于|超过|大于|小于|不足|不超过|不低于)$")
_GOAL_OF = re.compile("的[^,;。]{0,6}(?:目标|要求|指标|任务)")
_STANDARD_AHEAD = re.compile("(?:限值|标准值?)[(]$")
_GOAL_PASSED = re.compile("(?:高于|低于|优于|好于|超过|超出)[^,;。]*(?:目标|任务|计划|指标)")
_OF_CLASS = re.compile("[^,;。]{0,16}之一")
_AROUND = re.compile("(?:沿线|周边|两侧|范围|半径|岸线|外延)$")
_GOAL_IS = re.compile("(?:及|或)?(?:以上|以下|以内)的[^,;。]{0,6}(?:目标|要求|指标|任务|标准)")
_SIZE_OF_TWO = re.compile(r"及?以[上下]、[^,;。、\d]{0,12}[\d.]+[^\d,;。、]{1,6}?及?以[上下](?=[\u4e00-\u9fff])")
_RULE_FOR = re.compile("^(?:[一二三四五六七八九十]是)?(?:对|凡)")
_OF_PLAN = re.compile("[占为](?:年度?|全年|总|年初)?(?:目标|计划|任务|应)")
_OF_INVESTMENT = re.compile("占(?:项目|计划|概算)?总投资(?:额)?的$")


def assign_roles(sentence: Sentence, grammar: Grammar, setting: Setting) -> Setting:
    """Fill role, sign, comparator and planning of each mention of ``sentence``.

    Returns:
        The setting for the next sentence of the block: a later year that opens a sentence goes on.
    """
    outer, until = setting, sentence.end
    previous: Mention | None = None
    for mention in sentence.mentions:
        if mention.token.start > until:
            setting, until = outer, sentence.end
        mention.role = _role(mention, previous, sentence, grammar, setting)
        if mention.role is Role.TIME:
            setting = after_time(mention, sentence, setting)
            if mention.clause and not setting.is_plan:
                until = sentence.next_break(mention.token.end)
            elif not mention.clause and is_later_year(mention, sentence, setting):
                outer = setting
        elif mention.role in _COMPARED:
            assign_comparator(mention, grammar)
        if mention.is_number:
            previous = mention
    share_comparators([mention for mention in sentence.mentions if mention.role in _COMPARED])
    return outer


def _role(mention: Mention, previous: Mention | None, sentence: Sentence, grammar: Grammar, setting: Setting) -> Role:
    """The role, by the first description that fits; the order matters."""
    token = mention.token
    if token.kind in _FORM_ROLES:
        return _FORM_ROLES[token.kind]
    if mention.is_titled:
        return Role.NAME
    if token.kind is Kind.RANK or _is_place(mention):
        return _rank_role(mention)
    if mention.is_quoted and (token.unit is None or token.is_chinese):
        return Role.NAME
    if _is_size(mention, previous):
        return Role.THRESHOLD
    if _is_class(mention):
        return Role.IDENT
    if token.quantity_kind is QuantityKind.DURATION and _NAMED_BY_YEARS.match(mention.behind):
        return Role.NAME
    if _is_time(mention, previous):
        return Role.TIME
    if token.is_chinese and _is_name(mention):
        return Role.NAME
    if _is_scope(mention, grammar):
        return Role.SCOPE
    if _is_threshold(mention):
        return Role.THRESHOLD
    mention.is_planned = is_planned(mention, previous, sentence, grammar, setting)
    if read_change(mention, previous, grammar):
        if mention.change_kind is ChangeKind.VERSUS_OTHER and _GOAL_PASSED.search(mention.ahead):
            mention.is_planned = setting.is_planned
        return Role.CHANGE
    if _is_rate(mention, previous, grammar):
        mention.is_planned = False
        return Role.RATE
    return Role.PLAN if mention.is_planned else Role.ACTUAL


def _is_place(mention: Mention) -> bool:
    """Whether a number of 名 or 位, or a bare one behind 后, is a place in a ranking and not a count of people."""
    token = mention.token
    if token.classifier in ("名", "位") or token.quantity_kind is QuantityKind.PLACE:
        return bool(_RANK_AHEAD.search(mention.ahead))
    return token.unit_span is None and token.decimals == 0 and bool(_BARE_PLACE.search(mention.ahead))


def _rank_role(mention: Mention) -> Role:
    near = mention.ahead[-14:]
    is_worst = bool(_WORST.search(mention.ahead)) or mention.ahead.endswith("后")
    mention.counted_from = (
        CountedFrom.WORST if is_worst else CountedFrom.BEST if _BEST.search(mention.ahead) else CountedFrom.UNKNOWN
    )
    if not _RANK_AHEAD.search(mention.ahead):
        return Role.RANK
    is_rule = _RULE_BEHIND.match(mention.behind) or _RANKED.match(mention.behind)
    if is_rule or "首次" in mention.ahead[-30:] or "历史" in near:
        return Role.THRESHOLD
    if _RANK_GOAL.search(near) or _RANK_GOAL.search(mention.behind[:8]):
        mention.is_planned = True
        return Role.PLAN
    return Role.RANK


def _is_size(mention: Mention, previous: Mention | None) -> bool:
    """Whether a measure beside a count gives the size of the things counted (2台1.5万千瓦机组, 4.3米焦炉4座)."""
    if mention.token.unit is None:
        return False
    if previous is not None and previous.token.end == mention.token.start:
        return bool(previous.token.classifier and mention.after)
    return mention.token.unit.code in _SIZES and bool(_COUNTED_BEHIND.match(mention.behind))


def _is_class(mention: Mention) -> bool:
    """Whether a number classes what follows it (500千伏输变电工程, 1—11批举报件)."""
    token = mention.token
    if token.quantity_kind is QuantityKind.VOLTAGE:
        return bool(re.match("[\u4e00-\u9fff]", mention.behind)) and not _REACH.search(mention.ahead)
    return token.classifier == "批" and len(token.numbers) > 1


def _is_time(mention: Mention, previous: Mention | None) -> bool:
    """Whether a duration sets a time (24小时不间断, 30日内, 近3年) and is not itself measured."""
    token = mention.token
    code = token.unit.code if token.unit else None
    if code not in _SPAN_UNITS and token.quantity_kind is not QuantityKind.DURATION:
        return False
    is_of_days = (
        code == "d" and previous is not None and previous.shares_unit(mention) and previous.role is not Role.TIME
    )
    if _LENGTH_NOUN.search(mention.ahead) or (is_of_days and not _TIME_BEHIND.match(mention.behind)):
        return False
    if _TIME_BEHIND.match(mention.behind) or _TIME_AHEAD.search(mention.ahead):
        return True
    if code == "a" or re.search("连续(?:保持)?$", mention.ahead):
        return not re.search("延长|寿命|服役", mention.ahead[-6:])
    return code in ("min", "s") or not _MEASURES_LENGTH.search(mention.ahead[-16:])


def _is_name(mention: Mention) -> bool:
    """Whether a Chinese numeral names or classes something and counts nothing (四大, 三级联动, 千万工程)."""
    token = mention.token
    if token.classifier == _DOUBLINGS:
        return False
    width = token.number[1] - token.number[0]
    if width >= 3 and token.unit is None and 10 ** (width - 1) <= token.numbers[0] < 10**width:
        return True  # digits read one by one (七三七处): a designation
    if token.unit is not None or token.scale > 1 or token.numbers[0] > 10:
        is_bare_scale = token.numbers[0] >= 1000
        return is_bare_scale and bool(mention.after) and token.classifier is None and not _MADE.search(mention.ahead)
    is_counted_behind = not mention.after and token.classifier in _THINGS and _DOES.search(mention.ahead)
    return mention.is_quoted or not (is_counted_behind or _DONE_AHEAD.search(mention.ahead))


def _is_scope(mention: Mention, grammar: Grammar) -> bool:
    """Whether a count gives the size of a set of reference (全国168个重点城市, 上述5家企业)."""
    token = mention.token
    if token.unit is not None or token.scale > 1 or not mention.after:
        return False
    if _ENUMERATED.search(mention.ahead):
        return not _ACTING.search(mention.after) and not _ACTING.match(mention.before)
    if _OF_CLASS.match(mention.behind):
        return True
    noun = grammar.set_noun.match(mention.behind)
    if not noun:
        return False
    if _SET_BEHIND.match(mention.behind[noun.end() :]) or re.search("全[国省市][^,;。]{0,4}$", mention.ahead):
        return True
    if _ACTING.search(mention.after):
        return False
    return not grammar.doing.search(mention.ahead[-6:]) and not re.search(
        "(?:有|达到?|为|的|占|增至|覆盖|共|累计|惠及|涉及|遍及|通达|远销|对|至少)$", mention.ahead
    )


def _is_threshold(mention: Mention) -> bool:
    """Whether a number delimits what is meant (年货运量150万吨以上的物流园区, 3公里范围)."""
    token = mention.token
    if token.quantity_kind in (QuantityKind.PERCENTAGE_POINT, QuantityKind.PLACE):
        return False
    is_rule = bool(_RULE_BEHIND.match(mention.behind) and _BEYOND.search(mention.ahead))
    if is_rule and token.quantity_kind is QuantityKind.PERCENT:
        return bool(_RULE_FOR.search(mention.ahead))
    if _STANDARD_AHEAD.search(mention.ahead) or (mention.ahead.endswith("按") and mention.behind.startswith("计")):
        return True
    if token.quantity_kind is QuantityKind.LENGTH and mention.after and _AROUND.search(mention.ahead):
        return True
    modifier = _MODIFIER.match(mention.behind)
    if modifier and not _GOAL_IS.match(mention.behind):
        is_loose = token.quantity_kind not in (QuantityKind.COUNT, QuantityKind.PERCENT)
        is_apart = modifier.group().endswith("的") and bool(mention.before) and not _REACH.search(mention.ahead)
        return is_loose or is_apart
    if token.quantity_kind in (QuantityKind.OTHER, QuantityKind.POWER) and _SIZE_OF_TWO.match(mention.behind):
        return True
    if token.quantity_kind in (QuantityKind.COUNT, QuantityKind.UNKNOWN, QuantityKind.PERCENT, QuantityKind.MONEY):
        return False
    if mention.is_bracketed and re.match("(?:及|或)?以[上下]", mention.behind):
        return True
    return is_rule and not _GOAL_OF.match(mention.behind)


def _is_rate(mention: Mention, previous: Mention | None, grammar: Grammar) -> bool:
    """Whether a percentage says how far a plan or a piece of work has come."""
    token, before = mention.token, mention.before
    if token.quantity_kind is QuantityKind.MULTIPLE:
        return bool(_OF_PLAN.search(before))
    if token.quantity_kind is not QuantityKind.PERCENT or token.is_part_of_ratio:
        return False
    if _OF_INVESTMENT.search(before):
        return previous is not None and "完成" in previous.before
    if grammar.completion.search(before):
        return bool(_OF_PLAN.search(before)) or not _SHARE_OF.search(before.replace("完成比例", "")[-10:])
    if progress := grammar.progress.search(before):
        is_of_previous = not grammar.says_something(before[: progress.start()]) or "完成" in progress.group()
        is_counted = previous is not None and previous.role in (Role.ACTUAL, Role.PLAN)
        return is_of_previous and is_counted and not mention.is_planned
    if mention.is_listed and not before and previous is not None and previous.role is Role.RATE:
        return True
    is_noun_behind = re.match("[\u4e00-\u9fff]", mention.after) and not re.match("以[上下]|左右|的", mention.after)
    return bool(_DONE_BY.search(before)) and not is_noun_behind and not mention.is_planned
