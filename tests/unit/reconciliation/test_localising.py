"""Which figures are blamed: the smallest sets, exact values for one culprit, programmes for several, findings."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from hedui.documents.document import Metadata
from hedui.reconciliation.engine import Reconciliation, reconcile
from hedui.vocabulary.codes import Assumption, Diagnosis, EditClass, Materiality, Severity

PLAN, RATE, CHANGE = {"role": "plan"}, {"role": "rate"}, {"role": "change"}


def reconciled(one: Any) -> Reconciliation:
    return reconcile(one.figures, {one.document: Metadata(title="年度报告")}, one.vocabulary)


def texts(one: Any, found: Reconciliation) -> list[list[str]]:
    """Suspects of each finding, as printed."""
    by_id = {figure.figure_id: figure.text for figure in one.figures}
    return [[by_id[suspect.figure_id] for suspect in finding.suspects] for finding in found.findings]


def completion(one: Any, plan: str, done: str, rate: str) -> None:
    one.say(f"计划{plan},完成{done},完成率{rate}", (plan, PLAN), (done, {}), (rate, {**RATE, "of": 1}))


def test_one_check_has_equal_culprits(report: Callable[..., Any]) -> None:
    one = report()
    completion(one, "460家", "310家", "76.3%")
    found = reconciled(one)
    assert texts(one, found) == [["76.3%", "310家", "460家"]]
    (finding,) = found.findings
    assert not finding.is_unique
    needed = {suspect.figure_id: suspect for suspect in finding.suspects}
    done = needed[one.figures[1].figure_id]
    # 460 times 76.25 % up to (cut off) 76.4 %
    assert (done.needed_low, done.needed_high) == (Fraction("350.75"), Fraction("351.44"))


def test_checks_with_one_cause_are_one_finding(report: Callable[..., Any]) -> None:
    one = report()
    one.say(
        "由5.00万吨增至60.0万吨,增长20.0%,增加1.00万吨",
        ("5.00万吨", {}),
        ("60.0万吨", {}),
        ("20.0%", {**CHANGE, "of": 1}),
        ("1.00万吨", {**CHANGE, "of": 1}),
    )
    found = reconciled(one)
    (finding,) = found.findings
    assert len(finding.check_ids) == 3
    assert texts(one, found) == [["60.0万吨"]]
    assert (finding.is_unique, finding.diagnosis) == (True, Diagnosis.POWER_OF_TEN)
    assert finding.edit_class is EditClass.HARD
    assert all(
        check.diagnosis is Diagnosis.POWER_OF_TEN for check in found.checks if check.check_id in finding.check_ids
    )


def test_two_culprits_are_found_together(report: Callable[..., Any]) -> None:
    one = report()
    one.say(
        "由5.00万吨增至6.00万吨,增长50.0%,增加7.00万吨",
        ("5.00万吨", {}),
        ("6.00万吨", {}),
        ("50.0%", {**CHANGE, "of": 1}),
        ("7.00万吨", {**CHANGE, "of": 1}),
    )
    found = reconciled(one)
    (finding,) = found.findings
    assert len(finding.check_ids) == 3  # each change by the levels, and one by the other
    assert set(texts(one, found)[0]) >= {"50.0%", "7.00万吨"}
    assert all(suspect.needed_low is None for suspect in finding.suspects)


@pytest.mark.parametrize(
    ("rate", "severity", "assumption"),
    [("70.4%", Severity.LOW, Assumption.PLAN_AS_PRINTED), ("74.0%", Severity.HIGH, None)],
)
def test_severity_and_assumption(
    report: Callable[..., Any], rate: str, severity: Severity, assumption: Assumption | None
) -> None:
    one = report()
    completion(one, "57公里", "39.82公里", rate)
    (finding,) = reconciled(one).findings
    assert (finding.severity, finding.rests_on) == (severity, assumption)


def test_a_false_claim_is_material_and_can_be_asked_about(report: Callable[..., Any]) -> None:
    one = report()
    one.say("浓度47微克/立方米,完成省定45微克/立方米目标任务", ("47微克/立方米", {}), ("45微克/立方米", PLAN))
    (finding,) = reconciled(one).findings
    assert finding.materiality is Materiality.TARGET
    assert finding.query_zh.startswith("《年度报告》载：“浓度47微克/立方米")
    assert "请核实47微克/立方米、45微克/立方米" in finding.query_zh


def test_a_finding_keeps_its_id_while_its_evidence_stays(report: Callable[..., Any]) -> None:
    alone, crowded = report(), report()
    completion(alone, "460家", "310家", "76.3%")
    completion(crowded, "460家", "310家", "76.3%")
    completion(crowded, "124家", "102家", "99.9%")
    (first,), (again, _) = reconciled(alone).findings, reconciled(crowded).findings
    assert first.finding_id == again.finding_id


def test_numbers_beyond_floating_point_are_left_alone(report: Callable[..., Any]) -> None:
    one = report()
    long = "9" * 400
    one.say(
        f"由5.00万吨增至{long}万吨,增长50.0%,增加7.00万吨",
        ("5.00万吨", {}),
        (f"{long}万吨", {}),
        ("50.0%", {**CHANGE, "of": 1}),
        ("7.00万吨", {**CHANGE, "of": 1}),
    )
    (finding,) = reconciled(one).findings
    assert len(finding.check_ids) == 3
