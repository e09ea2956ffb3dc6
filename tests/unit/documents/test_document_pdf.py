import pytest
from conftest import MakePdf, Placed
from fpdf import FPDF

from hedui.documents.document import BlockKind
from hedui.documents.errors import BrokenFile, EmptyFile, ScannedPage, TooLarge
from hedui.documents.formats import pdf as module
from hedui.documents.reader import document_from_bytes

SIZE = 12
LEFT = 80
COLUMNS = 36
SENTENCE = "全市坚持精准治污,统筹推进各项重点工作,环境空气质量持续改善,优良天数明显增加,共281天。"


def page(number: int, *parts: str | tuple[str, ...], top: float = 760) -> list[Placed]:
    """Set paragraphs (a full-width blank in front indents one) and table rows on a page with head and number."""
    lines: list[Placed] = [(200, 815, 9, "某市年度公报"), (290, 30, 9, f"- {number} -")]
    for part in parts:
        if isinstance(part, tuple):
            lines += [(LEFT + 110 * column, top, SIZE, cell) for column, cell in enumerate(part) if cell]
            top -= 18
            continue
        indent = part.startswith("　")
        rest = part.strip()
        while rest:
            width = COLUMNS - 2 * indent
            lines.append((LEFT + 2 * SIZE * indent, top, SIZE, rest[:width]))
            rest, indent = rest[width:], False
            top -= 18
    return lines


def test_lines_are_rejoined_and_furniture_is_left_out(make_pdf: MakePdf) -> None:
    long = SENTENCE * 3
    split = COLUMNS * 2 - 2
    data = make_pdf(
        [
            [(180, 790, 18, "某市2024年公报"), *page(1, "　" + SENTENCE, "　一、大气", "　" + long[:split], top=700)],
            page(
                2,
                long[split:],
                ("指标", "单位", "2024年"),
                ("PM2.5", "微克", "35"),
                ("优良天数", "", "281"),
                "　二、水",
            ),
            page(3, "　" + SENTENCE),
        ]
    )
    document = document_from_bytes(data, "report.pdf", None)
    assert document.media_type == "application/pdf"
    found = [(block.page, document.text.clean[block.start : block.end]) for block in document.blocks]
    assert found == [
        (1, "某市2024年公报"),
        (1, SENTENCE),
        (1, "一、大气"),
        (1, long),
        (2, "指标\t单位\t2024年"),
        (2, "PM2.5\t微克\t35"),
        (2, "优良天数\t\t281"),
        (2, "二、水"),
        (3, SENTENCE),
    ]
    table = [block for block in document.blocks if block.kind is BlockKind.TABLE_ROW]
    assert [block.is_header for block in table] == [True, False, False]


def test_a_scanned_page_is_refused_by_its_number() -> None:
    pdf = FPDF()
    pdf.set_font("Helvetica")
    pdf.add_page()
    pdf.cell(text="A page of text that is long enough to be one.")
    pdf.add_page()
    from PIL import Image

    pdf.image(Image.new("L", (20, 30), 200), x=0, y=0, w=pdf.w, h=pdf.h)
    with pytest.raises(ScannedPage, match="page 2"):
        document_from_bytes(bytes(pdf.output()), "scan.pdf", None)


def test_an_empty_pdf_is_refused(make_pdf: MakePdf) -> None:
    with pytest.raises(EmptyFile):
        document_from_bytes(make_pdf([[]]), "empty.pdf", None)


def test_a_damaged_pdf_is_refused() -> None:
    with pytest.raises(BrokenFile):
        document_from_bytes(b"%PDF-1.7\nnothing of a PDF", "broken.pdf", None)


def test_too_many_pages_are_refused(make_pdf: MakePdf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_PAGES", 2)
    with pytest.raises(TooLarge, match="3 pages"):
        document_from_bytes(make_pdf([page(number, SENTENCE) for number in (1, 2, 3)]), "long.pdf", None)
