"""The figures of all documents, indexed: relations find their partners by look-up, never by comparing all pairs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import TypeVar

from hedui.documents.document import Metadata
from hedui.documents.fold import fold, simplify
from hedui.figures.figure import Figure
from hedui.reconciliation.identity import AREA, printed_name, set_size
from hedui.reconciliation.second_units import with_second_units
from hedui.tasks.task import Task
from hedui.vocabulary.codes import FACT_ROLES, ChangeKind, QuantityKind, Role
from hedui.vocabulary.indicators import Indicator, fold_name
from hedui.vocabulary.load import Vocabulary

NEARBY = 24
"""How many neighbours in a sentence a relation looks at, so that cost stays linear in the longest sentence too."""

_BLANK = re.compile(r"[\s\u200b]+")
_NOT_NAME = re.compile(r"[^0-9A-Za-z\u3400-\u9fff]+")

# Words that tell how a level was made; levels made in different ways are not compared.
_METHODS = tuple(
    re.compile(words)
    for words in (
        "(?:扣除|剔除|去除|不含|不计)沙尘",
        "标况|标准状态",
        "实况",
        "未审核|未经审核|实时",
        "考核口径",
        "新(?:的)?(?:统计|核算)?口径|口径(?:调整|变化|变更)",
    )
)
_NATIONAL = re.compile("国家|国务院|[^省市县区]{2,8}部$|中国")
_NATION = "100000"
_MONTHS = re.compile("(?:\\d{4}年)?(?:(?P<first>\\d{1,2})[-—–~至到])?(?P<last>\\d{1,2})月份?")
_COMPARED = ("比", "较", "与", "和", "同", "于")
_WHOLE_PLACE = re.compile("全[国省市县区]|我[国省市县区]")
_REMARK = re.compile(r"\([^()0-9]{1,30}\)")
_REACH = 120  # how far before a figure the words that tell its method may stand

Key = TypeVar("Key", bound=Hashable)
_COUNT = QuantityKind.COUNT
_MEASURED = FACT_ROLES | {Role.THRESHOLD, Role.SCOPE}

LevelKey = tuple[str | None, ...]
Period = tuple[date | None, date | None]
AccountKey = tuple[str, str | None, str | None, Period]


@dataclass(frozen=True)
class Corpus:
    """Figures of all documents in text order, with the look-ups that relations need."""

    figures: tuple[Figure, ...]
    documents: Mapping[str, Metadata]
    vocabulary: Vocabulary
    tasks: tuple[Task, ...] = ()
    first_of: Mapping[str, str] = field(default_factory=dict)
    """The first printing of each figure that prints a quantity again, in brackets and another unit."""

    @classmethod
    def of(
        cls,
        figures: Sequence[Figure],
        documents: Mapping[str, Metadata],
        vocabulary: Vocabulary,
        tasks: Sequence[Task] = (),
    ) -> Corpus:
        """Put figures and tasks into one order, whatever order they come in."""
        ordered = sorted(figures, key=lambda figure: (figure.document, figure.start, figure.figure_id))
        alike, first_of = with_second_units(ordered)
        in_order = tuple(sorted(tasks, key=attrgetter("task_id")))
        return cls(tuple(_with_bases(alike)), documents, vocabulary, in_order, first_of)

    @cached_property
    def by_id(self) -> Mapping[str, Figure]:
        """Figures by ``figure_id``."""
        return {figure.figure_id: figure for figure in self.figures}

    @cached_property
    def sentences(self) -> Mapping[tuple[str, int], Sequence[Figure]]:
        """Figures of each sentence, in text order, by document and ``sentence_start``."""
        return _grouped(self.figures, lambda figure: (figure.document, figure.sentence_start))

    @cached_property
    def measured(self) -> Mapping[tuple[str, int], Sequence[Figure]]:
        """As ``sentences``, without times, identifiers, ordinals and names."""
        figures = (figure for figure in self.figures if figure.role in _MEASURED)
        return _grouped(figures, lambda figure: (figure.document, figure.sentence_start))

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {figure.figure_id: at for group in self.measured.values() for at, figure in enumerate(group)}

    @cached_property
    def levels(self) -> Mapping[tuple[LevelKey, Period], Sequence[Figure]]:
        """Actual levels and ranks with a period, by what they measure and when."""
        levels = (figure for figure in self.with_role(Role.ACTUAL, Role.RANK) if figure.period_end)
        return _grouped(levels, lambda figure: (self.level_key(figure), (figure.period_start, figure.period_end)))

    @cached_property
    def series(self) -> Mapping[LevelKey, Sequence[Figure]]:
        """Actual levels with a period, by what they measure, at whatever time."""
        levels = (figure for figure in self.with_role(Role.ACTUAL) if figure.period_end)
        return _grouped(levels, self.level_key)

    @cached_property
    def accounts(self) -> Mapping[AccountKey, Mapping[tuple[Role, str], Figure]]:
        """Actual levels and year-on-year changes of indicators, by document, place, scope and period.

        An indicator that one account prints with several values is left out: something tells them apart that we do not.
        """
        accounts: defaultdict[AccountKey, dict[tuple[Role, str], Figure | None]] = defaultdict(dict)
        for figure in self.with_role(Role.ACTUAL, Role.CHANGE):
            is_yearly = figure.role is Role.ACTUAL or (
                figure.change_kind is ChangeKind.YEAR_ON_YEAR
                and figure.quantity_kind is QuantityKind.PERCENT
                and not figure.is_planned
            )
            if not figure.indicator_id or not figure.period_end or not is_yearly:
                continue
            account = accounts[
                figure.document, figure.region_id, figure.scope, (figure.period_start, figure.period_end)
            ]
            first = account.setdefault((figure.role, figure.indicator_id), figure)
            if first is not None and first.value != figure.value:
                account[figure.role, figure.indicator_id] = None
        return {
            key: {name: figure for name, figure in account.items() if figure is not None}
            for key, account in accounts.items()
            if len(account) > 1
        }

    @cached_property
    def plans_due(self) -> Mapping[tuple[str | None, str | None, int], Sequence[Figure]]:
        """Planned amounts by place, unit and the year they are due in, whatever document they stand in."""
        plans = ((plan, plan.period_end) for plan in self.with_role(Role.PLAN))
        dated = {plan.figure_id: due.year for plan, due in plans if due}
        return _grouped(
            (self.by_id[name] for name in dated), lambda plan: (plan.region_id, plan.unit, dated[plan.figure_id])
        )

    @cached_property
    def times(self) -> Mapping[str, Sequence[Figure]]:
        """Dates and periods of each document, in text order."""
        return _grouped((figure for figure in self.figures if figure.role is Role.TIME), attrgetter("document"))

    @cached_property
    def counted(self) -> Mapping[str, Sequence[Figure]]:
        """Counts of things in each document, in text order."""
        counts = (figure for figure in self.with_role(Role.ACTUAL, Role.PLAN) if figure.quantity_kind is _COUNT)
        return _grouped(counts, attrgetter("document"))

    @cached_property
    def plans(self) -> Mapping[tuple[str, QuantityKind], Sequence[Figure]]:
        """Planned amounts of each document, by kind of quantity."""
        return _grouped(self.with_role(Role.PLAN), lambda figure: (figure.document, figure.quantity_kind))

    def with_role(self, *roles: Role) -> Iterator[Figure]:
        """Figures of these roles that have a value."""
        return (figure for figure in self.figures if figure.role in roles and figure.value is not None)

    def indicator(self, figure: Figure) -> Indicator | None:
        """The indicator of the figure, if its subject was mapped."""
        return self.vocabulary.indicators.by_id.get(figure.indicator_id) if figure.indicator_id else None

    def is_called_by_name(self, figure: Figure) -> bool:
        """Whether the figure's subject is the label or an alias of its indicator, no more and no less."""
        named = self.vocabulary.indicators.by_name.get(fold_name(figure.subject))
        return named is not None and named.indicator_id == figure.indicator_id

    def level_key(self, figure: Figure) -> LevelKey:
        """What two figures must share to be one quantity: the thing, its reference area, scope and unit."""
        return (self.thing(figure), *self.reference_area(figure), figure.scope, figure.unit, figure.counted_from)

    def thing(self, figure: Figure) -> str:
        """The indicator, else the normalised printed name; what names nothing is one thing in its document only."""
        if figure.indicator_id:
            return figure.indicator_id
        name = self._names.get(figure.subject)
        if name is None:
            name = self._names[figure.subject] = printed_name(figure.subject, self.vocabulary.regions) or ""
        indicator = self.vocabulary.indicators.by_name.get(name)
        if indicator and indicator.unit == figure.unit:
            return indicator.indicator_id
        return name or f"{figure.document}/{plain(figure.subject)}"

    def is_nameless(self, figure: Figure) -> bool:
        """Whether the figure's words name no thing that another document could name, too."""
        return self.thing(figure).startswith(f"{figure.document}/")

    @cached_property
    def _names(self) -> dict[str, str]:
        return {}

    def reference_area(self, figure: Figure) -> tuple[str | None, str | None]:
        """The place, or the area without a code (京津冀…), that the figure speaks of."""
        if area := self._areas.get(figure.figure_id):
            return None, area
        metadata = self.documents.get(figure.document)
        place = figure.region_id
        if place is None and metadata and metadata.region_id is None and _NATIONAL.match(metadata.issuer or ""):
            place = _NATION
        if place is None:  # equal names of two documents tell nothing
            return f"{figure.document}?", None
        return place, None

    @cached_property
    def _areas(self) -> Mapping[str, str]:
        """The area that each figure is of: its own, else the last of its paragraph, if no place was named since."""
        areas: dict[str, str] = {}
        block: tuple[str, int] | None = None
        area: str | None = None
        last: Figure | None = None
        for figure in self.figures:
            if (figure.document, figure.block) != block:
                block, area, last = (figure.document, figure.block), None, None
            metadata = self.documents.get(figure.document)
            is_elsewhere = figure.role.is_fact and figure.region_id != (metadata.region_id if metadata else None)
            if figure.area_id:
                area = figure.area_id
            elif area and (is_elsewhere or _WHOLE_PLACE.search(self._words_since(last, figure))):
                area = None
            if area and figure.role.is_fact:
                areas[figure.figure_id] = area
            last = figure
        return areas

    def _words_since(self, last: Figure | None, figure: Figure) -> str:
        start = last.end if last and last.sentence_start == figure.sentence_start else figure.sentence_start
        return self._words(figure, start, figure.start)

    def set_size(self, figure: Figure) -> int | None:
        """The size of the set (339个城市) that the figure is of, as far as its sentence says."""
        return set_size(self.before(figure, _REACH))

    def is_period_doubtful(self, figure: Figure) -> bool:
        """Whether the figure's period is not the month or months that its sentence names last before it."""
        said: re.Match[str] | None = None
        for time in self.sentences[figure.document, figure.sentence_start]:
            if time.start >= figure.start:
                break
            if time.role is Role.TIME and not self.before(time, 3).endswith(_COMPARED):
                said = _MONTHS.fullmatch(compact(time.text)) or said
        start, end = figure.period_start, figure.period_end
        if said is None or start is None or end is None:
            return False
        last = int(said["last"])
        return (start.month, end.month) != (int(said["first"] or last), last)

    def issued(self, document: str) -> tuple[str, str]:
        """When a document was published, and its id: the order of vintages. Without a date, the end of its period."""
        metadata = self.documents.get(document)
        day = (metadata.published_on or metadata.period_end) if metadata else None
        return (day.isoformat() if day else "", document)

    def release(self, document: str) -> tuple[object, ...]:
        """The release that a document belongs to: who issued it, and its kind."""
        metadata = self.documents.get(document)
        return (metadata.issuer, metadata.document_kind) if metadata else ()

    def says_early(self, document: str, words: re.Pattern[str]) -> bool:
        """Whether a sentence of the document with a number in it says so."""
        key = document, words.pattern
        if key not in self._said:
            self._said[key] = any(words.search(compact(sentence)) for sentence in self._told.get(document, ()))
        return self._said[key]

    @cached_property
    def _told(self) -> Mapping[str, Sequence[str]]:
        """The sentences with a number in them, by document."""
        told: defaultdict[str, list[str]] = defaultdict(list)
        for (document, _), group in self.sentences.items():
            told[document].append(group[0].sentence)
        return told

    @cached_property
    def _said(self) -> dict[tuple[str, str], bool]:
        return {}

    def printings(self, figure: Figure) -> Sequence[Figure]:
        """The figure and its printing in another unit, where it has one."""
        return self._printings.get(self.first_of.get(figure.figure_id, figure.figure_id), (figure,))

    @cached_property
    def _printings(self) -> Mapping[str, Sequence[Figure]]:
        return {
            first_id: (self.by_id[first_id], self.by_id[second_id]) for second_id, first_id in self.first_of.items()
        }

    def level_of(self, change: Figure) -> Figure | None:
        """The level that a change is of; a rate said of another change (减少7吨,下降9%) is of that change's level."""
        level = self.by_id.get(change.qualifies or "")
        is_rate = change.quantity_kind is QuantityKind.PERCENT
        if level and is_rate and level.role is Role.CHANGE and level.quantity_kind is not QuantityKind.PERCENT:
            return self.by_id.get(level.qualifies or "")
        return level

    def at_base(self, change: Figure, level: Figure) -> Sequence[Figure]:
        """Levels printed for the base period of the change in any document; without such a period, a year earlier."""
        if change.base_period_end:
            base: Period = (change.base_period_start, change.base_period_end)
        elif change.change_kind is ChangeKind.YEAR_ON_YEAR:
            base = (year_earlier(level.period_start), year_earlier(level.period_end))
        else:
            return ()
        return self.levels.get((self.level_key(level), base), ())

    def said_of(self, change: Figure) -> str:
        """The words before a change and those in brackets behind it."""
        return self.before(change) + self._remark(change)

    def _remark(self, figure: Figure) -> str:
        found = _REMARK.match(self.after(figure, 32))
        return found.group() if found else ""

    def method(self, figure: Figure) -> tuple[bool, ...]:
        """How a level was made, as far as its sentence says; equal for levels that may be compared."""
        words = self.before(figure, _REACH) + self._remark(figure)
        return tuple(bool(cue.search(words)) for cue in _METHODS)

    def places(self, figure: Figure) -> frozenset[str]:
        """Places and areas that the figure's sentence names before it, those without a code included."""
        words = self.before(figure, _REACH)
        regions = (region.region_id for _, _, region in self.vocabulary.regions.find(words))
        return frozenset((*regions, *AREA.findall(words)))

    def preceding(self, figure: Figure) -> Iterator[Figure]:
        """The nearest measured figures before a measured one in its sentence, nearest first."""
        group, at = self.measured[figure.document, figure.sentence_start], self._places[figure.figure_id]
        return (group[i] for i in range(at - 1, max(-1, at - 1 - NEARBY), -1))

    def following(self, figure: Figure) -> Iterator[Figure]:
        """The nearest measured figures after a measured one in its sentence, nearest first."""
        group, at = self.measured[figure.document, figure.sentence_start], self._places[figure.figure_id]
        return (group[i] for i in range(at + 1, min(len(group), at + 1 + NEARBY)))

    def between(self, left: Figure, right: Figure) -> str:
        """The words between two figures of one sentence: Simplified, half-width, no blanks."""
        return self._words(left, left.end, right.start)

    def before(self, figure: Figure, length: int = 30) -> str:
        """The words before the figure in its sentence, other figures included."""
        return self._words(figure, figure.start - length, figure.start)

    def after(self, figure: Figure, length: int = 30) -> str:
        """The words after the figure in its sentence, other figures included."""
        return self._words(figure, figure.end, figure.end + length)

    def _words(self, figure: Figure, start: int, end: int) -> str:
        offset = figure.sentence_start
        words = figure.sentence[max(0, start - offset) : max(0, end - offset)]
        return words if _is_compact(figure.sentence) else compact(words)


