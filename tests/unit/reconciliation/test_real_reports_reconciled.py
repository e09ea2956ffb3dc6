"""The five real reports: every relation that their annotators worked out by hand, and no false alarm."""

import os
from collections import Counter
from pathlib import Path

import pytest

from hedui.documents.reader import read_document
from hedui.figures.figure import Figure
from hedui.figures.mapping import map_figures
from hedui.figures.reader import read_figures
from hedui.reconciliation.corpus import compact
from hedui.reconciliation.engine import Reconciliation, reconcile
from hedui.tasks.reader import read_tasks
from hedui.tasks.task import Task
from hedui.vocabulary.codes import Relation, Rounding, Verdict
from hedui.vocabulary.load import Vocabulary

REPORTS = Path(os.environ.get("HEDUI_REAL_REPORTS", "../shared/reports"))
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not REPORTS.is_dir(), reason="HEDUI_REAL_REPORTS names no folder"),
]
Found = tuple[Reconciliation, dict[str, Figure], dict[str, str]]


@pytest.fixture(scope="module")
def found(vocabulary: Vocabulary) -> Found:
    figures: list[Figure] = []
    tasks: list[Task] = []
    documents, names = {}, {}
    for path in sorted(REPORTS.glob("*.txt")):
        document = read_document(path, vocabulary.regions)
        documents[document.document_id] = document.metadata
        names[document.document_id] = path.name[:3]
        read = read_figures(document, vocabulary)
        tasks += read_tasks(document, read)
        figures += map_figures(read, document.metadata, vocabulary)
    return reconcile(figures, documents, vocabulary, tasks), {figure.figure_id: figure for figure in figures}, names


def checked(found: Found, relation: Relation, name: str) -> Counter[tuple[str, ...]]:
    """Verdict and printed figures of each check of one relation in one report."""
    reconciled, figures, names = found
    return Counter(
        (str(check.verdict), *(compact(figures[figure_id].text) for figure_id, _ in check.figures))
        for check in reconciled.checks
        if check.relation is relation and names[check.document_id] == name
    )


def test_completion_rates(found: Found) -> None:
    assert checked(found, Relation.COMPLETION_RATE, "003") == Counter(
        [
            ("within_truncation", "69.8%", "39.82公里", "57公里"),
            ("within_rounding", "128.7%", "4.03万亩", "3.13万亩"),
            ("exact", "125.0%", "7.25万亩", "5.8万亩"),
            ("within_truncation", "89.7%", "1161.14公顷", "1293.17公顷"),
            ("exact", "17.8%", "1800.54公顷", "10104.95公顷"),
            ("exact", "75%", "3家", "4家"),
            ("exact", "80%", "4家", "5家"),
            ("exact", "16.2%", "72个", "444个"),
            ("within_truncation", "67.3%", "310家", "460家"),
            ("within_truncation", "82.2%", "102家", "124家"),
            ("within_truncation", "89.7%", "17417亩", "1293.17公顷"),
        ]
    )


def test_changes(found: Found) -> None:
    assert checked(found, Relation.YEAR_ON_YEAR, "000") == Counter(
        [
            ("exact", "2.2%", "4.53"),
            ("exact", "4.4%", "43微克/立方米"),
            ("within_rounding", "3.8%", "73微克/立方米"),
            ("untestable", "4%", "215.5亿千瓦"),
            ("untestable", "10%", "10天10小时"),
            ("untestable", "6.5%", "10435.9亿元"),
        ]
    )
    assert checked(found, Relation.DIFFERENCE, "000") == Counter([("untestable", "85万吨", "1569万吨")])
    assert checked(found, Relation.DIFFERENCE, "003") == Counter([("untestable", "43.48万吨", "790.15万吨")])
    assert checked(found, Relation.RANK_CHANGE, "000") == Counter([("untestable", "7个名次", "第34位")])


