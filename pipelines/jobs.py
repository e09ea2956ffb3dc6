"""The one job: everything, from report files to the published warehouse."""

import dagster as dg

BUILD_JOB = "build_warehouse"

build_warehouse = dg.define_asset_job(
    BUILD_JOB,
    selection=dg.AssetSelection.all(),
    config={"loggers": {"console": {"config": {"log_level": "WARNING"}}}},  # the event log holds every event
    description="Read the report files, check the figures against each other, and publish the warehouse.",
)
