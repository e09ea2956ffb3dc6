"""Every figure against all the others that it must agree with."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import dagster as dg

from assets.documents import VOCABULARY, WAIVERS
from assets.retrying import retried
from assets.tables import stage_specs, staged, table_key
from assets.workspace import Workspace
from hedui.reconciliation.corrections import apply_corrections, load_corrections
from hedui.vocabulary.load import load_vocabulary
from hedui.warehouse.access.read import finding_history
from hedui.warehouse.access.waivers import read_waivers, standing_waivers, waivers_to_arrow
from hedui.warehouse.building.records import (
    corrections_to_arrow,
    figures_from_arrow,
    metadata_from_arrow,
    refusals_from_arrow,
    refusals_to_arrow,
    tasks_from_arrow,
)
from hedui.warehouse.building.stages import reconcile_documents
from hedui.warehouse.building.staging import read_stage

_INPUTS = tuple(
    table_key(f"stage.{name}")
    for name in ("document", "figure", "figure_mapping", "mapping_refusal", "task", "task_measure")
)


@dg.multi_asset(
    specs=stage_specs(
        "reconciliation",
        (
            "check",
            "check_figure",
            "convention",
            "section_convention",
            "edition",
            "implied_base",
            "year_on_year",
            "finding",
            "finding_check",
            "finding_suspect",
            "correction",
            "refusal",
        ),
        (*_INPUTS, VOCABULARY.key),
    )
)
@retried
def reconciliation(
    context: dg.AssetExecutionContext, workspace: dg.ResourceParam[Workspace]
) -> Iterator[dg.MaterializeResult[Any]]:
    """Find the relations that must hold between figures, and judge each."""
    workspace.on_progress("reconciling", 0, 1)
    home = workspace.home
    unmapped = refusals_from_arrow(read_stage(home, "mapping_refusal"))
    figures = figures_from_arrow(read_stage(home, "figure"), read_stage(home, "figure_mapping"))
    tasks = tasks_from_arrow(read_stage(home, "task"), read_stage(home, "task_measure"))
    documents, vocabulary = metadata_from_arrow(read_stage(home, "document")), load_vocabulary()
    for refusal in unmapped:
        del documents[refusal.document_id]
    done = reconcile_documents(figures, documents, vocabulary, tasks)
    refusals = (*unmapped, *done.refusals)
    for refusal in refusals:
        context.log.warning("document %s is not published: %s", refusal.document_id, refusal.problem)
    corrections = apply_corrections(
        load_corrections(vocabulary.units), done.figures, done.documents, done.result.checks
    )
    verdicts = Counter(check.verdict.value for check in done.result.checks)
    workspace.on_progress("reconciling", 1, 1)
    tables = {
        **done.tables,
        "correction": corrections_to_arrow(corrections),
        "refusal": refusals_to_arrow(refusals),
    }
    yield from staged(home, tables, {"check": {"verdicts": verdicts}})


@dg.multi_asset(specs=stage_specs("reconciliation", ("finding_history",), (table_key("stage.build"),)))
@retried
def history(workspace: dg.ResourceParam[Workspace]) -> Iterator[dg.MaterializeResult[Any]]:
    """The findings as last published, so that each keeps the day it was first seen."""
    yield from staged(workspace.home, {"finding_history": finding_history(workspace.home)})


@dg.multi_asset(specs=stage_specs("reconciliation", ("waiver",), (WAIVERS.key, table_key("stage.build"))))
@retried
def waivers(workspace: dg.ResourceParam[Workspace]) -> Iterator[dg.MaterializeResult[Any]]:
    """The findings that a person accepted, unless the day has passed."""
    [built_at] = read_stage(workspace.home, "build")["built_at"].to_pylist()
    accepted = standing_waivers(read_waivers(), built_at.date())
    yield from staged(workspace.home, {"waiver": waivers_to_arrow(accepted)})
