-- purpose: the value to use for each indicator, place and period, how well it is supported, and what was not taken
-- grain:   one row per indicator, region or area, period and scope
-- source:  core.fact_vintage, core.dim_document, core.fact_check, core.check_figure, stage.implied_base, marts.figure
-- Taken is the latest printing; of those that agree with it the finest. Approximate values come last. Beside it stands the
-- first printed value, and what the latest report implies where that is another. Disputed (grade D, no interval) are
-- printings that no value satisfies and of which no check says that one was revised.

with

vintage as (
    from core.fact_vintage
),

document as (
    select
        document_id,
        case document_kind
            when 'bulletin' then 1
            when 'work_report' then 2
            when 'other' then 3
            when 'plan' then 4
            else 5
        end as authority,
    from core.dim_document
),

check_figure as (
    from core.check_figure
),

decided as (
    from core.fact_check
),

confirmed as (
    select distinct check_figure.figure_id
    from decided
    join check_figure using (check_id)
    where
        decided.verdict in ('exact', 'within_rounding', 'within_truncation')
        and not decided.is_bound
        and decided.pass_rate <= 0.05
),

revised as (
    select distinct check_figure.figure_id
    from decided
    join check_figure using (check_id)
    where decided.verdict = 'revised' and decided.reason = 'reprinted'
),

broken as (
    select distinct check_figure.figure_id
    from decided
    join check_figure using (check_id)
    where
        check_figure.part = 'level'
        and (decided.verdict = 'revised' or (decided.verdict = 'untestable' and decided.reason = 'definition'))
),

implied as (
    select
        figure_id,
        arg_max(base_low, document_id) as base_low,
        arg_max(base_high, document_id) as base_high,
    from stage.implied_base
    group by figure_id
),

printing as (
    select
        vintage.*,
        document.authority,
        vintage.value_high - vintage.value_low as width,
        confirmed.figure_id is not null as is_confirmed,
        revised.figure_id is not null as is_revised,
        broken.figure_id is not null as is_broken,
        implied.base_low,
        implied.base_high,
    from vintage
    join document using (document_id)
    left join confirmed using (figure_id)
    left join revised using (figure_id)
    left join broken using (figure_id)
    left join implied using (figure_id)
),

latest as (
    select
        *,
        first_value(value_low) over by_vintage as latest_low,
        first_value(value_high) over by_vintage as latest_high,
        first_value(figure_id) over by_vintage as latest_figure_id,
        last_value(value) over by_vintage as value_first,
    from printing
    window by_vintage as (
        partition by indicator_id, region_id, area_id, period_start, period_end, scope
        order by is_approximate, vintage_on desc nulls last, authority, width nulls last, document_id, figure_id
        rows between unbounded preceding and unbounded following
    )
),

agreeing as (
    select
        *,
        coalesce(value_low <= latest_high and value_high >= latest_low, true) as is_latest_value,
    from latest
),

ranked as (
    select
        *,
        row_number() over by_choice as place,
        lead(authority) over by_choice as next_authority,
        lead(width) over by_choice as next_width,
        lead(vintage_on) over by_choice as next_vintage_on,
        lead(is_latest_value) over by_choice as next_is_latest_value,
    from agreeing
    window by_choice as (
        partition by indicator_id, region_id, area_id, period_start, period_end, scope
        order by
            not is_latest_value,
            is_approximate,
            width nulls last,
            authority,
            vintage_on desc nulls last,
            document_id,
            figure_id
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
        max(value_low) filter (where is_latest_value) as lowest,
        min(value_high) filter (where is_latest_value) as highest,
        bool_or(not is_latest_value) as has_another_value,
        bool_or(is_revised) as is_revised,
        coalesce(max(value_low) filter (where is_latest_value) > min(value_high) filter (where is_latest_value), false)
            as is_torn,
        bool_or(is_confirmed) filter (where is_latest_value) as is_confirmed,
        bool_or(is_broken) as is_broken,
        min(base_low) as base_low,
        max(base_high) as base_high,
        count(distinct release) filter (where is_latest_value) as release_count,
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

judged as (
    select
        *,
        is_torn or (has_another_value and not is_revised) as is_disputed,
        has_another_value or base_low is not null as is_superseded,
    from support
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
        if(judged.is_disputed, null, judged.lowest) as value_low,
        if(judged.is_disputed, null, judged.highest) as value_high,
        chosen.unit,
        chosen.value_first,
        judged.base_low as value_implied_low,
        judged.base_high as value_implied_high,
        judged.is_superseded,
        judged.is_broken as is_break,
        case
            when judged.is_disputed then 'U'
            when chosen.is_approximate then 'E'
            else 'A'
        end as obs_status,
        case
            when judged.is_disputed then 'D'
            when judged.release_count > 1 and judged.base_low is null then 'A'
            when judged.is_confirmed and judged.base_low is null then 'B'
            else 'C'
        end as grade,
        case
            when judged.printing_count = 1 then 'only_printing'
            when not chosen.next_is_latest_value then 'later_publication'
            when chosen.width is distinct from chosen.next_width then 'finer_print'
            when chosen.authority <> chosen.next_authority then 'document_kind'
            when chosen.vintage_on is distinct from chosen.next_vintage_on then 'later_publication'
            else 'first_in_order'
        end as rule,
        chosen.figure_id,
        chosen.document_id,
        judged.source_count,
        judged.printing_count,
        judged.competitors,
    from ranked as chosen
    join judged
        on
            judged.indicator_id = chosen.indicator_id
            and judged.region_id is not distinct from chosen.region_id
            and judged.area_id is not distinct from chosen.area_id
            and judged.period_start is not distinct from chosen.period_start
            and judged.period_end = chosen.period_end
            and judged.scope is not distinct from chosen.scope
    where chosen.place = 1
)

select
    series.*,
    shown.text_printed,
    shown.value_display,
    shown.unit_display,
    shown.period_display,
    shown.indicator_label_zh,
    shown.indicator_label_en,
    shown.place_label_zh,
    shown.place_label_en,
from series
left join marts.figure as shown using (figure_id)
