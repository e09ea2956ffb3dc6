-- purpose: reference areas that are no region of GB/T 2260: city clusters, lists of cities, basins, seas
-- grain:   one row per area
-- source:  stage.area

with

staged as (
    from stage.area
)

select
    area_id,
    label_zh,
    label_en,
    kind,
    cities,
    members,
    valid_from,
    valid_to,
    source,
    aliases,
from staged
