"""Each rule of language by its own examples, and what a rule must have."""

from pathlib import Path

import pytest

from hedui.documents.reader import document_from_bytes
from hedui.figures import reader
from hedui.figures.clock import context_of
from hedui.figures.grammar import grammar_of
from hedui.figures.mentions import read_sentence
from hedui.language.lexer import Lexer
from hedui.language.rules import Rule, load_rules
from hedui.language.tokens import Kind
from hedui.shipped import LANGUAGE_DIR
from hedui.vocabulary.errors import VocabularyError
from hedui.vocabulary.load import load_vocabulary

VOCABULARY = load_vocabulary()
LEXER = Lexer(VOCABULARY.units)
TITLED = "《行动计划》"


def rules(name: str) -> list[pytest.param]:  # type: ignore[valid-type]
    return [pytest.param(rule, id=rule.rule_id) for rule in load_rules(name)]


def contexts(words: str) -> list[str]:
    """The words around each time of a sentence, as the rules of times see them."""
    tokens = LEXER.tokens(words)
    sentence = read_sentence(words, 0, len(words), 0, tokens)
    return [context_of(sentence, mention) for mention in sentence.mentions if mention.token.kind is Kind.TIME]


def counted(words: str) -> list[str]:
    """What stands behind each number of a sentence, from its classifier on."""
    return [words[token.number[1] :] for token in LEXER.tokens(words) if token.kind is Kind.QUANTITY]


def titles_blanked(words: str) -> str:
    return words.replace(TITLED, "\0" * len(TITLED)).replace("《公报》", "\0" * 4)


@pytest.mark.parametrize("rule", rules("sections"))
def test_openings(rule: Rule) -> None:
    assert all(rule.pattern.search(words) for words in rule.examples)
    assert not any(rule.pattern.search(words) for words in rule.counterexamples)


@pytest.mark.parametrize("rule", rules("times"))
def test_what_a_time_is_said_for(rule: Rule) -> None:
    for words in rule.examples:
        assert any(rule.pattern.search(context) for context in contexts(words)), words
    for words in rule.counterexamples:
        assert not any(rule.pattern.search(context) for context in contexts(words)), words


@pytest.mark.parametrize("rule", rules("plan"))
def test_planned_or_done(rule: Rule) -> None:
    assert all(rule.pattern.search(titles_blanked(words)) for words in rule.examples)
    assert not any(rule.pattern.search(titles_blanked(words)) for words in rule.counterexamples)


@pytest.mark.parametrize("rule", rules("sets"))
def test_sets_measured_over(rule: Rule) -> None:
    for words in rule.examples:
        assert any(rule.pattern.match(behind) for behind in counted(words)), words
    for words in rule.counterexamples:
        assert not any(rule.pattern.match(behind) for behind in counted(words)), words


def test_an_earlier_rule_does_not_hide_a_later_one() -> None:
    openings = load_rules("sections")
    for rule in openings:
        for words in rule.examples:
            assert next(other for other in openings if other.pattern.search(words)).means == rule.means, words


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("- {id: a, pattern: '甲', means: b, why: c}", "lacks examples"),
        ("- {id: a, pattern: '(', means: b, why: c, examples: [d]}", "has no pattern"),
        ("- {id: a, pattern: '甲', means: b, why: c, examples: [d], more: 1}", "not of the form"),
        ("{}", "no list of rules"),
        ("- {id: a, pattern: '甲', means: b, why: c, examples: [d]}\n" * 2, "two rules of one id"),
    ],
)
def test_a_faulty_file_is_refused(tmp_path: Path, content: str, problem: str) -> None:
    (tmp_path / "faulty.yml").write_text(content, encoding="utf-8")
    with pytest.raises(VocabularyError, match=problem):
        load_rules("faulty", tmp_path)


def test_every_source_of_a_decision_has_words() -> None:
    """What decides anything on the sample and on the examples of the rules can be told in words."""
    from hedui.figures.because import in_words

    lines = [words for name in ("sections", "times", "plan") for rule in load_rules(name) for words in rule.examples]
    text = "临川市2022年工作情况报告\n\n" + "\n".join(f"{line}完成造林30万亩,同比增长5%。" for line in lines)
    document = document_from_bytes(text.encode(), "test.txt", VOCABULARY.regions)
    assert grammar_of(VOCABULARY)
    known = [entry for figure in reader.read_figures(document, VOCABULARY) for entry in figure.because.split()]
    assert known
    for entry in set(known):
        [(_, words)] = in_words(entry)
        assert words != entry.partition("=")[2], f"{entry} stands in no file of {LANGUAGE_DIR}"
