"""What a printed name may stand for: its head behind words of place, time and style, an act with a thing, a pattern.

What qualifies a name and leaves the thing what it is (``data/vocabulary/naming.yml``, ``style`` and ``tails``) is
taken off; any other qualifier stays, so that a name which says more than an indicator does is not that indicator.
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from hedui.vocabulary.codes import Accumulation
from hedui.vocabulary.indicators import Indicator, fold_name
from hedui.vocabulary.load import Vocabulary
from hedui.vocabulary.naming import Act

# Least similarity (rapidfuzz ratio) at which two names count as one. On the list of tests/unit/figures/test_mapping.py
# precision is 1.00 from 95, 0.99 from 91, 0.96 at 87 (非化石能源 is 92 % 化石能源); recall hardly moves.
_SAME_NAME = 95.0

_DATED = re.compile("[0-9]+年|[0-9]+月份?|前?[一二三四]季度")
_SET = "(?:地区|区域)?(?:[0-9]+个)?(?:城市|河流)?"
"""What may follow an area's name before the thing measured there (长三角地区41个城市)."""
_BODY = re.compile("[^0-9]{2,10}?(?:局|委|厅|办|部|会)")
_LONGEST_PLACE = 12
_LONGEST_VERB = 8


@dataclass(frozen=True, slots=True)
class Said:
    """What the figure beside a name says, as far as it chooses between indicators of one name.

    Attributes:
        unit: code of its unit.
        is_relative: whether it is a change, a rate or a rank, which fits a thing of any unit.
        has_arrived: whether it is how many there are by now, whatever was done to come there (建成…累计达).
        is_behind: whether the name stands behind the number (35家企业), which need not be all there are.
    """

    unit: str | None
    is_relative: bool = False
    has_arrived: bool = False
    is_behind: bool = False


@dataclass(frozen=True, slots=True)
class Skeletons:
    """Indicators by the skeleton of their names; a skeleton that two indicators share is left out."""

    by_skeleton: Mapping[str, Indicator]
    names: tuple[str, ...]


def readings(subject: str, said: Said, vocabulary: Vocabulary) -> Iterator[Indicator]:
    """What a name may stand for, the surest reading first: a name, a thing with an act, a pattern, nearly a name."""
    folded = fold_name(subject)
    if (named := vocabulary.indicators.by_name.get(folded)) and not _has_passed(folded, named, said, vocabulary):
        yield named
        return
    skeleton = skeleton_of(folded, vocabulary)
    skeletons = skeletons_of(vocabulary)
    for words in dict.fromkeys((folded, vocabulary.naming.without_tail(folded), skeleton)):
        for head in heads(words, vocabulary):
            if found := _meant(head, said, vocabulary) or (words is skeleton and skeletons.by_skeleton.get(head)):
                if not _has_passed(head, found, said, vocabulary):
                    yield found
                return
    alike = process.extractOne(skeleton, _near(len(skeleton), vocabulary), scorer=fuzz.ratio, score_cutoff=_SAME_NAME)
    if alike:
        yield skeletons.by_skeleton[alike[0]]


def _meant(head: str, said: Said, vocabulary: Vocabulary) -> Indicator | None:
    """The indicator of a head: an act with a thing, a name, or a pattern."""
    if thing := _thing(head, said, vocabulary):
        return thing
    if named := vocabulary.indicators.by_name.get(head) or _stock(head, vocabulary):
        return named
    pattern = vocabulary.naming.pattern_of(head)
    return vocabulary.indicators.by_id[pattern.indicator_id] if pattern else None


def _stock(head: str, vocabulary: Vocabulary) -> Indicator | None:
    """The indicator of how many of a thing there are, behind a verb that says so (拥有高新技术企业)."""
    for verb in vocabulary.naming.standing:
        if head.startswith(verb) and (named := vocabulary.indicators.by_name.get(head[len(verb) :])):
            return named if named.accumulation is Accumulation.STOCK else None
    return None


