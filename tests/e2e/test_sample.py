"""The sample, from report files to an analyst's query."""

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from harness import SAMPLE, Hedui

BULLETIN = "zhengzhou-2021-06-air-bulletin.txt"
AIR_REPORT = "zhengzhou-2023-air-report.txt"


@pytest.fixture(scope="module")
def checks(sample: Hedui) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(sample.run("checks", "--format", "json").stdout)
    return rows


def verdicts(checks: list[dict[str, Any]], relation: str, file_name: str) -> dict[str, str]:
    """Verdict of each check of a relation in a file, by the text of the figure it tests."""
    return {
        check["text"]: check["verdict"]
        for check in checks
        if (check["relation"], check["file_name"]) == (relation, file_name)
    }


def test_every_report_is_read_and_every_numeral_accounted_for(sample: Hedui) -> None:
    files = {path.name for path in SAMPLE.iterdir()}
    coverage = sample.rows("select file_name, numerals, unaccounted, figures, facts from marts.coverage")
    assert {row["file_name"] for row in coverage} == files
    for row in coverage:
        assert row["unaccounted"] == 0, row
        assert row["figures"] >= row["facts"] > 0, row
    assert sample.rows("select distinct status from core.source_file") == [{"status": "read"}]


def test_documents_are_what_they_say_they_are(sample: Hedui) -> None:
    rows = sample.rows("select file_name, document_kind, region_id, script, sha256 from core.dim_document")
    documents = {row["file_name"]: row for row in rows}
    kinds = {name: row["document_kind"] for name, row in documents.items()}
    assert kinds[AIR_REPORT] == "work_report"
    assert kinds["zhengzhou-2023-2025-action-plan.txt"] == kinds["zhengzhou-2024-air-plan.txt"] == "plan"
    assert kinds[BULLETIN] == "bulletin"
    assert kinds["zhengzhou-2019-rectification-list.txt"] == "rectification_list"
    assert {row["region_id"] for row in documents.values()} == {"410100", "100000"}
    assert documents["zhengzhou-2024-air-plan.txt"]["script"] == "Hant"
    for name, row in documents.items():
        assert row["sha256"] == hashlib.sha256((SAMPLE / name).read_bytes()).hexdigest()


def test_completion_rates_show_a_source_that_cuts_off(checks: list[dict[str, Any]], sample: Hedui) -> None:
    found = verdicts(checks, "completion_rate", BULLETIN)
    assert {text: found.get(text) for text in ("69.8%", "89.7%", "67.3%", "82.2%")} == dict.fromkeys(
        ("69.8%", "89.7%", "67.3%", "82.2%"), "within_truncation"
    )
    assert found["128.7%"] == "within_rounding"
    assert Counter(found.values())["exact"] == 5
    [row] = sample.rows(f"select rounding_convention from core.dim_document where file_name = '{BULLETIN}'")
    assert row["rounding_convention"] == "truncate"


def test_parts_add_up_to_their_totals(checks: list[dict[str, Any]]) -> None:
    found = verdicts(checks, "part_whole", AIR_REPORT)
    assert {text: found.get(text) for text in ("19309个", "23家", "3次")} == dict.fromkeys(
        ("19309个", "23家", "3次"), "exact"
    )


def test_one_area_in_two_units_agrees(checks: list[dict[str, Any]]) -> None:
    found = [check for check in checks if check["relation"] == "unit_equivalence"]
    assert {check["verdict"] for check in found} <= {"exact", "within_rounding"}
    assert any("17417" in check["explanation_zh"] and "1161.14" in check["explanation_zh"] for check in found)


@pytest.mark.parametrize("text", ["215.5亿千瓦", "58.1万千瓦时"])
def test_a_mislabelled_unit_is_a_finding(checks: list[dict[str, Any]], text: str) -> None:
    assert verdicts(checks, "dimension", AIR_REPORT)[text] == "gross_conflict"


def test_a_missing_unit_is_a_finding(sample: Hedui) -> None:
    findings = json.loads(sample.run("findings", "--relation", "missing_unit", "--format", "json").stdout)
    assert [finding["text"] for finding in findings] == ["101.76亿"]


def test_a_yearly_change_of_printed_levels_is_tested(checks: list[dict[str, Any]]) -> None:
    found = {
        check["subject"]: check["verdict"]
        for check in checks
        if (check["relation"], check["file_name"]) == ("year_on_year", AIR_REPORT)
    }
    assert next(verdict for subject, verdict in found.items() if "PM2.5" in subject) == "exact"
    assert next(verdict for subject, verdict in found.items() if "PM10" in subject) == "within_rounding"


def test_no_finding_but_the_errors_of_the_sources(sample: Hedui) -> None:
    findings = json.loads(sample.run("findings", "--format", "json").stdout)
    assert {finding["relation"] for finding in findings} <= {"dimension", "missing_unit"}


