"""Files no report should be: each is refused by name and reason, the others are published, nothing is lost.

And a report whose text would act where it is shown: in a terminal, in Dagster's pages, in the pages on the contracts.
"""

import json
import os
import shutil
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import dagster as dg
import pytest
from harness import SAMPLE, Hedui, read_in_this_process

from hedui.cli.output import ExtractFormat, Format
from hedui.documents.document import Document, Metadata
from hedui.figures.figure import Figure
from hedui.figures.mapping import map_figures
from hedui.figures.reader import Report, read_report
from hedui.vocabulary.load import Vocabulary
from hedui.warehouse.building import readings, stages

GOOD = "zhengzhou-2021-05-energy-bulletin.txt"
ENORMOUS = 200 * 1024 * 1024
HOSTILE = "<script>alert(1)<∕script>\x1b[31m`|**x**.txt"
HOSTILE_TEXT = """某市<img src=x onerror=alert(2)>公报

2023年,PM2.5浓度43微克/立方米,[点](javascript:alert(3))<script>alert(4)</script>\x1b]0;x\x07\x9b2J同比下降200%\u202e。
=HYPERLINK("http://x")污泥14吨,同比下降300%。
"""


def acting(text: str) -> set[str]:
    """Characters of a text that a terminal would act upon."""
    return {c for c in text if c != "\n" and (unicodedata.category(c) == "Cc" or c == "\u202e")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One good report, twice, among files that are none."""
    folder = tmp_path_factory.mktemp("reports") / "混合 reports"
    (folder / "sub").mkdir(parents=True)
    shutil.copy(SAMPLE / GOOD, folder / GOOD)
    shutil.copy(SAMPLE / GOOD, folder / "sub" / "same-again.txt")
    (folder / "empty.txt").touch()
    (folder / "blank.txt").write_text(" \n\t\n", encoding="utf-8")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "wrong-encoding.txt").write_bytes("全市煤炭消费总量1569万吨。".encode() * 3 + b"\xff\xfe\x80\x81\xff")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\n%broken")
    with (folder / "enormous.txt").open("wb") as file:
        file.truncate(ENORMOUS)
    (folder / "dangling.txt").symlink_to(folder / "nowhere.txt")
    os.mkfifo(folder / "pipe.txt")
    (folder / HOSTILE).write_text(HOSTILE_TEXT, encoding="utf-8")
    (folder / f"{HOSTILE}.pdf").write_bytes(b"%PDF-1.7\n%broken")
    return folder


@pytest.fixture(scope="module")
def mixed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Hedui:
    hedui = Hedui(tmp_path_factory.mktemp("mixed"))
    hedui.run("build", folder)
    return hedui


@pytest.fixture(scope="module")
def files(mixed: Hedui) -> dict[str, dict[str, Any]]:
    return {row["file_name"]: row for row in mixed.rows("from core.source_file")}


@pytest.mark.parametrize(
    "name",
    ["empty.txt", "blank.txt", "binary.txt", "wrong-encoding.txt", "broken.pdf", "enormous.txt", "dangling.txt"],
)
def test_what_is_no_report_is_refused_with_a_reason(files: dict[str, dict[str, Any]], name: str) -> None:
    assert files[name]["status"] == "refused"
    assert files[name]["problem"]


def test_what_is_refused_keeps_no_report_out(files: dict[str, dict[str, Any]], mixed: Hedui) -> None:
    one, other = files[GOOD], files["same-again.txt"]
    assert sorted((one["status"], other["status"])) == ["duplicate", "read"]
    assert one["document_id"] == other["document_id"]
    assert mixed.rows("select count(*) as documents from core.dim_document") == [{"documents": 2}]


@pytest.mark.parametrize(
    "arguments",
    [
        *(("checks", "--format", layout) for layout in Format),
        *(("findings", "--format", layout) for layout in Format),
        *(("review", "--format", layout) for layout in Format),
        *(("query", "from core.fact_figure", "--format", layout) for layout in Format),
        *(("query", "select file_name, title from core.dim_document", "--format", layout) for layout in Format),
        ("series", "PM2.5", "--plot"),
    ],
    ids=" ".join,
)
def test_no_command_lets_a_report_act_in_a_terminal(mixed: Hedui, arguments: tuple[str, ...]) -> None:
    assert acting(mixed.run(*arguments).stdout) == set()


def test_no_error_lets_a_report_act_in_a_terminal(mixed: Hedui) -> None:
    quoting = "select cast(sentence as integer) from core.fact_figure where sentence like '%alert%'"
    error = mixed.run("query", quoting, exit_code=1).stderr
    assert "alert" in error
    assert acting(error) == set()


def test_no_trace_lets_a_report_act_in_a_terminal(mixed: Hedui) -> None:
    for row in mixed.rows("select figure_id from core.fact_figure where sentence like '%alert%'"):
        assert acting(mixed.run("trace", row["figure_id"]).stdout) == set()


@pytest.mark.parametrize("layout", ExtractFormat)
def test_no_extract_lets_a_report_act_in_a_terminal(folder: Path, layout: str) -> None:
    hedui = Hedui(folder)
    assert acting(hedui.run("extract", folder / HOSTILE, "--format", layout).stdout) == set()
    assert acting(hedui.run("extract", folder / f"{HOSTILE}.pdf", exit_code=1).stderr) == set()


def test_no_page_takes_text_of_a_report_for_markup(mixed: Hedui, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (mixed.home / "data_docs" / "index.html").read_text(encoding="utf-8")
    assert "<script" not in page
    monkeypatch.setenv("DAGSTER_HOME", str(mixed.home / "dagster"))
    with dg.DagsterInstance.get() as instance:
        [run] = instance.get_run_records(limit=1)
        events = instance.all_logs(run.dagster_run.run_id)
    shown = [
        value.md_str
        for event in events
        if event.dagster_event and event.dagster_event.is_step_materialization
        for value in event.asset_materialization.metadata.values()
        if isinstance(value, dg.MarkdownMetadataValue)
    ]
    assert any("alert" in text for text in shown)
    for text in shown:
        assert "<" not in text
        assert "](" not in text.replace("\\](", "")
        assert acting(text.replace("\n", "")) == set()


def test_a_fault_of_ours_and_a_numeral_not_read_keep_no_report_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    for name, number in (("a", 50), ("b", 60), ("c", 70)):
        text = f"2023年，全市{name}类工地计划治理{number}个，完成40个。"
        (reports / f"{name}.txt").write_text(text, encoding="utf-8")

    def but_the_last(document: Document, vocabulary: Vocabulary) -> Report:
        report = read_report(document, vocabulary)
        return replace(report, figures=report.figures[: -1 if "a类" in document.text.clean else None])

    def but_b(figures: Sequence[Figure], metadata: Metadata, vocabulary: Vocabulary) -> tuple[Figure, ...]:
        if any("b类" in figure.sentence for figure in figures):
            raise KeyError("a plug")
        return map_figures(figures, metadata, vocabulary)

    monkeypatch.setattr(readings, "read_report", but_the_last)
    read_in_this_process(monkeypatch)
    monkeypatch.setattr(stages, "map_figures", but_b)
    hedui = Hedui(tmp_path / "home")
    told = hedui.run("build", reports).stderr

    assert "numerals that became no figure: 1;" in told
    assert "not read: a.txt: characters 22 to 24: 23年，全市a类工地计划治理50个，完成【40】个。" in told
    assert f"refused: {reports / 'b.txt'}: mapping it failed at characters 0 to 5: 【2023年】" in told
    titles = {row["file_name"] for row in hedui.rows("from core.dim_document")}
    assert titles == {"a.txt", "c.txt"}
    [waiting] = json.loads(hedui.run("review", "--reason", "unread_numeral", "--format", "json").stdout)
    assert (waiting["term"], waiting["figure_id"]) == ("40", None)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    shutil.copy(SAMPLE / GOOD, tmp_path / GOOD)
    (tmp_path / "secret.txt").write_text("PM2.5年均浓度43微克/立方米。", encoding="utf-8")
    (tmp_path / "secret.txt").chmod(0)
    hedui = Hedui(tmp_path / "home")
    hedui.run("build", tmp_path)
    assert hedui.rows("select status from core.source_file where file_name = 'secret.txt'") == [{"status": "refused"}]


@pytest.mark.parametrize("is_there", [False, True])
def test_a_folder_without_reports_publishes_nothing(tmp_path: Path, is_there: bool) -> None:
    folder = tmp_path / "no reports"
    if is_there:
        folder.mkdir()
    hedui = Hedui(tmp_path / "home")
    assert str(folder) in hedui.run("build", folder, exit_code=1).stderr
    assert not (hedui.home / "hedui.duckdb").exists()


def test_a_folder_that_vanished_leaves_yesterdays_warehouse(mixed: Hedui, folder: Path) -> None:
    published = mixed.home / "hedui.duckdb"
    before = published.read_bytes()
    away = folder.rename(folder.with_name("moved away"))
    try:
        assert str(folder) in mixed.run("build", exit_code=1).stderr
    finally:
        away.rename(folder)
    assert published.read_bytes() == before


@pytest.mark.parametrize("name", ["binary.txt", "wrong-encoding.txt", "enormous.txt", "broken.pdf", "missing.txt"])
def test_extract_names_file_and_reason(folder: Path, name: str) -> None:
    done = Hedui(folder).run("extract", folder / name, exit_code=1)
    assert name in done.stderr
    assert done.stdout == ""
