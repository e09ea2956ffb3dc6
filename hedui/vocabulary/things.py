"""Things that reports count or measure by what is done with them: each act with a thing is an indicator of its own."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from hedui.vocabulary.codes import Accumulation, Direction, GrowthBasis, QuantityKind
from hedui.vocabulary.indicators import Indicator, fold_name
from hedui.vocabulary.naming import Act
from hedui.vocabulary.table import Row, read_rows
from hedui.vocabulary.units import UnitRegistry

THING_COLUMNS = ("thing_id", "label_zh", "label_en", "units", "acts", "levels", "aliases", "source")

E = TypeVar("E", bound=StrEnum)

# Chinese and English of each act, around the label of the thing.
_LABELS = {
    Act.STOCK: ("{}", "{}"),
    Act.BARE: ("{}", "{}"),
    Act.ADDED: ("新增{}", "{}, added"),
    Act.RENOVATED: ("改造{}", "{}, renovated"),
    Act.MIXED: ("新建和改造{}", "{}, built or renovated"),
    Act.OPENED: ("打通{}", "{}, opened"),
    Act.TREATED: ("治理{}", "{}, treated"),
    Act.RESTORED: ("修复{}", "{}, restored"),
    Act.DISPOSED: ("处置盘活{}", "{}, disposed of"),
    Act.MADE: ("制定修改{}", "{}, made or changed"),
    Act.MASTERED: ("攻克{}", "{}, mastered"),
    Act.APPROVED: ("获批{}", "{}, approved"),
    Act.RETIRED: ("淘汰{}", "{}, retired"),
}


class Level(StrEnum):
    """Who recognises a thing; at each level it is another thing, and without one a third."""

    NATIONAL = "national"
    PROVINCIAL = "provincial"


# How the name of a thing at a level begins; the first stands in its label.
_PREFIXES = {Level.NATIONAL: ("国家级", "国家", "全国"), Level.PROVINCIAL: ("省级", "省")}
_DISPLAYED = {"m2": "万亩", "km": "公里", "人": "万人", "人次": "万人次"}


@dataclass(frozen=True, slots=True)
class _Thing:
    """A thing, plain or at a level.

    Attributes:
        thing_id: stable name.
        label_zh: Chinese name.
        label_en: English name.
        names: all its names, the label first.
    """

    thing_id: str
    label_zh: str
    label_en: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThingAct:
    """One act with one thing: the indicator it is, and the units in which it is printed."""

    act: Act
    units: tuple[str, ...]
    indicator: Indicator


def load_things(file: Path, units: UnitRegistry) -> Mapping[str, tuple[ThingAct, ...]]:
    """Read and validate the things.

    Returns:
        What may be done with a thing, by each of its names, folded. A name may be that of several things that are
        measured in different units (homes and quarters).

    Raises:
        VocabularyError: the file breaks a rule; the error names file, line, problem and advice.
    """
    found: defaultdict[str, list[ThingAct]] = defaultdict(list)
    ids: set[str] = set()
    for row in read_rows(file, THING_COLUMNS):
        for thing in _things(row):
            made = list(_acts(thing, row, units))
            for one in made:
                if one.indicator.indicator_id in ids:
                    raise row.error(
                        f"{one.indicator.indicator_id!r} is declared twice", "Give one of them another name."
                    )
                ids.add(one.indicator.indicator_id)
            for name in thing.names:
                _require_free(name, made, found[fold_name(name)], row)
                found[fold_name(name)] += made
    return MappingProxyType({name: tuple(acts) for name, acts in found.items()})


def _require_free(name: str, made: Sequence[ThingAct], others: Sequence[ThingAct], row: Row) -> None:
    for one in made:
        for other in others:
            if other.act is one.act and set(other.units) & set(one.units):
                owner = other.indicator.indicator_id
                raise row.error(f"name {name!r} belongs to {owner!r} already", "Keep it with one of them.")


def _things(row: Row) -> Iterator[_Thing]:
    """The thing of one line, and what it is at each of its levels."""
    names = (row.text("label_zh"), *row.names("aliases"))
    yield _Thing(row.text("thing_id"), names[0], row.text("label_en"), names)
    for level in _members(row, "levels", Level):
        prefixes = _PREFIXES[level]
        yield _Thing(
            f"{level}_{row.text('thing_id')}",
            prefixes[0] + names[0],
            f"{row.text('label_en')}, {level}",
            tuple(prefix + name for prefix in prefixes for name in names),
        )


def _members(row: Row, column: str, kind: type[E]) -> list[E]:
    try:
        return [kind(code) for code in row.names(column)]
    except ValueError as error:
        raise row.error(str(error), f"Use some of: {', '.join(kind)}.") from None


def _acts(thing: _Thing, row: Row, units: UnitRegistry) -> Iterator[ThingAct]:
    """The indicators of one thing."""
    printed, acts = row.names("units"), _members(row, "acts", Act)
    if not acts or not printed:
        raise row.error("a thing needs a unit and an act", "Fill both in.")
    for code in printed:
        if code not in units.by_code and code not in units.classifiers:
            raise row.error(f"unit {code!r} is not declared", "Declare it in units.csv or classifiers.csv.")
    unit = units.by_code.get(printed[0])
    for act in acts:
        is_own = act in (Act.STOCK, Act.BARE) or len(acts) == 1
        label_zh, label_en = _LABELS[act]
        yield ThingAct(
            act,
            printed,
            Indicator(
                indicator_id=thing.thing_id if is_own and act is not Act.ADDED else f"{thing.thing_id}_{act}",
                label_zh=label_zh.format(thing.label_zh),
                label_en=label_en.format(thing.label_en),
                quantity_kind=unit.quantity_kind if unit else QuantityKind.COUNT,
                unit=printed[0],
                display_unit=_DISPLAYED.get(printed[0], printed[0]),
                direction=Direction.HIGHER,
                accumulation=Accumulation.STOCK if act is Act.STOCK else Accumulation.FLOW,
                growth_basis=GrowthBasis.PRINTED_LEVELS,
                lower_bound=None,
                upper_bound=None,
                aliases=thing.names[1:],
                source=row.cells["source"],
            ),
        )
