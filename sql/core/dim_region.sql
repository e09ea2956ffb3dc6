-- purpose: places of GB/T 2260
-- grain:   one row per region
-- source:  stage.region

with

staged as (
    from stage.region
)

select
    region_id,
    label_zh,
    label_en,
    level,
    parent_id,
    aliases,
from staged
