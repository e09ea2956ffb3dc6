"""Map what figures speak of to the vocabulary: subjects to indicators, clauses to places.

A later stage than reading, cheap and of its own, so that a new alias re-reads no document. What a name may stand for
says ``hedui.figures.naming``; here the figure decides whether it does: its kind, its unit, its role. What is mapped
wrongly poisons a series, what is not mapped waits in the review queue: so precision comes first.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from hedui.documents.document import Metadata
from hedui.figures.figure import Figure, changed
from hedui.figures.naming import Said, heads, readings
from hedui.figures.places import Place, carry_places, places_of
from hedui.vocabulary.codes import QuantityKind, Role
from hedui.vocabulary.indicators import Indicator, fold_name
from hedui.vocabulary.load import Vocabulary

RELATIVE = frozenset({QuantityKind.PERCENT, QuantityKind.PERMILLE, QuantityKind.MULTIPLE})
"""Units of these kinds state a change or a rate of an indicator of any kind."""

_IN_CHANGES = RELATIVE | {QuantityKind.PERCENTAGE_POINT}
"""Points are those of a share, or of the growth of anything (低于全国0.3个百分点)."""

_ARRIVED = re.compile(
    "(?:从|由|增至|增加至|增加到|提高到|提升至|降至|减至|累计|累计达到?|累计超过?|总数|总数达到?|总量达到?)(?:了|约|近|超|超过)?"
    r"(?:[0-9.]+[^0-9,;。、]{1,4}[、和])*$"
)
"""That a number is how many there are by now, whatever was done to come there (建成…累计达, 从771家、481家)."""
_REACHED = re.compile("(?:到|至|达)(?:了|约|近|超|超过)?$")
"""The same, but of what is called new (新增…达12家)."""
_NEW = "新"
_ARRIVED_REACH = 30
_CLAUSE_END = re.compile("[,，;；。、0-9]")
_NAME_END = 3
_JOINED = "、和及与"
_CLAUSE_MARK = re.compile("[,，;；。、]")
_SHORTEST_OF_PAIR = 2
_LONGEST_OF_PAIR = 24
_SECOND_TERM = re.compile(r"[0-9.]\s*[:∶：]\s*$")
"""That a number is the second of a ratio (2.3:1), which states nothing alone."""
_OF_GROWTH = re.compile("增速|增长|增幅|增量|降幅|降速|新增")
"""That a rank may be one of growth; the indicator is that of the level."""
_GROWTH_SAID = re.compile("(?:增速|增幅)[^,，;；。]{0,12}$")
"""That points are those of a growth rate, not of a share (研发投入增速高于全省2个百分点)."""
_ALSO_BUILT = re.compile("新[(（]([改扩]{1,2})[)）]建")
"""What a name leaves out in brackets: 新(改)建 is no 新建."""

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
    facts = [figure for figure in figures if figure.role.is_fact]
    places = dict(zip((fact.figure_id for fact in facts), places_of(facts, metadata, vocabulary), strict=True))
    return tuple(carry_places([_map_figure(figure, places.get(figure.figure_id), vocabulary) for figure in figures]))


def is_of_kind(indicator: Indicator, kind: QuantityKind, is_relative: bool) -> bool:
    """Whether a figure of a kind may be one of an indicator; a relative figure is one of any."""
    if is_relative or kind is QuantityKind.UNKNOWN:
        return True
    if kind is QuantityKind.PERCENTAGE_POINT:
        return indicator.quantity_kind is QuantityKind.PERCENT
    return kind is indicator.quantity_kind


def fits_any(role: Role, kind: QuantityKind) -> bool:
    """Whether a figure is a change, a rate or a rank, which speaks of an indicator of any kind."""
    return (
        (role is Role.CHANGE and kind in _IN_CHANGES)
        or (role is Role.RATE and kind in RELATIVE)
        or (role is Role.RANK and kind is QuantityKind.PLACE)
    )


def _map_figure(figure: Figure, place: Place | None, vocabulary: Vocabulary) -> Figure:
    if place is None:
        return figure
    at = figure.start - figure.sentence_start
    before = figure.sentence[max(0, at - _ARRIVED_REACH) : at]
    return changed(
        figure,
        indicator_id=None if _says_nothing_alone(figure, before) else _indicator_of(figure, before, vocabulary),
        region_id=place.region_id,
        area_id=place.area_id,
        place_printed=place.printed,
    )


def _says_nothing_alone(figure: Figure, before: str) -> bool:
    is_of_growth = figure.role is Role.RANK and _OF_GROWTH.search(figure.subject) is not None
    return is_of_growth or _SECOND_TERM.search(before) is not None


def _indicator_of(figure: Figure, before: str, vocabulary: Vocabulary) -> str | None:
    kind, is_level = figure.quantity_kind, figure.role in (Role.ACTUAL, Role.PLAN)
    is_relative = fits_any(figure.role, kind)
    has_reached = _REACHED.search(before) is not None and not figure.subject.startswith(_NEW)
    has_arrived = is_level and (has_reached or _ARRIVED.search(before) is not None)
    said = Said(figure.unit, is_relative, has_arrived, is_level and _is_behind(figure))
    found = indicator_named(_in_full(figure.subject, before), kind, said, vocabulary)
    if found is None and (whole := _whole_of_pair(figure, vocabulary)):
        found = indicator_named(whole, kind, said, vocabulary)
    if found and kind is QuantityKind.PERCENTAGE_POINT and _GROWTH_SAID.search(before):
        return None if vocabulary.indicators.by_id[found].quantity_kind is QuantityKind.PERCENT else found
    return found


def _whole_of_pair(figure: Figure, vocabulary: Vocabulary) -> str | None:
    """The name of the second of a pair with what it shares with the first (生产安全事故起数、死亡人数)."""
    start = figure.sentence.rfind(figure.subject, 0, figure.start - figure.sentence_start)
    if len(figure.subject) < _SHORTEST_OF_PAIR or start < 1 or figure.sentence[start - 1] not in _JOINED:
        return None
    said = _CLAUSE_MARK.split(figure.sentence[max(0, start - _LONGEST_OF_PAIR) : start - 1])[-1]
    first = tuple(heads(fold_name(said), vocabulary))
    names = _names_ending(figure.subject, vocabulary)
    return next((name for shared, name in names if any(head.startswith(shared) for head in first)), None)


@lru_cache(maxsize=1 << 12)
def _names_ending(subject: str, vocabulary: Vocabulary) -> tuple[tuple[str, str], ...]:
    """Names that end in another, with what stands before it there, the longest first."""
    end = fold_name(subject)
    found = (name for name in vocabulary.indicators.by_name if name.endswith(end) and len(name) > len(end) + 1)
    return tuple((name.removesuffix(end), name) for name in sorted(found, key=len, reverse=True) if end)


def _in_full(subject: str, before: str) -> str:
    """A name with the verb that it has in brackets."""
    also = _ALSO_BUILT.search(before)
    return subject.replace("新建", f"新{also[1]}建", 1) if also and subject.startswith("新建") else subject


def _is_behind(figure: Figure) -> bool:
    """Whether the last of a figure's name follows its number at once, within its clause."""
    end = figure.start - figure.sentence_start + len(figure.text)
    clause = _CLAUSE_END.split(figure.sentence[end : end + len(figure.subject) + _ARRIVED_REACH], maxsplit=1)[0]
    return len(figure.subject) > 1 and figure.subject[-_NAME_END:] in clause


