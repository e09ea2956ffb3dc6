"""Blocks of repaired text: titles, headings, numbered paragraphs, table rows, notes, and what stands under what."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from hedui.documents.document import Block, BlockKind, Text
from hedui.documents.extract import Row
from hedui.documents.labels import FIELD, LABEL, label_level

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
    r"[^。,;:]{0,40}?(?:\d{4}|[二〇○零一九]{4})年[\d一二三四五六七八九十]{1,3}月(?:[\d一二三四五六七八九十]{1,3}日)?(?:印发)?"
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

_NOTES = tuple(
    map(
        re.compile,
        (
            DATE_LINE.pattern,
            DOCUMENT_NUMBER.pattern,
            # Where it comes from, when it was put on the page.
            r"(?:信息|文章)?(?:来源|稿源|作者|时间|发[布表]时间|发布日期|成文日期|索引号|发文机关|发文字号|文号):.*",
            r"(?:19|20)\d\d[-/年.]\d{1,2}[-/月.]\d{1,2}日?[\d: 时分秒]{0,12}",
            # Where it was delivered, by whom, to whom; who took the picture.
            r"[—(]{0,3}(?:.{4}年)?[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日在[^。,]+会议?上.{0,20}",
            r"[^。,:]{0,20}(?:省长|市长|县长|区长|州长|盟长|旗长|主席|局长|厅长|主任)[\u4e00-\u9fff·]{2,12}",
            r"(?:各位|同志们|尊敬)[^。,;]{0,12}:",
            r"各[^。;]+:",
            r".+(?<!拍)摄",
        ),
    )
)


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
    blocks = list(_kinds(text.clean, list(_cut(text, rows, page_starts))))
    return tuple(_with_parents(blocks, text.clean))


def _cut(text: Text, rows: Sequence[Row], page_starts: Sequence[int]) -> Iterator[Block]:
    """One block a line, with label, page and cells; all of them paragraphs or table rows yet."""
    cells = _cells_by_start(text, rows)
    start = 0
    for line in text.clean.split("\n"):
        end = start + len(line)
        if line:
            page = bisect_right(page_starts, text.offsets[start]) if page_starts else None
            row = cells.get(start)
            if row is not None:
                spans, is_header, table = row
                yield Block(
                    BlockKind.TABLE_ROW, start, end, "", 0, start, -1, page, spans, is_header=is_header, table=table
                )
            elif label := LABEL.match(line):
                body = start + label.end()
                yield Block(BlockKind.PARAGRAPH, start, end, label.group(), label_level(label), body, page=page)
            else:
                yield Block(BlockKind.PARAGRAPH, start, end, body=start, page=page)
        start = end + 1


def _cells_by_start(text: Text, rows: Sequence[Row]) -> Mapping[int, tuple[tuple[tuple[int, int], ...], bool, int]]:
    """Where each table row begins in the clean text: its cells there, whether it heads a table, and which."""
    found = {}
    for row in rows:
        cells = tuple((bisect_left(text.offsets, start), bisect_left(text.offsets, end)) for start, end in row.cells)
        found[cells[0][0]] = (cells, row.is_header, row.table)
    return found


def _kinds(clean: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """Tell titles, headings and notes from paragraphs; the head of a document ends with its first running text."""
    quoted = set(_QUOTED_NAME.findall(clean))
    is_head, has_title, is_signed = True, False, False
    for block in blocks:
        line = clean[block.start : block.end]
        kind = block.kind
        if kind is BlockKind.TABLE_ROW:
            is_head = False
        elif block.label:
            kind = _labelled_kind(line, block)
        else:
            kind = _bare_kind(line, is_head)
            is_genre = GENRE.search(line) is not None
            if kind is BlockKind.HEADING and (
                (is_head and (not has_title or line.startswith("("))) or (is_genre and (is_signed or line in quoted))
            ):
                kind = BlockKind.TITLE
                has_title = has_title or is_genre
        is_head = is_head and not block.label and kind is not BlockKind.PARAGRAPH
        is_signed = kind is BlockKind.NOTE and DATE_LINE.fullmatch(line) is not None
        yield replace(block, kind=kind)


def _labelled_kind(line: str, block: Block) -> BlockKind:
    """A short labelled line without inner stop is a heading; below (一) one that ends in 。 is a sentence."""
    body = line[block.body - block.start :]
    if len(line) > _LONGEST_HEADING or _STOP.search(body, 0, len(body) - 1) or body.endswith((";", ":")):
        return BlockKind.PARAGRAPH
    is_sentence = FIELD.match(body) or (block.level > 2 and body.endswith("。"))
    return BlockKind.PARAGRAPH if is_sentence else BlockKind.HEADING


def _bare_kind(line: str, is_head: bool) -> BlockKind:
    """Kind of a line without label, as far as the line tells; titles count as headings yet."""
    if _is_note(line, is_head):
        return BlockKind.NOTE
    if FIELD.match(line) or line[-1] in _RUNNING_ENDS or _PAUSE.search(_BRACKETED.sub("", line)):
        return BlockKind.PARAGRAPH
    is_title_like = is_head or GENRE.search(line)
    is_short = len(line) <= (_LONGEST_TITLE if is_title_like else _LONGEST_BARE_HEADING)
    return BlockKind.HEADING if is_short else BlockKind.PARAGRAPH


def _is_note(line: str, is_head: bool) -> bool:
    if len(line) > _LONGEST_NOTE:
        return False
    if len(line) <= _LONGEST_CONTROL and (_CONTROL.search(line) or (is_head and len(line) <= _LONGEST_CRUMB)):
        return True
    return any(pattern.fullmatch(line) for pattern in _NOTES)


def _with_parents(blocks: Sequence[Block], clean: str) -> Iterator[Block]:
    """Give each block the position of the nearest block before it that it stands under.

    That is the nearest labelled block of a smaller level; for a line without label the nearest labelled block or bare
    heading; for a field line (责任单位:) the nearest numbered task, past the measures listed in between.
    """
    stack: list[tuple[int, int]] = []  # (level, position) of the open headings and numbered paragraphs
    bare = -1  # position of the open bare heading
    for number, block in enumerate(blocks):
        if block.kind is BlockKind.TITLE:
            stack.clear()
            bare = -1
            yield block
            continue
        if block.level:
            while stack and stack[-1][0] >= block.level:
                stack.pop()
            parent = stack[-1][1] if stack else -1
            stack.append((block.level, number))
            bare = -1
        else:
            is_field = FIELD.match(clean, block.start, block.end) is not None
            open_levels = [position for level, position in stack if not is_field or level <= 3]
            parent = open_levels[-1] if open_levels else -1
            if block.kind is BlockKind.HEADING:
                bare = number
            elif bare >= 0 and not is_field:
                parent = bare
        yield replace(block, parent=parent)
