"""Numbers that say by how much something changed, how far it is from another, or that it did not change."""

import re
from collections.abc import Iterator
from fractions import Fraction

from hedui.figures.grammar import Grammar
from hedui.figures.mentions import Mention
from hedui.language.tokens import Kind, Token
from hedui.vocabulary.codes import ChangeKind, QuantityKind, Role

_RATIO_KINDS = frozenset(
    {QuantityKind.PERCENT, QuantityKind.PERCENTAGE_POINT, QuantityKind.PERMILLE, QuantityKind.MULTIPLE}
)
_CONCENTRATIONS = frozenset({QuantityKind.MASS_CONCENTRATION, QuantityKind.WATER_CONCENTRATION})
_REACH = 24
"""How far before its number a verb of change, or the word that names its base, may stand."""
BEYOND_STANDARD = re.compile("超(?:过|出)?[^,;。]{0,12}(?:标准|限值)[^,;。]{0,3}$")
"""A standard that is exceeded by a share or a multiple (超Ⅲ类标准0.07倍)."""
FROM_GOAL = re.compile(
    "(?:距|与|较|(?<![占同环百对相])比)[^,;。]{0,16}(?:目标|任务|标准|限值|进度)[值量数]?(?:相比)?(?:还|尚|仍|的)*(?:相差|差|有|低于?|高于?|[超高]出|快|慢|落后)?$"
)
"""How far something is from a goal or a standard (距年度目标还差2.9个百分点)."""
_MORE = "(?<![减增最至不])[多少](?![到至于为达数量])[\u4e00-\u9fff]{1,4}$"
MORE_THAN = re.compile(f"(?:(?<![占同环百对相])[比较][^,;。]{{0,8}})?{_MORE}")
"""That more or less of something was done than before (比去年同期少用17.9万吨)."""
_VERSUS_MEAN = re.compile(
    r"(?:高出|高于|低于|多出|少于)[^,;。\d]{0,8}(?:均值|平均水平|平均|平均值)$|[比较][^,;。\d]{0,12}(?:限值|标准|均值|平均)(?:低|高|少|多)出?$"
)
_VERSUS_GOAL = re.compile(
    r"(?:优于|好于|劣于|差于|高于|低于|超出|超过|超额?)[^,;。\d]{0,12}(?:目标|任务|要求|计划|进度)[值量数]?(?:任务|要求)?约?$"
)
"""That something is past or short of a goal; the number is the distance, or the goal itself."""
_VERSUS_PLACE = re.compile(
    r"(?<![占同环百对相])[比较](?!上|去|前|年|同|[“\"]?十)[^,;。\d]{1,14}?(?:高|低|快|慢|多|少|好|差)出?(?:了|约|近)*$"
)
"""That something is higher than another that is no time (比全市平均高2.1个百分点)."""
_TIME = re.compile(
    '[“"]?(?:上[年月周季]|去年|前[一三年]|同期|年初|常年|历年|历史|多年|近[一二三四五两]|十[一二三四五六]五|(?:19|20)\\d\\d年)'
)
"""What something is ahead of where that is itself at an earlier time (高于“十三五”时期1.2个百分点)."""
_GAP_SHARE = 2
"""A distance from a goal is less than the level over this; what is more is the goal itself."""
_MOVES = re.compile("提高|降低|上升|下降|上涨|涨|下调|上调")
"""Verbs that have a level, named or not, by as much as an amount behind them says."""
_ABSOLUTE = re.compile(f"{_MOVES.pattern}|增加|减少|增长|净增|净减|增产|增收|减产|减收|减量|缩短|延长|扩大|缩小")
_NATURAL = re.compile("自然增长率[为是:-]*$")
"""Births less deaths: a level, also below nothing."""
_GAINS = ("增产", "增收", "减产", "减收")
_COMPARES = re.compile("[高低快慢多少好优领超落滞]")
_LESS = re.compile("[低慢少]出?(?:了|约|近)*$")
_BY = re.compile("(?:[差低高出快慢多少]|落后)(?:了|约|近)*$")
"""That the number says by how much."""
_SHORT_OF = re.compile("差(?:距)?(?:约|近|为)*$")
_MORE_REACH = 6
_STRIVES = re.compile("(?:并)?(?:力争|争取|确保)(?:达到?)?")
_ARRIVAL = re.compile("[达到至为]$")
_ASIDE = re.compile(r"\([^()]*\)")
COMPARED_WITH = re.compile("[与同][^与和,;。]{1,20}?(?:相比|比较)")
"""What says against what in so many words, and names nothing of the thing."""
_OPENS = re.compile("[(〔[](?:约|即|合|折合|约合|相当于)*$")
_CLOSES = (")", "〕", "]")
_OPENING = 4
"""Most characters between a change and the same in brackets."""
_CHANGE_NOUN = re.compile("(?:以[上下]|左右)?的(?:年均|年度|平均)?(增速|增长率|增长|增幅|涨幅|降幅|减幅|跌幅|升幅)")
"""The noun behind a number that calls it a change (16.8%的增长)."""
_COUNTED_NOUN = re.compile("(?:以[上下]|左右|余|多)?[\u4e00-\u9fff]")
_UNCHANGED_AHEAD = re.compile(
    "(?:同比|环比|[较比与和同][^,;。]{1,16}?)(?:相比|相较|均|都|保持|总体|基本|大体|[,])*$"
    "|(?:^|[,;。\n])[较比与和同][^,;。]{1,16},[^,;。]{2,14}$"
)


