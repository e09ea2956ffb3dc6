"""Words end where a dictionary says, and nothing is cut in the middle of one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedui.language.words import Words

WORDS = Words(["自贸试验区"])
DROPPED = frozenset({"自", "均", "达到", "上涨", "约"})


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("自贸试验区", "自贸试验区", "自贸试验区"),
        ("污染天数平均", "污染天数平均", "污染天数平均"),
        ("产量达到约", "产量达到约", "产量"),
        ("价格上涨", "价格上涨", "价格"),
        ("自甲县", "甲县", "自甲县"),
    ],
)
def test_only_whole_words_are_taken_off(text: str, start: str, end: str) -> None:
    assert WORDS.without_start(text, DROPPED) == start
    assert WORDS.without_end(text, DROPPED) == end


@given(st.text(max_size=30))
def test_the_words_together_are_the_text(text: str) -> None:
    assert "".join(WORDS.cut(text)) == text
    assert WORDS.rest(text, frozenset()) == text
