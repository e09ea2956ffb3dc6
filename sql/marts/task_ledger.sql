-- purpose: tasks with deadline and parties in one row
-- grain:   one row per task or item
-- source:  core.fact_task, core.task_party, core.task_target, core.task_measure, core.dim_document

with

task as (
    from core.fact_task
),

document as (
    from core.dim_document
),

party as (
    select
        task_id,
        list(name order by place) filter (where function = 'lead') as lead_parties,
        list(name order by place) filter (where function = 'support') as support_parties,
        list(name order by place) filter (where function = 'responsible') as responsible_parties,
        list(name order by place) filter (where function in ('leader', 'person')) as people,
    from core.task_party
    group by task_id
),

target as (
    select
        task_id,
        count(*) as target_count,
    from core.task_target
    group by task_id
),

measure as (
    select
        task_id,
        count(*) as measure_count,
    from core.task_measure
    group by task_id
),

ledger as (
    select
        task.task_id,
        task.document_id,
        document.file_name,
        task.number,
        task.kind,
        task.section,
        task.title,
        task.status,
        task.due_on,
        task.deadline_printed,
        coalesce(party.lead_parties, []) as lead_parties,
        coalesce(party.support_parties, []) as support_parties,
        coalesce(party.responsible_parties, []) as responsible_parties,
        coalesce(party.people, []) as people,
        coalesce(target.target_count, 0) as target_count,
        coalesce(measure.measure_count, 0) as measure_count,
    from task
    join document using (document_id)
    left join party using (task_id)
    left join target using (task_id)
    left join measure using (task_id)
)

select *
from ledger
