"""HTML pages: the article among the page's furniture, its tables row by row.

The article is the run of lines with the most running text: a line counts for its length where it is prose or a table
row, against it where it is a link or the page's imprint (the densest stretch, by Kadane's algorithm).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from hedui.documents.errors import TooLarge
from hedui.documents.extract import Assembly, Extract, Place
from hedui.documents.formats.markup import raised

_LEFT_OUT = frozenset(
    "script style noscript template iframe nav footer aside form button select option textarea svg canvas object "  # noqa: SIM905
    "video audio map".split()
)
_INLINE = frozenset(
    "a abbr b bdi bdo big cite code data dfn em font i ins kbd label mark q s samp small span strong sub sup time tt u "  # noqa: SIM905
    "var wbr o:p st1:chsdate st1:chmetcnv".split()
)
_HEADINGS = frozenset(("h1", "h2", "h3"))
_CELLS = frozenset(("td", "th"))

_PROSE = re.compile("[,，。;；:：、!！?？]")
_IMPRINT = re.compile(
    "版权所有|ICP备|公网安备|网站标识码|技术支持|网站地图|联系我们|[主承]办(?:单位)?[:：]|[上下]一篇|相关链接"
)
_FURNITURE_COST = 40
_PLAIN_COST = 4
_HEAD_REACH = 12  # lines above the article among which its title may stand
_SHORTEST_TITLE = 5

_MOST_CHARACTERS = 16 * 2**20
_DEEPEST = 500
_LEADING_NUMBER = re.compile(r"\s*\+?([0-9]+)")
_UNSEEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_STRUCK = frozenset(("del", "s", "strike"))
_CONTAINER_TAG = re.compile(
    r"<(/?)(?:div|section|article|main|header|ul|ol|dl|table|blockquote|center|a|span|font|b|strong|em|i|u)\b",
    re.IGNORECASE,
)

_MOST_COLUMNS = 100
_MOST_ROWS_MERGED = 1000
_MOST_CELLS = 1_000_000  # after merged cells are spread
_LONGEST_CELL = 500  # characters; a table whose text is mostly one longer cell only lays out the page
_LAYOUT_SHARE = 0.8


@dataclass(slots=True)
class _Line:
    """A block of text of the page, or (with a grid) a table."""

    text: str = ""
    link_length: int = 0
    is_heading: bool = False
    grid: Sequence[Sequence[str]] | None = None
    header_rows: int | None = None
    merged: Mapping[Place, Place] = field(default_factory=dict)

    @property
    def is_link(self) -> bool:
        """Whether most of the text is links."""
        return 2 * self.link_length > len(self.text)

    @property
    def weight(self) -> int:
        """How much the line speaks for being part of the article."""
        if self.grid is not None:
            return sum(len(cell) for row in self.grid for cell in row)
        if self.is_link or _IMPRINT.search(self.text):
            return -_FURNITURE_COST
        return len(self.text) if _PROSE.search(self.text) else -_PLAIN_COST


def read_html(text: str, path: str) -> Extract:
    """Extract the article of a decoded HTML page.

    Raises:
        TooLarge: the page is longer or nests deeper than any page of a report.
    """
    if len(text) > _MOST_CHARACTERS or _nests_too_deep(text):
        raise TooLarge(path, "is longer or nests deeper than any page with a report", "save the report as txt or docx")
    tree = LexborHTMLParser(text)
    page = _Page()
    if tree.body is not None:
        for node, is_entered in _events(tree.body, page.left_out):
            (page.enter if is_entered else page.leave)(node)
    lines = page.lines()
    title = tree.css_first("title")
    start, end = _article(lines, _squeezed(title.text()) if title else "")
    assembly = Assembly()
    for line in lines[start:end]:
        if line.grid is None:
            assembly.add_line(line.text)
        else:
            assembly.add_table(line.grid, line.header_rows, line.merged)
    for what, count in page.left_out.items():
        assembly.leave_out(what, "page", f"{count} characters that a reader of the page does not see")
    if furniture := sum(len(line.text) for line in (*lines[:start], *lines[end:])):
        assembly.leave_out("navigation and imprint", "around the article", f"{furniture} characters of the web page")
    return assembly.extract("text/html")


def _nests_too_deep(text: str) -> bool:
    """Whether elements that must be closed nest deeper than any page's; the parser's time grows with size and depth."""
    depth = 0
    for tag in _CONTAINER_TAG.finditer(text):
        depth = max(0, depth - 1) if tag.group(1) else depth + 1
        if depth > _DEEPEST:
            return True
    return False


def _unseen(node: LexborNode) -> str:
    """What keeps a reader of the page from seeing an element, ``""`` where he sees it."""
    if node.tag in _STRUCK:
        return "struck text"
    attributes = node.attributes
    is_hidden = "hidden" in attributes or _UNSEEN.search(attributes.get("style") or "") is not None
    return "hidden text" if is_hidden else ""


def _events(root: LexborNode, left_out: dict[str, int]) -> Iterator[tuple[LexborNode, bool]]:
    """Every node below ``root`` as it is entered (True) and left (False); without recursion, pages may nest deeply.

    Of what no reader sees, the characters are counted in ``left_out``.
    """
    node = root.first_child
    while node is not None:
        yield node, True
        child = None if node.tag in _LEFT_OUT else node.first_child
        if child is not None and node.tag != "-text" and (why := _unseen(node)):
            left_out[why] = left_out.get(why, 0) + len((node.text() or "").strip())
            child = None
        if child is not None:
            node = child
            continue
        yield node, False
        while node.next is None:
            node = node.parent
            if node is None or node.mem_id == root.mem_id:
                return
            yield node, False
        node = node.next


def _article(lines: Sequence[_Line], page_title: str) -> tuple[int, int]:
    """The run of lines of greatest weight, with the title that stands above it."""
    best = weight = start = end = begin = 0
    for number, line in enumerate(lines):
        if weight <= 0:
            weight, begin = 0, number
        weight += line.weight
        if weight > best:
            best, start, end = weight, begin, number + 1
    for number in range(max(0, start - _HEAD_REACH), start):
        line = lines[number]
        text = _squeezed(line.text)
        if not line.is_link and len(text) >= _SHORTEST_TITLE and (line.is_heading or text in page_title):
            return number, end
    return start, end


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@dataclass(slots=True)
class _Cell:
    columns: int
    rows: int
    is_header: bool
    parts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Table:
    """A table under construction: its cells, and the same text as lines for when it only lays out the page."""

    rows: list[list[_Cell]] = field(default_factory=list)
    head_rows: int = 0
    is_in_head: bool = False
    is_layout: bool = False
    lines: list[_Line] = field(default_factory=list)
    caption: list[_Line] = field(default_factory=list)

    def grid(self) -> tuple[list[list[str]], dict[Place, Place]] | None:
        """The cells, merged ones spread with ``""``, and what those cover; None where it only lays out the page."""
        lengths = [sum(map(len, cell.parts)) for row in self.rows for cell in row]
        width = max((sum(cell.columns for cell in row) for row in self.rows), default=0)
        if self.is_layout or len(self.rows) < 2 or width < 2 or not any(lengths):
            return None
        if width > _MOST_COLUMNS or 2 * width * len(self.rows) > _MOST_CELLS:
            return None
        if max(lengths) > max(_LONGEST_CELL, _LAYOUT_SHARE * sum(lengths)):
            return None
        covered: dict[int, int] = {}  # column -> rows below that a merged cell still covers
        merged: dict[Place, Place] = {}
        return [_spread(number, row, covered, merged) for number, row in enumerate(self.rows)], merged

    def header_rows(self) -> int | None:
        """How many rows head the table, by its markup; None where that does not say."""
        if self.head_rows:
            return self.head_rows
        marked = 0
        for row in self.rows:
            if len(row) < 2 or not all(cell.is_header for cell in row):
                break
            marked += 1
        return marked or None


def _spread(number: int, cells: Sequence[_Cell], covered: dict[int, int], merged: dict[Place, Place]) -> list[str]:
    """One row of the grid; ``covered`` keeps the columns that cells of the rows above reach into."""
    row: list[str] = []
    reached = dict(covered)
    for cell in cells:
        while reached.get(len(row)):
            row.append("")
        first = len(row)
        row += [" ".join(cell.parts)] + [""] * (cell.columns - 1)
        covered.update(dict.fromkeys(range(first, len(row)), cell.rows))
        if cell.rows > 1 or cell.columns > 1:
            merged[number, first] = cell.rows, cell.columns
    row += [""] * (max(reached, default=-1) + 1 - len(row))
    for column, left in list(covered.items()):
        if left > 1:
            covered[column] = left - 1
        else:
            del covered[column]
    return row


class _Page:
    """Turns the events of a tree into lines and tables."""

    def __init__(self) -> None:
        self._lines: list[_Line] = []
        self._tables: list[_Table] = []
        self._cells: list[_Cell | None] = [None]  # the open cell of each open table
        self._line = _Line()
        self._links = 0
        self._raised = 0
        self.left_out: dict[str, int] = {}

    def lines(self) -> list[_Line]:
        """The lines and tables, in order."""
        self._flush()
        return self._lines

    def enter(self, node: LexborNode) -> None:
        """Take up a node."""
        tag = node.tag
        if tag == "-text":
            text = raised(node.text_content or "") if self._raised else node.text_content or ""
            self._line.text += text
            self._line.link_length += len(text.strip()) if self._links else 0
        elif tag == "a":
            self._links += 1
        elif tag == "sup":
            self._raised += 1
        elif tag not in _INLINE:
            self._flush()
            self._line.is_heading = tag in _HEADINGS
            self._enter_table(tag or "", node)

    def leave(self, node: LexborNode) -> None:
        """Finish a node."""
        tag = node.tag
        if tag == "a":
            self._links -= 1
        elif tag == "sup":
            self._raised -= 1
        elif tag != "-text" and tag not in _INLINE:
            self._flush()
            self._leave_table(tag or "")

    def _enter_table(self, tag: str, node: LexborNode) -> None:
        if tag == "table":
            if self._tables:
                self._tables[-1].is_layout = True
            self._tables.append(_Table())
            self._cells.append(None)
        elif self._tables:
            table = self._tables[-1]
            if tag == "thead":
                table.is_in_head = True
            elif tag == "tr":
                table.rows.append([])
                table.head_rows += table.is_in_head
            elif tag in _CELLS and table.rows:
                cell = _Cell(
                    _span(node, "colspan", _MOST_COLUMNS), _span(node, "rowspan", _MOST_ROWS_MERGED), tag == "th"
                )
                table.rows[-1].append(cell)
                self._cells[-1] = cell

    def _leave_table(self, tag: str) -> None:
        if not self._tables:
            return
        if tag in _CELLS:
            self._cells[-1] = None
        elif tag == "thead":
            self._tables[-1].is_in_head = False
        elif tag == "table":
            table = self._tables.pop()
            self._cells.pop()
            laid = table.grid()
            lines = table.lines
            if laid is not None:
                lines = [*table.caption, _Line(grid=laid[0], header_rows=table.header_rows(), merged=laid[1])]
            (self._tables[-1].lines if self._tables else self._lines).extend(lines)

    def _flush(self) -> None:
        line, self._line = self._line, _Line()
        if not line.text.strip():
            return
        if not self._tables:
            self._lines.append(line)
            return
        self._tables[-1].lines.append(line)
        cell = self._cells[-1]
        if cell is None:
            self._tables[-1].caption.append(line)
        else:
            cell.parts.append(line.text)


def _span(node: LexborNode, name: str, most: int) -> int:
    """The number at the front of an attribute, as browsers read it."""
    printed = _LEADING_NUMBER.match(node.attributes.get(name) or "")
    return max(1, min(int(printed[1][:5]), most)) if printed else 1
