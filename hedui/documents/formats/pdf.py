"""PDF with a text layer: lines rejoined to paragraphs by where they stand, running heads and page numbers left out.

Geometry decides, in units of the type size: a line that reaches the right margin goes on in the next one, unless that
is indented; wide gaps on lines that follow on each other make a table; what repeats at the edge of the pages is a
running head.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2

from hedui.documents.errors import BrokenFile, ScannedPage, TooLarge
from hedui.documents.extract import Assembly, Extract
from hedui.documents.fold import fold
from hedui.documents.wrapping import columns, first_piece

MEDIA_TYPE = "application/pdf"

_MOST_PAGES = 2000
_MOST_CHARACTERS = 20_000_000

_EDGE = 0.1  # share of the page height that counts as its edge
_PAGE_NUMBER = re.compile(
    r"[-—–·~\s]*(?:第\s*)?\d{1,4}\s*(?:页)?(?:\s*[/共]+\s*(?:共\s*)?\d{1,4}\s*(?:页)?)?[-—–·~\s]*"
)
_FULL = 1.6  # a line is full when it ends within this of the right margin
_INDENT = 1.2  # a line is indented when it begins beyond this from the left margin
_SAME_SIZE = 0.15  # share by which type sizes of one paragraph may differ
_CELL_GAP = 1.5  # a gap wider than this parts cells
_DIGITS = re.compile(r"\d+")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_FILLER = "\ufdd0"  # a noncharacter
_PRINTED_LINE = re.compile(r"[^\r\n]+")
_PRINTED_WORD = re.compile(r"\S+")
_LONGEST_PAGE_NUMBER = 20
_FEWEST_CHARACTERS = 20  # on a page of text; a scan may carry a stamped page number
_PICTURE_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a page; ``y`` is its middle as a share of the page height, from the bottom."""

    words: tuple[_Word, ...]
    size: float
    y: float
    page: int

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right


