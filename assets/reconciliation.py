"""Every figure against all the others that it must agree with."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import dagster as dg

from assets.documents import VOCABULARY
from assets.tables import stage_specs, staged, table_key
from assets.workspace import Workspace
from hedui.reconciliation.engine import reconcile
from hedui.vocabulary.load import load_vocabulary
from hedui.warehouse.arrow import (
    figures_from_arrow,
    metadata_from_arrow,
    reconciliation_to_arrow,
    tasks_from_arrow,
)
from hedui.warehouse.read import finding_history
from hedui.warehouse.staging import read_stage

_INPUTS = tuple(
    map(table_key, ("stage.document", "stage.figure", "stage.figure_mapping", "stage.task", "stage.task_measure"))
)


@dg.multi_asset(
    specs=stage_specs(
        "reconciliation",
        (
            "check",
            "check_figure",
            "convention",
            "section_convention",
            "finding",
            "finding_check",
            "finding_suspect",
        ),
        (*_INPUTS, VOCABULARY.key),
    )
)
def reconciliation(workspace: dg.ResourceParam[Workspace]) -> Iterator[dg.MaterializeResult[Any]]:
    """Find the relations that must hold between figures, and judge each."""
    workspace.on_progress("reconciling", 0, 1)
    home = workspace.home
    figures = figures_from_arrow(read_stage(home, "figure"), read_stage(home, "figure_mapping"))
    tasks = tasks_from_arrow(read_stage(home, "task"), read_stage(home, "task_measure"))
    result = reconcile(figures, metadata_from_arrow(read_stage(home, "document")), load_vocabulary(), tasks)
    verdicts = Counter(check.verdict.value for check in result.checks)
    workspace.on_progress("reconciling", 1, 1)
    yield from staged(home, reconciliation_to_arrow(result), {"check": {"verdicts": verdicts}})


@dg.multi_asset(specs=stage_specs("reconciliation", ("finding_history",)))
def history(workspace: dg.ResourceParam[Workspace]) -> Iterator[dg.MaterializeResult[Any]]:
    """The findings as last published, so that each keeps the day it was first seen."""
    yield from staged(workspace.home, {"finding_history": finding_history(workspace.home)})
