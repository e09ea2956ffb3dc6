"""The same report as a text file, a web page, a Word file or a PDF."""

import html
import io
from collections.abc import Mapping
from pathlib import Path

from docx import Document as new_docx
from fpdf import FPDF

from generator.lines import BlockKind, Line, Table, words_of
from generator.reports import Report

MEDIA = ("txt", "html", "docx", "pdf")
_FONT_SIZE = 11
_LINE_HEIGHT = 7


def as_bytes(report: Report, medium: str, font: Path | None = None) -> bytes:
    """The clean report as a file of that medium; ``font`` is a TrueType font with Chinese, for PDF alone.

    Raises:
        ValueError: PDF without a font, or with tables, which its text layer does not keep.
    """
    if medium == "txt":
        return report.text.encode()
    if medium == "html":
        return _html(report).encode()
    return _docx(report) if medium == "docx" else _pdf(report, font)


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


def _pdf(report: Report, font: Path | None) -> bytes:
    if font is None:
        raise ValueError("a PDF needs a font that has Chinese")
    file = FPDF()
    file.add_font("report", fname=font)
    file.set_font("report", size=_FONT_SIZE)
    file.add_page()
    for block in report.blocks:
        if isinstance(block, Table):
            raise ValueError("the text layer of a PDF keeps no tables")
        indent = "" if block.kind is BlockKind.TITLE else "\u3000\u3000"
        file.multi_cell(0, _LINE_HEIGHT, indent + _words(report, block.line), new_x="LMARGIN", new_y="NEXT")
    return bytes(file.output())
