"""A home whose stages hold two small documents, so that a build has something to build."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pyarrow as pa
import pytest

from hedui.figures.figure import Figure
from hedui.reconciliation.check import Check
from hedui.reconciliation.engine import Reconciliation
from hedui.reconciliation.finding import Finding, FindingSuspect
from hedui.vocabulary.codes import Comparator, EditClass, PeriodKind, QuantityKind, Relation, Role, Severity, Verdict
from hedui.vocabulary.load import load_vocabulary
from hedui.warehouse.building.records import (
    build_to_arrow,
    figures_to_arrow,
    mapping_to_arrow,
    reconciliation_to_arrow,
    vocabulary_to_arrow,
)
from hedui.warehouse.building.staging import write_stages
from hedui.warehouse.home import Home
from hedui.warehouse.tables import TABLES, stage_tables
from hedui.warehouse.tables.arrow import empty, to_arrow

FIGURE = Figure(
    document="aaaa",
    figure_id="aaaa-1",
    start=4,
    end=7,
    text="12吨",
    role=Role.ACTUAL,
    number_printed="12",
    decimals=0,
    scale=1,
    unit_printed="吨",
    unit_factor=Fraction(1),
    value=Fraction(12),
    range_low=None,
    range_high=None,
    value_low=Fraction(23, 2),
    value_high=Fraction(25, 2),
    unit="t",
    quantity_kind=QuantityKind.MASS,
    comparator=Comparator.EQUAL,
    is_approximate=False,
    subject="污泥",
    indicator_id=None,
    region_id=None,
    period_start=date(2023, 1, 1),
    period_end=date(2023, 12, 31),
    period_kind=PeriodKind.YEAR,
    is_planned=False,
    change_kind=None,
    base_period_start=None,
    base_period_end=None,
    annualised_years=None,
    counted_from=None,
    set_size=None,
    scope=None,
    qualifies=None,
    sentence="处置污泥12吨。",
    sentence_start=0,
    page=None,
    block=0,
)


@pytest.fixture
def figure() -> Figure:
    """A figure whose sentence is 处置污泥12吨。"""
    return FIGURE


@pytest.fixture(scope="session")
def stages() -> Mapping[str, pa.Table]:
    """Every stage table: two documents, three figures, one conflict; the rest empty."""
    figures = [
        FIGURE,
        replace(FIGURE, figure_id="aaaa-2", value=Fraction(13)),
        replace(FIGURE, document="bbbb", figure_id="bbbb-1"),
    ]
    check = Check(
        check_id="c1",
        relation=Relation.REPEATED_FIGURE,
        verdict=Verdict.CONFLICT,
        severity=Severity.HIGH,
        document_id="aaaa",
        reported_figure_id="aaaa-2",
        figures=(("aaaa-2", "reported"), ("aaaa-1", "other")),
        printed=Fraction(13),
        explanation_zh="13 ≠ 12",
        explanation_en="13 is not 12",
    )
    finding = Finding(
        finding_id="c1",
        check_id="c1",
        check_ids=("c1",),
        severity=Severity.HIGH,
        edit_class=EditClass.HARD,
        materiality=None,
        rests_on=None,
        suspects=(FindingSuspect(figure_id="aaaa-2", needed_low=Fraction(23, 2), needed_high=Fraction(25, 2)),),
        is_unique=True,
        diagnosis=None,
        query_zh="请核实13吨。",
    )
    result = Reconciliation(checks=(check,), findings=(finding,), conventions={}, section_conventions={})
    documents = ["aaaa", "bbbb"]
    return {
        **{table.name: empty(table) for table in stage_tables()},
        **vocabulary_to_arrow(load_vocabulary()),
        **reconciliation_to_arrow(result),
        "source_file": _rows(
            "source_file",
            [
                {"path": f"/r/{x}.txt", "file_name": f"{x}.txt", "sha256": x * 16, "document_id": x, "status": "read"}
                for x in documents
            ],
        ),
        "document": _rows(
            "document",
            [
                {
                    "document_id": x,
                    "sha256": x * 16,
                    "title": x,
                    "document_kind": "bulletin",
                    "is_period_inferred": False,
                    "period_because": "title",
                    "script": "Hans",
                    "media_type": "text/plain",
                    "char_count": 9,
                }
                for x in documents
            ],
        ),
        "document_text": _rows("document_text", [{"document_id": x, "text": FIGURE.sentence} for x in documents]),
        "document_numeral": _rows(
            "document_numeral",
            [{"document_id": x, "numerals": 1, "unaccounted": 0} for x in documents],
        ),
        "figure": figures_to_arrow(figures),
        "figure_mapping": mapping_to_arrow(figures),
        "build": build_to_arrow("b1", datetime(2024, 1, 1), "0.1.0", "v"),
    }


@pytest.fixture
def home(tmp_path: Path, stages: Mapping[str, pa.Table]) -> Home:
    """A home in which every stage table lies staged."""
    home = Home(tmp_path / "home")
    write_stages(home, stages)
    return home


def _rows(name: str, rows: list[dict[str, object]]) -> pa.Table:
    table = TABLES[f"stage.{name}"]
    return to_arrow(table, rows, **{column: [row.get(column) for row in rows] for column in table.column_names})
