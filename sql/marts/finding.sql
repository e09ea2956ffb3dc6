-- purpose: what a person may act on: failing checks folded by cause, with both ends of their life
-- grain:   one row per finding, resolved ones included
-- source:  stage.finding, core.finding_check, core.finding_suspect, core.fact_check, core.fact_figure, core.dim_document, stage.finding_history, stage.waiver, stage.build
-- A finding shows its gravest check; the others are in core.finding_check. A person's acceptance holds for the figure
-- as printed and the verdict that it was given for.

with

found as (
    from stage.finding
),

failing as (
    from core.fact_check
),

figure as (
    from core.fact_figure
),

document as (
    from core.dim_document
),

history as (
    from stage.finding_history
),

waiver as (
    from stage.waiver
),

build as (
    from stage.build
),

counted as (
    select
        finding_id,
        count(*) as check_count,
    from core.finding_check
    group by finding_id
),

suspected as (
    select
        suspect.finding_id,
        list(figure.text order by suspect.place) as suspects,
    from core.finding_suspect as suspect
    join figure on figure.figure_id = suspect.figure_id
    group by suspect.finding_id
),

standing as (
    select
        found.finding_id,
        found.severity,
        case
            when waiver.finding_id is not null then 'accepted'
            when history.finding_id is null or history.state = 'resolved' then 'new'
            else 'open'
        end as state,
        coalesce(history.first_seen_at, build.built_at) as first_seen_at,
        build.built_at as last_seen_at,
        failing.check_id,
        failing.relation,
        failing.verdict,
        found.diagnosis,
        failing.document_id,
        document.file_name,
        document.title,
        failing.reported_figure_id,
        figure.text,
        figure.sentence,
        failing.explanation_zh,
        failing.explanation_en,
        found.edit_class,
        found.materiality,
        found.rests_on,
        found.is_unique,
        coalesce(suspected.suspects, []) as suspects,
        coalesce(counted.check_count, 0) as check_count,
        found.query_zh,
        waiver.accepted_because,
        waiver.accepted_by,
        waiver.accepted_until,
    from found
    join failing on failing.check_id = found.check_id
    join figure on figure.figure_id = failing.reported_figure_id
    join document on document.document_id = failing.document_id
    left join counted on counted.finding_id = found.finding_id
    left join suspected on suspected.finding_id = found.finding_id
    left join history on history.finding_id = found.finding_id
    left join waiver
        on
            waiver.finding_id = found.finding_id
            and waiver.verdict = failing.verdict
            and waiver.text = figure.text
    cross join build
),

resolved as (
    select * replace ('resolved' as state)
    from history
    where not exists (
        from standing
        where standing.finding_id = history.finding_id
    )
),

finding as (
    from standing
    union all by name
    from resolved
)

select *
from finding
