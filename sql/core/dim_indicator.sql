-- purpose: indicators that subjects are mapped to
-- grain:   one row per indicator
-- source:  stage.indicator

with

staged as (
    from stage.indicator
)

select
    indicator_id,
    label_zh,
    label_en,
    quantity_kind,
    unit,
    direction,
    accumulation,
    growth_basis,
    lower_bound,
    upper_bound,
    display_unit,
    aliases,
from staged
