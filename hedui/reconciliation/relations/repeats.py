"""``unit_equivalence`` and ``repeated_figure``: one quantity printed more than once."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from hedui.figures.figure import Figure
from hedui.reconciliation.cases import Case, Equality, Undecided
from hedui.reconciliation.corpus import Corpus, plain, shares_words
from hedui.reconciliation.formulas import SAME
from hedui.reconciliation.judging import holds, is_telling
from hedui.reconciliation.printing import step
from hedui.reconciliation.relations.spec import RelationSpec
from hedui.vocabulary.codes import Comparator, QuantityKind, Reason, Relation, Role, Severity

_PHYSICAL = frozenset(
    {
        QuantityKind.MASS,
        QuantityKind.AREA,
        QuantityKind.LENGTH,
        QuantityKind.VOLUME,
        QuantityKind.POWER,
        QuantityKind.ENERGY,
    }
)
_REPEATABLE = (Role.ACTUAL, Role.PLAN, Role.RATE)
_CONVERTED = re.compile(r"[(,]?(?:(?P<said>约合|折合|相当于|合)|即)约?")
_SAME_NAME = 6  # characters in common by which two wordings name one thing, once their numbers agree
_TELLING_DIGITS = 3
_VALUES_OF_ONE_THING = 2
# Indicators under whose names reports print one and the same area; equal numbers are one figure, unequal ones two.
_OTHER_NAMES = (frozenset({"afforestation_area", "national_greening_area"}),)
# Sets whose size everyone knows: 168个重点城市 in one place, 168个重点城市 in another.
_KNOWN_SET = re.compile("(?:[国省市]控|[国省]考|国家|全国)?(?:重点|监测)?(?:城市|断面|站点)")


def find_unit_equivalences(corpus: Corpus) -> Iterator[Case]:
    """One quantity in two units: said to be so (折合), or of one subject and date and equal after conversion."""
    for group in corpus.measured.values():
        for left, right in pairwise(group):
            converted = _CONVERTED.fullmatch(corpus.between(left, right)) if _are_one_kind(left, right) else None
            if converted and (converted["said"] or _differ_in_unit(left, right)):
                yield _identity(Relation.UNIT_EQUIVALENCE, left, right)
    for second_id, first_id in corpus.first_of.items():
        yield _identity(Relation.UNIT_EQUIVALENCE, corpus.by_id[first_id], corpus.by_id[second_id])
    by_value: defaultdict[tuple[str, QuantityKind], list[Figure]] = defaultdict(list)
    for figure in corpus.with_role(Role.ACTUAL):
        if figure.quantity_kind in _PHYSICAL and figure.period_end:
            by_value[figure.document, figure.quantity_kind].append(figure)
    for figures in by_value.values():
        figures.sort(key=lambda figure: (figure.value, figure.start))
        for left, right in pairwise(figures):
            is_same = left.period_end == right.period_end and shares_words(left.subject, right.subject)
            if is_same and _differ_in_unit(left, right):
                case = _identity(Relation.UNIT_EQUIVALENCE, left, right)
                if holds(case) and is_telling(case):
                    yield case


def find_repeated_figures(corpus: Corpus) -> Iterator[Case]:
    """One indicator, place, period and scope printed again: in one document, or by a later one."""
    groups: defaultdict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in corpus.with_role(*_REPEATABLE):
        if figure.period_end and figure.comparator is Comparator.EQUAL:
            period = (figure.period_start, figure.period_end, figure.period_kind)
            groups[(figure.role, corpus.level_key(figure), *period)].append(figure)
    for figures in groups.values():
        yield from _repeats(corpus, figures)
    yield from _same_numbers(corpus)
    yield from _known_sets(corpus)


def _repeats(corpus: Corpus, figures: Sequence[Figure]) -> Iterator[Case]:
    """Each later printing against the first: in one document they must agree, across documents it may be revised."""
    by_document: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in sorted(figures, key=lambda figure: (corpus.issued(figure.document), figure.start)):
        by_document[figure.document].append(figure)
    for printings in by_document.values():
        yield from _within_document(corpus, printings)
    for (earlier, *_), (later, *_) in pairwise(by_document.values()):
        if later.role is Role.ACTUAL and later.region_id:
            yield _across_documents(corpus, earlier, later)


def _within_document(corpus: Corpus, printings: Sequence[Figure]) -> Iterator[Case]:
    first, *others = printings
    cases = [_identity(Relation.REPEATED_FIGURE, first, figure) for figure in others]
    agreeing = [holds(case) for case in cases]
    yield from (case for case, agrees in zip(cases, agreeing, strict=True) if agrees)
    if all(agreeing) or not first.region_id:
        return
    method = corpus.method(first)
    # Many values under one name are values of things that the names do not tell apart (regions of a national report).
    if len({figure.value for figure in printings if corpus.method(figure) == method}) > _VALUES_OF_ONE_THING:
        return
    for figure, case, agrees in zip(others, cases, agreeing, strict=True):
        if agrees or not _is_under_one_name(corpus, first, figure):
            continue
        if corpus.method(figure) != method:
            yield Case(Relation.REPEATED_FIGURE, case.parts, Undecided(Reason.METHOD))
        elif first.sentence_start != figure.sentence_start:  # within one it is a list whose names were misread
            yield case


def _is_under_one_name(corpus: Corpus, first: Figure, other: Figure) -> bool:
    is_named = other.indicator_id is not None and plain(first.subject) == plain(other.subject)
    is_alias = other.indicator_id is not None and all(corpus.is_called_by_name(figure) for figure in (first, other))
    is_dated = not any(map(corpus.is_period_doubtful, (first, other)))
    return (is_named or is_alias) and is_dated and corpus.places(first) == corpus.places(other)


def _across_documents(corpus: Corpus, earlier: Figure, later: Figure) -> Case:
    case = _identity(Relation.REPEATED_FIGURE, earlier, later)
    if not holds(case) and corpus.method(earlier) != corpus.method(later):
        return Case(Relation.REPEATED_FIGURE, (("reported", later), ("other", earlier)), Undecided(Reason.METHOD))
    return case


def _same_numbers(corpus: Corpus) -> Iterator[Case]:
    """Equal numbers of one role and unit that surely are one thing in a document; only ever a confirmation."""
    seen: dict[tuple[object, ...], Figure] = {}
    for figure in corpus.with_role(*_REPEATABLE):
        is_place = figure.quantity_kind is QuantityKind.PLACE
        if not is_place and not (_is_telling_number(figure) and figure.period_end):
            continue
        end = figure.counted_from if is_place else figure.period_end
        first = seen.setdefault((figure.document, figure.role, figure.unit, figure.value, end), figure)
        if first is not figure and (is_place or _has_other_name(first, figure)):
            yield _identity(Relation.REPEATED_FIGURE, first, figure)


def _is_telling_number(figure: Figure) -> bool:
    return len(figure.number_printed.replace(".", "").strip("0")) >= _TELLING_DIGITS


def _has_other_name(first: Figure, figure: Figure) -> bool:
    """Whether the two go under names that are unequal and yet of one thing."""
    if {first.indicator_id, figure.indicator_id} in _OTHER_NAMES:
        return True
    return plain(first.subject) != plain(figure.subject) and shares_words(first.subject, figure.subject, _SAME_NAME)


def _known_sets(corpus: Corpus) -> Iterator[Case]:
    """The size of a set that is named again in a document."""
    seen: dict[tuple[str, str], Figure] = {}
    for figure in corpus.with_role(Role.SCOPE):
        named = _KNOWN_SET.match(corpus.after(figure, 8))
        first = seen.setdefault((figure.document, named.group()), figure) if named else figure
        if first is figure:
            continue
        case = _identity(Relation.REPEATED_FIGURE, first, figure)
        yield case if holds(case) else Case(case.relation, case.parts, Undecided(Reason.SCOPE))


def _identity(relation: Relation, left: Figure, right: Figure) -> Case:
    """The finer of two printings must give the coarser one."""
    finer, coarser = (right, left) if step(right) < step(left) else (left, right)
    test = Equality(inputs=(finer,), compute=SAME, formula="{other}", is_derived=False)
    return Case(relation, (("reported", coarser), ("other", finer)), test)


def _are_one_kind(left: Figure, right: Figure) -> bool:
    is_one_kind = left.quantity_kind is right.quantity_kind and left.quantity_kind in _PHYSICAL
    return is_one_kind and left.value is not None and right.value is not None


def _differ_in_unit(left: Figure, right: Figure) -> bool:
    return _are_one_kind(left, right) and left.unit_factor != right.unit_factor


UNIT_EQUIVALENCE = RelationSpec(
    code=Relation.UNIT_EQUIVALENCE,
    label_zh="单位换算",
    label_en="same quantity in two units",
    statement_zh="同一数量以两种单位所印,较细者换算后等于较粗者",
    statement_en="one quantity in two units: the finer converted is the coarser",
    severity=Severity.MEDIUM,
    find=find_unit_equivalences,
)
REPEATED_FIGURE = RelationSpec(
    code=Relation.REPEATED_FIGURE,
    label_zh="重复出现",
    label_en="figure printed again",
    statement_zh="同一指标、地区、时期、口径的数在一份文件内应一致",
    statement_en="one indicator, place, period and scope has one value within a document",
    severity=Severity.HIGH,
    find=find_repeated_figures,
)
