-- purpose: measures of a rectification item
-- grain:   one row per measure
-- source:  stage.task_measure

with

staged as (
    from stage.task_measure
)

select
    task_id,
    place,
    number,
    text,
    due_on,
from staged
