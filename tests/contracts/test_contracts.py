"""The suites: a valid file keeps them all, every rule can be broken, and a rule that could not run is neither."""

import json
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from example_warehouse import DOCUMENT, write_warehouse

from hedui.warehouse import validator
from hedui.warehouse.contracts import ContractError, confront, require_publishable
from hedui.warehouse.suites import SuiteError, read_suites
from hedui.warehouse.tables import TABLES, published_tables
from hedui.warehouse.validator import Confrontation

FIGURE_FAULTS = [
    ("period_start = '2030-01-01'", "a period begins before it ends"),
    ("value_low = 9, value = 10", "the interval of a value has its ends in order"),
    ("value = 0", "a value is not below its interval"),
    ("value = 9", "a value is not above its interval"),
    ("range_high = -9", "a printed range has its ends in order"),
]
# By table: what is done to one row each, and the rule that must notice. Every further row is a copy of the first.
FAULTS = {
    "core.source_file": [
        ("document_id = null", "a file that was read is a document"),
        ("status = 'refused', problem = null", "a refused file says why"),
        ("sha256 = 'ABC'", "a hash has 64 hexadecimal digits"),
        ("problem = problem", "no two rows have the same path"),
        ("path = null", "no cell is left empty"),
        ("status = 'lost'", "status is one of FileStatus"),
        ("document_id = 'gone'", "what is referred to exists"),
    ],
    "core.dim_document": [
        ("document_id = 'x'", "an id has 16 hexadecimal digits"),
        ("sha256 = ''", "a hash has 64 hexadecimal digits"),
        ("char_count = 0", "a document without text is refused, not read"),
        ("period_start = '2030-01-01'", "a period begins before it ends"),
        ("title = ''", "a report whose title was not found is read with care"),
    ],
    "core.document_text": [("text = ''", "a document without text is refused, not read")],
    "core.dim_indicator": [
        ("indicator_id = 'A b'", "an id is a lower-case identifier"),
        ("label_zh = ''", "an indicator has a name"),
    ],
    "core.dim_unit": [("factor = '0'", "a factor is positive"), ("factor = '0.1'", "factor is exact")],
    "core.dim_region": [
        ("region_id = '41'", "a code of GB/T 2260 has six digits"),
        ("parent_id = 'x'", "what is referred to exists"),
    ],
    "core.dim_organisation": [("label_zh = ''", "an organisation has a name")],
    "core.fact_figure": [
        *FIGURE_FAULTS,
        ("ocr_confidence = 2", "a share of certainty"),
        ("start = -1", "an offset is not negative"),
        ('"end" = start', "a figure has a first and a last character"),
        ("sentence_start = 9", "a figure stands in its sentence"),
        ("number_printed = ''", "a figure has a printed number"),
        ("decimals = 31", "printed decimal places"),
        ("scale = 0", "a scale word multiplies"),
        ("unit_factor = '-1'", "a factor is positive"),
        ("base_period_end = '1999-01-01'", "a base period begins before it ends"),
        ("role = 'change', change_kind = null", "a change says against what, if only that it is unknown"),
        ("annualised_years = 0", "years averaged over"),
        ("set_size = 0", "a ranking has members"),
        ("page = 0", "pages count from 1"),
        ("block = -2", "blocks count from 0, page furniture is -1"),
        ("qualifies = 'x'", "what is referred to exists"),
    ],
    "core.fact_observation": [
        *FIGURE_FAULTS,
        ("subject = ''", "a value without a subject is of no use to an analyst"),
    ],
    "core.fact_target": [
        *FIGURE_FAULTS,
        ("subject = ''", "a target without a subject is of no use to an analyst"),
    ],
    "core.fact_change": [
        *FIGURE_FAULTS,
        ("level_unit = null", "a level has a unit"),
        ("annualised_years = 101", "years averaged over"),
    ],
    "core.fact_progress": [
        ("period_end = '1999-01-01'", "a period begins before it ends"),
        ("rate = -1", "a completion rate is not negative"),
        ("rate_figure_id = null, done_figure_id = null", "a row without a rate has its done amount"),
    ],
    "core.unread_numeral": [
        ("start = -1", "an offset is not negative"),
        ('"end" = 0', "a numeral has a first and a last character"),
        ("passage = ''", "a numeral is shown in its words"),
    ],
    "core.reading_report": [
        ("place = 0", "things of a document count from 1"),
        ("amount = 0", "what was read is at least one"),
        ("is_read = false", "nothing is left out without a reason"),
    ],
    "core.fact_task": [
        ("number = 0", "tasks count from 1"),
        ("title = ''", "a task says what is to be done"),
        ("start = -1", "an offset is not negative"),
        ('"end" = 0', "a task has a first and a last character"),
    ],
    "core.task_party": [
        ("name_printed = ''", "a party is named as printed"),
        ("name = ''", "a party has a completed name"),
        ("name = name", "no two rows have the same task_id, place"),
    ],
    "core.task_deadline": [("printed = ''", "a deadline is printed")],
    "core.task_target": [("task_id = 'x'", "a task belongs to a document")],
    "core.task_measure": [("text = ''", "a measure says what is to be done")],
    "core.fact_check": [
        ("verdict = 'errored'", "a check that could not run is an error of ours"),
        ("verdict = 'conflict'", "a source contradicts itself"),
        ("verdict = 'untestable'", "an untestable check says why"),
        ("reason = 'no_base'", "only an untestable check has a reason"),
        ("implied_low = 9", "the implied interval has its ends in order"),
        ("gap = -1", "a distance is not negative"),
        ("admitted = -1", "a count is not negative"),
        ("pass_rate = 1.5", "a share lies between 0 and 1"),
        ("explanation_zh = ''", "a check explains itself in Chinese"),
        ("explanation_en = ''", "a check explains itself in English"),
    ],
    "core.check_figure": [("part = ''", "a figure has a part in its check")],
    "core.correction": [("because = ''", "a correction says why"), ("source = ''", "a correction has a source")],
    "core.finding_check": [("check_id = check_id", "a failing check belongs to one finding")],
    "core.finding_suspect": [
        ("place = 0", "suspects count from 1"),
        ("needed_low = 9", "the values a suspect would have to take have their ends in order"),
    ],
    "core.section_convention": [("section = -2", "blocks count from 0, -1 is outside every section")],
    "marts.coverage": [
        (
            "first_unaccounted = 'characters 3 to 4'",
            "a numeral of the text became no figure; `hedui review --reason unread_numeral` shows each in its words",
        ),
        ("figures = 0", "a document with numerals has no figures"),
        ("facts = 2", "facts are figures"),
        ("mapped = 2", "mapped facts are facts"),
        ("with_unit = 2", "facts with a unit are facts"),
        ("with_period = 2", "facts with a period are facts"),
        ("checked = 2", "checked facts are facts"),
    ],
    "meta.build": [
        ("document_count = 0", "a warehouse has documents"),
        ("figure_count = 0", "a warehouse has figures"),
        ("build_id = build_id", "a file is made by one build"),
    ],
}
# What an empty table must break.
FLOORS = {
    "core.source_file": "a build without a single file is no build",
    "core.dim_document": "an empty warehouse is not published",
    "core.document_text": "an empty warehouse is not published",
    "core.dim_indicator": "a vocabulary cut short would leave figures unmapped in silence",
    "core.dim_unit": "a vocabulary cut short would leave units unknown in silence",
    "core.dim_region": "there are 34 provinces alone",
    "core.dim_organisation": "a vocabulary cut short would leave parties unknown in silence",
    "core.fact_figure": "an empty table would pass everything else",
    "marts.coverage": "an empty warehouse is not published",
    "meta.build": "a file is made by one build",
}
WARNINGS = {
    "a report whose title was not found is read with care",
    "a value without a subject is of no use to an analyst",
    "a target without a subject is of no use to an analyst",
    "a level has a unit",
    "a source contradicts itself",
    "a numeral of the text became no figure; `hedui review --reason unread_numeral` shows each in its words",
    "a document with numerals has no figures",
}


