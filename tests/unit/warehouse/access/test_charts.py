"""Charts show every printed value, interval, target and finding, need no network, and let no text of a report act."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from small_build import build_reports

from hedui.cli.plot import show_plot
from hedui.warehouse.access import pictures
from hedui.warehouse.access.chart_panels import Kind
from hedui.warehouse.access.charts import chart, in_lines
from hedui.warehouse.access.missing_series import NoSeries
from hedui.warehouse.access.pictures import ChartError, save_chart
from hedui.warehouse.access.read import Warehouse, open_warehouse
from hedui.warehouse.home import Home

REPORTS = {
    "bulletin": (
        "河北省2023年环境公报\n\n2022年,全省PM2.5浓度45微克/立方米。\n\n2023年,全省PM2.5浓度43微克/立方米,同比下降40%。\n"
    ),
    "plan": "河北省2024年工作方案\n\n到2025年,全省PM2.5浓度控制在40微克/立方米以下。\n",
    "hostile</script><script>alert(1)</script>": (
        "河北省公报\n\n2023年,全省PM10浓度80微克/立方米</script><script>alert(1)</script>。\n"
    ),
    **{
        f"{place}{year}": f"{place}{year}年统计公报\n\n{year}年,全省粮食产量{tons}万吨。\n"
        for place, year, tons in (
            ("河北省", 2020, 3796), ("河北省", 2021, 3825), ("河北省", 2023, 3810),
            ("山西省", 2020, 1424), ("山西省", 2021, 1421), ("河南省", 2021, 6544),
        )
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    home = Home(tmp_path_factory.mktemp("charts") / "home")
    reports = home.root.parent / "reports"
    reports.mkdir()
    for name, text in REPORTS.items():
        (reports / f"{name.replace('/', '∕')}.txt").write_text(text, encoding="utf-8")
    build_reports(home, reports, "b1")
    with open_warehouse(home.root) as opened:
        yield opened


def drawn(warehouse: Warehouse, name: str, region: str | None = None) -> list[dict[str, Any]]:
    """The panels of a chart, data in their places."""
    spec = chart(warehouse, name, region).to_dict()

    def filled(node: Any) -> Any:
        if isinstance(node, list):
            return [filled(one) for one in node]
        if isinstance(node, dict):
            if set(node) == {"name"} and node["name"] in spec.get("datasets", {}):
                return {"values": spec["datasets"][node["name"]]}
            return {key: filled(value) for key, value in node.items() if key != "datasets"}
        return node

    panels: list[dict[str, Any]] = filled(spec["vconcat"])
    return panels


def rows(panel: dict[str, Any], mark: str, layer: str) -> list[dict[str, Any]]:
    """The rows that a panel draws with a mark, of one layer."""
    return [
        row
        for one in panel["layer"]
        if one["mark"]["type"] == mark
        for row in one["data"]["values"]
        if row["layer"] == layer
    ]


def test_svg_shows_values_as_printed_targets_and_findings(warehouse: Warehouse, tmp_path: Path) -> None:
    file = tmp_path / "pm25.svg"
    save_chart(chart(warehouse, "pm25_concentration"), file)
    words = set(re.findall(r"<text[^>]*>([^<]*)</text>", file.read_text(encoding="utf-8")))
    assert {"PM2.5浓度，河北省，全年（微克/立方米）", "微克/立方米", "45", "43", "目标≤40（2025年）"} <= words
    assert {"本期", "目标", "发现", "2022年", "2023年"} <= words


def test_what_is_drawn_is_what_the_tables_hold(warehouse: Warehouse) -> None:
    [panel] = drawn(warehouse, "PM2.5")
    assert {(row["low"], row["high"]) for row in rows(panel, "rule", "本期")} == {(44.5, 45.5), (42.5, 43.5)}
    assert {(row["day"], row["value"]) for row in rows(panel, "line", "本期")} == {
        ("2022-12-31", 45),
        ("2023-12-31", 43),
    }
    assert {(row["day"], row["goal"]) for row in rows(panel, "point", "目标")} == {("2025-12-31", 40)}
    findings = warehouse.query("select count(*) as n from marts.finding where relation = 'year_on_year'").to_pylist()
    assert findings == [{"n": 1}]
    assert {row["day"] for row in rows(panel, "point", "发现")} == {"2022-12-31", "2023-12-31"}


def test_places_stand_beside_each_other_by_name_best_first(warehouse: Warehouse) -> None:
    bars, small = drawn(warehouse, "粮食产量")
    assert bars["title"] == "粮食产量各地比较，2021年（万吨）"
    assert [row["name"] for row in rows(bars, "bar", "本期")] == ["河南省　6,544", "河北省　3,825", "山西省　1,421"]
    assert [panel["title"]["text"] for panel in small["concat"]] == ["河北省", "山西省"]
    domains = {str(layer["encoding"]["y"]["scale"]["domain"]) for panel in small["concat"] for layer in panel["layer"]
               if "scale" in layer["encoding"].get("y", {})}  # fmt: skip
    assert len(domains) == 1, "small panels are read against each other"


def test_no_line_crosses_a_gap(warehouse: Warehouse) -> None:
    [panel] = drawn(warehouse, "粮食产量", "河北")
    lines = {row["year"]: row["line"] for row in rows(panel, "line", "本期")}
    assert lines[2020] == lines[2021] != lines[2023]


def test_no_line_crosses_a_break() -> None:
    point = {"place": "甲", "kind": "year", "start": None, "is_break": False}
    years = [
        point | {"day": f"{year}-12-31", "year": year, "is_break": year == 2018} for year in (2016, 2017, 2018, 2019)
    ]
    lines = [row["line"] for row in in_lines(years)]
    assert lines[0] == lines[1] != lines[2] == lines[3]


def test_months_and_years_share_no_line_and_no_panel() -> None:
    point = {"place": "甲", "start": "2023-01-01", "is_break": False, "year": 2023}
    kinds = [("year", "2023-12-31"), ("month", "2023-11-30"), ("month", "2023-12-31"), ("year_to_date", "2023-12-31")]
    made = in_lines([point | {"kind": kind, "day": day} for kind, day in kinds])
    assert len({row["line"] for row in made}) == 3
    assert len({Kind.of(row) for row in made}) == 3


def test_png_is_a_picture(warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "_installed_chinese_fonts", lambda: ("sans-serif",))
    file = tmp_path / "pm25.png"
    save_chart(chart(warehouse, "PM2.5"), file)
    assert file.read_bytes().startswith(b"\x89PNG\r\n")
    assert file.stat().st_size > 10_000


def test_html_needs_no_network_and_runs_nothing_of_a_report(warehouse: Warehouse, tmp_path: Path) -> None:
    file = tmp_path / "pm10.HTML"
    save_chart(chart(warehouse, "PM10"), file)
    page = file.read_text(encoding="utf-8")
    assert not re.findall(r"""(?:src|href)=["']?(?:https?:)?//""", page)
    assert "alert(1)" in page
    assert "<script>alert" not in page
    assert page.count("</script>") == page.count("<script")


