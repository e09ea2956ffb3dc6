"""A correction of our reading, kept in a file, is in the next build, in every mart, and a line of annotation."""

import json
from datetime import date
from pathlib import Path

import pytest
from small_build import build_reports

from hedui.figures.misreadings import load_misreadings
from hedui.warehouse.access.misreadings import correct, gold_lines, gold_period
from hedui.warehouse.access.read import UnknownFigure, open_warehouse
from hedui.warehouse.home import Home

REPORT = "郑州市2025年工作报告\n\n2025年,全市PM2.5浓度42微克/立方米,同比下降4.5%。\n"
ON = date(2026, 3, 1)


def test_a_correction_is_in_the_next_build(tmp_path: Path) -> None:
    home, file = Home(tmp_path / "home"), tmp_path / "misreadings.yml"
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").write_text(REPORT, encoding="utf-8")
    build_reports(home, tmp_path / "reports", "b1")
    with open_warehouse(home.root) as warehouse:
        [level] = warehouse.query("from marts.figure where role = 'actual'").to_pylist()
        right = {
            "role": "plan",
            "indicator_id": "pm10_concentration",
            "region_id": "410000",
            "period_end": "2026-12-31",
        }
        _, before = correct(warehouse, level["figure_id"], right, because="这是目标", by="甲", on=ON, file=file)
        assert before["role"] == "actual"
        with pytest.raises(UnknownFigure):
            correct(warehouse, "nothing", right, because="x", by="甲", on=ON, file=file)

    [entry] = load_misreadings(file)
    assert (entry.printed, entry.because, entry.by, entry.decided_on) == ("42微克/立方米", "这是目标", "甲", ON)
    build_reports(home, tmp_path / "reports", "b2", misreadings=[entry])

    with open_warehouse(home.root) as warehouse:
        [made] = warehouse.query("from marts.figure where is_corrected").to_pylist()
        assert made["figure_id"] == level["figure_id"]
        assert (made["role"], made["indicator_label_zh"], made["place_label_zh"]) == ("plan", "PM10浓度", "河南省")
        assert (made["text_printed"], made["value_display"]) == ("42微克/立方米", 42)
        assert warehouse.query("from marts.target_progress where indicator_id = 'pm10_concentration'").num_rows == 1
        [line] = gold_lines(warehouse)
        assert json.loads(json.dumps(line)) == {
            "doc": "a", "start": REPORT.index("42"), "end": REPORT.index("42") + 8, "text": "42微克/立方米",
            "role": "plan", "value": 42.0, "unit": "ug/m3", "subject": "PM2.5浓度", "head": ["PM2.5浓度"],
            "period": "2025/2026", "comparator": "=",
        }  # fmt: skip


def test_a_second_entry_is_added_and_holds(tmp_path: Path) -> None:
    home, file = Home(tmp_path / "home"), tmp_path / "misreadings.yml"
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").write_text(REPORT, encoding="utf-8")
    build_reports(home, tmp_path / "reports", "b1")
    with open_warehouse(home.root) as warehouse:
        [level] = warehouse.query("from marts.figure where role = 'actual'").to_pylist()
        for role in ("plan", "threshold"):
            correct(warehouse, level["figure_id"], {"role": role}, because="x", by="甲", on=ON, file=file)
    entries = load_misreadings(file)
    build_reports(home, tmp_path / "reports", "b2", misreadings=entries)
    with open_warehouse(home.root) as warehouse:
        roles = warehouse.query("select role from core.fact_figure where is_corrected").to_pylist()
    assert (len(entries), roles) == (2, [{"role": "threshold"}])


@pytest.mark.parametrize(
    ("start", "end", "period"),
    [
        (None, None, None),
        (None, date(2023, 6, 30), "@2023-06-30"),
        (date(2023, 1, 1), date(2023, 12, 31), "2023"),
        (date(2021, 1, 1), date(2025, 12, 31), "2021/2025"),
        (date(2023, 6, 1), date(2023, 6, 30), "2023-06"),
        (date(2023, 1, 1), date(2023, 10, 31), "2023-01/2023-10"),
    ],
)
def test_periods_of_annotation(start: date | None, end: date | None, period: str | None) -> None:
    assert gold_period(start, end) == period
