"""What each number does in its sentence."""

import re
from dataclasses import replace

from hedui.figures.changes import read_change
from hedui.figures.clock import opens
from hedui.figures.comparators import assign_comparator, share_comparators
from hedui.figures.delimiters import is_class, is_scope, is_size, is_threshold
from hedui.figures.durations import is_time
from hedui.figures.grammar import Grammar
from hedui.figures.mentions import Mention, Sentence
from hedui.figures.planning import (
    Setting,
    after_time,
    is_content,
    is_later_year,
    is_over,
    is_planned,
    is_this_year_ahead,
)
from hedui.figures.ranks import is_place, rank_role
from hedui.figures.rates import is_rate
from hedui.language.tokens import Kind
from hedui.vocabulary.codes import QuantityKind, Role

_FORM_ROLES = {
    Kind.TIME: Role.TIME,
    Kind.IDENT: Role.IDENT,
    Kind.NAME: Role.NAME,
    Kind.ORDINAL: Role.ORDINAL,
}
_COMPARED = frozenset({Role.ACTUAL, Role.PLAN, Role.CHANGE, Role.RATE, Role.RANK, Role.THRESHOLD})
_DONE_AHEAD = re.compile(
    "(?:开展|完成|建成|新增|组织|召开|举办|启动|实施|获|共|累计|建设|创建|印发|打造|出台|有|再添|落地|推进|设立|成立|约谈|处罚|查处)(?:了|市级|省级|国家级)?$"
)
_MADE = re.compile("(?:达到|达|突破|超过|超|上|打造|培育|形成|建成|建设|迈上)(?:了|一批|多个)?$")
_NAMED_BY_YEARS = re.compile("行动|计划|攻坚|规划|滚动|跃升|提升|跨越")
_THINGS = ("台", "座", "家", "辆", "套", "处", "艘", "个", "条", "起", "所", "栋", "户", "项", "次", "批次", "场")
_DOES = re.compile(
    "建|关停|淘汰|新增|更新|改造|安装|完成|投用|拆除|查处|获|召开|开展|组织|举办|培育|认定|退出|购置|整治"
)
_COUNTED_AHEAD = re.compile("等$")
_HAPPENS = re.compile("建成|通车|投用|投产|竣工|完工|开工|投入使用|投入运营|获批|入选|落地|挂牌|动工")
_ITEM = re.compile("[\u4e00-\u9fff]{4}$")
"""Enough words of a thing for a numeral behind them to count it (独家品种三项)."""
_IN_A_NAME = re.compile(
    "(?![以左上下增减提降升到至和及与或为的余多约]|同比|环比|超过|居|位|排|占|分|比|较)[\u4e00-\u9fff]{2}"
)
_NAMED_AHEAD = re.compile("[\u4e00-\u9fff]{2}(?<![为达到至约共有超过近是由从在于第每计列前后逾破成仅高低])$")
_PAIR = 2
_OPENING = 12
_GOAL_PASSED = re.compile("目标|任务|计划|指标|要求|进度")


def assign_roles(sentence: Sentence, grammar: Grammar, setting: Setting, base: Setting) -> Setting:
    """Fill role, sign, comparator and planning of each mention of ``sentence``.

    Args:
        sentence: the sentence.
        grammar: compiled lexicon.
        setting: what the sentence before left.
        base: what the block began with, which a time that is over brings back.

    Returns:
        The setting for the next sentence of the block: a later year that opens a sentence goes on.
    """
    outer, until = setting, sentence.end
    previous: Mention | None = None
    for mention in sentence.mentions:
        if mention.token.start > until:
            setting, until = outer, sentence.end
        mention.role, mention.because["role"] = _role(mention, previous, sentence, grammar, setting)
        if mention.role is Role.TIME:
            setting = after_time(mention, sentence, setting)
            is_opening = opens(sentence, mention)
            if is_opening and setting.is_planned and not base.is_planned and is_over(mention, sentence, base):
                outer = setting = replace(base, is_due=False)
            elif mention.clause and not setting.is_plan:
                until = sentence.next_break(mention.token.end)
            elif is_opening and is_later_year(mention, sentence, setting):
                outer = setting
        elif mention.role in _COMPARED:
            assign_comparator(mention, grammar)
        if mention.is_number and not is_content(mention):
            previous = mention
    is_ahead = any(m.role is Role.PLAN or m.is_planned for m in sentence.mentions)
    if is_ahead and is_this_year_ahead(sentence.text[:_OPENING], base):
        outer = replace(outer, is_planned=True)  # what the paragraph goes on with is to be done, too
    share_comparators([mention for mention in sentence.mentions if mention.role in _COMPARED])
    return outer


