"""`hedui compare` in each of its formats: the same rows, and the foot that goes with them."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from small_build import build_reports
from typer.testing import CliRunner, Result

from hedui.cli.app import app
from hedui.warehouse.access.comparison import HEADS
from hedui.warehouse.home import Home


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("compare")
    (root / "reports").mkdir()
    for place, value in (("河北省", "31.0"), ("山西省", "28")):
        text = f"{place}2025年公报\n\n2025年,全省PM2.5浓度{value}微克/立方米,同比下降6.1%。\n"
        (root / "reports" / f"{place}.txt").write_text(text, encoding="utf-8")
    build_reports(Home(root / "home"), root / "reports", "b1")
    return root / "home"


def run(home: Path, *arguments: str) -> Result:
    done = CliRunner().invoke(app, ["compare", "PM2.5", "--home", str(home), *arguments])
    assert done.exit_code == 0, done.output
    return done


def test_the_table_has_heads_rows_and_foot(home: Path) -> None:
    said = run(home).stdout
    assert all(head in said for head in HEADS)
    assert said.index("山西省") < said.index("河北省")
    assert "2份报告中2份印有此项" in said
    assert "（推算）由本期数与所印变化反推" in said


def test_csv_and_json_hold_the_same_cells(home: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(home, "--format", "csv").stdout)))
    [table] = json.loads(run(home, "--format", "json").stdout)
    assert [[row[head] for head in HEADS] for row in rows] == [[row[head] for head in HEADS] for row in table["rows"]]
    assert [row["value_display"] for row in rows] == ["28.0", "31.0"]
    assert any("制表日期" in line for line in table["foot"])


def test_a_workbook_is_written_where_asked_and_by_its_title_else(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run(home, "--output", "a.xlsx")
    run(home, "--format", "xlsx", "--regions", "河北")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["PM2.5浓度各地比较（2025年）.xlsx", "a.xlsx"]
    assert openpyxl.load_workbook("a.xlsx").worksheets[0]["A1"].value == "PM2.5浓度各地比较（2025年）"
