"""What a generated report consists of: facts known before they were printed, and where each one stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from generator.numbers import measured
from hedui.vocabulary.codes import Comparator, Relation, Role

Period = tuple[date | None, date]
"""First and last day; a point in time or a due date has no first day."""


class ErrorKind(StrEnum):
    """Mistakes that can be put into a report on request."""

    WRONG_DIGIT = "wrong_digit"
    TRANSPOSED_DIGITS = "transposed_digits"
    POWER_OF_TEN = "power_of_ten"
    UNIT_SWAPPED = "unit_swapped"
    SIGN = "sign"
    WRONG_BASE = "wrong_base"
    STALE_FIGURE = "stale_figure"
    SUM_OFF = "sum_off"


class Trap(StrEnum):
    """What tempts a checker to a false alarm; a tie under a trap does not have to hold by its printed numbers."""

    REVISED = "revised"  # a level of an earlier year restated otherwise, silently
    PANEL = "panel"  # growth of a set of enterprises that changes every year
    CONSTANT_PRICE = "constant_price"  # growth without the prices
    REBASED = "rebased"  # growth on a base counted anew
    DUST = "dust"  # a concentration without the days of dust, beside the one with them
    METHOD = "method"  # a level by another method than in other reports
    OPEN_LIST = "open_list"  # 其中: parts that need not sum


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One number the report states.

    Attributes:
        key: unique in a corpus.
        series: the quantity it is a value of; the same name, place and period is the same quantity.
        role: one of the fact roles.
        subject: a name an analyst would give the row.
        head: what any acceptable name must contain.
        number: digits as printed, without sign.
        unit_printed: unit with its scale as printed (``万亩``); ``""`` where none is.
        sign: -1 for a decline, else 1.
        period: the time it speaks of; None where the text does not tell.
        comparator: how the printed number bounds the value.
        is_planned: whether a change is a target.
        of: key of the level that a change or a rate speaks of.
        truth: the value behind the printed one, in ``unit``.
        slips: wrong numbers that a careless writer would print instead, by kind of error.
        before: printed in front of the number and part of the mention (``第``).
        inside: printed between number and unit (``余``).
        hedge: printed in front of the mention and no part of it (``约``).
        upper: the upper end of a range, printed behind ``number``.
        words: the whole mention where it is spelled out (``两座``); ``number`` and ``cell_unit`` say what it means.
        cell_unit: the unit with its scale where it is printed elsewhere (a table's column of units).
    """

    key: str
    series: str
    role: Role
    subject: str
    head: tuple[str, ...]
    number: str
    unit_printed: str
    sign: int = 1
    period: Period | None = None
    comparator: Comparator = Comparator.EQUAL
    is_planned: bool = False
    of: str | None = None
    truth: Fraction | None = None
    slips: Mapping[ErrorKind, str] = field(default_factory=dict)
    before: str = ""
    inside: str = ""
    hedge: str = ""
    upper: str = ""
    words: str = ""
    cell_unit: str = ""

    @property
    def text(self) -> str:
        """The mention as printed."""
        span = f"{self.number}—{self.upper}" if self.upper else self.number
        return self.words or f"{self.before}{span}{self.inside}{self.unit_printed}"

    @property
    def value(self) -> Fraction:
        """The printed value in ``unit``, of a range the lower one; a decline is negative."""
        return Fraction(self.number) * measured(self.unit_printed or self.cell_unit)[1] * self.sign

    @property
    def highest(self) -> Fraction | None:
        """The upper end of a range."""
        return Fraction(self.upper) * measured(self.unit_printed or self.cell_unit)[1] if self.upper else None

    @property
    def unit(self) -> str:
        """Unit code, or the counting classifier."""
        return "place" if self.role is Role.RANK else measured(self.unit_printed or self.cell_unit)[0]


_MEASURED = frozenset(
    ("t", "tce", "m2", "km", "m3", "m3/d", "t/d", "kW", "kWh", "ug/m3", "t/(km2*month)", "CNY", "%", "1")
)
"""Units of what is measured; what is counted (家, 天) is printed as it is unless in 万."""


def last_place(fact: Fact) -> Fraction:
    """One unit in the last printed place."""
    places = len(fact.number.partition(".")[2])
    return measured(fact.unit_printed or fact.cell_unit)[1] / 10**places


def behind(fact: Fact) -> tuple[Fraction, Fraction]:
    """The least and the greatest value that an honest writer prints so; a plan and a count are what they are."""
    unit, value = last_place(fact), fact.value
    is_counted = fact.unit not in _MEASURED and "." not in fact.number and measured(fact.unit_printed)[1] == 1
    if fact.role is Role.PLAN:
        return value, value
    if fact.comparator is not Comparator.EQUAL:
        digits = fact.number.partition(".")[0]
        place = unit if "." in fact.number else unit * 10 ** (len(digits) - len(digits.rstrip("0")))
        if fact.comparator is Comparator.ABOVE:
            return value, value + place
        return (value - place, value) if fact.hedge == "近" else (value - place / 2, value + place / 2)
    return (value, value) if is_counted else (value - unit / 2, value + unit / 2)


@dataclass(frozen=True, slots=True)
class Placed:
    """A fact and the half-open span of the report's text in which it is printed."""

    fact: Fact
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Facts that arithmetic binds: ``reported`` must agree with ``inputs`` (order by relation).

    ``completion_rate``: done, plan; ``share``: part, whole; ``part_whole``: the parts (reported is the total);
    ``year_on_year`` and ``difference``: level, previous level; ``unit_equivalence``, ``repeated_figure``: the other
    printing; ``target_attainment``: the target; ``rank_change``: rank, previous rank.
    A previous level that this report does not print is left out of the inputs, ``base`` tells the time it is of. With
    a ``direction`` (1 or -1) the text says only that ``reported`` rose above or fell below its input.
    """

    relation: Relation
    reported: str
    inputs: tuple[str, ...]
    trap: Trap | None = None
    base: Period | None = None
    direction: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Injection:
    """An error put into a report: the fact of that key printed ``wrong`` for ``right``."""

    kind: ErrorKind
    key: str
    right: Fact
    wrong: Fact
