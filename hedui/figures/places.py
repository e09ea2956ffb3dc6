"""Where a figure speaks of: a place of administration, a reference area, or a name that no list knows.

A place named in the subject or in the clause counts first; one that opens an earlier clause which holds a number holds
for what follows it up to the next place or semicolon (``甲市…,同比…;乙市…``); the only place of a sentence that it
opens holds for all of it. Later sentences of the paragraph are of that place where they print again what was printed of
it. What is named as a measure for comparison (高于全国, 占全省) is no place of the figure. A name that no list knows is
kept as printed and never taken for that of the document.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise

from hedui.documents.document import Metadata
from hedui.documents.fold import fold, simplify
from hedui.figures.figure import Figure, changed
from hedui.figures.grammar import grammar_of
from hedui.language.words import Words
from hedui.vocabulary.areas import AreaKind
from hedui.vocabulary.load import Vocabulary

COUNTRY = "100000"

_WHOLE_PLACE = re.compile("全市|我市|本市|全省|我省|本省|全县|我县|全区|我区|全州|全盟|全旗|市区")
_CLAUSE_END = re.compile(r"[,;。:!?\n]")
_COMPARED = re.compile(
    "(?:[高低快慢优好差劣多少大小]于|领先|超过|超|占|[居列排在]|跃居|稳居|比|较|与|同|和|到|至|为|赴|向|对|自|从|由|是|达|列入|入选|获|获评|被[评命]为|的)$"
)
_AMOUNT = re.compile(
    r"\d[\d.]*(?:%|‰|个?百分点|[微毫]?克|[万亿]|吨|公里|[天个家户人辆台元座处项件名位亩]|公顷|立方|平方)"
)
_WIDER = re.compile("平原|都市圈|经济[区圈]|城市群|湾区")
"""What makes of a city's name that of an area around it."""
_OF_SOMETHING = re.compile("大学|学院|银行|海关|港|话|菜|片区|综合保税区|机场|海事")
_RANKED_IN = re.compile("(?:首|第[一二三四五六七八九十\\d]|前[一二三四五六七八九十\\d]|倒数|平均水平|平均值)")
_OPENING = re.compile(
    "(?:[(（]?[一二三四五六七八九十\\d]{1,3}[)）、.]|其中|同期|此外|另外|一是|二是|三是|四是|五是|截至|目前|今年|去年|上半年|"
    "[\\d年月日份第一二三四前上下半个季度末底至—~-]+|分[地区域城市流]+看|从[^,;:。]{1,8}看|[、,:。\\s“”]|以来|期间|全年|在|和|及|与)*"
)
_UNKNOWN = re.compile(
    r"([^\W\d_各全我本该两多数每省州设辖县区市一二三四五六七八九十]{2,3}?(?:市|县|自治县|自治州|旗))(?=[^\W_])"
)
"""What looks like the name of a city or county (云岭县); districts and zones are too often common nouns."""
_IN_LIST = re.compile("、|(?<=、..)[和及与等]|(?<=、...)[和及与等]")
"""What stands behind a place of an enumeration, also where the next one is none that is known (阳江和云浮等)."""
_LEVELS = "市县旗州治自"
_SUFFIXES = ("市", "县", "旗", "自治县", "自治州")
_LOOK_AHEAD = 4


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure speaks of.

    Attributes:
        region_id: GB/T 2260 code; None for a reference area, an enumeration, and where it is not known.
        area_id: the reference area.
        printed: the name as printed; None where none is and the document's place is meant.
    """

    region_id: str | None = None
    area_id: str | None = None
    printed: str | None = None


@dataclass(frozen=True, slots=True)
class _Named:
    """A place named in a text, as a half-open span; ``opens`` tells whether it stands at the front of its clause."""

    start: int
    end: int
    place: Place
    opens: bool


def place_of(figure: Figure, metadata: Metadata, vocabulary: Vocabulary) -> Place:
    """The place that a figure speaks of; that of its document where its sentence names none."""
    home = metadata.region_id
    day = figure.period_end or metadata.period_end or metadata.published_on
    in_subject = [
        named for named in _places(figure.subject, home, day, vocabulary) if named.opens or named.place.region_id
    ]
    if in_subject:
        return in_subject[-1].place
    at = figure.start - figure.sentence_start
    plain = _plain(figure.sentence)
    here = max(plain.rfind(";", 0, at), plain.rfind("。", 0, at)) + 1
    in_sentence = _places(figure.sentence, home, day, vocabulary)
    is_of_one = len({named.place.printed for named in in_sentence}) == 1 and _opens_all(plain, in_sentence[0].start)
    for named in reversed(in_sentence):
        if named.end > at:
            continue
        if named.start < here and not is_of_one:
            break
        end = _CLAUSE_END.search(plain, named.end, at)
        if end is None or (named.opens and _AMOUNT.search(plain, named.end, end.start())):
            return named.place
    return Place(region_id=home)


def places_of(figures: Sequence[Figure], metadata: Metadata, vocabulary: Vocabulary) -> list[Place]:
    """The places that the figures of a document speak of, in their order.

    In a report of the nation, a place that opens a clause holds for what follows it in its paragraph and names none,
    over semicolons and full stops (``甲市优良天数比例为…;PM2.5浓度为…。1—4月,…``).
    """
    is_national = metadata.region_id in (None, COUNTRY)
    places: list[Place] = []
    block, open_place = -1, None
    for figure in figures:
        place = place_of(figure, metadata, vocabulary)
        if figure.block != block:
            block, open_place = figure.block, None
        if place.printed is not None:
            open_place = place if _opens_clause(figure, place.printed) else None
        elif is_national and open_place is not None:
            place = replace(open_place, printed=None)
        places.append(place)
    return places


def _opens_clause(figure: Figure, printed: str) -> bool:
    at = figure.sentence.find(printed)
    return at >= 0 and _opens(_plain(figure.sentence), at)


def carry_places(figures: Sequence[Figure]) -> Iterator[Figure]:
    """Mapped figures of a document; what a paragraph prints again, without a place, is of the place that opened it.

    ``甲市1月优良天数比例为…。1—4月,优良天数比例为…``: evidence is that one thing is printed of the place before.
    """
    block: int | None = None
    held: Figure | None = None
    things: set[str] = set()
    for figure in figures:
        if figure.block != block:
            block, held = figure.block, None
        if not figure.role.is_fact:
            yield figure
            continue
        thing = figure.indicator_id or figure.subject
        if figure.place_printed is not None:
            is_same = held is not None and _place(held) == _place(figure)
            plain, printed = _plain(figure.sentence), _plain(figure.place_printed)
            if not is_same:
                held = figure if _opens_all(plain, plain.find(printed)) else None
                things = set()
            things.update((thing, figure.subject))
        elif held and _is_said(thing, figure.subject, things) and figure.sentence_start != held.sentence_start:
            figure = changed(figure, region_id=held.region_id, area_id=held.area_id, place_printed=held.place_printed)
        yield figure


@lru_cache(maxsize=1 << 14)
def _places(text: str, home: str | None, day: date | None, vocabulary: Vocabulary) -> tuple[_Named, ...]:
    """Places that ``text`` names as where something is, in text order; those of an enumeration are no place of one."""
    plain = _plain(text)
    words = grammar_of(vocabulary).words
    spans = [
        (m.start(), m.end(), Place(region_id=home, printed=text[m.start() : m.end()]))
        for m in _WHOLE_PLACE.finditer(plain)
    ]
    taken: list[tuple[int, int]] = []
    for start, end, area in vocabulary.areas.find(plain, day):
        taken.append((start, end))
        is_whole = area is not None and (area.kind is not AreaKind.BASIN or home in (None, COUNTRY))
        spans.append((start, end, Place(area_id=area.area_id if area and is_whole else None, printed=text[start:end])))
    for start, end, region in vocabulary.regions.find(plain, home):
        is_taken = any(left < end and start < right for left, right in taken)
        is_abroad = region.region_id == COUNTRY and home not in (None, COUNTRY)
        if is_taken or is_abroad or _OF_SOMETHING.match(plain, end):
            continue
        taken.append((start, end))
        wider = _WIDER.match(plain, end)
        place = Place(printed=text[start : wider.end()]) if wider else Place(region.region_id, None, text[start:end])
        spans.append((start, end, place))
    for match in _UNKNOWN.finditer(plain):
        start, end = match.span(1)
        is_free = not any(left < end and start < right for left, right, _ in spans)
        if is_free and _opens(plain, start) and _may_be_name(plain, start, end, words):
            spans.append((start, end, Place(printed=text[start:end])))
    return _named(
        [span for span in sorted(spans, key=lambda span: span[:2]) if not _is_measure(plain, *span[:2])],
        plain,
        home,
        vocabulary,
    )


def _may_be_name(plain: str, start: int, end: int, words: Words) -> bool:
    """Whether what looks like a place's name is one: no common words, and cut where words end (拉美市|场)."""
    name, ends = plain[start:end], words.ends(plain[start : end + _LOOK_AHEAD])
    *_, last = words.cut(name)
    return (
        end - start in ends
        and len(last) < len(name)
        and words.may_be_name(name.rstrip(_LEVELS))
        and (last in _SUFFIXES)
    )


