"""Blocks of repaired text: titles, headings, numbered paragraphs, table rows, notes, and what stands under what."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import zip_longest

from hedui.documents.document import Block, BlockKind, Text
from hedui.documents.extract import Row
from hedui.documents.labels import FIELD, LABEL, SALUTATION, label_level

_SENTENCE = re.compile(r"[^。!?]*+(?:[。!?]++[”’)》】〕\]]*+)?")
_STOP = re.compile("[。;!?]")
_PAUSE = re.compile("[,。;!?]")
_BRACKETED = re.compile(r"\([^()]*\)|《[^《》]*》")
_QUOTED_NAME = re.compile(r"《([^《》\n]{2,80})》")
_RUNNING_ENDS = "。;:,!?、…"
_LONGEST_HEADING = 60
_LONGEST_BARE_HEADING = 36
_LONGEST_TITLE = 80
_LONGEST_NOTE = 200
_LONGEST_CONTROL = 20
_LONGEST_CRUMB = 4

GENRE = re.compile(
    "(?:通知|计划|方案|规划|纲要|要点|报告|公报|通报|月报|季报|年报|快报|简报|意见|办法|总结|清单|公告|情况|状况|进展|批复|函|决定)"
    r"(?:\([^()]{1,40}\))?$"
)
"""The end of a document's title: its genre, perhaps with (2023—2025年) or (征求意见稿) behind it."""

DATE_LINE = re.compile(
    r"\(?[^。,;:()]{0,40}?(?:\d{4}|[二〇○零一九]{4})年[\d一二三四五六七八九十]{1,3}月(?:[\d一二三四五六七八九十]{1,3}日)?(?:印发)?\)?"
)
"""A signature that ends in a date, or the date alone."""

DOCUMENT_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,12}[〔(\[【]\d{4}[〕)\]】]第?\d{1,4}号")
"""The number of an official document, its year in brackets of any kind (scans damage them)."""

ORGANISATION = re.compile(
    r"[\u4e00-\u9fff()、]{2,40}(?:政府|办公室|办公厅|委员会|领导小组|指挥部|局|厅|部|委|院|站|中心|处|办|组)"
)
"""The name of a public body."""

_CONTROL = re.compile(
    "打印|关闭|下载|全屏|首页|分享|字体|字号|点击|浏览|阅读|登录|返回|收藏|编辑|审核|查询|扫一扫|当前位置|您的位置|上一篇|下一篇"
)
"""Words of the controls that a web page leaves in copied text."""

_NOTE = re.compile(
    "|".join(
        (
            DATE_LINE.pattern,
            DOCUMENT_NUMBER.pattern,
            # Where it comes from, when it was put on the page.
            r"(?:信息|文章)?(?:来源|稿源|作者|时间|发[布表]时间|发布日期|成文日期|索引号|发文机关|发文字号|文号):.*",
            r"(?:19|20)\d\d[-/年.]\d{1,2}[-/月.]\d{1,2}日?[\d: 时分秒]{0,12}"
            r"(?:[|(【[]?(?:信息|文章|稿件)?(?:来源|稿源|作者|编辑|责任编辑|浏览|点击|阅读|字号|字体)[^。]{0,60})?",
            # Where it was delivered, by whom, to whom; who took the picture.
            r"[—(-]{0,4}(?:.{4}年)?[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日在[^。,]+会议?上.{0,20}",
            r"[^。,:]{0,20}(?:省长|市长|县长|区长|州长|盟长|旗长|主席|局长|厅长|主任)[\u4e00-\u9fff·]{2,12}",
            SALUTATION.pattern,
            r"各[^。;]+:",
            r".+(?<!拍)摄",
        )
    )
)
"""Lines about the document: signature, number, source, time, occasion, speaker, recipients, photographer."""

_DEEPEST_TASK = 3


def sentences(text: Text, block: Block) -> list[tuple[int, int]]:
    """Half-open spans of ``text.clean`` of the sentences of a block, in order and without gaps.

    A sentence ends after 。, ! or ? and the closing brackets and quotes behind it.
    """
    spans = []
    start = block.start
    while start < block.end:
        end = max(start + 1, _SENTENCE.match(text.clean, start, block.end).end())  # type: ignore[union-attr]
        # A straight quote closes when it pairs with one inside the sentence.
        if end < block.end and text.clean[end] == '"' and text.clean.count('"', start, end) % 2:
            end += 1
        spans.append((start, end))
        start = end
    return spans


def read_blocks(text: Text, rows: Sequence[Row] = (), page_starts: Sequence[int] = ()) -> tuple[Block, ...]:
    """Cut repaired text into blocks, in order, each with its kind, its label and what it stands under."""
    cells = _cells_by_start(text, rows)
    kinds = _Kinds(text.clean)
    outline = _Outline()
    blocks: list[Block] = []
    start = 0
    lines = text.clean.split("\n") if text.clean else []
    for line, after in zip_longest(lines, lines[1:], fillvalue=""):
        end = start + len(line)
        row, spans = cells.get(start, (None, ()))
        label = None if row else LABEL.match(line)
        level = label_level(label) if label else 0
        kind = BlockKind.TABLE_ROW if row else kinds.of(line, label, level, after)
        blocks.append(
            Block(
                kind=kind,
                start=start,
                end=end,
                label=label.group() if label else "",
                level=level,
                body=start + (label.end() if label else 0),
                parent=outline.parent(len(blocks), kind, level, is_field=FIELD.match(line) is not None),
                page=bisect_right(page_starts, text.offsets[start]) if page_starts else None,
                cells=spans,
                is_header=row is not None and row.is_header,
                table=row.table if row else 0,
                slots=row.slots if row else (),
            )
        )
        start = end + 1
    return tuple(blocks)


