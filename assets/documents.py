"""What goes into a build, and what one pass over each report file reads: documents, figures and tasks, as printed."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import dagster as dg

from assets.outcome import OUTCOME_TAG, UNCHANGED
from assets.retrying import retried
from assets.tables import markdown_table, stage_specs, staged, table_key
from assets.workspace import Workspace
from hedui.figures.misreadings import load_misreadings
from hedui.shipped import (
    CORRECTIONS_FILE,
    EXPECTATIONS_DIR,
    LABELS_FILE,
    LANGUAGE_DIR,
    MISREADINGS_FILE,
    VOCABULARY_DIR,
)
from hedui.site import LOOKS, build_shown
from hedui.vocabulary.codes import FileStatus
from hedui.vocabulary.load import load_vocabulary
from hedui.warehouse.access.waivers import read_waivers, standing_waivers
from hedui.warehouse.building.inputs import inputs_hash, is_built, keep_inputs
from hedui.warehouse.building.readings import read_reports
from hedui.warehouse.building.records import build_to_arrow
from hedui.warehouse.building.scan import NoReports, displayed, scan
from hedui.warehouse.building.snapshots import build_id as id_of
from hedui.warehouse.building.stages import with_corrections
from hedui.warehouse.building.version import code_version

TOLD = 5  # refused files that an error names

REPORTS = dg.AssetSpec(
    "reports", group_name="documents", description="报告文件。\n\nReport files, as published.", kinds={"file"}
)
VOCABULARY = dg.AssetSpec(
    "vocabulary", group_name="documents", description="词表。\n\nThe curated files of data/vocabulary.", kinds={"csv"}
)

MISREADINGS = dg.AssetSpec(
    "misreadings",
    group_name="documents",
    description="人工更正的读数。\n\nReadings that people correct, data/misreadings.yml.",
    kinds={"yaml"},
)
WAIVERS = dg.AssetSpec(
    "waivers",
    group_name="reconciliation",
    description="人工接受的发现。\n\nDecisions of people in expectations/waivers.yml.",
    kinds={"yaml"},
)


class BuildConfig(dg.Config):
    """What a person decides about one run.

    Attributes:
        rebuild: build although nothing has changed since the last build.
    """

    rebuild: bool = False


@dg.multi_asset(
    specs=[
        spec.replace_attributes(skippable=True)
        for spec in stage_specs("documents", ("build",), (REPORTS.key, VOCABULARY.key, MISREADINGS.key, WAIVERS.key))
    ]
)
@retried
def identity(
    context: dg.AssetExecutionContext, workspace: dg.ResourceParam[Workspace], config: BuildConfig
) -> Iterator[dg.MaterializeResult[Any]]:
    """Name the build: when it began, by which run, code and vocabulary; begin none where nothing has changed."""
    home = workspace.home
    built_at = datetime.now(UTC).replace(tzinfo=None)
    build_id = f"{built_at:%Y%m%dT%H%M%SZ}-{context.run.run_id[:8]}"
    vocabulary, code = load_vocabulary().version, code_version()
    inputs = inputs_hash(
        scan(workspace.settings.reports),
        (CORRECTIONS_FILE, MISREADINGS_FILE, EXPECTATIONS_DIR, LABELS_FILE, LANGUAGE_DIR, *LOOKS),
        (code, vocabulary, workspace.settings.limits, standing_waivers(read_waivers(), built_at.date())),
    )
    if not config.rebuild and is_built(home, inputs) and build_shown(home.site) == id_of(home.published):
        context.instance.add_run_tags(context.run.run_id, {OUTCOME_TAG: UNCHANGED})
        return
    keep_inputs(home, build_id, inputs)
    yield from staged(home, {"build": build_to_arrow(build_id, built_at, code, vocabulary)})


_BEGUN = (REPORTS.key, VOCABULARY.key, table_key("stage.build"))  # of a build that was begun
_OF_FIGURES = ("figure", "document_numeral", "unread_numeral", "reading_report")


@dg.multi_asset(
    specs=[
        *stage_specs("documents", ("source_file", "document", "document_text"), _BEGUN),
        *stage_specs("figures", _OF_FIGURES, (*_BEGUN, MISREADINGS.key)),
        *stage_specs(
            "facts",
            ("task", "task_party", "task_deadline", "task_target", "task_measure"),
            _BEGUN,
        ),
    ]
)
@retried
def reading(
    context: dg.AssetExecutionContext, workspace: dg.ResourceParam[Workspace]
) -> Iterator[dg.MaterializeResult[Any]]:
    """Read every report file; what was read before, by the same reader, comes from the cache."""
    files = scan(workspace.settings.reports)
    readings = read_reports(
        files,
        workspace.home,
        VOCABULARY_DIR,
        lambda done, total: workspace.on_progress("reading", done, total),
        workspace.settings.limits,
    )
    refused = [
        {"file": displayed(file.path), "problem": file.problem}
        for file in readings.files
        if file.status is FileStatus.REFUSED
    ]
    for file in refused:
        context.log.warning("%(file)s was not read: %(problem)s", file)
    if not readings.tables["document"].num_rows:
        told = "; ".join(f"{file['file']} {file['problem']}" for file in refused[:TOLD])
        raise NoReports(f"none of {len(refused)} files could be read: {told}", "What was published is unchanged.")
    counts = {
        "files": len(readings.files),
        "read_anew": readings.read_count,
        "from_cache": readings.cached_count,
        "refused": len(refused),
        "refused_files": dg.MetadataValue.md(markdown_table(refused)),
    }
    tables = with_corrections(readings.tables, load_misreadings())
    yield from staged(workspace.home, tables, {"source_file": counts})
