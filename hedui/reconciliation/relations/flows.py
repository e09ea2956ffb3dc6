"""``cumulative_order`` and ``sub_period_sum``: one flow over periods that lie in each other."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from hedui.figures.figure import Figure
from hedui.reconciliation.cases import Bound, Case, Equality
from hedui.reconciliation.corpus import Corpus
from hedui.reconciliation.formulas import total
from hedui.reconciliation.relations.bases import reason_of_level
from hedui.reconciliation.relations.spec import RelationSpec
from hedui.vocabulary.codes import Accumulation, Comparator, PeriodKind, Reason, Relation, Severity

_DAY = timedelta(days=1)
_FEWEST = 3  # printings that a year to date, a month and the year to date before are
_FLOW = re.compile("(?:生产|进口|出口|加工|产量|发电量?|用电量|销量)$")
_PARTS = {1: PeriodKind.MONTH, 3: PeriodKind.QUARTER, 6: PeriodKind.HALF}
"""Periods that add up, by their months; each begins a whole number of its length after the year does."""
_ADDING_UP = frozenset({PeriodKind.YEAR_TO_DATE, PeriodKind.HALF, PeriodKind.QUARTER, PeriodKind.YEAR})


def find_cumulative_orders(corpus: Corpus) -> Iterator[Case]:
    """A flow since one day, up to a later day, is at least what it was up to an earlier one."""
    for flows in _flows(corpus):
        by_start: defaultdict[date, defaultdict[date, list[Figure]]] = defaultdict(lambda: defaultdict(list))
        for figure in flows:
            if figure.period_start and figure.period_end and figure.comparator is Comparator.EQUAL:
                by_start[figure.period_start][figure.period_end].append(figure)
        for by_end in by_start.values():
            for before, after in pairwise(by_end[end] for end in sorted(by_end)):
                earlier, later = _of_one_document(before, after)
                is_soft = earlier.document != later.document  # may have been revised in between
                parts = (("reported", later), ("earlier", earlier))
                yield Case(Relation.CUMULATIVE_ORDER, parts, Bound(earlier, later, is_soft))


def _of_one_document(before: Sequence[Figure], after: Sequence[Figure]) -> tuple[Figure, Figure]:
    """One of each, from one document where there are such."""
    first_of = {figure.document: figure for figure in reversed(before)}
    return next(((first_of[one.document], one) for one in after if one.document in first_of), (before[0], after[0]))


def find_sub_period_sums(corpus: Corpus) -> Iterator[Case]:
    """The flow of a period is the sum of those that make it up, printed in one document or in two of one release."""
    for flows in _flows(corpus):
        by_document: defaultdict[str, list[Figure]] = defaultdict(list)
        for figure in flows:
            by_document[figure.document].append(figure)
        for figures in by_document.values():
            if len(figures) > 2:
                yield from _sums(figures)
    yield from _months_across_documents(corpus)


def _months_across_documents(corpus: Corpus) -> Iterator[Case]:
    """A month and the year to date before it, from the release of the month before, are the year to date.

    Earlier months may have been revised, or be of another set of enterprises: a sum that does not fit tells nothing.
    """
    for key, figures in corpus.series.items():
        if not _is_flow_name(corpus, key[0] or "") or len(figures) < _FEWEST:
            continue
        months: dict[tuple[str, date], Figure] = {}
        to_date: defaultdict[date, list[Figure]] = defaultdict(list)
        for figure in figures:
            start, end = figure.period_start, figure.period_end
            if start and end and figure.comparator is Comparator.EQUAL and (end + _DAY).day == 1 and start.day == 1:
                if start.month == end.month:
                    months.setdefault((figure.document, end), figure)
                if start.month == 1:
                    to_date[end].append(figure)
        for end, wholes in to_date.items():
            heads = to_date.get(end.replace(day=1) - _DAY, ())
            for whole in wholes:
                month = months.get((whole.document, end))
                head = next((one for one in heads if _is_of_one_release(corpus, one, whole)), None)
                if month and head and end.month > 1:
                    yield _to_date(corpus, whole, head, month)


def _is_flow_name(corpus: Corpus, thing: str) -> bool:
    """Whether the thing is a flow: an indicator that is declared one, or a name of what is made and moved."""
    indicator = corpus.vocabulary.indicators.by_id.get(thing)
    if indicator:
        return indicator.accumulation is Accumulation.FLOW and indicator.lower_bound == 0
    return _FLOW.search(thing) is not None


def _is_of_one_release(corpus: Corpus, head: Figure, whole: Figure) -> bool:
    return head.document != whole.document and corpus.release(head.document) == corpus.release(whole.document)


def _to_date(corpus: Corpus, whole: Figure, head: Figure, month: Figure) -> Case:
    parts = (("whole", whole), ("part", head), ("part", month))
    is_panel = reason_of_level(corpus, whole) is Reason.PANEL
    test = Equality(
        (head, month), total(2), "{part}", is_derived=False, excuse=Reason.PANEL if is_panel else Reason.METHOD
    )
    return Case(Relation.SUB_PERIOD_SUM, parts, test)


def _flows(corpus: Corpus) -> Iterator[Sequence[Figure]]:
    """The printed values of each flow that cannot be negative, at one place and of one scope."""
    for key, figures in corpus.series.items():
        indicator = corpus.vocabulary.indicators.by_id.get(key[0] or "")
        is_flow = indicator and indicator.accumulation is Accumulation.FLOW and indicator.lower_bound == 0
        if is_flow and figures[0].region_id and len(figures) > 1:
            method = corpus.method(figures[0])
            yield [figure for figure in figures if corpus.method(figure) == method]


def _sums(figures: Sequence[Figure]) -> Iterator[Case]:
    spans: dict[tuple[date, date], Figure] = {}
    for figure in figures:
        if figure.period_start and figure.period_end:
            spans.setdefault((figure.period_start, figure.period_end), figure)
    parts = {(kind, start): end for start, end in spans if (kind := _part(start, end))}
    for (start, end), whole in spans.items():
        if whole.period_kind not in _ADDING_UP:
            continue
        for kind in _PARTS.values():
            if tiles := _tiling(parts, kind, start, end):
                yield _sum(whole, [spans[tile] for tile in tiles])
        last = parts.get((PeriodKind.MONTH, end.replace(day=1)))
        head = spans.get((start, end.replace(day=1) - _DAY))
        # A year to date is preliminary where the full year is final; and two months are tiles already.
        is_preliminary = whole.period_kind is PeriodKind.YEAR
        if last == end and head and not is_preliminary and head.period_kind is not PeriodKind.MONTH:
            yield _sum(whole, [head, spans[end.replace(day=1), end]])


def _part(start: date, end: date) -> PeriodKind | None:
    """The kind of period that two days begin and end, a first quarter printed as a year to date among them."""
    months = end.month - start.month + 1
    is_whole = start.year == end.year and start.day == 1 and (end + _DAY).day == 1
    return _PARTS.get(months) if is_whole and (start.month - 1) % months == 0 else None


def _tiling(
    parts: dict[tuple[PeriodKind, date], date], kind: PeriodKind, start: date, end: date
) -> list[tuple[date, date]]:
    """Periods of one kind that follow on each other from ``start`` to ``end``, two at least; else none."""
    tiles: list[tuple[date, date]] = []
    at = start
    while at <= end:
        last = parts.get((kind, at))
        if last is None or last > end:
            return []
        tiles.append((at, last))
        at = last + _DAY
    return tiles if len(tiles) > 1 else []


def _sum(whole: Figure, parts: Sequence[Figure]) -> Case:
    named = (("whole", whole), *(("part", part) for part in parts))
    test = Equality(tuple(parts), total(len(parts)), "{part}", is_derived=False, soft_gap=Fraction(len(parts), 2))
    return Case(Relation.SUB_PERIOD_SUM, named, test)


CUMULATIVE_ORDER = RelationSpec(
    code=Relation.CUMULATIVE_ORDER,
    label_zh="累计不减",
    label_en="year to date",
    statement_zh="同一起点的累计数随时间不减",
    statement_en="a flow counted from one day does not fall as time goes on",
    severity=Severity.MEDIUM,
    find=find_cumulative_orders,
)
SUB_PERIOD_SUM = RelationSpec(
    code=Relation.SUB_PERIOD_SUM,
    label_zh="分期之和",
    label_en="sum of months or quarters",
    statement_zh="各月、各季之和等于所合成时期之数",
    statement_en="months and quarters sum to the period they make up",
    severity=Severity.HIGH,
    find=find_sub_period_sums,
)
