"""What deserves a person first, and what is one cause."""

from typing import Any

import pytest

from hedui.alerts.order import Case, Deserves, cause, deserves, rank

ROW: dict[str, Any] = {
    "finding_id": "f1", "severity": "medium", "relation": "share", "materiality": None, "edit_class": "hard",
    "document_id": "d1", "printed": 50.0, "gap": 7.0, "decimals": 0, "scale": 1, "unit_factor": "1/1",
}  # fmt: skip
OTHER = ("d0",)


def case(others: tuple[str, ...] = (), **changes: object) -> Case:
    return Case(ROW | changes, others)


@pytest.mark.parametrize(
    ("it", "why"),
    [
        (case(materiality="target", gap=0.1), Deserves.CONCLUSION),
        (case(), Deserves.CONTRADICTION),
        (case(gap=None), Deserves.CONTRADICTION),
        (case(relation="dimension", gap=None), Deserves.UNIT),
        (case(relation="missing_unit", gap=None), Deserves.UNIT),
        (case(gap=1.0), Deserves.LAST_DIGIT),
        (case(gap=1.0, decimals=1), Deserves.CONTRADICTION),
        (case(gap=10_000.0, printed=500_000.0, scale=10_000), Deserves.LAST_DIGIT),
        (case(OTHER, gap=7.0), Deserves.ACROSS),
        (case(OTHER, gap=2.0, printed=50.0), Deserves.ACROSS),
        (case(OTHER, gap=2.0, printed=5_000.0), Deserves.LAST_DIGIT),
        (case(edit_class="soft"), Deserves.ACROSS),
    ],
)
def test_why_it_deserves_a_person(it: Case, why: Deserves) -> None:
    assert deserves(it) is why


def test_the_reason_goes_before_the_severity_and_that_before_the_id() -> None:
    low = case(materiality="sign", severity="low", finding_id="z")
    high = case(severity="high", finding_id="y")
    medium = [case(finding_id=name) for name in ("b", "a")]
    ordered = sorted([*medium, high, low], key=rank)
    assert [it.finding_id for it in ordered] == ["z", "y", "a", "b"]


def test_a_relation_between_the_same_reports_is_one_cause() -> None:
    across = case(OTHER, finding_id="f2"), case(OTHER, finding_id="f3"), Case(ROW | {"document_id": "d0"}, ("d1",))
    assert len({cause(it) for it in across}) == 1
    assert cause(across[0]) != cause(case(("d9",), finding_id="f2"))
    assert cause(across[0]) != cause(case(OTHER, relation="difference"))


def test_within_one_report_only_last_digits_are_one_cause() -> None:
    assert cause(case()) != cause(case(finding_id="f2"))
    assert cause(case(gap=1.0)) == cause(case(gap=1.0, finding_id="f2"))
