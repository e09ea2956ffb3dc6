"""``year_on_year`` and ``difference``: a level, its change, and the level it changed from."""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from hedui.figures.figure import Figure
from hedui.reconciliation.cases import BaseReproduction, Case, Claim, Equality, Mistake, Undecided
from hedui.reconciliation.corpus import Corpus
from hedui.reconciliation.formulas import (
    GROWTH_MULTIPLE,
    GROWTH_PERCENT,
    PERCENTAGE,
    SUBTRACTION,
    Formula,
    GrowthOfChange,
    Quotient,
)
from hedui.reconciliation.printing import admissible, step
from hedui.reconciliation.relations.bases import (
    RISING_OR_FALLING,
    is_comparable,
    previous_level,
    reason_across_documents,
    reason_of_growth,
    reason_said,
    said_before,
    weak_reason,
)
from hedui.reconciliation.relations.spec import RelationSpec
from hedui.vocabulary.codes import (
    ChangeKind,
    Comparator,
    Diagnosis,
    Direction,
    QuantityKind,
    Reason,
    Relation,
    Role,
    Severity,
)

_WITH_BASE = frozenset({ChangeKind.YEAR_ON_YEAR, ChangeKind.PREVIOUS_PERIOD, ChangeKind.FIXED_BASE})
_RELATIVE = frozenset({QuantityKind.PERCENT, QuantityKind.MULTIPLE})
_GROWTH: Mapping[QuantityKind, Formula] = {
    QuantityKind.PERCENT: GROWTH_PERCENT,
    QuantityKind.MULTIPLE: GROWTH_MULTIPLE,
}
_ACROSS_DOCUMENTS = Fraction(2)  # last places
_REACHED = ("到", "至")  # what was come to (减少到) is a level, however it was read
_BETTERED = re.compile("提[升高][到至为][约近]?$")  # said of what got better, where less is better too
_ON_LEVEL = Quotient(Fraction(-100), Fraction(100))  # growth over the present level, of previous and present


def find_year_on_year(corpus: Corpus) -> Iterator[Case]:
    """A relative change with its level: against the previous level where one is printed, else against any."""
    for change, level in _changes(corpus):
        if change.quantity_kind not in _RELATIVE:
            continue
        parts = (("change", change), ("level", level))
        previous = previous_level(corpus, change, level)
        reason = _reason(corpus, change, level, previous)
        if change.change_kind is ChangeKind.UNKNOWN and previous is None:
            yield Case(Relation.YEAR_ON_YEAR, parts, Undecided(Reason.NO_BASE))
        elif reason:
            would = _relative(corpus, change, level, previous) if previous else None
            test = would.test if would and isinstance(would.test, Equality) else None
            yield Case(Relation.YEAR_ON_YEAR, would.parts if would else parts, Undecided(reason, would=test))
        elif level.value is None or level.value <= 0:
            yield Case(Relation.YEAR_ON_YEAR, parts, Undecided(Reason.NO_BASE))
        elif previous is None:
            formula = "{level} ÷ (1 + {change})"
            yield Case(Relation.YEAR_ON_YEAR, parts, BaseReproduction(level, formula))
        else:
            yield _relative(corpus, change, level, previous)


def _reason(corpus: Corpus, change: Figure, level: Figure, previous: Figure | None) -> Reason | None:
    """Why the change cannot be tested on printed levels; what is printed beside its level is compared with it."""
    if previous and _is_beside(previous, level):
        return reason_said(corpus, change)
    if reason := reason_of_growth(corpus, change, level):
        return reason
    is_across = previous is not None and previous.document != level.document
    return reason_across_documents(corpus, change, level) if is_across else None


def _relative(corpus: Corpus, change: Figure, level: Figure, previous: Figure) -> Case:
    parts = (("change", change), ("level", level), ("previous", previous))
    if previous.value is None or previous.value <= 0 or level.value is None:
        return Case(Relation.YEAR_ON_YEAR, parts, Undecided(Reason.NO_BASE))
    if not is_comparable(corpus, previous, level):
        return Case(Relation.YEAR_ON_YEAR, parts, Undecided(Reason.METHOD))
    test = Equality(
        inputs=(level, previous),
        compute=_GROWTH[change.quantity_kind],
        formula="{level} ÷ {previous} − 1",
        mistakes=_mistakes(change, level),
        soft_gap=_soft_gap(previous, level),
        excuse=weak_reason(corpus, change, previous, level),
    )
    return Case(Relation.YEAR_ON_YEAR, parts, test)


def find_difference(corpus: Corpus) -> Iterator[Case]:
    """An absolute change with its level, and with the previous level or the relative change where printed.

    Where no change is printed, a level may still be said to have risen or fallen (由45微克/立方米降至43微克/立方米).
    """
    relative = {
        _comparison(corpus, change, level): change
        for change, level in _changes(corpus)
        if change.quantity_kind is QuantityKind.PERCENT
    }
    for change, level in _changes(corpus):
        if not _is_absolute(change, level):
            continue
        rate = relative.get(_comparison(corpus, change, level))
        parts = (("change", change), ("level", level))
        previous = previous_level(corpus, change, level)
        reason = reason_said(corpus, change)
        if previous and reason:
            would = _absolute(corpus, change, level, previous)
            test = would.test if isinstance(would.test, Equality) else None
            yield Case(Relation.DIFFERENCE, would.parts, Undecided(reason, would=test))
        elif previous:
            yield _absolute(corpus, change, level, previous)
        if rate and change.quantity_kind is level.quantity_kind and change.value:
            on_level = {Diagnosis.WRONG_BASE: PERCENTAGE}
            test = Equality((change, level), GrowthOfChange(), "{change} ÷ ({level} − {change})", mistakes=on_level)
            yield Case(Relation.DIFFERENCE, (("rate", rate), *parts), test)
        elif previous is None:
            implied = admissible(level) - admissible(change)
            yield Case(Relation.DIFFERENCE, parts, Undecided(Reason.IMPLIED_ONLY, implied, "{level} − {change}", level))
    yield from _moves(corpus)


