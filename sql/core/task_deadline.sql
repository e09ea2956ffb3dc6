-- purpose: every deadline of a task
-- grain:   one row per task and deadline
-- source:  stage.task_deadline

with

staged as (
    from stage.task_deadline
)

select
    task_id,
    place,
    due_on,
    printed,
    what,
from staged
