"""The independent count of numerals."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hedui.documents.errors import DocumentError
from hedui.documents.reader import document_from_bytes
from hedui.figures.coverage import count_numerals, unaccounted
from hedui.figures.reader import read_figures
from hedui.vocabulary.load import load_vocabulary

PIECES = st.sampled_from(
    [
        *"1 \n年月万亿吨%、,。()“”至-—第家三百[]《》:×约余后前",
        "2.5",
        "同比",
        *"上数几半廿壹佰二五七亩座①½.Ol+±/",
        "千公顷",
        "万亩",
        "增长",
        "分别",
        "个百分点",
        "PM",
        "2023年",
    ]
)


def test_counts_digits_and_counting_words() -> None:
    text = "完成3.5公里、两座桥，四十台车"
    assert [text[a:b] for a, b in count_numerals(text)] == ["3.5", "两", "四十"]


def test_the_scale_of_a_unit_in_a_table_head_is_no_numeral() -> None:
    text = "(单位:万亩) 面积(万亩) 单位: 亿吨 百万吨级 (三台)"
    assert [text[a:b] for a, b in count_numerals(text)] == ["百万", "三"]
    cells = "指标 计量单位 2023年\n化肥施用量 万吨 10\n造林\t万亩 上万吨 5 万吨"
    assert [cells[a:b] for a, b in count_numerals(cells)] == ["2023", "10", "万", "5", "万"]


@given(st.lists(PIECES, max_size=60).map("".join))
def test_every_numeral_is_accounted_for(text: str) -> None:
    vocabulary = load_vocabulary()
    try:
        document = document_from_bytes(text.encode(), "x.txt", None)
    except DocumentError:
        return
    figures = read_figures(document, vocabulary)
    missed = [document.text.raw[a:b] for a, b in unaccounted(document.text.raw, figures)]
    assert missed == []
    assert all(left.end <= right.start for left, right in pairwise(figures))
