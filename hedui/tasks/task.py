"""The records of one numbered task of a plan, or one item of a rectification list."""

from dataclasses import dataclass
from datetime import date

from hedui.vocabulary.codes import PartyFunction, TaskKind, TaskStatus


@dataclass(frozen=True, slots=True)
class Party:
    """A unit or person with a function in a task; ``name`` is ``name_printed`` completed (上街区 → 上街区人民政府)."""

    name_printed: str
    name: str
    function: PartyFunction


@dataclass(frozen=True, slots=True)
class Deadline:
    """One date by which something of a task is due."""

    due_on: date | None
    printed: str
    what: str


@dataclass(frozen=True, slots=True)
class Measure:
    """One numbered measure of an item; ``number`` as printed, the source's numbering errors included."""

    number: str
    text: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Task:
    """One task of a plan or one item of a list; ``start`` and ``end`` are indices into the text as read from the file.

    Attributes:
        document: ``document_id`` of the document.
        task_id: ``document`` and the task's place in it.
        number: number as printed; its place in the document where none is.
        title: first sentence of the task or of the finding.
        section: heading it stands under, without its label.
        kind: task or item.
        start: first character, its label included.
        end: one past the last character of its last line.
        finding: an item's text, None for a task.
        goal: what is to be reached, where a field says so.
        deadline_printed: value of the deadline field as printed.
        due_on: last date of the deadline field; without such a field, the last date anything of it is due.
        status: by the words of the deadline and progress fields; a due date outweighs what was done before it.
        parties: units and persons, in order, each with its function.
        deadlines: every deadline it states, those of goal and measures included; not what a finding quotes.
        measures: numbered measures, in order.
        targets: ``figure_id`` of each planned figure it states; not of those a finding quotes.
    """

    document: str
    task_id: str
    number: int
    title: str
    section: str
    kind: TaskKind
    start: int
    end: int
    finding: str | None = None
    goal: str | None = None
    deadline_printed: str | None = None
    due_on: date | None = None
    status: TaskStatus | None = None
    parties: tuple[Party, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    measures: tuple[Measure, ...] = ()
    targets: tuple[str, ...] = ()
