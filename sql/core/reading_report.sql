-- purpose: what was read of each document and what was left out, where and why
-- grain:   one row per document and thing
-- source:  stage.reading_report

with

staged as (
    from stage.reading_report
)

select *
from staged
