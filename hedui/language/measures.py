"""What stands behind a number: 余 or 多, its scale (万, 亿), its unit or counting classifier."""

import re
from collections import defaultdict
from fractions import Fraction
from typing import NamedTuple

from hedui.language import numerals
from hedui.vocabulary.codes import QuantityKind
from hedui.vocabulary.units import Unit, UnitRegistry

HEDGES = "余多来几"
_SCALES = re.compile("[十百千万亿]*")
_ABOUT_POINTS = re.compile("[多余来]百分点")
_NO_TIMES = frozenset("生级要干")
# What makes another word of a unit or classifier before it.
_OTHER_WORD = {"升": tuple("至到幅高级为"), "群": tuple("众体岛主"), "回": tuple("望顾升落收报购暖")}


class Measure(NamedTuple):
    """Scale and unit as written behind a number.

    Attributes:
        end: where they end; where the number ends if there are none.
        scale: factor of the scale words.
        unit: the unit, None where none is known.
        classifier: the counting classifier, None where none is.
        span: of scale and unit; None without any.
        hedge: an 余, 多, 来, 几 or ``+`` that stands with them.
    """

    end: int
    scale: int = 1
    unit: Unit | None = None
    classifier: str | None = None
    span: tuple[int, int] | None = None
    hedge: str = ""

    @property
    def is_known(self) -> bool:
        """Whether there is a unit or a classifier."""
        return self.unit is not None or self.classifier is not None

    def is_of(self, other: "Measure") -> bool:
        """Whether both name one unit or classifier."""
        return (self.unit, self.classifier) == (other.unit, other.classifier)


def is_cjk(character: str) -> bool:
    """Whether a character is a Chinese ideograph."""
    return "\u4e00" <= character <= "\u9fff"


class Measures:
    """Finds units and classifiers; built once for a unit registry.

    Args:
        units: units and classifiers that may follow a number.
    """

    def __init__(self, units: UnitRegistry) -> None:
        self.by_alias = units.by_alias
        self._classifiers = units.classifiers
        self._longest = max(map(len, [*units.by_alias, *units.classifiers]))
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for name in [*units.by_alias, *units.classifiers]:
            lengths[name[0]].add(len(name))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def at(self, text: str, position: int) -> Measure:
        """What stands behind a number that ends at ``position``."""
        start = position
        if text[start : start + 1] == " " and text[start + 1 : start + 2].isascii() and self.unit_end(text, start + 1):
            start += 1
        hedge = ""
        if text[start : start + 1] == "+" and (text[start + 1 : start + 2] in "万亿" or self.unit_end(text, start + 1)):
            hedge, start = "+", start + 1
        elif text[start : start + 1] in HEDGES and text[start : start + 1]:
            hedge, start = text[start], start + 1
        run = _SCALES.match(text, start)
        assert run is not None
        longest = len(run.group())
        for length in range(longest + 1):
            at = start + length
            inner = hedge
            if length and text[at : at + 1] in HEDGES and text[at : at + 1]:
                inner, at = text[at], at + 1
            unit, classifier, end = self._unit_at(text, at)
            if end > at:
                scale = numerals.scale_of(text[start : start + length])
                return Measure(end, scale, self._kilowatt_hours(unit, scale), classifier, (start, end), inner)
        end = start + longest
        if longest:
            if text[end : end + 1] in HEDGES and text[end : end + 1]:
                hedge = text[end]
            return Measure(end, numerals.scale_of(run.group()), span=(start, end), hedge=hedge)
        return Measure(position, hedge=hedge)

    def unit_end(self, text: str, position: int) -> int:
        """End of the unit or classifier written at ``position``, 0 where none is."""
        end = self._unit_at(text, position)[2]
        return end if end > position else 0

    def _kilowatt_hours(self, unit: Unit | None, scale: int) -> Unit | None:
        """度 behind 万 or 亿 is electricity, no temperature."""
        is_degree = unit is not None and unit.quantity_kind is QuantityKind.TEMPERATURE
        return self.by_alias["度电"] if is_degree and scale >= 10_000 else unit

    def _unit_at(self, text: str, position: int) -> tuple[Unit | None, str | None, int]:
        """Longest unit or classifier written at ``position``: unit, classifier, end (``position`` where none is)."""
        left = len(text) - position
        for length in self._lengths.get(text[position : position + 1], ()):
            if length > left:
                continue
            word = text[position : position + length]
            classifier = self._classifiers.get(word)
            unit = None if classifier else self.by_alias.get(word)
            if word == "个" and _ABOUT_POINTS.match(text, position + 1):
                return self.by_alias["个百分点"], None, position + 5
            if word == "个" and (longer := self._counted_unit(text, position + 1)):
                return None, longer, position + 1 + len(longer)
            if unit is None and classifier is None:
                continue
            end = position + length
            if text[end : end + 1] in _OTHER_WORD.get(word, ()):
                continue
            if (
                word[-1].isascii()
                and word[-1].isalpha()
                and text[end : end + 1].isascii()
                and text[end : end + 1].isalnum()
            ):
                continue
            if unit and text[end : end + 1] == "/" and (stop := self._denominator(text, end + 1)):
                name = text[position:stop]
                return Unit(name, QuantityKind.OTHER, name, Fraction(1), name, name, (name,)), None, stop
            if classifier and text[end : end + 1] == "次" and text[end + 1 : end + 2] not in _NO_TIMES:
                return None, f"{classifier.code}次", end + 1
            return unit, classifier.code if classifier else None, end
        return None, None, position

    def _denominator(self, text: str, position: int) -> int:
        """End of the unit that another is divided by, 0 where none stands there; such a compound is kept as printed."""
        for length in range(min(self._longest, len(text) - position), 0, -1):
            word = text[position : position + length]
            if word in self.by_alias or word in self._classifiers:
                return position + length
        return 0

    def _counted_unit(self, text: str, position: int) -> str | None:
        """A classifier of occasions that 个 stands before (``5个批次``)."""
        word = text[position : position + 2]
        return word if word[1:] == "次" and word in self._classifiers else None
