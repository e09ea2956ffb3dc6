"""What the tests of this room share: a writer of small PDFs with Chinese text."""

from collections.abc import Callable, Sequence

import pytest

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
