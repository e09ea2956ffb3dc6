-- purpose: how each section that shows it shortens its derived figures
-- grain:   one row per document and section
-- source:  stage.section_convention

with

staged as (
    from stage.section_convention
)

select
    document_id,
    section,
    rounding_convention,
from staged