def test_a_revised_target_stands_in_both_versions(sample: Hedui) -> None:
    rows = sample.rows(
        "select file_name, value, comparator, unit from core.fact_target join core.dim_document using (document_id) "
        "where indicator_id = (select indicator_id from core.fact_target where unit = 't/(km2*month)' limit 1)"
    )
    assert {(row["value"], row["unit"]) for row in rows} == {(7, "t/(km2*month)"), (6, "t/(km2*month)")}
    assert {row["comparator"] for row in rows} == {"<="}


def test_series_answers_by_name(sample: Hedui) -> None:
    out = sample.run("series", "PM2.5", "--region", "郑州市", "--format", "json").stdout
    values = {row["period_end"]: (row["value"], row["unit"]) for row in json.loads(out)}
    assert values["2023-12-31"] == (43, "ug/m3")


def test_trace_shows_sentence_place_and_checks(sample: Hedui) -> None:
    [row] = sample.rows(
        'select figure_id, "start", "end" from core.fact_figure where text = \'4.4%\'',
    )
    out = sample.run("trace", row["figure_id"]).stdout
    assert "同比下降【4.4%】" in out
    assert AIR_REPORT in out
    assert f"characters {row['start']} to {row['end']}" in out
    assert "year_on_year: exact" in out


def test_tasks_and_items_are_whole(sample: Hedui) -> None:
    counts = sample.rows("select file_name, kind, count(*) as tasks from marts.task_ledger group by all")
    assert {(row["file_name"], row["kind"]): row["tasks"] for row in counts} == {
        ("zhengzhou-2023-2025-action-plan.txt", "task"): 10,
        ("zhengzhou-2024-air-plan.txt", "task"): 6,
        ("zhengzhou-2019-rectification-list.txt", "item"): 4,
    }


def test_what_fails_comes_first_and_what_could_not_be_tested_last(checks: list[dict[str, Any]]) -> None:
    order = list(dict.fromkeys(check["verdict"] for check in checks))
    assert order[:2] == ["gross_conflict", "conflict"]
    assert order[-1] == "untestable"
    assert len(order) == len({check["verdict"] for check in checks})


def test_fail_on_turns_a_finding_into_an_exit_code(sample: Hedui) -> None:
    sample.run("findings", "--fail-on", "low", exit_code=1)
    sample.run("findings", "--relation", "deadline_order", "--fail-on", "low", exit_code=0)
    sample.run("checks", "--relation", "part_whole", "--fail-on", "low", exit_code=0)


def test_wrong_usage_exits_with_two(sample: Hedui) -> None:
    assert "--verdict" in sample.run("checks", "--verdict", "nonsense", exit_code=2).stderr
    sample.run("nonsense", exit_code=2)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("query", "select * from core.no_such_table"), "no_such_table"),
        (("query", "delete from core.fact_figure"), "read-only"),
        (("query", "select nothing from marts.finding"), '^\nhedui query "show tables from marts"'),
        (("query", "from read_text('README.md')"), "reads this build alone"),
        (("query", "selec"), "cookbook"),
        (("trace", "0000000000000000"), "0000000000000000"),
        (("query", " "), "no query"),
        (("series", "PM2.6浓度"), "PM2.5浓度"),
        (("series", "量子数目"), "shows all names"),
        (("series", "PM2.5", "--region", "北京市"), "郑州市"),
        (("series", "PM2.5", "--region", "北京市", "--plot"), "郑州市"),
        (("series", "降尘量"), "--plot"),
    ],
)
def test_a_question_that_has_no_answer_is_told_so(sample: Hedui, arguments: tuple[str, ...], said: str) -> None:
    done = sample.run(*arguments, exit_code=1)
    assert said in done.stderr
    assert done.stdout == ""


def test_without_a_warehouse_every_reader_says_what_to_do(tmp_path: Path) -> None:
    hedui = Hedui(tmp_path)
    for arguments in (("checks",), ("findings",), ("series", "PM2.5"), ("query", "select 1"), ("trace", "x")):
        assert "hedui build" in hedui.run(*arguments, exit_code=1).stderr


def test_doctor_finds_the_house_in_order(sample: Hedui) -> None:
    [build] = sample.rows("select build_id from meta.build")
    out = sample.run("doctor").stdout
    assert build["build_id"] in out
    assert str(sample.home) in out


def test_doctor_is_not_well_without_a_warehouse(tmp_path: Path) -> None:
    assert "hedui build" in Hedui(tmp_path).run("doctor", exit_code=1).stdout


def test_every_table_and_column_carries_a_comment(sample: Hedui) -> None:
    bare = sample.rows(
        "select table_name, null as column_name from duckdb_tables() where comment is null "
        "union all select table_name, column_name from duckdb_columns() where comment is null and not internal"
    )
    assert bare == []
