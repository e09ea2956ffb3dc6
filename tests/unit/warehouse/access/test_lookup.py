"""Names that people type: whole names before parts, writing that does not matter, short names of places."""

import pytest

from hedui.vocabulary.load import load_vocabulary
from hedui.warehouse.access.lookup import find_ids
from hedui.warehouse.building.records import vocabulary_to_arrow

TABLES = {name: table.to_pylist() for name, table in vocabulary_to_arrow(load_vocabulary()).items()}


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("pm25_concentration", {"pm25_concentration"}),
        ("PM2.5", {"pm25_concentration"}),
        ("pm2.5年均浓度", {"pm25_concentration"}),
        ("ＰＭ２.５", {"pm25_concentration"}),
        ("PM2.5 concentration", {"pm25_concentration"}),
        ("可入肺颗粒", {"pm25_concentration"}),  # a part of another name
        ("无此指标", set()),
        ("", set()),
        ("年均", set()),  # says nothing
    ],
)
def test_indicators(name: str, found: set[str]) -> None:
    assert set(find_ids(name, TABLES["indicator"], "indicator_id")) == found


def test_a_part_of_a_name_finds_all_that_have_it() -> None:
    found = find_ids("造林", TABLES["indicator"], "indicator_id")
    assert found == ["afforestation_area"]  # 造林 is a name of its own
    some = find_ids("浓度", TABLES["indicator"], "indicator_id")
    assert {"pm25_concentration", "so2_concentration", "o3_concentration"} <= set(some)


@pytest.mark.parametrize(
    ("name", "table", "key", "found"),
    [
        ("北京", "region", "region_id", ["110000"]),
        ("北京市", "region", "region_id", ["110000"]),
        ("beijing", "region", "region_id", ["110000"]),
        ("110000", "region", "region_id", ["110000"]),
        ("内蒙古", "region", "region_id", ["150000"]),
        ("汾渭平原地区", "area", "area_id", ["fenwei_plain_11"]),
        ("fenwei_plain_11", "area", "area_id", ["fenwei_plain_11"]),
    ],
)
def test_places(name: str, table: str, key: str, found: list[str]) -> None:
    assert find_ids(name, TABLES[table], key)[:1] == found
