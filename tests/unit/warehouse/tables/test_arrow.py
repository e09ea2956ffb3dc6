from array import array
from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hedui.documents.document import Document, Metadata, Text
from hedui.figures.figure import Figure
from hedui.reconciliation.check import Check
from hedui.reconciliation.engine import Reconciliation
from hedui.reconciliation.finding import Finding, FindingSuspect
from hedui.tasks.task import Deadline, Measure, Party, Task
from hedui.vocabulary.codes import (
    ChangeKind,
    CountedFrom,
    DocumentKind,
    EditClass,
    Materiality,
    PartyFunction,
    Relation,
    Role,
    Rounding,
    Severity,
    TaskKind,
    Verdict,
)
from hedui.vocabulary.load import load_vocabulary
from hedui.warehouse.building.records import (
    candidates_to_arrow,
    documents_to_arrow,
    figures_from_arrow,
    figures_to_arrow,
    mapping_to_arrow,
    metadata_from_arrow,
    parties_to_arrow,
    reconciliation_to_arrow,
    tasks_from_arrow,
    tasks_to_arrow,
    vocabulary_to_arrow,
)
from hedui.warehouse.tables import TABLES
from hedui.warehouse.tables.arrow import arrow_schema


def test_figures_survive_with_all_their_fields(figure: Figure) -> None:
    figures = (
        figure,
        replace(
            figure,
            figure_id="aaaa-2",
            role=Role.CHANGE,
            value=Fraction(-22, 7),
            range_low=Fraction(1, 3),
            range_high=Fraction(10**20, 7),
            unit_factor=Fraction(10000, 15),
            change_kind=ChangeKind.ANNUALISED,
            annualised_years=3,
            base_period_start=date(2020, 1, 1),
            base_period_end=date(2020, 12, 31),
            counted_from=CountedFrom.WORST,
            set_size=168,
            scope="规模以上",
            qualifies="aaaa-1",
            page=2,
            indicator_id="pm25",
            region_id="410100",
            is_planned=True,
        ),
    )

    assert figures_from_arrow(figures_to_arrow(figures), mapping_to_arrow(figures)) == figures


def test_figures_without_mapping_have_no_indicator(figure: Figure) -> None:
    mapped = replace(figure, indicator_id="pm25", region_id="410100")
    assert figures_from_arrow(figures_to_arrow([mapped])) == (figure,)


@given(value=st.fractions())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_exact_numbers_stay_exact(figure: Figure, value: Fraction) -> None:
    [back] = figures_from_arrow(figures_to_arrow([replace(figure, value=value)]))
    assert back.value == value


def test_a_number_beyond_any_double_keeps_its_exact_text(figure: Figure) -> None:
    table = figures_to_arrow([replace(figure, value=Fraction(10**400))])
    assert table["value"].to_pylist() == [None]
    assert table["value_exact"].to_pylist() == ["1" + "0" * 400]


def test_documents_and_what_they_say_of_themselves() -> None:
    metadata = Metadata(title="通报", document_kind=DocumentKind.BULLETIN, published_on=date(2021, 7, 1))
    text = Text("原 文", "原文", array("q", [0, 2]))
    document = Document("aaaa", "a" * 64, "text/plain", text, (), metadata)

    tables = documents_to_arrow([document])

    assert tables["document_text"].to_pylist() == [{"document_id": "aaaa", "text": "原 文"}]
    assert tables["document"]["char_count"].to_pylist() == [3]
    assert metadata_from_arrow(tables["document"]) == {"aaaa": metadata}


def test_tasks_fall_apart_into_their_parts_in_printed_order() -> None:
    task = Task(
        "aaaa",
        "aaaa-t1",
        1,
        "植树",
        "一、造林",
        TaskKind.TASK,
        0,
        9,
        parties=(Party("市局", "某市林业局", PartyFunction.LEAD), Party("张三", "张三", PartyFunction.PERSON)),
        deadlines=(Deadline(date(2024, 6, 30), "6月底前", "完成"),),
        measures=(Measure("2", "浇水", None),),
        targets=("aaaa-3", "aaaa-2", "aaaa-3"),
    )

    tables = tasks_to_arrow([task])

    assert tables["task"].select(["task_id", "document_id", "number", "kind"]).to_pylist() == [
        {"task_id": "aaaa-t1", "document_id": "aaaa", "number": 1, "kind": "task"}
    ]
    assert tables["task_party"].to_pylist() == [
        {"task_id": "aaaa-t1", "place": 1, "name_printed": "市局", "name": "某市林业局", "function": "lead"},
        {"task_id": "aaaa-t1", "place": 2, "name_printed": "张三", "name": "张三", "function": "person"},
    ]
    assert tables["task_deadline"]["due_on"].to_pylist() == [date(2024, 6, 30)]
    assert tables["task_measure"]["number"].to_pylist() == ["2"]
    assert tables["task_target"]["figure_id"].to_pylist() == ["aaaa-3", "aaaa-2"]
    [again] = tasks_from_arrow(tables["task"], tables["task_measure"])
    assert again == replace(task, parties=(), deadlines=(), targets=())


