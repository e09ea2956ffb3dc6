"""What goes into a build, and what one pass over each report file reads: documents, figures and tasks, as printed."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import dagster as dg

from assets.tables import markdown_table, stage_specs, staged
from assets.workspace import Workspace
from hedui.figures.misreadings import load_misreadings
from hedui.shipped import VOCABULARY_DIR
from hedui.vocabulary.codes import FileStatus
from hedui.vocabulary.load import load_vocabulary
from hedui.warehouse.building.readings import read_reports
from hedui.warehouse.building.records import build_to_arrow
from hedui.warehouse.building.scan import NoReports, displayed, scan
from hedui.warehouse.building.stages import with_corrections
from hedui.warehouse.building.version import code_version

TOLD = 5  # refused files that an error names

REPORTS = dg.AssetSpec(
    "reports", group_name="documents", description="报告文件。\n\nReport files, as published.", kinds={"file"}
)
VOCABULARY = dg.AssetSpec(
    "vocabulary", group_name="documents", description="词表。\n\nThe curated files of data/vocabulary.", kinds={"csv"}
)


@dg.multi_asset(specs=stage_specs("documents", ("build",), (VOCABULARY.key,)))
def identity(
    context: dg.AssetExecutionContext, workspace: dg.ResourceParam[Workspace]
) -> Iterator[dg.MaterializeResult[Any]]:
    """Name the build: when it began, by which run, code and vocabulary."""
    built_at = datetime.now(UTC).replace(tzinfo=None)
    build_id = f"{built_at:%Y%m%dT%H%M%SZ}-{context.run.run_id[:8]}"
    row = build_to_arrow(build_id, built_at, code_version(), load_vocabulary().version)
    yield from staged(workspace.home, {"build": row})


MISREADINGS = dg.AssetSpec(
    "misreadings",
    group_name="documents",
    description="人工更正的读数。\n\nReadings that people correct, data/misreadings.yml.",
    kinds={"yaml"},
)
_OF_FIGURES = ("figure", "document_numeral", "unread_numeral", "reading_report")


@dg.multi_asset(
    specs=[
        *stage_specs("documents", ("source_file", "document", "document_text"), (REPORTS.key, VOCABULARY.key)),
        *stage_specs("figures", _OF_FIGURES, (REPORTS.key, VOCABULARY.key, MISREADINGS.key)),
        *stage_specs(
            "facts",
            ("task", "task_party", "task_deadline", "task_target", "task_measure"),
            (REPORTS.key, VOCABULARY.key),
        ),
    ]
)
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
