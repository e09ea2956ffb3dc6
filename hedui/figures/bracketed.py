"""The base of a change printed in brackets behind its time: 与2019年同期(36微克/立方米)相比下降16.7%.

Such a number is of the thing and in the unit that the sentence speaks of, at the time the change starts from.
"""

import re

from hedui.figures.mentions import Mention, Sentence
from hedui.vocabulary.codes import Role

_BASE = re.compile(r"(?:[与比较同]|相比)[^,;:。()]{0,12}(?:同期|同月|[年月]|基准)\($")


def assign_bracketed_bases(sentence: Sentence) -> None:
    """Date and name the bases in brackets, and the changes behind them; their kinds and bases are filled."""
    numbers = [mention for mention in sentence.mentions if mention.is_number]
    for index, base in enumerate(numbers[1:-1], start=1):
        change = numbers[index + 1]
        if base.role is not Role.ACTUAL or change.role is not Role.CHANGE or change.base is None:
            continue
        behind = sentence.between(base.token.end, change.token.start)
        if not behind.startswith(")") or not _BASE.search(sentence.between(sentence.start, base.token.start)):
            continue
        level = next((one for one in reversed(numbers[:index]) if _may_be_level(one, base)), None)
        if level is not None:
            base.subject, base.topic, base.scope, base.span = level.subject, level.topic, level.scope, change.base
            change.subject, change.topic, change.level = level.subject, level.topic, level


def _may_be_level(mention: Mention, base: Mention) -> bool:
    """Whether a number is one that may have come from the base: a level in its unit, outside brackets."""
    return mention.role is Role.ACTUAL and not mention.is_bracketed and mention.shares_unit(base)