def _has_passed(name: str, found: Indicator, said: Said, vocabulary: Vocabulary) -> bool:
    """Whether a name of what was added stands with how many there are by now, which is another thing."""
    is_added = found.accumulation is Accumulation.FLOW and any(map(name.startswith, vocabulary.naming.adding))
    return said.has_arrived and is_added


def heads(words: str, vocabulary: Vocabulary) -> Iterator[str]:
    """A folded name, and what is left as the words of place, time and style in front are taken off one by one."""
    while words:
        yield words
        front = _front(words, vocabulary)
        if not front:
            return
        words = words[front:]


def _front(words: str, vocabulary: Vocabulary) -> int:
    """How many characters in front of a name say only where, when, or in which style."""
    style = vocabulary.naming.style
    if words.startswith(style):
        return len(next(filter(words.startswith, style)))
    if area := _areas(vocabulary).match(words):
        return area.end()
    places = vocabulary.regions.find(words[:_LONGEST_PLACE])
    if places and places[0][0] == 0:
        return places[0][1]
    if dated := _DATED.match(words):
        return dated.end()
    body = _BODY.match(words)
    return body.end() if body and vocabulary.organisations.resolve(body.group()) else 0


@lru_cache(maxsize=4)
def _areas(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Names of reference areas as folded names hold them."""
    names = sorted(set(map(fold_name, vocabulary.areas.by_name)), key=lambda name: (-len(name), name))
    return re.compile(f"(?:{'|'.join(map(re.escape, names))}){_SET}")


def _thing(words: str, said: Said, vocabulary: Vocabulary) -> Indicator | None:
    """The indicator that an act with a thing is (新增上市公司, 城中村改造), printed in one of its units."""
    for acts, name in _acted(words, vocabulary):
        fitting = [one for one in vocabulary.things.get(name, ()) if said.is_relative or said.unit in one.units]
        wanted = _wanted(acts, {one.act for one in fitting})
        if not acts and said.is_behind and wanted is Act.STOCK:
            continue
        if wanted is Act.ADDED and said.has_arrived:
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
    if Act.STOCK in told or (not acts and (Act.STOCK in known or known <= {Act.ADDED})):
        return Act.STOCK
    if not acts:
        return next(iter(known)) if len(known) == 1 else None
    if not told:
        return next(iter(known)) if len(known) == 1 else Act.ADDED
    if told == {Act.ADDED, Act.RENOVATED}:
        return Act.RENOVATED if Act.RENOVATED in known and Act.MIXED not in known else Act.MIXED
    return told.pop() if len(told) == 1 else None


# --- names without what never tells two of them apart -----------------------------------------------------------------


def skeleton_of(folded: str, vocabulary: Vocabulary) -> str:
    """A folded name without the words that report how far or whose a thing is, never what it is."""
    return vocabulary.naming.neutral.sub("", folded)


@lru_cache(maxsize=4)
def skeletons_of(vocabulary: Vocabulary) -> Skeletons:
    """All names of the vocabulary's indicators as skeletons."""
    by_skeleton: dict[str, Indicator] = {}
    shared = set()
    for name, indicator in vocabulary.indicators.by_name.items():
        skeleton = skeleton_of(name, vocabulary)
        if by_skeleton.setdefault(skeleton, indicator) is not indicator:
            shared.add(skeleton)
    for skeleton in shared | {""}:
        by_skeleton.pop(skeleton, None)
    return Skeletons(by_skeleton, tuple(by_skeleton))


@lru_cache(maxsize=1 << 10)
def _near(length: int, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The skeletons whose length alone does not keep them from being the same name, in their order."""
    slack = 1 - _SAME_NAME / 100 + 0.01
    return tuple(
        name
        for name in skeletons_of(vocabulary).names
        if abs(len(name) - length) <= slack * (len(name) + length) and (len(name) + length) * slack >= 1
    )
