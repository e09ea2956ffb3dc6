"""What the clauses before and behind a number's own say that it is of.

Each function gives words, empty where they tell nothing; which of them name the number is chosen in ``subjects``.
"""

import re
from collections.abc import Sequence

from hedui.figures.grammar import Grammar
from hedui.figures.mentions import Mention, Sentence
from hedui.vocabulary.codes import QuantityKind, Role

NAMED = (Role.ACTUAL, Role.PLAN, Role.CHANGE, Role.RATE, Role.RANK, Role.THRESHOLD, Role.SCOPE)
"""Roles of numbers that are of a thing."""
LONGEST_PART = 20
"""Characters of the words that narrow a part."""
AWARD = re.compile("(奖励|奖补|补助|补贴|资助|奖金)")
_RANKED_BY = re.compile("(?:按照?|根据|从)([^,]{2,16}?(?:排名|排序|排行))")
_INVESTS = re.compile("(?:总|计划|共|累计|已|再|先后|概算)*(?:投资|投入(?:资金)?|筹资|筹措资金|斥资|安排资金|拨付资金)")
_AWARDED = re.compile("奖励|奖补|补助|补贴|资助|给予")
_LABEL = re.compile("(?:^|[为是])([^,;。:为是\\d]{1,12}):$")
_OUT_OF = re.compile("([\u4e00-\u9fff]{2,20}?)当?中$")
_BOUND = re.compile("^[及或]?以[上下内]")
_SOME = re.compile("(?:其中)?(?:已|现|共|仅)?有?")
_PUT_INTO = re.compile(
    "(?:对|用于|用以|实施|建设|新建|改造|开展|加大|加快|推进|完成|建成|修建|购置|打造|启动|治理|整治|扩建|改扩建|重点)"
)
_IS_DONE = re.compile(
    "(?:其中[:,]?)?([^,;:]{2,16}?)(?:均|已|全部|全面|超额|提前|顺利|圆满){1,3}(?:完成|达标|建成|实现)"
)


def told_since(mention: Mention, sentence: Sentence, grammar: Grammar) -> str:
    """The thing that the clauses without a number right before a mention's own name (PM2.5方面,年均浓度为…)."""
    named = [other for other in sentence.mentions if other.role in NAMED]
    numbered = {other.clause for other in named if other.role is not Role.THRESHOLD}
    bounds = {other.clause: other for other in named if other.role is Role.THRESHOLD}
    for clause in range(mention.clause - 1, -1, -1):
        if clause in numbered:
            return ""
        bound = bounds.get(clause)
        words = without_numbers(bound, sentence, grammar) if bound else sentence.clause_text(clause)
        ranked = _RANKED_BY.search(words) if mention.role is Role.RANK else None
        told = ranked.group(1) if ranked else grammar.told(words)
        if told and "、" not in told:
            return told
    return ""


def done_told(mention: Mention, sentence: Sentence) -> str:
    """The thing of which the clause before says that it is done (其中:人工造林已超额完成,达到7.31万亩)."""
    match = _IS_DONE.match(sentence.clause_text(mention.clause - 1)) if mention.clause else None
    return match.group(1) if match and not mention.before.strip("达到了约共") else ""


def told_before(mention: Mention, sentence: Sentence, grammar: Grammar) -> str:
    """What the clause before says, if it has no number of its own (``开始第一轮退耕还林,截至目前共计完成11.3万亩``)."""
    clause = mention.clause - 1
    is_timed = any(other.clause == clause and other.role is Role.TIME for other in sentence.mentions)
    if clause < 0 or is_timed or sentence.has_number(clause):
        return ""
    words = grammar.trim(sentence.clause_text(clause))
    return words if grammar.says_something(words) else ""


def invested_in(mention: Mention, earlier: Sequence[Mention], sentence: Sentence, grammar: Grammar) -> str:
    """What money is put into, where the clause behind says it and nothing before does (投资900万元,对管网进行改造)."""
    clause = mention.clause + 1
    is_new = not mention.clause or (earlier and earlier[-1].clause == mention.clause - 1)
    is_bare = mention.token.quantity_kind is QuantityKind.MONEY and _INVESTS.fullmatch(mention.before)
    if not (is_new and is_bare) or mention.after or mention.is_bracketed or clause >= len(sentence.clauses):
        return ""
    start, end = sentence.clauses[clause]
    cut = next((other.token.start for other in sentence.mentions if start <= other.token.start < end), end)
    words = _PUT_INTO.match(sentence.between(start, end))
    if words is None:
        return ""
    after = next((other.after for other in sentence.mentions if other.token.start == cut), "")
    told = grammar.trim(sentence.between(start, cut).rstrip("。,;")).lstrip("对用于").removesuffix("力度")
    return (told + after)[:LONGEST_PART]


def criterion_told(mention: Mention, sentence: Sentence, grammar: Grammar) -> str:
    """For whom an award is, in a clause before that says nothing but its criterion (年接待超过9万人次的,奖励5万元)."""
    if not _AWARDED.search(mention.ahead) and not AWARD.match(mention.after):
        return ""
    start = sentence.last_break(mention.token.start)
    for clause in range(mention.clause - 1, -1, -1):
        numbers = [other for other in sentence.mentions if other.clause == clause and other.is_number]
        if sentence.clauses[clause][0] <= start or any(other.role is not Role.THRESHOLD for other in numbers):
            return ""
        if numbers:
            return without_numbers(numbers[0], sentence, grammar).removesuffix("的")
    return ""


def without_numbers(mention: Mention, sentence: Sentence, grammar: Grammar) -> str:
    """What the clause of a criterion says, its numbers left out (税收首次突破1亿元、5亿元的企业)."""
    start, end = sentence.clauses[mention.clause]
    told, at = "", start
    for other in sentence.mentions:
        if other.clause == mention.clause and other.is_number:
            told, at = told + _BOUND.sub("", sentence.between(at, other.token.start).strip("、和")), other.token.end
    return grammar.trim(told + _BOUND.sub("", sentence.between(at, end).rstrip(",;。")))


def label_of(mention: Mention, sentence: Sentence) -> str:
    """The words before a colon that say what a number alone behind it is of (一级:60030元/亩;二级:41354元/亩)."""
    clause = mention.clause - 1
    if mention.before or mention.is_listed or clause < 0 or sentence.has_number(clause):
        return ""
    label = _LABEL.search(sentence.clause_text(clause))
    return label.group(1) if label else ""


def members_of(whole: Mention, part: Mention) -> str:
    """What the members of a set are, of which a number counts some (52个水源地中,有51个达标)."""
    is_out_of = part.clause - whole.clause <= 1 and part.shares_unit(whole) and not part.is_listed
    members = _OUT_OF.match(whole.after) if is_out_of and whole.role in (Role.SCOPE, Role.ACTUAL) else None
    is_some = _SOME.fullmatch(part.before) or (part.before.endswith("的") and not part.after)
    return members.group(1) if members and is_some else ""


def has_parts(whole: Mention, part: Mention, sentence: Sentence) -> bool:
    """Whether 其中 between two numbers says that the second counts some of what the first does."""
    return any(sentence.clause_text(clause).startswith("其中") for clause in range(whole.clause + 1, part.clause + 1))
