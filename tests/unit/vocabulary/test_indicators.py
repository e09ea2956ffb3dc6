"""Indicators of the real vocabulary, and what makes a file of them invalid."""

from fractions import Fraction
from pathlib import Path

import pytest

from hedui.vocabulary.codes import Accumulation, Direction, GrowthBasis, QuantityKind
from hedui.vocabulary.errors import VocabularyError
from hedui.vocabulary.indicators import INDICATOR_COLUMNS, fold_name, load_indicators
from hedui.vocabulary.load import load_vocabulary

VOCABULARY = load_vocabulary()
INDICATORS = VOCABULARY.indicators


@pytest.mark.parametrize(
    ("name", "indicator_id"),
    [
        ("PM2.5年均浓度", "pm25_concentration"),
        ("ＰＭ１０平均浓度", "pm10_concentration"),
        ("劣Ⅴ类断面比例", "inferior_v_section_ratio"),
        ("空气质量优良天数比率", "good_air_days_ratio"),
        ("“散乱污”企业", "scattered_polluters_closed"),
        ("生产总值", "gdp"),
    ],
)
def test_names_are_found_however_written(name: str, indicator_id: str) -> None:
    assert INDICATORS.by_name[fold_name(name)].indicator_id == indicator_id


@pytest.mark.parametrize(
    ("indicator_id", "direction", "accumulation", "growth_basis"),
    [
        ("pm25_concentration", Direction.LOWER, Accumulation.AVERAGE, GrowthBasis.PRINTED_LEVELS),
        ("air_quality_index", Direction.LOWER, Accumulation.INDEX, GrowthBasis.PRINTED_LEVELS),
        ("good_air_days", Direction.HIGHER, Accumulation.FLOW, GrowthBasis.PRINTED_LEVELS),
        ("gdp", Direction.HIGHER, Accumulation.FLOW, GrowthBasis.CONSTANT_PRICE),
        ("tertiary_industry", Direction.HIGHER, Accumulation.FLOW, GrowthBasis.CONSTANT_PRICE),
        ("industrial_value_added", Direction.HIGHER, Accumulation.FLOW, GrowthBasis.COMPARABLE_PANEL),
        ("coal_consumption_large", Direction.LOWER, Accumulation.FLOW, GrowthBasis.COMPARABLE_PANEL),
        ("retail_sales_large", Direction.HIGHER, Accumulation.FLOW, GrowthBasis.COMPARABLE_PANEL),
        ("fixed_investment", Direction.HIGHER, Accumulation.FLOW, GrowthBasis.COMPARABLE_PANEL),
        ("disposable_income", Direction.HIGHER, Accumulation.FLOW, GrowthBasis.REAL_INCOME),
        ("solar_capacity", Direction.HIGHER, Accumulation.STOCK, GrowthBasis.PRINTED_LEVELS),
        ("forest_coverage", Direction.HIGHER, Accumulation.RATIO, GrowthBasis.PRINTED_LEVELS),
    ],
)
def test_traits(indicator_id: str, direction: str, accumulation: str, growth_basis: str) -> None:
    indicator = INDICATORS.by_id[indicator_id]
    assert (indicator.direction, indicator.accumulation, indicator.growth_basis) == (
        direction,
        accumulation,
        growth_basis,
    )


def test_enterprises_above_a_size_are_a_panel() -> None:
    assert len(INDICATORS.by_id) >= 220
    amounts = [i for i in INDICATORS.by_id.values() if i.quantity_kind is not QuantityKind.COUNT]
    panel = [i for i in amounts if "above designated size" in i.label_en]
    assert panel
    assert {i.growth_basis for i in panel} == {GrowthBasis.COMPARABLE_PANEL}


def test_shares_and_compliance_are_bounded() -> None:
    assert INDICATORS.by_id["good_air_days_ratio"].upper_bound == 100
    assert INDICATORS.by_id["good_air_days"].upper_bound == 366
    assert INDICATORS.by_id["precipitation_ph"].upper_bound == Fraction(14)


HEAD = ",".join(INDICATOR_COLUMNS)
COAL = "coal,煤炭消费量,Coal,mass,t,万吨,lower,flow,printed_levels,0,,,煤炭消费"


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (COAL.replace("coal,", "Coal use,", 1), "not snake case"),
        (COAL.replace("mass", "weight"), "unknown quantity_kind 'weight'"),
        (COAL.replace("lower", "down"), "unknown direction 'down'"),
        (COAL.replace("flow", "sum"), "unknown accumulation 'sum'"),
        (COAL.replace("printed_levels", "nominal"), "unknown growth_basis 'nominal'"),
        (COAL.replace(",t,", ",lump,"), "unit 'lump' is not declared"),
        (COAL.replace(",t,", ",kg,"), "unit 'kg' is not canonical"),
        (COAL.replace(",t,", ",m2,"), "unit 'm2' measures area, not mass"),
        (COAL.replace("万吨", "万立方米"), "display_unit '万立方米' is none of 't'"),
        (COAL.replace("mass,t", "count,t"), "unit 't' is not declared"),
        (COAL.replace(",0,,", ",5,5,", 1), "lower_bound 5 is not below upper_bound 5"),
        (COAL.replace(",0,,", ",none,,", 1), "lower_bound 'none' is not an exact number"),
        (COAL.replace("Coal", ""), "column label_en is empty"),
        (f"{COAL}\n{COAL}", "indicator 'coal' is declared twice"),
        (f"{COAL}\n{COAL.replace('coal,煤炭消费量', 'coal_b,煤炭用量')}", "name '煤炭消费' belongs to 'coal'"),
    ],
)
def test_broken_indicators(tmp_path: Path, row: str, problem: str) -> None:
    file = tmp_path / "indicators.csv"
    file.write_text(f"{HEAD}\n{row}\n", encoding="utf-8")
    with pytest.raises(VocabularyError) as caught:
        load_indicators(file, VOCABULARY.units)
    assert problem in caught.value.problem
    assert caught.value.line == 1 + len(row.splitlines())
    assert str(file) in str(caught.value)
