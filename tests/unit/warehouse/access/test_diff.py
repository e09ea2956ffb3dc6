"""What an added, a changed and a removed report change, and what a new mapping changes in the same reports."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pytest
from harness import Hedui
from small_build import build_reports

from hedui.warehouse.access.diff import NotComparable, diff
from hedui.warehouse.building.snapshots import find_build
from hedui.warehouse.home import Home

KEPT = "某市2023年大气环境公报\n\n2023年,全市二氧化硫浓度9微克/立方米。\n"
BEFORE = "某市2023年水环境公报\n\n2023年,全市处置污泥12吨,新增绿地15亩。\n"
# Issued anew: a paragraph before everything else, one figure corrected, one left out.
AFTER = "某市2023年水环境公报\n\n现将有关情况公布如下。\n\n2023年,全市处置污泥13吨。\n"
REMOVED = "某市2022年大气环境公报\n\n2022年,全市PM2.5浓度45微克/立方米,PM10浓度80微克/立方米,同比下降200%。\n"
ADDED = "某市2024年大气环境公报\n\n2024年,全市PM2.5浓度41微克/立方米。\n"


def put(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("diff") / "home")
    reports = put(home.root.parent / "reports", kept=KEPT, changed=BEFORE, removed=REMOVED)
    build_reports(home, reports, "b1")
    (reports / "removed.txt").unlink()
    put(reports, changed=AFTER, added=ADDED)
    build_reports(home, reports, "b2")
    return home


@pytest.fixture(scope="module")
def changes(home: Home) -> list[dict[str, Any]]:
    return diff(find_build(home, "b1"), find_build(home, "b2")).to_pylist()


def of(changes: list[dict[str, Any]], entity: str) -> set[tuple[str, str, str]]:
    return {(row["change"], row["file_name"], row["name"]) for row in changes if row["entity"] == entity}


def test_everything_that_changed_is_named_once_and_nothing_else(changes: list[dict[str, Any]]) -> None:
    counts = Counter((row["entity"], row["change"], row["file_name"]) for row in changes if row["entity"] != "check")
    assert counts == {
        ("document", "appeared", "added.txt"): 1,
        ("document", "changed", "changed.txt"): 1,
        ("document", "vanished", "removed.txt"): 1,
        ("figure", "appeared", "added.txt"): len(["2024年", "2024年", "PM2.5", "41微克/立方米"]),
        ("figure", "changed", "changed.txt"): len(["12吨"]),
        ("figure", "vanished", "changed.txt"): len(["15亩"]),
        ("figure", "vanished", "removed.txt"): len(["2022年", "2022年", "PM2.5", "45微克", "PM10", "80微克", "200%"]),
        ("series", "appeared", "added.txt"): 1,
        ("series", "vanished", "changed.txt"): 1,
        ("series", "vanished", "removed.txt"): 2,
    }


def test_the_command_prints_what_changed_since_the_build_before(home: Home, changes: list[dict[str, Any]]) -> None:
    hedui = Hedui(home.root)
    assert json.loads(hedui.run("diff", "--format", "json").stdout) == changes
    assert json.loads(hedui.run("diff", "b1", "b2", "--format", "json").stdout) == changes
    assert json.loads(hedui.run("diff", "b2", "b2", "--format", "json").stdout) == []


def test_documents_are_known_by_bytes_and_path(changes: list[dict[str, Any]]) -> None:
    assert of(changes, "document") == {
        ("appeared", "added.txt", "某市2024年大气环境公报"),
        ("changed", "changed.txt", "某市2023年水环境公报"),
        ("vanished", "removed.txt", "某市2022年大气环境公报"),
    }


def test_nothing_is_said_of_a_report_that_stayed(changes: list[dict[str, Any]]) -> None:
    assert "kept.txt" not in {row["file_name"] for row in changes}


def test_a_report_issued_anew_shows_only_the_figures_that_differ(changes: list[dict[str, Any]]) -> None:
    rows = [row for row in changes if row["entity"] == "figure" and row["file_name"] == "changed.txt"]
    shown = {(row["change"], row["name"]): (row["before"], row["after"]) for row in rows}
    assert shown[("changed", "处置污泥")] == ("text=12吨; value=12.0", "text=13吨; value=13.0")
    [vanished] = [row for row in rows if row["change"] == "vanished"]
    assert "text=15亩" in vanished["before"]
    assert vanished["after"] is None
    assert {change for change, _ in shown} == {"changed", "vanished"}


def test_all_figures_of_reports_that_came_or_went(changes: list[dict[str, Any]]) -> None:
    texts = {
        (row["change"], part)
        for row in changes
        if row["entity"] == "figure" and row["file_name"] in ("added.txt", "removed.txt")
        for part in (row["before"] or row["after"]).split("; ")
        if part.startswith("text=") and "微克" in part
    }
    assert texts == {
        ("appeared", "text=41微克/立方米"),
        ("vanished", "text=45微克/立方米"),
        ("vanished", "text=80微克/立方米"),
    }


def test_series_by_indicator_place_and_period(changes: list[dict[str, Any]]) -> None:
    named = {(change, name.split()[0], name.split()[-1]) for change, _, name in of(changes, "series")}
    assert named == {
        ("appeared", "pm25_concentration", "2024-12-31"),
        ("vanished", "pm25_concentration", "2022-12-31"),
        ("vanished", "pm10_concentration", "2022-12-31"),
        ("vanished", "green_space_added", "2023-12-31"),
    }


def test_checks_of_a_removed_report_vanish(changes: list[dict[str, Any]]) -> None:
    checks = of(changes, "check")
    assert checks
    assert {(change, file) for change, file, _ in checks} == {("vanished", "removed.txt")}


def test_the_same_reports_under_another_reading_show_what_is_read_otherwise(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    build_reports(home, put(tmp_path / "reports", kept=KEPT), "b1")
    other = tmp_path / "other.duckdb"
    other.write_bytes(home.published.read_bytes())
    with duckdb.connect(other) as connection:
        connection.execute("update core.fact_figure set indicator_id = null where text like '9微克%'")
    [row] = diff(home.published, other).to_pylist()
    assert (row["entity"], row["change"]) == ("figure", "changed")
    assert (row["before"], row["after"]) == ("indicator_id=so2_concentration", "indicator_id=")
    assert row["before_id"] == row["after_id"]
    assert diff(home.published, home.published).num_rows == 0


def test_nothing_differs_where_rows_stand_in_another_order(home: Home, tmp_path: Path) -> None:
    files = {"asc": tmp_path / "one.duckdb", "desc": tmp_path / "other.duckdb"}
    for order, file in files.items():
        file.write_bytes(find_build(home, "b1").read_bytes())
        with duckdb.connect(file) as connection:
            connection.execute("delete from core.check_figure")
            connection.execute(f"""
                insert into core.check_figure
                select check_id, figure_id, 'other'
                from core.fact_check
                cross join core.fact_figure
                order by figure_id {order}
            """)
    assert diff(*files.values()).to_pylist() == []


def test_a_series_of_an_area_is_no_series_of_another(home: Home, tmp_path: Path) -> None:
    twice = tmp_path / "twice.duckdb"
    twice.write_bytes(find_build(home, "b1").read_bytes())
    with duckdb.connect(twice) as connection:
        connection.execute("""
            insert into marts.indicator_series
            select * replace ('yangtze_delta' as area_id, null as region_id) from marts.indicator_series
            union all
            select * replace ('pearl_delta' as area_id, null as region_id) from marts.indicator_series
        """)
    assert diff(twice, twice).to_pylist() == []


def test_a_file_with_other_tables_is_refused(tmp_path: Path) -> None:
    for name in ("a", "b"):
        with duckdb.connect(tmp_path / name) as connection:
            connection.execute("create schema core")
    with pytest.raises(NotComparable, match="a and b cannot be compared"):
        diff(tmp_path / "a", tmp_path / "b")