def test_parts_and_shares(found: Found) -> None:
    assert checked(found, Relation.PART_WHOLE, "000") == Counter(
        [
            ("exact", "3次", "1次", "2次"),
            ("exact", "23家", "7家", "11家", "5家"),
            ("exact", "19309个", "18044个", "1184个", "81个"),
            ("exact", "106个", "168个"),
        ]
    )
    assert checked(found, Relation.PART_WHOLE, "001") == Counter([("exact", "1.14万亩", "2.45万亩")])
    assert checked(found, Relation.PART_WHOLE, "003") == Counter(
        [("exact", "7台", "2949台"), ("exact", "7313辆", "10267辆")]
    )
    assert checked(found, Relation.SHARE, "004") == Counter(
        [
            ("exact", "33.5%", "6.22万吨", "18.59万吨"),
            ("exact", "19.1%", "2.25万吨", "11.79万吨"),
            ("exact", "48.8%", "6.58万吨", "13.49万吨"),
            ("exact", "21.4%", "2.43万吨", "11.38万吨"),
        ]
    )


def test_targets(found: Found) -> None:
    assert checked(found, Relation.TARGET_ATTAINMENT, "000") == Counter(
        [
            ("exact", "43微克/立方米", "45微克/立方米"),
            ("exact", "73微克/立方米", "81微克/立方米"),
            ("exact", "第34位", "二十"),
        ]
    )
    revisions = checked(found, Relation.TARGET_REVISION, "002")
    assert revisions["tightened", "6吨/月·平方公里", "7吨/月·平方公里"] == 1
    assert Counter(verdict for verdict, *_ in revisions.elements()) == {"same": 10, "tightened": 1}
    assert revisions["same", "66.5%", "66.5%"] == 1
    assert revisions["same", "476.9万千瓦", "476.9万千瓦"] == 1


def test_stages_of_one_work(found: Found) -> None:
    assert checked(found, Relation.ORDER_CHAIN, "003") == Counter(
        [
            ("exact", "21台", "30台"),
            ("exact", "4台", "11台"),
            ("exact", "69个", "70个"),
            ("exact", "1292个", "1874个"),
            ("exact", "1105个", "1292个"),
            ("exact", "980个", "1105个"),
            ("exact", "13家", "15家"),
            ("exact", "3215.08万元", "10061.45万元"),
        ]
    )
    assert checked(found, Relation.ORDER_CHAIN, "001") == Counter([("exact", "50%", "80%")])


def test_names_and_spans_are_counted(found: Found) -> None:
    assert checked(found, Relation.ENUMERATION_COUNT, "001") == Counter(
        [("exact", "三个"), ("exact", "三个"), ("exact", "三场"), ("exact", "四级")]
    )
    assert checked(found, Relation.ENUMERATION_COUNT, "003") == Counter([("exact", "5家")])
    assert {stated for _, stated in checked(found, Relation.ENUMERATION_COUNT, "004")} == {
        "三个", "三大", "三座", "三项", "四大", "四级", "六部", "47项", "5家", "8所",
    }  # fmt: skip
    assert checked(found, Relation.SPAN_LENGTH, "000")["exact", "6个月", "4至9月份"] == 1


def test_one_quantity_in_two_units(found: Found) -> None:
    assert checked(found, Relation.UNIT_EQUIVALENCE, "003") == Counter([("exact", "17417亩", "1161.14公顷")])


def test_only_true_conflicts(found: Found) -> None:
    reconciled, figures, names = found
    failing = {
        (names[check.document_id], str(check.relation), compact(figures[check.reported_figure_id].text))
        for check in reconciled.checks
        if check.verdict in (Verdict.CONFLICT, Verdict.GROSS_CONFLICT, Verdict.ERRORED)
    }
    assert failing == {
        ("000", "dimension", "215.5亿千瓦"),
        ("000", "dimension", "58.1万千瓦时"),
        ("003", "missing_unit", "101.76亿"),
    }


def test_conventions_are_learned(found: Found) -> None:
    reconciled, _, names = found
    conventions = {names[document]: convention for document, convention in reconciled.conventions.items()}
    assert (conventions["003"], conventions["004"]) == (Rounding.TRUNCATE, Rounding.ROUND)
