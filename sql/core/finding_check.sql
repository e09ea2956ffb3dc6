-- purpose: failing checks of each finding
-- grain:   one row per failing check
-- source:  stage.finding_check

with

staged as (
    from stage.finding_check
)

select
    finding_id,
    check_id,
from staged
