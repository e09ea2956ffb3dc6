-- purpose: failing checks that a person may act on, with both ends of their life
-- grain:   one row per finding, resolved ones included
-- source:  core.fact_check, core.fact_figure, core.dim_document, stage.finding_history, stage.build

with

failing as (
    from core.fact_check
    where verdict in ('conflict', 'gross_conflict')
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

build as (
    from stage.build
),

standing as (
    select
        failing.check_id as finding_id,
        failing.severity,
        case
            when history.finding_id is null or history.state = 'resolved' then 'new'
            when history.state = 'accepted' then 'accepted'
            else 'open'
        end as state,
        coalesce(history.first_seen_at, build.built_at) as first_seen_at,
        build.built_at as last_seen_at,
        failing.check_id,
        failing.relation,
        failing.verdict,
        failing.diagnosis,
        failing.document_id,
        document.file_name,
        document.title,
        failing.reported_figure_id,
        figure.text,
        figure.sentence,
        failing.explanation_zh,
        failing.explanation_en,
    from failing
    join figure on figure.figure_id = failing.reported_figure_id
    join document on document.document_id = failing.document_id
    left join history on history.finding_id = failing.check_id
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
