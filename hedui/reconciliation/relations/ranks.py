"""``rank_change`` and ``rank_claim``: places in a ranking, their change, and what is said of their history."""

import re
from collections.abc import Iterator

from hedui.figures.figure import Figure
from hedui.reconciliation.cases import Case, Equality, Undecided
from hedui.reconciliation.corpus import Corpus
from hedui.reconciliation.formulas import SUBTRACTION
from hedui.reconciliation.printing import admissible
from hedui.reconciliation.relations.spec import RelationSpec
from hedui.vocabulary.codes import CountedFrom, QuantityKind, Reason, Relation, Role, Severity

_EVER = re.compile("首次|以来最好|历史最好|历史最高|历史最低|最好(?:名次|水平|成绩)|创历史")


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
        if rank.counted_from not in (CountedFrom.BEST, CountedFrom.WORST):
            yield Case(Relation.RANK_CHANGE, parts, Undecided(Reason.NO_BASE))
        elif previous and previous.set_size != rank.set_size:
            yield Case(Relation.RANK_CHANGE, (*parts, ("previous", previous)), Undecided(Reason.SCOPE))
        elif previous:
            is_worst = rank.counted_from is CountedFrom.WORST
            inputs = (rank, previous) if is_worst else (previous, rank)
            formula = "{rank} − {previous}" if is_worst else "{previous} − {rank}"
            test = Equality(inputs, SUBTRACTION, formula, is_derived=False)
            yield Case(Relation.RANK_CHANGE, (*parts, ("previous", previous)), test)
        else:
            yield Case(Relation.RANK_CHANGE, parts, _implied(change, rank))


def _implied(change: Figure, rank: Figure) -> Undecided:
    place, gained = admissible(rank), admissible(change)
    if rank.counted_from is CountedFrom.WORST:
        return Undecided(Reason.IMPLIED_ONLY, place - gained, "{rank} − {change}")
    return Undecided(Reason.IMPLIED_ONLY, place + gained, "{rank} + {change}")


def find_rank_claims(corpus: Corpus) -> Iterator[Case]:
    """A rank said to be reached for the first time, or the best ever: no two documents can tell that."""
    for rank in corpus.with_role(Role.RANK):
        following = next((figure for figure in corpus.following(rank) if figure.role is Role.RANK), None)
        said = corpus.between(rank, following) if following else corpus.after(rank, 80)
        if _EVER.search(said):
            yield Case(Relation.RANK_CLAIM, (("rank", rank),), Undecided(Reason.HISTORY))


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