def read_change(mention: Mention, previous: Mention | None, grammar: Grammar) -> bool:
    """Whether a number is a change; if it is, its sign is filled in, and its kind where it is none against a time.

    Shares, points and multiples are changes behind any verb of change; amounts only where a base is named, or the verb
    has a level to speak of. What a change is against is found by ``hedui.figures.bases``.
    """
    token = mention.token
    if mention.is_unchanged:
        mention.change_kind = ChangeKind.UNKNOWN
        return True
    if previous is not None and _restates(mention, previous):
        mention.same_as, mention.sign, mention.change_kind = previous, previous.sign, previous.change_kind
        return True
    if previous is not None and not mention.before and _goes_on(mention, previous, grammar):
        mention.sign, mention.change_kind, mention.is_lead = previous.sign, previous.change_kind, previous.is_lead
        return True
    words = (mention.before if mention.is_listed else mention.ahead)[-_REACH:]
    words = words.rstrip("+") + change_noun(mention)
    verb = grammar.falling.search(words) or grammar.rising.search(words)
    is_ratio = token.quantity_kind in _RATIO_KINDS
    is_distance = _is_distance(mention, previous, is_ratio)
    is_own = verb is not None and not _COMPARES.match(verb.group())
    is_versus = is_distance or (is_ratio and not is_own and _is_versus(mention, grammar))
    is_more = verb is None and MORE_THAN.search(words) and grammar.compared.search(mention.ahead[-_REACH:])
    if is_more or is_distance:
        is_change = True
    elif verb is not None:
        is_change = (is_ratio and not _is_contribution(mention, verb)) or (
            _is_places(mention) or _changes_amount(mention, previous, words, verb, grammar)
        )
    else:
        is_fall = token.is_negative and is_ratio and not _NATURAL.search(mention.before)
        is_change = token.quantity_kind is QuantityKind.PERCENTAGE_POINT or is_fall
    if is_change:
        mention.sign = _sign(mention, previous, grammar, words)
        mention.change_kind = ChangeKind.VERSUS_OTHER if is_versus else ChangeKind.UNKNOWN
        mention.is_lead = is_versus or (is_ratio and not is_own and grammar.ahead_of.search(mention.ahead) is not None)
    elif previous is not None and _goes_on(mention, previous, grammar):
        mention.sign, mention.change_kind, is_change = previous.sign, previous.change_kind, True
    return is_change


def _restates(mention: Mention, previous: Mention) -> bool:
    """Whether a number alone in its brackets states the change right before it in another unit."""
    gap = mention.token.start - previous.token.end
    is_alone = mention.is_bracketed and _OPENS.search(mention.ahead) and mention.behind.startswith(_CLOSES)
    return previous.role is Role.CHANGE and bool(is_alone) and 0 < gap <= _OPENING


def change_noun(mention: Mention) -> str:
    """The noun behind a number that calls it a change, as it would stand before it; empty where there is none."""
    noun = _CHANGE_NOUN.match(mention.behind)
    return noun[1] if noun else ""


def unchanged(clean: str, grammar: Grammar) -> Iterator[Token]:
    """Tokens of the words that say that something did not change (与上年持平): a change of 0 without a numeral."""
    for match in grammar.unchanged.finditer(clean):
        if _UNCHANGED_AHEAD.search(clean, max(0, match.start() - _REACH), match.start()):
            yield Token(Kind.QUANTITY, *match.span(), number=match.span(), numbers=(Fraction(0),))


