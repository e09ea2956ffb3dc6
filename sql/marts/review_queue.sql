-- purpose: what a person has to settle, and numerals that were not read; figure_count says how many figures each decision gains
-- grain:   one row per reason and term
-- source:  core.fact_figure, core.dim_document, core.unread_numeral, stage.review_candidate, stage.review_decision
-- Names that one decision settles stand in one row: those with the same words before (高端…) or behind (…规模) a known name.

with

fact as (
    from core.fact_figure
    where role in ('actual', 'plan', 'change', 'rate', 'rank')
),

document as (
    select
        document_id,
        concat_ws('/', period_start, period_end) as period,
    from core.dim_document
),

candidate as (
    select
        subject,
        list(candidate order by place) as candidates,
    from stage.review_candidate
    group by subject
),

decided as (
    from stage.review_decision
),

unsettled as (
    select
        'unmapped_subject' as review_reason,
        case decided.decision
            when 'front' then decided.term || '…'
            when 'behind' then '…' || decided.term
            else coalesce(decided.term, fact.subject)
        end as term,
        decided.decision,
        fact.subject as name,
        fact.figure_id,
        fact.document_id,
    from fact
    left join decided using (subject)
    where fact.indicator_id is null
    union all by name
    select
        'unknown_unit' as review_reason,
        unit_printed as term,
        figure_id,
        document_id,
    from fact
    where quantity_kind = 'unknown' and unit_printed <> ''
    union all by name
    select
        'unresolved_period' as review_reason,
        subject as term,
        figure_id,
        document_id,
    from fact
    where period_end is null
    union all by name
    select
        'doubtful_recognition' as review_reason,
        text as term,
        figure_id,
        document_id,
    from fact
    where ocr_confidence < 0.9
),

queued as (
    select
        review_reason,
        term,
        count(*) as figure_count,
        count(distinct document_id) as document_count,
        any_value(decision) as decision,
        coalesce(list_sort(list(distinct name) filter (where name is not null))[:20], []) as names,
        list_sort(list(distinct document.period) filter (where document.period <> '')) as periods,
        min(figure_id) as figure_id,
    from unsettled
    join document using (document_id)
    group by
        review_reason,
        term
),

unread as (
    select
        'unread_numeral' as review_reason,
        text as term,
        count(*) as figure_count,
        count(distinct document_id) as document_count,
        arg_min(document_id, (document_id, start)) as document_id,
        arg_min(passage, (document_id, start)) as sentence,
    from core.unread_numeral
    group by text
),

queue as (
    select
        queued.review_reason,
        queued.term,
        queued.figure_count,
        queued.document_count,
        queued.decision,
        queued.names,
        case queued.review_reason
            when 'unmapped_subject' then coalesce(candidate.candidates, [])
            when 'unresolved_period' then coalesce(queued.periods, [])
            else []
        end as candidates,
        fact.figure_id,
        fact.document_id,
        fact.sentence,
    from queued
    join fact using (figure_id)
    left join candidate on candidate.subject = fact.subject
    union all by name
    select
        unread.*,
        null as decision,
        [] as names,
        [] as candidates,
        null as figure_id,
    from unread
)

select *
from queue
