import subprocess
import sys
import textwrap
from datetime import datetime
from pathlib import Path

import pytest

from hedui.warehouse.access.read import open_warehouse
from hedui.warehouse.building.build import build
from hedui.warehouse.building.graph import load_models
from hedui.warehouse.building.publish import build_lock, publish
from hedui.warehouse.building.records import build_to_arrow
from hedui.warehouse.building.snapshots import DamagedSnapshot, UnknownBuild, builds, find_build, find_pair, kept_builds
from hedui.warehouse.building.staging import write_stages
from hedui.warehouse.home import Home

MODELS = load_models()
READ = """
    import sys
    from pathlib import Path
    from hedui.warehouse.access.read import open_warehouse
    print("started", flush=True)
    answers = 0
    while not Path(sys.argv[1], "stop").exists():
        with open_warehouse(Path(sys.argv[1])) as warehouse:
            [[build]] = warehouse.query("select build_id from meta.build").to_pydict().values()
            [[documents]] = warehouse.query("select count(*) from core.dim_document").to_pydict().values()
            [[figures]] = warehouse.query("select count(*) from core.fact_figure").to_pydict().values()
            [row] = warehouse.query("select document_count, figure_count from meta.build").to_pylist()
            assert row == {"document_count": documents, "figure_count": figures}, (build, row)
        answers += 1
    print(answers)
"""


def build_named(home: Home, name: str, keep: int = 14) -> None:
    write_stages(home, {"build": build_to_arrow(name, datetime(2024, 1, 1), "0.1.0", "v")})
    build(home, MODELS)
    publish(home, keep)


def test_the_last_builds_are_kept_and_can_be_read(home: Home) -> None:
    for name in ("b1", "b2", "b3", "b4"):
        build_named(home, name, keep=3)
    assert list(kept_builds(home)) == ["b4", "b3", "b2"]
    assert builds(home)["build_id"].to_pylist() == ["b4", "b3", "b2"]
    assert sorted(path.name for path in home.snapshots.iterdir()) == ["b2.duckdb", "b3.duckdb", "b4.duckdb"]
    assert home.snapshot("b4").samefile(home.published)
    for name in kept_builds(home):
        with open_warehouse(home.root, name) as warehouse:
            assert warehouse.build()["build_id"] == name
    with open_warehouse(home.root) as warehouse:
        assert warehouse.build()["build_id"] == "b4"


def test_a_build_is_found_by_an_unambiguous_beginning(home: Home) -> None:
    for name in ("20240101T00", "20240102T00"):
        build_named(home, name)
    assert find_build(home, "20240102") == home.snapshot("20240102T00")
    for build_id, problem in (("2024", "2 builds begin with"), ("b9", "no build b9"), ("", "no build"), ("../x", "no")):
        with pytest.raises(UnknownBuild, match=problem):
            open_warehouse(home.root, build_id)


def test_two_builds_to_compare(home: Home) -> None:
    with pytest.raises(UnknownBuild, match="no build is kept"):
        find_pair(home, None, None)
    for name in ("b1", "b2", "b3"):
        build_named(home, name)
    b1, b2, b3 = map(home.snapshot, ("b1", "b2", "b3"))
    assert find_pair(home, None, None) == (b2, b3)
    assert find_pair(home, "b1", None) == (b1, b3)
    assert find_pair(home, "b1", "b2") == find_pair(home, None, "b2") == (b1, b2)
    with pytest.raises(UnknownBuild, match="no build before b1"):
        find_pair(home, None, "b1")


def test_a_file_published_before_snapshots_were_kept_is_kept_when_it_is_replaced(home: Home) -> None:
    build_named(home, "b1")
    home.snapshot("b1").unlink()
    assert list(kept_builds(home)) == ["b1"]
    build_named(home, "b2")
    assert list(kept_builds(home)) == ["b2", "b1"]


def test_without_second_names_a_copy_is_kept(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*paths: Path) -> None:
        raise PermissionError("this file system has no links")

    monkeypatch.setattr("os.link", refuse)
    build_named(home, "b1")
    assert not home.snapshot("b1").samefile(home.published)
    assert home.snapshot("b1").read_bytes() == home.published.read_bytes()


def test_a_damaged_snapshot_is_named_and_keeps_no_build_from_being_published(home: Home) -> None:
    build_named(home, "b1")
    home.snapshot("b1").unlink()
    home.snapshot("b1").write_bytes(b"not a database")
    build_named(home, "b2")
    with pytest.raises(DamagedSnapshot, match=r"b1\.duckdb cannot be read"):
        builds(home)


@pytest.mark.parametrize("damage", ["head", "middle", "cut"])
def test_a_damaged_published_file_is_set_aside_and_the_last_whole_build_restored(
    home: Home, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("b1", "b2"):
        build_named(home, name)
    whole = home.snapshot("b1").read_bytes()
    data = bytearray(home.published.read_bytes())
    middle = len(data) // 2
    spoilt = {
        "head": b"\0" * 4096 + data[4096:],
        "middle": data[:middle] + bytes(byte ^ 255 for byte in data[middle:]),
        "cut": data[:middle],
    }[damage]
    home.published.write_bytes(bytes(spoilt))  # the same file as its snapshot

    with build_lock(home):
        pass

    assert home.published.read_bytes() == whole
    assert list(kept_builds(home)) == ["b1"]
    [aside] = home.root.glob("damaged-*.duckdb")
    assert aside.read_bytes() == bytes(spoilt)
    [said] = caplog.messages
    assert aside.name in said and "build b1 is published again" in said


def test_where_no_build_is_whole_the_next_one_is_the_first(home: Home, caplog: pytest.LogCaptureFixture) -> None:
    build_named(home, "b1")
    home.published.write_bytes(b"not a database")
    with build_lock(home):
        assert not home.published.exists()
    assert "no earlier build is whole" in caplog.messages[0]
    build_named(home, "b2")
    assert list(kept_builds(home)) == ["b2"]


def test_a_whole_file_or_one_that_is_open_elsewhere_is_left_alone(home: Home) -> None:
    build_named(home, "b1")
    before = home.published.stat()
    opened = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print(1, flush=True); sys.stdin.read()"
    other = subprocess.Popen(
        [sys.executable, "-c", opened, home.published], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    other.stdout.readline()
    try:
        with build_lock(home):
            assert home.published.stat().st_ino == before.st_ino
    finally:
        other.communicate("")
    with build_lock(home):
        assert home.published.stat().st_ino == before.st_ino


def test_a_reader_in_a_loop_sees_whole_builds_only(home: Home) -> None:
    build_named(home, "b0")
    reader = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(READ), str(home.root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert reader.stdout is not None
    reader.stdout.readline()
    for number in range(1, 5):
        build_named(home, f"b{number}", keep=2)
    (home.root / "stop").touch()
    out, errors = reader.communicate(timeout=60)
    assert reader.returncode == 0, errors
    assert int(out) > 0
