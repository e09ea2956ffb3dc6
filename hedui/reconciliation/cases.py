"""What a relation hands to the engine: figures in their parts, and the test to be made on them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from hedui.figures.figure import Figure
from hedui.reconciliation.formulas import Formula
from hedui.reconciliation.intervals import Interval
from hedui.vocabulary.codes import Comparator, Diagnosis, QuantityKind, Reason, Relation, Verdict

Mistake = Callable[[Sequence[Interval]], Interval]
"""What a formula would have been under a likely mistake, on the sets of the same inputs."""


@dataclass(frozen=True, slots=True)
class Equality:
    """The reported figure equals ``compute`` of the inputs.

    Attributes:
        inputs: the figures that ``compute`` takes, in its order.
        compute: the right side.
        formula: the arithmetic for people; the names of the parts in braces.
        mistakes: what the function would have been under a likely mistake.
        soft_gap: a conflict with a gap up to this (in the last printed place) is of low severity; None is any gap.
        is_derived: whether the reported figure was computed by the source, so may be truncated.
        scale: an increasing function of the reported figure that ``compute`` gives instead of the figure itself.
        excuse: why a failure would tell nothing (nearly the same set); a success tells.
    """

    inputs: tuple[Figure, ...]
    compute: Formula
    formula: str
    mistakes: Mapping[Diagnosis, Mistake] = field(default_factory=dict)
    soft_gap: Fraction | None = Fraction(0)
    is_derived: bool = True
    scale: Callable[[Fraction], Fraction] | None = None
    excuse: Reason | None = None


@dataclass(frozen=True, slots=True)
class BaseReproduction:
    """Some previous level with the decimals of ``level`` gives the reported relative change."""

    level: Figure
    formula: str


@dataclass(frozen=True, slots=True)
class Bound:
    """``lesser`` is at most ``greater``, as a part is of its whole; never a confirmation.

    Where it ``is_soft`` a conflict is of low severity.
    """

    lesser: Figure
    greater: Figure
    is_soft: bool = False


@dataclass(frozen=True, slots=True)
class AtLeast:
    """The reported figure is at least ``compute`` of the inputs, as a sum is of some of its terms."""

    inputs: tuple[Figure, ...]
    compute: Formula
    formula: str


@dataclass(frozen=True, slots=True)
class Between:
    """The reported figure lies between the least and the greatest of ``parts``, as a mean does."""

    parts: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Granular:
    """The reported share of ``whole`` counted things is that of a whole number of them."""

    whole: Figure


@dataclass(frozen=True, slots=True)
class WithinRange:
    """The reported figure lies in the range that its indicator can take; None is no end."""

    low: Fraction | None
    high: Fraction | None


@dataclass(frozen=True, slots=True)
class Claim:
    """The text says that ``left`` (comparator) ``right``."""

    left: Figure
    comparator: Comparator
    right: Figure


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number that the text states against what it names: ``stated`` must be one of ``counted``.

    ``counted`` holds more than one number where the words can be taken apart in more than one way.
    """

    stated: int
    counted: range
    formula: str


@dataclass(frozen=True, slots=True)
class DateOrder:
    """``earlier`` does not come after ``later``."""

    earlier: date
    later: date


@dataclass(frozen=True, slots=True)
class Undecided:
    """The relation applies and cannot be tested.

    Attributes:
        reason: why.
        implied: the values that the figures imply, where they do.
        formula: the arithmetic for people; the names of the parts in braces.
        unit_of: the figure in whose unit ``implied`` is shown; without one, the reported figure.
        would: what would have to hold if the figures were comparable; whether it does is kept and confirms nothing.
    """

    reason: Reason
    implied: Interval | None = None
    formula: str = ""
    unit_of: Figure | None = None
    would: Equality | None = None


@dataclass(frozen=True, slots=True)
class UnitDefect:
    """The unit is missing, or measures another kind of quantity than the thing named."""

    verdict: Verdict
    expected: QuantityKind | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """A comparison whose verdict is data, not a test: versions of a target, a figure revised by a later document."""

    verdict: Verdict


Test = (
    Equality
    | BaseReproduction
    | Bound
    | AtLeast
    | Between
    | Granular
    | WithinRange
    | Claim
    | Count
    | DateOrder
    | Undecided
    | UnitDefect
    | Settled
)
BOUNDS = (Bound, AtLeast, Between, WithinRange)
"""Tests that never count as a confirmation."""


@dataclass(frozen=True, slots=True)
class Case:
    """One relation on one set of figures.

    Attributes:
        relation: the relation.
        parts: each figure with its part in the relation, the reported figure first.
        test: the test to be made.
    """

    relation: Relation
    parts: tuple[tuple[str, Figure], ...]
    test: Test

    @property
    def reported(self) -> Figure:
        """The figure under test."""
        return self.parts[0][1]
