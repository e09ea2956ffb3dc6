"""``rank_change`` and ``rank_claim``: places in a ranking, their change, and what is said of their history."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from hedui.figures.figure import Figure
from hedui.reconciliation.cases import Case, Equality, Undecided
from hedui.reconciliation.corpus import Corpus
from hedui.reconciliation.formulas import SUBTRACTION
from hedui.reconciliation.judging import holds
from hedui.reconciliation.printing import admissible
from hedui.reconciliation.relations.spec import RelationSpec
from hedui.vocabulary.codes import CountedFrom, QuantityKind, Reason, Relation, Role, Severity

_BEST_EVER = re.compile("以来最好|历史最好|历史最高|历史最低|最好(?:名次|水平|成绩)|创历史")
_FIRST = "首次"
_ENDS = frozenset({CountedFrom.BEST, CountedFrom.WORST})


def find_rank_changes(corpus: Corpus) -> Iterator[Case]:
    """A rank with its change, against the previous rank where printed: a better place is nearer to the best."""
    for change in corpus.with_role(Role.CHANGE):
        rank = corpus.by_id.get(change.qualifies or "")
        if change.quantity_kind is not QuantityKind.PLACE or rank is None or rank.role is not Role.RANK:
            continue
        if change.is_planned or rank.value is None:
            continue
        parts = (("change", change), ("rank", rank))
        previous = next(iter(corpus.at_base(change, rank)), None)
        if previous is None and rank.counted_from not in _ENDS:
            yield Case(Relation.RANK_CHANGE, parts, Undecided(Reason.NO_BASE))
        elif previous and previous.set_size != rank.set_size:
            yield Case(Relation.RANK_CHANGE, (*parts, ("previous", previous)), Undecided(Reason.SCOPE))
        elif previous:
            ends = [rank.counted_from] if rank.counted_from in _ENDS else [CountedFrom.BEST, CountedFrom.WORST]
            cases = [_against(change, rank, previous, end) for end in ends]
            yield next(filter(holds, cases), cases[0])
        else:
            yield Case(Relation.RANK_CHANGE, parts, _implied(change, rank))


def _against(change: Figure, rank: Figure, previous: Figure, counted_from: CountedFrom | None) -> Case:
    is_worst = counted_from is CountedFrom.WORST
    inputs = (rank, previous) if is_worst else (previous, rank)
    formula = "{rank} − {previous}" if is_worst else "{previous} − {rank}"
    parts = (("change", change), ("rank", rank), ("previous", previous))
    return Case(Relation.RANK_CHANGE, parts, Equality(inputs, SUBTRACTION, formula, is_derived=False))


def _implied(change: Figure, rank: Figure) -> Undecided:
    place, gained = admissible(rank), admissible(change)
    if rank.counted_from is CountedFrom.WORST:
        return Undecided(Reason.IMPLIED_ONLY, place - gained, "{rank} − {change}", rank)
    return Undecided(Reason.IMPLIED_ONLY, place + gained, "{rank} + {change}", rank)


def find_rank_claims(corpus: Corpus) -> Iterator[Case]:
    """A rank said to be the best ever, or past a mark for the first time: no two documents can tell that.

    The last step is shown where the change of places is printed.
    """
    changes = {change.qualifies: change for change in corpus.with_role(Role.CHANGE) if _is_of_places(change)}
    for rank in corpus.with_role(Role.RANK):
        behind = list(takewhile(lambda figure: figure.role is not Role.RANK, corpus.following(rank)))
        following = next((figure for figure in corpus.following(rank) if figure.role is Role.RANK), None)
        said = corpus.between(rank, following) if following else corpus.after(rank, 80)
        mark = next((one for one in behind if one.role is Role.THRESHOLD and _is_of_places(one)), None)
        change = changes.get(rank.figure_id)
        if _FIRST in said:
            yield _claim(rank, change, mark)
        if _BEST_EVER.search(said) and (mark or _FIRST not in said):
            yield _claim(rank, change, None)


def _is_of_places(figure: Figure) -> bool:
    return figure.quantity_kind is QuantityKind.PLACE and not figure.is_planned


def _claim(rank: Figure, change: Figure | None, mark: Figure | None) -> Case:
    named = (("rank", rank), ("change", change), ("mark", mark))
    parts = tuple((part, figure) for part, figure in named if figure)
    if change is None or rank.counted_from not in _ENDS:
        return Case(Relation.RANK_CLAIM, parts, Undecided(Reason.HISTORY))
    step = replace(_implied(change, rank), reason=Reason.HISTORY)
    if mark:
        now = "{mark} < {rank}" if rank.counted_from is CountedFrom.WORST else "{rank} ≤ {mark}"
        step = replace(step, formula=f"{now}; {step.formula}")
    return Case(Relation.RANK_CLAIM, parts, step)


RANK_CHANGE = RelationSpec(
    code=Relation.RANK_CHANGE,
    label_zh="位次变化",
    label_en="change of rank",
    statement_zh="本期位次与上期位次之差等于所印升降名次",
    statement_en="the rank less the previous rank is the printed change of places",
    severity=Severity.MEDIUM,
    find=find_rank_changes,
)
RANK_CLAIM = RelationSpec(
    code=Relation.RANK_CLAIM,
    label_zh="位次之最",
    label_en="record rank",
    statement_zh="首次、最好等说法,须以历年位次为据",
    statement_en="a first or a best place needs the ranks of every earlier year",
    severity=Severity.LOW,
    find=find_rank_claims,
)