def _role(
    mention: Mention, previous: Mention | None, sentence: Sentence, grammar: Grammar, setting: Setting
) -> tuple[Role, str]:
    """The role, by the first description that fits, and which it was; the order matters."""
    token = mention.token
    if token.kind in _FORM_ROLES:
        return _FORM_ROLES[token.kind], "form"
    if mention.is_titled:
        return Role.NAME, "title"
    if token.kind is Kind.RANK or is_place(mention):
        return rank_role(mention), "rank"
    if mention.is_quoted and (token.unit is None or token.is_chinese):
        return Role.NAME, "quoted"
    if is_size(mention, previous):
        return Role.THRESHOLD, "size"
    if is_class(mention):
        return Role.IDENT, "class"
    if token.quantity_kind is QuantityKind.DURATION and _NAMED_BY_YEARS.match(mention.behind):
        return Role.NAME, "named-by-years"
    if is_time(mention, previous):
        return Role.TIME, "duration"
    if token.is_chinese and not token.is_amount and _is_name(mention, grammar):
        return Role.NAME, "numeral-name"
    if _is_model(mention):
        return Role.NAME, "model"
    if is_scope(mention, grammar):
        return Role.SCOPE, "set"
    if is_threshold(mention, sentence):
        return Role.THRESHOLD, "criterion"
    mention.is_planned, why = is_planned(mention, previous, sentence, setting)
    if read_change(mention, previous, grammar):
        if mention.is_lead and _GOAL_PASSED.search(mention.ahead):
            mention.is_planned = setting.is_planned
        return Role.CHANGE, why if mention.is_planned else "change"
    if is_rate(mention, previous, grammar):
        mention.is_planned = False
        return Role.RATE, "rate"
    return Role.PLAN if mention.is_planned else Role.ACTUAL, why


def _is_model(mention: Mention) -> bool:
    """Whether a bare number is part of the name it stands in the middle of (昇辉384集群)."""
    token = mention.token
    is_bare = token.unit_span is None and token.decimals == 0 and not token.is_part_of_ratio and not token.is_chinese
    return is_bare and bool(_IN_A_NAME.match(mention.after) and _NAMED_AHEAD.search(mention.ahead))


def _is_name(mention: Mention, grammar: Grammar) -> bool:
    """Whether a Chinese numeral names or classes something and counts nothing (四大, 三级联动, 千万工程)."""
    token, ahead = mention.token, mention.ahead
    is_moved = token.classifier in ("位", "名") and (grammar.rising.search(ahead) or grammar.falling.search(ahead))
    if is_moved:
        return False
    width = token.number[1] - token.number[0]
    if width >= 3 and token.unit is None and 10 ** (width - 1) <= token.numbers[0] < 10**width:
        return True  # digits read one by one (七三七处): a designation
    if token.unit is not None or token.scale > 1 or token.numbers[0] > 10:
        is_bare_scale = token.numbers[0] >= 1000
        return is_bare_scale and bool(mention.after) and token.classifier is None and not _MADE.search(mention.ahead)
    if token.numbers[0] == _PAIR and token.classifier in _THINGS and not mention.is_quoted:
        return False
    is_thing = token.classifier in _THINGS
    is_counted = is_thing and (
        _COUNTED_AHEAD.search(mention.ahead) or (_HAPPENS.search(mention.after) and not mention.before)
    )
    is_counted_behind = is_thing and not mention.after and (_DOES.search(mention.ahead) or _ITEM.search(mention.before))
    return mention.is_quoted or not (is_counted or is_counted_behind or _DONE_AHEAD.search(mention.ahead))
