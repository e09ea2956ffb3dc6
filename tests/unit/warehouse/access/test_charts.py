"""Charts show every printed value, interval, target and finding, need no network, and let no text of a report act."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import altair as alt
import pytest
from small_build import build_reports

from hedui.cli.plot import show_plot
from hedui.warehouse.access import charts
from hedui.warehouse.access.charts import ChartError, chart, save_chart
from hedui.warehouse.access.missing_series import NoSeries
from hedui.warehouse.access.read import Warehouse, open_warehouse
from hedui.warehouse.home import Home

REPORTS = {
    "bulletin": (
        "某市2023年环境公报\n\n2022年,全市PM2.5浓度45微克/立方米。\n\n2023年,全市PM2.5浓度43微克/立方米,同比下降40%。\n"
    ),
    "plan": "某市2024年工作方案\n\n到2025年,全市PM2.5浓度控制在40微克/立方米以下。\n",
    "hostile</script><script>alert(1)</script>": (
        "某市公报\n\n2023年,全市PM10浓度80微克/立方米</script><script>alert(1)</script>。\n"
    ),
}


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


def layers(picture: alt.VConcatChart) -> list[list[dict[str, Any]]]:
    """The rows of each layer of the only panel."""
    drawn = picture.to_dict()
    [panel] = drawn["vconcat"]
    return [
        layer["data"]["values"] if "values" in layer["data"] else drawn["datasets"][layer["data"]["name"]]
        for layer in panel["layer"]
    ]


def test_svg_shows_values_as_printed_targets_and_findings(warehouse: Warehouse, tmp_path: Path) -> None:
    file = tmp_path / "pm25.svg"
    save_chart(chart(warehouse, "pm25_concentration"), file)
    drawn = re.findall(r"<text[^>]*>([^<]*)</text>", file.read_text(encoding="utf-8"))
    assert {"PM2.5浓度", "ug/m3", "45微克/立方米", "43微克/立方米", "&lt;=40"} <= set(drawn)
    assert {"所印数值 printed", "可能区间 feasible", "目标 target", "发现 finding"} <= set(drawn)


def test_what_is_drawn_is_what_the_tables_hold(warehouse: Warehouse) -> None:
    intervals, _, printed, _, accused, *_, targets = layers(chart(warehouse, "PM2.5"))
    assert {(row["value_low"], row["value_high"]) for row in intervals} == {(44.5, 45.5), (42.5, 43.5)}
    assert {(row["day"], row["value"]) for row in printed} == {("2022-12-31", 45), ("2023-12-31", 43)}
    assert {(row["day"], row["value"], row["comparator"]) for row in targets} == {("2025-12-31", 40, "<=")}
    findings = warehouse.query("select count(*) as n from marts.finding where relation = 'year_on_year'").to_pylist()
    assert findings == [{"n": 1}]
    assert {row["day"] for row in accused} == {"2022-12-31", "2023-12-31"}


def test_lines_join_like_with_like(warehouse: Warehouse) -> None:
    joined = layers(chart(warehouse, "PM2.5"))[1]
    assert len(joined) == 2
    assert len({row["season"] for row in joined}) == 1


def test_png_is_a_picture(warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charts, "_installed_chinese_fonts", lambda: ("sans-serif",))
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
    monkeypatch.setattr(charts, "_installed_chinese_fonts", tuple)
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
    assert head == "PM2.5浓度 [ug/m3]"
    assert "✗" in first
    assert "45微克/立方米 year_on_year" in first
    assert first.index("✗") > second.index("✗") > target.index("◆")
    assert target.endswith("<= 40 (not_due)")
    assert scale.split() == ["40", "45.5"]


def test_one_value_is_drawn_in_the_middle(warehouse: Warehouse, capsys: pytest.CaptureFixture[str]) -> None:
    show_plot(warehouse, "PM10", None)
    assert "●" in capsys.readouterr().out
