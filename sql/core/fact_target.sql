-- purpose: planned, targeted or required values; the period ends on the due date
-- grain:   one row per figure of role plan
-- source:  core.fact_figure

with

figure as (
    from core.fact_figure
    where role = 'plan'
)

select
    figure_id,
    document_id,
    subject,
    indicator_id,
    region_id,
    area_id,
    scope,
    period_start,
    period_end,
    period_kind,
    value,
    range_low,
    range_high,
    value_low,
    value_high,
    unit,
    quantity_kind,
    comparator,
    is_approximate,
from figure
