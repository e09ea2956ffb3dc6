import hashlib
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from hedui.warehouse.building.build import BuildError, build
from hedui.warehouse.building.graph import Model, load_models
from hedui.warehouse.building.publish import publish
from hedui.warehouse.building.staging import StageMissing, write_stages
from hedui.warehouse.home import Home
from hedui.warehouse.tables import PUBLISHED_SCHEMAS, published_tables

MODELS = load_models()


def contents(file: Path) -> dict[str, str]:
    """A hash of each table's rows in their stored order."""
    with duckdb.connect(file, read_only=True) as connection:
        return {
            table.qualified_name: hashlib.sha256(
                repr(connection.execute(f"from {table.qualified_name}").fetchall()).encode()
            ).hexdigest()
            for table in published_tables()
        }


def with_sql(name: str, sql: str) -> list[Model]:
    return [
        Model(model.table, sql, (), model.path) if model.table.qualified_name == name else model for model in MODELS
    ]


def test_every_table_is_there_with_its_rows_and_comments(home: Home) -> None:
    seen: list[str] = []

    built = build(home, MODELS, seen.append)

    assert built.row_counts["core.fact_figure"] == 3
    assert built.row_counts["marts.finding"] == 1
    assert set(built.row_counts) == {table.qualified_name for table in published_tables()}
    assert seen == list(built.row_counts)
    with duckdb.connect(home.next, read_only=True) as connection:
        schemas = "select distinct schema_name from duckdb_tables() order by all"
        assert [row[0] for row in connection.execute(schemas).fetchall()] == sorted(PUBLISHED_SCHEMAS)
        [(comment,)] = connection.execute(
            "select comment from duckdb_columns() where table_name = 'fact_figure' and column_name = 'unit_printed'"
        ).fetchall()
        assert comment == "所印单位：含量级 | Unit as printed: Scale included"


def test_the_same_rows_give_the_same_tables_in_any_order(home: Home, stages: Mapping[str, pa.Table]) -> None:
    build(home, MODELS)
    first = contents(home.next)
    write_stages(
        home, {name: pa.Table.from_pylist(table.to_pylist()[::-1], table.schema) for name, table in stages.items()}
    )
    build(home, MODELS)
    assert contents(home.next) == first


def test_no_log_is_left_beside_the_file(home: Home) -> None:
    build(home, MODELS)
    assert [path.name for path in home.staging.iterdir() if "duckdb" in path.name] == [home.next.name]


def test_what_an_earlier_build_left_is_replaced(home: Home) -> None:
    home.next.write_bytes(b"half a file")
    home.next.with_name(home.next.name + ".wal").write_bytes(b"half a log")
    assert build(home, MODELS).row_counts["meta.build"] == 1


@pytest.mark.parametrize(
    ("sql", "problem"),
    [
        ("select nonsense from stage.figure", "nonsense"),
        ("select 1 as figure_id", "differ in columns"),
        ("select * replace ('x' as value) from core.fact_figure", "x"),
    ],
)
def test_a_failing_file_is_named_and_nothing_is_left(home: Home, sql: str, problem: str) -> None:
    with pytest.raises(BuildError, match=problem) as caught:
        build(home, with_sql("core.fact_observation", sql))
    assert "fact_observation.sql" in caught.value.problem
    assert not home.next.exists()


def test_a_key_given_twice_stops_the_build(home: Home) -> None:
    twice = "from stage.document_text union all from stage.document_text"
    with pytest.raises(BuildError, match=r"document_text\.sql"):
        build(home, with_sql("core.document_text", twice))
    assert not home.next.exists()


def test_a_missing_stage_is_named(home: Home) -> None:
    home.stage("figure").unlink()
    with pytest.raises(StageMissing, match="stage table figure is missing"):
        build(home, MODELS)


def test_a_full_disk_leaves_yesterdays_file(home: Home) -> None:
    build(home, MODELS)
    publish(home)
    published = home.published.read_bytes()

    # the kernel refuses to let any file grow beyond the limit, as a full disk would
    script = """
import resource, signal, sys
from pathlib import Path
from hedui.warehouse.building.build import BuildError, build
from hedui.warehouse.building.graph import load_models
from hedui.warehouse.home import Home
models = load_models()
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    build(Home(Path(sys.argv[1])), models)
except BuildError as error:
    print(error.advice)
"""
    done = subprocess.run([sys.executable, "-c", script, home.root], capture_output=True, text=True, timeout=60)
    assert "space" in done.stdout, done.stderr
    assert not home.next.exists()
    assert home.published.read_bytes() == published
