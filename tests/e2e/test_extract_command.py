"""`hedui extract`: the keys scripts rely on, and no more loaded than reading needs."""

import csv
import io
import json
import shutil
import subprocess
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from harness import REPOSITORY, SAMPLE, Hedui

from hedui.vocabulary.codes import Comparator, QuantityKind, Role

AIR_REPORT = SAMPLE / "zhengzhou-2023-air-report.txt"
KEYS = [
    "document", "figure_id", "start", "end", "text", "role", "number_printed", "decimals", "scale", "unit_printed",
    "unit_factor", "value", "value_low", "value_high", "unit", "quantity_kind", "comparator", "is_approximate",
    "subject", "indicator_id", "region_id", "area_id", "place_printed", "period_start", "period_end", "period_kind",
    "is_planned", "change_kind", "base_period_start", "base_period_end", "is_inferred", "annualised_years",
    "counted_from", "set_size", "scope", "qualifies", "sentence", "sentence_start", "page", "block", "is_ocr",
    "ocr_confidence", "because",
]  # fmt: skip


@pytest.fixture(scope="module")
def hedui(tmp_path_factory: pytest.TempPathFactory) -> Hedui:
    return Hedui(tmp_path_factory.mktemp("nothing"))


@pytest.fixture(scope="module")
def records(hedui: Hedui) -> list[dict[str, Any]]:
    out = hedui.run("extract", AIR_REPORT).stdout
    return [json.loads(line) for line in out.splitlines()]


def test_keys_are_the_published_ones_in_their_order(records: list[dict[str, Any]]) -> None:
    assert {tuple(record) for record in records} == {tuple(KEYS)}


def test_values_have_the_published_types(records: list[dict[str, Any]]) -> None:
    for record in records:
        Role(record["role"])
        Comparator(record["comparator"])
        QuantityKind(record["quantity_kind"])
        assert record["unit_factor"] is None or Fraction(record["unit_factor"]) > 0
        assert isinstance(record["number_printed"], str)
        for key in ("period_start", "period_end", "base_period_start", "base_period_end"):
            assert record[key] is None or date.fromisoformat(record[key])


def test_offsets_point_into_the_text_of_the_file(records: list[dict[str, Any]]) -> None:
    text = AIR_REPORT.read_bytes().decode("utf-8")
    assert records
    for record in records:
        assert text[record["start"] : record["end"]] == record["text"]
        assert text[record["sentence_start"] :].startswith(record["sentence"])
        assert record["sentence_start"] <= record["start"]
    starts = [record["start"] for record in records]
    assert starts == sorted(starts)


def test_a_level_and_its_change_are_read_and_linked(records: list[dict[str, Any]]) -> None:
    level, change = (next(r for r in records if r["text"] == text) for text in ("43微克/立方米", "4.4%"))
    assert (level["role"], level["value"], level["value_low"], level["value_high"]) == ("actual", 43, 42.5, 43.5)
    assert (level["unit"], level["period_start"], level["period_end"]) == ("ug/m3", "2023-01-01", "2023-12-31")
    assert (change["role"], change["value"], change["qualifies"]) == ("change", -4.4, level["figure_id"])


def test_the_same_bytes_give_the_same_records_anywhere(hedui: Hedui, tmp_path: Path) -> None:
    copy = tmp_path / "另一份.txt"
    shutil.copy(AIR_REPORT, copy)
    assert hedui.run("extract", copy).stdout == hedui.run("extract", AIR_REPORT).stdout


def test_csv_holds_the_same_figures(hedui: Hedui, records: list[dict[str, Any]]) -> None:
    printed = hedui.run("extract", AIR_REPORT, "--format", "csv").stdout
    assert printed.startswith("\ufeff")  # else Excel takes it for another encoding
    rows = list(csv.DictReader(io.StringIO(printed.removeprefix("\ufeff"))))
    assert list(rows[0]) == KEYS
    assert [row["figure_id"] for row in rows] == [record["figure_id"] for record in records]


def test_table_has_a_row_a_figure(hedui: Hedui, records: list[dict[str, Any]]) -> None:
    lines = hedui.run("extract", AIR_REPORT, "--format", "table").stdout.splitlines()
    assert sum(line.strip()[:1].isdigit() for line in lines) == len(records)


def test_a_refused_file_does_not_stop_the_others(hedui: Hedui, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    done = hedui.run("extract", empty, AIR_REPORT, exit_code=1)
    assert "empty.txt" in done.stderr
    assert len(done.stdout.splitlines()) > 1


def test_extract_loads_neither_dagster_nor_a_database() -> None:
    heavy = ("dagster", "duckdb", "pyarrow", "pandas", "numpy", "great_expectations", "sqlalchemy")
    program = (
        "import sys\n"
        "from hedui.cli.app import app\n"
        f"app(['extract', {str(AIR_REPORT)!r}], standalone_mode=False)\n"
        f"print([name for name in {heavy} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=REPOSITORY, timeout=60)
    assert done.stderr.strip() == "[]"


def test_a_closed_pipe_ends_quietly(hedui: Hedui) -> None:
    with hedui.start("extract", *[AIR_REPORT] * 20) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""
