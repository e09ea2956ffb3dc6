"""Dagster's history on disk: written together while a build runs, whole when it ends."""

import sqlite3
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from pipelines.instance import kept_open


def test_the_log_of_a_database_is_written_back_once(tmp_path: Path) -> None:
    file, log = tmp_path / "runs.db", tmp_path / "runs.db-wal"
    engine = create_engine(f"sqlite:///{file}", poolclass=NullPool)

    def store(statement: str) -> None:
        with engine.begin() as connection:
            connection.execute(text(statement))

    store("pragma journal_mode = wal")
    store("create table event (number integer)")
    assert not log.exists()
    with kept_open():
        for number in range(3):
            store(f"insert into event values ({number})")
            assert log.stat().st_size > 0
    assert not log.exists()
    store("insert into event values (3)")
    assert not log.exists()
    assert sqlite3.connect(file).execute("select count(*) from event").fetchall() == [(4,)]
