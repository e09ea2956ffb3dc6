"""Builds that meet each other, repeat each other, or are killed: the published file is whole at every moment."""

import random
import shutil
import time
from pathlib import Path

import duckdb
import pytest
from harness import SAMPLE, Hedui

KILLS = 4
SEED = 20231016
# What may differ between two builds of one input: the build itself, and the life of findings.
VOLATILE = {"first_seen_at", "last_seen_at", "state"}


def contents(home: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table that one input determines."""
    with duckdb.connect(home / "hedui.duckdb", read_only=True) as connection:
        tables = connection.execute(
            "select schema_name, table_name from duckdb_tables() where schema_name <> 'meta' order by all"
        ).fetchall()
        rows = {}
        for schema, table in tables:
            columns = connection.execute(
                "select column_name from duckdb_columns() where schema_name = ? and table_name = ?", [schema, table]
            ).fetchall()
            kept = ", ".join(f'"{name}"' for (name,) in columns if name not in VOLATILE)
            rows[f"{schema}.{table}"] = connection.execute(f"select {kept} from {schema}.{table}").fetchall()
        return rows


@pytest.fixture(scope="module")
def rebuilt(sample: Hedui, tmp_path_factory: pytest.TempPathFactory) -> Hedui:
    """A copy of the sample's home, for tests that build in it."""
    home = tmp_path_factory.mktemp("rebuilt") / "home"
    shutil.copytree(sample.home, home)
    return Hedui(home)


def test_a_second_build_reads_nothing_again_and_gives_the_same_tables(sample: Hedui, rebuilt: Hedui) -> None:
    out = rebuilt.run("build").stdout
    assert "0 read anew" in out
    assert contents(rebuilt.home) == contents(sample.home)


def test_a_build_from_nothing_gives_the_same_tables(sample: Hedui, tmp_path: Path) -> None:
    hedui = Hedui(tmp_path)
    hedui.run("build", SAMPLE)
    assert contents(hedui.home) == contents(sample.home)


def test_of_two_builds_at_once_one_is_told_who_holds_the_lock(rebuilt: Hedui) -> None:
    builds = [rebuilt.start("build") for _ in range(2)]
    outcomes = [(build.communicate()[1], build.returncode, build.pid) for build in builds]
    (refused,) = [error for error, code, _ in outcomes if code == 1]
    (winner,) = [pid for _, code, pid in outcomes if code == 0]
    assert f"process {winner}" in refused


def test_a_killed_build_leaves_the_published_file_and_frees_the_way(sample: Hedui, rebuilt: Hedui) -> None:
    expected = contents(sample.home)
    started = time.monotonic()
    rebuilt.run("build")
    duration = time.monotonic() - started
    moments = random.Random(SEED)
    for _ in range(KILLS):
        build = rebuilt.start("build")
        time.sleep(moments.uniform(0.2, 0.95) * duration)
        build.kill()
        build.communicate()
        assert contents(rebuilt.home) == expected
    rebuilt.run("build")
    assert contents(rebuilt.home) == expected
