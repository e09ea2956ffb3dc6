"""Report files, and what one pass over each reads: documents, figures and tasks, as printed."""

from collections.abc import Iterator
from typing import Any

import dagster as dg

from assets.tables import markdown_table, stage_specs, staged
from assets.workspace import Workspace
from hedui.vocabulary.codes import FileStatus
from hedui.vocabulary.load import VOCABULARY_DIR
from hedui.warehouse.readings import read_reports
from hedui.warehouse.scan import displayed, scan

REPORTS = dg.AssetSpec(
    "reports", group_name="documents", description="报告文件。\n\nReport files, as published.", kinds={"file"}
)
VOCABULARY = dg.AssetSpec(
    "vocabulary", group_name="documents", description="词表。\n\nThe curated files of data/vocabulary.", kinds={"csv"}
)


@dg.multi_asset(
    specs=[
        *stage_specs("documents", ("source_file", "document", "document_text"), (REPORTS.key, VOCABULARY.key)),
        *stage_specs("figures", ("figure", "document_numeral"), (REPORTS.key, VOCABULARY.key)),
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
        files, workspace.home, VOCABULARY_DIR, lambda done, total: workspace.on_progress("reading", done, total)
    )
    refused = [
        {"file": displayed(file.path), "problem": file.problem}
        for file in readings.files
        if file.status is FileStatus.REFUSED
    ]
    for file in refused:
        context.log.warning("%(file)s was not read: %(problem)s", file)
    counts = {
        "files": len(readings.files),
        "read_anew": readings.read_count,
        "from_cache": readings.cached_count,
        "refused": len(refused),
        "refused_files": dg.MetadataValue.md(markdown_table(refused)),
    }
    yield from staged(workspace.home, readings.tables, {"source_file": counts})
