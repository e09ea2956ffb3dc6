-- purpose: numerals of the texts that became no figure, each in its words
-- grain:   one row per such numeral
-- source:  stage.unread_numeral

with

staged as (
    from stage.unread_numeral
)

select *
from staged