def test_checks_and_conventions() -> None:
    check = Check(
        check_id="c1",
        relation=Relation.COMPLETION_RATE,
        verdict=Verdict.WITHIN_TRUNCATION,
        severity=Severity.LOW,
        document_id="aaaa",
        reported_figure_id="aaaa-3",
        figures=(("aaaa-3", "rate"), ("aaaa-1", "plan")),
        printed=Fraction(673, 10),
        implied_low=Fraction(3100, 46),
    )

    finding = Finding(
        finding_id="f1",
        check_id="c1",
        check_ids=("c1", "c2"),
        severity=Severity.HIGH,
        edit_class=EditClass.HARD,
        materiality=Materiality.TARGET,
        rests_on=None,
        suspects=(FindingSuspect(figure_id="aaaa-1", needed_low=Fraction(1, 3), needed_high=None),),
        is_unique=True,
        diagnosis=None,
        query_zh="请核实。",
    )
    result = Reconciliation(
        checks=(check,),
        findings=(finding,),
        conventions={"aaaa": Rounding.TRUNCATE},
        section_conventions={("aaaa", 7): Rounding.TRUNCATE},
    )

    tables = reconciliation_to_arrow(result)

    [row] = tables["check"].to_pylist()
    assert (row["printed"], row["printed_exact"]) == (67.3, "673/10")
    assert (row["implied_low_exact"], row["implied_high_exact"]) == ("1550/23", None)
    assert [(row["figure_id"], row["part"]) for row in tables["check_figure"].to_pylist()] == list(check.figures)
    assert tables["convention"].to_pylist() == [{"document_id": "aaaa", "rounding_convention": "truncate"}]
    assert tables["section_convention"]["section"].to_pylist() == [7]
    assert tables["finding"]["materiality"].to_pylist() == ["target"]
    assert tables["finding_check"]["check_id"].to_pylist() == ["c1", "c2"]
    [suspect] = tables["finding_suspect"].to_pylist()
    assert (suspect["place"], suspect["needed_low_exact"], suspect["needed_high"]) == (1, "1/3", None)


def test_vocabulary_with_classifiers_as_units() -> None:
    tables = vocabulary_to_arrow(load_vocabulary())

    units = {row["unit"]: row for row in tables["unit"].to_pylist()}
    assert units["mu"]["canonical_unit"] == "m2" and units["mu"]["factor"] == "2000/3"
    assert units["家"]["quantity_kind"] == "count" and units["家"]["canonical_unit"] == "家"
    assert len(units) == tables["unit"].num_rows
    regions = {row["region_id"]: row for row in tables["region"].to_pylist()}
    assert regions["410100"]["parent_id"] == "410000"
    assert tables["indicator"].num_rows and tables["organisation"].num_rows


def test_candidates_and_parties() -> None:
    assert candidates_to_arrow({"绿道": [("greenway", 90.0), ("park", 60.0)], "无": []}).to_pylist() == [
        {"subject": "绿道", "candidate": "greenway", "score": 90.0, "place": 1},
        {"subject": "绿道", "candidate": "park", "score": 60.0, "place": 2},
    ]
    assert parties_to_arrow({"张三": None}).to_pylist() == [{"name": "张三", "organisation_id": None}]


def test_no_rows_have_the_declared_schema_too() -> None:
    assert figures_to_arrow([]).schema == arrow_schema(TABLES["stage.figure"])
    nothing = Reconciliation(checks=(), findings=(), conventions={}, section_conventions={})
    for name, rows in reconciliation_to_arrow(nothing).items():
        assert rows.schema == arrow_schema(TABLES[f"stage.{name}"])
