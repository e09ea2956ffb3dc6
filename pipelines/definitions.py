"""All that Dagster is to know of this repository."""

import dagster as dg

from assets import checks, documents, figures, publication, reconciliation
from pipelines.jobs import build_warehouse
from pipelines.resources import workspace
from pipelines.schedules import nightly
from pipelines.sensors import report_files_changed, runs_left, tell_failure, tell_first_findings

defs = dg.Definitions(
    assets=[
        documents.REPORTS,
        documents.VOCABULARY,
        documents.MISREADINGS,
        documents.identity,
        documents.reading,
        figures.vocabulary_tables,
        figures.mapping,
        reconciliation.reconciliation,
        reconciliation.WAIVERS,
        reconciliation.history,
        reconciliation.waivers,
        publication.warehouse_file,
        publication.published,
    ],
    asset_checks=[checks.contracts],
    jobs=[build_warehouse],
    schedules=[nightly],
    sensors=[report_files_changed, runs_left, tell_first_findings, tell_failure],
    resources={"workspace": workspace},
    executor=dg.in_process_executor,
)
