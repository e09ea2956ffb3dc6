-- purpose: each value of an indicator beside its change, the year before, its target and its source
-- grain:   one row per indicator, region or area, period and scope of which a value or a year-on-year change is printed
-- source:  marts.indicator_series, marts.target_progress, core.fact_vintage, core.fact_change, core.fact_target, core.fact_figure, core.dim_document, core.dim_indicator, core.dim_region, core.dim_area, stage.year_on_year, stage.figure_display
-- The change is that of the report that prints the value, else that of another report that prints the same value. A
-- target is shown for whole years, years to date and points in time: the one due next.

with

series as (
    from marts.indicator_series
),

printed as (
    select
        figure_id,
        document_id,
        text,
        comparator,
        decimals,
        period_display,
        sentence,
        page,
    from core.fact_figure
),

display as (
    from stage.figure_display
),

document as (
    from core.dim_document
),

vintage as (
    from core.fact_vintage
),

year_on_year as (
    from stage.year_on_year
),

indicator as (
    from core.dim_indicator
),

region as (
    from core.dim_region
),

area as (
    from core.dim_area
),

beside as (
    select
        series.figure_id as series_figure_id,
        year_on_year.*,
    from series
    join vintage
        on
            vintage.indicator_id = series.indicator_id
            and vintage.region_id is not distinct from series.region_id
            and vintage.area_id is not distinct from series.area_id
            and vintage.scope is not distinct from series.scope
            and vintage.period_start is not distinct from series.period_start
            and vintage.period_end = series.period_end
            and (vintage.figure_id = series.figure_id or vintage.value = series.value)
    join year_on_year on year_on_year.figure_id = vintage.figure_id
    qualify
        row_number() over (
            partition by series.figure_id
            order by
                year_on_year.change_figure_id is null,
                vintage.document_id <> series.document_id,
                vintage.figure_id <> series.figure_id,
                vintage.vintage_on desc nulls last,
                vintage.figure_id
        ) = 1
),

valued as (
    select
        series.indicator_id,
        series.region_id,
        series.area_id,
        series.period_start,
        series.period_end,
        series.period_kind,
        series.scope,
        series.figure_id,
        series.value,
        series.value_first,
        series.unit,
        series.is_superseded,
        series.is_break,
        series.grade,
        beside.previous,
        beside.previous_low,
        beside.previous_high,
        beside.previous_origin,
        beside.previous_figure_id,
        beside.superseded_figure_id,
        beside.change,
        beside.change_unit,
        beside.change_decimals,
        beside.change_origin,
        beside.change_figure_id,
    from series
    left join beside on beside.series_figure_id = series.figure_id
),

grown as (
    select
        change.indicator_id,
        change.region_id,
        change.area_id,
        change.period_start,
        change.period_end,
        change.period_kind,
        change.scope,
        change.figure_id,
        null as value,
        null as value_first,
        null as unit,
        false as is_superseded,
        false as is_break,
        null as grade,
        null as previous,
        null as previous_low,
        null as previous_high,
        null as previous_origin,
        null as previous_figure_id,
        null as superseded_figure_id,
        change.value as change,
        change.unit as change_unit,
        coalesce(printed.decimals, 0) as change_decimals,
        'printed' as change_origin,
        change.figure_id as change_figure_id,
    from core.fact_change as change
    join printed using (figure_id)
    join document on document.document_id = change.document_id and document.is_current
    anti join series
        on
            series.indicator_id = change.indicator_id
            and series.region_id is not distinct from change.region_id
            and series.area_id is not distinct from change.area_id
            and series.scope is not distinct from change.scope
            and series.period_start is not distinct from change.period_start
            and series.period_end = change.period_end
    where
        change.change_kind = 'year_on_year'
        and not change.is_planned
        and change.indicator_id is not null
        and change.period_end is not null
        and change.value is not null
        and change.unit in ('%', 'pp')
    qualify
        row_number() over (
            partition by
                change.indicator_id,
                change.region_id,
                change.area_id,
                change.period_start,
                change.period_end,
                change.scope
            order by document.published_on desc nulls last, change.document_id, change.figure_id
        ) = 1
),

