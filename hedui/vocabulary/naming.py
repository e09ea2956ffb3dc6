"""How names are written apart from the thing they name: style, acts, and patterns; ``data/vocabulary/naming.yml``."""

import re
from collections.abc import Mapping
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
        acts: for each verb the act it tells, None where it leaves it open; longest first.
        patterns: names that are built alike, in order of precedence.
        any_pattern: what matches where one of them does.
        examples: names with the indicator that the entry beside them makes of them.
    """

    style: tuple[str, ...]
    acts: Mapping[str, Act | None]
    patterns: tuple[Pattern, ...]
    any_pattern: re.Pattern[str]
    examples: Mapping[str, str]


def load_naming(file: Path) -> Naming:
    """Read and validate the grammar of names.

    Raises:
        VocabularyError: the file cannot be read, a verb has two acts, an entry has no example.
    """
    try:
        content: dict[str, Any] = read_yaml(file)
        groups = {name: tuple(group["words"]) for name, group in content["acts"].items()}
        entries = [content["style"], *content["acts"].values(), *content["patterns"]]
        patterns = tuple(Pattern(entry["indicator"], re.compile(entry["pattern"])) for entry in content["patterns"])
        style = tuple(content["style"]["words"])
        examples = {name: owner for entry in entries for name, owner in entry["examples"].items()}
        acts = [(verb, None if name == WORKS else Act(name)) for name, verbs in groups.items() for verb in verbs]
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, ValueError, re.error) as error:
        raise VocabularyError(file, 0, f"cannot be read: {error}", "Restore it, or mend the entry.") from error
    if len(dict(acts)) < len(acts):
        twice = next(verb for verb, act in acts if dict(acts)[verb] is not act or [v for v, _ in acts].count(verb) > 1)
        raise VocabularyError(file, 0, f"verb {twice!r} stands twice", "Keep it with one act.")
    longest = sorted(acts, key=lambda pair: (-len(pair[0]), pair[0]))
    return Naming(
        style=tuple(sorted(style, key=lambda word: (-len(word), word))),
        acts=MappingProxyType(dict(longest)),
        patterns=patterns,
        any_pattern=re.compile("|".join(f"(?:{pattern.expression.pattern})" for pattern in patterns)),
        examples=MappingProxyType(examples),
    )
