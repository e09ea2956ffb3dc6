"""One numeral mention: what it is by its form, where it stands, its number and its measure."""

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from hedui.vocabulary.codes import QuantityKind
from hedui.vocabulary.units import Unit


class Kind(Enum):
    """What a mention is by its form alone; roles are decided later, in context."""

    QUANTITY = "quantity"
    RANK = "rank"
    TIME = "time"
    IDENT = "ident"
    NAME = "name"
    ORDINAL = "ordinal"


@dataclass(slots=True)
class Token:
    """One numeral mention; spans are indices into the repaired text, unit included, comparators outside.

    Attributes:
        kind: what it is by its form.
        start: its first character.
        end: behind its last one, the unit included.
        number: span of the bare number.
        numbers: the number before ``scale`` and unit, or the two ends of a range; none where none can be read.
        decimals: printed decimal places, None where the form has none.
        scale: factor of 万, 亿 …
        unit: unit of measure, if one is printed.
        classifier: counting classifier, if one is printed.
        unit_span: span of scale and unit.
        hedge: an 余, 多, 来 or ``+`` inside it; 上 for what says at least in other words.
        tolerance: what stands behind ``±``.
        is_chinese: whether it is written in Chinese characters.
        is_negative: whether a minus or 零下 stands before it.
        is_part_of_ratio: whether it is one number of a ratio (3:1).
        is_vague: whether its words leave the number open (七八, 数万).
        is_open: whether the number is the lower end of an amount without a higher one (上百, 数万).
        is_amount: whether its words state an amount where a bare 千 or 万 could be part of a name (近千, 万余).
        is_damaged: whether a person should look at what is printed (2,88万吨, 1O.5%).
    """

    kind: Kind
    start: int
    end: int
    number: tuple[int, int]
    numbers: tuple[Fraction, ...] = ()
    decimals: int | None = None
    scale: int = 1
    unit: Unit | None = None
    classifier: str | None = None
    unit_span: tuple[int, int] | None = None
    hedge: str = ""
    tolerance: Fraction | None = None
    is_chinese: bool = False
    is_negative: bool = False
    is_part_of_ratio: bool = False
    is_vague: bool = False
    is_open: bool = False
    is_amount: bool = False
    is_damaged: bool = False

    @property
    def quantity_kind(self) -> QuantityKind:
        """Quantity kind by the printed unit."""
        if self.unit is not None:
            return self.unit.quantity_kind
        return QuantityKind.COUNT if self.classifier else QuantityKind.UNKNOWN
