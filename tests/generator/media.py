"""The same report as a text file, a web page, a Word file or a PDF."""

import html
import io
import re
from collections.abc import Mapping, Sequence

from docx import Document as new_docx

from generator.lines import BlockKind, Line, Table, words_of
from generator.reports import Report

MEDIA = ("txt", "html", "docx", "pdf")
_UNBROKEN = re.compile(r"(?:[0-9A-Za-z.%-]+|.)[,.;:!?,。;:、)》”%]*", re.DOTALL)
_COLUMNS, _LINES, _SIZE, _LEADING, _LEFT, _TOP = 36, 38, 12, 18, 70, 780


def as_bytes(report: Report, medium: str) -> bytes:
    """The clean report as a file of that medium.

    Raises:
        ValueError: a PDF of a report with tables, which its text layer does not keep.
    """
    if medium == "txt":
        return report.text.encode()
    if medium == "html":
        return _html(report).encode()
    return _docx(report) if medium == "docx" else _pdf(report)


def _words(report: Report, line: Line) -> str:
    return "".join(words_of(part, report.known) for part in line)


def _html(report: Report) -> str:
    tags: Mapping[BlockKind, str] = {BlockKind.TITLE: "h1", BlockKind.HEADING: "p", BlockKind.PARAGRAPH: "p"}
    body = []
    for block in report.blocks:
        if isinstance(block, Table):
            rows = (
                "".join(f"<{cell}>{html.escape(_words(report, line))}</{cell}>" for line in row)
                for cell, row in zip(("th", *("td",) * len(block.rows)), block.rows, strict=False)
            )
            body.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        else:
            tag = tags[block.kind]
            body.append(f"<{tag}>{html.escape(_words(report, block.line))}</{tag}>")
    title = html.escape(_words(report, report.blocks[0].line)) if not isinstance(report.blocks[0], Table) else ""
    return f"<html><head><meta charset='utf-8'><title>{title}</title></head><body>{''.join(body)}</body></html>"


def _docx(report: Report) -> bytes:
    file = new_docx()
    for block in report.blocks:
        if isinstance(block, Table):
            table = file.add_table(rows=0, cols=len(block.rows[0]))
            for row in block.rows:
                for cell, line in zip(table.add_row().cells, row, strict=True):
                    cell.text = _words(report, line)
        else:
            file.add_paragraph(_words(report, block.line))
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def _pdf(report: Report) -> bytes:
    paragraphs = []
    for block in report.blocks:
        if isinstance(block, Table):
            raise ValueError("the text layer of a PDF keeps no tables")
        indent = "" if block.kind is BlockKind.TITLE else "\u3000\u3000"
        paragraphs.append(indent + _words(report, block.line))
    return pdf_of(paragraphs)


def _wrapped(text: str) -> list[str]:
    """The text in lines of a page's width; a number is not broken."""
    lines, line = [], ""
    for piece in _UNBROKEN.findall(text):
        if line and len(line) + len(piece) > _COLUMNS:
            lines.append(line)
            line = ""
        line += piece
    return [*lines, line]


def pdf_of(paragraphs: Sequence[str]) -> bytes:
    """A minimal PDF with a text layer: justified lines in which every character is one em wide."""
    to_unicode = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Same def /CMapType 2 def "
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange "
        b"endcmap end end"
    )
    lines = [
        (line, (_COLUMNS - len(line)) * _SIZE / max(1, len(line) - 1) if line is not wrapped[-1] else 0)
        for wrapped in map(_wrapped, paragraphs)
        for line in wrapped
    ]
    shown = [
        b"BT /F1 %d Tf %.3f Tc %d %d Td <%b> Tj ET"
        % (_SIZE, gap, _LEFT, _TOP - _LEADING * (n % _LINES), line.encode("utf-16-be", "replace").hex().encode())
        for n, (line, gap) in enumerate(lines)
    ]
    pages = [b"\n".join(shown[at : at + _LINES]) for at in range(0, max(1, len(shown)), _LINES)]
    kids = b" ".join(b"%d 0 R" % (6 + 2 * n) for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, len(pages)),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /S /Encoding /Identity-H /DescendantFonts [4 0 R]"
        b" /ToUnicode 5 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /S /DW 1000"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(to_unicode), to_unicode),
    ]
    for n, page in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (7 + 2 * n)
        )
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(page), page))
    return _with_places(objects)


def _with_places(objects: Sequence[bytes]) -> bytes:
    body = b"%PDF-1.4\n"
    places = []
    for n, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (n, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (count, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n%b" % (count, table) + trailer
