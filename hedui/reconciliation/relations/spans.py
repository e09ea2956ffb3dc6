"""``span_length``: a stated number of months or years against the months or years it stands beside."""

import re
from collections.abc import Iterator
from itertools import pairwise

from hedui.figures.figure import Figure
from hedui.reconciliation.cases import Case, Count, Undecided
from hedui.reconciliation.corpus import Corpus, compact
from hedui.reconciliation.relations.spec import RelationSpec
from hedui.vocabulary.codes import Reason, Relation, Role, Severity

_TO = "(?:--?|——?|~|至|到)"
_MONTHS = re.compile(rf"(?:[0-9]{{4}}年)?([0-9]{{1,2}})月?份?{_TO}([0-9]{{1,2}})月份?")
_YEARS = re.compile(rf"([0-9]{{4}})年?{_TO}([0-9]{{4}})年?")
_COUNTED = re.compile("([0-9]{1,2}|[一二三四五六七八九十])(?:个(月)|年)")
_DIGITS = {character: value for value, character in enumerate("一二三四五六七八九十", start=1)}
_IN_A_ROW = re.compile("(?:连续|共|共计|历时|为期)?")
_NAMED = re.compile("[^0-9,。;]{1,12}[(]")


def find_span_lengths(corpus: Corpus) -> Iterator[Case]:
    """``4至9月连续6个月`` and ``三年行动计划(2023—2025年)``."""
    for group in corpus.sentences.values():
        for left, right in pairwise(group):
            if right.role is Role.TIME:
                yield from _years(corpus, left, right)
            if left.role is Role.TIME:
                yield from _months(corpus, left, right)


def _months(corpus: Corpus, span: Figure, stated: Figure) -> Iterator[Case]:
    months, count = _MONTHS.fullmatch(compact(span.text)), _COUNTED.fullmatch(compact(stated.text))
    if not (months and count and count[2] and _IN_A_ROW.fullmatch(corpus.between(span, stated))):
        return
    first, last = int(months[1]), int(months[2])
    if first <= last <= 12:
        test = _count(_number(count[1]), first, last)
        yield Case(Relation.SPAN_LENGTH, (("stated", stated), ("span", span)), test)


def _years(corpus: Corpus, stated: Figure, span: Figure) -> Iterator[Case]:
    years, count = _YEARS.fullmatch(compact(span.text)), _COUNTED.fullmatch(compact(stated.text))
    if not (years and count and not count[2] and _NAMED.fullmatch(corpus.between(stated, span))):
        return
    first, last, number = int(years[1]), int(years[2]), _number(count[1])
    parts = (("stated", stated), ("span", span))
    if last - first == number:  # both ends may be meant as points in time
        yield Case(Relation.SPAN_LENGTH, parts, Undecided(Reason.METHOD))
    elif first <= last:
        yield Case(Relation.SPAN_LENGTH, parts, _count(number, first, last))


def _count(number: int, first: int, last: int) -> Count:
    length = last - first + 1
    return Count(number, range(length, length + 1), f"{last} − {first} + 1")


def _number(printed: str) -> int:
    return _DIGITS.get(printed) or int(printed)


SPAN_LENGTH = RelationSpec(
    code=Relation.SPAN_LENGTH,
    label_zh="时段长度",
    label_en="length of a span",
    statement_zh="所述月数或年数等于所列起止之间的月数或年数",
    statement_en="the stated number of months or years is that of the span named",
    severity=Severity.MEDIUM,
    find=find_span_lengths,
)
