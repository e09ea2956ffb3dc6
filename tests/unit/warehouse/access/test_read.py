from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from hedui.warehouse.access.read import (
    NotPublished,
    QueryError,
    UnknownFigure,
    Warehouse,
    finding_history,
    open_warehouse,
)
from hedui.warehouse.building.build import build
from hedui.warehouse.building.graph import load_models
from hedui.warehouse.building.publish import publish
from hedui.warehouse.building.records import build_to_arrow
from hedui.warehouse.building.staging import write_stages
from hedui.warehouse.errors import WarehouseError
from hedui.warehouse.home import Home

MODELS = load_models()
LATER = datetime(2024, 1, 2)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, stages: Mapping[str, pa.Table]) -> Home:
    """A published home that is only read."""
    home = Home(tmp_path_factory.mktemp("published"))
    write_stages(home, stages)
    build(home, MODELS)
    publish(home)
    return home


@pytest.fixture
def warehouse(published: Home) -> Iterator[Warehouse]:
    with open_warehouse(published.root) as opened:
        yield opened


def test_checks_and_findings_are_selected(warehouse: Warehouse) -> None:
    [check] = warehouse.checks(verdict="conflict", relation="repeated_figure", severity="high").to_pylist()
    assert (check["check_id"], check["file_name"], check["text"]) == ("c1", "aaaa.txt", "12吨")
    assert warehouse.checks(verdict="exact").num_rows == 0
    assert warehouse.checks(relation="share").num_rows == 0
    assert warehouse.checks(severity="low").num_rows == 0
    [finding] = warehouse.findings(severity="high").to_pylist()
    assert (finding["finding_id"], finding["state"]) == ("c1", "new")
    assert warehouse.findings(relation="share").num_rows == 0


def test_trace_shows_the_figure_in_its_sentence(warehouse: Warehouse) -> None:
    trace = warehouse.trace("aaaa-1")
    assert trace.sentence_parts == ("处置污泥", "12吨", "。")
    assert trace.path == "/r/aaaa.txt"
    assert trace.document["title"] == "aaaa"
    assert [(row["check_id"], row["part"]) for row in trace.checks.to_pylist()] == [("c1", "other")]
    with pytest.raises(UnknownFigure, match="no figure nowhere"):
        warehouse.trace("nowhere")


def test_queries_take_parameters_and_never_write(warehouse: Warehouse) -> None:
    assert warehouse.query("select ? + 1 as x", [1]).to_pylist() == [{"x": 2}]
    assert warehouse.query("select 1 as x").to_pandas()["x"].tolist() == [1]
    with pytest.raises(QueryError, match="read-only"):
        warehouse.query("delete from core.fact_figure")
    with pytest.raises(QueryError, match="no_such_table"):
        warehouse.query("from no_such_table")


def test_a_large_result_comes_in_batches(warehouse: Warehouse) -> None:
    batches = list(warehouse.stream("select range as n from range(?)", [25_000]))
    assert sum(batch.num_rows for batch in batches) == 25_000
    assert max(batch.num_rows for batch in batches) < 25_000
    with pytest.raises(QueryError, match="no_such_table"):
        warehouse.stream("from no_such_table")


@pytest.mark.parametrize(
    "sql",
    [
        "from read_csv('/etc/passwd')",
        "from '/etc/hostname'",
        "from glob('/*')",
        "copy core.fact_figure to '{file}'",
        "attach '{file}'",
        "export database '{file}'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "from 'https://example.org/a.csv'",
        "from local_rows",
    ],
)
def test_no_query_reaches_out_of_its_file(warehouse: Warehouse, tmp_path: Path, sql: str) -> None:
    local_rows = pa.table({"secret": [1]})
    assert local_rows.num_rows
    file = tmp_path / "out"
    with pytest.raises(QueryError):
        warehouse.query(sql.format(file=file))
    assert not file.exists()


def test_two_readers_of_one_process_share_the_file(warehouse: Warehouse, published: Home) -> None:
    with open_warehouse(published.root) as other, duckdb.connect(published.published, read_only=True) as plain:
        assert other.build() == warehouse.build()
        assert plain.execute("select count(*) from core.fact_figure").fetchall() == [(3,)]


def test_series_by_id_label_and_place(home: Home, stages: Mapping[str, pa.Table]) -> None:
    mapping = stages["figure_mapping"]
    indicator, label, unit = next(
        (row["indicator_id"], row["label_zh"], row["unit"])
        for row in stages["indicator"].to_pylist()
        if row["quantity_kind"] == "mass"
    )
    assert unit == "t"
    columns = {"indicator_id": [indicator, None, indicator], "region_id": ["410100"] * 3}
    for name, values in columns.items():
        mapping = mapping.set_column(mapping.schema.get_field_index(name), mapping.schema.field(name), [values])
    write_stages(home, {"figure_mapping": mapping})
    build(home, MODELS)
    publish(home)

    with open_warehouse(home.root) as warehouse:
        [by_id] = warehouse.series(indicator).to_pylist()
        assert (by_id["value"], by_id["source_count"], by_id["region"]) == (12, 2, "郑州市")
        assert by_id in warehouse.series(label, "郑州市").to_pylist()
        assert by_id in warehouse.series(label, "410100").to_pylist()
        assert warehouse.series(indicator, "北京市").num_rows == 0


def test_history_is_what_was_published_last(home: Home) -> None:
    assert finding_history(home).num_rows == 0
    build(home, MODELS)
    publish(home)
    write_stages(home, {"finding_history": finding_history(home)})
    write_stages(home, {"build": build_to_arrow("b2", LATER, "0.1.0", "v")})
    build(home, MODELS)
    publish(home)

    with open_warehouse(home.root) as warehouse:
        assert warehouse.build()["build_id"] == "b2"
        [finding] = warehouse.findings().to_pylist()
    assert finding["state"] == "open"
    assert finding["first_seen_at"] < finding["last_seen_at"] == LATER


def test_columns_of_one_name_are_told_apart(warehouse: Warehouse) -> None:
    table = warehouse.query("select 1 as a, 2 as a, 3 as a_1, 4 as a")
    assert table.to_pylist() == [{"a": 1, "a_2": 2, "a_1": 3, "a_3": 4}]


def test_history_of_another_version_starts_anew(home: Home) -> None:
    with duckdb.connect(home.published) as connection:
        connection.execute("create schema marts")
        connection.execute("create table marts.finding as select 'c1' as finding_id")
    assert finding_history(home).num_rows == 0


def test_what_cannot_be_opened_is_said_why(home: Home) -> None:
    with pytest.raises(NotPublished, match="make warehouse"):
        open_warehouse(home.root)
    home.published.write_bytes(b"not a database file at all")
    with pytest.raises(WarehouseError, match="cannot be opened"):
        open_warehouse(home.root)
