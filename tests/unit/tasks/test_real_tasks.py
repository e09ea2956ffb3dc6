"""Tasks of real reports against annotations by hand; both stay outside the repository."""

import json
import os
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hedui.documents.document import Document
from hedui.documents.reader import read_document
from hedui.figures.reader import read_figures
from hedui.shipped import VOCABULARY_DIR
from hedui.tasks.reader import read_tasks
from hedui.tasks.task import Task
from hedui.vocabulary.codes import PartyFunction, Role, TaskKind, TaskStatus
from hedui.vocabulary.load import load_vocabulary

REPORTS = Path(os.environ.get("HEDUI_REAL_REPORTS", Path(__file__).parents[4] / "shared" / "reports"))
GOLD = REPORTS.parent / "gold"

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not REPORTS.is_dir(), reason=f"no real reports at {REPORTS} (set HEDUI_REAL_REPORTS)"),
]


def _document(number: str) -> Document:
    return read_document(next(REPORTS.glob(f"{number}_*")))


def _names(task: Task, function: PartyFunction) -> set[str]:
    return {party.name for party in task.parties if party.function is function}


def _day(period: str) -> str:
    return period.removeprefix("@") if period.startswith("@") else f"{period}-12-31"


def _bare(printed: str) -> str:
    """A deadline as printed without 到, which the annotation leaves out once."""
    return printed.replace(" ", "").removeprefix("到")


def _annotated(name: str) -> list[dict[str, Any]]:
    path = GOLD / name
    if not path.exists():
        pytest.skip(f"no annotations at {path}")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_plan_of_2023_agrees_with_its_annotation() -> None:
    tasks = read_tasks(_document("001"), ())
    annotated = _annotated("001.tasks.jsonl")
    assert [(task.number, task.title, task.section) for task in tasks] == [
        (gold["number"], gold["title"], gold["action_section"]) for gold in annotated
    ]
    for task, gold in zip(tasks, annotated, strict=True):
        assert _names(task, PartyFunction.LEAD) == set(gold["lead_units"])
        assert _names(task, PartyFunction.SUPPORT) == set(gold["support_units"])
        assert _names(task, PartyFunction.RESPONSIBLE) == set(gold["responsible_units"])
        assert [str(due.due_on) for due in task.deadlines] == [_day(due["date"]) for due in gold["deadlines"]]
        assert [_bare(due.printed) for due in task.deadlines] == [_bare(due["text"]) for due in gold["deadlines"]]


def test_the_targets_of_the_plan_of_2023_agree_with_its_annotation() -> None:
    document = _document("001")
    known = {figure["start"]: figure for figure in _annotated("001.jsonl")}
    # Roles are taken from the annotation: whether they are read right is for the tests of figures to say.
    figures = [
        replace(f, role=Role(known[f.start]["role"]), is_planned=known[f.start].get("planned", False))
        for f in read_figures(document, load_vocabulary(VOCABULARY_DIR))
        if f.start in known
    ]
    numbers = {f.figure_id: known[f.start]["number"] for f in figures}
    for task, gold in zip(read_tasks(document, figures), _annotated("001.tasks.jsonl"), strict=True):
        # The annotation of figures takes an amount inside a name for part of the name.
        targets = [target for target in gold["targets"] if "in the zone's name" not in target.get("note", "")]
        assert [numbers[target] for target in task.targets] == [target["number"] for target in targets], gold["title"]


def test_the_plan_of_2024_is_whole() -> None:
    tasks = read_tasks(_document("002"), ())
    assert [task.number for task in tasks] == list(range(1, 36))
    assert all(task.kind is TaskKind.TASK and task.title and task.section for task in tasks)
    assert all(task.parties for task in tasks)
    # Nine tasks name responsible units only; three of the last section leave the districts out.
    assert sum(not _names(task, PartyFunction.LEAD) for task in tasks) == 9
    assert sum("区县(市)政府" in _names(task, PartyFunction.RESPONSIBLE) for task in tasks) == 32
    assert [task.number for task in tasks if task.deadlines] == [2, 5, 6, 9, 10, 11, 12, 13, 14, 18, 19, 22, 24]


def test_the_items_of_2019_are_whole() -> None:
    items = read_tasks(_document("004"), ())
    assert [item.number for item in items] == list(range(1, 48))
    assert len({item.section for item in items}) == 7
    for item in items:
        assert item.kind is TaskKind.ITEM
        assert item.finding
        assert item.goal
        assert item.deadline_printed
        assert _names(item, PartyFunction.LEADER)
        assert _names(item, PartyFunction.RESPONSIBLE)
        assert all(due.what for due in item.deadlines)
    assert [len(item.measures) for item in items] == [
        6, 3, 3, 5, 3, 7, 4, 1, 5, 3, 2, 4, 2, 2, 3, 2, 3, 4, 3, 6, 2, 2, 4, 3, 5, 2, 3, 4, 2, 3, 2, 2, 2, 3, 4, 3, 3,
        6, 3, 3, 3, 3, 4, 3, 3, 3, 3,
    ]  # fmt: skip
    assert [measure.number for measure in items[42].measures] == ["(1)", "(2)", "(2)", "(3)"]
    by_status = defaultdict(list)
    for item in items:
        by_status[item.status].append(item.number)
    assert by_status[TaskStatus.DONE] == [8, 15, 21, 22, 29, 31, 32, 33, 34, 35, 42, 43]
    assert {item.number: str(item.due_on) for item in items if item.status is TaskStatus.DATED} == {
        3: "2019-03-31", 4: "2019-06-30", 6: "2020-12-31", 11: "2019-04-30", 14: "2019-09-30", 16: "2019-04-30",
        19: "2020-12-31", 24: "2019-12-31", 28: "2019-09-30", 36: "2020-12-31", 38: "2019-06-30", 39: "2019-12-31",
        40: "2020-12-31", 41: "2019-12-31", 47: "2019-06-30",
    }  # fmt: skip
    assert len(by_status[TaskStatus.ONGOING]) == 20
