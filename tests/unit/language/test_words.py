"""Words end where a dictionary says, and nothing is cut in the middle of one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedui.language.words import WordList, Words

WORDS = Words(["自贸试验区"])
DROPPED = WordList(["自", "均", "达到", "上涨", "约"])


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
    assert WORDS.rest(text, WordList([])) == text


@pytest.mark.parametrize(
    ("text", "rest"),
    [("均达到约", ""), ("产量均上涨", "产量"), ("价格上涨快", "价格快"), ("自贸试验区达到", "自贸试验区"), ("", "")],
)
def test_what_is_left_of_a_text(text: str, rest: str) -> None:
    assert WORDS.rest(text, DROPPED) == rest


@given(st.text(alphabet="自均达到上涨约价格", max_size=12))
def test_words_are_found_by_their_ends(text: str) -> None:
    for at in range(len(text) + 1):
        listed = [word for word in ("达到", "上涨", "自", "均", "约") if text.startswith(word, at)]
        assert DROPPED.begins(text, at) == [at + len(word) for word in listed]
        ending = [word for word in ("达到", "上涨", "自", "均", "约") if text[:at].endswith(word)]
        assert DROPPED.ends(text, at) == [at - len(word) for word in ending]
