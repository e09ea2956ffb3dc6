import hashlib
import os
import pickle
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedui.documents import reader as module
from hedui.documents.errors import (
    BinaryFile,
    BrokenFile,
    DocumentError,
    EmptyFile,
    ScannedPage,
    TooLarge,
    UnreachableFile,
)
from hedui.documents.reader import document_from_bytes, read_document

REPORT = "某市2024年工作总结\r\n2024年,全市完成造林 3. 2万亩。\r\n"


def test_a_file_becomes_a_document(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(b"\xef\xbb\xbf" + REPORT.encode())
    document = read_document(file)
    assert document.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert document.document_id == document.sha256[:16]
    assert document.media_type == "text/plain"
    assert document.text.raw == REPORT
    assert document == document_from_bytes(file.read_bytes(), "other name", None)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFile),
        (b" \r\n\t\xe3\x80\x80", EmptyFile),
        (b"\xef\xbb\xbf", EmptyFile),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old Word file", BinaryFile),
        (b"\x89PNG\r\n\x1a\n\x00\x00", ScannedPage),
        (b"<html><body></body></html>", EmptyFile),
    ],
)
def test_what_is_no_report_is_refused(data: bytes, error: type[DocumentError]) -> None:
    with pytest.raises(error) as caught:
        document_from_bytes(data, "folder/report", None)
    assert str(caught.value).startswith("folder/report: ")
    assert caught.value.advice in str(caught.value)


def test_what_cannot_be_reached_is_refused(tmp_path: Path) -> None:
    for path, problem in ((tmp_path / "missing.txt", "does not exist"), (tmp_path, "is no regular file")):
        with pytest.raises(UnreachableFile, match=problem):
            read_document(path)


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnreachableFile):
        read_document(tmp_path / "pipe")


def test_a_huge_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "huge.txt"
    with file.open("wb") as sparse:
        sparse.truncate(200 * 2**20)
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail("was read"))
    with pytest.raises(TooLarge, match="200 MiB"):
        read_document(file)


def test_huge_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_BYTES", 10)
    with pytest.raises(TooLarge):
        document_from_bytes(REPORT.encode(), "x", None)


def test_an_error_survives_pickling() -> None:
    error = pickle.loads(pickle.dumps(BrokenFile("a.pdf", "is damaged", "fetch it again")))
    assert (type(error), error.path, error.problem, error.advice) == (
        BrokenFile,
        "a.pdf",
        "is damaged",
        "fetch it again",
    )


@given(
    st.one_of(st.binary(max_size=300), st.sampled_from([b"%PDF-1.4\n", b"PK\x03\x04", b"<html>"])),
    st.binary(max_size=300),
)
def test_any_bytes_give_a_document_or_a_document_error(head: bytes, tail: bytes) -> None:
    try:
        document = document_from_bytes(head + tail, "x", None)
    except DocumentError:
        return
    assert document.blocks


HOSTILE = [
    "1",
    "1 ",
    "(",
    "1.\n",
    "。",
    "a b",
    "\n1\n",
    "《甲》\n",
    "行动计划\n",
    "责任单位:\n",
    "1月1日在会",
    '"',
    "—",
    "甲,\n",
    "2023年",
]


def calls(unit: str, size: int) -> int:
    """Count the calls of Python and C functions that reading takes."""
    count = 0

    def profile(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    data = (unit * (size // len(unit))).encode()
    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        document_from_bytes(data, "x", None)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("unit", HOSTILE)
def test_work_grows_with_the_text(unit: str) -> None:
    assert calls(unit, 8_000) <= 5 * calls(unit, 2_000)


@pytest.mark.parametrize("unit", [*HOSTILE, " ", "\n", "\u200b", "\t\n"])
def test_hostile_text_comes_to_an_end(unit: str) -> None:
    try:
        document = document_from_bytes((unit * (100_000 // len(unit)) + "甲").encode(), "x", None)
    except DocumentError:
        return
    assert document.text.clean.endswith("甲")
