"""The notebook runs on the sample and shows it; text of a report stays text in what its cells send to a browser."""

import runpy
from pathlib import Path
from typing import Any

import pytest
from harness import REPOSITORY, Hedui
from small_build import build_reports

from hedui.warehouse.home import Home

NOTEBOOK = REPOSITORY / "docs" / "analysts" / "notebook.py"
HOSTILE = "2023年,PM2.5浓度43微克/立方米,<img src=x onerror=alert(1)><script>alert(2)</script>同比下降200%。"


def run_on(home: Path) -> tuple[tuple[Any, ...], Any]:
    """What the cells show, and the names they define."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("HEDUI_HOME", str(home))
        shown, names = runpy.run_path(str(NOTEBOOK))["app"].run()
        names["warehouse"].close()
    return shown, names


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, ...]:
    folder = tmp_path_factory.mktemp("notebook")
    (folder / "reports").mkdir()
    (folder / "reports" / "<b>.txt").write_text(f"某市公报\n\n{HOSTILE}\n", encoding="utf-8")
    build_reports(Home(folder / "home"), folder / "reports", "b1")
    shown, _ = run_on(folder / "home")
    return shown


def test_cells_show_values_as_printed_in_chinese_letters(sample: Hedui) -> None:
    _, names = run_on(sample.home)
    chart = names["chart"].to_dict()
    assert names["indicator"].value == "PM2.5浓度"
    assert {"Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC"} <= set(chart["config"]["font"].split(", "))
    assert "43微克/立方米" in str(chart)
    assert names["series"]["value"].tolist() == [43]
    assert set(names["findings"]["text"]) == {"215.5亿千瓦", "58.1万千瓦时", "101.76亿"}


def test_text_of_a_report_is_no_markup(hostile: tuple[Any, ...]) -> None:
    pages = [cell.text for cell in hostile if hasattr(cell, "text")]
    assert any("alert" in page for page in pages)
    assert not [page for page in pages if "<img" in page or "<script" in page]
