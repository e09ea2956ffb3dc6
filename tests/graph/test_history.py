"""Dagster's history on disk: written together while a build runs, whole when it ends."""

import hashlib
import shutil
import sqlite3
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import pytest
from harness import REPOSITORY, SAMPLE, Hedui
from postgres_server import running_postgres
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from hedui.alerts.outbox import Outbox
from hedui.settings import load_settings
from hedui.shipped import INSTANCE_FILE
from pipelines.instance import instance_environment, kept_open
from pipelines.jobs import BUILD_JOB
from pipelines.left_runs import fail_left_runs
from pipelines.pruning import KEPT, prune_runs
from pipelines.run import HistoryFailed, history, run_build
from pipelines.runs import recent_runs
from pipelines.watch import look


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


def test_an_operators_own_instance_is_kept_and_ours_is_renewed(tmp_path: Path) -> None:
    settings = load_settings(home=tmp_path, environ={})
    file = tmp_path / "dagster" / "dagster.yaml"
    instance_environment(settings)
    assert file.read_bytes() == INSTANCE_FILE.read_bytes()
    ours = b"# The Dagster instance of a home. As an earlier version shipped it."
    file.write_bytes(ours)
    file.with_name(".dagster.yaml.sha256").write_text(hashlib.sha256(ours).hexdigest())
    instance_environment(settings)
    assert file.read_bytes() == INSTANCE_FILE.read_bytes()
    for theirs in (INSTANCE_FILE.read_bytes() + b"# and ours", b"storage: {}"):
        file.write_bytes(theirs)
        instance_environment(settings)
        assert file.read_bytes() == theirs


def test_the_history_may_lie_on_postgres(sample: Hedui, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build, the daemon's look and its end, with Dagster's history on a server."""
    monkeypatch.setenv("DAGSTER_HOME", "")  # the run names its own, which must not outlive this test
    home = tmp_path / "home"
    for name in ("hedui.duckdb", "inputs.json", "reports.txt"):
        home.mkdir(exist_ok=True)
        shutil.copy(sample.home / name, home / name)
    (home / "dagster").mkdir()
    shutil.copy(REPOSITORY / "deploy" / "dagster.postgres.yaml", home / "dagster" / "dagster.yaml")
    settings = load_settings(home=home, environ={})
    with running_postgres() as address:
        monkeypatch.setenv("DAGSTER_PG_URL", address.replace("+psycopg:", "+psycopg2:"))
        run_build(settings)
        with history(settings) as instance, Outbox(home, (), time.time()) as outbox:
            [run] = recent_runs(instance, 5)
            look(instance, outbox, settings, datetime.now(UTC))
            assert run.is_good
            assert fail_left_runs(instance) == []
        assert not list((home / "dagster").rglob("*.db"))
    assert "hedui_last_run_ok 1" in (home / "metrics.prom").read_text(encoding="utf-8")


def test_old_runs_are_forgotten_but_not_the_last_that_ended_well(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    with dg.DagsterInstance.ephemeral() as instance:
        for status in (dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.STARTED):
            run = instance.add_run(dg.DagsterRun(job_name=BUILD_JOB, status=status))
            (tmp_path / "storage" / run.run_id).mkdir(parents=True)
        assert prune_runs(instance, tmp_path, now + KEPT - timedelta(hours=1)) == 0
        assert prune_runs(instance, tmp_path, now + KEPT + timedelta(hours=1)) == 1
        left = {record.dagster_run.status.value for record in instance.get_run_records()}
        assert left == {"SUCCESS", "STARTED"}
    assert len(list((tmp_path / "storage").iterdir())) == 2
