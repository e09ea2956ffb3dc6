"""Places in a ranking: which numbers are one, from which end they count, and what is said of them."""

import re

from hedui.figures.mentions import Mention
from hedui.vocabulary.codes import CountedFrom, QuantityKind, Role

_RANK_AHEAD = re.compile("(?:前|后|倒|倒数|倒数前|倒数后)$")
_BARE_PLACE = re.compile("(?:退后|退出后|进入后|倒数前?|排名后|排名前)$")
_MOVES = "(?:提升|上升|前移|前进|跃升|晋升|攀升|升|进|下降|下滑|后移|后退|退|跌|降|回落|滑落)(?:到|至|为)"
_FROM_PLACE = re.compile(f"{_MOVES}")
_TO_PLACE = re.compile(rf"(?:由|从)[^,;。]{{0,12}}\d+[位名][^,;。\d]{{0,4}}{_MOVES}[^,;。\d]{{0,6}}$")
"""A place that a ranking moves to from another (由32位上升到25位)."""
MOVED = re.compile(f"(?:(?<![自理缘])由|从)[^,;。、]{{0,10}}?(?:{_MOVES})?[^,;。、]{{0,4}}$")
"""The words of a move that end the name of what is ranked (排名由…上升到)."""
_STARTS_FROM = re.compile("(?:由|从)[^,;。\\d]{0,10}$")
_HOLDS = re.compile("(?:排名|位居|位列|名列|排在|跃居|稳居|居|列)[^,;。、移升退进降\\d]{0,8}$")
_RANKED = re.compile("[^”\"'」,;。、名位强]{0,3}(?:城市|单位|乡镇|县|区|企业)")
_WORST = re.compile("倒排|倒数|退后|后退|末位|从差到好|后$|倒$")
_BEST = re.compile("正排|顺数|前$|最好")
_RANK_GOAL = re.compile("退出|不进入|不落入|力争|确保|目标|省定|进入|跻身|挺进|争取|退")


def is_place(mention: Mention) -> bool:
    """Whether a number of 名 or 位, or a bare one behind 后, is a place in a ranking and not a count of people."""
    token = mention.token
    if token.classifier in ("名", "位") or token.quantity_kind is QuantityKind.PLACE:
        ahead = mention.ahead
        is_start = _STARTS_FROM.search(ahead) is not None and _FROM_PLACE.match(mention.behind) is not None
        is_held = _HOLDS.search(ahead) is not None and not mention.after
        return bool(_RANK_AHEAD.search(ahead) or _TO_PLACE.search(ahead)) or is_start or is_held
    return token.unit_span is None and token.decimals == 0 and bool(_BARE_PLACE.search(mention.ahead))


def rank_role(mention: Mention) -> Role:
    """Role of a place: held, aimed at, or part of a rule; fills in which end it is counted from."""
    near = mention.ahead[-14:]
    is_worst = bool(_WORST.search(mention.ahead)) or mention.ahead.endswith("后")
    mention.counted_from = (
        CountedFrom.WORST if is_worst else CountedFrom.BEST if _BEST.search(mention.ahead) else CountedFrom.UNKNOWN
    )
    if not _RANK_AHEAD.search(mention.ahead):
        return Role.RANK
    is_rule = mention.behind.startswith("的") or _RANKED.match(mention.behind)
    if is_rule or "首次" in mention.ahead[-30:] or "历史" in near:
        return Role.THRESHOLD
    if _RANK_GOAL.search(near) or _RANK_GOAL.search(mention.behind[:8]):
        mention.is_planned = True
        return Role.PLAN
    return Role.RANK
