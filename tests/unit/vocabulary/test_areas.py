"""Reference areas: which set of cities a name means."""

from datetime import date

import pytest

from hedui.vocabulary.load import load_vocabulary

AREAS = load_vocabulary().areas


@pytest.mark.parametrize(
    ("text", "day", "area_id"),
    [
        ("“2+26”城市平均", None, "cities_2_26"),
        ("京津冀及周边地区平均", date(2020, 12, 31), "cities_2_26"),
        ("京津冀及周边地区平均", date(2024, 12, 31), "cities_2_36"),
        ("长三角地区41个城市平均", None, "yangtze_delta"),
        ("长三角地区25个城市平均", None, "yangtze_delta_25"),
        ("汾渭平原11个城市平均", date(2024, 12, 31), "fenwei_plain_11"),
        ("汾渭平原平均", date(2024, 12, 31), "fenwei_plain_13"),
        ("长三角地区99个城市平均", None, None),
    ],
)
def test_the_count_chooses_the_set_else_the_day_does(text: str, day: date | None, area_id: str | None) -> None:
    ((_, _, area),) = AREAS.find(text, day)
    assert (area.area_id if area else None) == area_id


@pytest.mark.parametrize("text", ["东海县水质", "长三角一体化示范区", "渤海银行", "含入海河口断面"])
def test_a_name_within_another_is_no_area(text: str) -> None:
    assert AREAS.find(text) == []


def test_sets_of_cities_have_as_many_members_as_they_say() -> None:
    by_city = ("beijing_tianjin_hebei", "yangtze_delta", "yangtze_delta_25", "yangtze_delta_31")
    whole = [a for a in AREAS.by_id.values() if a.cities and a.members and a.area_id not in by_city]
    assert whole
    assert all(len(area.members) == area.cities for area in whole)
