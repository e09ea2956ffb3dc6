-- purpose: differences and growth, with the level they speak of
-- grain:   one row per figure of role change
-- source:  core.fact_figure

with

figure as (
    from core.fact_figure
),

change as (
    from figure
    where role = 'change'
)

select
    change.figure_id,
    change.document_id,
    change.subject,
    change.indicator_id,
    change.region_id,
    change.area_id,
    change.scope,
    change.period_start,
    change.period_end,
    change.period_kind,
    change.value,
    change.range_low,
    change.range_high,
    change.value_low,
    change.value_high,
    change.unit,
    change.quantity_kind,
    change.comparator,
    change.is_approximate,
    change.is_planned,
    change.change_kind,
    change.base_period_start,
    change.base_period_end,
    change.is_inferred,
    change.annualised_years,
    level.value as level,
    level.unit as level_unit,
    level.figure_id as level_figure_id,
from change
left join figure as level on level.figure_id = change.qualifies