Outcomes = dict[str, Confrontation]


def confront_all(warehouse: Path) -> Outcomes:
    """Confront every table of a file, by its qualified name."""
    outcomes = confront(warehouse, published_tables(), warehouse.parent / "results")
    return {outcome.table.qualified_name: outcome for outcome in outcomes}


@pytest.fixture(scope="module")
def valid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_warehouse(tmp_path_factory.mktemp("valid") / "built.duckdb", {})


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Outcomes:
    """Every fault, each in a row of its own after the valid one."""
    copies = {name: len(faults) for name, faults in FAULTS.items()}
    path = write_warehouse(tmp_path_factory.mktemp("broken") / "built.duckdb", copies)
    with duckdb.connect(path) as connection:
        for name, faults in FAULTS.items():
            [(last,)] = connection.execute(f"select max(rowid) from {name}").fetchall()
            for rowid, (fault, _) in enumerate(faults, start=last - len(faults) + 1):
                connection.execute(f"update {name} set {fault} where rowid = {rowid}")
    return confront_all(path)


@pytest.fixture(scope="module")
def emptied(tmp_path_factory: pytest.TempPathFactory) -> Outcomes:
    """Every table without a row."""
    path = write_warehouse(tmp_path_factory.mktemp("emptied") / "built.duckdb", {})
    with duckdb.connect(path) as connection:
        connection.execute("update core.task_party set organisation_id = null")
        for name in FLOORS:
            connection.execute(f"delete from {name}")
    return confront_all(path)


