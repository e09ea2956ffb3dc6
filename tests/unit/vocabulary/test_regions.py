"""Places and organisations: finding and resolving their names, and what makes their files invalid."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedui.vocabulary.errors import VocabularyError
from hedui.vocabulary.load import load_vocabulary
from hedui.vocabulary.organisations import load_organisations
from hedui.vocabulary.regions import RegionLevel, load_regions

VOCABULARY = load_vocabulary()
REGIONS = VOCABULARY.regions


@pytest.mark.parametrize(
    ("text", "within", "found"),
    [
        ("河南省郑州市巩义市", None, ["410000", "410100", "410181"]),
        ("河南郑州巩义", None, ["410000", "410100", "410181"]),
        ("郑州经开区", "410100", ["410171"]),
        ("经开区", "410100", ["410171"]),
        ("经开区", "410600", ["410671"]),
        ("经开区", None, []),
        ("吉林", None, []),
        ("吉林省", None, ["220000"]),
        ("鼓楼区", "410200", ["410204"]),
        ("鼓楼区", "320100", []),
        ("尉氏、兰考", "410200", ["410223", "410225"]),
        ("尉氏", "320100", []),
        ("开封市", "320100", ["410200"]),
        ("郑州路、郑州大道", None, []),
        ("郑州市路网", None, ["410100"]),
        ("全国平均", None, ["100000"]),
        ("", None, []),
        ("郑", None, []),
    ],
)
def test_find(text: str, within: str | None, found: list[str]) -> None:
    assert [region.region_id for _, _, region in REGIONS.find(text, within)] == found


@given(st.text(alphabet="河南郑州市巩义路、a", max_size=30), st.sampled_from([None, "410000", "410181", "320100"]))
def test_spans_are_names_in_order(text: str, within: str | None) -> None:
    position = 0
    for start, end, region in REGIONS.find(text, within):
        assert position <= start
        assert text[start:end] in (region.label_zh, *region.aliases)
        position = end


def test_tree() -> None:
    assert REGIONS.contains("410000", "410181")
    assert not REGIONS.contains("410181", "410000")
    assert not REGIONS.contains("410000", "000000")


@pytest.mark.parametrize(
    ("level", "count"),
    [(RegionLevel.COUNTRY, 1), (RegionLevel.PROVINCE, 34), (RegionLevel.PREFECTURE, 333)],
)
def test_levels_are_complete(level: RegionLevel, count: int) -> None:
    assert sum(region.level is level for region in REGIONS.by_id.values()) == count


def test_henan_is_complete() -> None:
    henan = [r for r in REGIONS.by_id.values() if r.region_id[:2] == "41" and r.level is RegionLevel.COUNTY]
    zones = [r for r in henan if r.region_id[4] == "7"]
    assert len(henan) - len(zones) == 157  # 54 districts, 21 cities of county rank, 82 counties


HEAD = "region_id,label_zh,label_en,level,parent,aliases"
CHINA = "100000,中国,China,country,,"
HENAN = "410000,河南省,Henan,province,100000,河南"


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("4100,河南省,Henan,province,100000,", "not a six-digit code"),
        ("410000,河南省,Henan,state,100000,", "unknown level 'state'"),
        ("410000,河南省,Henan,province,,", "only the country has no parent"),
        ("410000,河南省,Henan,province,990000,", "parent '990000' is not declared"),
        (f"{HENAN}\n410100,郑州市,Zhengzhou,province,410000,", "does not stand above"),
        (f"{HENAN}\n{HENAN}", "declared twice"),
        ("410000,河南省,Henan,province,100000,豫", "name '豫' is too short"),
        ("410000,河南省,Henan,province,100000,河南省", "repeats label_zh"),
    ],
)
def test_broken_regions(tmp_path: Path, row: str, problem: str) -> None:
    file = tmp_path / "regions.csv"
    file.write_text(f"{HEAD}\n{CHINA}\n{row}\n", encoding="utf-8")
    with pytest.raises(VocabularyError) as caught:
        load_regions(file)
    assert problem in caught.value.problem
    assert caught.value.line == 2 + len(row.splitlines())


@pytest.mark.parametrize(
    ("name", "organisation_id"),
    [
        ("市生态环境局", "ecology_environment_bureau"),
        ("市发改委", "development_reform_commission"),
        ("省发展和改革委员会", "development_reform_commission"),
        ("开封市城市管理局", "urban_management_bureau"),
        ("兰考县人民政府", "peoples_government"),
        ("区县(市)人民政府", "peoples_government"),
        ("经济技术开发区管委会", "administrative_committee"),
        ("国网开封供电公司", "power_supply_company"),
        ("市政府国资委", "state_assets_commission"),
        ("市委宣传部", "publicity_department"),
        ("生态环境局", "ecology_environment_bureau"),
        ("某某环保科技有限公司", None),
        ("各有关单位", None),
        ("", None),
    ],
)
def test_organisations_resolve_at_every_level(name: str, organisation_id: str | None) -> None:
    organisation = VOCABULARY.organisations.resolve(name)
    assert (organisation.organisation_id if organisation else None) == organisation_id


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ("a,甲局,A,甲\na,乙局,B,乙", "declared twice"),
        ("a,甲局,A,甲\nb,乙局,B,甲", "name '甲' belongs to 'a'"),
        ("a,甲局,A,甲\nb,,B,乙", "label_zh is empty"),
    ],
)
def test_broken_organisations(tmp_path: Path, rows: str, problem: str) -> None:
    file = tmp_path / "organisations.csv"
    file.write_text(f"organisation_id,label_zh,label_en,aliases\n{rows}\n", encoding="utf-8")
    with pytest.raises(VocabularyError) as caught:
        load_organisations(file, REGIONS)
    assert problem in caught.value.problem
    assert caught.value.line == 3
