-- purpose: units and people of tasks, with the organisation each name stands for
-- grain:   one row per task and party
-- source:  stage.task_party, stage.party_mapping

with

party as (
    from stage.task_party
),

mapping as (
    from stage.party_mapping
)

select
    party.task_id,
    party.place,
    party.name_printed,
    party.name,
    party.function,
    mapping.organisation_id,
from party
left join mapping using (name)
