"""Files no report should be: each is refused by name and reason, the others are published, nothing is lost."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from harness import SAMPLE, Hedui

GOOD = "zhengzhou-2021-05-energy-bulletin.txt"
ENORMOUS = 200 * 1024 * 1024


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
    assert mixed.rows("select count(*) as documents from core.dim_document") == [{"documents": 1}]


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
