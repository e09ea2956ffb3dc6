-- purpose: tasks of plans and items of rectification lists
-- grain:   one row per task or item
-- source:  stage.task

with

staged as (
    from stage.task
)

select
    task_id,
    document_id,
    number,
    title,
    section,
    kind,
    finding,
    goal,
    due_on,
    deadline_printed,
    status,
    start,
    "end",
from staged