def _cells_by_start(text: Text, rows: Sequence[Row]) -> Mapping[int, tuple[Row, tuple[tuple[int, int], ...]]]:
    """Table rows by where they begin in the clean text, each with its cells there."""
    found = {}
    for row in rows:
        spans = tuple((bisect_left(text.offsets, start), bisect_left(text.offsets, end)) for start, end in row.cells)
        found[bisect_left(text.offsets, row.start)] = row, spans
    return found


class _Kinds:
    """Tells titles, headings and notes from paragraphs, line by line.

    The head of a document ends with its first labelled line or running text. A title further down is one of something
    carried: it stands behind a signature, or was quoted before in 《》.
    """

    def __init__(self, clean: str) -> None:
        self._quoted = set(_QUOTED_NAME.findall(clean))
        self._is_head = True
        self._has_title = False
        self._is_signed = False

    def of(self, line: str, label: re.Match[str] | None, level: int, after: str) -> BlockKind:
        """Kind of the next line outside tables; ``after`` is the line that follows it."""
        if label:
            self._is_head = self._is_signed = False
            return _labelled_kind(line, line[label.end() :], level)
        kind = _bare_kind(line, self._is_head)
        if kind is BlockKind.HEADING and ORGANISATION.fullmatch(line) and DATE_LINE.fullmatch(after):
            kind = BlockKind.NOTE
        if kind is BlockKind.HEADING and self._is_title(line):
            kind = BlockKind.TITLE
        self._is_head = self._is_head and kind is not BlockKind.PARAGRAPH
        self._is_signed = kind is BlockKind.NOTE and DATE_LINE.fullmatch(line) is not None
        return kind

    def _is_title(self, line: str) -> bool:
        names_genre = GENRE.search(line) is not None
        is_title = (self._is_head and (not self._has_title or line.startswith("("))) or (
            names_genre and (self._is_signed or line in self._quoted)
        )
        self._has_title = self._has_title or (is_title and names_genre)
        return is_title


def _labelled_kind(line: str, body: str, level: int) -> BlockKind:
    """A short labelled line without inner stop is a heading; below (一) one that ends in 。 is a sentence."""
    if len(line) > _LONGEST_HEADING or _STOP.search(body, 0, len(body) - 1) or body.endswith((";", ":")):
        return BlockKind.PARAGRAPH
    is_sentence = FIELD.match(body) or (level > 2 and body.endswith("。"))
    return BlockKind.PARAGRAPH if is_sentence else BlockKind.HEADING


def _bare_kind(line: str, is_head: bool) -> BlockKind:
    """Kind of a line without label, as far as the line tells; titles count as headings yet."""
    if _is_note(line, is_head):
        return BlockKind.NOTE
    if len(line) > _LONGEST_TITLE or line[-1] in _RUNNING_ENDS or FIELD.match(line):
        return BlockKind.PARAGRAPH
    if _PAUSE.search(_BRACKETED.sub("", line)):
        return BlockKind.PARAGRAPH
    is_heading = is_head or len(line) <= _LONGEST_BARE_HEADING or GENRE.search(line)
    return BlockKind.HEADING if is_heading else BlockKind.PARAGRAPH


def _is_note(line: str, is_head: bool) -> bool:
    if len(line) > _LONGEST_NOTE:
        return False
    is_crumb = is_head and len(line) <= _LONGEST_CRUMB and not line[-1].isdigit()
    if len(line) <= _LONGEST_CONTROL and (is_crumb or _CONTROL.search(line)):
        return True
    return _NOTE.fullmatch(line) is not None


class _Outline:
    """Keeps what is open while lines pass: headings, numbered paragraphs, the last heading without label."""

    def __init__(self) -> None:
        self._open: list[tuple[int, int]] = []  # (level, position), levels rising
        self._bare = -1

    def parent(self, position: int, kind: BlockKind, level: int, *, is_field: bool) -> int:
        """Position of what the next block stands under, or -1.

        That is the nearest labelled block of a smaller level; for a line without label the nearest labelled block or
        bare heading; for a field line (责任单位:) the nearest numbered task, past the measures listed in between.
        """
        if kind is BlockKind.TITLE:
            self._open.clear()
            self._bare = -1
            return -1
        if level:
            while self._open and self._open[-1][0] >= level:
                self._open.pop()
            parent = self._open[-1][1] if self._open else -1
            self._open.append((level, position))
            self._bare = -1
            return parent
        if self._bare >= 0 and kind is not BlockKind.HEADING and not is_field:
            return self._bare
        if kind is BlockKind.HEADING:
            self._bare = position
        deepest = _DEEPEST_TASK if is_field else self._open[-1][0] if self._open else 0
        return next((place for open_level, place in reversed(self._open) if open_level <= deepest), -1)
