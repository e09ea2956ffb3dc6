"""``target_attainment`` and ``target_revision``: actuals against targets, and targets against earlier versions."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from itertools import pairwise

from hedui.figures.figure import Figure
from hedui.reconciliation.cases import Case, Claim, Equality, Settled, Undecided
from hedui.reconciliation.corpus import Corpus, plain
from hedui.reconciliation.formulas import SUBTRACTION, Linear
from hedui.reconciliation.relations.spec import RelationSpec
from hedui.vocabulary.codes import (
    Accumulation,
    Comparator,
    CountedFrom,
    Direction,
    PeriodKind,
    QuantityKind,
    Reason,
    Relation,
    Role,
    Severity,
    Verdict,
)

# 比年度目标(32.9微克/立方米)低2.9微克/立方米
_AGAINST = re.compile("[,(](?:[比较与])(?:[^,。;]{0,6}目标|[^,。;]{0,6}任务|[^,。;]{0,4}计划)[^,。;]{0,4}[(]?$")
_APART = re.compile("[)]?(?:相比)?,?(?:(?P<low>低|少|下降|降低)|高|多|上升|超)[出于]?")
# What stands right before and right after a target that is claimed to be met.
_MET = re.compile("(?:完成|达到|实现|达成|优于)[^,。;]{0,12}$")
_TARGET = re.compile(r'[”"』」]?的?(?:年度)?(?:目标|任务)(?!的?\d)')
_NOT = re.compile("(?:未|没有|尚未|未能|不能)(?:能|按时|如期)?(?:完成|达到|实现|达成)")
_LEVELS = frozenset({Role.ACTUAL, Role.RANK})
_LOWER_IS_BETTER = frozenset(
    {QuantityKind.MASS_CONCENTRATION, QuantityKind.WATER_CONCENTRATION, QuantityKind.DUSTFALL, QuantityKind.COAL_RATE}
)


def _gaps(corpus: Corpus) -> Iterator[Case]:
    """``30微克/立方米,比年度目标(32.9微克/立方米)低2.9微克/立方米``: the gap is the actual less the target."""
    for gap in corpus.with_role(Role.CHANGE):
        before = corpus.preceding(gap)
        target, actual = next(before, None), next(before, None)
        if target is None or actual is None or None in (target.value, actual.value):
            continue
        said = _APART.fullmatch(corpus.between(target, gap))
        is_named = _AGAINST.search(corpus.between(actual, target)) is not None
        if said and is_named and actual.role is Role.ACTUAL and _is_gap_of(gap, actual) and actual.unit == target.unit:
            is_signed = bool(said["low"]) == ((gap.value or 0) < 0)
            compute = SUBTRACTION if is_signed else Linear(tuple(-one for one in SUBTRACTION.weights))
            formula = "{actual} − {target}" if is_signed else "{target} − {actual}"
            parts = (("change", gap), ("actual", actual), ("target", target))
            yield Case(Relation.DIFFERENCE, parts, Equality((actual, target), compute, formula))


def _is_gap_of(gap: Figure, actual: Figure) -> bool:
    is_points = gap.quantity_kind is QuantityKind.PERCENTAGE_POINT and actual.quantity_kind is QuantityKind.PERCENT
    return gap.unit == actual.unit or is_points


def find_target_attainments(corpus: Corpus) -> Iterator[Case]:
    """Targets with the level that is to reach them: one in whose sentence it is said to be met, else the latest.

    A gap that is printed beside both is checked as a difference.
    """
    yield from _gaps(corpus)
    for target in corpus.with_role(Role.PLAN):
        before = corpus.before(target)
        is_claimed = _MET.search(before) and _TARGET.match(corpus.after(target, 8)) and not _NOT.search(before)
        actual = next(filter(partial(_is_level_of, target), corpus.preceding(target)), None) if is_claimed else None
        if actual:
            yield _claimed(corpus, actual, target)
        elif not is_claimed and (latest := _latest_level(corpus, target)):
            reason = Reason.NOT_DUE if _is_early(corpus, latest, target) else Reason.NO_CLAIM
            test = Undecided(reason, formula="{actual} → {target}")
            yield Case(Relation.TARGET_ATTAINMENT, (("target", target), ("actual", latest)), test)


def _claimed(corpus: Corpus, actual: Figure, target: Figure) -> Case:
    parts = (("actual", actual), ("target", target))
    comparator = _comparator(corpus, actual, target)
    if comparator is None:
        return Case(Relation.TARGET_ATTAINMENT, parts, Undecided(Reason.METHOD))
    if _is_unfinished_average(corpus, actual):
        return Case(Relation.TARGET_ATTAINMENT, parts, Undecided(Reason.NOT_DUE))
    return Case(Relation.TARGET_ATTAINMENT, parts, Claim(actual, comparator, target))


def _latest_level(corpus: Corpus, target: Figure) -> Figure | None:
    """The last level, up to the target's due date, of the same indicator, place and scope."""
    if not target.indicator_id or not target.region_id or target.period_end is None:
        return None
    due = target.period_end
    levels = corpus.series.get(corpus.level_key(target), ())
    reached = [figure for figure in levels if figure.period_end and figure.period_end <= due]
    return max(reached, key=lambda figure: (figure.period_end, figure.document, figure.start), default=None)


