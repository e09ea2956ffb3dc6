import subprocess
import sys
import textwrap
import time
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from hedui.warehouse.building.build import build
from hedui.warehouse.building.graph import load_models
from hedui.warehouse.building.publish import BuildLocked, PublishError, build_lock, lock_holder, publish
from hedui.warehouse.building.records import build_to_arrow
from hedui.warehouse.building.staging import write_stages
from hedui.warehouse.home import Home

MODELS = load_models()
HOLD = """
    import sys, time
    from pathlib import Path
    from hedui.warehouse.home import Home
    from hedui.warehouse.building.publish import build_lock
    with build_lock(Home(Path(sys.argv[1]))):
        print("held", flush=True)
        time.sleep(60)
"""
BUILD = """
    import sys
    from pathlib import Path
    from hedui.warehouse.building.build import build
    from hedui.warehouse.building.graph import load_models
    from hedui.warehouse.home import Home
    from hedui.warehouse.building.publish import build_lock, publish
    home = Home(Path(sys.argv[1]))
    models = load_models()
    with build_lock(home):
        print("started", flush=True)
        while True:
            build(home, models)
            publish(home)
"""


def start(script: str, home: Home) -> subprocess.Popen[str]:
    """A process that has said its first word."""
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), str(home.root)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    process.stdout.readline()
    return process


def kill(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def figures_in(file: Path) -> int:
    with duckdb.connect(file, read_only=True) as connection:
        [(count,)] = connection.execute("select count(*) from core.fact_figure").fetchall()
    return int(count)


def test_a_second_build_is_told_who_holds_the_lock(home: Home) -> None:
    process = start(HOLD, home)
    try:
        with pytest.raises(BuildLocked) as caught, build_lock(home):
            pass
        holder = lock_holder(home)
    finally:
        kill(process)
    assert holder is not None and caught.value.holder == holder
    assert holder.pid == process.pid
    assert f"process {process.pid} on {holder.host} since {holder.since}" in str(caught.value)


def test_a_killed_build_holds_no_lock_and_its_leftovers_go(home: Home) -> None:
    kill(start(HOLD, home))
    left = [home.next, home.staging / "figure.parquet.1.part", home.next.with_name(home.next.name + ".wal")]
    for path in left:
        path.write_bytes(b"half")

    assert lock_holder(home) is None
    with build_lock(home):
        assert not any(path.exists() for path in left)
        assert lock_holder(home) is not None
    assert lock_holder(home) is None


def test_no_one_builds_where_no_one_ever_did(tmp_path: Path) -> None:
    assert lock_holder(Home(tmp_path)) is None


def test_publishing_swaps_the_file_under_an_open_reader(home: Home) -> None:
    build(home, MODELS)
    publish(home)
    reader = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import duckdb, sys\n"
            "c = duckdb.connect(sys.argv[1], read_only=True)\n"
            "for _ in sys.stdin: print(c.execute('from meta.build').fetchall()[0][0], flush=True)",
            str(home.published),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert reader.stdin is not None and reader.stdout is not None

    def ask() -> str:
        print(file=reader.stdin, flush=True)
        return reader.stdout.readline().strip()  # type: ignore[union-attr]

    assert ask() == "b1"
    home.published.with_name(home.published.name + ".wal").write_bytes(b"left by someone who wrote to it")
    write_stages(home, {"build": build_to_arrow("b2", datetime(2024, 1, 2), "0.1.0", "v")})
    build(home, MODELS)
    publish(home)

    assert ask() == "b1"
    with duckdb.connect(home.published, read_only=True) as connection:
        assert connection.execute("select build_id from meta.build").fetchall() == [("b2",)]
    assert [path.name for path in home.root.iterdir() if "duckdb" in path.name] == ["hedui.duckdb"]
    reader.communicate("")
    assert reader.returncode == 0


def test_nothing_but_a_whole_file_is_published(home: Home) -> None:
    with pytest.raises(PublishError, match="there is no"):
        publish(home)
    build(home, MODELS)
    publish(home)

    home.next.write_bytes(b"not a database")
    with pytest.raises(PublishError, match="cannot be read"):
        publish(home)
    home.next.unlink()

    with duckdb.connect(home.next) as connection:
        connection.execute("create schema meta")
        connection.execute("create table meta.build as select 'b9' as build_id")
    with pytest.raises(PublishError, match=r"lacks core\.check_figure"):
        publish(home)

    build(home, MODELS)
    with duckdb.connect(home.next) as connection:
        connection.execute("delete from meta.build")
    with pytest.raises(PublishError, match=r"lacks its row in meta\.build"):
        publish(home)

    build(home, MODELS)
    home.next.with_name(home.next.name + ".wal").write_bytes(b"")
    with pytest.raises(PublishError, match="was not closed"):
        publish(home)

    assert figures_in(home.published) == 3


def test_a_build_killed_at_any_moment_leaves_the_published_file_readable(home: Home) -> None:
    build(home, MODELS)
    publish(home)
    for moment in (0.05, 0.2, 0.35):
        process = start(BUILD, home)
        time.sleep(moment)
        kill(process)
        assert figures_in(home.published) == 3
        with build_lock(home):
            build(home, MODELS)
            publish(home)
        assert figures_in(home.published) == 3
