-- purpose: planned figures that a task states
-- grain:   one row per task and figure
-- source:  stage.task_target

with

staged as (
    from stage.task_target
)

select
    task_id,
    figure_id,
from staged
