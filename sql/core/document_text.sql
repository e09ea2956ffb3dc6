-- purpose: the text that every offset points into
-- grain:   one row per document
-- source:  stage.document_text

with

staged as (
    from stage.document_text
)

select
    document_id,
    text,
from staged
