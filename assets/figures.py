"""What figures speak of: the vocabulary, and the indicator, place or body that each printed name stands for."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any

import dagster as dg

from assets.documents import VOCABULARY
from assets.tables import stage_specs, staged, table_key
from assets.workspace import Workspace
from hedui.figures.mapping import candidates, map_figures
from hedui.vocabulary.load import load_vocabulary
from hedui.warehouse.records import (
    candidates_to_arrow,
    figures_from_arrow,
    mapping_to_arrow,
    metadata_from_arrow,
    parties_to_arrow,
    vocabulary_to_arrow,
)
from hedui.warehouse.staging import read_stage

_FIGURES = tuple(map(table_key, ("stage.document", "stage.figure")))


@dg.multi_asset(specs=stage_specs("figures", ("indicator", "unit", "region", "organisation"), (VOCABULARY.key,)))
def vocabulary_tables(workspace: dg.ResourceParam[Workspace]) -> Iterator[dg.MaterializeResult[Any]]:
    """The vocabulary as tables."""
    yield from staged(workspace.home, vocabulary_to_arrow(load_vocabulary()))


@dg.multi_asset(specs=stage_specs("figures", ("figure_mapping", "review_candidate"), (*_FIGURES, VOCABULARY.key)))
def mapping(workspace: dg.ResourceParam[Workspace]) -> Iterator[dg.MaterializeResult[Any]]:
    """Map the subject of each fact to an indicator and a place; what fits none waits with its candidates."""
    home, vocabulary = workspace.home, load_vocabulary()
    metadata = metadata_from_arrow(read_stage(home, "document"))
    documents = groupby(figures_from_arrow(read_stage(home, "figure")), attrgetter("document"))
    mapped = [
        figure
        for document, figures in documents
        for figure in map_figures(list(figures), metadata[document], vocabulary)
    ]
    facts = [figure for figure in mapped if figure.role.is_fact]
    unmapped = {figure.subject: figure.quantity_kind for figure in facts if figure.subject and not figure.indicator_id}
    found = {subject: candidates(subject, kind, vocabulary) for subject, kind in sorted(unmapped.items())}
    tables = {"figure_mapping": mapping_to_arrow(mapped), "review_candidate": candidates_to_arrow(found)}
    counts = {"facts": len(facts), "mapped_facts": sum(figure.indicator_id is not None for figure in facts)}
    yield from staged(
        home, tables, {"figure_mapping": counts, "review_candidate": {"unmapped_subjects": len(unmapped)}}
    )


@dg.multi_asset(specs=stage_specs("facts", ("party_mapping",), (table_key("stage.task_party"), VOCABULARY.key)))
def party_mapping(workspace: dg.ResourceParam[Workspace]) -> Iterator[dg.MaterializeResult[Any]]:
    """Map the name of each party of a task to the body it stands for."""
    names = sorted(set(read_stage(workspace.home, "task_party")["name"].to_pylist()))
    bodies = {name: load_vocabulary().organisations.resolve(name) for name in names}
    table = parties_to_arrow({name: body.organisation_id if body else None for name, body in bodies.items()})
    yield from staged(workspace.home, {"party_mapping": table})
