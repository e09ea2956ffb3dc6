-- purpose: realised values
-- grain:   one row per figure of role actual
-- source:  core.fact_figure

with

figure as (
    from core.fact_figure
    where role = 'actual'
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
