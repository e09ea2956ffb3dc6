"""``completion_rate``: done over plan is the printed rate."""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, islice, takewhile

from hedui.figures.figure import Figure
from hedui.reconciliation.cases import Case, Equality, Undecided
from hedui.reconciliation.corpus import Corpus, plain, shares_words
from hedui.reconciliation.formulas import PERCENTAGE
from hedui.reconciliation.intervals import Interval
from hedui.reconciliation.judging import holds, is_telling
from hedui.reconciliation.printing import admissible
from hedui.reconciliation.relations.spec import RelationSpec
from hedui.vocabulary.codes import Diagnosis, QuantityKind, Reason, Relation, Role, Severity

_MEASURABLE = frozenset({Role.ACTUAL, Role.PLAN})


# The words that tie a rate to a pair of figures of its own sentence, even where the reader saw no link.
_OF_PLAN = re.compile(r"完成率(?:约|达|达到|为)?$|占(?:年度|全年|总)?(?:计划|目标|任务)[^,。;]{0,12}$")
_PLANS_TRIED = 64


def find_completion_rates(corpus: Corpus) -> Iterator[Case]:
    """One case a rate, on the pair it was most likely computed from."""
    make = partial(_case, corpus)
    for rate in corpus.with_role(Role.RATE):
        if rate.quantity_kind is not QuantityKind.PERCENT:
            continue
        done = corpus.by_id.get(rate.qualifies or "")
        pairs = [make(rate, *pair) for pair in _pairs_in_sentence(corpus, rate)]
        # The pair that the link names comes first. Where it does not fit and a neighbour does, the pairing was wrong.
        pairs.sort(key=lambda case: done is None or case.parts[1][1].figure_id != done.figure_id)
        unplanned = (make(rate, *pair) for pair in _unplanned_pairs(corpus, rate))
        fitting = next(filter(holds, (*pairs, *unplanned)), None)
        if fitting:
            yield fitting
        elif told := next(filter(partial(_is_told, done), pairs if done or _is_of_plan(corpus, rate) else ()), None):
            yield told
        elif done and done.role is Role.ACTUAL and done.value is not None:
            elsewhere = (make(rate, done, plan) for plan in _plans_elsewhere(corpus, done))
            undecided = Case(Relation.COMPLETION_RATE, (("rate", rate), ("done", done)), Undecided(Reason.NO_BASE))
            yield next((case for case in elsewhere if holds(case) and is_telling(case)), undecided)


def _is_of_plan(corpus: Corpus, rate: Figure) -> bool:
    return _OF_PLAN.search(corpus.before(rate)) is not None


def _is_told(linked: Figure | None, case: Case) -> bool:
    """Whether the text ties a pair: its amount done is the one the rate points to, and both are of one thing."""
    done, plan = case.parts[1][1], case.parts[2][1]
    is_linked = linked is None or linked.figure_id == done.figure_id
    return is_linked and (plain(plan.subject) == plain(done.subject) or shares_words(plan.subject, done.subject))


def _case(corpus: Corpus, rate: Figure, done: Figure, plan: Figure) -> Case:
    mistakes = {}
    if other := _plan_of_the_year_before(corpus, plan):
        mistakes[Diagnosis.WRONG_BASE] = partial(_over, admissible(other))
    test = Equality(inputs=(done, plan), compute=PERCENTAGE, formula="{done} ÷ {plan}", mistakes=mistakes)
    return Case(Relation.COMPLETION_RATE, (("rate", rate), ("done", done), ("plan", plan)), test)


def _over(base: Interval, sets: Sequence[Interval]) -> Interval:
    """The rate on another plan than the one it is printed with."""
    return PERCENTAGE((sets[0], base))


def _plan_of_the_year_before(corpus: Corpus, plan: Figure) -> Figure | None:
    """The plan for the same thing in the year before, one of the very same name first."""
    if plan.period_end is None:
        return None
    found = corpus.plans_due.get((plan.region_id, plan.unit, plan.period_end.year - 1), ())
    name = plain(plan.subject)
    same = (one for one in found if one.value and plain(one.subject) == name)
    alike = (one for one in islice(found, _PLANS_TRIED) if one.value and shares_words(one.subject, name))
    return next(chain(same, alike), None)


def _pairs_in_sentence(corpus: Corpus, rate: Figure) -> Iterator[tuple[Figure, Figure]]:
    """Pairs (done, plan) in one unit printed since the last rate, nearest first."""
    amounts = _amounts_since_last(corpus, rate)
    for done in amounts:
        for plan in amounts:
            if done.role is Role.ACTUAL and plan.role is Role.PLAN and plan.unit == done.unit and plan.value:
                yield done, plan


def _unplanned_pairs(corpus: Corpus, rate: Figure) -> Iterator[tuple[Figure, Figure]]:
    """Pairs of actuals, the earlier of which may be a plan whose word stands further off; only used to confirm."""
    amounts = [figure for figure in _amounts_since_last(corpus, rate) if figure.role is Role.ACTUAL]
    for at, done in enumerate(amounts):
        for plan in amounts[at + 1 :]:
            if plan.unit == done.unit and plan.value:
                yield done, plan


def _amounts_since_last(corpus: Corpus, rate: Figure) -> list[Figure]:
    since = takewhile(lambda figure: figure.role is not Role.RATE, corpus.preceding(rate))
    return [figure for figure in since if figure.role in _MEASURABLE and figure.value is not None]


def _plans_elsewhere(corpus: Corpus, done: Figure) -> Iterator[Figure]:
    """Plans of the document for what was done: same kind of quantity, same words; only ever used to confirm."""
    for plan in islice(corpus.plans.get((done.document, done.quantity_kind), ()), _PLANS_TRIED):
        if plan.value and shares_words(plan.subject, done.subject):
            yield plan


COMPLETION_RATE = RelationSpec(
    code=Relation.COMPLETION_RATE,
    label_zh="完成率",
    label_en="completion rate",
    statement_zh="完成数与计划数之比等于所印完成率",
    statement_en="done over plan is the printed completion rate",
    severity=Severity.HIGH,
    find=find_completion_rates,
)
