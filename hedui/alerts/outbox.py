"""The outbox of a home: which digests there are, whom each reached, and what was told of findings, files and troubles.

A digest and the memory of what it tells are stored in one transaction: after a crash both are there or neither is, so
that nothing is told twice and nothing is lost. The addresses are known by keys; their URLs are not stored.

Belongs here: the file and its transactions. Does not belong here: what is news, or sending.
"""

import os
import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from hedui.alerts.address import Address
from hedui.alerts.digest import Digest, Notice, NoticeKind
from hedui.alerts.news import Build, Told, read_build
from hedui.alerts.render import chosen
from hedui.vocabulary.codes import FindingState, Severity
from hedui.warehouse.errors import WarehouseError
from hedui.warehouse.home import Home

FILE = "alerts.sqlite"
KEPT_DAYS = 90  # of digests that need nothing any more
PATIENCE = 30.0  # seconds for another process to end its transaction

# Seconds between the attempts at one delivery; after the last it is given up, until a person asks for it again.
BACK_OFF = (2, 10, 60, 300, 1_800, 7_200, 21_600, 43_200, 86_400, 86_400)

_SCHEMA = """
    create table digest (digest_id text primary key, event text not null unique, made_at real not null,
        content text not null);
    create table address (key text primary key, since real not null);
    create table delivery (digest_id text not null references digest, key text not null, state text not null,
        attempts integer not null default 0, due_at real not null, problem text not null default '', sent_at real,
        primary key (digest_id, key));
    create table finding (finding_id text primary key, severity text not null, state text not null);
    create table refused_file (path text primary key, problem text not null);
    create table trouble (event text primary key, kind text not null, since text not null, moment real not null);
    create table fact (name text primary key, value text not null);
"""

_BEGUN, _TOLD = "begun at", "told"
PENDING, SENT, GIVEN_UP, UNWANTED = STATES = ("pending", "sent", "given up", "unwanted")


class OutboxError(WarehouseError):
    """The outbox cannot be used."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A digest on its way to an address.

    Attributes:
        digest: the digest, of which the address gets what it asked for.
        key: the address's key.
        state: pending, sent, given up, or unwanted where the address asked for nothing of it.
        attempts: how often it was tried.
        due_at: when it is to be tried next, in seconds since 1970.
        problem: why the last attempt failed.
        made_at: when the digest was made.
    """

    digest: Digest
    key: str
    state: str
    attempts: int
    due_at: float
    problem: str
    made_at: float


