"""Mapping of subjects to indicators and of clauses to places, measured on a list made by hand."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedui.documents.document import Metadata
from hedui.figures.candidates import candidates
from hedui.figures.figure import Figure
from hedui.figures.mapping import map_figures
from hedui.vocabulary.codes import Comparator, PeriodKind, QuantityKind, Role
from hedui.vocabulary.indicators import fold_name
from hedui.vocabulary.load import load_vocabulary

VOCABULARY = load_vocabulary()
KAIFENG = Metadata(region_id="410200")

# What reports print, as (subject, unit, indicator): None where no indicator of the vocabulary is meant.
SUBJECTS = """
PM2.5年均浓度|ug/m3|pm25_concentration
全市细颗粒物(PM2.5)平均浓度|ug/m3|pm25_concentration
2024年开封市PM10平均浓度|ug/m3|pm10_concentration
可吸入颗粒物年均浓度|ug/m3|pm10_concentration
臭氧日最大8小时滑动平均浓度第90百分位数|ug/m3|o3_concentration
二氧化氮年平均浓度|ug/m3|no2_concentration
SO2浓度|ug/m3|so2_concentration
PM₂.₅浓度|ug/m3|pm25_concentration
ＰＭ１０浓度|ug/m3|pm10_concentration
一氧化碳第95百分位浓度|ug/m3|co_concentration
环境空气质量综合指数|1|air_quality_index
空气质量优良天数|d|good_air_days
优良天数比率|%|good_air_days_ratio
全市空气质量优良天数占比|%|good_air_days_ratio
重度及以上污染天数|d|heavy_pollution_days
重度污染天数|d|heavy_grade_days
平均降尘量|t/(km2*month)|dustfall
城区平均降尘量|t/(km2*month)|dustfall
国考断面优良比例|%|national_good_section_ratio
地表水水质优良断面比例|%|good_water_section_ratio
劣Ⅴ类水体比例|%|inferior_v_section_ratio
劣V类断面比例|%|inferior_v_section_ratio
县级以上集中式饮用水水源水质达标率|%|drinking_water_compliance
城市生活污水集中收集率|%|sewage_collection_rate
城市污水处理率|%|sewage_treatment_rate
县城污水处理率|%|county_sewage_treatment_rate
污泥无害化处理率|%|sludge_disposal_rate
再生水利用率|%|reclaimed_water_rate
受污染耕地安全利用率|%|polluted_farmland_safe_use_rate
昼间道路交通声环境等效声级|dB|traffic_noise
城市功能区声环境夜间达标率|%|functional_zone_noise_night_compliance
城市功能区声环境昼间达标率|%|functional_zone_noise_day_compliance
生活垃圾无害化处理率|%|msw_treatment_rate
一般工业固废综合利用率|%|solid_waste_utilisation_rate
医疗废物集中处置率|%|medical_waste_disposal_rate
全市煤炭消费总量|t|coal_consumption
规模以上工业企业煤炭消费量|t|coal_consumption_large
规上耗煤企业煤炭消费总量|t|coal_consumption_large
单位地区生产总值能耗|tce/万元|energy_intensity
单位GDP能耗|tce/万元|energy_intensity
万元规模以上工业增加值能耗|tce/万元|industrial_energy_intensity
单位GDP二氧化碳排放量|tCO2/万元|carbon_intensity
能源消费总量|tce|energy_consumption
累计实现节能量|tce|energy_saving
非化石能源占能源消费总量的比重|%|non_fossil_share
煤炭占能源消费总量的比重|%|coal_share
全社会用电总量|kWh|electricity_consumption
城乡居民生活用电量|kWh|residential_electricity_consumption
累计引入外电|kW|imported_electricity
外电入郑|None|imported_electricity
光伏发电装机容量|kWh|solar_capacity
新增光伏发电装机容量|kW|solar_capacity_added
全市光伏发电装机|kW|solar_capacity
风电装机容量|kW|wind_capacity
可再生能源发电装机容量累计|kW|renewable_capacity
可再生能源发电计划新增装机|kW|renewable_capacity_added
新能源装机容量|kW|new_energy_capacity
煤电机组平均供电煤耗|g/kWh|coal_power_rate
规模以上工业发电量|kWh|industrial_electricity_generation
新增集中供热面积|m2|heating_area_added
集中供热面积|m2|heating_area
已建成充电桩数量|个|charging_piles
新建充电桩|个|charging_piles_added
新能源汽车产量|辆|nev_output
新能源汽车保有量|辆|nev_stock
累计推广应用新能源汽车|辆|nev_promoted
更新新能源公交车|辆|new_energy_buses_added
新能源公交车|台|new_energy_buses
汽车保有量|辆|car_stock
机动车保有量|辆|vehicle_stock
公路货运周转量占比|%|road_freight_share
铁路货运量|t|rail_freight
重点行业大宗货物清洁运输比例|%|None
完成造林|m2|afforestation_area
市林业局完成造林面积|m2|afforestation_area
新增造林面积完成率|%|afforestation_area
开封市林业局累计完成森林抚育|m2|forest_tending_area
中幼林抚育|m2|forest_tending_area
森林覆盖率|%|forest_coverage
历史遗留矿山计划修复治理面积|m2|legacy_mine_restoration_area
生产矿山治理面积|m2|producing_mine_restoration_area
建成区绿化覆盖率|%|green_coverage_rate
城市人均公园绿地面积|m2/person|park_space_per_person
地区生产总值|CNY|gdp
全年地区生产总值(GDP)|CNY|gdp
第三产业增加值|CNY|tertiary_industry
规模以上工业增加值增速|%|industrial_value_added
规上工业战略性新兴产业增加值增速|%|strategic_industry_value_added
社会消费品零售总额|CNY|retail_sales
限额以上单位消费品零售额|CNY|retail_sales_large
地方一般公共预算收入|CNY|budget_revenue
城镇居民人均可支配收入|CNY|urban_disposable_income
农村居民人均可支配收入|CNY|rural_disposable_income
外贸进出口总值|CNY|foreign_trade
出口总值|CNY|exports
进口总值|CNY|imports
检查排放检验机构|站次|vehicle_test_stations_checked
排查“散乱污”企业|家|None
取缔“散乱污”企业|家|scattered_polluters_closed
现场巡查扬尘污染源|处|dust_sources_inspected
行政处罚金额|CNY|penalty_amount
PM2.5浓度省定目标|ug/m3|pm25_concentration
畜禽粪污综合利用率|%|manure_utilisation_rate
农作物秸秆综合利用率|%|straw_utilisation_rate
废旧农膜回收率|%|film_recovery_rate
A级企业|家|performance_a_enterprises
绩效分级B级以上企业|家|performance_ab_enterprises
企业工业炉窑整治|个|kilns_treated
建成森林乡村|个|forest_villages
秋冬季以来启动重污染天气预警|次|pollution_alerts
黄色预警|次|yellow_alerts
电力行业煤炭消费总量|t|None
非电行业煤炭消费总量|t|None
化石能源消费占比|%|None
汽车制造业增加值|CNY|None
机动车氮氧化物排放量|t|None
VOCs排放量占总排放量|%|None
汽车尾气占PM2.5|%|None
主要农作物化肥农药利用率|%|None
固定遥感设备已联网数量|台|None
三产结构|1|None
上街区三产比例|None|None
新能源汽车充电站占地|m2|None
新建绿地|处|None
出动执法人员|人|None
检查排放检验机构|家|None
高耗能行业工业产值|CNY|None
光伏产业产值|CNY|None
污水处理厂进水|m3|None
污水处理厂|座|sewage_plants
涉水企业|家|None
生活垃圾处理厂|座|None
森林火灾|起|None
森林覆盖率达标县|个|None
优良天数奖励资金|CNY|None
重污染天气应急减排措施|项|None
新能源渣土车企业|家|None
充电桩建设资金|CNY|None
空气质量监测设备|套|None
工业用水重复利用率|%|None
城市供水管网漏损率|%|supply_leakage_rate
国三排放标准柴油车|辆|None
国家级生态乡镇|个|None
省级生态村|个|None
下达整改通知书|份|None
发现问题|个|None
召开座谈会|次|None
建筑垃圾产生量|t|None
危险废物贮存量|t|None
工业氮氧化物排放量|t|None
二氧化硫和氮氧化物等污染物排放总量|t|None
地下水超采区面积|m2|None
高标准农田灌溉面积|m2|None
轨道交通在建里程|km|None
外资企业进出口总额|CNY|None
第三产业投资|CNY|service_investment
房地产业增加值|CNY|real_estate_value_added
公共机构用电量|kWh|None
农业用水量|m3|agricultural_water
万元工业产值用水量|m3/万元|None
加油站油气回收改造|座|None
柴油货车保有量|辆|None
"""


def unit_kind(code: str | None) -> QuantityKind:
    if code is None:
        return QuantityKind.UNKNOWN
    unit = VOCABULARY.units.by_code.get(code)
    return unit.quantity_kind if unit else QuantityKind.COUNT


def figure(subject: str, unit: str | None = "t", role: Role = Role.ACTUAL, sentence: str = "", at: int = 0) -> Figure:
    return Figure(
        document="0" * 16,
        figure_id="0" * 16 + "-1",
        start=1000 + at,
        end=1001 + at,
        text="1",
        role=role,
        number_printed="1",
        decimals=0,
        scale=1,
        unit_printed=unit or "",
        unit_factor=None,
        value=Fraction(1),
        range_low=None,
        range_high=None,
        value_low=None,
        value_high=None,
        unit=unit,
        quantity_kind=unit_kind(unit),
        comparator=Comparator.EQUAL,
        is_approximate=False,
        subject=subject,
        indicator_id=None,
        region_id=None,
        period_start=date(2024, 1, 1),
        period_end=date(2024, 12, 31),
        period_kind=PeriodKind.YEAR,
        is_planned=False,
        change_kind=None,
        base_period_start=None,
        base_period_end=None,
        annualised_years=None,
        counted_from=None,
        set_size=None,
        scope=None,
        qualifies=None,
        sentence=sentence,
        sentence_start=1000,
        page=None,
        block=0,
    )


def rows() -> list[tuple[str, str | None, str | None]]:
    table = [line.split("|") for line in SUBJECTS.strip().splitlines()]
    return [
        (subject, None if unit == "None" else unit, None if indicator == "None" else indicator)
        for subject, unit, indicator in table
    ]


def mapped(subject: str, unit: str | None, metadata: Metadata = KAIFENG) -> Figure:
    is_relative = "完成率" in subject or "增速" in subject
    role = Role.RATE if is_relative else Role.ACTUAL
    return map_figures([figure(subject, unit, role)], metadata, VOCABULARY)[0]


def test_precision_and_recall_on_the_hand_made_list() -> None:
    got = [(mapped(subject, unit).indicator_id, wanted, subject) for subject, unit, wanted in rows()]
    wrong = [row for row in got if row[0] and row[0] != row[1]]
    right = [row for row in got if row[0] and row[0] == row[1]]
    missed = [row for row in got if row[1] and not row[0]]
    assert len(right) / (len(right) + len(wrong)) >= 0.98, wrong
    assert len(right) / (len(right) + len(missed)) >= 0.98, missed


@pytest.mark.parametrize(
    ("subject", "unit", "role", "indicator"),
    [
        pytest.param("累计引入外电", "kW", Role.ACTUAL, "imported_electricity", id="power printed for energy"),
        pytest.param("光伏装机", "kWh", Role.ACTUAL, "solar_capacity", id="energy printed for power"),
        pytest.param("能源消费总量", "t", Role.ACTUAL, "energy_consumption", id="tonnes printed for standard coal"),
        pytest.param("外电入郑", None, Role.ACTUAL, "imported_electricity", id="no unit printed"),
        pytest.param("地区生产总值", "t", Role.ACTUAL, None, id="no known slip"),
        pytest.param("地区生产总值", "%", Role.CHANGE, "gdp", id="relative change of any kind"),
        pytest.param("地区生产总值", "%", Role.ACTUAL, None, id="a share is not a level"),
        pytest.param("优良天数比例", "pp", Role.CHANGE, "good_air_days_ratio", id="points of a share"),
        pytest.param("造林面积", "pp", Role.CHANGE, "afforestation_area", id="points of its growth"),
        pytest.param("造林面积", "pp", Role.ACTUAL, None, id="points of an area"),
        pytest.param("造林面积", "m2", Role.CHANGE, "afforestation_area", id="difference in the level's unit"),
        pytest.param("造林面积", "CNY", Role.CHANGE, None, id="difference in another unit"),
        pytest.param("空气质量排名", "place", Role.RANK, "air_quality_rank", id="rank"),
        pytest.param("PM2.5浓度", "place", Role.RANK, "pm25_concentration", id="rank by an indicator"),
        pytest.param("PM2.5浓度增速", "place", Role.RANK, None, id="rank by growth"),
        pytest.param("PM2.5浓度", "place", Role.ACTUAL, None, id="a place is no level"),
        pytest.param("新能源公交车", "辆", Role.ACTUAL, "new_energy_buses", id="classifiers of one thing"),
        pytest.param("工业炉窑治理", "家", Role.ACTUAL, None, id="firms are not kilns"),
        pytest.param("绿色出行", "人", Role.ACTUAL, None, id="persons are not journeys"),
        pytest.param("PM2.5浓度", "ug/m3", Role.THRESHOLD, None, id="no fact"),
        pytest.param("", "t", Role.ACTUAL, None, id="no subject"),
    ],
)
def test_quantity_kind_decides(subject: str, unit: str | None, role: Role, indicator: str | None) -> None:
    assert map_figures([figure(subject, unit, role)], KAIFENG, VOCABULARY)[0].indicator_id == indicator


@pytest.mark.parametrize(
    ("subject", "sentence", "region"),
    [
        pytest.param("煤炭消费总量", "全市煤炭消费总量5万吨", "410200", id="the document's place"),
        pytest.param("兰考县造林面积", "造林5亩", "410225", id="in the subject"),
        pytest.param("造林面积", "尉氏县完成造林5亩", "410223", id="in the clause"),
        pytest.param("造林面积", "尉氏縣完成造林5畝", "410223", id="in Traditional characters"),
        pytest.param("造林面积", "杞县完成整改,新增造林5亩", "410200", id="a clause earlier"),
        pytest.param("造林面积", "兰考完成造林面积5亩", "410225", id="short name"),
        pytest.param("造林面积", "杞县造林3亩、通许县造林5亩", "410222", id="nearest before the number"),
        pytest.param("造林面积", "杞县、通许县共造林5亩", None, id="an enumeration"),
        pytest.param("造林面积", "杞县领先,全市造林5亩", "410200", id="the whole place again"),
        pytest.param("造林面积", "与洛阳市相比造林5亩", "410200", id="a place outside the document's"),
        pytest.param("造林面积", "兰考路两侧造林5亩", "410200", id="a street"),
    ],
)
def test_region(subject: str, sentence: str, region: str | None) -> None:
    found = map_figures([figure(subject, "m2", sentence=sentence, at=sentence.rindex("5"))], KAIFENG, VOCABULARY)
    assert found[0].region_id == region


def test_place_of_a_document_without_one() -> None:
    found = map_figures([figure("造林面积", "m2", sentence="洛阳市造林5亩", at=5)], Metadata(), VOCABULARY)
    assert found[0].region_id == "410300"


def test_only_indicator_and_region_are_filled_in() -> None:
    before = figure("造林面积", "m2")
    after = map_figures([before], KAIFENG, VOCABULARY)[0]
    assert replace(after, indicator_id=None, region_id=None) == before


def test_candidates_are_ranked_and_of_the_kind() -> None:
    found = candidates("电力行业煤炭消费总量", QuantityKind.MASS, VOCABULARY, limit=3)
    assert found[0][0] in {"coal_consumption", "coal_consumption_large"}
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    assert all(0 <= score <= 1 for _, score in found)
    kinds = {VOCABULARY.indicators.by_id[indicator].quantity_kind for indicator, _ in found}
    assert kinds == {QuantityKind.MASS}
    assert len(found) <= 3


@given(st.text(max_size=40), st.sampled_from(list(QuantityKind)))
def test_any_subject_maps_or_does_not(subject: str, kind: QuantityKind) -> None:
    mapped_one = map_figures([replace(figure(subject), quantity_kind=kind)], KAIFENG, VOCABULARY)[0]
    assert mapped_one.indicator_id is None or mapped_one.indicator_id in VOCABULARY.indicators.by_id
    assert len(candidates(subject, kind, VOCABULARY)) <= 3


def test_every_name_of_an_indicator_maps_to_it() -> None:
    strayed = []
    for indicator_id, indicator in VOCABULARY.indicators.by_id.items():
        is_thing = fold_name(indicator.label_zh) not in VOCABULARY.indicators.by_name
        for name in (indicator.label_zh, *(() if is_thing else indicator.aliases)):
            one = replace(figure(name, indicator.unit), quantity_kind=indicator.quantity_kind)
            if (mapped_to := map_figures([one], KAIFENG, VOCABULARY)[0].indicator_id) != indicator_id:
                strayed.append((name, indicator_id, mapped_to))
    assert not strayed
