import subprocess
import sys
from collections.abc import Iterator

import pandas as pd
import pytest
from small_build import build_reports

import hedui
from hedui.warehouse.access.frames import Frames
from hedui.warehouse.errors import WarehouseError
from hedui.warehouse.home import Home

REPORT = "某市2023年环境公报\n\n2022年,PM2.5浓度45微克/立方米。\n\n2023年,PM2.5浓度43微克/立方米,同比下降40%。\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("frames")
    (folder / "reports").mkdir()
    (folder / "reports" / "a.txt").write_text(REPORT, encoding="utf-8")
    home = Home(folder / "home")
    for name in ("b1", "b2"):
        build_reports(home, folder / "reports", name)
    return home


@pytest.fixture
def warehouse(home: Home) -> Iterator[Frames]:
    with hedui.open(home.root) as opened:
        yield opened


def test_the_home_is_the_one_of_the_settings(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEDUI_HOME", str(home.root))
    with hedui.open() as latest, hedui.open(build="b1") as earlier:
        assert (latest.build["build_id"], earlier.build["build_id"]) == ("b2", "b1")
    with pytest.raises(WarehouseError, match="no warehouse"):
        hedui.open(home.root / "elsewhere")


def test_series_have_days_and_numbers(warehouse: Frames) -> None:
    series = warehouse.series("PM2.5").set_index("period_end")
    assert series.index.dtype.kind == "M"
    assert series.loc["2023-12-31", ["value", "value_low", "value_high"]].tolist() == [43, 42.5, 43.5]
    assert warehouse.series("PM2.5", "北京市").empty
    assert warehouse.chart("PM2.5").to_dict()["vconcat"]


def test_checks_findings_and_queries(warehouse: Frames) -> None:
    [finding] = warehouse.findings(severity="high", relation="year_on_year").to_dict("records")
    assert finding["check_id"] in set(warehouse.checks(verdict="conflict")["check_id"])
    assert warehouse.query("select ? as x", [3])["x"].tolist() == [3]


def test_trace_has_a_row_per_check(warehouse: Frames) -> None:
    [finding] = warehouse.findings(relation="year_on_year")["reported_figure_id"]
    trace = warehouse.trace(finding)
    assert {"year_on_year", "bounds"} == set(trace["relation"])
    assert set(trace["text"]) == {"40%"}
    [year] = warehouse.query("select figure_id from core.fact_figure where role = 'time' limit 1")["figure_id"]
    assert len(warehouse.trace(year)) == 1
    assert pd.isna(warehouse.trace(year)["check_id"][0])


def test_importing_hedui_loads_nothing_heavy() -> None:
    script = "import sys, hedui; print(sorted({'pandas', 'duckdb', 'pyarrow', 'altair'} & sys.modules.keys()))"
    assert subprocess.check_output([sys.executable, "-c", script], text=True).strip() == "[]"
