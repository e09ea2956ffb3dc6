"""A digest: what one build, one failure or one silence has to tell, before it takes the look of a channel.

Belongs here: the data, in both languages, and its form in the outbox. Does not belong here: what is news, or words.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from hedui.vocabulary.codes import Severity


class Language(StrEnum):
    """A language that messages are written in."""

    ZH = "zh"
    EN = "en"


class Topic(StrEnum):
    """What an address may want to be told of."""

    FINDINGS = "findings"
    FILES = "files"
    RUNS = "runs"
    LIFE = "life"


class News(StrEnum):
    """What is new about a finding or a file."""

    WORSE = "worse"
    NEW = "new"
    BACK = "back"
    RESOLVED = "resolved"
    REFUSED = "refused"


class NoticeKind(StrEnum):
    """What is told of the house itself."""

    FAILED = "failed"
    PAGES = "pages"
    RECOVERED = "recovered"
    STUCK = "stuck"
    LATE = "late"
    ALIVE = "alive"
    TEST = "test"


TROUBLES = (NoticeKind.FAILED, NoticeKind.PAGES, NoticeKind.STUCK, NoticeKind.LATE)


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a document with one figure in it, in its parts, so that the figure can be marked.

    Attributes:
        document: how the document is named to people.
        before: the sentence before the figure.
        at: the figure as printed.
        after: the sentence behind it.
    """

    document: str
    before: str
    at: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is told: a finding, or a file that was refused.

    Attributes:
        news: what is new about it.
        item: id of the finding, or path of the file.
        severity: of the finding; None for a file.
        region: code of its place, ``""`` where that is unknown.
        what: the relation that does not hold by language, or what is the matter with the file.
        quotes: the sentence with the reported figure, then one of each other document.
        arithmetic: the lines of the explanation, by language.
        figure_id: the reported figure, for ``hedui trace``.
        build_id: the build it was seen in.
        also: figures of other findings with the same cause, as printed.
    """

    news: News
    item: str
    severity: Severity | None = None
    region: str = ""
    what: Mapping[Language, str] = field(default_factory=dict)
    quotes: tuple[Quote, ...] = ()
    arithmetic: Mapping[Language, str] = field(default_factory=dict)
    figure_id: str = ""
    build_id: str = ""
    also: tuple[str, ...] = ()

    @property
    def topic(self) -> Topic:
        """What it belongs to."""
        return Topic.FILES if self.news is News.REFUSED else Topic.FINDINGS


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told of the house, with the facts that its words name."""

    kind: NoticeKind
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def topic(self) -> Topic | None:
        """What it belongs to; None for what goes to every address."""
        match self.kind:
            case NoticeKind.TEST:
                return None
            case NoticeKind.ALIVE:
                return Topic.LIFE
            case _:
                return Topic.RUNS


@dataclass(frozen=True, slots=True)
class Digest:
    """What one event has to tell: a notice, entries in the order in which they deserve a person, or both.

    Attributes:
        event: what gave rise to it; of one event there is one digest.
        notice: what is told of the house.
        entries: what is told of findings and files.
        home: the folder whose news these are, for the commands that a message names.
        digest_id: the id under which it is sent, however often.
    """

    event: str
    notice: Notice | None = None
    entries: tuple[Entry, ...] = ()
    home: str = ""
    digest_id: str = ""

    def to_json(self) -> str:
        """Its form in the outbox."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Digest":
        """From its form in the outbox."""
        held = json.loads(text)
        notice = held["notice"] and Notice(NoticeKind(held["notice"]["kind"]), held["notice"]["facts"])
        return cls(**held | {"notice": notice, "entries": tuple(map(_entry, held["entries"]))})


def _entry(held: dict[str, Any]) -> Entry:
    return Entry(
        **held
        | {
            "news": News(held["news"]),
            "severity": held["severity"] and Severity(held["severity"]),
            "quotes": tuple(Quote(**quoted) for quoted in held["quotes"]),
            "also": tuple(held["also"]),
        }
    )
