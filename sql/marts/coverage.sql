-- purpose: how much of each document was read, accounted for, mapped and checked
-- grain:   one row per document
-- source:  core.dim_document, core.fact_figure, core.fact_check, core.check_figure, core.unread_numeral, stage.document_numeral

with

document as (
    from core.dim_document
),

numeral as (
    from stage.document_numeral
),

unread as (
    select
        document_id,
        arg_min(passage, start) as first_unaccounted,
    from core.unread_numeral
    group by document_id
),

decided_check as (
    from core.fact_check
    where verdict not in ('untestable', 'errored')
),

check_figure as (
    from core.check_figure
),

checked as (
    select distinct check_figure.figure_id
    from decided_check
    join check_figure using (check_id)
),

figure as (
    select
        fact_figure.*,
        fact_figure.role in ('actual', 'plan', 'change', 'rate', 'rank') as is_fact,
        checked.figure_id is not null as is_checked,
    from core.fact_figure as fact_figure
    left join checked using (figure_id)
),

counted as (
    select
        document_id,
        count(*) as figures,
        count(*) filter (where is_fact) as facts,
        count(*) filter (where is_fact and indicator_id is not null) as mapped,
        count(*) filter (where is_fact and quantity_kind <> 'unknown') as with_unit,
        count(*) filter (where is_fact and period_end is not null) as with_period,
        count(*) filter (where is_fact and is_checked) as checked,
    from figure
    group by document_id
),

coverage as (
    select
        document.document_id,
        document.file_name,
        numeral.numerals,
        numeral.unaccounted,
        unread.first_unaccounted,
        coalesce(counted.figures, 0) as figures,
        coalesce(counted.facts, 0) as facts,
        coalesce(counted.mapped, 0) as mapped,
        coalesce(counted.with_unit, 0) as with_unit,
        coalesce(counted.with_period, 0) as with_period,
        coalesce(counted.checked, 0) as checked,
    from document
    join numeral using (document_id)
    left join unread using (document_id)
    left join counted using (document_id)
)

select *
from coverage
