"""A guarded pattern matches what the pattern matches, and is tried only where a match can begin."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedui.language.openings import guarded
from hedui.language.patterns import MENTION
from hedui.language.rules import Rule, load_rules

PATTERNS = [
    "力争|确保|拟(?!合)|(?<!模)拟(?=建)",
    "(?:基本|大体)?(?:持平|无变化)",
    "[两三四]轮|十分",
    r"(?:到|至)?(?P<year>\d\d)年|x*y",
    "[^a]b",
    "(?:甲|乙*)",
    "[一-三]+$",
]


@pytest.mark.parametrize(
    ("pattern", "opening"),
    [
        ("力争|确保|(?<!模)拟", "(?=[力拟确])"),
        ("(?:基本|大体)?持平", "(?=[基大持])"),
        (r"[-\d]x", r"(?=[\-\d])"),
        ("[^a]b", ""),
        ("a*", ""),
        (".", ""),
    ],
)
def test_the_characters_that_a_match_begins_with(pattern: str, opening: str) -> None:
    assert guarded(pattern) == (f"{opening}(?:{pattern})" if opening else pattern)


@pytest.mark.parametrize("pattern", PATTERNS)
@given(st.text(alphabet="力争确保模拟合建基本大体持平无变化两三四轮十分到至19年xyab甲乙一二", max_size=12))
def test_a_guard_changes_no_match(pattern: str, text: str) -> None:
    found = [match.span() for match in re.finditer(guarded(pattern), text)]
    assert found == [match.span() for match in re.finditer(pattern, text)]


@pytest.mark.parametrize("rule", [rule for rule in load_rules("references") if rule.means != "word"])
def test_the_lexer_looks_where_a_reference_begins(rule: Rule) -> None:
    for example in rule.examples:
        first = rule.pattern.search(example)
        assert first is not None
        found = MENTION.match(example, first.start())
        assert found is not None and found.end() >= first.start()
