"""Map what figures speak of to the vocabulary: subjects to indicators, clauses to places.

A later stage than reading, cheap and of its own, so that a new alias re-reads no document. A subject maps to an
indicator when their names agree but for words that never tell two indicators apart, when the name ends the subject
behind words of place, time or agent, or when they are as good as the same string. What is mapped wrongly poisons a
series, what is not mapped waits in the review queue with its ``candidates``: so precision comes first.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz, process

from hedui.documents.document import Metadata
from hedui.figures.figure import Figure
from hedui.figures.places import place_of
from hedui.vocabulary.codes import QuantityKind, Role
from hedui.vocabulary.indicators import Indicator, IndicatorRegistry, fold_name
from hedui.vocabulary.load import Vocabulary

# Least similarity (rapidfuzz ratio) at which two names count as one. On the list of tests/unit/figures/test_mapping.py
# precision is 1.00 from 95, 0.99 from 91, 0.96 at 87 (非化石能源 is 92 % 化石能源); recall hardly moves.
_SAME_NAME = 95.0

# Words that report how far or whose a thing is, never what it is.
_NEUTRAL = re.compile(
    "完成率$|(?:增速|增幅|增长率|降幅|下降率)$|全市|全省|全县|全区|我市|我省|本市|累计|共计|总共|(?<!公)共|合计|计划|规划|"
    "预计|拟|已|完成|实现|达到|推进|实施|开展|组织|持续|投入使用|省定|市定|省下达|国家下达|建设$|数量|总数|个数|台数|辆数|家数|数$|情况|工作$|任务|目标"
)

# What may stand before an indicator's name and leave it that indicator.
_CONTEXT = re.compile(
    "城市|建成区|城区|市区|辖区|区域内|境内|环境|空气|大气|年度|全年|上半年|下半年|季度|前?[一二三四]季度|当年|今年|去年|同期|其中|"
    "以来|期间|十[一二三四五六]五|各类|各|县级以上|县级及以上|企业|秋冬季|现场|[0-9]+年|[0-9]+月份?|年|月"
)

# Units of these kinds state a change or a rate of an indicator of any kind.
_RELATIVE = frozenset({QuantityKind.PERCENT, QuantityKind.PERMILLE, QuantityKind.MULTIPLE})

# Kinds that sources confuse; a figure of the one still speaks of an indicator of the other (check `dimension`).
_CONFUSED = frozenset(
    {
        (QuantityKind.POWER, QuantityKind.ENERGY),
        (QuantityKind.ENERGY, QuantityKind.POWER),
        (QuantityKind.MASS, QuantityKind.STANDARD_COAL),
        (QuantityKind.STANDARD_COAL, QuantityKind.MASS),
        (QuantityKind.PERCENT, QuantityKind.PERCENTAGE_POINT),
        (QuantityKind.VOLUME, QuantityKind.VOLUME_FLOW),
        (QuantityKind.MASS, QuantityKind.MASS_FLOW),
    }
)

# Classifiers that count the same things.
_ALIKE = tuple(map(frozenset, ("辆台部", "个处座条块片眼口", "家户", "件起宗例", "人名位")))


@dataclass(frozen=True, slots=True)
class _Names:
    """Indicators by the skeleton of their names; a skeleton that two indicators share is left out."""

    by_skeleton: Mapping[str, Indicator]
    skeletons: tuple[str, ...]


def map_figures(figures: Sequence[Figure], metadata: Metadata, vocabulary: Vocabulary) -> tuple[Figure, ...]:
    """Fill in ``indicator_id``, ``region_id``, ``area_id`` and ``place_printed``.

    Args:
        figures: the figures of one document.
        metadata: what that document says of itself.
        vocabulary: the registries to map to.

    Returns:
        The figures in their order. Those that state no fact, and those without a fitting indicator, keep
        ``indicator_id`` None; places are those of ``hedui.figures.places``.
    """
    return tuple(_map_figure(figure, metadata, vocabulary) for figure in figures)


def candidates(subject: str, kind: QuantityKind, vocabulary: Vocabulary, limit: int = 3) -> list[tuple[str, float]]:
    """The indicators whose names are most like ``subject``, for a reviewer to choose from.

    Args:
        subject: name of the thing measured.
        kind: quantity kind of the figure; a relative or unknown kind fits every indicator.
        vocabulary: the registries to map to.
        limit: how many to return at most.

    Returns:
        Pairs of ``indicator_id`` and similarity in [0, 1], best first.
    """
    names = _names(vocabulary.indicators)
    best: dict[str, float] = {}
    ranked = process.extract(_skeleton(subject), names.skeletons, scorer=fuzz.WRatio, limit=None, score_cutoff=50.0)
    for skeleton, score, _ in ranked:
        indicator = names.by_skeleton[skeleton]
        if _is_of_kind(indicator, kind, is_relative=kind in _RELATIVE):
            best.setdefault(indicator.indicator_id, round(score / 100, 3))
        if len(best) == limit:
            break
    return list(best.items())


def _map_figure(figure: Figure, metadata: Metadata, vocabulary: Vocabulary) -> Figure:
    if not figure.role.is_fact:
        return figure
    is_relative = figure.role in (Role.CHANGE, Role.RATE) and figure.quantity_kind in _RELATIVE
    indicator_id = _indicator_id(figure.subject, figure.quantity_kind, figure.unit, is_relative, vocabulary)
    place = place_of(figure, metadata, vocabulary)
    return replace(
        figure,
        indicator_id=indicator_id,
        region_id=place.region_id,
        area_id=place.area_id,
        place_printed=place.printed,
    )


# --- indicators -------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1 << 16)
def _indicator_id(
    subject: str, kind: QuantityKind, unit: str | None, is_relative: bool, vocabulary: Vocabulary
) -> str | None:
    names = _names(vocabulary.indicators)
    named = vocabulary.indicators.by_name.get(fold_name(subject)) or _named(_skeleton(subject), names, vocabulary)
    if named:
        fits = _is_of_kind(named, kind, is_relative) or (kind, named.quantity_kind) in _CONFUSED
        return named.indicator_id if fits and _counts_alike(named, kind, unit) else None
    alike = process.extractOne(_skeleton(subject), names.skeletons, scorer=fuzz.ratio, score_cutoff=_SAME_NAME)
    if not alike:
        return None
    indicator = names.by_skeleton[alike[0]]
    fits = kind is not QuantityKind.UNKNOWN and _is_of_kind(indicator, kind, is_relative)
    return indicator.indicator_id if fits and _counts_alike(indicator, kind, unit) else None


def _named(skeleton: str, names: _Names, vocabulary: Vocabulary) -> Indicator | None:
    """The indicator whose name is ``skeleton``, or ends it behind nothing but context; the longest name wins."""
    for start in range(len(skeleton) - 1):
        indicator = names.by_skeleton.get(skeleton[start:])
        if indicator:
            return indicator if _is_context(skeleton[:start], vocabulary) else None
    return None


def _is_context(words: str, vocabulary: Vocabulary) -> bool:
    if not words:
        return True
    rest = []
    position = 0
    for start, end, _ in vocabulary.regions.find(words):
        rest.append(words[position:start])
        position = end
    rest.append(words[position:])
    return all(not (bare := _CONTEXT.sub("", part)) or vocabulary.organisations.resolve(bare) for part in rest)


def _skeleton(name: str) -> str:
    return _NEUTRAL.sub("", fold_name(name))


@lru_cache(maxsize=4)
def _names(indicators: IndicatorRegistry) -> _Names:
    by_skeleton: dict[str, Indicator] = {}
    shared = set()
    for name, indicator in indicators.by_name.items():
        skeleton = _NEUTRAL.sub("", name)
        if by_skeleton.setdefault(skeleton, indicator) is not indicator:
            shared.add(skeleton)
    for skeleton in shared | {""}:
        by_skeleton.pop(skeleton, None)
    return _Names(by_skeleton, tuple(by_skeleton))


def _is_of_kind(indicator: Indicator, kind: QuantityKind, is_relative: bool) -> bool:
    if is_relative or kind is QuantityKind.UNKNOWN:
        return True
    if kind is QuantityKind.PERCENTAGE_POINT:
        return indicator.quantity_kind is QuantityKind.PERCENT
    return kind is indicator.quantity_kind


def _counts_alike(indicator: Indicator, kind: QuantityKind, unit: str | None) -> bool:
    """Whether a unit that conversion cannot reach is the indicator's: 人 is not 人次, 元/吨 not 元/亩."""
    if kind not in (QuantityKind.COUNT, QuantityKind.OTHER) or unit == indicator.unit:
        return True
    return kind is QuantityKind.COUNT and any(unit in group and indicator.unit in group for group in _ALIKE)