def _is_early(corpus: Corpus, level: Figure, target: Figure) -> bool:
    return _year(level) != _year(target) or _is_unfinished_average(corpus, level)


def _is_unfinished_average(corpus: Corpus, level: Figure) -> bool:
    """Whether the level is an average of part of a year, which says little of the year's."""
    return level.period_kind is PeriodKind.YEAR_TO_DATE and _is_average(corpus, level)


def _is_level_of(target: Figure, figure: Figure) -> bool:
    ends = {figure.counted_from, target.counted_from} - {None, CountedFrom.UNKNOWN}
    return figure.role in _LEVELS and figure.unit == target.unit and figure.value is not None and len(ends) < 2


def _comparator(corpus: Corpus, actual: Figure, target: Figure) -> Comparator | None:
    """In which sense the target binds: as printed, else by what is better for the indicator."""
    if target.comparator not in (Comparator.EQUAL, Comparator.ABOUT):
        return target.comparator
    match _direction(corpus, target) or _direction(corpus, actual):
        case Direction.LOWER:
            return Comparator.AT_MOST
        case Direction.HIGHER:
            return Comparator.AT_LEAST
        case _:
            return None


def _direction(corpus: Corpus, figure: Figure) -> Direction | None:
    indicator = corpus.indicator(figure)
    if indicator and indicator.direction is not Direction.NONE:
        return indicator.direction
    return Direction.LOWER if figure.quantity_kind in _LOWER_IS_BETTER else None


def _is_average(corpus: Corpus, figure: Figure) -> bool:
    indicator = corpus.indicator(figure)
    return indicator is not None and indicator.accumulation is Accumulation.AVERAGE


def find_target_revisions(corpus: Corpus) -> Iterator[Case]:
    """Targets of one indicator and place in plans of different documents, each with its last earlier version."""
    groups: defaultdict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in corpus.with_role(Role.PLAN, Role.CHANGE):
        if figure.role is Role.CHANGE and not figure.is_planned:
            continue
        thing = figure.indicator_id or plain(figure.subject)
        groups[(figure.role, thing, figure.region_id, figure.scope, figure.unit)].append(figure)
    for figures in groups.values():
        documents: defaultdict[str, list[Figure]] = defaultdict(list)
        for figure in figures:
            documents[figure.document].append(figure)
        ordered = sorted(documents, key=lambda document: _issued(corpus, document))
        for earlier, later in pairwise(ordered):
            for figure in documents[later]:
                if previous := _version(documents[earlier], figure):
                    verdict = _revision(corpus, previous, figure)
                    parts = (("reported", figure), ("earlier", previous))
                    yield Case(Relation.TARGET_REVISION, parts, Settled(verdict))


def _issued(corpus: Corpus, document: str) -> tuple[str, str]:
    metadata = corpus.documents.get(document)
    published = metadata.published_on if metadata else None
    return (published.isoformat() if published else "", document)


def _version(earlier: list[Figure], target: Figure) -> Figure | None:
    """The earlier target due the same year; a lone one without a due date of its own stands for any year."""
    same_year = [figure for figure in earlier if _year(figure) == _year(target)]
    if same_year:
        return same_year[0]
    undated = [figure for figure in earlier if None in (_year(figure), _year(target))]
    return undated[0] if len(undated) == len(earlier) == 1 else None


def _year(figure: Figure) -> int | None:
    return figure.period_end.year if figure.period_end else None


def _revision(corpus: Corpus, earlier: Figure, later: Figure) -> Verdict:
    """How the later version of a target compares, by value in the better direction and by due date."""
    steps = set()
    if earlier.value is not None and later.value is not None and earlier.value != later.value:
        comparator = _comparator(corpus, later, later) or _comparator(corpus, earlier, earlier)
        if comparator is None:
            return Verdict.MIXED
        is_lower = later.value < earlier.value
        steps.add(is_lower == (comparator in (Comparator.AT_MOST, Comparator.BELOW)))
    if earlier.period_end and later.period_end and earlier.period_end != later.period_end:
        steps.add(later.period_end < earlier.period_end)
    match steps:
        case _ if not steps:
            return Verdict.SAME
        case _ if len(steps) == 2:
            return Verdict.MIXED
        case _:
            return Verdict.TIGHTENED if steps == {True} else Verdict.LOOSENED


TARGET_ATTAINMENT = RelationSpec(
    code=Relation.TARGET_ATTAINMENT,
    label_zh="目标完成",
    label_en="target met as claimed",
    statement_zh="文中称完成的目标,应由所印实际数所达到",
    statement_en="a target that the text claims is met is met by the printed actual",
    severity=Severity.HIGH,
    find=find_target_attainments,
)
TARGET_REVISION = RelationSpec(
    code=Relation.TARGET_REVISION,
    label_zh="目标变化",
    label_en="versions of a target",
    statement_zh="同一目标在先后文件中的变化",
    statement_en="how one target changes from plan to plan",
    severity=Severity.LOW,
    find=find_target_revisions,
)