def reasons(outcome: Confrontation) -> dict[str, bool]:
    """Reasons of the breaches, with whether each blocks."""
    return {breach.expectation.reason: breach.expectation.is_blocking for breach in outcome.breaches}


def test_a_valid_file_keeps_every_rule(valid: Path) -> None:
    outcomes = confront_all(valid)
    assert {name: (*reasons(outcome), *outcome.errors) for name, outcome in outcomes.items()} == {
        table.qualified_name: () for table in published_tables()
    }
    assert all(outcome.held > 0 and not outcome.is_blocking for outcome in outcomes.values())


@pytest.mark.parametrize(("name", "reason"), [(name, reason) for name in FAULTS for _, reason in FAULTS[name]])
def test_a_fault_is_noticed(broken: Outcomes, name: str, reason: str) -> None:
    assert broken[name].errors == ()
    assert reasons(broken[name]).get(reason) == (reason not in WARNINGS)


def test_a_breach_names_the_rows(broken: Outcomes) -> None:
    breaches = {breach.expectation.reason: breach for breach in broken["core.dim_document"].breaches}
    breach = breaches["a document without text is refused, not read"]
    assert breach.observed == f"1 of {1 + len(FAULTS['core.dim_document'])} rows"
    assert [list(row.items()) for row in breach.rows] == [
        [("file_name", "文"), ("document_id", DOCUMENT), ("char_count", 0)]
    ]


def test_a_refusal_names_the_first_reasons_and_counts_the_others(broken: Outcomes) -> None:
    with pytest.raises(
        ContractError, match=r"^the new file .* \(1 of \d+ rows, such as .*; and \d+ more\. Nothing was"
    ):
        require_publishable(list(broken.values()))


def test_warnings_do_not_refuse_a_file(broken: Outcomes) -> None:
    outcome = broken["core.fact_check"]
    warnings = tuple(breach for breach in outcome.breaches if not breach.expectation.is_blocking)
    assert warnings
    require_publishable([replace(outcome, breaches=warnings)])


@pytest.mark.parametrize(("name", "reason"), FLOORS.items())
def test_an_empty_table_is_no_pass(emptied: Outcomes, name: str, reason: str) -> None:
    assert reasons(emptied[name])[reason]
    assert emptied[name].is_blocking


