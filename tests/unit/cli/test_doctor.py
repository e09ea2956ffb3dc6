"""What makes `hedui doctor` call for a hand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hedui.cli.doctor import examine, judge
from hedui.settings import load_settings
from pipelines.health import Health
from pipelines.runs import Outcome, Run

NOW = datetime(2026, 12, 1, 2, tzinfo=UTC)
GOOD = Run("r1", Outcome.UNCHANGED, NOW - timedelta(hours=2), NOW - timedelta(hours=1))
WELL = Health(GOOD, GOOD, (), {})


def ago(run: Run, hours: float) -> Run:
    return replace(run, began_at=NOW - timedelta(hours=hours + 1), ended_at=NOW - timedelta(hours=hours))


@pytest.mark.parametrize(
    ("health", "unwell"),
    [
        (WELL, set()),
        (replace(WELL, good=ago(GOOD, 25.9)), set()),
        (replace(WELL, good=ago(GOOD, 26.1)), {"last good night"}),
        (replace(WELL, good=None), {"last good night"}),
        (replace(WELL, last=replace(GOOD, outcome=Outcome.FAILED, cause="no space")), {"last night"}),
        (replace(WELL, last=replace(GOOD, outcome=Outcome.STOPPED)), {"last night"}),
        (replace(WELL, under_way=(replace(GOOD, ended_at=None),)), set()),
        (replace(WELL, under_way=(replace(ago(GOOD, 4), ended_at=None),)), {"under way"}),
        (replace(WELL, undelivered={"given up": 1}), {"alerts"}),
        (replace(WELL, undelivered={"pending": 2}), {"alerts"}),
    ],
)
def test_what_needs_a_hand_is_said_with_its_reason(health: Health, unwell: set[str]) -> None:
    seen = list(judge(health, NOW))
    assert {one.what for one in seen if not one.is_well} == unwell


def test_an_empty_house_needs_a_hand_and_asking_makes_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    seen = examine(load_settings(home=home, environ={}))
    assert {one.what for one in seen if not one.is_well} == {"published", "last night"}
    assert not home.exists()
