"""``deadline_order``: what is due within an item, against the item's own date and the document's."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date

from hedui.figures.figure import Figure
from hedui.reconciliation.cases import Case, DateOrder, Undecided
from hedui.reconciliation.corpus import Corpus, compact
from hedui.reconciliation.relations.spec import RelationSpec
from hedui.tasks.task import Task
from hedui.vocabulary.codes import Reason, Relation, Severity, TaskStatus


def find_deadline_orders(corpus: Corpus) -> Iterator[Case]:
    """A measure is not due after its item; what was due before the document's date and is not said done is noted."""
    for task in corpus.tasks:
        if task.due_on is None:
            continue
        times = _times(corpus, task)
        own = _printed(times, task.due_on, task.deadline_printed)
        for measure in task.measures if own else ():
            stated = _printed(times, measure.due_on, measure.text)
            if own and stated and measure.due_on and stated is not own:
                parts = (("measure", stated), ("item", own))
                yield Case(Relation.DEADLINE_ORDER, parts, DateOrder(measure.due_on, task.due_on))
        published = _published(corpus, task)
        if own and published and task.due_on < published and task.status is not TaskStatus.DONE:
            yield Case(Relation.DEADLINE_ORDER, (("item", own),), Undecided(Reason.NO_CLAIM))


def _times(corpus: Corpus, task: Task) -> list[Figure]:
    """The dates that stand in the task."""
    figures = corpus.times.get(task.document, ())
    first = bisect_left(figures, task.start, key=lambda figure: figure.start)
    last = bisect_left(figures, task.end, key=lambda figure: figure.start)
    return list(figures[first:last])


def _printed(times: Sequence[Figure], due: date | None, words: str | None) -> Figure | None:
    """The date as it stands in the words."""
    if due is None or words is None:
        return None
    day = f"{due.year}年{due.month}月"
    plain = compact(words)
    return next((time for time in times if compact(time.text).startswith(day) and compact(time.text) in plain), None)


def _published(corpus: Corpus, task: Task) -> date | None:
    metadata = corpus.documents.get(task.document)
    return metadata.published_on if metadata else None


DEADLINE_ORDER = RelationSpec(
    code=Relation.DEADLINE_ORDER,
    label_zh="期限先后",
    label_en="order of deadlines",
    statement_zh="措施的期限不晚于所属事项的期限",
    statement_en="a measure is not due after the item it belongs to",
    severity=Severity.MEDIUM,
    find=find_deadline_orders,
)
