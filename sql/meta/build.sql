-- purpose: the build that made this file, with what it holds
-- grain:   one row
-- source:  stage.build, core.dim_document, core.fact_figure, core.fact_check, marts.finding, marts.coverage

with

build as (
    from stage.build
)

select
    build.build_id,
    build.built_at,
    build.code_version,
    build.vocabulary_version,
    (select count(*) from core.dim_document) as document_count,
    (select count(*) from core.fact_figure) as figure_count,
    (select coalesce(sum(facts), 0) from marts.coverage) as fact_count,
    (select count(*) from core.fact_check) as check_count,
    (select count(*) from marts.finding where state <> 'resolved') as finding_count,
from build
