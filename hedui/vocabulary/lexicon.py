"""Words by which reports state figures: named lists, curated in ``data/vocabulary/lexicon/words.yml``."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import yaml

from hedui.vocabulary.errors import VocabularyError
from hedui.vocabulary.yaml_file import read_yaml

Lexicon = Mapping[str, tuple[str, ...]]


def load_lexicon(file: Path) -> Lexicon:
    """Read and validate the lexicon.

    Returns:
        Word lists by name, each list longest word first.

    Raises:
        VocabularyError: the file is no mapping of names to lists of distinct, non-empty words.
    """
    try:
        content = read_yaml(file)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise VocabularyError(file, 0, f"cannot be read: {error}", "Restore it, or mend its YAML.") from error
    if not isinstance(content, dict):
        raise VocabularyError(file, 0, "is no mapping of names to word lists", "Write `name: [word, …]`.")
    lists = {}
    for name, words in content.items():
        if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
            raise VocabularyError(file, 0, f"list {name!r} holds something that is no word", "Quote each word.")
        if len(set(words)) < len(words):
            twice = next(word for word in words if words.count(word) > 1)
            raise VocabularyError(file, 0, f"list {name!r} holds {twice!r} twice", "Remove one of them.")
        lists[name] = tuple(sorted(words, key=lambda word: (-len(word), word)))
    return MappingProxyType(lists)
