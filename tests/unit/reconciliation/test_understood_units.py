"""Where a number needs no unit: each rule on sentences of its own, and on those where the unit is missed."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from hedui.language.rules import Rule, load_rules

RULES = load_rules("understood_units")
NUMBER = re.compile(r"[0-9.]+[万亿]+")


def with_placeholders(sentence: str) -> Iterator[str]:
    plain = sentence.rstrip("。")
    return (f"{plain[: found.start()]}␟{plain[found.end() :]}" for found in NUMBER.finditer(plain))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.rule_id)
def test_a_rule_fires_on_its_examples_alone(rule: Rule) -> None:
    for sentence in rule.examples:
        assert any(rule.pattern.search(words) for words in with_placeholders(sentence)), sentence
    for sentence in rule.counterexamples:
        assert not any(rule.pattern.search(words) for words in with_placeholders(sentence)), sentence


@pytest.mark.parametrize(
    ("sentence", "missing"),
    [
        ("两站客流分别为120万、95万人次。", 0),
        ("两站客流分别为120万人次、95万。", 0),
        ("常住人口突破1300万。", 0),
        ("农村贫困人口从上期末的90万减少到60万。", 0),
        ("高技能人才总量超80万。", 0),
        ("居民生活用电80亿。", 1),
        ("经济总量连跨20亿、30亿两个台阶。", 0),
        ("引入外来电80亿、外购煤30亿。", 2),
        ("引入外来电80亿。", 1),
    ],
)
def test_lists_and_idioms(report: Callable[..., Any], sentence: str, missing: int) -> None:
    one = report()
    texts = re.findall(r"[0-9.]+[万亿]+(?:人次)?", sentence)
    one.say(sentence, *((text, {}) for text in texts))
    assert len(one.checks("missing_unit")) == missing
