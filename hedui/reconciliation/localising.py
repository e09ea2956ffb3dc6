"""Which figures are wrong: the smallest set whose change lets every check hold (Fellegi and Holt, 1976).

Failing checks that share a figure form a group, with the holding checks that touch its figures: what is changed must
keep those holding. One culprit is found by exact arithmetic: the values it would have to take are the intersection of
what each of its checks leaves it. Several are found as a cover of the failing checks by a mixed-integer programme;
each cover is tested by a linear programme, and what makes that one infeasible becomes a further condition on covers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from hedui.figures.figure import Figure
from hedui.reconciliation.cases import AtLeast, Bound, Case, Claim, Equality, WithinRange
from hedui.reconciliation.formulas import Shape
from hedui.reconciliation.intervals import Interval, PoleError
from hedui.reconciliation.judging import FAILING, HOLDING, Outcome, reported_as
from hedui.reconciliation.printing import admissible, printed_value, step
from hedui.vocabulary.codes import Comparator

_MOST_FIGURES = 60  # of a group that is taken apart; beyond, no single mistake is behind it
_MOST_COVERS = 50  # tried before a group is given up
_MOST_ANSWERS = 4  # looked for, to tell whether the smallest set is the only one
_FEASIBLE = 1e-6  # of one unit in the last printed place
_UPPER = frozenset({Comparator.AT_MOST, Comparator.BELOW})
FAR = Fraction(10) ** 300
"""Stands for no end of an interval."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """A figure that may be wrong, and the values it would then have to take; None where any other value would do."""

    figure: Figure
    needed: Interval | None


@dataclass(frozen=True, slots=True)
class Group:
    """Failing checks with one cause, as far as figures shared by checks tell.

    Attributes:
        check_ids: the failing checks.
        suspects: the figures of the smallest sets whose change lets all checks hold; without ``is_unique`` any one of
            these sets would do.
        size: how many figures have to change together; 0 where none could be singled out.
        is_unique: whether there is one smallest set only.
    """

    check_ids: tuple[str, ...]
    suspects: tuple[Suspect, ...]
    size: int
    is_unique: bool


def localise(cases: Mapping[str, Case], outcomes: Mapping[str, Outcome]) -> list[Group]:
    """The groups of failing checks, each with the figures most likely wrong, in the order of their first check.

    Where a last digit is out across documents tells too little to connect what else fails: such checks join the group
    that names their culprit, or stand apart.
    """
    failing = [identity for identity, outcome in outcomes.items() if outcome.verdict in FAILING]
    soft = {identity for identity in failing if outcomes[identity].is_soft and _is_across(cases[identity])}
    touching: defaultdict[str, list[str]] = defaultdict(list)
    excused: defaultdict[str, list[str]] = defaultdict(list)
    involved = {figure.figure_id for identity in failing for _, figure in cases[identity].parts}
    for identity, outcome in outcomes.items():
        is_excused = outcome.fits is False
        if outcome.verdict in HOLDING or is_excused:
            for _, figure in cases[identity].parts:
                if figure.figure_id in involved:
                    (excused if is_excused else touching)[figure.figure_id].append(identity)
    hard = [identity for identity in failing if identity not in soft]
    groups = [_localised(group, cases, touching, excused) for group in _connected(hard, cases)]
    named: dict[str, int] = {}
    for place, group in enumerate(groups):
        named.update({suspect.figure.figure_id: place for suspect in group.suspects[: 1 if group.size == 1 else None]})
    apart = []
    for identity in sorted(soft):
        found = [named[figure.figure_id] for _, figure in cases[identity].parts if figure.figure_id in named]
        if found:
            groups[found[0]] = replace(groups[found[0]], check_ids=(*groups[found[0]].check_ids, identity))
        else:
            apart.append(identity)
    groups += [_localised(group, cases, touching, excused) for group in _connected(apart, cases)]
    order = {identity: at for at, identity in enumerate(failing)}
    return sorted(groups, key=lambda group: order[group.check_ids[0]])


def _is_across(case: Case) -> bool:
    return len({figure.document for _, figure in case.parts}) > 1


def _connected(failing: Sequence[str], cases: Mapping[str, Case]) -> list[list[str]]:
    """Failing checks grouped by shared figures."""
    leader: dict[str, str] = {}

    def find(name: str) -> str:
        while leader.setdefault(name, name) != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    for identity in failing:
        for _, figure in cases[identity].parts:
            leader[find(figure.figure_id)] = find(identity)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for identity in failing:
        groups[find(identity)].append(identity)
    return list(groups.values())


def _localised(
    group: Sequence[str],
    cases: Mapping[str, Case],
    touching: Mapping[str, Sequence[str]],
    excused: Mapping[str, Sequence[str]],
) -> Group:
    failing = [cases[identity] for identity in group]
    holding = {
        figure.figure_id: [cases[identity] for identity in touching.get(figure.figure_id, ())]
        for figure in _figures(failing)
    }
    single = [
        Suspect(figure, needed)
        for figure in _figures(failing)
        for needed in _needed(figure, failing, holding[figure.figure_id])
    ]
    if single:  # of figures that could each be wrong, the one that more of the excused misfits share comes first
        single.sort(key=lambda suspect: -len(excused.get(suspect.figure.figure_id, ())))
        return Group(tuple(group), tuple(single), 1, len(single) == 1)
    checks = [*failing, *(case for cases_of in holding.values() for case in cases_of)]
    try:
        answers = _smallest_sets(failing, list({id(case): case for case in checks}.values()))
    except OverflowError:  # numbers that no floating point holds
        answers = []
    by_id = {figure.figure_id: figure for figure in _figures(checks)}
    suspects = tuple(Suspect(by_id[name], None) for name in by_id if any(name in answer for answer in answers))
    return Group(tuple(group), suspects, len(answers[0]) if answers else 0, len(answers) == 1)


def _figures(cases: Iterable[Case]) -> list[Figure]:
    return list({figure.figure_id: figure for case in cases for _, figure in case.parts}.values())


def _needed(figure: Figure, failing: Sequence[Case], holding: Sequence[Case]) -> Iterator[Interval | None]:
    """What the figure would have to be for all checks to hold, if it alone can make them."""
    needed: Interval | None = None
    for case in failing:
        if all(one.figure_id != figure.figure_id for _, one in case.parts):
            return
    for case in (*failing, *holding):
        try:
            allowed = _allowed(figure, case)
        except PoleError:
            return
        if allowed is None:
            continue
        needed = allowed if needed is None else needed.common(allowed)
        if needed is None:
            return
    yield needed


def _allowed(figure: Figure, case: Case) -> Interval | None:
    """The values of one figure for which a check holds, the others within what they stand for; None is any."""
    match case.test:
        case Equality(inputs=inputs, compute=compute) as test:
            sets = [admissible(one) for one in inputs]
            if figure.figure_id == case.reported.figure_id:
                return _unscaled(compute(sets), test, case.reported)
            at = next((i for i, one in enumerate(inputs) if one.figure_id == figure.figure_id), None)
            return None if at is None else _printed(figure, compute.solve(at, accepted_by(case.reported, test), sets))
        case Bound(lesser, greater):
            return _at_most(figure, lesser, admissible(lesser), greater, admissible(greater))
        case AtLeast(inputs, compute):
            if figure.figure_id == case.reported.figure_id:
                return Interval(compute([admissible(one) for one in inputs]).low, FAR)
            at = next(i for i, one in enumerate(inputs) if one.figure_id == figure.figure_id)
            below = Interval(-FAR, admissible(case.reported).high)
            return compute.solve(at, below, [admissible(one) for one in inputs])
        case Claim(left, comparator, right):
            return _claimed(figure, left, comparator, right)
        case WithinRange(low, high):
            return Interval(-FAR if low is None else low, FAR if high is None else high)
        case _:
            return None


def _printed(figure: Figure, values: Interval) -> Interval:
    """What may be printed for true values: another check may rest on another of those that are printed alike."""
    reach = (admissible(figure).high - admissible(figure).low) / 2
    return Interval(values.low - reach, values.high + reach)


def accepted_by(reported: Figure, test: Equality) -> Interval:
    """Every value that would be printed as the reported figure, rounded or (derived) cut off."""
    printed = reported_as(reported, test)
    if not test.is_derived:
        return printed.rounding
    low = min(printed.rounding.low, printed.truncated.low)
    return Interval(low, max(printed.rounding.high, printed.truncated.high))


def _unscaled(result: Interval, test: Equality, reported: Figure) -> Interval | None:
    """What the reported figure may be printed as, given the exact result."""
    if test.scale is not None:
        return None
    unit = step(reported)
    return Interval(result.low - (unit if test.is_derived else unit / 2), result.high + unit / 2)


def _at_most(figure: Figure, lesser: Figure, low: Interval, greater: Figure, high: Interval) -> Interval | None:
    if figure.figure_id == lesser.figure_id:
        return Interval(-FAR, high.high)
    return Interval(low.low, FAR) if figure.figure_id == greater.figure_id else None


def _claimed(figure: Figure, left: Figure, comparator: Comparator, right: Figure) -> Interval | None:
    if comparator in _UPPER:
        return _at_most(figure, left, admissible(left), right, admissible(right))
    return _at_most(figure, right, admissible(right), left, admissible(left))


# --- several culprits -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Row:
    """``Σ weight · deviation ≤ limit``, deviations of figures from print in units of their last place.

    ``reported`` is the derived figure whose printed value made the condition; if that is wrong the condition falls.
    """

    weights: Mapping[str, float]
    limit: float
    reported: str | None = None


def _smallest_sets(failing: Sequence[Case], checks: Sequence[Case]) -> list[frozenset[str]]:
    """The smallest sets of figures that let all checks hold; none where the group is too large or nothing does."""
    figures = _figures(checks)
    if len(figures) > _MOST_FIGURES:
        return []
    rows = [row for case in checks for row in _rows(case)]
    covers = [frozenset(figure.figure_id for _, figure in case.parts) for case in failing]
    by_id = {figure.figure_id: figure for figure in figures}
    answers: list[frozenset[str]] = []
    for _ in range(_MOST_COVERS):
        chosen = _cover(list(by_id), covers)
        if chosen is None or (answers and len(chosen) > len(answers[0])) or len(answers) == _MOST_ANSWERS:
            break
        clash = _clash(by_id, rows, chosen)
        if clash is None:
            answers.append(chosen)
            covers.append(frozenset(by_id) - chosen)
        else:
            covers.append(clash - chosen)
    return answers


def _cover(names: Sequence[str], covers: Sequence[frozenset[str]]) -> frozenset[str] | None:
    """The fewest names that meet every cover."""
    import numpy as np  # heavy, and needed only where several figures are wrong
    from scipy.optimize import LinearConstraint, milp

    if not all(covers):
        return None
    meets = np.array([[name in cover for name in names] for cover in covers], dtype=float)
    found = milp(
        np.ones(len(names)), constraints=LinearConstraint(meets, lb=1), integrality=np.ones(len(names)), bounds=(0, 1)
    )
    return frozenset(name for name, taken in zip(names, found.x, strict=True) if taken > 0.5) if found.success else None


def _clash(figures: Mapping[str, Figure], rows: Sequence[_Row], changed: frozenset[str]) -> frozenset[str] | None:
    """Figures of the checks that cannot hold together when only ``changed`` may change; None where all can.

    The programme lets every row be exceeded, at a cost: rows with a price on them are those that clash.
    """
    import numpy as np
    from scipy.optimize import linprog

    names = list(figures)
    rows = [row for row in rows if row.reported not in changed]
    if not rows:
        return None
    weights = np.array([[row.weights.get(name, 0.0) for name in names] for row in rows])
    reach = [_reach(figures[name]) for name in names]
    bounds = [(None, None) if name in changed else ends for name, ends in zip(names, reach, strict=True)]
    found = linprog(
        np.concatenate([np.zeros(len(names)), np.ones(len(rows))]),
        A_ub=np.hstack([weights, -np.eye(len(rows))]),
        b_ub=[row.limit for row in rows],
        bounds=[*bounds, *[(0, None)] * len(rows)],
    )
    if not found.success or found.fun <= _FEASIBLE:
        return None
    priced = [row for row, price in zip(rows, found.ineqlin.marginals, strict=True) if abs(price) > _FEASIBLE]
    return frozenset(name for row in priced for name in (*row.weights, row.reported) if name)


def _reach(figure: Figure) -> tuple[float, float]:
    """How far the figure may be from print without being wrong, in units of its last place."""
    allowed = admissible(figure)
    value, unit = printed_value(figure), step(figure)
    return float((allowed.low - value) / unit), float((allowed.high - value) / unit)


def _rows(case: Case) -> Iterator[_Row]:
    """A check as linear conditions."""
    match case.test:
        case Equality(inputs=inputs, compute=compute, is_derived=True) as test:
            accepted = accepted_by(case.reported, test)
            yield _side(case.reported, inputs, compute.shape, accepted.high, 1)
            yield _side(case.reported, inputs, compute.shape, accepted.low, -1)
        case Equality(inputs=inputs, compute=compute):
            for sign in (1, -1):
                yield _difference(inputs, compute.shape, case.reported, sign)
        case Bound(lesser, greater):
            yield _ordered(lesser, greater)
        case Claim(left, comparator, right):
            yield _ordered(left, right) if comparator in _UPPER else _ordered(right, left)


def _side(reported: Figure, inputs: Sequence[Figure], shape: Shape, end: Fraction, sign: int) -> _Row:
    """``sign · (numerator + (shift − end) · denominator) ≤ 0``: the quotient is on the right side of ``end``."""
    rest = shape.shift - end
    values = [printed_value(figure) for figure in inputs]
    slopes = [top + rest * bottom for top, bottom in zip(shape.numerator, shape.denominator, strict=True)]
    at_printed = sum((slope * value for slope, value in zip(slopes, values, strict=True)), rest * shape.constant)
    bottom = sum((b * v for b, v in zip(shape.denominator, values, strict=True)), shape.constant)
    size = abs(step(reported) * bottom) or Fraction(1)
    weights = {
        figure.figure_id: float(sign * slope * step(figure) / size)
        for figure, slope in zip(inputs, slopes, strict=True)
    }
    return _Row(weights, float(-sign * at_printed / size), reported.figure_id)


def _difference(inputs: Sequence[Figure], shape: Shape, reported: Figure, sign: int) -> _Row:
    """``sign · (numerator + shift − reported) ≤ 0``: both signs make the reported figure equal to the sum."""
    unit = step(reported)
    values = [printed_value(figure) for figure in inputs]
    at_printed = sum((w * v for w, v in zip(shape.numerator, values, strict=True)), shape.shift)
    weights = {
        figure.figure_id: float(sign * slope * step(figure) / unit)
        for figure, slope in zip(inputs, shape.numerator, strict=True)
    }
    weights[reported.figure_id] = float(-sign)
    return _Row(weights, float(sign * (printed_value(reported) - at_printed) / unit))


def _ordered(lesser: Figure, greater: Figure) -> _Row:
    unit = step(greater)
    weights = {lesser.figure_id: float(step(lesser) / unit), greater.figure_id: -1.0}
    return _Row(weights, float((printed_value(greater) - printed_value(lesser)) / unit))
