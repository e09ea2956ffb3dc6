"""From a document to its tasks: the one door of this room."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from hedui.documents.document import Document
from hedui.figures.figure import Figure
from hedui.language import numerals
from hedui.tasks.deadlines import read_deadlines
from hedui.tasks.fields import FieldKind
from hedui.tasks.measures import read_measures
from hedui.tasks.parties import read_names, read_persons
from hedui.tasks.sections import Draft, Span, find_drafts
from hedui.tasks.tables import find_rows
from hedui.tasks.task import Deadline, Measure, Party, Task
from hedui.vocabulary.codes import DocumentKind, PartyFunction, Role, TaskKind, TaskStatus

_DONE = re.compile("已经?(?:[于在][^,;。]{1,16}?)?(?:全部|基本|按期|如期)*(?:整改)?(?:完成|办结|到位|销号|落实|解决)")
_ONGOING = re.compile("持续|长期|立即|立行|常态|即知即改|即行即改|全年")
_NUMERAL = re.compile(r"(?P<arabic>[0-9]{1,9})|(?P<chinese>[零〇一二三四五六七八九十百]+)|(?P<sign>\S)")
_SENTENCE = re.compile(r"[^。\n]*")


def read_tasks(document: Document, figures: Sequence[Figure]) -> tuple[Task, ...]:
    """Read the tasks of a plan or the items of a rectification list, in text order; ``()`` where there is none.

    Args:
        document: the document as read.
        figures: its figures; the planned ones a task states are its targets.
    """
    planned = sorted(
        (figure.start, figure.figure_id)
        for figure in figures
        if figure.role is Role.PLAN or (figure.role is Role.CHANGE and figure.is_planned)
    )
    drafts = sorted([*find_drafts(document), *find_rows(document)], key=lambda draft: draft.start)
    return tuple(_task(document, draft, place, planned) for place, draft in enumerate(drafts, 1))


def _task(document: Document, draft: Draft, place: int, planned: Sequence[tuple[int, str]]) -> Task:
    kind = _kind(document, draft)
    today = document.metadata.published_on or document.metadata.period_start
    statement = _text(document, draft.statement) or _text(document, _spans(draft, FieldKind.FINDING))
    title = _first_sentence(statement)
    goal = _text(document, _spans(draft, FieldKind.GOAL))
    deadline_printed = _printed_value(document, draft, FieldKind.DEADLINE)
    # What an item's finding says was due, was due before the item.
    own = draft.statement if kind is TaskKind.TASK else ()
    stated = tuple(_deadlines(document, [*own, *_spans(draft, FieldKind.GOAL, FieldKind.MEASURES)], today))
    default = _first_sentence(goal) or title
    ordered = tuple(_deadlines(document, _spans(draft, FieldKind.DEADLINE), today, default))
    due_on = _last(ordered if deadline_printed else stated)
    start, end = document.text.raw_span(draft.start, draft.end)
    return Task(
        document=document.document_id,
        task_id=f"{document.document_id}-t{place}",
        number=_number(draft.label, place),
        title=title,
        section=draft.section,
        kind=kind,
        start=start,
        end=end,
        finding=statement if kind is TaskKind.ITEM else None,
        goal=goal or None,
        deadline_printed=deadline_printed,
        due_on=due_on,
        status=_status([deadline_printed, _printed_value(document, draft, FieldKind.STATUS)], due_on),
        parties=tuple(_parties(document, draft)),
        deadlines=stated + ordered,
        measures=_measures(document, draft, today),
        targets=tuple(_targets(document, draft, kind, planned)),
    )


def _kind(document: Document, draft: Draft) -> TaskKind:
    """An item where the document is a rectification list, or a field speaks of 整改 or of a finding."""
    is_item = document.metadata.document_kind is DocumentKind.RECTIFICATION_LIST or any(
        field.name.is_rectification or field.name.kind is FieldKind.FINDING for field in draft.fields
    )
    return TaskKind.ITEM if is_item else TaskKind.TASK


def _spans(draft: Draft, *kinds: FieldKind) -> list[Span]:
    return [span for field in draft.fields if field.name.kind in kinds for span in field.spans]


def _text(document: Document, spans: Iterable[Span]) -> str:
    """The repaired text of spans, a line for each."""
    return "\n".join(filter(None, (document.text.clean[start:end].strip() for start, end in spans)))


def _printed(document: Document, start: int, end: int) -> str:
    """The characters of the file behind a span of the clean text, the blanks of damage left out."""
    text = document.text
    return "".join(text.raw[text.offsets[index]] for index in range(start, end))


def _printed_value(document: Document, draft: Draft, kind: FieldKind) -> str | None:
    values = (_printed(document, start, end).strip() for start, end in _spans(draft, kind))
    return "\n".join(filter(None, values)) or None


def _first_sentence(text: str) -> str:
    match = _SENTENCE.match(text)
    return match.group().rstrip(",;") if match else ""


def _number(label: str, place: int) -> int:
    """The number a label prints; a task without one is numbered by its place."""
    match = _NUMERAL.search(label.strip("第序号()、.:"))
    if match is None:
        return place
    if match["arabic"]:
        return int(match["arabic"])
    value = numerals.chinese(match["chinese"]) if match["chinese"] else unicodedata.numeric(match["sign"], place)
    return place if value is None else int(value)


def _parties(document: Document, draft: Draft) -> Iterator[Party]:
    for field in draft.fields:
        function = field.name.function
        if function is None:
            continue
        read = read_persons if function in (PartyFunction.LEADER, PartyFunction.PERSON) else read_names
        for start, end in field.spans:
            for mention in read(document.text.clean[start:end]):
                printed = _printed(document, start + mention.start, start + mention.end)
                yield Party(printed, mention.name, function)


def _deadlines(
    document: Document, spans: Iterable[Span], today: date | None, default: str | None = None
) -> Iterator[Deadline]:
    """Deadlines in spans; ``default``, for the spans of deadline fields, is what is due where they do not say."""
    for start, end in spans:
        for due in read_deadlines(document.text.clean[start:end], today, is_field=default is not None):
            printed = _printed(document, start + due.start, start + due.end)
            yield Deadline(due.due_on, printed, due.what or default or "")


def _last(deadlines: Iterable[Deadline]) -> date | None:
    return max((deadline.due_on for deadline in deadlines if deadline.due_on), default=None)


def _status(printed: Iterable[str | None], due_on: date | None) -> TaskStatus | None:
    """Status by the words of the deadline and of the progress reported; a date still ahead outweighs both."""
    words = " ".join(filter(None, printed))
    if due_on:
        return TaskStatus.DATED
    if _DONE.search(words):
        return TaskStatus.DONE
    return TaskStatus.ONGOING if _ONGOING.search(words) else None


def _measures(document: Document, draft: Draft, today: date | None) -> tuple[Measure, ...]:
    lines = [document.text.clean[start:end] for start, end in _spans(draft, FieldKind.MEASURES)]
    return read_measures(lines, today)


def _targets(document: Document, draft: Draft, kind: TaskKind, planned: Sequence[tuple[int, str]]) -> Iterator[str]:
    """Planned figures in the task; what an item's finding quotes as planned is no target of the item."""
    spans = [] if kind is TaskKind.ITEM else list(draft.statement)
    spans += [span for field in draft.fields for span in field.spans]
    for start, end in sorted(document.text.raw_span(*span) for span in spans if span[0] < span[1]):
        for position in range(bisect_left(planned, (start, "")), bisect_left(planned, (end, ""))):
            yield planned[position][1]
