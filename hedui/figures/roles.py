"""What each number does in its sentence: role, sign, comparator, whether it is planned."""

import re
from dataclasses import dataclass, replace

from hedui.figures import times
from hedui.figures.grammar import Grammar
from hedui.figures.mentions import Mention, Sentence
from hedui.figures.times import Span
from hedui.figures.tokens import Kind
from hedui.vocabulary.codes import ChangeKind, Comparator, CountedFrom, QuantityKind, Role

_COMPARED = frozenset({Role.ACTUAL, Role.PLAN, Role.CHANGE, Role.RATE, Role.RANK, Role.THRESHOLD})
_FORM_ROLES = {
    Kind.TIME: Role.TIME,
    Kind.IDENT: Role.IDENT,
    Kind.NAME: Role.NAME,
    Kind.ORDINAL: Role.ORDINAL,
}
_RATIO_KINDS = frozenset(
    {QuantityKind.PERCENT, QuantityKind.PERCENTAGE_POINT, QuantityKind.PERMILLE, QuantityKind.MULTIPLE}
)
_TIME_BEHIND = re.compile(
    "内|之内|前|后|以前|以后|不间断|值守|值班|在线|监控|响应|签收|一次|轮换|运行|制|行动|计划|攻坚|规划|期间|时间表|来"
)
_TIME_AHEAD = re.compile("(?:每|近|未来|今后|过去|最近|前|第|利用|用|的|提前|自|不少于|不低于|超过|逾)$")
_MODIFIER = re.compile(
    "(?:及|或)?(?:以上|以下|以内|之内|范围|半径|及以上|规模以上)(?:的|内|外|范围)?(?=[\u4e00-\u9fffA-Za-z])"
)
_RULE_BEHIND = re.compile("的(?=[\u4e00-\u9fffA-Za-z])")
_REACH = re.compile(
    "(?:达到|达|为|完成|提高到|提升至|提高至|提升到|增加到|增至|下降到|降至|控制在|稳定在|保持在|实现|超过|突破|占)$"
)
_GOAL_BEHIND = re.compile("(?:的)?(?:年度|省定|总|预期)?(?:目标|指标|控制目标|考核)|(?:计划|力争|拟|预计|将)(?:于|在)?")
_GOALS_ARE = re.compile("目标(?:是|为|:)")
_AGAINST_GOAL = re.compile("[比较距离][^,;。]{0,8}目标[^,;。]{0,4}$")
_BASE_LEVEL = re.compile(
    "[较比与](?:19|20)\\d\\d年(?:年?[底末])?的(?:[^,;。]{0,20}、)?$|(?:由|从)(?:[^,;。的]{0,8}的)?$"
)
_ANSWER = re.compile(
    "(?:目前|现|实际|已经?|累计|共计?|均|通过|完成|建成|建设|实现|改造|治理|整治|整改|达到?|投用|开工|竣工|为|约|[,的了])*"
)
_RANK_AHEAD = re.compile("(?:前|后|倒数|倒数前|倒数后)$")
_BARE_PLACE = re.compile("(?:退后|退出后|进入后|倒数前?|排名后|排名前)$")
_RANKED = re.compile("[^”\"'」,;。、名位强]{0,3}(?:城市|单位|乡镇|县|区|企业)")
_WORST = re.compile("倒排|倒数|退后|后退|末位|从差到好|后$")
_BEST = re.compile("正排|顺数|前$|最好")
_RANK_GOAL = re.compile("退出|不进入|不落入|力争|确保|目标|省定|进入|跻身|挺进|争取|退")
_DONE_AHEAD = re.compile(
    "(?:开展|完成|建成|新增|组织|召开|举办|启动|实施|获|共|累计|建设|创建|印发|打造|出台|有|再添|落地|推进|设立|成立|约谈|处罚|查处)(?:了|市级|省级|国家级)?$"
)
_MADE = re.compile("(?:达到|达|突破|超过|超|上|打造|培育|形成|建成|建设|迈上)(?:了|一批|多个)?$")
_ACTING = re.compile("实现|完成|达标|完工|落地|建成|投产|获|入选|通过|开工|达到|消除|整改|建设|开展|查处|实施|推进")
_SET_BEHIND = re.compile("[^,;。]{0,6}(?:排名|排行|中|里|空气质量|平均)")
_ENUMERATED = re.compile("等$")
_MEASURES_LENGTH = re.compile("连续|累计|共|达|持续|增加|减少|同比|平均|时间|时长|优良|污染|停站|天数|运行|小时数")
_DONE_BY = re.compile("完成(?:了|约|近|超过|超)?$")
_VERSUS = re.compile("(?:高于|低于|快于|慢于|优于|好于|高出|领先|超出|少于|大于)[^,;。]*$")
_ABSOLUTE = re.compile("增加|减少|增长|下降|上升|降低|提高|净增|净减|增产|增收|减产|减收|缩短|延长|扩大|缩小")
_GAINS = ("增产", "增收", "减产", "减收")
_LESS = re.compile("低于|慢于|少于|落后")
_ANNUALISED = re.compile("年均|年平均|年递增|复合")
_FIXED_BASE = re.compile("(?:较|比|与)[^,;。]{0,12}(?:19|20)\\d\\d年|“?十[一二三四五]五”?(?:末|时期)|基准年|初期")


