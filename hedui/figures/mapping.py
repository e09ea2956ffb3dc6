"""Map what figures speak of to the vocabulary: subjects to indicators, clauses to places.

A later stage than reading, cheap and of its own, so that a new alias re-reads no document. A subject maps to an
indicator when their names agree but for words that never tell two indicators apart, when the name ends the subject
behind words of place, time or agent, or when they are as good as the same string. What is mapped wrongly poisons a
series, what is not mapped waits in the review queue with its ``candidates``: so precision comes first.
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from hedui.documents.document import Metadata
from hedui.figures.figure import Figure
from hedui.figures.places import carry_places, place_of
from hedui.vocabulary.codes import QuantityKind, Role
from hedui.vocabulary.indicators import Indicator, IndicatorRegistry, fold_name
from hedui.vocabulary.load import Vocabulary
from hedui.vocabulary.naming import Act

if TYPE_CHECKING:
    from hedui.figures.alike import Letters

# Least similarity (rapidfuzz ratio) at which two names count as one. On the list of tests/unit/figures/test_mapping.py
# precision is 1.00 from 95, 0.99 from 91, 0.96 at 87 (非化石能源 is 92 % 化石能源); recall hardly moves.
_SAME_NAME = 95.0

_CANDIDATE = 50.0
"""Least similarity (rapidfuzz WRatio) of an indicator that a reviewer is shown."""

# Words that report how far or whose a thing is, never what it is.
_NEUTRAL = re.compile(
    "完成率$|(?:增速|增幅|增长率|降幅|下降率)$|全市|全省|全县|全区|我市|我省|本市|累计|共计|总共|(?<!公)共|合计|计划|规划|"
    "预计|拟|已|完成|实现|达到|推进|实施|开展|组织|持续|投入使用|省定|市定|省下达|国家下达|建设$|数量|总数|个数|台数|辆数|家数|数$|情况|工作$|任务|目标"
)

_ARRIVED = re.compile("(?:从|由|到|至|达|累计|总数)(?:了|约|近|超|超过)?$")
"""That a number is how many there are by now, whatever was done to come there (建成…累计达)."""
_DATED = re.compile("[0-9]+年|[0-9]+月份?|前?[一二三四]季度")
_LONGEST_PLACE = 12
_LONGEST_VERB = 8

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
    return tuple(carry_places([_map_figure(figure, metadata, vocabulary) for figure in figures]))


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
    names, skeleton = _names(vocabulary.indicators), _skeleton(subject)
    best: dict[str, float] = {}
    near = _letters(vocabulary.indicators).sharing(skeleton)
    ranked = process.extract(skeleton, near, scorer=fuzz.WRatio, limit=None, score_cutoff=_CANDIDATE)
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
    before = figure.sentence[: figure.start - figure.sentence_start]
    has_arrived = figure.role in (Role.ACTUAL, Role.PLAN) and _ARRIVED.search(before) is not None
    indicator_id = _indicator_id(
        figure.subject, figure.quantity_kind, figure.unit, is_relative, has_arrived, vocabulary
    )
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
    subject: str,
    kind: QuantityKind,
    unit: str | None,
    is_relative: bool,
    has_arrived: bool,
    vocabulary: Vocabulary,
) -> str | None:
    """The first indicator of the kind that the name may stand for; the surest reading of the name comes first."""
    for indicator in readings(subject, unit, is_relative, vocabulary, has_arrived=has_arrived):
        fits = _is_of_kind(indicator, kind, is_relative) or (kind, indicator.quantity_kind) in _CONFUSED
        if fits and _counts_alike(indicator, kind, unit, vocabulary):
            return indicator.indicator_id
    return None


def readings(
    subject: str, unit: str | None, is_relative: bool, vocabulary: Vocabulary, *, has_arrived: bool = False
) -> Iterator[Indicator]:
    """What a name may stand for, the surest reading first: a name, a thing with an act, a pattern, nearly a name."""
    names, by_name = _names(vocabulary.indicators), vocabulary.indicators.by_name
    folded, skeleton = fold_name(subject), _skeleton(subject)
    if folded in by_name:
        yield by_name[folded]
        return
    for bare in _bared(folded, vocabulary):
        if thing := _thing(bare, unit, is_relative, has_arrived, vocabulary):
            yield thing
            return
        if bare in by_name:
            yield by_name[bare]
            return
    for bare in (*_bared(folded, vocabulary), *_bared(skeleton, vocabulary)):
        for pattern in vocabulary.naming.patterns:
            if pattern.expression.fullmatch(bare):
                yield vocabulary.indicators.by_id[pattern.indicator_id]
                return
    if named := _named(skeleton, names, vocabulary):
        yield named
        return
    alike = process.extractOne(
        skeleton, _near(len(skeleton), vocabulary.indicators), scorer=fuzz.ratio, score_cutoff=_SAME_NAME
    )
    if alike:
        yield names.by_skeleton[alike[0]]


def _bared(words: str, vocabulary: Vocabulary) -> Iterator[str]:
    """``words``, and what is left as the words of place, time and style in front are taken off one by one."""
    while words:
        yield words
        head = next((word for word in vocabulary.naming.style if words.startswith(word)), "")
        if not head:
            places = vocabulary.regions.find(words[:_LONGEST_PLACE])
            head = words[: places[0][1]] if places and places[0][0] == 0 else ""
        if not head and (dated := _DATED.match(words)):
            head = dated.group()
        if not head:
            return
        words = words[len(head) :]


def _thing(
    words: str, unit: str | None, is_relative: bool, has_arrived: bool, vocabulary: Vocabulary
) -> Indicator | None:
    """The indicator that an act with a thing is (新增上市公司, 城中村改造), printed in one of its units."""
    for acts, name in _acted(words, vocabulary):
        fitting = [one for one in vocabulary.things.get(name, ()) if is_relative or unit in one.units]
        wanted = _wanted(acts, {one.act for one in fitting})
        if wanted is Act.ADDED and has_arrived:
            wanted = Act.STOCK
        if found := next((one.indicator for one in fitting if one.act is wanted), None):
            return found
    return None


def _acted(words: str, vocabulary: Vocabulary) -> Iterator[tuple[tuple[Act | None, ...], str]]:
    """Ways to part a name into verbs and a thing, with the act of each verb; the longest verbs first."""
    verbs = vocabulary.naming.acts
    yield (), words
    for length in range(min(_LONGEST_VERB, len(words) - 1), 1, -1):
        if words[:length] in verbs:
            for acts, name in _acted(words[length:], vocabulary):
                yield (verbs[words[:length]], *acts), name
    for length in range(min(_LONGEST_VERB, len(words) - 1), 1, -1):
        if words[-length:] in verbs and words[:-length] in vocabulary.things:
            yield (verbs[words[-length:]],), words[:-length]


def _wanted(acts: Sequence[Act | None], known: Set[Act]) -> Act | None:
    """Which act of those known of a thing the verbs of a name tell; None where none fits."""
    told = {act for act in acts if act is not None}
    if Act.BARE in known and told <= {Act.ADDED}:
        return Act.BARE
    if not acts or Act.STOCK in told:
        return Act.STOCK
    if not told:
        return next(iter(known)) if len(known) == 1 else Act.ADDED
    if told == {Act.ADDED, Act.RENOVATED}:
        return Act.RENOVATED if Act.RENOVATED in known and Act.MIXED not in known else Act.MIXED
    return told.pop() if len(told) == 1 else None


def _named(skeleton: str, names: _Names, vocabulary: Vocabulary) -> Indicator | None:
    """The indicator whose name is ``skeleton``, or ends it behind nothing but context; the longest name wins."""
    for start in range(len(skeleton) - 1):
        indicator = names.by_skeleton.get(skeleton[start:])
        if indicator:
            return indicator if _is_context(skeleton[:start], vocabulary) else None
    return None


def _is_context(words: str, vocabulary: Vocabulary) -> bool:
    """Whether words say only where, when, in which style, or of whom."""
    last = words
    for rest in _bared(words, vocabulary):
        last = rest
        if vocabulary.organisations.resolve(rest):
            return True
    return not last or _is_style(last, vocabulary)


def _is_style(words: str, vocabulary: Vocabulary) -> bool:
    """Whether words that nothing more can be taken off are nothing but style."""
    return (
        words in vocabulary.naming.style
        or _DATED.fullmatch(words) is not None
        or any(start == 0 and end == len(words) for start, end, _ in vocabulary.regions.find(words))
    )


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


def _counts_alike(indicator: Indicator, kind: QuantityKind, unit: str | None, vocabulary: Vocabulary) -> bool:
    """Whether a unit that conversion cannot reach is the indicator's: 人 is not 人次, 元/吨 not 元/亩."""
    if kind not in (QuantityKind.COUNT, QuantityKind.OTHER) or unit == indicator.unit:
        return True
    if any(
        one.indicator is indicator and unit in one.units
        for one in vocabulary.things.get(
            fold_name(indicator.aliases[0] if indicator.aliases else indicator.label_zh), ()
        )
    ):
        return True
    return kind is QuantityKind.COUNT and any(unit in group and indicator.unit in group for group in _ALIKE)


# --- what may be alike at all -----------------------------------------------------------------------------------------


@lru_cache(maxsize=4)
def _letters(indicators: IndicatorRegistry) -> "Letters":
    """The characters of all names of a registry."""
    from hedui.figures.alike import Letters  # numpy is loaded for candidates alone

    return Letters(_names(indicators).skeletons)


@lru_cache(maxsize=1 << 10)
def _near(length: int, indicators: IndicatorRegistry) -> tuple[str, ...]:
    """The skeletons whose length alone does not keep them from being the same name, in their order."""
    slack = 1 - _SAME_NAME / 100 + 0.01
    return tuple(
        name
        for name in _names(indicators).skeletons
        if abs(len(name) - length) <= slack * (len(name) + length) and (len(name) + length) * slack >= 1
    )
