"""``compounding``: an annual average growth against the levels at both ends of its years."""

import re
from collections.abc import Iterator
from fractions import Fraction

from hedui.figures.figure import Figure
from hedui.reconciliation.cases import Case, Equality, Undecided
from hedui.reconciliation.corpus import Corpus
from hedui.reconciliation.formulas import Linear, Quotient
from hedui.reconciliation.relations.bases import is_comparable, previous_level, reason_of_growth
from hedui.reconciliation.relations.spec import RelationSpec
from hedui.vocabulary.codes import ChangeKind, QuantityKind, Reason, Relation, Role, Severity

_MOST_YEARS = 30
_NUMERALS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_AVERAGE = re.compile(r"^[,、(]?(?P<years>[两二三四五]|\d{1,2})年(?:间)?(?:平均|年均)[^,;。\d]{0,8}$")
_SINCE = re.compile(r"[与比较同自]((?:19|20)\d{2})年")
_REACH = 24


def find_compoundings(corpus: Corpus) -> Iterator[Case]:
    """``由100万吨增加到161.1万吨,年均增长10%``, five years apart: growth compounds to the ratio of the levels.

    Where the growth over all the years is printed right before it, that is what it compounds to
    (``与2019年同期相比增长5.7%,两年平均增长2.8%``), whatever either is computed on.
    """
    for change in corpus.with_role(Role.CHANGE):
        if total := _over_all_years(corpus, change):
            span, growth = total
            yield Case(Relation.COMPOUNDING, (("change", change), ("total", growth)), _as_growth(growth, span))
            continue
        level = corpus.level_of(change)
        is_average = change.change_kind is ChangeKind.ANNUALISED and change.quantity_kind is QuantityKind.PERCENT
        if not is_average or change.is_planned or level is None or level.role is not Role.ACTUAL or not level.value:
            continue
        parts = (("change", change), ("level", level))
        previous = previous_level(corpus, change, level)
        reason = reason_of_growth(corpus, change, level)
        years = _years(change, level, previous)
        if reason is Reason.PANEL and previous and previous.sentence_start == level.sentence_start:
            reason = None  # both ends are said in one breath
        if reason:
            yield Case(Relation.COMPOUNDING, parts, Undecided(reason))
        elif (
            not years or years > _MOST_YEARS or previous is None or not previous.value or not _leaves_something(change)
        ):
            yield Case(Relation.COMPOUNDING, parts, Undecided(Reason.NO_BASE))
        elif not is_comparable(corpus, previous, level):
            yield Case(Relation.COMPOUNDING, (*parts, ("previous", previous)), Undecided(Reason.METHOD))
        else:
            yield Case(Relation.COMPOUNDING, (*parts, ("previous", previous)), _compounded(level, previous, years))


def _over_all_years(corpus: Corpus, change: Figure) -> tuple[int, Figure] | None:
    """The number of years, and the growth over all of them, of an average growth behind that growth."""
    is_rate = change.quantity_kind is QuantityKind.PERCENT and not change.is_planned
    growth = next(corpus.preceding(change), None) if is_rate else None
    if growth is None or growth.role is not Role.CHANGE or growth.quantity_kind is not QuantityKind.PERCENT:
        return None
    said = _AVERAGE.search(corpus.between(growth, change))
    if said is None or not _leaves_something(change) or not _leaves_something(growth):
        return None
    years = _NUMERALS.get(said["years"]) or (int(said["years"]) if said["years"].isdecimal() else 0)
    named = _SINCE.findall(corpus.before(growth, _REACH))
    end = change.period_end or growth.period_end
    if not named or end is None or end.year - int(named[-1]) != years or not 1 < years <= _MOST_YEARS:
        return None
    return years, growth


def _as_growth(growth: Figure, years: int) -> Equality:
    def over_all_years(rate: Fraction) -> Fraction:
        return (1 + rate / 100) ** years

    return Equality(
        inputs=(growth,),
        compute=Linear((Fraction(1, 100),), Fraction(1)),
        formula=f"1 + {{total}}, (1 + {{change}})^{years}",
        scale=over_all_years,
    )


def _years(change: Figure, level: Figure, previous: Figure | None) -> int | None:
    """Over how many years the growth is averaged: those between the levels, else as stated; None below two."""
    years = change.annualised_years
    if previous and previous.period_end and level.period_end and previous.period_end.year < level.period_end.year:
        years = level.period_end.year - previous.period_end.year
    return years if years and years > 1 else None


def _leaves_something(change: Figure) -> bool:
    """Whether the growth leaves something, so that its powers rise with it."""
    return change.value is not None and change.value > _LEAST_GROWTH


_LEAST_GROWTH = -90


def _compounded(level: Figure, previous: Figure, years: int) -> Equality:
    def over_all_years(rate: Fraction) -> Fraction:
        return (1 + rate / 100) ** years

    return Equality(
        inputs=(level, previous),
        compute=Quotient(),
        formula=f"{{level}} ÷ {{previous}}, (1 + {{change}})^{years}",
        scale=over_all_years,
    )


COMPOUNDING = RelationSpec(
    code=Relation.COMPOUNDING,
    label_zh="年均增速",
    label_en="annual average growth",
    statement_zh="年均增速按年数复合,等于末期数与初期数之比",
    statement_en="the annual average growth, compounded over its years, is the ratio of the levels at both ends",
    severity=Severity.MEDIUM,
    find=find_compoundings,
)