@dataclass(frozen=True, slots=True)
class Setting:
    """What a block's surroundings say of its numbers.

    Attributes:
        is_planned: whether they are planned unless their sentence says otherwise.
        reported: the time reported on, None where unknown; a later time is planned, an earlier one has come about.
        is_plan: whether the document is a plan as a whole.
    """

    is_planned: bool
    reported: Span | None
    is_plan: bool = False


def assign_roles(sentence: Sentence, grammar: Grammar, setting: Setting) -> Setting:
    """Fill role, sign, comparator and planning of each mention of ``sentence``.

    Returns:
        The setting for the next sentence of the block: a later year that opens a sentence goes on.
    """
    outer = setting
    until = sentence.end
    previous: Mention | None = None
    for mention in sentence.mentions:
        if mention.token.start > until:
            setting, until = outer, sentence.end
        mention.role = _role(mention, previous, sentence, grammar, setting)
        if mention.role is Role.TIME:
            setting = _after_time(mention, sentence, setting)
            if mention.clause and not setting.is_plan:
                until = sentence.next_break(mention.token.end)
            elif not mention.clause and _is_later_year(mention, sentence, setting):
                outer = setting
        elif mention.role in _COMPARED:
            mention.comparator, mention.is_approximate = _comparator(mention, grammar)
        if mention.is_number:
            previous = mention
    return outer


def _is_later_year(mention: Mention, sentence: Sentence, setting: Setting) -> bool:
    """Whether a sentence opens with a whole year after the time reported on."""
    span = times.parse(sentence.between(mention.token.start, mention.token.end), None)
    return (
        span is not None
        and span.start is not None
        and setting.reported is not None
        and span.start > setting.reported.end
    )


def _after_time(mention: Mention, sentence: Sentence, setting: Setting) -> Setting:
    """The setting for what follows a time: due and later times are planned, earlier ones have come about."""
    if mention.is_titled or setting.reported is None:
        return setting
    token = mention.token
    span = times.parse(sentence.between(token.start, token.end), setting.reported.end.year)
    near = sentence.between(max(sentence.start, token.start - 3), token.start)
    if span is None or re.search("[较比与对]$", near):
        return setting
    behind = sentence.between(token.end, min(sentence.end, token.end + 3))
    is_due = near.endswith("到") or bool(re.match("年?底?前|之前|以前", behind))
    if setting.is_planned:
        start = setting.reported.start
        is_past = start is not None and span.end < start and not is_due
        return replace(setting, is_planned=not is_past)
    is_later = span.end > setting.reported.end and (
        is_due or (span.start is not None and span.start > setting.reported.end)
    )
    return replace(setting, is_planned=True) if is_later else setting


