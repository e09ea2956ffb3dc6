"""Durations that set a time, told apart from those that are measured."""

import re

from hedui.figures.mentions import Mention
from hedui.vocabulary.codes import QuantityKind, Role

_TIME_BEHIND = re.compile(
    "内|之内|前|后|以前|以后|不间断|值守|值班|在线|监控|响应|签收|一次|轮换|运行|制|行动|计划|攻坚|规划|期间|时间表|来"
)
_TIME_AHEAD = re.compile("(?:每|近|未来|今后|过去|最近|前|第|利用|用|的|提前|自|不少于|不低于|超过|逾)$")
_MEASURES_LENGTH = re.compile(
    "连续|累计|共|达|持续|影响|出现|超标|实施|增加|减少|同比|平均|时间|时长|优良|污染|停站|天数|运行|小时数|日数|时数"
)
_SPAN_UNITS = ("a", "h", "d", "min", "s", "个月")
_LENGTH_NOUN = re.compile("(?:天数|日数|时数|时长)[^,;。]{0,8}$")


def is_time(mention: Mention, previous: Mention | None) -> bool:
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
        return not re.search("(?<!再)延长|寿命|服役", mention.ahead[-6:])
    return code in ("min", "s") or not _MEASURES_LENGTH.search(mention.ahead[-16:])
