-- purpose: what each report says of itself, the file it was read from, how it rounds, and its current edition
-- grain:   one row per document
-- source:  stage.document, stage.source_file, stage.convention, stage.edition

with

document as (
    from stage.document
),

source_file as (
    from stage.source_file
    where status = 'read'
),

convention as (
    from stage.convention
),

edition as (
    from stage.edition
)

select
    document.document_id,
    document.sha256,
    document.title,
    document.document_number,
    document.issuer,
    document.document_kind,
    document.place_printed,
    document.region_id,
    document.published_on,
    document.period_start,
    document.period_end,
    document.is_period_inferred,
    document.period_because,
    document.script,
    document.media_type,
    document.char_count,
    source_file.file_name,
    coalesce(convention.rounding_convention, 'unknown') as rounding_convention,
    edition.edition_of,
    edition.edition_of is null as is_current,
    document.region_id as document_region_id,
    document.period_start as document_period_start,
    document.period_end as document_period_end,
from document
join source_file using (document_id)
left join convention using (document_id)
left join edition using (document_id)