def _role(mention: Mention, previous: Mention | None, sentence: Sentence, grammar: Grammar, setting: Setting) -> Role:
    token = mention.token
    if token.kind in _FORM_ROLES:
        return _FORM_ROLES[token.kind]
    if mention.is_titled:
        return Role.NAME
    ahead = sentence.between(sentence.clauses[mention.clause][0], token.start)
    behind = sentence.between(token.end, sentence.clauses[mention.clause][1])
    if token.kind is Kind.RANK or _is_place(mention, ahead):
        return _rank_role(mention, ahead, behind)
    if mention.is_quoted and (token.unit is None or token.is_chinese):
        return Role.NAME
    if (
        previous is not None
        and previous.token.end == token.start
        and previous.token.classifier
        and token.unit is not None
    ):
        return Role.THRESHOLD
    if _is_class(mention, ahead, behind):
        return Role.IDENT
    if _is_time(mention, ahead, behind):
        return Role.TIME
    if token.is_chinese and _is_name(mention, ahead):
        return Role.NAME
    if _is_scope(mention, ahead, grammar):
        return Role.SCOPE
    if _is_threshold(mention, ahead, behind):
        return Role.THRESHOLD
    is_planned = _is_planned(mention, previous, ahead, behind, sentence, grammar, setting)
    if _is_change(mention, previous, ahead, sentence, grammar):
        mention.is_planned = is_planned
        return Role.CHANGE
    if (
        token.quantity_kind is QuantityKind.PERCENT
        and not token.is_part_of_ratio
        and _is_rate(mention, previous, grammar)
    ):
        return Role.RATE
    mention.is_planned = is_planned
    return Role.PLAN if is_planned else Role.ACTUAL


def _is_place(mention: Mention, ahead: str) -> bool:
    """Whether a number of 名 or 位, or a bare one behind 后, is a place in a ranking and not a count of people."""
    token = mention.token
    if token.classifier in ("名", "位") or token.quantity_kind is QuantityKind.PLACE:
        return bool(_RANK_AHEAD.search(ahead))
    return token.unit_span is None and token.decimals == 0 and bool(_BARE_PLACE.search(ahead))


def _rank_role(mention: Mention, ahead: str, behind: str) -> Role:
    near = ahead[-14:]
    is_worst = bool(_WORST.search(ahead)) or ahead.endswith("后")
    mention.counted_from = (
        CountedFrom.WORST if is_worst else CountedFrom.BEST if _BEST.search(ahead) else CountedFrom.UNKNOWN
    )
    if not _RANK_AHEAD.search(ahead):
        return Role.RANK
    if _RULE_BEHIND.match(behind) or _RANKED.match(behind) or "首次" in ahead[-30:] or "历史" in near:
        return Role.THRESHOLD
    if _RANK_GOAL.search(near) or _RANK_GOAL.search(behind[:8]):
        mention.is_planned = True
        return Role.PLAN
    return Role.RANK


def _is_class(mention: Mention, ahead: str, behind: str) -> bool:
    """Whether a number classes what follows it (500千伏输变电工程, 1—11批举报件)."""
    token = mention.token
    if token.quantity_kind is QuantityKind.VOLTAGE:
        return bool(re.match("[\u4e00-\u9fff]", behind)) and not _REACH.search(ahead)
    return token.classifier == "批" and len(token.numbers) > 1


def _is_time(mention: Mention, ahead: str, behind: str) -> bool:
    """Whether a duration sets a time (24小时不间断, 30日内, 近3年) and is not itself measured."""
    token = mention.token
    code = token.unit.code if token.unit else None
    if (
        code not in ("a", "h", "d", "min", "s", "个月", "week", "mo", "month")
        and token.quantity_kind is not QuantityKind.DURATION
    ):
        return False
    if _TIME_BEHIND.match(behind) or _TIME_AHEAD.search(ahead):
        return True
    if code == "a" or re.search("连续(?:保持)?$", ahead):
        return not re.search("延长|寿命|服役", ahead[-6:])
    if code in ("min", "s"):
        return True
    return not _MEASURES_LENGTH.search(ahead[-16:])


def _is_name(mention: Mention, ahead: str) -> bool:
    """Whether a Chinese numeral names or classes something and counts nothing (四大, 三级联动, 千万工程)."""
    token = mention.token
    width = token.number[1] - token.number[0]
    if width >= 3 and token.unit is None and 10 ** (width - 1) <= token.numbers[0] < 10**width:
        return True  # digits read one by one (七三七处): a designation
    if token.unit is not None or token.scale > 1 or token.numbers[0] > 10:
        is_bare_scale = token.numbers[0] >= 1000
        return is_bare_scale and bool(mention.after) and token.classifier is None and not _MADE.search(ahead)
    return mention.is_quoted or not _DONE_AHEAD.search(ahead)


