from collections.abc import Callable, Sequence

import pytest
from fpdf import FPDF
from PIL import Image

from hedui.documents.document import BlockKind
from hedui.documents.errors import BrokenFile, EmptyFile, ScannedPage, TooLarge
from hedui.documents.formats import pdf as module
from hedui.documents.reader import document_from_bytes

# A line of a page: x and baseline in points, type size, text.
Placed = tuple[float, float, float, str]
MakePdf = Callable[[Sequence[Sequence[Placed]]], bytes]

_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Same def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange
endcmap end end"""


def _stream(content: bytes, extra: bytes = b"") -> bytes:
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), extra, content)


def _page_content(lines: Sequence[Placed]) -> bytes:
    return b"\n".join(
        b"BT /F1 %g Tf %g %g Td <%b> Tj ET" % (size, x, y, text.encode("utf-16-be").hex().encode())
        for x, y, size, text in lines
    )


@pytest.fixture
def make_pdf() -> MakePdf:
    """Write A4 pages of placed lines; every character is one em wide and maps to its own code point."""

    def make(pages: Sequence[Sequence[Placed]]) -> bytes:
        kids = b" ".join(b"%d 0 R" % (6 + 2 * number) for number in range(len(pages)))
        objects = [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, len(pages)),
            b"<< /Type /Font /Subtype /Type0 /BaseFont /Sans /Encoding /Identity-H /DescendantFonts [4 0 R]"
            b" /ToUnicode 5 0 R >>",
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Sans /DW 1000"
            b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
            _stream(_TO_UNICODE),
        ]
        for number, lines in enumerate(pages):
            objects.append(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
                b" /Resources << /Font << /F1 3 0 R >> >> >>" % (7 + 2 * number)
            )
            objects.append(_stream(_page_content(lines)))
        body = b"%PDF-1.4\n"
        places = []
        for number, content in enumerate(objects, 1):
            places.append(len(body))
            body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
        table = b"".join(b"%010d 00000 n \n" % place for place in places)
        count = len(objects) + 1
        trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (count, len(body))
        return body + b"xref\n0 %d\n0000000000 65535 f \n%b" % (count, table) + trailer

    return make


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


def test_a_ragged_right_edge_parts_no_paragraph(make_pdf: MakePdf) -> None:
    first = "全" * (COLUMNS - 8) + "同比下降"
    second = "1234567.31%," + "市" * (COLUMNS - 12)
    data = make_pdf([page(1, "　" + first, second, "天,全市良好。", "　" + SENTENCE)])
    document = document_from_bytes(data, "report.pdf", None)
    found = [document.text.clean[block.start : block.end] for block in document.blocks]
    assert found[1:] == [first + second + "天,全市良好。", SENTENCE]


def test_a_scanned_page_is_refused_by_its_number() -> None:
    pdf = FPDF()
    pdf.set_font("Helvetica")
    pdf.add_page()
    pdf.cell(text="A page of text that is long enough to be one.")
    pdf.add_page()
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