def _named(
    spans: Sequence[tuple[int, int, Place]], plain: str, home: str | None, vocabulary: Vocabulary
) -> tuple[_Named, ...]:
    """The places that count, with whether each opens its clause."""
    listed = {
        index
        for index, (one, other) in enumerate(pairwise(spans))
        if plain[one[1] : other[0]] in ("、", "和", "及", "与") and one[2] != other[2]
    }
    named = []
    for index, (start, end, place) in enumerate(spans):
        opens = _opens(plain, start)
        is_listed = index in listed or index - 1 in listed or _IN_LIST.match(plain, end) is not None
        inside = place.region_id is None or home is None or vocabulary.regions.contains(home, place.region_id)
        if inside or opens:
            named.append(_Named(start, end, Place(printed=place.printed) if is_listed else place, opens))
    return tuple(named)


def _place(figure: Figure) -> tuple[str | None, str | None, str | None]:
    """What tells a figure's place from others: its code, else its printed name."""
    printed = figure.place_printed if (figure.region_id, figure.area_id) == (None, None) else None
    return figure.region_id, figure.area_id, printed


def _is_said(thing: str, subject: str, things: set[str]) -> bool:
    """Whether a thing is one of ``things``, or one of them is its name behind that of the place."""
    return thing in things or any(other.endswith(subject) for other in things)


def _opens_all(plain: str, start: int) -> bool:
    """Whether a name opens its sentence."""
    return start >= 0 and _OPENING.fullmatch(plain, 0, start) is not None


def _opens(plain: str, start: int) -> bool:
    """Whether nothing but words of time and order stands between a name and the front of its clause."""
    clause = max(plain.rfind(mark, 0, start) for mark in ",;。:!?\n") + 1
    return _OPENING.fullmatch(plain, clause, start) is not None


def _is_measure(plain: str, start: int, end: int) -> bool:
    """Whether a place is named for comparison only (高于全国, 占全省, 全国首位)."""
    return _COMPARED.search(plain, max(0, start - 4), start) is not None or _RANKED_IN.match(plain, end) is not None


@lru_cache(maxsize=1 << 14)
def _plain(text: str) -> str:
    return simplify(fold(text))[0]