told as (
    from valued
    union all by name
    from grown
),

target as (
    select
        told.figure_id as told_figure_id,
        progress.figure_id,
        progress.comparator,
        progress.due_on,
        progress.target_display,
        progress.period_display,
        nullif(regexp_extract(printed.sentence, '约束性|预期性'), '') as nature,
        case
            when progress.due_on > told.period_end then 'not_due'
            when progress.actual_figure_id = told.figure_id then progress.attainment
            else 'undetermined'
        end as attainment,
    from told
    join core.fact_target as planned
        on
            planned.indicator_id = told.indicator_id
            and planned.region_id is not distinct from told.region_id
            and planned.area_id is not distinct from told.area_id
            and planned.scope is not distinct from told.scope
            and planned.period_end >= told.period_end
    join marts.target_progress as progress on progress.figure_id = planned.figure_id
    join printed on printed.figure_id = planned.figure_id
    join document on document.document_id = planned.document_id and document.is_current
    where told.period_kind in ('year', 'year_to_date', 'plan_period', 'instant', 'due')
    qualify
        row_number() over (
            partition by told.figure_id
            order by progress.due_on, document.published_on desc nulls last, progress.figure_id
        ) = 1
)

select
    indicator.label_zh as indicator_label_zh,
    told.scope,
    if(told.value is null, indicator.display_unit, display.unit_display) as unit_display,
    coalesce(region.label_zh, area.label_zh) as place_label_zh,
    printed.period_display,
    if(told.value is null, '=', printed.comparator) as comparator,
    if(told.change_figure_id = told.figure_id, null, printed.text) as text_printed,
    if(told.value is null, null, display.value_display) as value_display,
    if(told.value is null, null, display.decimals_display) as decimals_display,
    case
        when told.previous_figure_id is not null then previous.value_display
        else round(told.previous / display.unit_size, display.decimals_display::integer)
    end as previous_display,
    if(told.previous_figure_id is not null, previous.decimals_display, display.decimals_display) as previous_decimals,
    told.previous_low / display.unit_size as previous_low_display,
    told.previous_high / display.unit_size as previous_high_display,
    told.previous_origin,
    changed.text as change_printed,
    if(told.change_unit in ('%', 'pp'), told.change, told.change / display.unit_size) as change_display,
    if(told.change_unit in ('%', 'pp'), told.change_decimals, change.decimals_display) as change_decimals,
    case
        when told.change_unit = 'pp' then '个百分点'
        when told.change_unit = '%' then '%'
        when told.change_unit is not null then display.unit_display
    end as change_unit,
    told.change_origin,
    target.comparator as target_comparator,
    target.target_display,
    target_shown.decimals_display as target_decimals,
    target.nature as target_nature,
    target.due_on as target_due_on,
    target.period_display as target_due_display,
    target.attainment,
    document.document_number,
    document.title,
    document.file_name,
    printed.page,
    if(told.is_superseded and told.value_first <> told.value, told.value_first / display.unit_size, null)
        as value_first_display,
    superseded.value_display as superseded_display,
    told.is_superseded,
    told.is_break,
    told.grade,
    indicator.direction,
    region.level as place_level,
    indicator.label_en as indicator_label_en,
    coalesce(region.label_en, area.label_en) as place_label_en,
    told.value,
    told.unit,
    told.period_start,
    told.period_end,
    told.period_kind,
    told.indicator_id,
    told.region_id,
    told.area_id,
    printed.document_id,
    told.figure_id,
    told.change_figure_id,
    told.previous_figure_id,
    target.figure_id as target_figure_id,
from told
join printed using (figure_id)
join display using (figure_id)
join document on document.document_id = printed.document_id
join indicator on indicator.indicator_id = told.indicator_id
left join region on region.region_id = told.region_id
left join area on area.area_id = told.area_id
left join display as previous on previous.figure_id = told.previous_figure_id
left join display as superseded on superseded.figure_id = told.superseded_figure_id
left join printed as changed on changed.figure_id = told.change_figure_id
left join display as change on change.figure_id = told.change_figure_id
left join target on target.told_figure_id = told.figure_id
left join display as target_shown on target_shown.figure_id = target.figure_id