@lru_cache(maxsize=1 << 14)
def compact(words: str) -> str:
    """Words in Simplified characters and half-width forms, without blanks."""
    folded = _BLANK.sub("", fold(words))
    return folded if folded.isascii() else simplify(folded)[0]


@lru_cache(maxsize=1024)  # relations look at the figures of one sentence after another
def _is_compact(sentence: str) -> bool:
    return compact(sentence) == sentence


def plain(name: str) -> str:
    """A name by which equal subjects are equal: only letters, digits and characters, Simplified."""
    return _NOT_NAME.sub("", name)


def _with_bases(figures: Iterable[Figure]) -> Iterator[Figure]:
    """Figures, the base of a change put to the next one of its level that has none of its own (同比减少7吨,下降9%)."""
    last: dict[str, Figure] = {}
    for figure in figures:
        level = figure.qualifies
        if figure.role is Role.CHANGE and level:
            before = last.get(level)
            if before and figure.change_kind is ChangeKind.UNKNOWN and before.sentence_start == figure.sentence_start:
                figure = replace(
                    figure,
                    change_kind=before.change_kind,
                    base_period_start=before.base_period_start,
                    base_period_end=before.base_period_end,
                )
            last[level] = figure
        yield figure


def year_earlier(day: date | None) -> date | None:
    """The same day of the year before; the end of February stays the end of February."""
    if day is None or not date.min.year < day.year < date.max.year:
        return None
    following = day + timedelta(days=1)
    if following.day == 1:
        return following.replace(year=following.year - 1) - timedelta(days=1)
    return day.replace(year=day.year - 1)


def shares_words(left: str, right: str, length: int = 4) -> bool:
    """Whether two subjects have ``length`` consecutive characters in common."""
    left, right = plain(left)[:200], plain(right)[:200]
    grams = {left[at : at + length] for at in range(len(left) - length + 1)}
    return any(right[at : at + length] in grams for at in range(len(right) - length + 1))


def _grouped(figures: Iterable[Figure], key: Callable[[Figure], Key]) -> dict[Key, list[Figure]]:
    groups: defaultdict[Key, list[Figure]] = defaultdict(list)
    for figure in figures:
        groups[key(figure)].append(figure)
    return dict(groups)
