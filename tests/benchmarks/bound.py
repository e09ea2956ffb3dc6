"""Which misprints can be told at all: whether what is tied to a fact still agrees with it, worked out by hand.

Plain arithmetic on the ends of what each printed number can stand for, apart from the code under test. A misprint
within what rounding or cutting off allows agrees with everything and cannot be told by anybody.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product

from generator.records import Fact, Injection, Tie, Trap

from hedui.vocabulary.codes import Relation, Role

_UNTESTED = frozenset({Trap.PANEL, Trap.CONSTANT_PRICE, Trap.REBASED, Trap.REVISED, Trap.APPROXIMATE})
_TELLING_UNITS = frozenset({frozenset({"kW", "kWh"}), frozenset({"%", "pp"})})
_CLOSED = re.compile("分别|组成|构成")
Ends = tuple[Fraction, Fraction]


def is_detectable(injection: Injection, ties: Sequence[Tie], known: Mapping[str, Fact], text: str) -> bool:
    """Whether some tie that the right fact keeps is broken by the wrong one, or the unit is of another kind.

    Args:
        injection: the misprint.
        ties: what binds facts.
        known: all facts by key.
        text: the report with the misprint; its words tell whether a list of parts is closed.
    """
    right, wrong = ({**known, injection.key: fact} for fact in (injection.right, injection.wrong))
    tied = [tie for tie in ties if injection.key in (tie.reported, *tie.inputs)]
    if injection.wrong.unit != injection.right.unit:
        return _tells_by_unit(injection, tied)
    tied = [tie if _is_closed(tie, wrong, text) else replace(tie, trap=Trap.OPEN_LIST) for tie in tied]
    return any(holds(tie, right) is True and holds(tie, wrong) is False for tie in tied)


def _tells_by_unit(injection: Injection, tied: Sequence[Tie]) -> bool:
    """Whether the wrong unit measures what the thing named cannot be.

    A change of a share in points may be one in per cent as well, unless the level before is printed.
    """
    kinds = frozenset((injection.wrong.unit, injection.right.unit))
    if injection.right.unit == "pp":
        return any(len(tie.inputs) == 2 and tie.trap is None for tie in tied)
    return kinds in _TELLING_UNITS


def _is_closed(tie: Tie, known: Mapping[str, Fact], text: str) -> bool:
    """Whether the words say that the parts are all there are: without 分别 or the like, 其中 names some of them."""
    if tie.relation is not Relation.PART_WHOLE:
        return True
    first = text.find(known[tie.inputs[0]].text)
    total = max(0, text.rfind(known[tie.reported].text, 0, first + 1))
    return first >= 0 and _CLOSED.search(text, total, first) is not None


def holds(tie: Tie, known: Mapping[str, Fact]) -> bool | None:
    """Whether a tie can hold for what its facts stand for; None where nothing can be said."""
    if tie.trap in _UNTESTED or not all(key in known for key in tie.inputs):
        return None
    reported, inputs = known[tie.reported], [known[key] for key in tie.inputs]
    sets = [_ends(fact) for fact in inputs]
    if tie.relation is Relation.PART_WHOLE and tie.trap is Trap.OPEN_LIST:
        return all(low <= _ends(reported)[1] for low, _ in sets)
    if tie.relation is Relation.PART_WHOLE:
        low, high = _ends(reported)
        return sum(one[0] for one in sets) <= high and sum(one[1] for one in sets) >= low
    if tie.relation in (Relation.UNIT_EQUIVALENCE, Relation.REPEATED_FIGURE) and sets:
        return _meet(sets[0], _ends(reported))
    if len(sets) != 2 or tie.relation not in _FORMULAS:
        return None
    try:
        results = [_FORMULAS[tie.relation](*ends) for ends in product(*sets)]
    except ZeroDivisionError:
        return None
    return any(_meet((min(results), max(results)), ends) for ends in _derived(reported))


_FORMULAS = {
    Relation.COMPLETION_RATE: lambda done, plan: 100 * done / plan,
    Relation.SHARE: lambda part, whole: 100 * part / whole,
    Relation.YEAR_ON_YEAR: lambda level, previous: 100 * (level / previous - 1),
    Relation.DIFFERENCE: lambda level, previous: level - previous,
}


def _meet(one: Ends, other: Ends) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _unit(fact: Fact) -> Fraction:
    places = len(fact.number.partition(".")[2])
    plain = Fraction(fact.number)
    factor = abs(fact.value) / plain if plain else Fraction(1)
    return factor / 10**places


def _ends(fact: Fact) -> Ends:
    """What stands behind a level: rounded; a plan and a count as they are."""
    is_count = fact.unit not in _MEASURES and "." not in fact.number and fact.unit_printed == fact.unit
    if fact.role is Role.PLAN or is_count:
        return fact.value, fact.value
    half = _unit(fact) / 2
    return fact.value - half, fact.value + half


_MEASURES = frozenset(
    ("t", "tce", "m2", "km", "m3", "m3/d", "t/d", "kW", "kWh", "ug/m3", "mg/L", "g/kWh", "CNY", "d", "%")
)


def _derived(fact: Fact) -> tuple[Ends, Ends]:
    """What stands behind a derived number: rounded, or cut off."""
    unit, sign = _unit(fact), -1 if fact.value < 0 else 1
    cut = sorted((fact.value, fact.value + sign * unit))
    return (fact.value - unit / 2, fact.value + unit / 2), (cut[0], cut[1])
