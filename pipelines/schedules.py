"""When the job runs of itself: every night, so that a change that no sensor saw is taken up."""

import dagster as dg

from pipelines.jobs import build_warehouse

nightly = dg.ScheduleDefinition(
    name="nightly",
    job=build_warehouse,
    cron_schedule="0 2 * * *",
    execution_timezone="Asia/Shanghai",
    description="Builds every night, whatever the sensor saw.",
    default_status=dg.DefaultScheduleStatus.RUNNING,
)
