"""A warehouse of a few reports, built in this process by the stages alone: no Dagster, no contracts."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from hedui.figures.mapping import candidates, map_figures
from hedui.reconciliation.engine import reconcile
from hedui.vocabulary.load import VOCABULARY_DIR, load_vocabulary
from hedui.warehouse.arrow import empty
from hedui.warehouse.build import build
from hedui.warehouse.graph import load_models
from hedui.warehouse.home import Home
from hedui.warehouse.publish import publish
from hedui.warehouse.read import finding_history
from hedui.warehouse.readings import read_reports
from hedui.warehouse.records import (
    build_to_arrow,
    candidates_to_arrow,
    figures_from_arrow,
    mapping_to_arrow,
    metadata_from_arrow,
    reconciliation_to_arrow,
    vocabulary_to_arrow,
)
from hedui.warehouse.scan import scan
from hedui.warehouse.staging import write_stages
from hedui.warehouse.tables import stage_tables
from hedui.warehouse.waivers import Waiver, waivers_to_arrow


def build_reports(home: Home, reports: Path, build_id: str, keep: int = 14, waivers: Sequence[Waiver] = ()) -> None:
    """Build and publish the warehouse of the reports below a folder."""
    vocabulary = load_vocabulary()
    home.staging.mkdir(parents=True, exist_ok=True)
    readings = read_reports(scan([reports]), home, VOCABULARY_DIR)
    metadata = metadata_from_arrow(readings.tables["document"])
    figures = [
        figure
        for document, group in groupby(figures_from_arrow(readings.tables["figure"]), attrgetter("document"))
        for figure in map_figures(list(group), metadata[document], vocabulary)
    ]
    unmapped = {figure.subject: figure.quantity_kind for figure in figures if figure.role.is_fact and figure.subject}
    found = {subject: candidates(subject, kind, vocabulary) for subject, kind in unmapped.items()}
    result = reconcile(figures, metadata, vocabulary)
    write_stages(
        home,
        {
            **{table.name: empty(table) for table in stage_tables()},
            **readings.tables,
            **vocabulary_to_arrow(vocabulary),
            **reconciliation_to_arrow(result),
            "figure_mapping": mapping_to_arrow(figures),
            "review_candidate": candidates_to_arrow(found),
            "finding_history": finding_history(home),
            "waiver": waivers_to_arrow(waivers),
            "build": build_to_arrow(build_id, datetime(2024, 1, 1), "0.1.0", vocabulary.version),
        },
    )
    build(home, load_models())
    publish(home, keep)
