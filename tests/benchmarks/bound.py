"""Which misprints can be told at all: whether what binds a fact still agrees with it, worked out by hand.

Plain arithmetic on the ends of what each printed number can stand for, apart from the code under test, over all that
the reports of a city print: what one sentence binds, and what the same quantity's other printings bind, in the same
report or another. A misprint that agrees with everything is one that nobody can tell. By the definitions of the
domain some disagreements are none: another report may print another value (it was revised) or another target; growth
in real terms, of a changing set, or on a base counted anew has no printed base; across reports only indicators of the
vocabulary are one quantity; a list opened by 其中 need not be whole.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product

from generator.numbers import measured
from generator.records import Fact, Injection, Tie, Trap, behind, last_place
from generator.reports import Report
from generator.topics import AIR, COMPOSITE, ECONOMY, FLOWS, LIMITS, RATIOS, TOTALS, Nature

from hedui.vocabulary.codes import Comparator, Relation, Role

_UNTESTED = frozenset({Trap.PANEL, Trap.CONSTANT_PRICE, Trap.REBASED, Trap.METHOD})
_CLOSED = re.compile("分别|组成|构成")
_BETTER = {measure.quantity: measure.better for measure in (*AIR, *RATIOS)}
_FLOWS = {measure.quantity for measure in (*FLOWS, *ECONOMY, *TOTALS) if measure.nature is Nature.FLOW}
_REPEATED = frozenset({Role.ACTUAL, Role.PLAN, Role.RATE})
_LIMITS = {one.quantity: LIMITS[one.quantity] * measured(one.units[0][0])[1] for one in AIR if one.quantity in LIMITS}
_FEWEST_VALID = Fraction(9, 10)  # days of a period that must have valid data for their share to be assessed
Ends = tuple[Fraction, Fraction]
Facts = Mapping[str, Fact]


@dataclass(frozen=True)
class Bond:
    """What facts must satisfy together.

    Attributes:
        keys: the facts.
        holds: whether it can hold for what the facts stand for, given whether the source is known to round.
        fits: for a derived figure, whether rounding explains it, and whether cutting off does.
        document: the report of the derived figure.
    """

    keys: frozenset[str]
    holds: Callable[[Facts, bool], bool]
    fits: Callable[[Facts], tuple[bool, bool]] | None = None
    document: str = ""


class Bound:
    """What binds the facts of one city's reports.

    Args:
        reports: all reports of the city, without misprints.
        is_indicator: whether a quantity is one that reports share, by its name.
    """

    def __init__(self, reports: Sequence[Report], is_indicator: Callable[[str], bool]) -> None:
        self._facts = {placed.fact.key: placed.fact for report in reports for placed in report.facts}
        self._document = {placed.fact.key: report.name for report in reports for placed in report.facts}
        self._is_indicator = lambda series: is_indicator(series.partition("(")[0])
        ties = [
            tie if _is_closed(tie, self._facts, report.text) else _opened(tie)
            for report in reports
            for tie in report.ties
        ]
        self._restated = {tie.reported for tie in ties if tie.trap is Trap.REVISED}
        self._ties = [tie for tie in ties if tie.trap not in _UNTESTED]
        self._bonds = [
            *self._told(),
            *self._changes(),
            *self._repeated(),
            *self._falling(),
            *self._ranges(),
            *self._indices(),
        ]
        self._of: defaultdict[str, list[Bond]] = defaultdict(list)
        for bond in self._bonds:
            for key in bond.keys:
                self._of[key].append(bond)

    def is_detectable(self, injection: Injection) -> bool:
        """Whether something that the right fact agrees with contradicts the wrong one."""
        right, wrong = self._facts, {**self._facts, injection.key: injection.wrong}
        if injection.wrong.unit != injection.right.unit:
            return self._tells_by_unit(injection)
        return any(
            bond.holds(right, False) and not bond.holds(wrong, self._says_round(bond, wrong))
            for bond in self._of[injection.key]
        )

    def _says_round(self, bond: Bond, facts: Facts) -> bool:
        """Whether the other derived figures of the report tell that it rounds: two that only rounding explains."""
        if bond.fits is None:
            return False
        others = [b.fits(facts) for b in self._bonds if b.fits and b is not bond and b.document == bond.document]
        return others.count((True, False)) >= 2 and (False, True) not in others

    def _tells_by_unit(self, injection: Injection) -> bool:
        """Whether the wrong unit measures what the thing named cannot be.

        Power for energy is told by the name, points for per cent by what they are said of. A change of a share
        printed in per cent may be meant so, unless the level before is printed and gives another.
        """
        if injection.right.unit != "pp":
            return True
        wrong = {**self._facts, injection.key: injection.wrong}
        told = [tie for tie in self._ties if tie.reported == injection.key]
        pairs = [tie.inputs for tie in told if len(tie.inputs) == 2] or [
            (tie.inputs[0], base) for tie in told for base in self._bases(tie)
        ]
        growths = [_derived(Relation.YEAR_ON_YEAR, injection.key, pair) for pair in pairs]
        return bool(growths) and not any(growth(wrong, False) for growth in growths)

    def _told(self) -> Iterator[Bond]:
        """What a sentence binds."""
        for tie in self._ties:
            keys = frozenset((tie.reported, *tie.inputs))
            if tie.relation in _FORMULAS and len(tie.inputs) == 2:
                yield self._equality(tie.relation, tie.reported, [tie.inputs])
            elif (tie.inputs and tie.relation in _TESTS) or tie.direction:
                yield Bond(keys, _tested(tie))

    def _changes(self) -> Iterator[Bond]:
        """Changes whose base is printed elsewhere, and those that are printed twice, in the unit and in per cent."""
        absolute = {
            (tie.inputs[0], tie.base): tie.reported
            for tie in self._ties
            if tie.relation is Relation.DIFFERENCE and len(tie.inputs) == 1 and not tie.direction
        }
        for tie in self._ties:
            if tie.base is None or len(tie.inputs) != 1:
                continue
            if bases := self._bases(tie):
                yield self._equality(tie.relation, tie.reported, [(tie.inputs[0], base) for base in bases])
            change = absolute.get((tie.inputs[0], tie.base))
            is_in_unit = change and self._facts[change].unit == self._facts[tie.inputs[0]].unit
            if change and is_in_unit and tie.relation is Relation.YEAR_ON_YEAR:
                yield self._equality(None, tie.reported, [(change, tie.inputs[0])])

    def _equality(self, relation: Relation | None, reported: str, pairs: Sequence[tuple[str, ...]]) -> Bond:
        """A derived figure on one of some pairs of inputs: where printings of a base differ, any of them will do."""
        keys = frozenset((reported, *(key for pair in pairs for key in pair)))
        fitting = [_fitting(relation, reported, pair) for pair in pairs]

        def fits(facts: Facts) -> tuple[bool, bool]:
            found = [fit(facts) for fit in fitting]
            return any(by_rounding for by_rounding, _ in found), any(by_cutting for _, by_cutting in found)

        def holds(facts: Facts, is_rounded: bool) -> bool:
            by_rounding, by_cutting = fits(facts)
            return by_rounding or (by_cutting and not is_rounded)

        return Bond(keys, holds, fits, self._document[reported])

    def _bases(self, tie: Tie) -> list[str]:
        """Printings of the level that a change is against: in its own report, else in others."""
        level = self._facts[tie.inputs[0]]
        found = [
            key
            for key, fact in self._facts.items()
            if (fact.series, fact.role, fact.period) == (level.series, level.role, tie.base)
            and key not in self._restated
        ]
        own = [key for key in found if self._document[key] == self._document[tie.reported]]
        return own or (found if self._is_indicator(level.series) or level.role is Role.RANK else [])

    def _repeated(self) -> Iterator[Bond]:
        """One quantity printed twice in a report."""
        groups: defaultdict[tuple[object, ...], list[str]] = defaultdict(list)
        for key, fact in self._facts.items():
            if fact.role in _REPEATED and fact.comparator is Comparator.EQUAL and fact.period:
                groups[self._document[key], fact.series, fact.role, fact.period, fact.unit].append(key)
        for keys in groups.values():
            for one, other in combinations(keys, 2):
                yield Bond(frozenset((one, other)), _agreement(one, other))

    def _falling(self) -> Iterator[Bond]:
        """Flows since one day, at a later and at an earlier one."""
        series: defaultdict[tuple[object, ...], list[str]] = defaultdict(list)
        for key, fact in self._facts.items():
            is_flow = fact.role is Role.ACTUAL and fact.series in _FLOWS and fact.comparator is Comparator.EQUAL
            if is_flow and fact.period and key not in self._restated and self._is_indicator(fact.series):
                series[fact.series, fact.period[0]].append(key)
        for keys in series.values():
            for one, other in combinations(keys, 2):
                ends = [(self._facts[key].period or (None, None))[1] for key in (one, other)]
                if ends[0] != ends[1]:
                    earlier, later = (one, other) if ends[0] < ends[1] else (other, one)
                    yield Bond(frozenset((one, other)), _order(earlier, later))

    def _ranges(self) -> Iterator[Bond]:
        """Shares of more than all there is, falls by more than all there was."""
        for key, fact in self._facts.items():
            if fact.unit == "%" and fact.role in (Role.ACTUAL, Role.PLAN, Role.CHANGE):
                yield Bond(frozenset((key,)), _range(key))

    def _indices(self) -> Iterator[Bond]:
        """Composite indices against the concentrations that the same report prints."""
        for key, index in self._facts.items():
            if index.series != COMPOSITE or index.role is not Role.ACTUAL:
                continue
            parts = {
                fact.series: other
                for other, fact in self._facts.items()
                if fact.series in _LIMITS and fact.role is Role.ACTUAL and fact.period == index.period
                and self._document[other] == self._document[key]
            }  # fmt: skip
            if parts:
                yield Bond(frozenset((key, *parts.values())), _index(key, tuple(parts.values())))


def _opened(tie: Tie) -> Tie:
    return Tie(relation=tie.relation, reported=tie.reported, inputs=tie.inputs, trap=Trap.OPEN_LIST)


def _is_closed(tie: Tie, facts: Facts, text: str) -> bool:
    """Whether the words say that the parts are all there are: without 分别 or the like, 其中 names some of them."""
    if tie.relation is not Relation.PART_WHOLE or tie.trap:
        return True
    first = text.find(facts[tie.inputs[0]].text)
    total = max(0, text.rfind(facts[tie.reported].text, 0, first + 1))
    return first >= 0 and _CLOSED.search(text, total, first) is not None


# --- the arithmetic ---------------------------------------------------------------------------------------------------

_FORMULAS: Mapping[Relation | None, Callable[[Fraction, Fraction], Fraction]] = {
    Relation.COMPLETION_RATE: lambda done, plan: 100 * done / plan,
    Relation.SHARE: lambda part, whole: 100 * part / whole,
    Relation.YEAR_ON_YEAR: lambda level, previous: 100 * (level / previous - 1),
    Relation.DIFFERENCE: lambda level, previous: level - previous,
    Relation.RANK_CHANGE: lambda place, previous: previous - place,
    None: lambda change, level: 100 * change / (level - change),
}


def _fitting(relation: Relation | None, reported: str, inputs: tuple[str, ...]) -> Callable[[Facts], tuple[bool, bool]]:
    """Whether rounding explains the reported figure, and whether cutting off does."""

    def fits(facts: Facts) -> tuple[bool, bool]:
        try:
            results = [_FORMULAS[relation](*values) for values in product(*(behind(facts[key]) for key in inputs))]
        except ZeroDivisionError:
            return True, True
        figure = facts[reported]
        low, high, value, unit = min(results), max(results), figure.value, last_place(figure)
        by_rounding = low <= value + unit / 2 and high >= value - unit / 2
        if value == 0:
            return by_rounding, low < unit and high > -unit
        if value < 0:
            low, high, value = -high, -low, -value
        return by_rounding, low < value + unit and high >= value

    return fits


def _derived(relation: Relation, reported: str, inputs: tuple[str, ...]) -> Callable[[Facts, bool], bool]:
    fits = _fitting(relation, reported, inputs)
    return lambda facts, _: any(fits(facts))


def _tested(tie: Tie) -> Callable[[Facts, bool], bool]:
    test = _by_direction(tie.direction) if tie.direction else _TESTS[tie.relation]
    return lambda facts, _: test(facts[tie.reported], [facts[key] for key in tie.inputs], tie)


def _by_direction(direction: int) -> Callable[[Fact, Sequence[Fact], Tie], bool]:
    def agrees(now: Fact, inputs: Sequence[Fact], _: Tie) -> bool:
        (low, high), (least, most) = behind(now), behind(inputs[0])
        return high > least if direction > 0 else low < most

    return agrees


def _parts(total: Fact, parts: Sequence[Fact], tie: Tie) -> bool:
    low, high = behind(total)
    sets = [behind(part) for part in parts]
    if tie.trap is Trap.OPEN_LIST:
        return all(least <= high for least, _ in sets)
    return sum(least for least, _ in sets) <= high and sum(most for _, most in sets) >= low


def _same(one: Fact, others: Sequence[Fact], _: Tie) -> bool:
    return all(_meet(behind(one), behind(other)) for other in others)


def _attained(level: Fact, targets: Sequence[Fact], _: Tie) -> bool:
    low, high = behind(level)
    return low <= targets[0].value if _BETTER[level.series] < 0 else high >= targets[0].value


def _days(share: Fact, days: Sequence[Fact], _: Tie) -> bool:
    """Some number of days with valid data, up to all that there are, gives the share."""
    if not share.period or not share.period[0]:
        return True
    whole = (share.period[1] - share.period[0]).days + 1
    fewest = -(-whole * _FEWEST_VALID.numerator // _FEWEST_VALID.denominator)
    low, high = share.value - last_place(share) / 2, share.value + last_place(share)
    return any(low <= 100 * days[0].value / valid <= high for valid in range(fewest, whole + 1))


_TESTS: Mapping[Relation, Callable[[Fact, Sequence[Fact], Tie], bool]] = {
    Relation.PART_WHOLE: _parts,
    Relation.UNIT_EQUIVALENCE: _same,
    Relation.TARGET_ATTAINMENT: _attained,
    Relation.AIR_DAYS: _days,
}


def _agreement(one: str, other: str) -> Callable[[Facts, bool], bool]:
    return lambda facts, _: _meet(behind(facts[one]), behind(facts[other]))


def _order(earlier: str, later: str) -> Callable[[Facts, bool], bool]:
    return lambda facts, _: behind(facts[earlier])[0] <= behind(facts[later])[1]


def _range(key: str) -> Callable[[Facts, bool], bool]:
    def is_possible(facts: Facts, _: bool) -> bool:
        low, high = behind(facts[key])
        return high >= -100 if facts[key].role is Role.CHANGE else high >= 0 and low <= 100

    return is_possible


def _index(key: str, parts: tuple[str, ...]) -> Callable[[Facts, bool], bool]:
    """The index is at least the sum of those concentrations over their limits."""

    def is_possible(facts: Facts, _: bool) -> bool:
        least = sum(behind(facts[part])[0] / _LIMITS[facts[part].series] for part in parts)
        return least <= behind(facts[key])[1]

    return is_possible


def _meet(one: Ends, other: Ends) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
