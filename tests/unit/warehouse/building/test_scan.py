import hashlib
import os
from pathlib import Path
from typing import Any

import pytest

from hedui.documents.reader import MAX_BYTES
from hedui.vocabulary.codes import FileStatus
from hedui.warehouse.building.scan import NoReports, displayed, report_files, scan


def put(folder: Path, name: str, content: str = "共处置12吨。") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def test_files_of_readable_formats_are_found_below_the_folder(tmp_path: Path) -> None:
    found = [
        put(tmp_path, name) for name in ("a.txt", "下/b.HTML", "下/级/c.pdf", "d.docx", "e.htm", "f.xlsx", "g.csv")
    ]
    for name in (".hidden.txt", ".git/a.txt", "~$d.docx", "README.md", "logo.png"):
        put(tmp_path, name)
    assert set(report_files([tmp_path])) == set(found)


def test_places_may_overlap_and_may_be_files(tmp_path: Path) -> None:
    path = put(tmp_path, "下/a.txt")
    notes = put(tmp_path, "notes.md")
    assert report_files([tmp_path, tmp_path / "下", path, notes]) == tuple(sorted([notes, path]))


def test_of_the_same_bytes_the_first_path_is_read(tmp_path: Path) -> None:
    put(tmp_path, "b.txt", "甲")
    put(tmp_path, "c.txt", "乙")
    put(tmp_path, "a/z.txt", "甲")

    files = scan([tmp_path])

    assert [(file.file_name, file.status) for file in files] == [
        ("z.txt", FileStatus.READ),
        ("b.txt", FileStatus.DUPLICATE),
        ("c.txt", FileStatus.READ),
    ]
    sha256 = hashlib.sha256("甲".encode()).hexdigest()
    assert [file.sha256 == sha256 for file in files] == [True, True, False]
    assert [file.document_id == sha256[:16] for file in files] == [True, True, False]


def test_what_cannot_be_read_is_refused_with_advice(tmp_path: Path) -> None:
    put(tmp_path, "0-empty.txt", "")
    put(tmp_path, "1-old.doc")
    os.mkfifo(tmp_path / "2-pipe.txt")
    with put(tmp_path, "3-huge.txt").open("wb") as file:
        file.truncate(MAX_BYTES + 1)  # sparse: takes no room
    (tmp_path / "4-gone.txt").symlink_to(tmp_path / "nowhere")

    files = scan([tmp_path])

    assert {file.status for file in files} == {FileStatus.REFUSED}
    assert {file.document_id for file in files} == {None}
    problems = [file.problem or "" for file in files]
    for problem, words in zip(problems, ["is empty", "Word 97", "no regular", "64 MiB", "no regular"], strict=True):
        assert words in problem
        assert ";" in problem


def test_a_link_is_read_where_it_stays_inside(tmp_path: Path) -> None:
    inside, outside = put(tmp_path, "reports/kept/a.txt"), put(tmp_path, "elsewhere/secret.txt")
    (tmp_path / "reports/b.txt").symlink_to(inside)
    (tmp_path / "reports/c.txt").symlink_to(outside)
    found = {file.file_name: file for file in scan([tmp_path / "reports"])}
    assert found["b.txt"].status is FileStatus.READ
    assert (found["c.txt"].status, found["c.txt"].sha256) == (FileStatus.REFUSED, None)
    assert "leads out of the report folder" in (found["c.txt"].problem or "")


def test_a_folder_that_cannot_be_looked_into_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a.txt")
    put(tmp_path, "closed/b.txt")
    sound = os.scandir

    def forbid(folder: str) -> Any:
        if str(folder).endswith("closed"):
            raise PermissionError(13, "Permission denied", folder)
        return sound(folder)

    monkeypatch.setattr(os, "scandir", forbid)
    [read, closed] = scan([tmp_path])
    assert (read.file_name, closed.file_name) == ("a.txt", "closed")
    assert closed.problem == "is a folder that cannot be read (Permission denied); check its permissions"


def test_a_forbidden_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbid(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(hashlib, "file_digest", forbid)  # root may read every file
    put(tmp_path, "a.txt")
    [file] = scan([tmp_path])
    assert file.problem == "cannot be read (Permission denied); check its permissions"


def test_missing_and_empty_folders_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(NoReports, match="does not exist"):
        scan([tmp_path / "nowhere"])
    put(tmp_path, "notes.md")
    with pytest.raises(NoReports, match="no report in"):
        scan([tmp_path])


def test_a_name_that_is_no_utf8_can_be_shown(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + "/报告".encode("gb18030") + b".txt"))
    path.write_text("甲", encoding="utf-8")
    [file] = scan([tmp_path])
    assert file.file_name.endswith(".txt")
    file.file_name.encode("utf-8")
    assert displayed(tmp_path / "报告.txt").endswith("报告.txt")
