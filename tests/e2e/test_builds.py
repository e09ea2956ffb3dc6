"""Builds that meet each other, repeat each other, or are killed: the published file is whole at every moment."""

import random
import shutil
import signal
import time
from pathlib import Path

import duckdb
import pytest
from harness import SAMPLE, Hedui

KILLS = 3
LONGEST_WAIT = 8  # seconds; a build takes about as long
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


def copy_of(hedui: Hedui, home: Path) -> Hedui:
    """The same home elsewhere, to build in."""
    shutil.copytree(hedui.home, home)
    return Hedui(home)


def test_of_two_builds_at_once_one_is_refused_and_the_other_reads_nothing_again(sample: Hedui, tmp_path: Path) -> None:
    hedui = copy_of(sample, tmp_path / "home")
    builds = [hedui.start("build", "--rebuild") for _ in range(2)]
    ended = [(*build.communicate(), build.returncode, build.pid) for build in builds]
    [(summary, _, _, winner)] = [end for end in ended if end[2] == 0]
    [(_, refusal, _, _)] = [end for end in ended if end[2] == 1]
    assert f"process {winner}" in refusal
    assert "0 read anew" in summary
    assert contents(hedui.home) == contents(sample.home)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_build_that_is_told_to_stop_says_so_in_one_line(
    sample: Hedui, tmp_path: Path, number: signal.Signals
) -> None:
    hedui = copy_of(sample, tmp_path / "home")
    shutil.rmtree(hedui.home / "cache")
    (hedui.home / "build.lock").unlink()
    build = hedui.start("build", "--rebuild")
    while not (hedui.home / "cache").exists() and build.poll() is None:  # it is reading
        time.sleep(0.05)
    build.send_signal(number)
    out, err = build.communicate()
    *stages, last = err.splitlines()
    assert (out, last) == ("", "hedui: stopped; what was published before still is")
    assert set(stages) <= {"starting", f"reading: 0 of {len(list(SAMPLE.iterdir()))}"}
    assert build.returncode == 128 + signal.SIGINT
    assert contents(hedui.home) == contents(sample.home)


def test_killed_builds_leave_the_published_file_and_free_the_way(sample: Hedui, tmp_path: Path) -> None:
    hedui = copy_of(sample, tmp_path / "home")
    shutil.rmtree(hedui.home / "cache")
    expected = contents(sample.home)
    moments = random.Random(SEED)
    for _ in range(KILLS):
        build = hedui.start("build", "--rebuild")
        time.sleep(moments.uniform(1, LONGEST_WAIT))
        build.kill()
        build.communicate()
        assert contents(hedui.home) == expected
    hedui.run("build", "--rebuild")
    assert contents(hedui.home) == expected
