from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedui.documents.document import BlockKind
from hedui.documents.formats.plain import read_plain
from hedui.documents.reader import document_from_bytes
from hedui.documents.repair import repair
from hedui.documents.structure import read_blocks

TABLE = "指标\t2024年\t２０２３年\r\nPM2.5\t35 \t３６.５\r\n优良天数\t\t281\r\n"


def test_lines_with_the_same_number_of_tabs_are_a_table() -> None:
    document = document_from_bytes(f"一、大气\r\n{TABLE}全市良好。".encode(), "report.txt", None)
    rows = [block for block in document.blocks if block.kind is BlockKind.TABLE_ROW]
    assert [[document.text.clean[start:end] for start, end in block.cells] for block in rows] == [
        ["指标", "2024年", "2023年"],
        ["PM2.5", "35", "36.5"],
        ["优良天数", "", "281"],
    ]
    assert [(block.is_header, block.table) for block in rows] == [(True, 1), (False, 1), (False, 1)]
    assert [document.text.clean[block.start : block.end] for block in document.blocks if block not in rows] == [
        "一、大气",
        "全市良好。",
    ]


@pytest.mark.parametrize(
    ("raw", "tables"),
    [
        (TABLE, 1),
        (TABLE + "甲区\t1\n乙区\t2\n", 2),
        ("甲区\t1\n\n乙区\t2\n", 1),  # blank lines part no rows
        ("甲区\t1\n\t\u200b\n乙区\t2\n", 1),
        ("责任单位:\t市局\n完成时限:\t年底\n", 0),  # a form's fields
        ("\t\t全市良好,\n\t\t稳中向好。\n", 0),  # indentation
        ("任务\t92\t84\n全市良好。\n", 0),  # a line alone
        ("全市良好。\n稳中向好。\n", 0),
    ],
)
def test_tables_are_told_from_other_uses_of_tabs(raw: str, tables: int) -> None:
    assert len({row.table for row in read_plain(raw).rows}) == tables


PIECES = st.sampled_from(["\t", "\t", "\n", "\r\n", " ", "\u200b", "\v", "35", "1.", "指标", "　", "。"])


@given(st.lists(PIECES, max_size=60).map("".join))
def test_every_row_is_a_block_with_its_cells_in_order(raw: str) -> None:
    rows = read_plain(raw).rows
    text, _ = repair(raw, rows)
    blocks = [block for block in read_blocks(text, rows) if block.kind is BlockKind.TABLE_ROW]
    assert len(blocks) == len(rows)
    for block, row in zip(blocks, rows, strict=True):
        assert len(block.cells) == len(row.cells)
        assert all(start <= end for start, end in block.cells)
        assert all(one[1] <= other[0] for one, other in pairwise(block.cells))
        assert "\n" not in text.clean[block.start : block.end]
