-- purpose: kinds of organisation that tasks are given to
-- grain:   one row per organisation
-- source:  stage.organisation

with

staged as (
    from stage.organisation
)

select
    organisation_id,
    label_zh,
    label_en,
from staged
