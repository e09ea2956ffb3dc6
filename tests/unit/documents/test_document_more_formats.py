"""Files that wrap text otherwise: RTF, MHT, workbooks; and what is recognised in pictures."""

import io

import openpyxl
import pytest

from hedui.documents.document import BlockKind, Omission
from hedui.documents.formats import ocr
from hedui.documents.formats.ocr import Recognised
from hedui.documents.formats.pdf import recognised_extract
from hedui.documents.reader import document_from_bytes
from hedui.figures.reader import read_report
from hedui.vocabulary.load import load_vocabulary


def test_rtf() -> None:
    data = rb"{\rtf1\ansi\ansicpg936 \'b4\'a6\'d6\'c3 12t.\par}"
    assert document_from_bytes(data, "a.rtf", None).text.raw.strip() == "处置 12t."


def test_the_page_of_an_mht_file() -> None:
    page = "<html><body><p>处置污泥12万吨。</p></body></html>".encode("gb18030")
    head = b"From: <saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
    data = (
        head
        + b"Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + page
        + b"\r\n--x--"
    )
    assert document_from_bytes(data, "a.mht", None).text.raw == "处置污泥12万吨。\n"


def test_a_workbook_is_read_as_it_is_shown() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "用水情况"
    sheet.append(["县区", "用水量(万吨)", "比重"])
    sheet.append(["南城县", 1234.5, 0.125])
    sheet["B2"].number_format, sheet["C2"].number_format = "#,##0.00", "0.0%"
    sheet.append(["黎川县", 99, 0.5])
    sheet.row_dimensions[3].hidden = True
    book.create_sheet("底稿").sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    document = document_from_bytes(out.getvalue(), "a.xlsx", None)
    assert document.text.raw == "用水情况\n县区\t用水量(万吨)\t比重\n南城县\t1,234.50\t12.5%\n"
    assert document.omissions == (
        Omission("hidden rows and columns", "用水情况", "1 are not shown"),
        Omission("hidden sheet", "底稿", "is not shown"),
    )


def recognised(text: str, left: float, top: float, confidence: float) -> Recognised:
    return Recognised(text, (left, 700 - top, left + 12 * len(text), 712 - top), confidence)


def test_what_is_recognised_keeps_its_confidence(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [
        recognised("临川市2022年环境公报", 80, 0, 0.99),
        recognised("2022年,全市处置污泥12万吨。", 60, 30, 0.8),
        recognised("县区", 60, 60, 0.99),
        recognised("用水量(万吨)", 200, 60, 0.99),
        recognised("南城县", 60, 90, 0.95),
        recognised("35.5", 200, 90, 0.95),
    ]
    monkeypatch.setattr(ocr, "_engine", lambda: object())
    monkeypatch.setattr(ocr, "_recognise", lambda *_: iter(found))
    assert recognised_extract(found, "image/png").doubts
    document = document_from_bytes(b"\x89PNG\r\n\x1a\n", "a.png", None)
    assert sum(block.kind is BlockKind.TABLE_ROW for block in document.blocks) == 2
    figures = {figure.text: figure for figure in read_report(document, load_vocabulary()).figures}
    assert (figures["12万吨"].is_ocr, figures["12万吨"].ocr_confidence) == (True, 0.8)
    assert (figures["35.5"].value, figures["35.5"].ocr_confidence) == (355_000, 0.95)
