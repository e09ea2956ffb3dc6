"""What people decide about findings: kept as it was said, in effect until the evidence changes or the day passes."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from small_build import build_reports
from typer.testing import CliRunner

from hedui.cli.app import app
from hedui.vocabulary.codes import STANDING
from hedui.warehouse.access import waivers as waivers_module
from hedui.warehouse.access.read import open_warehouse
from hedui.warehouse.access.waivers import (
    WAIVERS_FILE,
    Decision,
    Waiver,
    WaiverError,
    decide,
    read_waivers,
    standing_waivers,
)
from hedui.warehouse.home import Home

TODAY = date(2024, 5, 1)
ACCEPTED = Waiver(
    finding_id="f1",
    decision=Decision.ACCEPTED,
    because="电话核实:印刷错误",
    by="王",
    decided_on=TODAY,
    until=date(2024, 5, 31),
    relation="dimension",
    verdict="gross_conflict",
    text="58.1万千瓦时",
    file_name="a.txt",
)
FOR_EVER = replace(ACCEPTED, until=None)
REOPENED = replace(ACCEPTED, decision=Decision.REOPENED, until=None, because="更正稿又印错")
ENTRY = (
    "- {finding_id: f1, decision: accepted, because: b, by: c, decided_on: 2024-05-01, relation: r, verdict: v, "
    "text: t, file_name: a}"
)
REPORT = "某市2023年环境公报\n\n2022年,PM2.5浓度45微克/立方米。\n\n2023年,PM2.5浓度43微克/立方米,同比下降40%。\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "waivers.yml"
    file.write_text("# 人的决定\n[]\n", encoding="utf-8")
    return file


def test_the_file_of_the_repository_is_sound() -> None:
    assert read_waivers() == read_waivers(WAIVERS_FILE)


def test_decisions_are_appended_and_read_back(file: Path) -> None:
    decide(ACCEPTED, file)
    first = file.read_text(encoding="utf-8")
    decide(REOPENED, file)
    assert read_waivers(file) == (ACCEPTED, REOPENED)
    assert first.startswith("# 人的决定\n- finding_id: f1\n")
    assert "电话核实:印刷错误" in first
    assert file.read_text(encoding="utf-8").startswith(first)
    assert [entry.name for entry in file.parent.iterdir()] == [file.name]


def test_without_a_file_nothing_is_decided(tmp_path: Path) -> None:
    assert read_waivers(tmp_path / "none.yml") == ()
    decide(ACCEPTED, tmp_path / "none.yml")
    assert read_waivers(tmp_path / "none.yml") == (ACCEPTED,)


@pytest.mark.parametrize(
    ("decisions", "today", "stands"),
    [
        ((ACCEPTED,), TODAY, True),
        ((ACCEPTED,), date(2024, 5, 31), True),
        ((ACCEPTED,), date(2024, 6, 1), False),
        ((FOR_EVER,), date(2999, 1, 1), True),
        ((ACCEPTED, REOPENED), TODAY, False),
        ((ACCEPTED, REOPENED, FOR_EVER), TODAY, True),
        ((), TODAY, False),
    ],
)
def test_the_last_decision_stands_until_its_day(decisions: tuple[Waiver, ...], today: date, stands: bool) -> None:
    assert standing_waivers(decisions, today) == (decisions[-1:] if stands else ())


@pytest.mark.parametrize(
    ("before", "waiver", "problem"),
    [
        ([], REOPENED, "f1 is not accepted"),
        ([ACCEPTED], ACCEPTED, "f1 is accepted already"),
        ([], replace(ACCEPTED, because="  "), "no reason"),
        ([], replace(ACCEPTED, until=date(2024, 4, 30)), "2024-04-30 has passed"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(
    file: Path, before: list[Waiver], waiver: Waiver, problem: str
) -> None:
    for earlier in before:
        decide(earlier, file)
    held = file.read_bytes()
    with pytest.raises(WaiverError, match=problem):
        decide(waiver, file)
    assert file.read_bytes() == held


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- [", "is not YAML"),
        ("finding: f1", "is no list"),
        ("- f1", "entry 1 does not have the keys"),
        (ENTRY.replace("2024-05-01", "soon"), "entry 1: decided_on is no day"),
        (ENTRY.replace("accepted", "forgotten"), "entry 1: decision 'forgotten'"),
        (ENTRY + "\n" + ENTRY.replace("because: b", "because: ''"), "entry 2 gives no reason"),
    ],
)
def test_a_file_that_breaks_a_rule_is_named(file: Path, text: str, problem: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(WaiverError, match=problem):
        read_waivers(file)


class Review:
    """A home with a finding, and the commands that decide about it."""

    def __init__(self, folder: Path) -> None:
        self.home = Home(folder / "home")
        self.report = folder / "reports" / "a.txt"
        self.report.parent.mkdir()
        self.report.write_text(REPORT, encoding="utf-8")
        self.builds = 0
        self.build()

    def build(self) -> None:
        self.builds += 1
        waivers = standing_waivers(read_waivers(), date.today())
        build_reports(self.home, self.report.parent, f"b{self.builds}", waivers=waivers)

    def run(self, *arguments: str) -> str:
        done = CliRunner().invoke(app, ["findings", *arguments, "--home", str(self.home.root)])
        assert done.exit_code == 0, done.exception
        return done.output

    @property
    def finding(self) -> dict[str, Any]:
        with open_warehouse(self.home.root) as warehouse:
            [row] = warehouse.findings(states=(*STANDING, "accepted")).to_pylist()
        return dict(row)


@pytest.fixture
def review(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Review:
    monkeypatch.setattr(waivers_module, "WAIVERS_FILE", tmp_path / "waivers.yml")
    return Review(tmp_path)


def test_an_accepted_finding_is_silent_until_its_evidence_changes(review: Review) -> None:
    finding_id = review.finding["finding_id"]
    review.run("accept", finding_id[:8], "--because", "已核实", "--by", "王", "--until", "2999-12-31")
    review.build()
    accepted = review.finding
    assert (accepted["finding_id"], accepted["state"]) == (finding_id, "accepted")
    assert (accepted["accepted_because"], accepted["accepted_by"]) == ("已核实", "王")
    listed = review.run("--fail-on", "low")
    assert finding_id not in listed
    assert "1 accepted not shown; --state accepted shows them" in listed
    assert finding_id in review.run("--state", "accepted", "--fail-on", "low")

    review.report.write_text(REPORT.replace("40%", "50%"), encoding="utf-8")
    review.build()
    assert review.finding["finding_id"] != finding_id
    assert review.finding["state"] == "new"


def test_a_reopened_finding_is_open_and_keeps_its_age(review: Review) -> None:
    before = review.finding
    review.run("accept", before["finding_id"], "--because", "已核实")
    review.build()
    review.run("reopen", before["finding_id"], "--because", "又查")
    review.build()
    assert review.finding["state"] == "open"
    assert review.finding["accepted_because"] is None
    assert review.finding["first_seen_at"] == before["first_seen_at"]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("accept", "ffffffff", "--because", "x"), "0 findings"),
        (("accept", "", "--because", "x"), "begin with ''"),
        (("reopen", "FINDING", "--because", "x"), "is not accepted"),
    ],
)
def test_a_decision_about_nothing_is_refused(review: Review, arguments: tuple[str, ...], problem: str) -> None:
    given = [word.replace("FINDING", review.finding["finding_id"]) for word in arguments]
    done = CliRunner().invoke(app, ["findings", *given, "--home", str(review.home.root)])
    assert done.exit_code != 0
    assert problem in str(done.exception)


def test_a_decision_needs_a_reason(review: Review) -> None:
    done = CliRunner().invoke(app, ["findings", "accept", "x", "--home", str(review.home.root)])
    assert done.exit_code == 2
    assert "--because" in done.output
