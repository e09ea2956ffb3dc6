-- purpose: every printing of a value of an indicator, with the release and the day it was printed on
-- grain:   one row per figure of role actual with an indicator and a period, of current editions
-- source:  core.fact_observation, core.dim_indicator, core.dim_document

with

observation as (
    from core.fact_observation
    where
        period_end is not null
        and coalesce(value, range_low, range_high) is not null
),

indicator as (
    from core.dim_indicator
),

document as (
    select
        document_id,
        concat_ws(' ', issuer, document_kind) as release,
        coalesce(published_on, period_end) as vintage_on,
        case
            when regexp_matches(title, '普查') then 'census'
            when regexp_matches(title, '最终核实|核实结果|修订') then 'verified'
            when regexp_matches(title, '快报|初步|预计') then 'preliminary'
            else 'regular'
        end as vintage_status,
        period_start as document_period_start,
        is_current,
    from core.dim_document
),

vintage as (
    select
        observation.figure_id,
        observation.document_id,
        observation.indicator_id,
        observation.region_id,
        observation.area_id,
        observation.scope,
        observation.period_start,
        observation.period_end,
        observation.period_kind,
        observation.value,
        observation.value_low,
        observation.value_high,
        observation.unit,
        observation.is_approximate,
        document.release,
        document.vintage_on,
        document.vintage_status,
        coalesce(observation.period_end < document.document_period_start, false) as is_quoted,
    from observation
    join indicator
        on
            indicator.indicator_id = observation.indicator_id
            and indicator.quantity_kind = observation.quantity_kind
            and indicator.unit = observation.unit
    join document using (document_id)
    where document.is_current
)

select *
from vintage
