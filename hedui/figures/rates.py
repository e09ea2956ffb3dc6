"""Percentages that say how far a plan or a piece of work has come."""

import re

from hedui.figures.grammar import Grammar
from hedui.figures.mentions import PLACES, Mention
from hedui.vocabulary.codes import QuantityKind, Role

_DONE_BY = re.compile("完成(?:了|约|近|超过|超)?$")
_SHARE_OF = re.compile("(?:占|比例|比重|覆盖|税|投资增速)[^,]*$")
_OF_PLAN = re.compile("[占为](?:年度?|全年|总|年初|调整)?(?:目标|计划|任务|预算(?!收入|支出)|应)")
_VERSUS_GOAL = re.compile("(?:优于|高于|低于|好于|超过|未达到?|距|与)[^,;]*(?:目标|任务|计划)$")
_PART_OF_TOTAL = re.compile("占[^,;。]*(?<!任务)(?<!计划)(?<!目标)总量的$")
_OF_DUE = re.compile("占应[^,;。]{1,6}的?$")
_OF_INVESTMENT = re.compile("占(?:(?:项目|计划|概算)?总投资额?|概算|预算)的$")


def is_rate(mention: Mention, previous: Mention | None, grammar: Grammar) -> bool:
    """Whether a percentage says how far a plan or a piece of work has come."""
    token, before = mention.token, mention.before
    if token.quantity_kind is QuantityKind.MULTIPLE:
        return bool(_OF_PLAN.search(before))
    if token.quantity_kind is not QuantityKind.PERCENT or token.is_part_of_ratio:
        return False
    if _OF_INVESTMENT.search(before):
        return previous is not None and "完成" in previous.before
    if _VERSUS_GOAL.search(before) or _PART_OF_TOTAL.search(before):
        return False
    if grammar.completion.search(before):
        return bool(_OF_PLAN.search(before)) or not _SHARE_OF.search(before.replace("完成比例", "")[-10:])
    if progress := grammar.progress.search(before):
        is_of_previous = not grammar.says_something(before[: progress.start()]) or "完成" in progress.group()
        is_counted = previous is not None and previous.is_level
        return is_of_previous and is_counted and not mention.is_planned
    if _OF_DUE.search(before):
        return True
    goes_on = mention.is_listed and previous is not None and previous.role is Role.RATE
    if goes_on and (not before or PLACES.fullmatch(before)):
        return True
    is_noun_behind = re.match("[\u4e00-\u9fff]", mention.after) and not re.match("以[上下]|左右|的", mention.after)
    return bool(_DONE_BY.search(before)) and not is_noun_behind and not mention.is_planned
