"""All that Dagster is to know of this repository."""

import logging

import dagster as dg

from assets import checks, documents, figures, publication, reconciliation
from pipelines.jobs import build_warehouse
from pipelines.resources import workspace
from pipelines.schedules import nightly
from pipelines.sensors import report_files_changed, runs_left, tell

# where nothing has changed, every step is skipped, and Dagster warns of each check that then has no result
logging.getLogger("dagster._core.execution.plan.active").setLevel(logging.ERROR)

defs = dg.Definitions(
    assets=[
        documents.REPORTS,
        documents.VOCABULARY,
        documents.MISREADINGS,
        documents.WAIVERS,
        documents.identity,
        documents.reading,
        figures.vocabulary_tables,
        figures.mapping,
        reconciliation.reconciliation,
        reconciliation.history,
        reconciliation.waivers,
        publication.warehouse_file,
        publication.published,
        publication.site,
    ],
    asset_checks=[checks.contracts],
    jobs=[build_warehouse],
    schedules=[nightly],
    sensors=[report_files_changed, runs_left, tell],
    resources={"workspace": workspace},
    executor=dg.in_process_executor,
)
