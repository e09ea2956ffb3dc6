"""Units of measure and counting classifiers: codes, exact factors, the ways they are written."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

from hedui.vocabulary.codes import QuantityKind
from hedui.vocabulary.table import read_rows

UNIT_COLUMNS = ("unit", "quantity_kind", "canonical", "factor", "label_zh", "label_en", "aliases")
CLASSIFIER_COLUMNS = ("classifier", "label_zh", "label_en", "also_unit")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure, without scale (万, 亿).

    Attributes:
        code: UCUM-style code.
        quantity_kind: what it measures.
        canonical: code of the unit in which values of it are stored.
        factor: how many canonical units one of it is, exact and positive.
        label_zh: Chinese name.
        label_en: English name.
        aliases: the ways it is written in repaired text (Simplified, half-width, no white space).
    """

    code: str
    quantity_kind: QuantityKind
    canonical: str
    factor: Fraction
    label_zh: str
    label_en: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Classifier:
    """A counting classifier, which is its own unit code.

    Attributes:
        code: the classifier (家, 人次 …).
        label_zh: what it counts.
        label_en: what it counts, in English.
        also_unit: code of the unit that is written alike (名: persons, or a place in a ranking); context decides.
    """

    code: str
    label_zh: str
    label_en: str
    also_unit: str | None


@dataclass(frozen=True, eq=False)
class UnitRegistry:
    """All units and classifiers."""

    by_code: Mapping[str, Unit]
    by_alias: Mapping[str, Unit]
    classifiers: Mapping[str, Classifier]

    @property
    def definitions(self) -> dict[str, str]:
        """What reading makes of each way a unit or classifier is written: two registries that agree here read alike."""
        found = {
            alias: f"{unit.code} {unit.quantity_kind} {unit.canonical} {unit.factor}"
            for alias, unit in self.by_alias.items()
        }
        for code, classifier in self.classifiers.items():
            found[code] = f"{found.get(code, '')} classifier {classifier.also_unit}"
        return found


def load_units(units_file: Path, classifiers_file: Path) -> UnitRegistry:
    """Read and validate units and classifiers.

    Raises:
        VocabularyError: a file breaks a rule; the error names file, line, problem and advice.
    """
    by_code, by_alias = _read_units(units_file)
    classifiers = _read_classifiers(classifiers_file, by_alias)
    return UnitRegistry(MappingProxyType(by_code), MappingProxyType(by_alias), MappingProxyType(classifiers))


def _read_units(file: Path) -> tuple[dict[str, Unit], dict[str, Unit]]:
    by_code: dict[str, Unit] = {}
    by_alias: dict[str, Unit] = {}
    rows = list(read_rows(file, UNIT_COLUMNS))
    for row in rows:
        unit = Unit(
            code=row.text("unit"),
            quantity_kind=row.code("quantity_kind", QuantityKind),
            canonical=row.text("canonical"),
            factor=row.number("factor"),
            label_zh=row.text("label_zh"),
            label_en=row.text("label_en"),
            aliases=row.names("aliases"),
        )
        if unit.factor <= 0:
            raise row.error(f"factor {row.cells['factor']} is not positive", "Say how many canonical units it is.")
        if unit.code in by_code:
            raise row.error(f"unit {unit.code!r} is declared twice", "Merge the two lines.")
        by_code[unit.code] = unit
        for alias in unit.aliases:
            if alias in by_alias:
                problem = f"alias {alias!r} belongs to {by_alias[alias].code!r} already"
                raise row.error(problem, "Keep it with one unit.")
            by_alias[alias] = unit
    for row, unit in zip(rows, by_code.values(), strict=True):
        base = by_code[row.member("canonical", by_code, "column unit of this file")]
        if base.canonical != base.code or base.factor != 1:
            raise row.error(f"canonical {base.code!r} is not its own canonical unit", f"Use {base.canonical!r}.")
        if base.quantity_kind is not unit.quantity_kind:
            problem = f"canonical {base.code!r} measures {base.quantity_kind}, {unit.code!r} {unit.quantity_kind}"
            raise row.error(problem, "Choose a canonical unit of the same quantity kind.")
    return by_code, by_alias


def _read_classifiers(file: Path, unit_by_alias: Mapping[str, Unit]) -> dict[str, Classifier]:
    classifiers: dict[str, Classifier] = {}
    for row in read_rows(file, CLASSIFIER_COLUMNS):
        classifier = Classifier(
            code=row.text("classifier"),
            label_zh=row.text("label_zh"),
            label_en=row.text("label_en"),
            also_unit=row.optional_text("also_unit"),
        )
        if classifier.code in classifiers:
            raise row.error(f"classifier {classifier.code!r} is declared twice", "Merge the two lines.")
        alike = unit_by_alias.get(classifier.code)
        if (alike.code if alike else None) != classifier.also_unit:
            written = f"unit {alike.code!r} is written alike" if alike else "no unit is written alike"
            problem = f"also_unit of {classifier.code!r} is {classifier.also_unit!r}, but {written}"
            raise row.error(problem, "Name that unit in also_unit, or remove one of the two.")
        classifiers[classifier.code] = classifier
    return classifiers
