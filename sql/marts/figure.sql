-- purpose: every fact with where it was printed, of what, where, when and in which words, for people
-- grain:   one row per figure that states a fact
-- source:  core.fact_figure, core.dim_document, core.dim_indicator, core.dim_region, core.dim_area, core.finding_suspect, marts.finding

with

fact as (
    from core.fact_figure
    where role in ('actual', 'plan', 'change', 'rate', 'rank')
),

document as (
    select
        document_id,
        file_name,
        title,
        issuer,
    from core.dim_document
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

suspect as (
    select distinct suspect.figure_id
    from core.finding_suspect as suspect
    join marts.finding as finding using (finding_id)
    where finding.state in ('new', 'open')
),

figure as (
    select
        document.file_name,
        document.title,
        document.issuer,
        coalesce(region.label_zh, area.label_zh) as place_label_zh,
        indicator.label_zh as indicator_label_zh,
        fact.subject,
        fact.scope,
        fact.period_display,
        fact.role,
        fact.change_kind,
        fact.comparator,
        fact.text as text_printed,
        fact.value_display,
        fact.decimals_display,
        fact.unit_display,
        fact.is_approximate,
        fact.is_planned,
        fact.quantity_kind = 'unknown'
        or fact.period_end is null
        or coalesce(fact.ocr_confidence < 0.9, false)
        or suspect.figure_id is not null as is_doubtful,
        fact.is_corrected,
        fact.sentence,
        fact.page,
        coalesce(region.label_en, area.label_en) as place_label_en,
        indicator.label_en as indicator_label_en,
        fact.value,
        fact.unit,
        fact.period_start,
        fact.period_end,
        fact.period_kind,
        fact.indicator_id,
        fact.region_id,
        fact.area_id,
        fact.document_id,
        fact.figure_id,
    from fact
    join document using (document_id)
    left join indicator using (indicator_id)
    left join region using (region_id)
    left join area using (area_id)
    left join suspect using (figure_id)
)

select *
from figure
