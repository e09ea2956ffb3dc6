"""Rules of language as data: each file of ``data/language/`` holds rules of one kind, with reason and examples.

An example is a short sentence of ours on which the rule must fire; a counterexample is one on which it must not. They
are the tests of the rule (``tests/unit/language/test_rules.py``).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from hedui.shipped import LANGUAGE_DIR
from hedui.vocabulary.errors import VocabularyError
from hedui.vocabulary.yaml_file import read_yaml

_PLAIN = re.compile("[\u4e00-\u9fff]+")
_KEYS = frozenset({"id", "pattern", "means", "why", "examples", "not"})


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a file.

    Attributes:
        rule_id: unique in its file.
        pattern: what it looks for in repaired text; linear alternatives, no nested repetition.
        means: what a match says, a word that the code of its kind knows.
        why: the reason, in one line.
        examples: sentences on which it fires.
        counterexamples: sentences on which it does not.
    """

    rule_id: str
    pattern: re.Pattern[str]
    means: str
    why: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()


@lru_cache(maxsize=16)
def load_rules(name: str, folder: Path = LANGUAGE_DIR) -> tuple[Rule, ...]:
    """The rules of ``data/language/<name>.yml``, in the order in which they are tried.

    Raises:
        VocabularyError: the file is missing or a rule lacks a part, with the place and what to do.
    """
    file = folder / f"{name}.yml"
    try:
        content = read_yaml(file)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise VocabularyError(file, 0, f"cannot be read: {error}", "Restore it, or mend its YAML.") from error
    if not isinstance(content, list):
        raise VocabularyError(file, 0, "is no list of rules", "Write `- id: …` for each.")
    rules = tuple(_rules(file, content))
    if len({rule.rule_id for rule in rules}) < len(rules):
        raise VocabularyError(file, 0, "has two rules of one id", "Rename one of them.")
    return rules


def meaning(rules: Iterable[Rule], *codes: str) -> str:
    """One pattern that fires where a rule of these meanings does."""
    return "(?:" + "|".join(rule.pattern.pattern for rule in rules if rule.means in codes) + ")"


def words_of(rules: Iterable[Rule], *codes: str) -> frozenset[str]:
    """The plain words that rules of these meanings list."""
    listed = (word for rule in rules if rule.means in codes for word in rule.pattern.pattern.split("|"))
    return frozenset(word for word in listed if _PLAIN.fullmatch(word))


def _rules(file: Path, content: list[Mapping[str, Any]]) -> Iterator[Rule]:
    for number, entry in enumerate(content, 1):
        if not isinstance(entry, dict) or not entry.keys() <= _KEYS or not entry.get("id"):
            raise VocabularyError(file, 0, f"rule {number} is not of the form", f"Its keys are {sorted(_KEYS)}.")
        if not (entry.get("examples") and entry.get("why") and entry.get("means")):
            raise VocabularyError(file, 0, f"rule {entry['id']} lacks examples, why or means", "Write them.")
        try:
            pattern = re.compile(entry["pattern"])
        except (re.error, KeyError, TypeError) as error:
            raise VocabularyError(file, 0, f"rule {entry['id']} has no pattern: {error}", "Mend it.") from error
        counterexamples = tuple(entry.get("not", ()))
        yield Rule(entry["id"], pattern, entry["means"], entry["why"], tuple(entry["examples"]), counterexamples)