def _is_scope(mention: Mention, ahead: str, grammar: Grammar) -> bool:
    """Whether a count gives the size of a set of reference (全国168个重点城市, 上述5家企业)."""
    token = mention.token
    if token.unit is not None or token.scale > 1 or not mention.after:
        return False
    if _ENUMERATED.search(ahead):
        return not _ACTING.search(mention.after) and not _ACTING.match(mention.before)
    noun = grammar.set_noun.match(mention.after)
    if not noun:
        return False
    if _SET_BEHIND.match(mention.after[noun.end() :]) or re.search("全[国省市][^,;。]{0,4}$", ahead):
        return True
    if _ACTING.search(mention.after):
        return False
    return not grammar.doing.search(ahead[-6:]) and not re.search(
        "(?:有|达到?|为|的|占|增至|覆盖|共|累计|惠及|涉及|遍及|通达|对|至少)$", ahead
    )


def _is_threshold(mention: Mention, ahead: str, behind: str) -> bool:
    """Whether a number delimits what is meant (年货运量150万吨以上的物流园区, 3公里范围)."""
    token = mention.token
    if token.quantity_kind in (QuantityKind.PERCENTAGE_POINT, QuantityKind.PLACE):
        return False
    modifier = _MODIFIER.match(behind)
    if modifier:
        is_loose = token.quantity_kind not in (QuantityKind.COUNT, QuantityKind.PERCENT)
        return is_loose or (modifier.group().endswith("的") and not _REACH.search(ahead))
    if token.quantity_kind in (QuantityKind.COUNT, QuantityKind.UNKNOWN, QuantityKind.PERCENT, QuantityKind.MONEY):
        return False
    if mention.is_bracketed and re.match("(?:及|或)?以[上下]", behind):
        return True
    return bool(_RULE_BEHIND.match(behind)) and bool(
        re.search("(?:高于|低于|超过|大于|小于|不足|不超过|不低于)$", ahead)
    )


def _is_change(mention: Mention, previous: Mention | None, ahead: str, sentence: Sentence, grammar: Grammar) -> bool:
    """Whether a number says by how much something changed; sets sign and kind of the change."""
    token = mention.token
    words = ahead[-24:]
    kind = token.quantity_kind
    tail = mention.before if mention.is_listed else words
    is_falling = bool(grammar.falling.search(tail))
    is_rising = not is_falling and bool(grammar.rising.search(tail))
    is_versus = bool(_VERSUS.search(ahead)) and kind in _RATIO_KINDS | {QuantityKind.PLACE, QuantityKind.DURATION}
    is_change = False
    if is_falling or is_rising:
        if kind in _RATIO_KINDS or kind is QuantityKind.PLACE or token.classifier in ("位", "名"):
            is_change = True
        elif grammar.compared.search(_own_words(mention, ahead)):
            is_change = True
        else:
            verb = (grammar.falling if is_falling else grammar.rising).search(tail)
            assert verb is not None
            content = grammar.light.sub("", grammar.lead.sub("", tail[: verb.start()], count=1))
            same_unit = (
                previous is not None
                and previous.token.unit == token.unit
                and previous.token.classifier == token.classifier
            )
            is_change = bool(_ABSOLUTE.match(verb.group())) and (
                len(content) > 1 or same_unit or verb.group() in _GAINS
            )
            if tail[: verb.start()].endswith("新") or verb.group().startswith("多"):
                is_change = False
    elif kind is QuantityKind.PERCENTAGE_POINT:
        is_change = True
    elif token.is_negative and kind in _RATIO_KINDS:
        is_change = True
    if not is_change and mention.is_listed and previous is not None and previous.role is Role.CHANGE:
        if (
            not re.search("[达到至为]$", mention.before)
            and not grammar.light.sub("", mention.before)
            and previous.token.unit == token.unit
        ):
            mention.sign, mention.change_kind = previous.sign, previous.change_kind
            return True
    if not is_change and is_versus and kind is QuantityKind.PERCENTAGE_POINT:
        is_change = True
    if not is_change:
        return False
    mention.sign = -1 if is_falling or token.is_negative or (is_versus and _LESS.search(words)) else 1
    mention.change_kind = _change_kind(mention, ahead, is_versus, previous)
    return True


def _own_words(mention: Mention, ahead: str) -> str:
    """Words of the clause before the number, the last twenty characters at most."""
    return ahead[-20:]