def _comparison(corpus: Corpus, change: Figure, level: Figure) -> tuple[object, ...]:
    """What changes of one level against one base share, in whatever unit they are printed."""
    return corpus.printings(level)[0].figure_id, change.change_kind, change.base_period_end


def _absolute(corpus: Corpus, change: Figure, level: Figure, previous: Figure) -> Case:
    parts = (("change", change), ("level", level), ("previous", previous))
    if not is_comparable(corpus, previous, level):
        return Case(Relation.DIFFERENCE, parts, Undecided(Reason.METHOD))
    test = Equality(
        inputs=(level, previous),
        compute=SUBTRACTION,
        formula="{level} − {previous}",
        mistakes=_mistakes(change, level),
        soft_gap=_soft_gap(previous, level),
        excuse=weak_reason(corpus, change, previous, level),
    )
    return Case(Relation.DIFFERENCE, parts, test)


def _moves(corpus: Corpus) -> Iterator[Case]:
    """Levels that are only said to have risen above or fallen below a previous one."""
    changed = {change.qualifies for change in corpus.with_role(Role.CHANGE)}
    for level in corpus.with_role(Role.ACTUAL):
        previous = said_before(corpus, level) if level.figure_id not in changed else None
        said = previous and RISING_OR_FALLING.search(corpus.between(previous, level))
        if previous and said and not (_BETTERED.search(said.string) and _is_less_better(corpus, level)):
            parts = (("level", level), ("previous", previous))
            comparator = Comparator.ABOVE if said["up"] else Comparator.BELOW
            yield Case(Relation.DIFFERENCE, parts, Claim(level, comparator, previous))


def _is_less_better(corpus: Corpus, level: Figure) -> bool:
    indicator = corpus.indicator(level)
    return indicator is not None and indicator.direction is Direction.LOWER


def _changes(corpus: Corpus) -> Iterator[tuple[Figure, Figure]]:
    """Changes that happened, against a base in time, each with the actual level it speaks of."""
    for change in corpus.with_role(Role.CHANGE):
        if change.is_planned or change.change_kind not in {*_WITH_BASE, ChangeKind.UNKNOWN}:
            continue
        level = corpus.level_of(change)
        if level and change.quantity_kind in _RELATIVE:  # a rate tells most of the sharpest printing
            level = min(corpus.printings(level), key=_sharpness)
        is_reached = corpus.before(change, 2).endswith(_REACHED)
        if level and level.role is Role.ACTUAL and level.value is not None and not is_reached:
            yield change, level


def _sharpness(level: Figure) -> Fraction:
    """The last printed place as a share of the value; the smaller the sharper."""
    return step(level) / abs(level.value) if level.value else Fraction(1)


def _is_absolute(change: Figure, level: Figure) -> bool:
    if change.quantity_kind is QuantityKind.PERCENTAGE_POINT:
        return level.quantity_kind is QuantityKind.PERCENT
    return change.unit == level.unit and change.quantity_kind not in {*_RELATIVE, QuantityKind.PLACE}


def _is_beside(previous: Figure, level: Figure) -> bool:
    return (previous.document, previous.block) == (level.document, level.block)


def _soft_gap(previous: Figure, level: Figure) -> Fraction | None:
    """Against a level of another document a little more may be out than the last digit."""
    return Fraction(0) if previous.document == level.document else _ACROSS_DOCUMENTS


def _mistakes(change: Figure, level: Figure) -> Mapping[Diagnosis, Mistake]:
    """What the change would be under the usual mistakes."""
    if change.quantity_kind is QuantityKind.MULTIPLE:
        return {}
    if change.quantity_kind is not QuantityKind.PERCENT:
        swapped: Mapping[Diagnosis, Mistake] = {Diagnosis.SWAPPED_PERIODS: lambda sets: SUBTRACTION(sets[::-1])}
        is_points = change.quantity_kind is QuantityKind.PERCENTAGE_POINT
        return {Diagnosis.PERCENT_OR_POINT: GROWTH_PERCENT, **swapped} if is_points else swapped
    likely: Mapping[Diagnosis, Mistake] = {
        Diagnosis.SWAPPED_PERIODS: lambda sets: GROWTH_PERCENT(sets[::-1]),
        Diagnosis.WRONG_BASE: lambda sets: _ON_LEVEL(sets[::-1]),
    }
    is_share = level.quantity_kind is QuantityKind.PERCENT
    return {Diagnosis.PERCENT_OR_POINT: SUBTRACTION, **likely} if is_share else likely


YEAR_ON_YEAR = RelationSpec(
    code=Relation.YEAR_ON_YEAR,
    label_zh="同比变化",
    label_en="relative change",
    statement_zh="本期数与基期数之比减一,等于所印变化率",
    statement_en="the level over its previous level, less one, is the printed change",
    severity=Severity.HIGH,
    find=find_year_on_year,
)
DIFFERENCE = RelationSpec(
    code=Relation.DIFFERENCE,
    label_zh="增减量",
    label_en="absolute change",
    statement_zh="本期数减基期数,等于所印增减量",
    statement_en="the level less its previous level is the printed change",
    severity=Severity.HIGH,
    find=find_difference,
)