def _is_distance(mention: Mention, previous: Mention | None, is_ratio: bool) -> bool:
    """Whether a number by its words alone is the distance from a goal, a standard or a mean."""
    ahead = _ASIDE.sub("", mention.ahead)
    if is_ratio and BEYOND_STANDARD.search(ahead):
        return True
    if not is_ratio and _VERSUS_MEAN.search(ahead):
        return True
    if FROM_GOAL.search(ahead) and _BY.search(ahead):
        return True
    return _VERSUS_GOAL.search(ahead) is not None and _is_past_goal(mention, previous)


def _is_past_goal(mention: Mention, previous: Mention | None) -> bool:
    """Whether a number behind a goal passed says by how much, and is not the goal (优于年度目标45微克/立方米)."""
    if mention.token.quantity_kind is QuantityKind.PERCENTAGE_POINT:
        return True
    if previous is None or not previous.is_level or not previous.shares_unit(mention):
        return False
    if not (mention.token.numbers and previous.token.numbers):
        return False
    own, level = (m.token.numbers[-1] * m.token.scale for m in (mention, previous))
    return own * _GAP_SHARE < level


def _is_versus(mention: Mention, grammar: Grammar) -> bool:
    """Whether a change is stated against another thing and not against an earlier time."""
    ahead = _ASIDE.sub("", mention.ahead)
    lead = grammar.ahead_of.search(ahead)
    if lead and not _TIME.match(lead[1]):
        return True
    return FROM_GOAL.search(ahead) is not None or _VERSUS_PLACE.search(ahead) is not None


def _sign(mention: Mention, previous: Mention | None, grammar: Grammar, words: str) -> int:
    """The sign of a change: of its verb, or of actual minus other; what gets better by getting less is turned."""
    if mention.token.is_negative:
        return -1
    lead = grammar.ahead_of.search(mention.ahead)
    better = grammar.improving.search(words)
    said = better.group() if better else lead.group() if lead else ""
    if grammar.better_or_worse.match(said):
        is_worse = grammar.worsening.match(said) is not None
        return -1 if is_worse != _is_less_better(mention, previous, grammar) else 1
    if _SHORT_OF.search(words):
        return 1 if _is_less_better(mention, previous, grammar) else -1
    if lead and grammar.rising.search(words) is None:
        return -1 if grammar.lagging.match(lead.group()) else 1
    if _LESS.search(words):
        return -1
    is_less = grammar.rising.search(words) is None and "少" in words[-_MORE_REACH:]
    return -1 if is_less or grammar.falling.search(words) else 1


def _is_less_better(mention: Mention, previous: Mention | None, grammar: Grammar) -> bool:
    """Whether what got better is less of the thing: a concentration, a pollution index, an intensity."""
    words = COMPARED_WITH.sub("", _ASIDE.sub("", grammar.better_or_worse.split(mention.ahead)[0]))
    own = grammar.trim(grammar.without_change(words))
    if grammar.less_is_better.search(own):
        return True
    if previous is None or len(own) > 1:
        return False
    return previous.token.quantity_kind in _CONCENTRATIONS or bool(grammar.less_is_better.search(previous.ahead))


def _is_contribution(mention: Mention, verb: re.Match[str]) -> bool:
    """Whether a share is what a part contributes (对增长贡献五成): a share of the whole, no change of it."""
    return verb.group().startswith("贡献") and mention.token.quantity_kind is not QuantityKind.PERCENTAGE_POINT


def _is_places(mention: Mention) -> bool:
    """Whether a number counts places in a ranking, and no people or things (新增5名教师)."""
    is_counted = mention.token.classifier in ("位", "名") and not _COUNTED_NOUN.match(mention.after)
    return mention.token.quantity_kind is QuantityKind.PLACE or is_counted


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
    return (
        len(thing) > 1
        or (_MOVES.match(verb.group()) is not None and mention.token.unit is not None)
        or verb.group() in _GAINS
        or (previous is not None and (mention.shares_unit(previous) or (previous.role is Role.CHANGE and not lead)))
    )


def _goes_on(mention: Mention, previous: Mention, grammar: Grammar) -> bool:
    """Whether a listed number goes on with the change before it (分别增长11.8%、11.1%)."""
    return (
        (mention.is_listed or _STRIVES.fullmatch(mention.before) is not None)
        and previous.role is Role.CHANGE
        and not previous.is_unchanged
        and (previous.token.unit == mention.token.unit or "分别" in mention.ahead)
        and not _ARRIVAL.search(mention.before)
        and not grammar.says_something(mention.before)
    )
