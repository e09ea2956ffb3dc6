"""PDF with a text layer: lines rejoined to paragraphs by where they stand, running heads and page numbers left out.

Geometry decides, in units of the type size: a line that reaches the right margin goes on in the next one, unless that
is indented; wide gaps on lines that follow on each other make a table; what repeats at the edge of the pages is a
running head.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pypdfium2

from hedui.documents.errors import BrokenFile, TooLarge
from hedui.documents.extract import Assembly, Extract, Place
from hedui.documents.fold import fold
from hedui.documents.formats.rulings import RuledTable, ruled_tables
from hedui.documents.wrapping import columns, first_piece

if TYPE_CHECKING:
    from hedui.documents.formats.ocr import Recognised

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
_STOPS = "。!?！？;；:："
_DIGITS = re.compile(r"\d+")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_FILLER = "\ufdd0"  # a noncharacter
_PRINTED_LINE = re.compile(r"[^\r\n]+")
_PRINTED_WORD = re.compile(r"\S+")
_LONGEST_PAGE_NUMBER = 20
_FEWEST_CHARACTERS = 20  # on a page of text; a scan may carry a stamped page number
_PICTURE_SHARE = 0.6
_FEWEST_COLUMN_LINES = 8  # on a page with two columns of text
_FILLED = 0.7  # share of a column's width that most of its lines fill
_FEWEST_IN_COLUMN = 8  # characters of a line of running text


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    left: float
    right: float
    middle: float = 0.0


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a page; ``y`` is its middle as a share of the page height, from the bottom.

    ``margins`` are those of the column of text it stands in, where a page has several; ``confidence`` is the
    recogniser's, None for printed text.
    """

    words: tuple[_Word, ...]
    size: float
    y: float
    page: int
    margins: tuple[float, float] | None = None
    confidence: float | None = None

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right


@dataclass(frozen=True, slots=True)
class _Ruled:
    """A ruled table of a page."""

    grid: Sequence[Sequence[str]]
    merged: Mapping[Place, Place]
    page: int
    confidence: float | None = None


_Item = _Line | _Ruled


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
        items: list[_Item] = []
        characters = pictures = 0
        for number in range(len(document)):
            page = document[number]
            lines = list(_page_lines(page, number + 1, path))
            characters += sum(len(line.text) for line in lines)
            pictures += sum(1 for _ in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]))
            if characters > _MOST_CHARACTERS:
                raise TooLarge(path, f"holds more than {_MOST_CHARACTERS} characters", "split the file")
            items += _in_reading_order(lines, ruled_tables(page), number + 1, page.get_width())
            page.close()
        pages = len(document)
    except pypdfium2.PdfiumError as error:
        raise BrokenFile(path, f"has a damaged page ({error})", "open it in a viewer and save it again") from error
    finally:
        document.close()
    kept = _without_running_heads(items, pages)
    return _assemble(kept, pages, pictures, len(items) - len(kept))


def _page_lines(page: pypdfium2.PdfPage, number: int, path: str) -> Iterator[_Line]:
    textpage = page.get_textpage()
    try:
        # Places of characters count UTF-16 units: a filler stands for the second unit of a character that has two.
        text = _ASTRAL.sub(rf"\g<0>{_FILLER}", textpage.get_text_range())
        if len(text.strip()) < _FEWEST_CHARACTERS and _is_picture(page):
            from hedui.documents.formats.ocr import recognise_page

            yield from _recognised_lines(recognise_page(page, path, number), page.get_height() or 1.0, number)
            return
        height = page.get_height() or 1.0
        for match in _PRINTED_LINE.finditer(text):
            words = []
            boxes = []
            for word in _PRINTED_WORD.finditer(text, match.start(), match.end()):
                first = textpage.get_charbox(word.start(), loose=True)
                last = textpage.get_charbox(word.end() - 1, loose=True)
                middle = (first[1] + first[3]) / 2
                words.append(_Word(word.group().replace(_FILLER, ""), first[0], last[2], middle))
                boxes.append(first)
            if words:
                size = max(top - bottom for _, bottom, _, top in boxes)
                middle = (boxes[0][1] + boxes[0][3]) / 2
                yield _Line(tuple(words), size or 1.0, middle / height, number)
    finally:
        textpage.close()


def recognised_extract(found: "Sequence[Recognised]", media_type: str) -> Extract:
    """What was recognised in one picture, put together as the text of a page is."""
    low, high = min(one.box[1] for one in found), max(one.box[3] for one in found)
    shifted = [replace(one, box=(one.box[0], one.box[1] - low, one.box[2], one.box[3] - low)) for one in found]
    extract = _assemble(list(_recognised_lines(shifted, high - low or 1.0, 1)), 1, 0, 0)
    return replace(extract, media_type=media_type)


