"""How names are written apart from the thing they name: style, acts, and patterns; ``data/vocabulary/naming.yml``."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from hedui.vocabulary.errors import VocabularyError
from hedui.vocabulary.yaml_file import read_yaml


class Act(StrEnum):
    """What is said to be done with a thing that is counted or measured."""

    STOCK = "stock"
    BARE = "bare"
    ADDED = "added"
    RENOVATED = "renovated"
    MIXED = "mixed"
    OPENED = "opened"
    TREATED = "treated"
    RESTORED = "restored"
    DISPOSED = "disposed"
    MADE = "made"
    MASTERED = "mastered"
    APPROVED = "approved"
    RETIRED = "retired"


WORKS = "works"
"""Verbs that leave open what is done: another verb beside them says it."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Names that are built alike and mean one indicator."""

    indicator_id: str
    expression: re.Pattern[str]


@dataclass(frozen=True, eq=False)
class Naming:
    """The grammar of names.

    Attributes:
        style: words before a name that leave it what it is, longest first.
        tails: words behind a name that say how its value came about, at the end of a name.
        neutral: words that tell no two names apart, wherever they stand.
        acts: for each verb the act it tells, None where it leaves it open; longest first.
        adding: the verbs that add.
        standing: the verbs that say how many there are, longest first.
        patterns: names that are built alike, in order of precedence.
        any_pattern: what matches where one of them does.
        examples: names with the indicator that the entry beside them makes of them.
    """

    style: tuple[str, ...]
    tails: re.Pattern[str]
    neutral: re.Pattern[str]
    acts: Mapping[str, Act | None]
    adding: tuple[str, ...]
    standing: tuple[str, ...]
    patterns: tuple[Pattern, ...]
    any_pattern: re.Pattern[str]
    examples: Mapping[str, str]

    def without_tail(self, name: str) -> str:
        """A folded name without the words behind it that say how its value came about; whole where it is all such."""
        return self.tails.sub("", name) or name

    def pattern_of(self, name: str) -> Pattern | None:
        """The first pattern that a folded name is built by."""
        if self.any_pattern.fullmatch(name) is None:
            return None
        return next(pattern for pattern in self.patterns if pattern.expression.fullmatch(name))


def load_naming(file: Path) -> Naming:
    """Read and validate the grammar of names.

    Raises:
        VocabularyError: the file cannot be read, a verb has two acts, an entry has no example.
    """
    try:
        content: dict[str, Any] = read_yaml(file)
        groups = {name: tuple(group["words"]) for name, group in content["acts"].items()}
        plain = [content["style"], content["tails"], content["neutral"]]
        entries = [*plain, *content["acts"].values(), *content["patterns"]]
        patterns = tuple(Pattern(entry["indicator"], re.compile(entry["pattern"])) for entry in content["patterns"])
        style, tails = tuple(content["style"]["words"]), _longest_first(content["tails"]["words"])
        neutral = re.compile(content["neutral"]["pattern"])
        examples = {name: owner for entry in entries for name, owner in entry["examples"].items()}
        acts = [(verb, None if name == WORKS else Act(name)) for name, verbs in groups.items() for verb in verbs]
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, ValueError, re.error) as error:
        raise VocabularyError(file, 0, f"cannot be read: {error}", "Restore it, or mend the entry.") from error
    if len(dict(acts)) < len(acts):
        twice = next(verb for verb, act in acts if dict(acts)[verb] is not act or [v for v, _ in acts].count(verb) > 1)
        raise VocabularyError(file, 0, f"verb {twice!r} stands twice", "Keep it with one act.")
    by_verb = dict(acts)
    return Naming(
        style=_longest_first(style),
        tails=re.compile(f"(?:{'|'.join(map(re.escape, tails))})+$"),
        neutral=neutral,
        acts=MappingProxyType({verb: by_verb[verb] for verb in _longest_first(by_verb)}),
        adding=tuple(verb for verb, act in acts if act is Act.ADDED),
        standing=_longest_first(verb for verb, act in acts if act is Act.STOCK),
        patterns=patterns,
        any_pattern=re.compile("|".join(f"(?:{pattern.expression.pattern})" for pattern in patterns)),
        examples=MappingProxyType(examples),
    )


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))
