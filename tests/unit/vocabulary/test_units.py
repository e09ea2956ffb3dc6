"""Units and classifiers of the real vocabulary, and what makes a file of them invalid."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedui.vocabulary.codes import QuantityKind
from hedui.vocabulary.errors import VocabularyError
from hedui.vocabulary.load import load_vocabulary
from hedui.vocabulary.units import Unit, load_units

UNITS = load_vocabulary().units
HEAD = "unit,quantity_kind,canonical,factor,label_zh,label_en,aliases"
CLASSIFIER_HEAD = "classifier,label_zh,label_en,also_unit"


@pytest.mark.parametrize(
    ("written", "canonical", "factor"),
    [
        ("吨", "t", 1),
        ("公斤", "t", Fraction(1, 1000)),
        ("亩", "m2", Fraction(10000, 15)),
        ("公顷", "m2", 10000),
        ("平方公里", "m2", 10**6),
        ("米", "km", Fraction(1, 1000)),
        ("兆瓦", "kW", 1000),
        ("千瓦·时", "kWh", 1),
        ("吉焦", "kWh", Fraction(2500, 9)),
        ("吨标煤", "tce", 1),
        ("微克/立方米", "ug/m3", 1),
        ("μg/m³", "ug/m3", 1),
        ("mg/m3", "ug/m3", 1000),
        ("毫克/升", "mg/L", 1),
        ("克/千瓦时", "g/kWh", 1),
        ("千克标准煤/吨", "kgce/t", 1),
        ("吨标准煤/万元", "tce/万元", 1),
        ("吨/月·平方公里", "t/(km2*month)", 1),
        ("吨/(平方公里·月)", "t/(km2*month)", 1),
        ("吨/天", "t/d", 1),
        ("立方米/日", "m3/d", 1),
        ("立方米/秒", "m3/d", 86400),
        ("千伏", "V", 1000),
        ("千伏安", "kVA", 1),
        ("摄氏度", "℃", 1),
        ("元", "CNY", 1),
        ("美元", "USD", 1),
        ("天", "d", 1),
        ("分钟", "h", Fraction(1, 60)),
        ("个月", "个月", 1),
        ("个百分点", "pp", 1),
        ("‰", "‰", 1),
        ("成", "%", 10),
        ("个名次", "place", 1),
        ("位", "place", 1),
        ("立方米/万元", "m3/万元", 1),
        ("千克/亩", "t/ha", Fraction(15, 1000)),
    ],
)
def test_what_a_written_unit_means(written: str, canonical: str, factor: Fraction) -> None:
    unit = UNITS.by_alias[written]
    assert (unit.canonical, unit.factor) == (canonical, factor)


def test_size_of_the_registry() -> None:
    assert len(UNITS.by_code) >= 110
    assert len(UNITS.classifiers) >= 130
    assert set("家个台辆套处份条起次户项件人座") | {"人次", "站次", "批次", "辆次", "个次", "班次"} <= set(
        UNITS.classifiers
    )


def test_scales_are_no_part_of_units() -> None:
    assert not [alias for alias in UNITS.by_alias if alias.startswith(("万", "亿")) or alias.startswith("百元")]


def test_no_two_units_share_an_alias() -> None:
    aliases = [alias for unit in UNITS.by_code.values() for alias in unit.aliases]
    assert len(aliases) == len(set(aliases)) == len(UNITS.by_alias)
    shared = {code for code in UNITS.classifiers if code in UNITS.by_alias}
    assert shared == {code for code, classifier in UNITS.classifiers.items() if classifier.also_unit} == {"名", "位"}


@given(
    st.sampled_from(list(UNITS.by_code.values())),
    st.sampled_from(list(UNITS.by_code.values())),
    st.fractions(max_denominator=10**6),
)
def test_conversion_inside_a_kind_round_trips(one: Unit, other: Unit, value: Fraction) -> None:
    canonical = UNITS.by_code[one.canonical]
    assert canonical.factor == 1
    assert canonical.quantity_kind is one.quantity_kind
    if one.canonical == other.canonical:
        there = value * one.factor / other.factor
        assert there * other.factor / one.factor == value


def test_every_kind_with_a_unit_is_used() -> None:
    without = {QuantityKind.COUNT, QuantityKind.UNKNOWN}
    assert {unit.quantity_kind for unit in UNITS.by_code.values()} == set(QuantityKind) - without


@pytest.fixture
def load(tmp_path: Path) -> Callable[[str, str], None]:
    def write_and_load(units: str, classifiers: str) -> None:
        (tmp_path / "units.csv").write_text(units, encoding="utf-8")
        (tmp_path / "classifiers.csv").write_text(classifiers, encoding="utf-8")
        load_units(tmp_path / "units.csv", tmp_path / "classifiers.csv")

    return write_and_load


T = "t,mass,t,1,吨,tonne,吨|t"


@pytest.mark.parametrize(
    ("units", "line", "problem"),
    [
        pytest.param("unit,kind\n", 1, "unknown column 'kind'", id="unknown column"),
        pytest.param("unit,quantity_kind\n", 1, "column 'canonical' is missing", id="missing column"),
        pytest.param("quantity_kind,unit" + HEAD[18:] + "\n", 1, "another order", id="columns in another order"),
        pytest.param("", 1, "column 'unit' is missing", id="empty file"),
        pytest.param(f"{HEAD}\nt,weight,t,1,吨,tonne,吨\n", 2, "unknown quantity_kind 'weight'", id="unknown kind"),
        pytest.param(f"{HEAD}\n{T}\nkg,mass,t,0,千克,kilogram,kg\n", 3, "factor 0 is not positive", id="zero factor"),
        pytest.param(f"{HEAD}\n{T}\nkg,mass,t,-1,千克,kilogram,kg\n", 3, "factor -1 is not", id="negative factor"),
        pytest.param(f"{HEAD}\n{T}\nkg,mass,t,1/0,千克,kilogram,kg\n", 3, "not an exact number", id="division by zero"),
        pytest.param(f"{HEAD}\n{T}\nkg,mass,t,1e9,千克,kilogram,kg\n", 3, "not an exact number", id="float notation"),
        pytest.param(f"{HEAD}\nkg,mass,t,1,千克,kilogram,kg\n", 2, "canonical 't' is not declared", id="no canonical"),
        pytest.param(f"{HEAD}\n{T}\nm,length,t,1,米,metre,米\n", 3, "measures mass", id="canonical of another kind"),
        pytest.param(f"{HEAD}\nt,mass,t,2,吨,tonne,吨\n", 2, "not its own canonical", id="canonical with a factor"),
        pytest.param(f"{HEAD}\n{T}\nkg,mass,t,1,千克,kilogram,吨\n", 3, "alias '吨' belongs to 't'", id="alias twice"),
        pytest.param(f"{HEAD}\nt,mass,t,1,吨,tonne,吨|吨\n", 2, "lists '吨' twice", id="alias twice in a line"),
        pytest.param(f"{HEAD}\nt,mass,t,1,吨,tonne,吨||t\n", 2, "empty name", id="empty alias"),
        pytest.param(f"{HEAD}\nt,mass,t,1,吨,tonne,公 吨\n", 2, "not in normal form", id="white space in an alias"),
        pytest.param(f"{HEAD}\nt,mass,t,1,吨,tonne,ｔ\n", 2, "not in normal form", id="full-width alias"),
        pytest.param(f"{HEAD}\n{T}\n{T}\n", 3, "unit 't' is declared twice", id="unit twice"),
        pytest.param(f"{HEAD}\nt,mass,t,1,,tonne,吨\n", 2, "column label_zh is empty", id="empty label"),
        pytest.param(f"{HEAD}\nt,mass,t\n", 2, "3 cells instead of 7", id="short line"),
        pytest.param(f'{HEAD}\nt,mass,t,1,"吨,tonne,吨\n', 2, "not CSV", id="open quote"),
    ],
)
def test_broken_units(load: Callable[[str, str], None], units: str, line: int, problem: str) -> None:
    with pytest.raises(VocabularyError, match=r"units\.csv") as caught:
        load(units, f"{CLASSIFIER_HEAD}\n")
    assert (caught.value.file.name, caught.value.line) == ("units.csv", line)
    assert problem in caught.value.problem
    assert caught.value.advice


@pytest.mark.parametrize(
    ("classifiers", "line", "problem"),
    [
        pytest.param(f"{CLASSIFIER_HEAD}\n家,企业,firms,\n家,企业,firms,\n", 3, "declared twice", id="twice"),
        pytest.param(f"{CLASSIFIER_HEAD}\n吨,吨,tonnes,\n", 2, "unit 't' is written alike", id="alias of a unit"),
        pytest.param(f"{CLASSIFIER_HEAD}\n吨,吨,tonnes,kg\n", 2, "unit 't' is written alike", id="of another unit"),
        pytest.param(f"{CLASSIFIER_HEAD}\n家,企业,firms,t\n", 2, "no unit is written alike", id="of no unit"),
        pytest.param(f"{CLASSIFIER_HEAD}\n家,,firms,\n", 2, "label_zh is empty", id="empty label"),
    ],
)
def test_broken_classifiers(load: Callable[[str, str], None], classifiers: str, line: int, problem: str) -> None:
    with pytest.raises(VocabularyError) as caught:
        load(f"{HEAD}\n{T}\n", classifiers)
    assert (caught.value.file.name, caught.value.line) == ("classifiers.csv", line)
    assert problem in caught.value.problem


def test_a_declared_double_meaning_is_allowed(load: Callable[[str, str], None]) -> None:
    load(f"{HEAD}\n{T}\n", f"{CLASSIFIER_HEAD}\n吨,吨,tonnes,t\n")
