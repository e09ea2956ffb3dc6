"""Dagster's history on disk: written together while a build runs, whole when it ends."""

import sqlite3
from pathlib import Path

import pytest
from harness import SAMPLE
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from hedui.settings import load_settings
from pipelines.instance import kept_open
from pipelines.run import HistoryFailed, run_build


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


def test_a_history_that_cannot_be_used_is_named_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DAGSTER_HOME", "")  # the run names its own, which must not outlive this test
    history = tmp_path / "home" / "dagster" / "history"
    history.mkdir(parents=True)
    (history / "runs.db").write_bytes(b"no database at all, but long enough to look like one" * 40)
    settings = load_settings(home=tmp_path / "home", reports=[SAMPLE], environ={})
    with pytest.raises(HistoryFailed, match=r"home/dagster cannot be used .*remove it"):
        run_build(settings)