def test_without_a_chinese_font_a_png_is_refused(
    warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "_installed_chinese_fonts", tuple)
    picture = chart(warehouse, "PM2.5")
    with pytest.raises(ChartError, match="fonts-noto-cjk"):
        save_chart(picture, tmp_path / "x.png")
    save_chart(picture, tmp_path / "x.svg")
    assert [path.name for path in tmp_path.iterdir()] == ["x.svg"]


def test_what_cannot_be_drawn_is_said(warehouse: Warehouse, tmp_path: Path) -> None:
    with pytest.raises(NoSeries, match="no value of 量子数目 in 北京市"):
        chart(warehouse, "量子数目", "北京市")
    with pytest.raises(ChartError, match=r"\.svg, \.png, \.html"):
        save_chart(chart(warehouse, "PM2.5"), tmp_path / "x.gif")


def test_the_terminal_shows_the_same(warehouse: Warehouse, capsys: pytest.CaptureFixture[str]) -> None:
    show_plot(warehouse, "PM2.5", None)
    head, first, second, target, scale, *_ = capsys.readouterr().out.splitlines()
    assert head == "PM2.5浓度 河北省 [ug/m3]"
    assert "✗" in first
    assert "45微克/立方米 year_on_year" in first
    assert first.index("✗") > second.index("✗") > target.index("◆")
    assert target.endswith("<= 40 (not_due)")
    assert scale.split() == ["40", "45.5"]


def test_one_value_is_drawn_in_the_middle(warehouse: Warehouse, capsys: pytest.CaptureFixture[str]) -> None:
    show_plot(warehouse, "PM10", None)
    assert "●" in capsys.readouterr().out
