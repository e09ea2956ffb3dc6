"""The Dagster instance of a home: one history of runs for the command line, the user interface and the daemon."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import Engine

from hedui.settings import Settings
from hedui.shipped import INSTANCE_FILE


def instance_environment(settings: Settings) -> dict[str, str]:
    """Make the home's instance folder ready; a ``dagster.yaml`` that somebody wrote or changed there is kept.

    Returns:
        The variables that have a process use it.
    """
    folder = settings.home / "dagster"
    folder.mkdir(parents=True, exist_ok=True)
    copy, note = folder / INSTANCE_FILE.name, folder / f".{INSTANCE_FILE.name}.sha256"
    shipped = INSTANCE_FILE.read_bytes()
    held = copy.read_bytes() if copy.exists() else b""
    if held != shipped and _is_ours(held, note):
        copy.write_bytes(shipped)
        held = shipped
    if held == shipped:
        note.write_text(_sha256(shipped), encoding="ascii")
    # the setting in dagster.yaml stops the recording, the variable the upload thread
    return {"DAGSTER_HOME": str(folder), "DAGSTER_DISABLE_TELEMETRY": "1"}


def _is_ours(held: bytes, note: Path) -> bool:
    """Whether a file is none, or as it was copied there; before there was a note, by its first line."""
    if note.exists():
        return not held or note.read_text(encoding="ascii") == _sha256(held)
    return not held or held.startswith(b"# The Dagster instance of a home.")


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@contextmanager
def kept_open() -> Iterator[None]:
    """Spare the disk while the block runs: Dagster's history is flushed to it a few times, not thousands of times.

    Dagster connects anew for each of a run's hundreds of events, and SQLite writes its log back into the database when
    the last connection to it closes; so one more is kept to each. What a power cut may cost is the last events of a
    run, never a history that can be read (``synchronous`` in SQLite's documentation).
    """
    held: dict[str, sqlite3.Connection] = {}
    with ExitStack() as until_end:

        def keep(connection: object, _: object) -> None:
            if not isinstance(connection, sqlite3.Connection):  # a server keeps itself
                return
            connection.execute("pragma synchronous = normal")
            [(_, _, file)] = connection.execute("pragma database_list").fetchall()
            [(mode,)] = connection.execute("pragma journal_mode").fetchall()
            if file not in held and mode == "wal":
                held[file] = until_end.enter_context(closing(sqlite3.connect(file, check_same_thread=False)))
                held[file].execute("select 1 from sqlite_master").fetchall()  # it joins when it first reads

        event.listen(Engine, "connect", keep)
        until_end.callback(event.remove, Engine, "connect", keep)
        yield
