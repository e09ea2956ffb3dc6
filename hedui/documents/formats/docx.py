"""DOCX: paragraphs and tables in the order of the document, automatic numbering written out."""

import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from hedui.documents.errors import BrokenFile, TooLarge
from hedui.documents.extract import Assembly, Extract

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_MOST_UNPACKED = 256 * 2**20  # bytes of all parts together
_MOST_XML = 64 * 2**20  # bytes of one part that is parsed
_MOST_PARTS = 10_000


def read_docx(data: bytes, path: str) -> Extract:
    """Extract a DOCX file.

    Raises:
        BrokenFile: it cannot be opened as one.
        TooLarge: it unpacks to more than any report.
    """
    _check_size(data, path)
    try:
        document = docx.Document(BytesIO(data))
        assembly = Assembly()
        numbering = _Numbering(document)
        for item in document.iter_inner_content():
            if isinstance(item, Table):
                _add_table(assembly, item)
            else:
                for line in (numbering.label(item) + _text(item._p)).split("\n"):
                    assembly.add_line(line)
    except Exception as error:  # python-docx raises whatever a damaged part makes it stumble over
        raise BrokenFile(path, f"cannot be opened as DOCX ({error})", "open it in Word and save it again") from error
    return assembly.extract(MEDIA_TYPE)


def _check_size(data: bytes, path: str) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise BrokenFile(path, f"is a damaged ZIP archive ({error})", "fetch the file again") from error
    parsed = max((part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))), default=0)
    if len(parts) > _MOST_PARTS or parsed > _MOST_XML or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise TooLarge(path, "unpacks to more than any report", "check where the file comes from")


def _text(element: Any) -> str:
    """Text of a paragraph, insertions and links included, deletions and text boxes left out."""
    parts = []
    for node in element.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr"), qn("w:noBreakHyphen")):
        if any(above.tag in _NOT_TEXT for above in _above(node, element)):
            continue
        parts.append(node.text or "" if node.tag == qn("w:t") else _MARKS.get(node.tag, "\n"))
    return "".join(parts)


_NOT_TEXT = frozenset(map(qn, ("w:moveFrom", "w:txbxContent", "w:tabs")))
_MARKS = {qn("w:tab"): " ", qn("w:noBreakHyphen"): "-"}


def _above(node: Any, top: Any) -> Iterable[Any]:
    node = node.getparent()
    while node is not None and node is not top:
        yield node
        node = node.getparent()


def _add_table(assembly: Assembly, table: Table) -> None:
    """Add a table, a merged cell once; a table of one column only frames text."""
    seen = set()
    grid = []
    for row in table.rows:
        cells = [""] * row.grid_cols_before
        for cell in row.cells:
            cells.append("" if cell._tc in seen else " ".join(map(_text, cell._tc.iter(qn("w:p")))))
            seen.add(cell._tc)
        grid.append(cells)
    if max(map(len, grid), default=0) > 1:
        assembly.add_table(grid)
    else:
        for row in grid:
            assembly.add_line(row[0] if row else "")


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

    def label(self, paragraph: Paragraph) -> str:
        """The label of the next paragraph, or ``""``."""
        number, level = self._place(paragraph)
        abstract = self._abstracts.get(number, "")
        levels = self._levels.get(abstract, {})
        if level not in levels or not _text(paragraph._p).strip():
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

    def _place(self, paragraph: Paragraph) -> tuple[str, int]:
        """Number and level by the paragraph itself, else by its style or a style that is based on."""
        element: Any = paragraph._p
        seen = set()
        while element is not None and element not in seen:
            seen.add(element)
            properties = element.find(qn("w:pPr"))
            numbered = properties.find(qn("w:numPr")) if properties is not None else None
            if numbered is not None:
                return _value(numbered, "w:numId", ""), int(_value(numbered, "w:ilvl", "0"))
            if element is paragraph._p:
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
