"""What becomes of hostile files; docs/hostile-input.md shows each case, and no other."""

import io
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from hedui.documents.errors import (
    BinaryFile,
    BrokenFile,
    DocumentError,
    EmptyFile,
    ScannedPage,
    TooLarge,
    UnreadableEncoding,
)
from hedui.documents.reader import document_from_bytes

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "hostile-input.md"
SAID = "全市处置污泥12万吨，同比增长5%。"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def packed(**parts: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def word(body: str, doctype: str = "", **more: str | bytes) -> bytes:
    """A Word file of nothing but its document part."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    document = f'{doctype}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return packed(**{"[Content_Types].xml": types, "_rels/.rels": relations, "word/document.xml": document, **more})


def said(text: str = SAID) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def row(properties: str) -> str:
    return said() + f"<w:tbl><w:tr><w:tc><w:tcPr>{properties}</w:tcPr>{said('甲')}</w:tc></w:tr></w:tbl>"


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    body, places = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table)
    return (
        body
        + head
        + b"trailer << /Size %d /Root 1 0 R %b>>\nstartxref\n%d\n%%%%EOF\n"
        % (
            len(objects) + 1,
            trailer,
            len(body),
        )
    )


def stream(content: bytes, extra: bytes = b"") -> bytes:
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), extra, content)


def page(content: bytes, resources: bytes = b"", *more: bytes) -> bytes:
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 500 800] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> "
        + resources
        + b" >> >>",
        stream(content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *more,
    )


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
TEXT = b"BT /F 12 Tf 72 700 Td (1569 tons of sludge in the year 2023) Tj ET"
PICTURE = stream(
    b"\xff" * 16, b"/Type /XObject /Subtype /Image /Width 4 /Height 4 /ColorSpace /DeviceGray /BitsPerComponent 8"
)
STRIPS = b"q 500 0 0 300 0 0 cm /I Do Q q 500 0 0 300 0 300 cm /I Do Q"
OUTER = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
ENTITIES = "<!DOCTYPE x [" + '<!ENTITY a0 "12吨">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
) + "]>"  # fmt: skip


def lying() -> bytes:
    """A Word file whose archive says that its document has ten bytes."""
    data = bytearray(word(said()))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        if data[at + 46 :].startswith(b"word/document.xml"):
            data[at + 24 : at + 28] = struct.pack("<I", 10)
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


Outcome = type[DocumentError] | str
"""How a file is refused, or a part of the text that is read of it."""

CASES: dict[str, tuple[Callable[[], bytes], Outcome]] = {
    "empty": (lambda: b"", EmptyFile),
    "blanks": (lambda: " \u3000\u200b\n".encode() * 50, EmptyFile),
    "control-bytes": (lambda: bytes(range(256)) * 8, BinaryFile),
    "unmarked-big5": (lambda: "鄭州市處置污泥，較上年增長百分之五。".encode("big5") * 3, UnreadableEncoding),
    "declared-big5": (
        lambda: '<html><head><meta charset="big5"></head><p>處置污泥12萬噸。</p></html>'.encode("big5"),
        "處置污泥12萬噸",
    ),
    "lost-characters": (lambda: ("\ufffd" * 40 + SAID).encode(), UnreadableEncoding),
    "deep-page": (lambda: ("<html><body>" + "<div>" * 3000 + SAID).encode(), TooLarge),
    "wide-cell-page": (
        lambda: f"<html><p>{SAID}</p><table><tr><td colspan=99999 rowspan=99999>甲<td>1</tr></table>".encode(),
        SAID,
    ),
    "hidden-page": (lambda: f"<html><p style='display:none'>999</p><del>888</del><p>{SAID}</p>".encode(), SAID),
    "entities": (lambda: word(said("&a9;"), ENTITIES), BrokenFile),
    "outer-entity": (lambda: word(said("&x;") + said(), OUTER), SAID),
    "packed-bomb": (lambda: word(said(), **{"word/media/x.bin": bytes(257 * 2**20)}), TooLarge),
    "lying-archive": (lying, BrokenFile),
    "damaged-archive": (lambda: word(said())[:-100], BrokenFile),
    "wide-cell-word": (lambda: word(row('<w:gridSpan w:val="100000000"/>')), TooLarge),
    "deep-word": (lambda: word(said() + "<w:tbl><w:tr><w:tc>" * 300), BrokenFile),
    "archive": (lambda: packed(**{"a.txt": SAID}), BinaryFile),
    "presentation": (lambda: packed(**{"ppt/presentation.xml": "", "[Content_Types].xml": ""}), BinaryFile),
    "ofd": (lambda: packed(**{"OFD.xml": "<ofd/>"}), BinaryFile),
    "old-word": (lambda: OLE2 + "WordDocument".encode("utf-16-le"), BinaryFile),
    "old-unknown": (lambda: OLE2, BinaryFile),
    "broken-workbook": (lambda: packed(**{"xl/workbook.xml": "<workbook"}), BrokenFile),
    "broken-rtf-table": (lambda: b"{\\rtf1 \\trowd " + b"{" * 2000 + b"12}", "12"),
    "junk-before-pdf": (lambda: b"\n\njunk\n" + page(TEXT), "1569 tons"),
    "cut-pdf": (lambda: page(TEXT)[:60], BrokenFile),
    "locked-pdf": (
        lambda: pdf(
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [] /Count 0 >>",
            b"<< /Filter /Standard /V 1 /R 2 /O (%b) /U (%b) /P -44 >>" % (b"a" * 32, b"b" * 32),
            trailer=b"/Encrypt 3 0 R /ID [(a)(b)] ",
        ),
        BrokenFile,
    ),
    "no-pages": (lambda: pdf(CATALOG, b"<< /Type /Pages /Kids [] /Count 0 >>"), BrokenFile),
    "strips": (lambda: page(STRIPS, b"/XObject << /I 6 0 R >>", PICTURE), ScannedPage),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(64), ScannedPage),
}  # fmt: skip


@pytest.fixture(autouse=True)
def without_recogniser(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where ``hedui[ocr]`` is not installed."""
    from hedui.documents.formats import ocr

    monkeypatch.setattr(ocr, "_engine", lambda: None)


@pytest.mark.parametrize("name", CASES)
def test_what_becomes_of_it(name: str) -> None:
    make, outcome = CASES[name]
    if isinstance(outcome, str):
        text = document_from_bytes(make(), "report", None).text.raw
        assert outcome in text
        assert not re.search("999|888|root:", text)
        return
    with pytest.raises(outcome) as caught:
        document_from_bytes(make(), "report", None)
    assert caught.value.advice


def test_a_text_longer_than_the_limit_is_refused() -> None:
    with pytest.raises(TooLarge, match="holds 40 characters, more than the 39 that are read"):
        document_from_bytes(b"1234567890" * 4, "report", None, 39)


def test_the_page_shows_every_case_and_every_row_has_a_test() -> None:
    rows = re.findall(r"^\|[^|]+\|[^|]+\| `([\w.]+)::([\w-]+)` \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    here = {name for file, name in rows if file == Path(__file__).name and not name.startswith("test_")}
    assert here == CASES.keys()
    for file, name in rows:
        [path] = (ROOT / "tests").rglob(file)
        assert name in CASES or f"def {name}(" in path.read_text(encoding="utf-8"), name
