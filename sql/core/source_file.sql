-- purpose: every file found in the report folders and what became of it
-- grain:   one row per file found
-- source:  stage.source_file

with

staged as (
    from stage.source_file
)

select
    path,
    file_name,
    sha256,
    document_id,
    status,
    problem,
from staged
