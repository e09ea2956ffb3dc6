"""``compounding``: an annual average growth against the levels at both ends of its years."""

from collections.abc import Iterator
from fractions import Fraction

from hedui.figures.figure import Figure
from hedui.reconciliation.cases import Case, Equality, Undecided
from hedui.reconciliation.corpus import Corpus
from hedui.reconciliation.formulas import Quotient
from hedui.reconciliation.relations.bases import is_comparable, previous_level, reason_of_growth
from hedui.reconciliation.relations.spec import RelationSpec
from hedui.vocabulary.codes import ChangeKind, QuantityKind, Reason, Relation, Role, Severity

_MOST_YEARS = 30


def find_compoundings(corpus: Corpus) -> Iterator[Case]:
    """``由100万吨增加到161.1万吨,年均增长10%``, five years apart: growth compounds to the ratio of the levels."""
    for change in corpus.with_role(Role.CHANGE):
        level = corpus.level_of(change)
        is_average = change.change_kind is ChangeKind.ANNUALISED and change.quantity_kind is QuantityKind.PERCENT
        if not is_average or change.is_planned or level is None or level.role is not Role.ACTUAL or not level.value:
            continue
        parts = (("change", change), ("level", level))
        previous = previous_level(corpus, change, level)
        reason = reason_of_growth(corpus, change, level)
        years = _years(change, level, previous)
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
