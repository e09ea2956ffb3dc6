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
_LONGEST_HEADING = 60
_LONGEST_BARE_HEADING = 30
_LONGEST_TITLE = 80
_LONGEST_CONTROL = 20

GENRE = re.compile(
    r"(?:通知|计划|方案|规划|纲要|要点|报告|公报|通报|月报|季报|年报|快报|简报|意见|办法|总结|清单|公告|情况|批复|函|决定)"
    r"(?:\([^()]{1,20}\))*$"
)
"""The end of a document's title: its genre, perhaps with (2023—2025年) or (征求意见稿) behind it."""

DATE_LINE = re.compile(r".{0,30}?(?:\d{4}|[二〇○零一九]{4})年\d{1,2}月(?:\d{1,2}日)?(?:印发)?")
"""A signature or delivery line that ends in a date."""

_CONTROL = re.compile(
    "打印|关闭|下载|全屏|首页|分享|字体|字号|点击|浏览|登录|返回|收藏|编辑|审核|查询|扫一扫|当前位置|您的位置|上一篇|下一篇"
)
_SOURCE = re.compile("来源|发布时间|发布日期|时间|索引号|发文机关|文号|发文字号|成文日期|作者|稿源|信息来源")
_DELIVERY = re.compile(r"[—(]*(?:\d{4}年)?\d{1,2}月\d{1,2}日在.+会议?上\)?.{0,20}")
_DOCUMENT_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,12}[〔(\[【]\d{4}[〕)\]】](?:第)?\d{1,4}号")
_RECIPIENTS = re.compile(r"[^。;]{2,200}:")
_ORGANISATION = re.compile(
    r"[\u4e00-\u9fff()、]{2,40}(?:政府|办公室|办公厅|委员会|领导小组|指挥部|局|厅|部|委|院|站|中心|处|办|组)"
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


def _kinds(clean: str, blocks: list[Block]) -> Iterator[Block]:
    """Tell titles, headings and notes from paragraphs; the head of a document ends with its first running text."""
    is_head = True
    for number, block in enumerate(blocks):
        line = clean[block.start : block.end]
        if block.kind is BlockKind.TABLE_ROW:
            is_head = False
            yield block
            continue
        kind = _labelled_kind(line, block) if block.label else _bare_kind(line, is_head)
        if kind is BlockKind.HEADING and not block.label and _is_carried_title(clean, blocks, number):
            kind = BlockKind.TITLE
        is_head = is_head and kind in (BlockKind.TITLE, BlockKind.NOTE)
        yield replace(block, kind=kind)


def _labelled_kind(line: str, block: Block) -> BlockKind:
    body = line[block.body - block.start :]
    is_short = (
        len(line) <= _LONGEST_HEADING and not _STOP.search(body, 0, len(body) - 1) and not body.endswith((";", ":"))
    )
    if is_short and not (body.endswith("。") and block.level > 2) and not FIELD.match(body):
        return BlockKind.HEADING
    return BlockKind.PARAGRAPH


def _bare_kind(line: str, is_head: bool) -> BlockKind:
    """Kind of a line without a label."""
    if _is_note(line) or (is_head and _RECIPIENTS.fullmatch(line) and line.startswith(("各", "市", "省", "县", "区"))):
        return BlockKind.NOTE
    if FIELD.match(line) or line[-1] in "。;:,!?、”…" or _PAUSE.search(line):
        return BlockKind.PARAGRAPH
    if is_head and len(line) <= _LONGEST_TITLE:
        return BlockKind.TITLE
    return BlockKind.HEADING if len(line) <= _LONGEST_BARE_HEADING or GENRE.search(line) else BlockKind.PARAGRAPH


def _is_note(line: str) -> bool:
    if len(line) <= _LONGEST_CONTROL and _CONTROL.search(line):
        return True
    if _SOURCE.match(line) and ":" in line[:8]:
        return True
    return any(pattern.fullmatch(line) for pattern in (DATE_LINE, _DELIVERY, _DOCUMENT_NUMBER))


def _is_carried_title(clean: str, blocks: Sequence[Block], number: int) -> bool:
    """Whether a bare line in the middle is the title of what a notice carries: a genre's name after a signature."""
    line = clean[blocks[number].start : blocks[number].end]
    if number == 0 or not GENRE.search(line):
        return False
    before = clean[blocks[number - 1].start : blocks[number - 1].end]
    return bool(DATE_LINE.fullmatch(before) or f"《{line}》" in clean[: blocks[number].start])


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
