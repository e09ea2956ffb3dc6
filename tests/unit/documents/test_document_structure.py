from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedui.documents.document import Block, BlockKind
from hedui.documents.extract import Assembly
from hedui.documents.repair import repair
from hedui.documents.structure import read_blocks, sentences

T, H, P, N, R = BlockKind.TITLE, BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.NOTE, BlockKind.TABLE_ROW


def read(raw: str) -> tuple[str, tuple[Block, ...]]:
    text, _ = repair(raw)
    return text.clean, read_blocks(text)


NOTICE = """某市人民政府办公厅关于印发某市行动方案的通知

某政办〔2024〕5号

各县人民政府,市政府各部门:

《某市行动方案》已经同意,现印发给你们。

某市人民政府办公厅
2024年6月27日

某市行动方案

一、主要目标

到2025年,全面完成任务。

二、重点任务

(一)优化结构

1.淘汰产能。完成3家企业退出。

牵头单位:市工信局

责任单位:各县政府

2.整改问题。发现问题较多。

整改措施:

(1)完成治理5处。

(2)加强监管。

整改时限:2025年底前

(二)改善质量,保障健康

PM2.5浓度下降。

三、保障措施
"""


def test_outline_of_a_notice_that_carries_a_plan() -> None:
    clean, blocks = read(NOTICE)
    expected = [
        # kind, beginning, level, position of what it stands under
        (T, "某市人民政府办公厅关于", 0, -1),
        (N, "某政办", 0, -1),
        (N, "各县", 0, -1),
        (P, "《某市行动方案》", 0, -1),
        (N, "某市人民政府办公厅", 0, -1),
        (N, "2024年6月27日", 0, -1),
        (T, "某市行动方案", 0, -1),
        (H, "一、", 1, -1),
        (P, "到2025年", 0, 7),
        (H, "二、", 1, -1),
        (H, "(一)", 2, 9),
        (P, "1.", 3, 10),
        (P, "牵头单位", 0, 11),
        (P, "责任单位", 0, 11),
        (P, "2.", 3, 10),
        (P, "整改措施", 0, 14),
        (P, "(1)", 4, 14),
        (P, "(2)", 4, 14),
        (P, "整改时限", 0, 14),
        (H, "(二)", 2, 9),
        (P, "PM2.5", 0, 19),
        (H, "三、", 1, -1),
    ]
    assert len(blocks) == len(expected)
    for block, (kind, beginning, level, parent) in zip(blocks, expected, strict=True):
        assert clean.startswith(beginning, block.start)
        assert (block.kind, block.level, block.parent) == (kind, level, parent), beginning


@pytest.mark.parametrize(
    ("line", "label", "level", "kind"),
    [
        ("一、空气质量情况", "一、", 1, H),
        ("十二、其他", "十二、", 1, H),
        ("第三章 生态保护", "第三章", 1, H),
        ("(二)从严整治,提质增效", "(二)", 2, H),
        ("（三）树立导向，夯实责任。一是加强考核。", "(三)", 2, P),
        ("3.大力发展清洁能源。到2025年完成。", "3.", 3, P),
        ("12、加强监管", "12、", 3, H),
        ("4.2018年6月8日,省政府发布标准。", "4.", 3, P),
        ("(1)完成治理5处。", "(1)", 4, P),
        ("⑴完成治理5处。", "⑴", 4, P),
        ("①第一产业", "①", 5, H),
        ("2.45万亩林地", "", 0, H),
        ("2023年,全市完成。", "", 0, P),
        ("十四五期间,全市完成。", "", 0, P),
        ("第三方治理有序推进,效果明显。", "", 0, P),
    ],
)
def test_labels(line: str, label: str, level: int, kind: BlockKind) -> None:
    clean, blocks = read("某市报告\n全市稳步改善,成效明显。\n" + line)
    block = blocks[-1]
    assert (block.label, block.level, block.kind) == (label, level, kind)
    assert clean[block.start : block.body].strip() == label


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("来源:本站 时间:2024-06-10 09:40:42", N),
        ("2024-06-10 09:40", N),
        ("打印此文 关闭窗口", N),
        ("——2026年1月27日在某省第十四届人民代表大会第四次会议上", N),
        ("——二〇二六年一月二十七日在某省十四届人民代表大会第四次会议上", N),
        ("某省省长 张三", N),
        ("各位代表:", N),
        ("某市生态环境局 2024年6月10日", N),
        ("某市2023年生态环境状况公报", T),
        ("全市环境质量稳步改善。", P),
    ],
)
def test_lines_of_the_head(line: str, kind: BlockKind) -> None:
    assert read(line + "\n正文开始,全市稳步改善。")[1][0].kind is kind


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("甲。乙!丙?丁", ["甲。", "乙!", "丙?", "丁"]),
        ("他说“甲。”然后乙。", ["他说“甲。”", "然后乙。"]),
        ('开展"公转铁"。"光伏+"工程。', ['开展"公转铁"。', '"光伏+"工程。']),
        ('他说"甲。"然后乙。', ['他说"甲。"', "然后乙。"]),
        ("甲(见附件。)乙。。丙", ["甲(见附件。)", "乙。。", "丙"]),
        ("甲;乙,丙", ["甲;乙,丙"]),
    ],
)
def test_sentences(line: str, expected: list[str]) -> None:
    text, _ = repair(line)
    (block,) = read_blocks(text)
    assert [text.clean[start:end] for start, end in sentences(text, block)] == expected


LINES = st.lists(
    st.lists(st.sampled_from([*'一二、(1).。!?"”“市县:,;《》年月 2', "责任单位", "通知", "2024年"]), max_size=12).map(
        "".join
    ),
    max_size=12,
).map("\n".join)


@given(LINES)
def test_blocks_and_sentences_cover_the_text(raw: str) -> None:
    text, _ = repair(raw)
    blocks = read_blocks(text)
    assert "\n".join(text.clean[block.start : block.end] for block in blocks) == text.clean
    for position, block in enumerate(blocks):
        assert block.start <= block.body <= block.end
        assert -1 <= block.parent < position
        spans = sentences(text, block)
        assert spans[0][0] == block.start
        assert spans[-1][1] == block.end
        assert all(one[1] == other[0] for one, other in pairwise(spans))


def test_table_rows_keep_their_cells_and_pages() -> None:
    assembly = Assembly()
    assembly.begin_page()
    assembly.add_line("表1 空气质量")
    assembly.begin_page()
    assembly.add_table([["指标", "2024 年", ""], ["PM2.5", "", "3 5"], ["", "", ""]])
    assembly.add_line("注:按标准评价。")
    extract = assembly.extract("text/html")
    text, _ = repair(extract.raw, extract.rows)
    blocks = read_blocks(text, extract.rows, extract.page_starts)
    assert [(block.kind, block.page, block.table, block.is_header) for block in blocks] == [
        (T, 1, 0, False),
        (R, 2, 1, True),
        (R, 2, 1, False),
        (P, 2, 0, False),
    ]
    cells = [[text.clean[start:end] for start, end in block.cells] for block in blocks[1:3]]
    assert cells == [["指标", "2024年", ""], ["PM2.5", "", "3 5"]]
    assert text.clean[blocks[1].start : blocks[1].end] == "指标\t2024年\t"