def _recognised_lines(found: "Sequence[Recognised]", height: float, number: int) -> Iterator[_Line]:
    """Lines of what was recognised: stretches that stand at one height, from the top."""
    rest = sorted(found, key=lambda one: -(one.box[1] + one.box[3]))
    while rest:
        first = rest[0]
        middle, size = (first.box[1] + first.box[3]) / 2, first.box[3] - first.box[1]
        line = [one for one in rest if abs((one.box[1] + one.box[3]) / 2 - middle) < size / 2]
        rest = [one for one in rest if one not in line]
        line.sort(key=lambda one: one.box[0])
        words = tuple(_Word(one.text.strip(), one.box[0], one.box[2], middle) for one in line if one.text.strip())
        if words:
            yield _Line(words, size or 1.0, middle / height, number, None, min(one.confidence for one in line))


def _is_picture(page: pypdfium2.PdfPage) -> bool:
    """Whether images, one or strips of one, cover most of the page."""
    width, height = page.get_size()
    covered = 0.0
    for image in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = image.get_bounds()
        covered += (right - left) * (top - bottom)
    return bool(covered > _PICTURE_SHARE * width * height)


def _in_reading_order(lines: Sequence[_Line], tables: Sequence[RuledTable], page: int, width: float) -> Iterator[_Item]:
    """Lines and ruled tables of a page; a table stands where its first line does, columns follow on each other."""
    held: dict[int, dict[Place, list[_Word]]] = {}
    placed: list[_Line | int] = []
    for line in lines:
        outside: list[_Word] = []
        for word in line.words:
            at = next(
                (
                    (number, place)
                    for number, table in enumerate(tables)
                    if (place := table.place((word.left + word.right) / 2, word.middle))
                ),
                None,
            )
            if at is None:
                outside.append(word)
                continue
            if at[0] not in held:
                placed.append(at[0])
            held.setdefault(at[0], {}).setdefault(at[1], []).append(word)
        if outside:
            placed.append(replace(line, words=tuple(outside)))
    run: list[_Line] = []
    for item in placed:
        if isinstance(item, _Line):
            run.append(item)
            continue
        yield from _by_column(run, width)
        run = []
        table = tables[item]
        cells = held[item]
        grid = [
            [_cell_text(cells.get((row, column), ())) for column in range(len(table.columns) - 1)]
            for row in range(len(table.rows) - 1)
        ]
        yield _Ruled(grid, table.merged, page)
    yield from _by_column(run, width)


def _cell_text(words: Sequence[_Word]) -> str:
    """The words of a cell, its lines joined as running text is."""
    text = ""
    for number, word in enumerate(words):
        is_beside = number > 0 and abs(words[number - 1].middle - word.middle) < 2
        is_word = text[-1:].isascii() and text[-1:].isalnum() and word.text[0].isascii() and word.text[0].isalpha()
        text += " " * (bool(text) and (is_beside or is_word)) + word.text
    return text


def _by_column(lines: Sequence[_Line], width: float) -> Iterator[_Line]:
    """Lines of text set in two columns, one column after the other; any other lines as they are."""
    gutter = _gutter(lines, width)
    if gutter is None:
        yield from lines
        return
    sides: tuple[list[_Line], list[_Line]] = ([], [])
    before: list[_Line] = []
    for line in lines:
        parts = [tuple(w for w in line.words if w.right <= gutter), tuple(w for w in line.words if w.left >= gutter)]
        if len(parts[0]) + len(parts[1]) < len(line.words):
            if sides[0] or sides[1]:
                yield from _set_apart(before, sides)
                before, sides = [], ([], [])
            before.append(line)
            continue
        for side, words in zip(sides, parts, strict=True):
            if words:
                side.append(replace(line, words=words))
    yield from _set_apart(before, sides)


def _set_apart(before: Sequence[_Line], sides: tuple[list[_Line], list[_Line]]) -> Iterator[_Line]:
    yield from before
    for side in sides:
        margins = (_quantile([line.left for line in side], 0.1), _quantile([line.right for line in side], 0.9))
        for line in side:
            yield replace(line, margins=margins)


