-- purpose: units and counting classifiers
-- grain:   one row per unit or classifier
-- source:  stage.unit

with

staged as (
    from stage.unit
)

select
    unit,
    quantity_kind,
    canonical_unit,
    factor,
    label_zh,
    label_en,
from staged
