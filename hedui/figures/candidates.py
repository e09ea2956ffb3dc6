"""The indicators that a name which fits none may stand for, for a reviewer to choose from."""

from functools import lru_cache

from rapidfuzz import fuzz, process

from hedui.figures.alike import Letters
from hedui.figures.mapping import RELATIVE, is_of_kind
from hedui.figures.naming import skeleton_of, skeletons_of
from hedui.vocabulary.codes import QuantityKind
from hedui.vocabulary.indicators import fold_name
from hedui.vocabulary.load import Vocabulary

_CANDIDATE = 50.0
"""Least similarity (rapidfuzz WRatio) of an indicator that a reviewer is shown."""


def candidates(subject: str, kind: QuantityKind, vocabulary: Vocabulary, limit: int = 3) -> list[tuple[str, float]]:
    """The indicators whose names are most like ``subject``.

    Args:
        subject: name of the thing measured.
        kind: quantity kind of the figure; a relative or unknown kind fits every indicator.
        vocabulary: the registries to map to.
        limit: how many to return at most.

    Returns:
        Pairs of ``indicator_id`` and similarity in [0, 1], best first.
    """
    skeletons, skeleton = skeletons_of(vocabulary), skeleton_of(fold_name(subject), vocabulary)
    best: dict[str, float] = {}
    near = _letters(vocabulary).sharing(skeleton)
    ranked = process.extract(skeleton, near, scorer=fuzz.WRatio, limit=None, score_cutoff=_CANDIDATE)
    for skeleton, score, _ in ranked:
        indicator = skeletons.by_skeleton[skeleton]
        if is_of_kind(indicator, kind, is_relative=kind in RELATIVE):
            best.setdefault(indicator.indicator_id, round(score / 100, 3))
        if len(best) == limit:
            break
    return list(best.items())


@lru_cache(maxsize=4)
def _letters(vocabulary: Vocabulary) -> Letters:
    """The characters of all names of a registry."""
    return Letters(skeletons_of(vocabulary).names)
