"""The table of an indicator: who is ranked, what each cell says, and that no mark is without its note."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_build import build_reports

from hedui.warehouse.access.comparison import CHANGE, HEADS, Comparison, UnknownPlace, compare, tabulate
from hedui.warehouse.access.missing_series import NoSeries
from hedui.warehouse.access.read import Warehouse, open_warehouse
from hedui.warehouse.export.comparison_sheet import write_comparison_workbook
from hedui.warehouse.home import Home
from hedui.warehouse.tables import TABLES

TODAY = date(2026, 3, 1)
REPORTS = {
    "甲省": "甲省2025年生态环境公报\n\n2025年,全省PM2.5浓度31.0微克/立方米,同比下降6.1%。\n",
    "乙省": "乙省2025年生态环境公报\n\n2025年,全省PM2.5浓度28微克/立方米,与上年持平。\n",
}
YEAR = {"period_start": date(2025, 1, 1), "period_end": date(2025, 12, 31), "period_display": "2025年"}


def row(place: str, value: float | None, **fields: Any) -> dict[str, Any]:
    """A row of the mart: everything else empty."""
    return {
        **dict.fromkeys(TABLES["marts.comparison"].column_names),
        **YEAR,
        "indicator_label_zh": "PM2.5浓度",
        "place_label_zh": place,
        "place_level": "province",
        "region_id": place,
        "value_display": value,
        "decimals_display": 1,
        "unit_display": "微克/立方米",
        "comparator": "=",
        "text_printed": "x",
        "title": "公报",
        "direction": "lower",
        "growth_basis": "printed_levels",
        "is_superseded": False,
        "is_break": False,
        "change_unit": "%",
        **fields,
    }


def table(*rows: dict[str, Any], by: str = "level") -> Comparison:
    return tabulate("pm25", rows, "2份报告中1份印有此项", TODAY, TODAY, by)


def column(comparison: Comparison, head: str) -> list[str]:
    lines = (*comparison.ranked, *comparison.others)
    return [line.cells[HEADS.index(head)].text for line in lines]


def test_equal_values_share_a_rank_and_the_better_comes_first() -> None:
    made = table(row("甲省", 31), row("乙省", 28), row("丙省", 31), row("丁省", 40))
    assert column(made, "地区") == ["乙省", "丙省", "甲省", "丁省"]
    assert column(made, "序号") == ["1", "并列2", "并列2", "4"]
    assert "由低到高（低者为优），共4个有数地区" in made.ranking


OTHERS = [
    ("another period", {"period_start": date(2025, 12, 1)}),
    ("another scope", {"scope": "市区"}),
    ("another level of administration", {"place_level": "prefecture"}),
    ("a bound", {"comparator": "<="}),
    ("about", {"comparator": "~"}),
    ("no level", {"value_display": None, "text_printed": None}),
]


@pytest.mark.parametrize("fields", [fields for _, fields in OTHERS], ids=[name for name, _ in OTHERS])
def test_what_is_not_alike_stands_below_the_line(fields: dict[str, Any]) -> None:
    made = table(row("甲省", 31), row("乙省", 28), row("丙市", 1, **fields))
    assert [line.row["place_label_zh"] for line in made.ranked] == ["乙省", "甲省"]
    assert [line.cells[0].text for line in made.others] == ["—"]


def test_without_levels_places_are_ranked_by_the_printed_change() -> None:
    grown = {"change_origin": "printed", "change_decimals": 1, "text_printed": None, "direction": "higher"}
    rows = (
        row("甲省", None, change_display=4.7, **grown),
        row("乙省", None, change_display=5.5, **grown),
        row("丙省", None, change_display=9.0, **{**grown, "change_origin": "computed"}),
    )
    made = table(*rows)
    assert column(made, "同比") == ["5.5%", "4.7%", "9.0%（计算）"]
    assert len(made.ranked) == 2
    assert "按所印同比" in made.ranking
    assert table(*rows, row("丁省", 3), by=CHANGE).ranking == made.ranking


CELLS = [
    ({"value_display": 31284.5}, "本期", "31,284.5"),
    ({"comparator": "~", "decimals_display": 0}, "本期", "约31"),
    ({"previous_display": 33.0, "previous_decimals": 1, "previous_origin": "printed"}, "上年同期", "33.0"),
    ({"previous_display": 33.0, "previous_decimals": 0, "previous_origin": "implied"}, "上年同期", "33（推算）"),
    (
        {"previous_low_display": 29.93, "previous_high_display": 31.09, "previous_origin": "implied"},
        "上年同期",
        "29.9–31.1（推算）",
    ),
    ({"change_display": 0.0, "change_printed": "持平", "change_origin": "printed"}, "同比", "持平"),
    ({"change_display": 0.0, "change_printed": "0.0%", "change_decimals": 1}, "同比", "0.0%"),
    ({"change_display": -2.1, "change_decimals": 1, "change_unit": "个百分点"}, "同比", "−2.1个百分点"),
    (
        {"target_due_on": date(2025, 12, 31), "target_display": 30.0, "target_comparator": "=",
         "target_nature": "约束性", "target_due_display": "到2025年"},
        "目标（性质、方向、到期）",
        "30（约束性，不高于，2025年）",
    ),
    (
        {"target_due_on": date(2025, 12, 31), "target_display": 30.0, "target_comparator": "<="},
        "目标（性质、方向、到期）",
        "≤30（2025-12-31）",
    ),
    ({"attainment": "not_due"}, "完成情况", "未到期"),
    ({"document_number": "甲环〔2026〕3号", "page": 4}, "来源（文号、页）", "甲环〔2026〕3号第4页"),
    ({"title": "某 公报"}, "来源（文号、页）", "《某 公报》"),
    ({"place_level": "country"}, "地区", "全国"),
    ({"scope": "市区"}, "指标（口径）", "PM2.5浓度（市区）"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "head", "text"), CELLS)
def test_cells_say_what_is_printed(fields: dict[str, Any], head: str, text: str) -> None:
    assert column(table({**row("甲省", 31.0), **fields}), head) == [text]


@given(low=st.floats(0.01, 10_000), width=st.floats(0.001, 1000))
def test_an_interval_is_never_shown_narrower_than_it_is(low: float, width: float) -> None:
    fields = {"previous_low_display": low, "previous_high_display": low + width, "previous_origin": "implied"}
    [text] = column(table(row("甲省", 31.0, **fields)), "上年同期")
    shown = [float(end.replace(",", "")) for end in text.removesuffix("（推算）").split("–")]
    assert shown[0] <= low + 1e-6
    assert shown[1] >= low + width - 1e-6


def test_every_mark_has_its_note_and_every_note_its_mark() -> None:
    made = table(
        row("甲省", 31, grade="D"),
        row("乙省", 28, previous_origin="elsewhere", previous_display=29.0, is_break=True),
        row("丙省", 30, is_superseded=True, value_first_display=32.0),
        row("丁省", 30, comparator=">"),
        row("戊省", 30, previous_origin="implied", previous_display=29.0, superseded_display=35.0),
    )
    marks = "".join(column(made, "注"))
    assert sorted(set(marks)) == [note[0] for note in made.notes]
    assert len(made.notes) == 6
    assert any("戊省上年所印为35.0" in note for note in made.notes)


def test_the_latest_period_of_many_places_stands_above() -> None:
    old = {"period_start": date(2024, 1, 1), "period_end": date(2024, 12, 31), "period_display": "2024年"}
    places = "甲乙丙丁"
    earlier = [row(f"{place}省", 30, **old) for place in places]
    assert table(*earlier, row("甲省", 29), row("乙省", 28)).title == "PM2.5浓度各地比较（2025年）"
    assert table(*earlier, row("甲省", 29)).title == "PM2.5浓度各地比较（2024年）"


# --- of a build -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    root = tmp_path_factory.mktemp("comparison")
    (root / "reports").mkdir()
    # places of the vocabulary stand for those above
    for name, text in zip(("河北省", "山西省"), REPORTS.values(), strict=True):
        old = text[:2]
        (root / "reports" / f"{name}.txt").write_text(text.replace(old, name[:3]), encoding="utf-8")
    (root / "reports" / "other.txt").write_text("河南省2025年公报\n\n2025年,处置污泥12吨。\n", encoding="utf-8")
    build_reports(Home(root / "home"), root / "reports", "b1")
    with open_warehouse(root / "home") as opened:
        yield opened


def test_a_build_is_compared(warehouse: Warehouse) -> None:
    [made] = compare(warehouse, "PM2.5", today=TODAY, regions=["河北，山西", "河南"])
    assert column(made, "地区") == ["山西省", "河北省"]
    assert column(made, "本期") == ["28", "31.0"]
    assert column(made, "同比") == ["持平", "−6.1%"]
    assert column(made, "上年同期") == ["28（推算）", "33.0（推算）"]
    assert made.coverage.startswith("3份报告中2份印有此项")
    assert made.coverage.endswith("所选地区中未见此项：河南省")


def test_what_is_not_there_is_said(warehouse: Warehouse) -> None:
    with pytest.raises(NoSeries):
        compare(warehouse, "PM2.5", today=TODAY, year=1999)
    with pytest.raises(UnknownPlace, match="no place 亚特兰蒂斯"):
        compare(warehouse, "PM2.5", today=TODAY, regions=["亚特兰蒂斯"])


def test_the_sheet_prints_on_one_page_with_real_numbers_and_all_notes(warehouse: Warehouse, tmp_path: Path) -> None:
    made = compare(warehouse, "PM2.5", today=TODAY)
    write_comparison_workbook(warehouse, made, tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    sheet = book.worksheets[0]

    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight or 1) == (1, 1)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$2"
    printed = sheet[sheet.print_area.split("!")[-1].replace("$", "")]
    assert len(printed) == sheet.max_row, "the foot is printed, too"
    assert [cell.value for cell in printed[1]] == list(HEADS)
    values = [printed[at][HEADS.index("本期")] for at in (2, 3)]
    assert [(cell.value, cell.number_format) for cell in values] == [(28, "#,##0"), (31, "#,##0.0")]
    implied = printed[2][HEADS.index("上年同期")]
    assert (implied.value, implied.number_format, implied.font.italic) == (28, '#,##0"（推算）"', True)
    assert book.sheetnames[1:] == ["数字一览", "目标进展", "同比与目标"]
    for details in book.worksheets[1:]:
        names = [str(cell.value).split("\n")[-1] for cell in details[1]]
        first_id = next(at for at, name in enumerate(names) if name.endswith("_id"))
        assert all(name.endswith(("_id", "_exact")) for name in names[first_id:])
