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
    """One task or item. ``targets`` holds the ``figure_id`` of each planned figure it states; ``start`` and ``end`` are
    indices into the text as read from the file."""

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
