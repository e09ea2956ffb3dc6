"""Numbers that say by how much something changed, and against what."""

import re

from hedui.figures.grammar import Grammar
from hedui.figures.mentions import Mention
from hedui.vocabulary.codes import ChangeKind, QuantityKind, Role

_RATIO_KINDS = frozenset(
    {QuantityKind.PERCENT, QuantityKind.PERCENTAGE_POINT, QuantityKind.PERMILLE, QuantityKind.MULTIPLE}
)
_REACH = 24
"""How far before its number a verb of change, or the word that names its base, may stand."""
_VERSUS = re.compile("(?:高于|低于|快于|慢于|优于|好于|高出|领先|超出|少于|大于)[^,;。]*$")
BEYOND_STANDARD = re.compile("超(?:过|出)?[^,;。]{0,12}(?:标准|限值)[^,;。]{0,3}$")
"""A standard that is exceeded by a share or a multiple (超Ⅲ类标准0.07倍)."""
FROM_GOAL = re.compile(
    "(?:距|与|较|比)[^,;。]{0,16}(?:目标|任务|标准|限值|进度)(?:相比)?(?:还|尚|仍|的)*(?:相差|差|有|低于?|高于?|[超高]出|快|慢|落后)?$"
)
"""How far something is from a goal or a standard (距年度目标还差2.9个百分点)."""
_MORE = "(?<![减增最至不])[多少](?![到至于为达数量])[\u4e00-\u9fff]{1,4}$"
MORE_THAN = re.compile(f"(?:[比较][^,;。]{{0,8}})?{_MORE}")
"""That more or less of something was done than before (比去年同期少用17.9万吨)."""
_VERSUS_MEAN = re.compile(
    r"(?:高出|高于|低于|多出|少于)[^,;。\d]{0,8}(?:均值|平均水平|平均|平均值)$|[比较][^,;。\d]{0,12}(?:限值|标准|均值|平均)(?:低|高|少|多)出?$"
)
_ABSOLUTE = re.compile("增加|减少|增长|下降|上升|降低|提高|净增|净减|增产|增收|减产|减收|缩短|延长|扩大|缩小")
_GAINS = ("增产", "增收", "减产", "减收")
_LESS = re.compile("低于|慢于|少于|落后")
_ANNUALISED = re.compile("年均|年平均|年递增|复合")
_FIXED_BASE = re.compile("(?:较|比|与)[^,;。]{0,12}(?:19|20)\\d\\d年|“?十[一二三四五]五”?(?:末|时期)|基准年|初期")
_POLLUTION = re.compile("指数|浓度")
_MORE_REACH = 6
_STRIVES = re.compile("(?:并)?(?:力争|争取|确保)(?:达到?)?")
_ARRIVAL = re.compile("[达到至为]$")


def read_change(mention: Mention, previous: Mention | None, grammar: Grammar) -> bool:
    """Whether a number is a change; if it is, its sign and kind are filled in.

    Shares, points and multiples are changes behind any verb of change; amounts only where a base is named, or the verb
    has a level to speak of.
    """
    token = mention.token
    words = (mention.before if mention.is_listed else mention.ahead)[-_REACH:]
    falling = grammar.falling.search(words)
    verb = falling or grammar.rising.search(words)
    is_ratio = token.quantity_kind in _RATIO_KINDS
    is_beyond = is_ratio and BEYOND_STANDARD.search(mention.ahead) is not None
    is_versus = is_beyond or (_VERSUS if is_ratio else _VERSUS_MEAN).search(mention.ahead) is not None
    is_more = verb is None and MORE_THAN.search(words) and grammar.compared.search(mention.ahead[-_REACH:])
    if is_more or is_beyond or (is_versus and not is_ratio):
        is_change = True
    elif verb is not None:
        is_change = is_ratio or _is_places(mention) or _changes_amount(mention, previous, words, verb, grammar)
    else:
        is_change = token.quantity_kind is QuantityKind.PERCENTAGE_POINT or (token.is_negative and is_ratio)
    if is_change:
        is_decline = (
            falling
            or (verb is None and "少" in words[-_MORE_REACH:])
            or (verb is not None and verb.group().startswith("改善") and _is_pollution(words, previous))
            or token.is_negative
            or (is_versus and _LESS.search(mention.ahead[-_REACH:]))
        )
        mention.sign = -1 if is_decline else 1
        mention.change_kind = _kind(mention, is_versus, previous)
    elif previous is not None and _goes_on(mention, previous, grammar):
        mention.sign, mention.change_kind, is_change = previous.sign, previous.change_kind, True
    return is_change


def _is_pollution(words: str, previous: Mention | None) -> bool:
    """Whether what improved is less of it: an index or a concentration."""
    return bool(_POLLUTION.search(words)) or (
        previous is not None
        and previous.token.quantity_kind in (QuantityKind.MASS_CONCENTRATION, QuantityKind.WATER_CONCENTRATION)
    )


def _is_places(mention: Mention) -> bool:
    """Whether a number counts places in a ranking."""
    return mention.token.quantity_kind is QuantityKind.PLACE or mention.token.classifier in ("位", "名")


def _changes_amount(
    mention: Mention, previous: Mention | None, words: str, verb: re.Match[str], grammar: Grammar
) -> bool:
    """Whether an amount behind a verb of change is the change (煤炭消费总量减少85万吨) and no level (新增、多建)."""
    lead = words[: verb.start()]
    if grammar.compared.search(mention.ahead[-_REACH:]):
        return True
    if lead.endswith("新") or not _ABSOLUTE.match(verb.group()):
        return False
    thing = grammar.thing(grammar.trim(lead))
    return len(thing) > 1 or verb.group() in _GAINS or (previous is not None and mention.shares_unit(previous))


def _goes_on(mention: Mention, previous: Mention, grammar: Grammar) -> bool:
    """Whether a listed number goes on with the change before it (分别增长11.8%、11.1%)."""
    return (
        (mention.is_listed or _STRIVES.fullmatch(mention.before) is not None)
        and previous.role is Role.CHANGE
        and (previous.token.unit == mention.token.unit or "分别" in mention.ahead)
        and not _ARRIVAL.search(mention.before)
        and not grammar.says_something(mention.before)
    )


def _kind(mention: Mention, is_versus: bool, previous: Mention | None) -> ChangeKind:
    """Against what the change is stated."""
    ahead = mention.ahead
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
