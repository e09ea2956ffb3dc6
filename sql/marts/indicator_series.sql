-- purpose: the value to use for each indicator, place and period, how well it is supported, and what was not taken
-- grain:   one row per indicator, region or area, period and scope
-- source:  core.fact_observation, core.dim_indicator, core.dim_document, core.fact_check, core.check_figure
-- Taken is the printing of the more authoritative kind of document, then the finer print, then the later publication.
-- The interval holds every value that satisfies all printings; where there is none the row is disputed (grade D).

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
    from core.dim_document
),

telling_check as (
    from core.fact_check
    where
        verdict in ('exact', 'within_rounding', 'within_truncation')
        and not is_bound
        and pass_rate <= 0.05
),

check_figure as (
    from core.check_figure
),

confirmed as (
    select distinct check_figure.figure_id
    from telling_check
    join check_figure using (check_id)
),

printing as (
    select
        observation.*,
        case document.document_kind
            when 'bulletin' then 1
            when 'work_report' then 2
            when 'other' then 3
            when 'plan' then 4
            else 5
        end as authority,
        observation.value_high - observation.value_low as width,
        document.published_on,
        confirmed.figure_id is not null as is_confirmed,
    from observation
    join indicator
        on
            indicator.indicator_id = observation.indicator_id
            and indicator.quantity_kind = observation.quantity_kind
            and indicator.unit = observation.unit
    join document using (document_id)
    left join confirmed using (figure_id)
),

ranked as (
    select
        *,
        row_number() over by_choice as place,
        lead(authority) over by_choice as next_authority,
        lead(width) over by_choice as next_width,
        lead(published_on) over by_choice as next_published_on,
    from printing
    window by_choice as (
        partition by indicator_id, region_id, area_id, period_start, period_end, scope
        order by authority, width nulls last, published_on desc nulls last, document_id, figure_id
    )
),

support as (
    select
        indicator_id,
        region_id,
        area_id,
        period_start,
        period_end,
        scope,
        max(value_low) as lowest,
        min(value_high) as highest,
        coalesce(max(value_low) > min(value_high), false) as is_disputed,
        bool_or(is_confirmed) as is_confirmed,
        count(distinct document_id) as source_count,
        count(*) as printing_count,
        coalesce(list(figure_id order by place) filter (where place > 1), []) as competitors,
    from ranked
    group by
        indicator_id,
        region_id,
        area_id,
        period_start,
        period_end,
        scope
),

series as (
    select
        chosen.indicator_id,
        chosen.region_id,
        chosen.area_id,
        chosen.period_start,
        chosen.period_end,
        chosen.period_kind,
        chosen.scope,
        chosen.value,
        if(support.is_disputed, null, support.lowest) as value_low,
        if(support.is_disputed, null, support.highest) as value_high,
        chosen.unit,
        case
            when support.is_disputed then 'U'
            when chosen.is_approximate then 'E'
            else 'A'
        end as obs_status,
        case
            when support.is_disputed then 'D'
            when support.source_count > 1 then 'A'
            when support.is_confirmed then 'B'
            else 'C'
        end as grade,
        case
            when support.printing_count = 1 then 'only_printing'
            when chosen.authority <> chosen.next_authority then 'document_kind'
            when chosen.width is distinct from chosen.next_width then 'finer_print'
            when chosen.published_on is distinct from chosen.next_published_on then 'later_publication'
            else 'first_in_order'
        end as rule,
        chosen.figure_id,
        chosen.document_id,
        support.source_count,
        support.printing_count,
        support.competitors,
    from ranked as chosen
    join support
        on
            support.indicator_id = chosen.indicator_id
            and support.region_id is not distinct from chosen.region_id
            and support.area_id is not distinct from chosen.area_id
            and support.period_start is not distinct from chosen.period_start
            and support.period_end = chosen.period_end
            and support.scope is not distinct from chosen.scope
    where chosen.place = 1
)

select *
from series
