"""Names of codes for people, Chinese and English: what ``data/labels.yml`` declares."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import yaml

from hedui.reconciliation.relations import RELATIONS
from hedui.shipped import LABELS_FILE


class Both(NamedTuple):
    """A text in both languages of the pages."""

    zh: str
    en: str


@lru_cache(maxsize=1)
def labels() -> Mapping[str, Mapping[str, Both]]:
    """The names of every code, by enumeration and code; relations carry theirs in their declaration.

    ``Level`` is of regions and of areas together: places stand beside those of their own level.
    """
    declared = yaml.load(LABELS_FILE.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    named = {name: {str(code): Both(*pair) for code, pair in codes.items()} for name, codes in declared.items()}
    named["Relation"] = {str(one.code): Both(one.label_zh, one.label_en) for one in RELATIONS}
    return named


def label(enumeration: str, code: str | None) -> Both:
    """The name of one code; nothing for none."""
    return labels()[enumeration][code] if code is not None else Both("", "")
