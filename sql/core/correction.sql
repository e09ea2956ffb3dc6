-- purpose: corrections of printed values, which stay as printed
-- grain:   one row per corrected figure
-- source:  stage.correction

with

staged as (
    from stage.correction
)

select
    figure_id,
    document_id,
    printed,
    corrected,
    corrected_exact,
    unit,
    because,
    source,
    status,
    dated_on,
    still_wrong,
from staged
