"""The Dagster instance of a home: one history of runs for the command line, the user interface and the daemon."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager

from sqlalchemy import event
from sqlalchemy.engine import Engine

from hedui.settings import Settings
from hedui.shipped import INSTANCE_FILE


def instance_environment(settings: Settings) -> dict[str, str]:
    """Make the home's instance folder ready.

    Returns:
        The variables that have a process use it.
    """
    folder = settings.home / "dagster"
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / INSTANCE_FILE.name
    if not copy.exists() or copy.read_bytes() != INSTANCE_FILE.read_bytes():
        copy.write_bytes(INSTANCE_FILE.read_bytes())
    # the setting in dagster.yaml stops the recording, the variable the upload thread
    return {"DAGSTER_HOME": str(folder), "DAGSTER_DISABLE_TELEMETRY": "1"}


@contextmanager
def kept_open() -> Iterator[None]:
    """Spare the disk while the block runs: Dagster's history is flushed to it a few times, not thousands of times.

    Dagster connects anew for each of a run's hundreds of events, and SQLite writes its log back into the database when
    the last connection to it closes; so one more is kept to each. What a power cut may cost is the last events of a
    run, never a history that can be read (``synchronous`` in SQLite's documentation).
    """
    held: dict[str, sqlite3.Connection] = {}
    with ExitStack() as until_end:

        def keep(connection: sqlite3.Connection, _: object) -> None:
            connection.execute("pragma synchronous = normal")
            [(_, _, file)] = connection.execute("pragma database_list").fetchall()
            [(mode,)] = connection.execute("pragma journal_mode").fetchall()
            if file not in held and mode == "wal":
                held[file] = until_end.enter_context(closing(sqlite3.connect(file, check_same_thread=False)))
                held[file].execute("select 1 from sqlite_master").fetchall()  # it joins when it first reads

        event.listen(Engine, "connect", keep)
        until_end.callback(event.remove, Engine, "connect", keep)
        yield
