"""What a relation hands to the engine: figures in their parts, and the test to be made on them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from hedui.figures.figure import Figure
from hedui.reconciliation.intervals import Interval
from hedui.vocabulary.codes import Comparator, Diagnosis, QuantityKind, Reason, Relation, Verdict

Compute = Callable[[tuple[Interval, ...]], Interval]
"""The right side of an equality on the sets of its inputs; on points it gives the value at the printed inputs."""


@dataclass(frozen=True, slots=True)
class Equality:
    """The reported figure equals ``compute`` of the inputs.

    Attributes:
        inputs: the figures that ``compute`` takes, in its order.
        compute: the function; every input occurs in it once, so that its range is exact.
        formula: the arithmetic for people; the names of the parts in braces.
        mistakes: what the function would have been under a likely mistake.
        soft_gap: a conflict with a gap up to this (in the last printed place) is of low severity; None is any gap.
        is_derived: whether the reported figure was computed by the source, so may be truncated.
    """

    inputs: tuple[Figure, ...]
    compute: Compute
    formula: str
    mistakes: Mapping[Diagnosis, Compute] = field(default_factory=dict)
    soft_gap: Fraction | None = Fraction(0)
    is_derived: bool = True


@dataclass(frozen=True, slots=True)
class BaseReproduction:
    """Some previous level with the decimals of ``level`` gives the reported relative change."""

    level: Figure
    formula: str


@dataclass(frozen=True, slots=True)
class Bound:
    """``lesser`` is at most ``greater``, as a part is of its whole; never a confirmation."""

    lesser: Figure
    greater: Figure


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
    """A whole number that the text states against the things it names: ``stated`` must be ``counted``."""

    stated: int
    counted: int
    formula: str


@dataclass(frozen=True, slots=True)
class Undecided:
    """The relation applies and cannot be tested."""

    reason: Reason
    implied: Interval | None = None
    formula: str = ""


@dataclass(frozen=True, slots=True)
class UnitDefect:
    """The unit is missing, or measures another kind of quantity than the thing named."""

    verdict: Verdict
    expected: QuantityKind | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """A comparison whose verdict is data, not a test: versions of a target, a figure revised by a later document."""

    verdict: Verdict


Test = Equality | BaseReproduction | Bound | WithinRange | Claim | Count | Undecided | UnitDefect | Settled


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
