"""DOCX: paragraphs and tables in the order of the document, automatic numbering written out."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from hedui.documents.errors import BrokenFile, TooLarge
from hedui.documents.extract import Assembly, Extract, Place
from hedui.documents.formats.markup import raised

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_MOST_UNPACKED = 256 * 2**20  # bytes of all parts together
_MOST_XML = 64 * 2**20  # bytes of one part that is parsed
_MOST_PARTS = 10_000
_MOST_COLUMNS = 500


def read_docx(data: bytes, path: str) -> Extract:
    """Extract a DOCX file.

    Raises:
        BrokenFile: it cannot be opened as one.
        TooLarge: it, or a table of it, unpacks to more than any report.
    """
    _check_size(data, path)
    try:
        document = docx.Document(BytesIO(data))
        body = _Body(_Numbering(document), path)
        body.add(document.element.body)
        body.add_notes(document)
        body.leave_out_furniture(document)
    except TooLarge:
        raise
    except Exception as error:  # python-docx raises whatever a damaged part makes it stumble over
        raise BrokenFile(path, f"cannot be opened as DOCX ({error})", "open it in Word and save it again") from error
    return body.assembly.extract(MEDIA_TYPE)


def _check_size(data: bytes, path: str) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise BrokenFile(path, f"is a damaged ZIP archive ({error})", "fetch the file again") from error
    parsed = max((part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))), default=0)
    if len(parts) > _MOST_PARTS or parsed > _MOST_XML or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise TooLarge(path, "unpacks to more than any report", "check where the file comes from")


class _Body:
    """Takes the blocks of a document in order: paragraphs, tables, what controls and text boxes hold."""

    def __init__(self, numbering: "_Numbering", path: str) -> None:
        self.assembly = Assembly()
        self._numbering = numbering
        self._path = path
        self._unread: dict[str, int] = {}

    def add(self, parent: Any) -> None:
        """Add the blocks right below an element."""
        for child in parent:
            if child.tag == qn("w:p"):
                self._add_paragraph(child)
            elif child.tag == qn("w:tbl"):
                self._add_table(child)
            elif child.tag == qn("w:sdt"):
                for content in child.findall(qn("w:sdtContent")):
                    self.add(content)
            elif child.tag in _WRAPPERS:
                self.add(child)

    def add_notes(self, document: Any) -> None:
        """Add footnotes and endnotes as lines at the end."""
        for part in document.part.package.iter_parts():
            if str(part.partname) in _NOTES:
                for paragraph in parse_xml(part.blob).iter(qn("w:p")):
                    self.assembly.add_line(self._text(paragraph))

    def leave_out_furniture(self, document: Any) -> None:
        """Record what is not read: running heads and feet, what was struck, hidden or deleted, pictures."""
        for part in document.part.package.iter_parts():
            name = str(part.partname)
            if kind := next((kind for kind in ("header", "footer") if f"/word/{kind}" in name), ""):
                text = "".join(node.text or "" for node in parse_xml(part.blob).iter(qn("w:t"))).strip()
                if text:
                    self.assembly.leave_out(kind, name, f"stands on every page: {text[:40]}")
            elif name.startswith("/word/media/"):
                self._unread["pictures"] = self._unread.get("pictures", 0) + 1
        for what, count in sorted(self._unread.items()):
            self.assembly.leave_out(what, "document", f"{count} {'files' if what == 'pictures' else 'characters'}")

    def _add_paragraph(self, element: Any) -> None:
        for line in (self._numbering.label(element) + self._text(element)).split("\n"):
            self.assembly.add_line(line)
        for box in element.iter(qn("w:txbxContent")):
            if not any(above.tag in _TWICE for above in _above(box, element)):
                self.add(box)

    def _add_table(self, table: Any) -> None:
        """Add a table; one of one column only frames text, and one within a cell follows."""
        grid: list[list[str]] = []
        merged: dict[Place, Place] = {}
        open_cells: dict[int, Place] = {}  # by column: the cell that goes on downwards
        inner: list[Any] = []
        for number, row in enumerate(_rows(table)):
            cells: list[str] = [""] * self._count(row, "w:trPr/w:gridBefore")
            for cell in _cells(row):
                column, width = len(cells), max(1, self._count(cell, "w:tcPr/w:gridSpan"))
                if column + width > _MOST_COLUMNS:
                    raise TooLarge(self._path, f"has a table of more than {_MOST_COLUMNS} columns", "split the table")
                down = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
                goes_on = down is not None and down.get(qn("w:val"), "continue") == "continue"
                if goes_on and column in open_cells:
                    top = open_cells[column]
                    merged[top] = number - top[0] + 1, merged.get(top, (1, width))[1]
                    cells += [""] * width
                    continue
                open_cells.pop(column, None)
                if down is not None:
                    open_cells[column] = number, column
                if width > 1:
                    merged[number, column] = 1, width
                inner += _blocks(cell, "w:tbl")
                cells += [" ".join(map(self._text, _blocks(cell, "w:p"))), *[""] * (width - 1)]
            grid.append(cells)
        if max(map(len, grid), default=0) > 1:
            heads = sum(row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in _rows(table))
            self.assembly.add_table(grid, heads or None, merged)
        else:
            for row in _rows(table):
                for cell in _cells(row):
                    self.add(cell)
            return
        for table in inner:
            self._add_table(table)

    @staticmethod
    def _count(element: Any, path: str) -> int:
        found = element.find("/".join(map(qn, path.split("/"))))
        value = found.get(qn("w:val"), "0") if found is not None else "0"
        return min(int(value), _MOST_COLUMNS + 1) if value.isdecimal() else 0

    def _text(self, element: Any) -> str:
        """Text of a paragraph: insertions, links and formulas included; deleted, hidden and struck text counted."""
        parts = []
        for node in element.iter(*_TEXT):
            above = list(_above(node, element))
            if any(one.tag in _NOT_TEXT for one in above):
                continue
            text = node.text or "" if node.tag in _LETTERS else _MARKS.get(node.tag, "\n")
            run = next((one for one in above if one.tag == qn("w:r")), None)
            properties = run.find(qn("w:rPr")) if run is not None else None
            if node.tag == qn("w:delText"):
                self._leave_out("deleted text", text)
            elif properties is not None and _is_on(properties, "w:vanish"):
                self._leave_out("hidden text", text)
            elif properties is not None and (_is_on(properties, "w:strike") or _is_on(properties, "w:dstrike")):
                self._leave_out("struck text", text)
            elif (properties is not None and _value(properties, "w:vertAlign", "") == "superscript") or any(
                one.tag == _M_SUP for one in above
            ):
                parts.append(raised(text))
            else:
                parts.append(text)
        return "".join(parts)

    def _leave_out(self, what: str, text: str) -> None:
        self._unread[what] = self._unread.get(what, 0) + len(text)


_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M_SUP = f"{_M}sup"
_LETTERS = frozenset((qn("w:t"), qn("w:delText"), f"{_M}t"))
_MARKS = {qn("w:tab"): " ", qn("w:noBreakHyphen"): "-"}
_TEXT = (*_LETTERS, *_MARKS, qn("w:br"), qn("w:cr"))
_NOT_TEXT = frozenset((*map(qn, ("w:moveFrom", "w:txbxContent", "w:tabs")), f"{_MC}Fallback"))
_TWICE = frozenset((f"{_MC}Fallback", qn("w:txbxContent"), qn("w:moveFrom")))  # printed elsewhere already
_WRAPPERS = frozenset(
    (*map(qn, ("w:ins", "w:moveTo", "w:customXml", "w:smartTag")), f"{_MC}AlternateContent", f"{_MC}Choice")
)
_NOTES = ("/word/footnotes.xml", "/word/endnotes.xml")


def _above(node: Any, top: Any) -> Iterable[Any]:
    node = node.getparent()
    while node is not None and node is not top:
        yield node
        node = node.getparent()


def _blocks(parent: Any, tag: str) -> Iterator[Any]:
    """The elements of a kind right below another, content controls and insertions seen through."""
    for child in parent:
        if child.tag == qn(tag):
            yield child
        elif child.tag in _WRAPPERS or child.tag in (qn("w:sdt"), qn("w:sdtContent")):
            yield from _blocks(child, tag)


def _rows(table: Any) -> Iterator[Any]:
    for row in _blocks(table, "w:tr"):
        properties = row.find(qn("w:trPr"))
        if properties is None or properties.find(qn("w:del")) is None:
            yield row


def _cells(row: Any) -> Iterator[Any]:
    return _blocks(row, "w:tc")


def _is_on(properties: Any, name: str) -> bool:
    found = properties.find(qn(name))
    return found is not None and found.get(qn("w:val"), "true") not in ("0", "false", "off")


_HAN_DIGITS = "〇一二三四五六七八九"
_HAN_FORMATS = frozenset(
    ("chineseCounting", "chineseCountingThousand", "chineseLegalSimplified", "japaneseCounting", "ideographDigital",
     "taiwaneseCounting", "taiwaneseCountingThousand")
)  # fmt: skip
_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    style: str
    pattern: str
    start: int


class _Numbering:
    """Writes out the labels that Word numbers paragraphs with (ECMA-376 part 1, 17.9)."""

    def __init__(self, document: Any) -> None:
        self._styles = {style.element.get(qn("w:styleId")): style.element for style in document.styles}
        self._levels: dict[str, dict[int, _Level]] = {}  # by abstract definition
        self._abstracts: dict[str, str] = {}  # abstract definition by number
        self._counts: dict[str, dict[int, int]] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        for abstract in root.iter(qn("w:abstractNum")):
            self._levels[abstract.get(qn("w:abstractNumId"))] = {
                int(level.get(qn("w:ilvl"))): _Level(
                    style=_value(level, "w:numFmt", "decimal"),
                    pattern=_value(level, "w:lvlText", ""),
                    start=int(_value(level, "w:start", "1")),
                )
                for level in abstract.iter(qn("w:lvl"))
            }
        for num in root.iter(qn("w:num")):
            self._abstracts[num.get(qn("w:numId"))] = _value(num, "w:abstractNumId", "")

    def label(self, paragraph: Any) -> str:
        """The label of the next paragraph, or ``""``."""
        number, level = self._place(paragraph)
        abstract = self._abstracts.get(number, "")
        levels = self._levels.get(abstract, {})
        if level not in levels or not any(node.text for node in paragraph.iter(qn("w:t"))):
            return ""
        counts = self._counts.setdefault(abstract, {})
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if levels[level].style in ("bullet", "none"):
            return ""

        def written(match: re.Match[str]) -> str:
            other = int(match.group(1)) - 1
            definition = levels.get(other, _Level("decimal", "", 1))
            return _number(counts.get(other, definition.start), definition.style)

        return _PLACEHOLDER.sub(written, levels[level].pattern)

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """Number and level by the paragraph itself, else by its style or a style that is based on."""
        element = paragraph
        seen = set()
        while element is not None and element not in seen:
            seen.add(element)
            properties = element.find(qn("w:pPr"))
            numbered = properties.find(qn("w:numPr")) if properties is not None else None
            if numbered is not None:
                return _value(numbered, "w:numId", ""), int(_value(numbered, "w:ilvl", "0"))
            if element is paragraph:
                name = _value(properties, "w:pStyle", "") if properties is not None else ""
            else:
                name = _value(element, "w:basedOn", "")
            element = self._styles.get(name)
        return "", 0


def _value(element: Any, child: str, default: str) -> str:
    found = element.find(qn(child))
    return default if found is None else found.get(qn("w:val"), default)


def _number(number: int, style: str) -> str:
    if style in _HAN_FORMATS and 0 < number < 100:
        tens, ones = divmod(number, 10)
        return ("" if tens < 2 else _HAN_DIGITS[tens]) + ("十" if tens else "") + (_HAN_DIGITS[ones] if ones else "")
    if style.startswith("decimalEnclosedCircle") and 0 < number <= 20:
        return chr(ord("①") + number - 1)
    if style in ("lowerLetter", "upperLetter") and 0 < number <= 26:
        return chr(ord("a" if style == "lowerLetter" else "A") + number - 1)
    return str(number)