def _change_kind(mention: Mention, ahead: str, is_versus: bool, previous: Mention | None) -> ChangeKind:
    if is_versus:
        return ChangeKind.VERSUS_OTHER
    if _ANNUALISED.search(ahead[-12:]):
        return ChangeKind.ANNUALISED
    if "环比" in ahead or "上月" in ahead:
        return ChangeKind.PREVIOUS_PERIOD
    if re.search("同比|上年|去年|同期", ahead):
        return ChangeKind.YEAR_ON_YEAR
    if _FIXED_BASE.search(ahead):
        return ChangeKind.FIXED_BASE
    if "累计" in ahead[-10:]:
        return ChangeKind.CUMULATIVE
    if mention.is_listed and previous is not None and previous.change_kind is not None:
        return previous.change_kind
    return ChangeKind.UNKNOWN


def _is_rate(mention: Mention, previous: Mention | None, grammar: Grammar) -> bool:
    """Whether a percentage says how far a plan or a piece of work has come."""
    before = mention.before
    if grammar.completion.search(before):
        return not re.search("(?:占|比例|比重|覆盖|税|投资增速)[^,]*$", before[-10:])
    if grammar.progress.search(before) and previous is not None and previous.role in (Role.ACTUAL, Role.PLAN):
        return True
    return (
        bool(re.search("完成(?:了)?(?:约|近|超过?)?$", before))
        and len(grammar.light.sub("", before)) >= 0
        and not mention.is_planned
    )


def _is_planned(
    mention: Mention,
    previous: Mention | None,
    ahead: str,
    behind: str,
    sentence: Sentence,
    grammar: Grammar,
    setting: Setting,
) -> bool:
    """Whether a level is planned: the nearest word of planning or of achievement decides, else the setting."""
    if _BASE_LEVEL.search(ahead) or _AGAINST_GOAL.search(ahead):
        return False
    if _GOAL_BEHIND.match(behind):
        return True
    cue = _cue(ahead, grammar)
    if cue is not None:
        return cue
    if mention.is_listed and previous is not None and previous.role in (Role.ACTUAL, Role.PLAN):
        return previous.role is Role.PLAN
    for clause in range(mention.clause - 1, -1, -1):
        words = sentence.clause_text(clause)
        if words.endswith(";"):
            break
        cue = _cue(words, grammar)
        if cue is None:
            continue
        is_answer = cue and not setting.is_planned and _ANSWER.fullmatch(mention.before)
        return cue and not is_answer
    said = sentence.between(sentence.start, mention.token.start)
    if _GOALS_ARE.search(said):
        return True
    is_listing = any(m.role is Role.PLAN for m in sentence.mentions) and not grammar.realised.search(sentence.text)
    return setting.is_planned or (is_listing and not any(m.role is Role.ACTUAL for m in sentence.mentions))


def _cue(words: str, grammar: Grammar) -> bool | None:
    """What the last word of planning or achievement in ``words`` says; a planning word inside an attribute yields."""
    plan, plan_end = -1, -1
    for match in grammar.planned.finditer(words):
        plan, plan_end = match.span()
    done = -1
    for match in grammar.realised.finditer(words):
        done = match.start()
    if plan < 0 and done < 0:
        return None
    if 0 <= done < plan and "的" in words[plan_end : plan_end + 3]:
        return False
    return plan > done


def _comparator(mention: Mention, grammar: Grammar) -> tuple[Comparator, bool]:
    """Comparator by the words on both sides of the number."""
    token = mention.token
    if token.kind is Kind.RANK or mention.counted_from is not None:
        if mention.role in (Role.PLAN, Role.THRESHOLD):
            is_worst = mention.counted_from is CountedFrom.WORST
            return Comparator.ABOVE if is_worst else Comparator.AT_MOST, False
        return Comparator.EQUAL, False
    if token.hedge in ("余", "多"):
        return Comparator.ABOVE, True
    for pattern, sign in grammar.comparators_after:
        if pattern.match(mention.after):
            return Comparator(sign), sign == "~"
    for pattern, sign in grammar.comparators_before:
        if mention.change_kind is ChangeKind.VERSUS_OTHER and sign in "<>":
            continue
        if pattern.search(mention.before):
            return Comparator(sign), sign == "~"
    return Comparator.EQUAL, False
