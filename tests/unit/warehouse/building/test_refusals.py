"""Whatever raises on one of five documents: four are published, the fifth is named with stage and place."""

import importlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from harness import read_in_this_process
from hypothesis import given
from hypothesis import strategies as st
from small_build import build_reports

from hedui.warehouse.access.read import open_warehouse
from hedui.warehouse.building.refusals import NothingSound, isolate
from hedui.warehouse.building.scan import scan
from hedui.warehouse.home import Home

TEXT = """某市{place}大气污染防治实施方案

一、主要任务

（一）深化扬尘治理。2023年，全市降尘量{number}吨，同比增长5%。计划治理工地50个，完成{number}个，完成率{rate}%。

牵头单位：{place}人民政府，完成时限：2023年12月底前。

（二）开展绿化。2023年，{place}特产{number}吨，其中{place}乡产10吨。
"""
PLACES = ("虚甲镇", "虚乙镇", "虚丙镇", "虚丁镇", "虚戊镇")
BAD = "虚丙镇"
PLACE = r"characters \d+ to \d+: .*【.+】"

# Where a stage does its work, and the words of the refusal.
STAGES = {
    "hedui.warehouse.building.readings:document_from_bytes": r"reading its text failed \(KeyError",
    "hedui.warehouse.building.readings:read_report": f"reading its figures failed at {PLACE}",
    "hedui.warehouse.building.readings:read_tasks": f"reading its tasks failed at {PLACE}",
    "hedui.warehouse.building.stages:map_figures": f"mapping it failed at {PLACE}",
    "hedui.warehouse.building.stages:candidates": r"mapping it failed",
    "hedui.warehouse.building.stages:_body": r"mapping it failed",
    "hedui.reconciliation.engine:judge": f"reconciling it failed at {PLACE}",
    "hedui.reconciliation.engine:localise": f"reconciling it failed at {PLACE}",
    "hedui.reconciliation.engine:find": f"reconciling it failed at {PLACE}",
    "hedui.reconciliation.engine:explain": f"explaining a check of it failed at {PLACE}",
    "hedui.warehouse.building.stages:reconciliation_to_arrow": f"reconciling it failed at {PLACE}",
}


def plug(work: Callable[..., Any], *bad: str) -> Callable[..., Any]:
    """The work of a stage, that raises where what it is given speaks of the bad document."""

    def plugged(*arguments: Any, **more: Any) -> Any:
        told = "".join(map(told_of, (*arguments, *more.values())))
        if any(one in told for one in bad):
            raise KeyError("a plug")
        return work(*arguments, **more)

    return plugged


def told_of(argument: object) -> str:
    """What an argument says; of bytes the text, of a document its clean text."""
    if isinstance(argument, bytes):
        return argument.decode()
    text = getattr(argument, "text", None)
    return getattr(text, "clean", None) or repr(argument)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Five reports."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for number, place in enumerate(PLACES, start=30):
        text = TEXT.format(place=place, number=number, rate=number * 2 + (place == BAD) * 8)
        (folder / f"{place}.txt").write_text(text, encoding="utf-8")
    return folder


def patch(monkeypatch: pytest.MonkeyPatch, where: str, *bad: str) -> None:
    module, name = where.split(":")
    monkeypatch.setattr(f"{module}.{name}", plug(getattr(importlib.import_module(module), name), *bad))


@pytest.mark.parametrize(("where", "words"), STAGES.items())
def test_of_five_documents_four_are_published(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, words: str
) -> None:
    home = Home(tmp_path / "home")
    identity = next(file.document_id for file in scan([folder]) if file.file_name == f"{BAD}.txt")
    assert identity
    patch(monkeypatch, where, BAD, identity)
    read_in_this_process(monkeypatch)

    build_reports(home, folder, "20240101T000000Z-1")

    with open_warehouse(home.root) as warehouse:
        files = {row["file_name"]: row for row in warehouse.query("from core.source_file").to_pylist()}
        titles = warehouse.query("select title from core.dim_document").to_pylist()
        [(left,)] = [
            row.values()
            for row in warehouse.query(
                """
                select
                    (select count(*) from core.document_text where contains(text, $1))
                    + (select count(*) from core.fact_figure where document_id = $2)
                    + (select count(*) from core.fact_task where document_id = $2)
                    + (select count(*) from core.task_party where starts_with(task_id, $2))
                    + (select count(*) from core.fact_check where document_id = $2)
                    + (select count(*) from marts.coverage where document_id = $2) as rows
                """,
                [BAD, identity],
            ).to_pylist()
        ]
    assert len(titles) == 4
    assert left == 0
    assert {name: row["status"] for name, row in files.items() if row["status"] != "read"} == {f"{BAD}.txt": "refused"}
    problem = files[f"{BAD}.txt"]["problem"]
    assert re.search(words, problem), problem
    assert "KeyError: 'a plug'" in problem
    assert problem.endswith("leave it out, and report it with these words")


def test_where_every_document_raises_nothing_is_published(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    patch(monkeypatch, "hedui.reconciliation.engine:judge", "特产")
    with pytest.raises(NothingSound, match="What was published is unchanged"):
        build_reports(Home(tmp_path / "home"), folder, "20240101T000000Z-1")


@given(alone=st.sets(st.integers(0, 11)), pairs=st.sets(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=6))
def test_what_is_left_is_sound_and_no_more_is_refused_than_must_be(
    alone: set[int], pairs: set[tuple[int, int]]
) -> None:
    pairs = {(a, b) for a, b in pairs if a != b}
    tried = 0

    def attempt(some: Sequence[str]) -> tuple[str, ...]:
        nonlocal tried
        tried += 1
        there = set(map(int, some))
        if alone & there or any(a in there and b in there for a, b in pairs):
            raise ValueError("plug")
        return tuple(some)

    sound, refused = isolate([str(number) for number in range(12)], attempt)

    assert sorted((*sound, *refused), key=int) == [str(number) for number in range(12)]
    assert alone <= set(map(int, refused))
    for name in set(map(int, refused)) - alone:  # each of them raises beside one that comes before it
        assert any(name == max(pair) for pair in pairs)
    assert tried < 80


def test_an_attempt_that_always_raises_ends() -> None:
    def attempt(some: Sequence[str]) -> None:
        raise ValueError("plug")

    with pytest.raises(NothingSound, match="ValueError: plug"):
        isolate(["a", "b"], attempt)