def test_no_reference_leads_nowhere(emptied: Outcomes) -> None:
    assert reasons(emptied["core.task_party"]) == {}


def test_every_rule_in_a_file_was_shown_to_fail() -> None:
    shown = {name.split(".")[1]: {reason for _, reason in faults} for name, faults in FAULTS.items()}
    for name, reason in FLOORS.items():
        shown[name.split(".")[1]].add(reason)
    suites = read_suites()
    assert {name: {rule.reason for rule in rules} - shown[name] for name, rules in suites.items()} == {
        name: set() for name in suites
    }


def test_every_core_table_has_a_suite() -> None:
    assert {table.name for table in published_tables() if table.schema == "core"} <= read_suites().keys()


@pytest.mark.parametrize(
    "rule",
    [
        "{type: expect_column_values_to_match_regex, reason: r, kwargs: {column: title, regex: '('}}",
        "{type: unexpected_rows_expectation, reason: r, kwargs: {unexpected_rows_query: select 1}}",
        "{type: expect_column_values_to_be_in_tune, reason: r, kwargs: {column: title}}",
        "{type: expect_column_values_to_be_between, reason: r, kwargs: {column: title, min_value: 1}}",
        "{type: expect_column_values_to_not_be_null, reason: r, severity: warning, kwargs: {}}",
    ],
)
def test_a_rule_that_cannot_run_is_errored(valid: Path, tmp_path: Path, rule: str) -> None:
    (tmp_path / "dim_document.yml").write_text(f"expectations: [{rule}]", encoding="utf-8")
    [outcome] = confront(valid, [TABLES["core.dim_document"]], tmp_path / "results", tmp_path)
    assert len(outcome.errors) == 1
    assert outcome.breaches == ()
    assert outcome.is_blocking


@pytest.mark.parametrize(
    ("info", "problems"),
    [
        ({"raised_exception": False, "exception_message": None}, []),
        ({"raised_exception": True, "exception_message": "no such column"}, ["no such column"]),
        ({"metric": {"raised_exception": True, "exception_message": "no such column"}}, ["no such column"]),
    ],
)
def test_both_shapes_of_an_exception_are_read(info: dict[str, object], problems: list[str]) -> None:
    outcome = {"success": False, "result": {"observed_value": 0}, "exception_info": info}
    assert list(validator._problems(outcome)) == problems


def test_a_failure_without_a_result_is_no_breach() -> None:
    info = {"raised_exception": False, "exception_message": None}
    assert list(validator._problems({"success": False, "result": {}, "exception_info": info})) == ["no result"]


def test_results_and_pages_replace_those_of_the_last_run(valid: Path, tmp_path: Path) -> None:
    results = tmp_path / "data_docs"
    for table in ("core.fact_task", "core.dim_document"):
        confront(valid, [TABLES[table]], results)
    assert (results / "index.html").exists()
    assert [path.name for path in results.glob("*.json")] == ["core.dim_document.json"]
    assert json.loads((results / "core.dim_document.json").read_text(encoding="utf-8"))["success"]


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("dim_document", "- a", "top level"),
        ("dim_document", "expectations: [", "not YAML"),
        ("dim_document", "expectations: [{type: t}]", "entry 1"),
        ("dim_document", "expectations: [{type: t, reason: r, severity: grave}]", "severity 'grave'"),
        ("dim_document", "expectations: [{type: t, reason: r, kwargs: {column: colour}}]", "no column colour"),
        ("dim_dokument", "expectations: []", "no published table"),
    ],
)
def test_a_bad_suite_file_is_named_with_its_place(tmp_path: Path, name: str, content: str, problem: str) -> None:
    (tmp_path / f"{name}.yml").write_text(content, encoding="utf-8")
    with pytest.raises(SuiteError, match=problem) as caught:
        read_suites(tmp_path)
    assert caught.value.file == tmp_path / f"{name}.yml"
    assert caught.value.advice
