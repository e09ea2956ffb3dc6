-- purpose: each target beside the latest comparable actual
-- grain:   one row per target with an indicator and a due date
-- source:  core.fact_target, core.dim_indicator, marts.indicator_series, marts.figure
-- Comparable: same indicator, place and scope, not later than the due date. Averages, ratios and indices of part of a
-- year never attain a target; a flow of part of a year is shown only in the year the target is due.

with

target as (
    select
        *,
        period_end as due_on,
    from core.fact_target
    where
        indicator_id is not null
        and period_end is not null
        and coalesce(value, range_low, range_high) is not null
),

indicator as (
    from core.dim_indicator
),

series as (
    from marts.indicator_series
),

bounded as (
    select
        target.*,
        indicator.accumulation,
        case
            when target.comparator in ('<', '<=') then 'at_most'
            when target.comparator in ('>', '>=') then 'at_least'
            when indicator.direction = 'lower' then 'at_most'
            when indicator.direction = 'higher' then 'at_least'
        end as sense,
    from target
    join indicator
        on
            indicator.indicator_id = target.indicator_id
            and indicator.quantity_kind = target.quantity_kind
            and indicator.unit = target.unit
),

compared as (
    select
        bounded.*,
        if(bounded.sense = 'at_most', coalesce(bounded.value, bounded.range_high), coalesce(bounded.value, bounded.range_low))
            as bound,
        series.value as actual,
        series.value_low as actual_low,
        series.value_high as actual_high,
        series.period_start as actual_period_start,
        series.period_end as actual_period_end,
        series.figure_id as actual_figure_id,
    from bounded
    left join series
        on
            series.indicator_id = bounded.indicator_id
            and series.region_id is not distinct from bounded.region_id
            and series.area_id is not distinct from bounded.area_id
            and series.scope is not distinct from bounded.scope
            and series.period_end <= bounded.due_on
            and (bounded.period_kind <> 'plan_period' or series.period_start = bounded.period_start)
            and case
                when bounded.accumulation = 'stock' then true
                when series.period_kind in ('half', 'quarter', 'month', 'span') then false
                when series.period_kind = 'year_to_date'
                    then bounded.accumulation = 'flow' and year(series.period_end) = year(bounded.due_on)
                else true
            end
    qualify
        row_number() over (
            partition by bounded.figure_id
            order by series.period_end desc nulls last, series.period_start nulls last, series.figure_id
        ) = 1
),

progress as (
    select
        figure_id,
        document_id,
        indicator_id,
        region_id,
        scope,
        subject,
        due_on,
        comparator,
        value as target,
        unit,
        actual,
        actual_period_start,
        actual_period_end,
        actual_figure_id,
        actual - bound as gap,
        case
            when actual_figure_id is null then 'undetermined'
            when actual_period_end < due_on then 'not_due'
            when sense = 'at_most' and actual_high <= bound then 'yes'
            when sense = 'at_most' and actual_low > bound then 'no'
            when sense = 'at_least' and actual_low >= bound then 'yes'
            when sense = 'at_least' and actual_high < bound then 'no'
            else 'undetermined'
        end as attainment,
    from compared
)

select
    progress.*,
    shown.text_printed,
    shown.value_display as target_display,
    actual.value_display as actual_display,
    shown.unit_display,
    shown.period_display,
    actual.period_display as actual_period_display,
    shown.indicator_label_zh,
    shown.indicator_label_en,
    shown.place_label_zh,
    shown.place_label_en,
from progress
left join marts.figure as shown using (figure_id)
left join marts.figure as actual on actual.figure_id = progress.actual_figure_id
