"""Tables of plain text whose columns nothing draws: blanks, alignment and the torn order of copied pages."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hedui.documents.document import BlockKind, Document
from hedui.documents.reader import document_from_bytes


def read(text: str) -> Document:
    return document_from_bytes(text.encode(), "report.txt", None)


def rows(document: Document) -> list[dict[int, str]]:
    """The rows of all tables, their cells by column."""
    clean = document.text.clean
    return [
        {slot.column: clean[start:end] for (start, end), slot in zip(block.cells, block.slots, strict=True)}
        for block in document.blocks
        if block.kind is BlockKind.TABLE_ROW
    ]


def test_blanks_of_thousands_and_blanks_between_cells_are_told_by_the_neighbours() -> None:
    table = rows(
        read(
            "各区垃圾量如下:\n2010年 2011年 2012年\n东区 453 456 369\n西区 1 119 1 048 1 096\n合计 1 572 1 504 1 465\n"
        )
    )
    assert table[2:] == [
        {0: "西区", 1: "1119", 2: "1048", 3: "1096"},
        {0: "合计", 1: "1572", 2: "1504", 3: "1465"},
    ]


def test_what_stays_open_stays_apart() -> None:
    """120 350 460 may be 120 350 and 460, or 120 and 350 460."""
    document = read("年份 甲厂 乙厂\n2010 120 350 460\n2011 140 520 310\n2012 130 280 390\n")
    body = [block for block in document.blocks if block.table and not block.is_header]
    assert [[slot.column for slot in block.slots] for block in body] == [[0, -1, -1, -1]] * 3


def test_a_row_that_ends_early_is_filled_from_its_label() -> None:
    table = rows(read("投诉如下:\n2009年 2010年 2011年\n11月 12 32 73\n12月 2 39\n"))
    assert table[-1] == {0: "12月", 1: "2", 2: "39"}


def test_a_label_broken_over_lines_is_one() -> None:
    table = rows(
        read("年份 2008 2009 2010\n湖区水位站录\n得的年均\n水位(米)\n12.5 13.5 14.5\n湖区蒸发量 301 279 306\n")
    )
    assert table[1] == {0: "湖区水位站录得的年均水位(米)", 1: "12.5", 2: "13.5", 3: "14.5"}
    assert table[2][0] == "湖区蒸发量"


def test_a_head_broken_over_lines_and_a_group_over_it() -> None:
    head = "垃圾如下:\n年份\n平均每日弃置量\n生活\n垃圾\n厨余\n(占垃圾量的\n百分比)\n"
    text = head + "2011年 8 996 2 528 (28.1%)\n2010年 9 114 840 (9.2%)\n2009年 763 964 (10.8%)\n"
    table = rows(read(text))
    assert table[0] == {0: "年份", 1: "平均每日弃置量"}
    assert table[1] == {1: "生活垃圾", 2: "厨余(占垃圾量的百分比)"}
    assert table[2] == {0: "2011年", 1: "8996", 2: "2528(28.1%)"}


@pytest.mark.parametrize(
    "text",
    [
        "全市新增绿地12 公顷。\n全市新增公园3 处。\n",
        "第 3 期\n2021年 8月 5日\n",
        "电话 0371 66181234\n",
        "一、总体要求\n二、主要任务\n",
    ],
)
def test_other_lines_are_no_table(text: str) -> None:
    assert rows(read(text)) == []


NUMBERS = st.integers(0, 99_999).map(str) | st.decimals(0, 999, places=1).map(str)
GRIDS = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(NUMBERS, min_size=width, max_size=width), min_size=2, max_size=6)
)


@settings(deadline=None)
@given(GRIDS, st.integers(2, 4))
def test_no_two_cells_melt_into_one_number(grid: Sequence[Sequence[str]], gap: int) -> None:
    """Numbers in columns, however near they stand, keep their digits to themselves."""
    widths = [max(len(row[column]) for row in grid) for column in range(len(grid[0]))]
    lines = [
        f"第{name}区" + " " * gap + (" " * gap).join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        for name, row in zip("甲乙丙丁戊己", grid, strict=False)
    ]
    clean = read("各区情况\n" + "\n".join(lines) + "\n").text.clean
    printed = [cell for row in grid for cell in row]
    found = [word for line in clean.split("\n")[1:] for word in line.replace("\t", " ").split()[1:]]
    assert found == printed
