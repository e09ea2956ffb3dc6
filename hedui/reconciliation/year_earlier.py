"""A level beside the level of a year earlier, and the change between them, as people put them in a table.

Printed comes first: the change that the report prints; the base that it prints, or that an earlier report prints and
its changes do not exclude. Else the base is what the changes leave of it, and the change is computed from two levels
that may be compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from hedui.figures.figure import Figure
from hedui.reconciliation.corpus import Corpus, year_earlier
from hedui.reconciliation.formulas import GROWTH_MULTIPLE, GROWTH_PERCENT, SUBTRACTION, Formula
from hedui.reconciliation.intervals import Interval, PoleError
from hedui.reconciliation.printing import admissible, is_widened, printed_value, step
from hedui.reconciliation.relations.bases import (
    is_comparable,
    previous_level,
    reason_across_documents,
    reason_of_growth,
    reason_of_level,
    reason_said,
)
from hedui.vocabulary.codes import ChangeKind, Origin, QuantityKind, Role

_FORMULAS = {QuantityKind.PERCENT: GROWTH_PERCENT, QuantityKind.MULTIPLE: GROWTH_MULTIPLE}
_SHARES = frozenset({QuantityKind.PERCENT, QuantityKind.PERCENTAGE_POINT, QuantityKind.PERMILLE})
_PREVIOUS = 1  # place of the base among the inputs of a formula
_COMPUTED_DECIMALS = 1  # of a growth that nobody printed
_REACHED = ("到", "至")  # what was come to (减少到) is a level, however it was read


@dataclass(frozen=True, slots=True)
class YearOnYear:
    """What is to be put beside one printed level; values of the base are in the unit of the level.

    Attributes:
        figure_id: the level.
        previous: the base, printed or the only one as precise as the level that gives the printed changes.
        previous_low: least base that the printed changes leave, where no single one can be told.
        previous_high: greatest such base.
        previous_origin: where the base comes from; None where nothing tells it.
        previous_figure_id: the figure that prints the base.
        superseded_figure_id: the figure that printed the base otherwise than the changes imply now.
        change: the change; a fall is negative.
        change_unit: ``%``, ``pp`` or the unit of the level.
        change_decimals: printed decimals, or those it is computed to.
        change_origin: whether it is printed or computed.
        change_figure_id: the figure that prints it.
    """

    figure_id: str
    previous: Fraction | None = None
    previous_low: Fraction | None = None
    previous_high: Fraction | None = None
    previous_origin: Origin | None = None
    previous_figure_id: str | None = None
    superseded_figure_id: str | None = None
    change: Fraction | None = None
    change_unit: str | None = None
    change_decimals: int | None = None
    change_origin: Origin | None = None
    change_figure_id: str | None = None


def years_on_year(corpus: Corpus) -> tuple[YearOnYear, ...]:
    """Every level of an indicator with what is to be put beside it; those of which nothing is known are left out."""
    changes = _changes(corpus)
    levels = (level for level in corpus.with_role(Role.ACTUAL) if level.indicator_id and level.period_end)
    found = (
        _beside(corpus, level, changes.get(corpus.printings(level)[0].figure_id) or changes.get(_account(level), ()))
        for level in levels
    )
    return tuple(one for one in found if one.change_origin or one.previous_origin)


def implied_previous(level: Figure, changes: Sequence[Figure]) -> Interval | None:
    """The bases that the printed changes of a level leave of it; None where they leave none."""
    left: list[Interval] = []
    for change in changes:
        try:
            left.append(_formula(change).solve(_PREVIOUS, admissible(change), _inputs(admissible(level))))
        except PoleError:  # a change by -100 %
            return None
    return _common(left)


def only_previous(level: Figure, changes: Sequence[Figure]) -> Fraction | None:
    """The base as precise as the level that gives the printed changes from the printed level, if there is just one."""
    if is_widened(level) or any(map(is_widened, changes)):
        return None
    unit, exact = step(level), Interval.point(printed_value(level))
    try:
        left = [_formula(change).solve(_PREVIOUS, admissible(change), _inputs(exact)) for change in changes]
    except PoleError:
        return None
    common = _common(left)
    if common is None:
        return None
    first, last = ceil(common.low / unit), floor(common.high / unit)
    return first * unit if first == last else None


def computed_change(level: Figure, previous: Figure) -> tuple[Fraction, str, int] | None:
    """The change from one printed level to another, its unit and decimals; None from a base that allows none."""
    now, before = printed_value(level), printed_value(previous)
    if level.quantity_kind in _SHARES:
        decimals = max(level.decimals or 0, previous.decimals or 0)
        return round(now - before, decimals), "pp" if level.unit == "%" else level.unit or "", decimals
    if before <= 0:
        return None
    return round((now / before - 1) * 100, _COMPUTED_DECIMALS), "%", _COMPUTED_DECIMALS


def _changes(corpus: Corpus) -> Mapping[Hashable, Sequence[Figure]]:
    """Changes that happened, by the level they speak of; of those that name none by what they measure and where."""
    changes: defaultdict[Hashable, list[Figure]] = defaultdict(list)
    for change in corpus.with_role(Role.CHANGE):
        if change.change_kind is not ChangeKind.YEAR_ON_YEAR or change.is_planned:
            continue
        if not corpus.before(change, 2).endswith(_REACHED):
            level = corpus.level_of(change)
            changes[corpus.printings(level)[0].figure_id if level else _account(change)].append(change)
    return changes


def _account(figure: Figure) -> Hashable:
    """What a level and a change of it share within one report."""
    place = figure.region_id, figure.area_id, figure.scope
    return figure.document, figure.indicator_id, *place, figure.period_start, figure.period_end


def _beside(corpus: Corpus, level: Figure, changes: Sequence[Figure]) -> YearOnYear:
    """What is to be put beside one level."""
    told = min(changes, key=lambda change: _rank(level, change), default=None)
    previous = previous_level(corpus, told, level) if told else _printed_a_year_earlier(corpus, level)
    if previous and not is_comparable(corpus, previous, level):
        previous = None
    if told is None:
        return _computed(corpus, level, previous)
    testing = [change for change in changes if _is_on_printed_levels(corpus, change, level)]
    implied = implied_previous(level, testing) if _is_positive(level) else None
    only = only_previous(level, testing) if implied else None
    base: dict[str, object] = {}
    if previous and (implied is None or previous.document == level.document or implied.meets(admissible(previous))):
        is_own = previous.document == level.document
        base = {
            "previous": printed_value(previous),
            "previous_origin": Origin.PRINTED if is_own else Origin.ELSEWHERE,
            "previous_figure_id": previous.figure_id,
        }
    elif implied:
        base = {"previous": only, "previous_origin": Origin.IMPLIED}
        if only is None:
            base |= {"previous_low": implied.low, "previous_high": implied.high}
        if previous:
            base["superseded_figure_id"] = previous.figure_id
    return YearOnYear(
        level.figure_id,
        change=told.value,
        change_unit=told.unit,
        change_decimals=told.decimals or 0,
        change_origin=Origin.PRINTED,
        change_figure_id=told.figure_id,
        **base,  # type: ignore[arg-type]
    )


def _computed(corpus: Corpus, level: Figure, previous: Figure | None) -> YearOnYear:
    """A level without a printed change: the printed base, and the change computed where the two may be compared."""
    if previous is None or previous.value is None:
        return YearOnYear(level.figure_id)
    is_own = previous.document == level.document
    may = reason_of_level(corpus, level) is None and not (is_widened(level) or is_widened(previous))
    change = computed_change(level, previous) if may else None
    value, unit, decimals = change or (None, None, None)
    return YearOnYear(
        level.figure_id,
        previous=previous.value,
        previous_origin=Origin.PRINTED if is_own else Origin.ELSEWHERE,
        previous_figure_id=previous.figure_id,
        change=value,
        change_unit=unit,
        change_decimals=decimals,
        change_origin=Origin.COMPUTED if change else None,
    )


def _printed_a_year_earlier(corpus: Corpus, level: Figure) -> Figure | None:
    """The level of the year before as printed: in the same report, else in the latest one."""
    period = year_earlier(level.period_start), year_earlier(level.period_end)
    found = [one for one in corpus.levels.get((corpus.level_key(level), period), ()) if one.role is Role.ACTUAL]
    own = [one for one in found if one.document == level.document]
    return max(own or found, key=lambda one: (corpus.issued(one.document), -step(one), -one.start), default=None)


def _is_on_printed_levels(corpus: Corpus, change: Figure, level: Figure) -> bool:
    """Whether a change tells the printed base: growth in real terms or of a panel does not, an amount does.

    Percent of a share may mean points, and tells nothing.
    """
    if change.quantity_kind not in _FORMULAS:
        is_points = (
            change.quantity_kind is QuantityKind.PERCENTAGE_POINT and level.quantity_kind is QuantityKind.PERCENT
        )
        return (is_points or change.unit == level.unit) and reason_said(corpus, change) is None
    if level.quantity_kind in _SHARES:
        return False
    return (reason_of_growth(corpus, change, level) or reason_across_documents(corpus, change, level)) is None


def _rank(level: Figure, change: Figure) -> tuple[object, ...]:
    """The usual way of stating a change first: points of a share, percent of all else; then amounts."""
    usual = QuantityKind.PERCENTAGE_POINT if level.quantity_kind in _SHARES else QuantityKind.PERCENT
    return change.quantity_kind is not usual, change.unit_factor != level.unit_factor, change.start


def _is_positive(level: Figure) -> bool:
    return level.value is not None and level.value > 0


def _formula(change: Figure) -> Formula:
    return _FORMULAS.get(change.quantity_kind, SUBTRACTION)


def _inputs(level: Interval) -> tuple[Interval, Interval]:
    """The inputs of a formula; the base, which is solved for, is not looked at."""
    return level, level


def _common(intervals: Sequence[Interval]) -> Interval | None:
    common = intervals[0] if intervals else None
    for interval in intervals[1:]:
        common = common.common(interval) if common else None
    return common
