"""Things that reports count or measure by what is done with them: each act with a thing is an indicator of its own."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from hedui.vocabulary.codes import Accumulation, Direction, GrowthBasis, QuantityKind
from hedui.vocabulary.indicators import Indicator, fold_name
from hedui.vocabulary.naming import Act
from hedui.vocabulary.table import Row, read_rows
from hedui.vocabulary.units import UnitRegistry

THING_COLUMNS = ("thing_id", "label_zh", "label_en", "units", "acts", "aliases", "source")

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
_DISPLAYED = {"m2": "万亩", "km": "公里", "人": "万人", "人次": "万人次"}


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
        made = list(_acts(row, units))
        for one in made:
            if one.indicator.indicator_id in ids:
                raise row.error(f"{one.indicator.indicator_id!r} is declared twice", "Give one of them another name.")
            ids.add(one.indicator.indicator_id)
        for name in (row.text("label_zh"), *row.names("aliases")):
            for one in made:
                for other in found[fold_name(name)]:
                    if other.act is one.act and set(other.units) & set(one.units):
                        owner = other.indicator.indicator_id
                        raise row.error(f"name {name!r} belongs to {owner!r} already", "Keep it with one of them.")
            found[fold_name(name)] += made
    return MappingProxyType({name: tuple(acts) for name, acts in found.items()})


def _acts(row: Row, units: UnitRegistry) -> Iterator[ThingAct]:
    """The indicators of one line."""
    thing, printed = row.text("thing_id"), row.names("units")
    try:
        acts = [Act(act) for act in row.names("acts")]
    except ValueError as error:
        raise row.error(str(error), f"Use some of: {', '.join(Act)}.") from None
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
                indicator_id=thing if is_own and act is not Act.ADDED else f"{thing}_{act}",
                label_zh=label_zh.format(row.text("label_zh")),
                label_en=label_en.format(row.text("label_en")),
                quantity_kind=unit.quantity_kind if unit else QuantityKind.COUNT,
                unit=printed[0],
                display_unit=_DISPLAYED.get(printed[0], printed[0]),
                direction=Direction.HIGHER,
                accumulation=Accumulation.STOCK if act is Act.STOCK else Accumulation.FLOW,
                growth_basis=GrowthBasis.PRINTED_LEVELS,
                lower_bound=None,
                upper_bound=None,
                aliases=row.names("aliases"),
            ),
        )