class Outbox:
    """The outbox of one home; made when it is first opened, from then on everything new is told.

    Args:
        home: the warehouse's folder.
        addresses: where digests go; each gets those made since it was first named.
        now: seconds since 1970.
    """

    def __init__(self, home: Path, addresses: Sequence[Address], now: float) -> None:
        self.home, self.addresses = home, addresses
        file = home / FILE
        try:
            home.mkdir(parents=True, exist_ok=True)
            self._connection = _opened(file, now)
            self._prepare(now)
        except (OSError, sqlite3.Error) as error:
            raise OutboxError(
                f"{file} cannot be used ({error})", "Free space on its disk, or mend its rights."
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def add(self, event: str, now: float, notice: Notice, *, opens_at: float | None = None) -> bool:
        """Store a digest on the house itself.

        Args:
            event: what gave rise to it.
            now: seconds since 1970.
            notice: what it tells.
            opens_at: when the trouble began that it tells of, whose end is told, too; None for no trouble.

        Returns:
            Whether it is new: of one event there is one digest.
        """
        with self._transaction():
            is_new = self._store(Digest(event, notice), now)
            if is_new and opens_at is not None:
                since = notice.facts.get("since") or notice.facts.get("at", "")
                self._connection.execute(
                    "insert into trouble values (?, ?, ?, ?)", (event, notice.kind, since, opens_at)
                )
            return is_new

    def recover(self, event: str, at: str, ended_at: float, now: float) -> bool:
        """Tell that a run that ended well at a moment ended the troubles before it; whether there were any."""
        with self._transaction():
            troubles = self._rows("select kind, since from trouble where moment < ? order by moment, event", ended_at)
            if not troubles:
                return False
            kind, since = troubles[0]
            notice = Notice(NoticeKind.RECOVERED, {"at": at, "since": since, "trouble": kind})
            self._connection.execute("delete from trouble where moment < ?", (ended_at,))
            return self._store(Digest(event, notice), now)

    def tell_build(self, now: float) -> bool:
        """Store a digest on what the published build says that was not told; whether there is such a thing.

        Raises:
            WarehouseError: nothing was published, or the file cannot be read.
        """
        published = _stamp(Home(self.home).published)
        if published and self.fact(_TOLD) == published:  # looked at before: a look costs next to nothing
            return False
        with self._transaction():
            findings = {
                finding_id: Told(Severity(severity), FindingState(state))
                for finding_id, severity, state in self._rows("select finding_id, severity, state from finding")
            }
            build = read_build(self.home, findings, dict(self._rows("select path, problem from refused_file")))
            self._remember(build)
            self._connection.execute("insert or replace into fact values (?, ?)", (_TOLD, published))
            return bool(build.entries) and self._store(Digest(f"build {build.build_id}", None, build.entries), now)

    @property
    def begun_at(self) -> float:
        """When the outbox was made: of what was before it, nothing is told."""
        return float(self.fact(_BEGUN))

    def fact(self, name: str) -> str:
        """A fact that was kept; ``""`` where none was."""
        return next((value for (value,) in self._rows("select value from fact where name = ?", name)), "")

    def keep_fact(self, name: str, value: str) -> None:
        """Keep a fact from one look at the runs to the next."""
        with self._transaction():
            self._connection.execute("insert or replace into fact values (?, ?)", (name, value))

    def deliveries(self, states: Iterable[str], now: float) -> list[Delivery]:
        """Deliveries in these states to the addresses of now, the earliest first; those of new digests are begun."""
        with self._transaction():
            self._begin_deliveries(now)
        wanted = set(states)
        keys = {address.key for address in self.addresses}
        rows = self._rows(
            "select content, digest_id, key, state, attempts, due_at, problem, made_at from delivery "
            "join digest using (digest_id) order by made_at, digest.rowid, key"
        )
        return [
            Delivery(self._read(content, digest_id), key, state, *rest)
            for content, digest_id, key, state, *rest in rows
            if state in wanted and key in keys
        ]

    def begin_attempt(self, delivery: Delivery, now: float) -> None:
        """Note that an attempt is made, before it is: one that is killed counts, and waits as one that failed."""
        wait = BACK_OFF[min(delivery.attempts, len(BACK_OFF) - 1)]
        self._set(delivery, "attempts = attempts + 1, due_at = ?", now + wait)

    def end_attempt(self, delivery: Delivery, now: float, problem: str) -> None:
        """Note how an attempt ended: ``problem`` is ``""`` where it was taken."""
        if not problem:
            self._set(delivery, "state = ?, problem = '', sent_at = ?", SENT, now)
        elif delivery.attempts >= len(BACK_OFF):
            self._set(delivery, "state = ?, problem = ?", GIVEN_UP, problem)
        else:
            self._set(delivery, "problem = ?", problem)

    def again(self, delivery: Delivery) -> None:
        """Have a delivery tried anew from the beginning, at once."""
        self._set(delivery, "state = ?, attempts = 0, due_at = 0", PENDING)

    def _prepare(self, now: float) -> None:
        """Register addresses that are named for the first time, and drop what is old and needs nothing."""
        with self._transaction():
            self._connection.execute("insert or ignore into fact values (?, ?)", (_BEGUN, str(now)))
            for address in self.addresses:
                self._connection.execute("insert or ignore into address values (?, ?)", (address.key, now))
            old = "made_at < ? and digest_id not in (select digest_id from delivery where state = ?)"
            parameters = (now - KEPT_DAYS * 86_400, PENDING)
            self._connection.execute(
                f"delete from delivery where digest_id in (select digest_id from digest where {old})", parameters
            )
            self._connection.execute(f"delete from digest where {old}", parameters)

    def _begin_deliveries(self, now: float) -> None:
        """A delivery of each digest to each address that was named when it was made."""
        for address in self.addresses:
            missing = self._rows(
                "select digest_id, content from digest where made_at >= (select since from address where key = ?) "
                "and not exists (select 1 from delivery where delivery.digest_id = digest.digest_id and key = ?)",
                address.key,
                address.key,
            )
            for digest_id, content in missing:
                state = PENDING if chosen(self._read(content, digest_id), address) else UNWANTED
                self._connection.execute(
                    "insert into delivery (digest_id, key, state, due_at) values (?, ?, ?, ?)",
                    (digest_id, address.key, state, now),
                )

    def _store(self, digest: Digest, now: float) -> bool:
        row = (uuid.uuid4().hex[:12], digest.event, now, digest.to_json())
        return self._connection.execute("insert or ignore into digest values (?, ?, ?, ?)", row).rowcount > 0

    def _remember(self, build: Build) -> None:
        _remember_findings(self._connection, build.findings)
        self._connection.execute("delete from refused_file")
        self._connection.executemany("insert into refused_file values (?, ?)", build.files.items())

    def _read(self, content: str, digest_id: str) -> Digest:
        return replace(Digest.from_json(content), digest_id=digest_id, home=str(self.home))

    def _set(self, delivery: Delivery, assignments: str, *values: object) -> None:
        with self._transaction():
            self._connection.execute(
                f"update delivery set {assignments} where digest_id = ? and key = ?",
                (*values, delivery.digest.digest_id, delivery.key),
            )

    def _rows(self, query: str, *parameters: object) -> list[tuple[Any, ...]]:
        return self._connection.execute(query, parameters).fetchall()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """One transaction, alone from its beginning on."""
        with _transaction(self._connection):
            yield


def _stamp(file: Path) -> str:
    """What tells a file from any other that was or will be published; ``""`` where there is none."""
    try:
        status = file.stat()
    except FileNotFoundError:
        return ""
    return f"{status.st_ino} {status.st_size} {status.st_mtime_ns}"


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("begin immediate")
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def _remember_findings(connection: sqlite3.Connection, findings: Mapping[str, Told]) -> None:
    connection.executemany(
        "insert or replace into finding values (?, ?, ?)",
        ((name, told.severity, told.state) for name, told in findings.items()),
    )


def _opened(file: Path, now: float) -> sqlite3.Connection:
    """The file's connection; a damaged file is set aside, and a new one begun with what is published as told."""
    try:
        return _connected(file)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):  # no damage: a full disk, no permission
            raise
        for part in (file, file.with_name(f"{file.name}-journal")):
            with suppress(FileNotFoundError):
                part.replace(part.with_name(f"damaged-{now:.0f}-{part.name}"))
        return _connected(file)


def _connected(file: Path) -> sqlite3.Connection:
    os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    connection = sqlite3.connect(file, timeout=PATIENCE, isolation_level=None)
    try:
        connection.execute("pragma synchronous = full")
        [(found,)] = connection.execute("pragma quick_check(1)").fetchall()
        if found != "ok":
            raise sqlite3.DatabaseError(found)
        with _transaction(connection):
            if not connection.execute("select 1 from sqlite_master where name = 'digest'").fetchall():
                for statement in _SCHEMA.split(";"):
                    connection.execute(statement)
                _remember_published(connection, file.parent)
        return connection
    except BaseException:
        connection.close()
        raise


def _remember_published(connection: sqlite3.Connection, home: Path) -> None:
    """What a build before the outbox said counts as told: nobody was to hear of it, or an earlier version told it."""
    with suppress(WarehouseError):
        build = read_build(home, {}, {})
        _remember_findings(connection, build.findings)
        connection.executemany("insert into refused_file values (?, ?)", build.files.items())
