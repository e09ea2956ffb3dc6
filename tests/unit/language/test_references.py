"""References, marks and names that hold numerals: each rule on its own examples."""

import pytest

from hedui.language.lexer import Lexer
from hedui.language.rules import Rule, load_rules
from hedui.language.tokens import Kind
from hedui.vocabulary.load import load_vocabulary

RULES = load_rules("references")
FIRED = [pytest.param(rule, text, id=f"{rule.rule_id}-{n}") for rule in RULES for n, text in enumerate(rule.examples)]
SILENT = [pytest.param(r, text, id=f"{r.rule_id}-{n}") for r in RULES for n, text in enumerate(r.counterexamples)]


@pytest.fixture(scope="module")
def lexer() -> Lexer:
    return Lexer(load_vocabulary().units)


@pytest.mark.parametrize(("rule", "text"), FIRED)
def test_what_a_rule_finds_is_no_quantity(lexer: Lexer, rule: Rule, text: str) -> None:
    match = rule.pattern.search(text)
    assert match is not None
    kinds = {token.kind for token in lexer.tokens(text) if token.start < match.end() and match.start() < token.end}
    assert kinds == (set() if rule.means == "word" else {Kind(rule.means)})


@pytest.mark.parametrize(("rule", "text"), SILENT)
def test_a_rule_keeps_silent_on_its_counterexamples(rule: Rule, text: str) -> None:
    assert rule.pattern.search(text) is None
