"""A warehouse of a few reports, built in this process by the stages alone: no Dagster, no contracts."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from hedui.figures.misreadings import Misreading
from hedui.shipped import VOCABULARY_DIR
from hedui.vocabulary.load import load_vocabulary
from hedui.warehouse.access.read import finding_history
from hedui.warehouse.access.waivers import Waiver, waivers_to_arrow
from hedui.warehouse.building.build import build
from hedui.warehouse.building.graph import load_models
from hedui.warehouse.building.publish import publish
from hedui.warehouse.building.readings import read_reports
from hedui.warehouse.building.records import (
    build_to_arrow,
    figures_from_arrow,
    metadata_from_arrow,
    refusals_to_arrow,
    tasks_from_arrow,
    vocabulary_to_arrow,
)
from hedui.warehouse.building.scan import scan
from hedui.warehouse.building.stages import map_documents, reconcile_documents, with_corrections
from hedui.warehouse.building.staging import write_stages
from hedui.warehouse.home import Home
from hedui.warehouse.tables import stage_tables
from hedui.warehouse.tables.arrow import empty


def build_reports(
    home: Home,
    reports: Path,
    build_id: str,
    keep: int = 14,
    waivers: Sequence[Waiver] = (),
    misreadings: Sequence[Misreading] = (),
) -> None:
    """Build and publish the warehouse of the reports below a folder."""
    vocabulary = load_vocabulary()
    home.staging.mkdir(parents=True, exist_ok=True)
    read = with_corrections(read_reports(scan([reports]), home, VOCABULARY_DIR).tables, misreadings)
    mapped = map_documents(read, vocabulary, misreadings)
    figures = figures_from_arrow(read["figure"], mapped.tables["figure_mapping"])
    unmapped = {refusal.document_id for refusal in mapped.refusals}
    metadata = metadata_from_arrow(read["document"])
    tasks = tasks_from_arrow(read["task"], read["task_measure"])
    done = reconcile_documents(
        figures, {name: own for name, own in metadata.items() if name not in unmapped}, vocabulary, tasks
    )
    write_stages(
        home,
        {
            **{table.name: empty(table) for table in stage_tables()},
            **read,
            **vocabulary_to_arrow(vocabulary),
            **mapped.tables,
            **done.tables,
            "refusal": refusals_to_arrow((*mapped.refusals, *done.refusals)),
            "finding_history": finding_history(home),
            "waiver": waivers_to_arrow(waivers),
            "build": build_to_arrow(build_id, datetime(2024, 1, 1), "0.1.0", vocabulary.version),
        },
    )
    build(home, load_models())
    publish(home, keep)
