"""``deadline_order``: what is due within an item, against the item's own date and the document's."""

import re
from bisect import bisect_left
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from operator import itemgetter

from hedui.figures.figure import Figure
from hedui.reconciliation.cases import Case, DateOrder, Undecided
from hedui.reconciliation.corpus import Corpus, compact
from hedui.reconciliation.relations.spec import RelationSpec
from hedui.tasks.task import Task
from hedui.vocabulary.codes import Reason, Relation, Severity, TaskStatus

_DATE = re.compile("(?:([0-9]{4})年)?(?:([0-9]{1,2})月)?")
_DECEMBER = 12  # in which a year's end lies


def find_deadline_orders(corpus: Corpus) -> Iterator[Case]:
    """A measure is not due after its item; what was due before the document's date and is not said done is noted."""
    for task in corpus.tasks:
        if task.due_on is None:
            continue
        times = _times(corpus, task)
        own = next(reversed(_printed(times, task.due_on, task.deadline_printed)), None)  # the field closes the item
        for measure in task.measures if own else ():
            stated = next((time for time in _printed(times, measure.due_on, measure.text) if time is not own), None)
            if own and stated and measure.due_on:
                parts = (("measure", stated), ("item", own))
                yield Case(Relation.DEADLINE_ORDER, parts, DateOrder(measure.due_on, task.due_on))
        published = _published(corpus, task.document)
        if own and published and task.due_on < published and task.status is not TaskStatus.DONE:
            test = Undecided(Reason.NO_CLAIM, formula=f"{task.due_on} < {published}")
            yield Case(Relation.DEADLINE_ORDER, (("item", own),), test)
    yield from _after_issue(corpus)


def _after_issue(corpus: Corpus) -> Iterator[Case]:
    """The earliest deadline of a document against its printed date, where none has passed by then."""
    due: defaultdict[str, list[tuple[date, int, Figure]]] = defaultdict(list)
    for task in corpus.tasks:
        for time in _times(corpus, task) if task.status is not TaskStatus.DONE else ():
            if day := _due(corpus, time):
                due[task.document].append((day, time.start, time))
    for document, deadlines in due.items():
        day, _, first = min(deadlines, key=itemgetter(0, 1))
        published = _published(corpus, document)
        if published is None or day < published:
            continue
        printed = f"{published.year}年{published.month}月{published.day}日"
        issued = next((time for time in corpus.times.get(document, ()) if compact(time.text) == printed), None)
        if issued:
            yield Case(Relation.DEADLINE_ORDER, (("due", first), ("issued", issued)), DateOrder(published, day))


def _due(corpus: Corpus, time: Figure) -> date | None:
    """The day by which something is due, where the words say so (2023年年底前, 到2025年)."""
    found = _DATE.match(compact(time.text))
    if not found or not found[1] or not (corpus.after(time, 1) == "前" or corpus.before(time, 1) == "到"):
        return None
    year, month = int(found[1]), int(found[2] or _DECEMBER)
    return date(year, month, monthrange(year, month)[1]) if 1 <= month <= _DECEMBER and year else None


def _times(corpus: Corpus, task: Task) -> list[Figure]:
    """The dates that stand in the task."""
    figures = corpus.times.get(task.document, ())
    first = bisect_left(figures, task.start, key=lambda figure: figure.start)
    last = bisect_left(figures, task.end, key=lambda figure: figure.start)
    return list(figures[first:last])


def _printed(times: Sequence[Figure], due: date | None, words: str | None) -> list[Figure]:
    """The dates that name this day and stand in the words."""
    if due is None or words is None:
        return []
    plain = compact(words)
    return [time for time in times if compact(time.text) in plain and _names(compact(time.text), due)]


def _names(words: str, due: date) -> bool:
    """Whether words (2019年3月底, 9月底, 2023年年底, 2025年) name the day by which something is due."""
    found = _DATE.match(words)
    if not found or not found.group():
        return False
    year, month = found.groups()
    return int(year or due.year) == due.year and int(month or _DECEMBER) == due.month


def _published(corpus: Corpus, document: str) -> date | None:
    metadata = corpus.documents.get(document)
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
