"""Indicators: what is measured, in which unit, which way is better, and what its printed growth is computed on."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

from hedui.vocabulary.codes import Accumulation, Direction, GrowthBasis, QuantityKind
from hedui.vocabulary.table import Row, read_rows
from hedui.vocabulary.units import UnitRegistry

INDICATOR_COLUMNS = (
    "indicator_id",
    "label_zh",
    "label_en",
    "quantity_kind",
    "unit",
    "display_unit",
    "direction",
    "accumulation",
    "growth_basis",
    "lower_bound",
    "upper_bound",
    "source",
    "aliases",
)

_SNAKE_CASE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_PUNCTUATION = re.compile(r"[\s_“”\"'‘’「」『』《》〈〉()\[\]·、,，•—–~-]")
_AVERAGE = re.compile("年平均|月平均|平均|年均|月均|年(?=浓度)|的")
_SHARE = re.compile("比重|比率|占比")
_SHORT = (("规模以上", "规上"), ("限额以上", "限上"), ("营业收入", "营收"), ("自治区级", "省级"))
"""What is written in full or short without a difference."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """Something that reports measure again and again.

    Attributes:
        indicator_id: stable name.
        label_zh: Chinese name.
        label_en: English name.
        quantity_kind: what its values measure.
        unit: unit its values are stored in: a canonical unit, or the usual classifier of a count.
        display_unit: unit people read them in, with its scale (万亩, 亿千瓦时).
        direction: which way is the better one.
        accumulation: how it accumulates over time.
        growth_basis: what its printed growth is computed on.
        lower_bound: least possible value, in ``unit``; None where there is none.
        upper_bound: greatest possible value, in ``unit``; None where there is none.
        aliases: other names.
        source: the national list that defines it; empty where reports of several places print it.
    """

    indicator_id: str
    label_zh: str
    label_en: str
    quantity_kind: QuantityKind
    unit: str
    display_unit: str
    direction: Direction
    accumulation: Accumulation
    growth_basis: GrowthBasis
    lower_bound: Fraction | None
    upper_bound: Fraction | None
    aliases: tuple[str, ...]
    source: str = ""


@dataclass(frozen=True, eq=False)
class IndicatorRegistry:
    """All indicators.

    Attributes:
        by_id: indicators by ``indicator_id``.
        by_name: indicators by ``fold_name`` of their label and of every alias; those of things are found by thing and
            act (``hedui.vocabulary.things``).
    """

    by_id: Mapping[str, Indicator]
    by_name: Mapping[str, Indicator]


def fold_name(name: str) -> str:
    """``name`` without the differences of writing that never tell two indicators apart.

    Compatibility forms (Ⅲ, ＰＭ) and case are folded, punctuation, 平均, 年均 and 的 left out, the words for a share
    (比重, 比率, 占比) made one, 规模以上 and its like shortened.
    """
    bare = _PUNCTUATION.sub("", unicodedata.normalize("NFKC", name).casefold())
    for full, short in _SHORT:
        bare = bare.replace(full, short)
    return _SHARE.sub("比例", _AVERAGE.sub("", bare))


def load_indicators(file: Path, units: UnitRegistry) -> IndicatorRegistry:
    """Read and validate the indicators.

    Raises:
        VocabularyError: the file breaks a rule; the error names file, line, problem and advice.
    """
    by_id: dict[str, Indicator] = {}
    by_name: dict[str, Indicator] = {}
    for row in read_rows(file, INDICATOR_COLUMNS):
        indicator = Indicator(
            indicator_id=row.text("indicator_id"),
            label_zh=row.text("label_zh"),
            label_en=row.text("label_en"),
            quantity_kind=row.code("quantity_kind", QuantityKind),
            unit=row.text("unit"),
            display_unit=row.text("display_unit"),
            direction=row.code("direction", Direction),
            accumulation=row.code("accumulation", Accumulation),
            growth_basis=row.code("growth_basis", GrowthBasis),
            lower_bound=row.optional_number("lower_bound"),
            upper_bound=row.optional_number("upper_bound"),
            aliases=row.names("aliases"),
            source=row.cells["source"],
        )
        _check_indicator(row, indicator, units)
        if indicator.indicator_id in by_id:
            raise row.error(f"indicator {indicator.indicator_id!r} is declared twice", "Merge the two lines.")
        by_id[indicator.indicator_id] = indicator
        for name in (indicator.label_zh, *indicator.aliases):
            owner = by_name.setdefault(fold_name(name), indicator)
            if owner is not indicator:
                raise row.error(f"name {name!r} belongs to {owner.indicator_id!r} already", "Keep it with one of them.")
    return IndicatorRegistry(MappingProxyType(by_id), MappingProxyType(by_name))


def _check_indicator(row: Row, indicator: Indicator, units: UnitRegistry) -> None:
    if not _SNAKE_CASE.fullmatch(indicator.indicator_id):
        raise row.error(f"indicator_id {indicator.indicator_id!r} is not snake case", "Use a-z, 0-9 and single '_'.")
    if indicator.quantity_kind is QuantityKind.COUNT:
        row.member("unit", units.classifiers, "classifiers.csv")
    else:
        unit = units.by_code[row.member("unit", units.by_code, "units.csv")]
        if unit.canonical != unit.code:
            raise row.error(f"unit {unit.code!r} is not canonical", f"Use {unit.canonical!r}.")
        if unit.quantity_kind is not indicator.quantity_kind:
            problem = f"unit {unit.code!r} measures {unit.quantity_kind}, not {indicator.quantity_kind}"
            raise row.error(problem, "Correct the unit or the quantity kind.")
    displayed = indicator.display_unit.lstrip("万亿")
    found = units.by_alias.get(displayed) or units.by_code.get(displayed)
    if displayed != indicator.unit and (found is None or found.canonical != indicator.unit):
        problem = f"display_unit {indicator.display_unit!r} is none of {indicator.unit!r}"
        raise row.error(problem, "Write a scale (万, 亿, none) and a unit that is converted to it.")
    lower, upper = indicator.lower_bound, indicator.upper_bound
    if lower is not None and upper is not None and lower >= upper:
        raise row.error(f"lower_bound {lower} is not below upper_bound {upper}", "Correct the bounds.")
