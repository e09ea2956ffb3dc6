"""The suites: a valid file keeps them all, every rule can be broken, and a rule that could not run is neither."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from pathlib import Path

import duckdb
import pytest
from example_warehouse import DOCUMENT, FIGURE, PLAN, write_warehouse
from harness import SAMPLE, Hedui
from small_build import build_reports

from hedui.shipped import EXPECTATIONS_DIR
from hedui.warehouse.contracts.gate import Answer, judge
from hedui.warehouse.contracts.page import write_page
from hedui.warehouse.contracts.suites import AGAINST, SuiteError, read_against, read_suites
from hedui.warehouse.contracts.validator import Confrontation, ContractError, confront, require_publishable
from hedui.warehouse.home import Home
from hedui.warehouse.tables import TABLES, published_tables

FIGURE_FAULTS = [
    ("period_start = '2030-01-01'", "a period begins before it ends"),
    ("value_low = 9, value = 10", "the interval of a value has its ends in order"),
    ("value = 0", "a value is not below its interval"),
    ("value = 9", "a value is not above its interval"),
    ("range_high = -9", "a printed range has its ends in order"),
]
TYPED = "every value, unit, period and name is that of its figure"
# By table: what is done to one row each, and the rule that must notice. Every further row is a copy of the first.
FAULTS = {
    "core.source_file": [
        ("document_id = null", "a file that was read is a document"),
        ("status = 'refused', problem = null", "a refused file says why"),
        ("sha256 = 'ABC'", "a hash has 64 hexadecimal digits"),
        ("problem = problem", "no two rows have the same path"),
        ("path = null", "no cell is left empty"),
        ("status = 'lost'", "status is one of FileStatus"),
        ("document_id = 'gone'", "document_id is found in dim_document.document_id"),
    ],
    "core.dim_document": [
        ("document_id = 'x'", "an id has 16 hexadecimal digits"),
        ("sha256 = ''", "a hash has 64 hexadecimal digits"),
        ("char_count = 0", "a document without text is refused, not read"),
        ("period_start = '2030-01-01'", "a period begins before it ends"),
        ("title = ''", "a report whose title was not found is read with care"),
        ("document_id = 'f' || document_id[2:]", "a document has its text and its coverage"),
    ],
    "core.document_text": [("text = ''", "a document without text is refused, not read")],
    "core.dim_indicator": [
        ("indicator_id = 'A b'", "an id is a lower-case identifier"),
        ("label_zh = ''", "an indicator has a name"),
    ],
    "core.dim_unit": [("factor = '0'", "a factor is positive"), ("factor = '0.1'", "factor is exact")],
    "core.dim_region": [
        ("region_id = '41'", "a code of GB/T 2260 has six digits"),
        ("parent_id = 'x'", "parent_id is found in dim_region.region_id"),
    ],
    "core.dim_area": [("area_id = 'A b'", "the id of an area is a lower-case identifier")],
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
        ("qualifies = 'x'", "qualifies is found in fact_figure.figure_id"),
        ("sentence = '无'", "its sentence shows the number at its place"),
        ("period_end = '1800-01-01'", "a period lies in our times"),
    ],
    "core.fact_observation": [
        *FIGURE_FAULTS,
        ("subject = ''", "a value without a subject is of no use to an analyst"),
        ("unit = null", TYPED),
        ("value = 400, value_high = 400", "a value beyond what its indicator can take is a finding"),
    ],
    "core.fact_vintage": [
        ("value_low = 9, value_high = 1", "the interval of a value has its ends in order"),
        (f"figure_id = '{PLAN}'", "a printing is of an observation"),
    ],
    "core.fact_target": [
        *FIGURE_FAULTS,
        ("subject = ''", "a target without a subject is of no use to an analyst"),
        ("period_start = '1900-01-01'", TYPED),
    ],
    "core.fact_change": [
        *FIGURE_FAULTS,
        ("level_unit = null", "a level has a unit"),
        ("annualised_years = 101", "years averaged over"),
        ("region_id = '650000'", TYPED),
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
        ("is_read = false, reason_left_out = null", "nothing is left out without a reason"),
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
        ("verdict = 'conflict', check_id = 'x'", "a failing check belongs to a finding"),
        ("verdict = 'untestable'", "an untestable check says why"),
        ("verdict = 'exact', reason = 'no_base'", "only an untestable or revised check has a reason"),
        ("verdict = 'revised', reason = 'implied', evidence = null", "a revised value has evidence"),
        ("implied_low = 9", "the implied interval has its ends in order"),
        ("gap = -1", "a distance is not negative"),
        ("admitted = -1", "a count is not negative"),
        ("pass_rate = 1.5", "a share lies between 0 and 1"),
        ("explanation_zh = ' '", "a check explains itself in Chinese"),
        ("explanation_en = ''", "a check explains itself in English"),
    ],
    "core.check_figure": [("part = ''", "a figure has a part in its check")],
    "core.correction": [("because = ''", "a correction says why"), ("source = ''", "a correction has a source")],
    "core.finding_check": [
        ("check_id = check_id", "a failing check belongs to one finding"),
        ("finding_id = 'x'", "a finding that checks belong to is told"),
    ],
    "core.finding_suspect": [
        ("place = 0", "suspects count from 1"),
        ("finding_id = 'x'", "a finding with suspects is told"),
        ("needed_low = 9", "the values a suspect would have to take have their ends in order"),
    ],
    "core.section_convention": [("section = -2", "blocks count from 0, -1 is outside every section")],
    "marts.coverage": [
        (
            "first_unaccounted = 'characters 3 to 4'",
            "a numeral of the text became no figure; `hedui review --reason unread_numeral` shows each in its words",
        ),
        ("figures = 0", "a document with numerals has no figures"),
        ("facts = 4", "facts are figures"),
        ("mapped = 4", "mapped facts are facts"),
        ("with_unit = 4", "facts with a unit are facts"),
        ("with_period = 4", "facts with a period are facts"),
        ("checked = 4", "checked facts are facts"),
        ("mapped = 0", "the counts of a document are those of its figures"),
        ("unaccounted = 50", "every numeral that became no figure is shown"),
    ],
    "marts.indicator_series": [
        ("value_low = 9", "the interval of a value has its ends in order"),
        ("period_start = '2030-01-01'", "a period begins before it ends"),
        ("source_count = 0", "a value of a series has a source"),
    ],
    "marts.target_progress": [
        ("actual_figure_id = null", "what is said to be met or missed has an actual"),
    ],
    "marts.finding": [
        ("explanation_en = ' '", "a finding explains itself in both languages"),
        ("last_seen_at = '2020-01-01'", "a finding was first seen before it was last seen"),
        ("state = 'open'", "a finding that stands has a failing check"),
    ],
    "marts.figure": [
        ("indicator_label_zh = ''", "an indicator has a name"),
        ("value_display = -1", "a value for people has the sign of the value"),
    ],
    "core.dim_code": [("label_zh = ' '", "a code has a Chinese name")],
    "marts.comparison": [
        ("previous_low_display = 9", "the ends of what a change leaves of the year before are in order"),
        ("change_origin = null", "a change says whether it is printed or computed"),
        ("previous_origin = null", "the value of the year before says where it comes from"),
    ],
    "marts.task_ledger": [("task_id = 'x'", "a line of the ledger is a task")],
    "marts.review_queue": [
        ("figure_count = 0", "what waits for a person stands somewhere"),
        ("figure_id = null", "what waits for a person has a figure"),
    ],
    "meta.build": [
        ("document_count = 0", "a warehouse has documents"),
        ("figure_count = 0", "a warehouse has figures"),
        ("build_id = build_id", "a file is made by one build"),
        ("document_count = 7", "the build counts its documents rightly"),
        ("figure_count = 7", "the build counts its figures rightly"),
        ("fact_count = 7", "the build counts its facts rightly"),
        ("check_count = 7", "the build counts its checks rightly"),
        ("finding_count = 7", "the build counts its findings rightly"),
        ("built_at = '2200-01-01'", "a build was not made in the future"),
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
# What is done to a whole file, and the rule of a table that must notice.
MANY = "insert into core.fact_figure select f.* from core.fact_figure as f, range(100)"
ALL_FIGURES = "update core.fact_figure set"
DAMAGES = [
    ("core.fact_observation", ["delete from core.fact_observation"], "every figure of its role is here, and no other"),
    ("core.fact_target", ["delete from core.fact_target"], "every figure of its role is here, and no other"),
    ("core.fact_change", ["delete from core.fact_change"], "every figure of its role is here, and no other"),
    ("core.fact_figure", [MANY, f"{ALL_FIGURES} indicator_id = null"], "not one figure has an indicator"),
    ("core.fact_figure", [MANY, f"{ALL_FIGURES} period_end = null"], "not one figure has a period"),
    ("core.fact_figure", [MANY, f"{ALL_FIGURES} unit = null"], "not one figure has a unit"),
    ("core.fact_figure", [MANY, f"{ALL_FIGURES} role = 'plan'"], "facts of the most common kind are there"),
    (
        "core.fact_figure",
        [f"{ALL_FIGURES} sentence = '文文', figure_id = figure_id || range from range(64)"],
        "the text shows the sentence at its place, of one figure in eight",
    ),
    (
        "core.fact_check",
        ["update core.fact_check set verdict = 'conflict'", "update marts.finding set state = 'new'"],
        "a source contradicts itself anew",
    ),
    (
        "marts.target_progress",
        [f"update marts.target_progress set figure_id = '{FIGURE}'"],
        "a target is a planned figure",
    ),
    ("marts.figure", ["delete from marts.figure"], "every fact is shown"),
    ("marts.task_ledger", ["delete from marts.task_ledger"], "every task is in the ledger"),
]
WARNINGS = {
    "a report whose title was not found is read with care",
    "a value without a subject is of no use to an analyst",
    "a target without a subject is of no use to an analyst",
    "a level has a unit",
    "a source contradicts itself anew",
    "a value beyond what its indicator can take is a finding",
    "a numeral of the text became no figure; `hedui review --reason unread_numeral` shows each in its words",
    "a document with numerals has no figures",
}


Outcomes = dict[str, Confrontation]


def confront_all(warehouse: Path) -> Outcomes:
    """Confront every table of a file, by its qualified name."""
    outcomes = confront(warehouse, published_tables())
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
    return {breach.rule.en: breach.rule.is_blocking for breach in outcome.breaches}


def test_a_valid_file_keeps_every_rule(valid: Path) -> None:
    outcomes = confront_all(valid)
    assert {name: (*reasons(outcome), *outcome.errors) for name, outcome in outcomes.items()} == {
        table.qualified_name: () for table in published_tables()
    }
    assert all(outcome.held and not outcome.is_blocking for outcome in outcomes.values())


@pytest.mark.parametrize(("name", "reason"), [(name, reason) for name in FAULTS for _, reason in FAULTS[name]])
def test_a_fault_is_noticed(broken: Outcomes, name: str, reason: str) -> None:
    assert broken[name].errors == ()
    assert reasons(broken[name]).get(reason) == (reason not in WARNINGS)


@pytest.mark.parametrize(("name", "statements", "reason"), DAMAGES)
def test_a_damage_is_noticed(valid: Path, tmp_path: Path, name: str, statements: Sequence[str], reason: str) -> None:
    file = shutil.copy(valid, tmp_path / "built.duckdb")
    with duckdb.connect(file) as connection:
        for statement in statements:
            connection.execute(statement)
    [outcome] = confront(file, [TABLES[name]])
    assert outcome.errors == ()
    assert reasons(outcome).get(reason) == (reason not in WARNINGS)


def test_a_breach_names_the_rows(broken: Outcomes) -> None:
    found = {breach.rule.en: breach for breach in broken["core.dim_document"].breaches}
    breach = found["a document without text is refused, not read"]
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
    outcome = broken["marts.coverage"]
    warnings = tuple(breach for breach in outcome.breaches if not breach.rule.is_blocking)
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
    for name, reason in (*FLOORS.items(), *((name, reason) for name, _, reason in DAMAGES)):
        shown[name.split(".")[1]].add(reason)
    suites = read_suites()
    assert {name: {rule.en for rule in rules} - shown[name] for name, rules in suites.items()} == {
        name: set() for name in suites
    }


@pytest.mark.parametrize("sql", ["title ~ '('", "no_column > 1", "title between", "cast(title as integer) > 1"])
def test_a_rule_that_cannot_run_is_errored(valid: Path, suites: Path, sql: str) -> None:
    (suites / "dim_document.yml").write_text(f'rules: [{{holds: "{sql}", en: r, zh: 规}}]', encoding="utf-8")
    [outcome] = confront(valid, [TABLES["core.dim_document"]], suites=suites)
    assert len(outcome.errors) == 1
    assert outcome.breaches == ()
    assert outcome.is_blocking


def test_a_gate_that_raises_is_no_pass(valid: Path) -> None:
    def broken(answers: Sequence[Answer]) -> list[bool]:
        raise RuntimeError("the library broke")

    outcomes = confront(valid, published_tables(), judged=broken)
    assert all(not outcome.held and outcome.is_blocking for outcome in outcomes)
    with pytest.raises(ContractError, match="the gate could not judge: RuntimeError: the library broke"):
        require_publishable(outcomes)


def test_the_gate_keeps_what_no_row_breaks() -> None:
    assert judge([Answer("core.x", f"rule {broken}", True, broken) for broken in (0, 3, 0)]) == [True, False, True]


def test_the_page_shows_every_rule_and_replaces_the_last_one(broken: Outcomes, tmp_path: Path) -> None:
    folder = tmp_path / "data_docs"
    folder.mkdir()
    (folder / "old.html").touch()
    write_page(folder, list(broken.values()), "<b1>")
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "&lt;b1&gt;" in page and "<b1>" not in page
    for outcome in broken.values():
        assert all(rule.zh in page and escape(rule.en) in page for rule in outcome.held)
        assert all(breach.rule.zh in page for breach in outcome.breaches)
    assert sorted(path.name for path in folder.iterdir()) == ["contracts.json", "index.html"]
    assert json.loads((folder / "contracts.json").read_text(encoding="utf-8"))[0]["blocks"]


@pytest.fixture
def suites(tmp_path: Path) -> Path:
    """A copy of the suites, to be spoilt."""
    return Path(shutil.copytree(EXPECTATIONS_DIR, tmp_path / "suites"))


@pytest.mark.parametrize("name", [*(table.name for table in published_tables()), AGAINST.removesuffix(".yml")])
def test_a_missing_suite_is_named(suites: Path, name: str) -> None:
    (suites / f"{name}.yml").unlink()
    with pytest.raises(SuiteError, match=f"{name}.yml, the whole file: is missing"):
        (read_suites(suites), read_against(suites))


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("dim_document", "- a", "top level"),
        ("dim_document", "rules: [", "not YAML"),
        ("dim_document", "rules: [{holds: t}]", "entry 1"),
        ("dim_document", "rules: [{holds: t, whole: t, en: e, zh: z}]", "one of holds and whole"),
        ("dim_document", "rules: [{holds: t, en: e, zh: z, severity: grave}]", "severity 'grave'"),
        ("dim_document", "rules: [{holds: 1, en: e, zh: z}]", "no text"),
        ("dim_dokument", "rules: []", "no published table"),
        ("against", "rules: []", "thresholds and rules"),
        ("against", "{thresholds: {a: b}, rules: []}", "a number each"),
        ("against", "{thresholds: {}, rules: [{table: x, offending: q, en: e, zh: z}]}", "no published table"),
    ],
)
def test_a_bad_suite_file_is_named_with_its_place(suites: Path, name: str, content: str, problem: str) -> None:
    (suites / f"{name}.yml").write_text(content, encoding="utf-8")
    with pytest.raises(SuiteError, match=problem) as caught:
        (read_suites(suites), read_against(suites))
    assert caught.value.file == suites / f"{name}.yml"
    assert caught.value.advice


# Against the build before: what is done to a copy of the sample's file, and the rule that must notice.
LOST = "(select document_id from core.dim_document order by document_id limit {})"
SHRUNK = [
    f"delete from core.{table} where document_id in {LOST}" for table in ("source_file", "dim_document", "fact_figure")
]
DIFFERENCES = [
    ([sql.format(1) for sql in SHRUNK], "a document of the last build is gone", False),
    ([sql.format(4) for sql in SHRUNK], "documents of the last build are gone", True),
    ([f"{ALL_FIGURES} indicator_id = null"], "far less was read of the same documents", True),
    ([f"{ALL_FIGURES} value = value + 1"], "the same program reads the same documents otherwise", True),
    (
        ["update core.fact_observation set value = value * 100"],
        "an indicator has another unit, sign or order of magnitude in the same documents",
        False,
    ),
    (
        [f"{ALL_FIGURES} indicator_id = null where indicator_id = 'pm25_concentration'"],
        "an indicator of the same documents has vanished",
        False,
    ),
    (
        ["delete from core.dim_indicator where indicator_id <> 'pm25_concentration'"],
        "indicators have left the vocabulary",
        True,
    ),
    (["delete from core.fact_check"], "far fewer checks were made on the same documents", False),
    (
        ["update core.fact_check set verdict = 'conflict'"],
        "far more of the same documents does not agree",
        False,
    ),
    (
        ["update meta.build set built_at = built_at - interval 400 day"],
        "the build is older than the one before it",
        True,
    ),
]


@pytest.mark.parametrize(("statements", "reason", "blocks"), DIFFERENCES)
def test_a_difference_from_the_build_before_is_noticed(
    sample: Hedui, tmp_path: Path, statements: Sequence[str], reason: str, blocks: bool
) -> None:
    before, file = Home(sample.home).published, tmp_path / "built.duckdb"
    with duckdb.connect() as connection:  # without the keys of the declaration, which would refuse some
        connection.execute(f"attach '{before}' as before (read_only)")
        connection.execute(f"attach '{file}' as built")
        connection.execute("copy from database before to built")
        connection.execute("use built")
        for statement in statements:
            connection.execute(statement)
    name = next(rule.table for rule in read_against().comparisons if rule.en == reason)
    [outcome] = confront(file, [TABLES[name]], before)
    [accepted] = confront(file, [TABLES[name]], before, accept_shrink=True)
    assert reasons(outcome)[reason] == blocks
    assert not reasons(accepted)[reason]
    if blocks:
        with pytest.raises(ContractError, match="build with --accept-shrink"):
            difference = tuple(breach for breach in outcome.breaches if breach.is_difference)
            require_publishable([replace(outcome, breaches=difference)])


@pytest.mark.parametrize(("others", "is_noticed"), [("", False), ("or not is_corrected", True)])
def test_what_a_person_corrects_is_no_other_reading(
    sample: Hedui, tmp_path: Path, others: str, is_noticed: bool
) -> None:
    before, file = Home(sample.home).published, tmp_path / "built.duckdb"
    with duckdb.connect() as connection:
        connection.execute(f"attach '{before}' as before (read_only)")
        connection.execute(f"attach '{file}' as built")
        connection.execute("copy from database before to built")
        connection.execute("use built")
        connection.execute("update core.fact_figure set is_corrected = true where role = 'rank'")
        connection.execute(f"update core.fact_figure set subject = 'x' where is_corrected {others}")
    [outcome] = confront(file, [TABLES["core.fact_figure"]], before)
    assert ("the same program reads the same documents otherwise" in reasons(outcome)) is is_noticed


def test_every_rule_against_the_build_before_was_shown_to_fail() -> None:
    assert {rule.en for rule in read_against().comparisons} == {reason for _, reason, _ in DIFFERENCES}


def test_reports_that_arrive_one_by_one_raise_no_alarm(sample: Hedui, tmp_path: Path) -> None:
    reports, home = tmp_path / "reports", Home(tmp_path / "home")
    reports.mkdir()
    before = None
    for number, report in enumerate(sorted(SAMPLE.iterdir())[:4]):
        shutil.copy(report, reports)
        build_reports(home, reports, f"2024010{number}T000000Z-1")
        if before is not None:
            outcomes = confront(home.published, published_tables(), before)
            assert [breach.summary for one in outcomes for breach in one.breaches if breach.is_difference] == []
        before = home.snapshot(f"2024010{number}T000000Z-1")


def test_a_build_of_another_version_is_not_compared_and_that_is_said(sample: Hedui, tmp_path: Path) -> None:
    before = shutil.copy(Home(sample.home).published, tmp_path / "before.duckdb")
    with duckdb.connect(before) as connection:
        connection.execute("update meta.build set code_version = '0.0.9'")
        connection.execute("alter table core.fact_check rename relation to kind")
    [outcome] = confront(Home(sample.home).published, [TABLES["core.fact_check"]], before)
    assert outcome.errors == ()
    assert reasons(outcome)["far fewer checks were made on the same documents: not comparable"] is False


def test_verify_tells_what_is_broken(sample: Hedui, tmp_path: Path) -> None:
    published = Home(sample.home).published
    told = json.loads(sample.run("verify", published, "--against", published, "--format", "json").stdout)
    assert not any(entry["blocks"] for entry in told)
    file = shutil.copy(published, tmp_path / "w.duckdb")
    with duckdb.connect(file) as connection:
        connection.execute("update meta.build set figure_count = 1")
    told = json.loads(sample.run("verify", file, "--format", "json", exit_code=1).stdout)
    assert [(entry["table"], entry["blocks"]) for entry in told if entry["blocks"]] == [("meta.build", True)]
    assert "does not exist" in sample.run("verify", tmp_path / "none.duckdb", exit_code=1).stderr
    (tmp_path / "text.duckdb").write_text("no warehouse", encoding="utf-8")
    assert "cannot be read as a warehouse" in sample.run("verify", tmp_path / "text.duckdb", exit_code=1).stderr
