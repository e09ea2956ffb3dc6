-- purpose: every file found in the report folders and what became of it
-- grain:   one row per file found
-- source:  stage.source_file, stage.refusal

with

staged as (
    from stage.source_file
),

refusal as (
    from stage.refusal
)

select
    staged.path,
    staged.file_name,
    staged.sha256,
    if(refusal.problem is null, staged.document_id, null) as document_id,
    if(refusal.problem is null, staged.status, 'refused') as status,
    coalesce(refusal.problem, staged.problem) as problem,
from staged
left join refusal using (document_id)