def _gutter(lines: Sequence[_Line], width: float) -> float | None:
    """The middle of the strip that parts two columns of running text; None where the page has but one."""
    if len(lines) < _FEWEST_COLUMN_LINES:
        return None
    for share in range(40, 61):
        x = width * share / 100
        crossing = sum(any(word.left < x < word.right for word in line.words) for line in lines)
        lefts = [max(w.right for w in line.words if w.right <= x) for line in lines if line.words[0].right <= x]
        rights = [line for line in lines if line.words[-1].left >= x]
        if crossing > len(lines) // 5 or min(len(lefts), len(rights)) < _FEWEST_COLUMN_LINES // 2:
            continue
        # running text fills its column; the cells of a table do not
        edge, start = _quantile(lefts, 0.9), _quantile([line.left for line in lines], 0.1)
        full = sum(right - start > _FILLED * (edge - start) for right in lefts)
        long = sum(len(line.text) >= _FEWEST_IN_COLUMN for line in lines)
        if 2 * full > len(lefts) and 2 * long > len(lines) and x - edge < width / 5:
            return x
    return None


def _without_running_heads(items: Sequence[_Item], pages: int) -> list[_Item]:
    """Leave out what repeats at the edge of the pages (digits aside), and page numbers there."""
    edge = [item for item in items if isinstance(item, _Line) and not _EDGE < item.y < 1 - _EDGE]
    repeats = Counter(key for key, _ in {(_DIGITS.sub("#", line.text), line.page) for line in edge})
    furniture = {key for key, count in repeats.items() if count > 1 and 2 * count > pages}
    return [
        item
        for item in items
        if isinstance(item, _Ruled)
        or _EDGE < item.y < 1 - _EDGE
        or not (
            _DIGITS.sub("#", item.text) in furniture
            or (len(item.text) <= _LONGEST_PAGE_NUMBER and _PAGE_NUMBER.fullmatch(item.text))
        )
    ]


def _assemble(items: Sequence[_Item], pages: int, pictures: int, furniture: int) -> Extract:
    """Put lines together to paragraphs and tables, page by page."""
    assembly = Assembly()
    lines = [item for item in items if isinstance(item, _Line)]
    left = _quantile([line.left for line in lines], 0.1)
    right = _quantile([line.right for line in lines], 0.95)
    begun = 0
    table: tuple[int, int] | None = None  # page and columns of a table that the last thing added was
    for part in _parts(items, left, right):
        page = part.page if isinstance(part, _Ruled) else part[0].page
        while begun < page:
            assembly.begin_page()
            begun += 1
        if isinstance(part, _Ruled) or _is_table(part):
            grid = part.grid if isinstance(part, _Ruled) else _grid(part)
            merged = part.merged if isinstance(part, _Ruled) else {}
            size = page, len(grid[0])
            goes_on = table is not None and table[0] + 1 == size[0] and table[1] == size[1]
            assembly.add_table(grid, merged=merged, goes_on=goes_on, confidence=_confidence(part))
            table = size
        else:
            assembly.add_line(_joined(part), _confidence(part))
            table = None
    for _ in range(begun, pages):
        assembly.begin_page()
    if pictures:
        assembly.leave_out("pictures", "pages", f"{pictures} pictures beside the text")
    if furniture:
        assembly.leave_out("running heads and page numbers", "edges of pages", f"{furniture} lines")
    return assembly.extract(MEDIA_TYPE)


def _parts(items: Sequence[_Item], left: float, right: float) -> Iterator[list[_Line] | _Ruled]:
    """Lines by paragraph or table, in order; a paragraph may run over the end of a page."""
    part: list[_Line] = []
    for item in items:
        if isinstance(item, _Ruled):
            if part:
                yield part
            part = []
            yield item
            continue
        margins = item.margins or (left, right)
        if part and not _goes_on(part, item, *margins):
            yield part
            part = []
        part.append(item)
    if part:
        yield part


def _confidence(part: Sequence[_Line] | _Ruled) -> float | None:
    """The least confidence of what was recognised, None for printed text."""
    if isinstance(part, _Ruled):
        return part.confidence
    return min((line.confidence for line in part if line.confidence is not None), default=None)


def _is_table(part: Sequence[_Line]) -> bool:
    return len(part) > 1 and len(_cells(part[0])) > 1


def _quantile(values: Sequence[float], share: float) -> float:
    return sorted(values)[int(share * (len(values) - 1))] if values else 0.0


def _goes_on(part: Sequence[_Line], line: _Line, left: float, right: float) -> bool:
    """Whether a line goes on with the paragraph or the table of the lines before it."""
    before = part[-1]
    if len(_cells(before)) > 1 or len(_cells(line)) > 1:
        return len(_cells(before)) > 1 and len(_cells(line)) > 1 and before.page == line.page
    if before.margins is not None and before.margins != line.margins:
        right = before.margins[1]
    is_full = before.right + max(_FULL * before.size, _first_width(line)) >= right
    if before.margins is not None:  # a narrow column, whose lines end raggedly
        is_full = is_full or before.text[-1] not in _STOPS
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
