"""The real reports, where they are at hand: what a careful reader found in them, the warehouse says."""

import json
import os
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from harness import REPOSITORY, Hedui
from relations_by_hand import BY_HAND, Apart, Called, rows

REAL = Path(os.environ.get("HEDUI_REAL_REPORTS", REPOSITORY.parent / "shared" / "reports"))
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not REAL.is_dir(), reason=f"no real reports in {REAL}; name them with HEDUI_REAL_REPORTS"),
]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Hedui:
    hedui = Hedui(tmp_path_factory.mktemp("real"))
    hedui.run("build", REAL)
    return hedui


@pytest.fixture(scope="module")
def checks(real: Hedui) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(real.run("checks", "--format", "json").stdout)
    return rows


def of(checks: list[dict[str, Any]], relation: str, report: str) -> list[dict[str, Any]]:
    """The checks of a relation in the report whose file name begins so."""
    return [check for check in checks if check["relation"] == relation and check["file_name"].startswith(report)]


def test_every_numeral_of_every_report_is_accounted_for(real: Hedui) -> None:
    rows = real.rows("select file_name, unaccounted, figures from marts.coverage")
    assert len(rows) == len(list(REAL.glob("*.txt")))
    assert {row["unaccounted"] for row in rows} == {0}


def test_ten_completion_rates_of_the_bulletin(checks: list[dict[str, Any]]) -> None:
    rates = of(checks, "completion_rate", "003")
    printed = Counter(check["verdict"] for check in rates if check["text"].endswith("%"))
    assert printed["within_rounding"] == 1
    assert printed["exact"] == 5
    assert {check["text"] for check in rates if check["verdict"] == "within_truncation"} >= {
        "69.8%", "89.7%", "67.3%", "82.2%",
    }  # fmt: skip


def test_parts_of_the_work_report_add_up(checks: list[dict[str, Any]]) -> None:
    exact = {check["text"] for check in of(checks, "part_whole", "000") if check["verdict"] == "exact"}
    assert {"3次", "23家", "19309个"} <= exact


def test_one_area_in_two_units(checks: list[dict[str, Any]]) -> None:
    assert any(
        "17417" in check["explanation_zh"] and check["verdict"] in ("exact", "within_rounding")
        for check in of(checks, "unit_equivalence", "003")
    )


def test_wrong_and_missing_units_are_findings(checks: list[dict[str, Any]]) -> None:
    wrong = {check["text"]: check["verdict"] for check in of(checks, "dimension", "000")}
    assert wrong["215.5亿千瓦"] == wrong["58.1万千瓦时"] == "gross_conflict"
    assert any("101.76" in check["text"] for check in of(checks, "missing_unit", "003"))


def test_no_false_alarm(checks: list[dict[str, Any]]) -> None:
    alarms = [
        (check["file_name"], check["relation"], check["text"], check["explanation_zh"])
        for check in checks
        if check["verdict"] in ("conflict", "gross_conflict", "errored")
        and check["relation"] not in ("dimension", "missing_unit")
    ]
    assert alarms == []


NOTES = REAL.parent / "gold"
ROWS = [(report, place) for report in BY_HAND for place in BY_HAND[report]]
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
needs_notes = pytest.mark.skipif(not NOTES.is_dir(), reason=f"no readers' notes in {NOTES}")


@pytest.fixture(scope="module")
def made(real: Hedui) -> dict[str, list[Called]]:
    """The checks of each report, with the figures as printed."""
    rows = real.rows(
        "select left(file_name, 3) as report, check_id, relation, verdict, reason, "
        r"list(regexp_replace(text, '\s', '', 'g')) as figures from core.fact_check join core.check_figure "
        "using (check_id) join core.fact_figure using (figure_id) join core.dim_document "
        "on fact_check.document_id = dim_document.document_id group by all"
    )
    found: dict[str, list[Called]] = {}
    for row in rows:
        called = Called(row["relation"], row["verdict"], tuple(sorted(row["figures"])), row["reason"])
        found.setdefault(row["report"], []).append(called)
    return found


@needs_notes
@pytest.mark.parametrize("report", BY_HAND)
def test_no_row_of_the_notes_is_left_out(report: str) -> None:
    assert set(rows(NOTES / f"{report}.relations.md")) == set(BY_HAND[report])


@needs_notes
@pytest.mark.parametrize(("report", "place"), ROWS)
def test_a_row_worked_out_by_hand(made: dict[str, list[Called]], report: str, place: str) -> None:
    row = rows(NOTES / f"{report}.relations.md")[place]
    expected = BY_HAND[report][place]
    if isinstance(expected, Apart):
        figures = Counter(expected.figures)
        assert [one for one in made[report] if figures and figures <= Counter(one.figures)] == [], expected.why
        return
    in_order = [replace(one, figures=tuple(sorted(one.figures))) for one in expected]
    assert [one for one in in_order if one not in made[report]] == [], row
    numbers = {number for one in expected for figure in one.figures for number in NUMBER.findall(figure)}
    assert not numbers or numbers & set(NUMBER.findall(row)), row
