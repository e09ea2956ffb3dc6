import zipfile
from io import BytesIO

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from hedui.documents.errors import BrokenFile, DocumentError, TooLarge
from hedui.documents.formats import docx as module
from hedui.documents.formats.docx import read_docx
from hedui.documents.reader import document_from_bytes


def saved(document: "docx.document.Document") -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def test_paragraphs_and_tables_come_in_order() -> None:
    document = docx.Document()
    document.add_heading("某市2024年工作总结", 0)
    document.add_paragraph("2024年,全市完成造林3.2万亩。")
    table = document.add_table(rows=3, cols=3)
    for row, texts in zip(table.rows, [("指标", "计划", "完成"), ("造林", "3", "3.2"), ("", "5", "5.1")], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    document.add_paragraph("下一步,加强管护。")
    read = document_from_bytes(saved(document), "report.docx", None)
    assert [read.text.clean[block.start : block.end] for block in read.blocks] == [
        "某市2024年工作总结",
        "2024年,全市完成造林3.2万亩。",
        "指标\t计划\t完成",
        "造林\t3\t3.2",
        "\t5\t5.1",
        "下一步,加强管护。",
    ]
    assert [block.is_header for block in read.blocks if block.table] == [True, False, False]
    assert read.metadata.title == "某市2024年工作总结"


def numbered(document: "docx.document.Document", text: str, level: int) -> None:
    paragraph = document.add_paragraph(text)
    properties = f"<w:numPr {nsdecls('w')}><w:ilvl w:val='{level}'/><w:numId w:val='77'/></w:numPr>"
    paragraph._p.get_or_add_pPr().append(parse_xml(properties))


def test_automatic_numbering_is_written_out() -> None:
    document = docx.Document()
    levels = "".join(
        f"<w:lvl w:ilvl='{level}'><w:start w:val='1'/><w:numFmt w:val='{style}'/><w:lvlText w:val='{pattern}'/></w:lvl>"
        for level, (style, pattern) in enumerate([("chineseCounting", "%1、"), ("decimal", "(%2)"), ("bullet", "-")])
    )
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(f"<w:abstractNum {nsdecls('w')} w:abstractNumId='99'>{levels}</w:abstractNum>"))
    numbering.append(parse_xml(f"<w:num {nsdecls('w')} w:numId='77'><w:abstractNumId w:val='99'/></w:num>"))
    for text, level in [("甲", 0), ("乙", 1), ("丙", 1), ("丁", 2), ("戊", 0), ("己", 1)]:
        numbered(document, text, level)
    assert read_docx(saved(document), "x").raw.split() == ["一、甲", "(1)乙", "(2)丙", "丁", "二、戊", "(1)己"]


def test_insertions_and_links_are_read_deletions_are_not() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("全市完成")
    for mark, child in [
        ("ins", "<w:r><w:t>12台</w:t></w:r>"),
        ("del", "<w:r><w:delText>99台</w:delText></w:r>"),
        ("hyperlink", "<w:r><w:t>改造</w:t></w:r>"),
    ]:
        paragraph._p.append(parse_xml(f"<w:{mark} {nsdecls('w')}>{child}</w:{mark}>"))
    assert read_docx(saved(document), "x").raw == "全市完成12台改造\n"


def zipped(name: str, content: bytes) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"PK\x03\x04 and then nothing of an archive", BrokenFile),
        (zipped("mimetype", b"application/epub+zip"), BrokenFile),
        (zipped("_rels/.rels", b"<Relationships><Relationship/></Relationships>"), BrokenFile),
        (zipped("word/document.xml", b" " * (module._MOST_XML + 1)), TooLarge),
    ],
)
def test_what_is_no_report_is_refused(data: bytes, error: type[DocumentError]) -> None:
    with pytest.raises(error):
        document_from_bytes(data, "report.docx", None)


def paragraph(runs: str) -> str:
    return f"<w:p {nsdecls('w')}>{runs}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def test_raised_digits_are_raised_and_what_is_not_seen_is_left_out_and_counted() -> None:
    document = docx.Document()
    raised, body = "<w:vertAlign w:val='superscript'/>", document.element.body
    body.insert(0, parse_xml(paragraph(run("废水1.2×10") + run("4", raised) + run("吨") + run("999", "<w:vanish/>"))))
    body.insert(1, parse_xml(paragraph(run("原定888", "<w:strike/>") + run("完成35台"))))
    control = f"<w:sdt {nsdecls('w')}><w:sdtContent>{paragraph(run('控件内12吨'))}</w:sdtContent></w:sdt>"
    body.insert(2, parse_xml(control))
    read = document_from_bytes(saved(document), "report.docx", None)
    assert read.text.raw == "废水1.2×10⁴吨\n完成35台\n控件内12吨\n"
    assert {(one.what, one.why) for one in read.omissions} >= {
        ("hidden text", "3 characters"),
        ("struck text", "5 characters"),
    }


def test_merged_cells_of_a_table_stand_at_their_places() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    for row, texts in zip(
        table.rows, [("县区", "排放量(吨)", ""), ("", "2022年", "2023年"), ("甲县", "5", "6")], strict=True
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(0, 0).merge(table.cell(1, 0)).text = "县区"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "排放量(吨)"
    read = document_from_bytes(saved(document), "report.docx", None)
    heads = [block for block in read.blocks if block.is_header]
    assert [[(slot.column, slot.columns, slot.rows) for slot in block.slots] for block in heads] == [
        [(0, 1, 2), (1, 2, 1), (2, 0, 0)],
        [(0, 0, 0), (1, 1, 1), (2, 1, 1)],
    ]
