"""The asset graph, compared with a stored picture of it and with the SQL files.

`python tests/graph/test_graph.py > tests/graph/graph.txt` draws the picture anew.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from assets.tables import table_key
from hedui.warehouse.building.graph import Model, load_models
from hedui.warehouse.tables import TABLES, published_tables
from pipelines.definitions import defs

PICTURE = Path(__file__).with_name("graph.txt")
REPOSITORY = defs.get_repository_def()
GRAPH = REPOSITORY.asset_graph


def picture() -> Iterator[str]:
    """Assets by group with what each is made from, checks, jobs, schedules, sensors: a line each."""
    for group in ("documents", "figures", "facts", "reconciliation", "marts", "publication"):
        yield f"group {group}"
        for node in sorted(GRAPH.asset_nodes, key=lambda node: node.key):
            if node.group_name == group:
                kinds = ", ".join(sorted(node.kinds))
                sources = ", ".join(key.to_user_string() for key in sorted(node.parent_keys))
                yield f"  {node.key.to_user_string()} [{kinds}]{' <- ' if sources else ''}{sources}"
    for key in sorted(GRAPH.asset_check_keys, key=str):
        blocking = "blocking " if GRAPH.get_check_spec(key).blocking else ""
        yield f"{blocking}check {key.asset_key.to_user_string()}: {key.name}"
    for job in sorted(REPOSITORY.get_all_jobs(), key=lambda job: job.name):
        if not job.name.startswith("__"):
            yield f"job {job.name}: {len(job.asset_layer.selected_asset_keys)} assets"
    for schedule in REPOSITORY.schedule_defs:
        status = schedule.default_status.value
        yield f"schedule {schedule.name}: {schedule.cron_schedule} {schedule.execution_timezone} {status}"
    for sensor in sorted(REPOSITORY.sensor_defs, key=lambda sensor: sensor.name):
        status = sensor.default_status.value
        yield f"sensor {sensor.name}: {sensor.sensor_type.value} {status}, {sensor.minimum_interval_seconds} s"


def test_the_graph_is_as_drawn() -> None:
    assert "\n".join(picture()) == PICTURE.read_text(encoding="utf-8").rstrip("\n"), "see the head of this file"


@pytest.mark.parametrize("model", load_models(), ids=lambda model: model.table.qualified_name)
def test_an_asset_is_made_from_what_its_sql_reads(model: Model) -> None:
    sql = re.sub(r"--.*", "", model.sql)
    read = set(re.findall(r"\b(?:stage|core|marts|meta)\.\w+", sql)) & TABLES.keys()
    assert GRAPH.get(table_key(model.table.qualified_name)).parent_keys == {table_key(name) for name in read}


def test_every_declared_table_is_an_asset() -> None:
    keys = {key.to_user_string().replace("/", ".") for key in GRAPH.materializable_asset_keys}
    assert keys == {*TABLES, "published", "site"}


def test_publication_waits_for_every_contract() -> None:
    checked = {key.asset_key for key in GRAPH.asset_check_keys if GRAPH.get_check_spec(key).blocking}
    assert checked == {table_key(table.qualified_name) for table in published_tables()}
    assert GRAPH.get(dg.AssetKey("published")).parent_keys == checked


def test_the_job_makes_everything() -> None:
    job = defs.resolve_job_def("build_warehouse")
    assert job.asset_layer.selected_asset_keys == GRAPH.materializable_asset_keys
    assert job.asset_layer.asset_graph.asset_check_keys == GRAPH.asset_check_keys


if __name__ == "__main__":
    print("\n".join(picture()))