@lru_cache(maxsize=1 << 16)
def indicator_named(subject: str, kind: QuantityKind, said: Said, vocabulary: Vocabulary) -> str | None:
    """The first indicator of the kind that a name may stand for; the surest reading of the name comes first."""
    for indicator in readings(subject, said, vocabulary):
        fits = is_of_kind(indicator, kind, said.is_relative) or (kind, indicator.quantity_kind) in _CONFUSED
        if fits and _counts_alike(indicator, kind, said.unit, vocabulary):
            return indicator.indicator_id
    return None


def _counts_alike(indicator: Indicator, kind: QuantityKind, unit: str | None, vocabulary: Vocabulary) -> bool:
    """Whether a unit that conversion cannot reach is the indicator's: 人 is not 人次, 元/吨 not 元/亩, 年 not 天."""
    if kind not in (QuantityKind.COUNT, QuantityKind.OTHER, QuantityKind.DURATION) or unit == indicator.unit:
        return True
    if any(
        one.indicator is indicator and unit in one.units
        for one in vocabulary.things.get(
            fold_name(indicator.aliases[0] if indicator.aliases else indicator.label_zh), ()
        )
    ):
        return True
    return kind is QuantityKind.COUNT and any(unit in group and indicator.unit in group for group in _ALIKE)
