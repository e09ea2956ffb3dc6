-- purpose: planned, done and completion rate in one row
-- grain:   one row per completion rate, or per stated pair of plan and done without a rate
-- source:  core.fact_figure, core.fact_check, core.check_figure
-- A rate takes its plan and done from its completion check; without one, the level it qualifies is the done amount.
-- Plan and done without a rate are a pair where a sentence states exactly one of each of the same thing, of a kind that
-- is worked off (a concentration below its limit is no completion).

with

figure as (
    from core.fact_figure
),

completion_check as (
    from core.fact_check
    where relation = 'completion_rate'
),

check_figure as (
    from core.check_figure
),

checked as (
    select
        completion_check.reported_figure_id as rate_figure_id,
        min(check_figure.figure_id) filter (where check_figure.part = 'plan') as planned_figure_id,
        min(check_figure.figure_id) filter (where check_figure.part = 'done') as done_figure_id,
    from completion_check
    join check_figure using (check_id)
    group by completion_check.reported_figure_id
),

stated_rate as (
    select
        rate.figure_id as rate_figure_id,
        checked.planned_figure_id,
        coalesce(checked.done_figure_id, rate.qualifies) as done_figure_id,
    from figure as rate
    left join checked on checked.rate_figure_id = rate.figure_id
    where rate.role = 'rate'
),

rated as (
    select planned_figure_id as figure_id
    from stated_rate
    union
    select done_figure_id as figure_id
    from stated_rate
),

unrated as (
    from figure
    where
        role in ('plan', 'actual')
        and value is not null
        and subject <> ''
        and comparator not in ('<', '<=')
        and quantity_kind in (
            'count', 'mass', 'standard_coal', 'area', 'length', 'volume', 'power', 'energy', 'money'
        )
        and not exists (
            from rated
            where rated.figure_id = figure.figure_id
        )
),

bare_pair as (
    select
        null as rate_figure_id,
        min(figure_id) filter (where role = 'plan') as planned_figure_id,
        min(figure_id) filter (where role = 'actual') as done_figure_id,
    from unrated
    group by
        document_id,
        sentence_start,
        subject,
        unit,
        scope,
        region_id,
        area_id
    having
        count(*) filter (where role = 'plan') = 1
        and count(*) filter (where role = 'actual') = 1
),

pair as (
    from stated_rate
    union all by name
    from bare_pair
),

progress as (
    select
        coalesce(rate.figure_id, done.figure_id) as progress_id,
        coalesce(rate.document_id, done.document_id) as document_id,
        coalesce(done.subject, rate.subject) as subject,
        coalesce(done.indicator_id, rate.indicator_id) as indicator_id,
        coalesce(done.region_id, rate.region_id) as region_id,
        coalesce(done.period_start, rate.period_start) as period_start,
        coalesce(done.period_end, rate.period_end) as period_end,
        coalesce(done.unit, planned.unit) as unit,
        planned.value as planned,
        planned.figure_id as planned_figure_id,
        done.value as done,
        done.figure_id as done_figure_id,
        rate.value as rate,
        rate.figure_id as rate_figure_id,
        if(done.unit is not distinct from planned.unit, 100 * done.value / nullif(planned.value, 0), null)
            as rate_implied,
    from pair
    left join figure as rate on rate.figure_id = pair.rate_figure_id
    left join figure as planned on planned.figure_id = pair.planned_figure_id
    left join figure as done on done.figure_id = pair.done_figure_id
)

select *
from progress
