"""Names of codes for people, Chinese and English: what ``data/labels.yml`` declares.

Belongs here: reading them. Does not belong here: which codes there are (``codes``), or relations, which carry theirs.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

import yaml

from hedui.shipped import LABELS_FILE


class Both(NamedTuple):
    """A text in both languages."""

    zh: str
    en: str


@lru_cache(maxsize=1)
def declared_labels() -> Mapping[str, Mapping[str, Both]]:
    """The names of every code, by enumeration and code.

    ``Level`` is of regions and of areas together: places stand beside those of their own level.
    """
    declared = yaml.load(LABELS_FILE.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return {name: {str(code): Both(*pair) for code, pair in codes.items()} for name, codes in declared.items()}


def names_of(enumeration: type[StrEnum]) -> Mapping[str, Both]:
    """The names of the codes of an enumeration; of regions and areas those of ``Level``, of what has none itself."""
    named = declared_labels().get(enumeration.__name__) or declared_labels()["Level"]
    return {code.value: named.get(code.value, Both(code.value, code.value)) for code in enumeration}


def label(enumeration: str, code: str | None) -> Both:
    """The name of one code; nothing for none."""
    return declared_labels()[enumeration][code] if code is not None else Both("", "")
