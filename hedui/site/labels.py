"""Names of codes for people, those of relations included."""

from collections.abc import Mapping
from functools import lru_cache

from hedui.reconciliation.relations import RELATIONS
from hedui.vocabulary.labels import Both, declared_labels

__all__ = ["Both", "label", "labels"]


@lru_cache(maxsize=1)
def labels() -> Mapping[str, Mapping[str, Both]]:
    """The names of every code, by enumeration and code; relations carry theirs in their declaration."""
    relations = {str(one.code): Both(one.label_zh, one.label_en) for one in RELATIONS}
    return {**declared_labels(), "Relation": relations}


def label(enumeration: str, code: str | None) -> Both:
    """The name of one code; nothing for none."""
    return labels()[enumeration][code] if code is not None else Both("", "")
