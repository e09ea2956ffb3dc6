-- purpose: codes of every code list with their names
-- grain:   one row per code list and code
-- source:  stage.code

with

staged as (
    from stage.code
)

select
    code_list,
    code,
    label_zh,
    label_en,
from staged
