"""When the job runs of itself: every night, so that findings age and a change that no sensor saw is taken up."""

import dagster as dg

from pipelines.jobs import build_warehouse

nightly = dg.ScheduleDefinition(
    name="nightly",
    job=build_warehouse,
    cron_schedule="0 2 * * *",
    execution_timezone="Asia/Shanghai",
    default_status=dg.DefaultScheduleStatus.RUNNING,
)
