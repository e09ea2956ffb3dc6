"""What figures speak of: the vocabulary, and the indicator, place or body that each printed name stands for."""

from collections.abc import Iterator
from typing import Any

import dagster as dg

from assets.documents import MISREADINGS, VOCABULARY
from assets.retrying import retried
from assets.tables import stage_specs, staged, table_key
from assets.workspace import Workspace
from hedui.figures.misreadings import load_misreadings
from hedui.vocabulary.load import load_vocabulary
from hedui.warehouse.building.records import refusals_to_arrow, vocabulary_to_arrow
from hedui.warehouse.building.stages import map_documents
from hedui.warehouse.building.staging import read_stage

_READ = ("document", "figure", "task", "task_party")


@dg.multi_asset(
    specs=stage_specs(
        "figures",
        ("indicator", "unit", "code", "region", "area", "organisation"),
        (VOCABULARY.key, table_key("stage.build")),
    )
)
@retried
def vocabulary_tables(workspace: dg.ResourceParam[Workspace]) -> Iterator[dg.MaterializeResult[Any]]:
    """The vocabulary as tables."""
    yield from staged(workspace.home, vocabulary_to_arrow(load_vocabulary()))


@dg.multi_asset(
    specs=stage_specs(
        "figures",
        ("figure_mapping", "figure_display", "review_candidate", "review_decision", "party_mapping", "mapping_refusal"),
        (*(table_key(f"stage.{name}") for name in _READ), VOCABULARY.key, MISREADINGS.key),
    )
)
@retried
def mapping(workspace: dg.ResourceParam[Workspace]) -> Iterator[dg.MaterializeResult[Any]]:
    """Map the subject of each fact to an indicator and a place, and the name of each party to a body."""
    workspace.on_progress("mapping names", 0, 1)
    home = workspace.home
    mapped = map_documents({name: read_stage(home, name) for name in _READ}, load_vocabulary(), load_misreadings())
    workspace.on_progress("mapping names", 1, 1)
    tables = {**mapped.tables, "mapping_refusal": refusals_to_arrow(mapped.refusals)}
    counts = {"facts": mapped.fact_count, "mapped_facts": mapped.mapped_count}
    yield from staged(
        home, tables, {"figure_mapping": counts, "review_candidate": {"unmapped_subjects": mapped.unmapped_count}}
    )