def read_pdf(data: bytes, path: str) -> Extract:
    """Extract a PDF by its text layer.

    Raises:
        BrokenFile: it cannot be opened (damaged, or behind a password).
        ScannedPage: a page is a picture without text.
        TooLarge: it has more pages or text than any report.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise BrokenFile(
            path, f"cannot be opened as PDF ({error})", "fetch it again, or save it without password"
        ) from error
    try:
        if len(document) > _MOST_PAGES:
            raise TooLarge(path, f"has {len(document)} pages, more than {_MOST_PAGES}", "split the file")
        lines: list[_Line] = []
        characters = 0
        for number in range(len(document)):
            page_lines = list(_page_lines(document[number], number + 1, path))
            lines += page_lines
            characters += sum(len(line.text) for line in page_lines)
            if characters > _MOST_CHARACTERS:
                raise TooLarge(path, f"holds more than {_MOST_CHARACTERS} characters", "split the file")
        pages = len(document)
    except pypdfium2.PdfiumError as error:
        raise BrokenFile(path, f"has a damaged page ({error})", "open it in a viewer and save it again") from error
    finally:
        document.close()
    return _assemble(_without_running_heads(lines, pages), pages)


def _page_lines(page: pypdfium2.PdfPage, number: int, path: str) -> Iterator[_Line]:
    textpage = page.get_textpage()
    try:
        # Places of characters count UTF-16 units: a filler stands for the second unit of a character that has two.
        text = _ASTRAL.sub(rf"\g<0>{_FILLER}", textpage.get_text_range())
        if len(text.strip()) < _FEWEST_CHARACTERS and _is_picture(page):
            raise ScannedPage(
                path, f"page {number} is a scanned picture without text", "run OCR on the file, or fetch the original"
            )
        height = page.get_height() or 1.0
        for match in _PRINTED_LINE.finditer(text):
            words = []
            boxes = []
            for word in _PRINTED_WORD.finditer(text, match.start(), match.end()):
                first = textpage.get_charbox(word.start(), loose=True)
                last = textpage.get_charbox(word.end() - 1, loose=True)
                words.append(_Word(word.group().replace(_FILLER, ""), first[0], last[2]))
                boxes.append(first)
            if words:
                size = max(top - bottom for _, bottom, _, top in boxes)
                middle = (boxes[0][1] + boxes[0][3]) / 2
                yield _Line(tuple(words), size or 1.0, middle / height, number)
    finally:
        textpage.close()


def _is_picture(page: pypdfium2.PdfPage) -> bool:
    """Whether one image covers most of the page."""
    width, height = page.get_size()
    for image in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = image.get_bounds()
        if (right - left) * (top - bottom) > _PICTURE_SHARE * width * height:
            return True
    return False


def _without_running_heads(lines: Sequence[_Line], pages: int) -> list[_Line]:
    """Leave out what repeats at the edge of the pages (digits aside), and page numbers there."""
    edge = [line for line in lines if not _EDGE < line.y < 1 - _EDGE]
    repeats = Counter(key for key, _ in {(_DIGITS.sub("#", line.text), line.page) for line in edge})
    furniture = {key for key, count in repeats.items() if count > 1 and 2 * count > pages}
    return [
        line
        for line in lines
        if _EDGE < line.y < 1 - _EDGE
        or not (
            _DIGITS.sub("#", line.text) in furniture
            or (len(line.text) <= _LONGEST_PAGE_NUMBER and _PAGE_NUMBER.fullmatch(line.text))
        )
    ]


def _assemble(lines: Sequence[_Line], pages: int) -> Extract:
    """Put lines together to paragraphs and tables, page by page."""
    assembly = Assembly()
    left = _quantile([line.left for line in lines], 0.1)
    right = _quantile([line.right for line in lines], 0.95)
    begun = 0
    for part in _parts(lines, left, right):
        while begun < part[0].page:
            assembly.begin_page()
            begun += 1
        if _is_table(part):
            assembly.add_table(_grid(part))
        else:
            assembly.add_line(_joined(part))
    for _ in range(begun, pages):
        assembly.begin_page()
    return assembly.extract(MEDIA_TYPE)


def _parts(lines: Sequence[_Line], left: float, right: float) -> Iterator[list[_Line]]:
    """Lines by paragraph or table, in order; a paragraph may run over the end of a page."""
    part: list[_Line] = []
    for line in lines:
        if part and not _goes_on(part, line, left, right):
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def _is_table(part: Sequence[_Line]) -> bool:
    return len(part) > 1 and len(_cells(part[0])) > 1


def _quantile(values: Sequence[float], share: float) -> float:
    return sorted(values)[int(share * (len(values) - 1))] if values else 0.0


def _goes_on(part: Sequence[_Line], line: _Line, left: float, right: float) -> bool:
    """Whether a line goes on with the paragraph or the table of the lines before it."""
    before = part[-1]
    if len(_cells(before)) > 1 or len(_cells(line)) > 1:
        return len(_cells(before)) > 1 and len(_cells(line)) > 1 and before.page == line.page
    is_full = before.right + max(_FULL * before.size, _first_width(line)) >= right
    is_indented = line.left > left + _INDENT * line.size
    is_same_size = abs(before.size - line.size) <= _SAME_SIZE * before.size
    return is_full and is_same_size and not is_indented


def _first_width(line: _Line) -> float:
    """Width of what could not be parted from the beginning of a line to fill the one before it."""
    word = line.words[0]
    piece = first_piece(fold(word.text))
    return (word.right - word.left) * columns(word.text[: len(piece)]) / columns(word.text)


def _joined(lines: Sequence[_Line]) -> str:
    text = ""
    for line in lines:
        is_word = text[-1:].isascii() and text[-1:].isalpha() and line.text[0].isascii() and line.text[0].isalpha()
        text += " " * is_word + line.text
    return text


def _cells(line: _Line) -> list[_Word]:
    cells: list[_Word] = []
    for word in line.words:
        if cells and word.left - cells[-1].right <= _CELL_GAP * line.size:
            cells[-1] = _Word(f"{cells[-1].text} {word.text}", cells[-1].left, word.right)
        else:
            cells.append(word)
    return cells


def _grid(lines: Sequence[_Line]) -> list[list[str]]:
    """Cells of a run of lines, set in the columns of its fullest line by where they stand."""
    rows = [_cells(line) for line in lines]
    columns = [(cell.left + cell.right) / 2 for cell in max(rows, key=len)]
    grid = []
    for cells in rows:
        row = [""] * len(columns)
        free = 0
        for number, cell in enumerate(cells):
            middle = (cell.left + cell.right) / 2
            last = len(columns) - (len(cells) - number)  # leaves a column to each cell still to come
            at = min(range(free, last + 1), key=lambda column: abs(columns[column] - middle))
            row[at] = cell.text
            free = at + 1
        grid.append(row)
    return grid
