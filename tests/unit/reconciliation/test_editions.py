"""One report in several files is one document: its latest edition is checked, the others are kept and take no part."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from hedui.documents.document import Metadata
from hedui.reconciliation.editions import older_editions
from hedui.reconciliation.engine import reconcile

TITLE = "2023年环境状况公报"
LEVELS = ("43微克/立方米", "1569.5万吨", "790.15万吨", "66.5%", "128.7%", "35座", "2017公里")


def document(report: Callable[..., Any], name: str, levels: tuple[str, ...] = LEVELS, **metadata: Any) -> Any:
    one = report(document=name, metadata=Metadata(**{"title": TITLE, **metadata}))
    for level in levels:
        one.say(f"共{level}", (level, {}))
    return one


def older(*reports: Any) -> dict[str, str]:
    figures = [figure for report in reports for figure in report.figures]
    return older_editions(figures, {report.document: report.metadata for report in reports})


@pytest.mark.parametrize(
    ("levels", "metadata", "is_edition"),
    [
        (LEVELS, {}, True),
        ((*LEVELS[:-1], "2018公里"), {}, True),  # corrected
        (LEVELS, {"title": "转载：环境状况公报"}, True),
        ((*LEVELS[:-1], "2018公里"), {"title": "某市环境状况公报"}, False),
        (LEVELS, {"issuer": "乙市环境局"}, True),  # nearly every fact agrees, whoever is named
        ((*LEVELS[:-1], "2018公里"), {"issuer": "乙市环境局"}, False),
        ((*LEVELS[:-1], "2018公里"), {"period_end": date(2022, 12, 31)}, False),
        (LEVELS[:3], {}, False),  # a part of it
    ],
)
def test_what_is_an_edition(
    report: Callable[..., Any], levels: tuple[str, ...], metadata: dict[str, Any], is_edition: bool
) -> None:
    first = document(report, "d1", issuer="甲市环境局", published_on=date(2024, 6, 5))
    again = document(report, "d2", levels, **{"issuer": "甲市环境局", "published_on": date(2024, 6, 9), **metadata})
    assert older(first, again) == ({"d1": "d2"} if is_edition else {})


def test_few_facts_may_agree_by_chance(report: Callable[..., Any]) -> None:
    assert older(document(report, "d1", LEVELS[:4]), document(report, "d2", LEVELS[:4])) == {}


def test_an_older_edition_takes_part_in_no_check(report: Callable[..., Any]) -> None:
    pm25 = {"indicator_id": "pm25_concentration", "region_id": "410100", "subject": "PM2.5浓度"}
    first, again = document(report, "d1"), document(report, "d2", published_on=date(2024, 6, 9))
    first.say("PM2.5浓度45微克/立方米", ("45微克/立方米", pm25))
    again.say("PM2.5浓度54微克/立方米", ("54微克/立方米", pm25))  # corrected in between
    figures = [*first.figures, *again.figures]
    made = reconcile(figures, {one.document: one.metadata for one in (first, again)}, first.vocabulary)
    assert made.editions == {"d1": "d2"}
    assert {check.document_id for check in made.checks} <= {"d2"}
    assert not made.findings
