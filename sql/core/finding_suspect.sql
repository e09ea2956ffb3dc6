-- purpose: figures of each finding that may be wrong, and what they would have to be
-- grain:   one row per finding and figure
-- source:  stage.finding_suspect

with

staged as (
    from stage.finding_suspect
)

select
    finding_id,
    place,
    figure_id,
    needed_low,
    needed_low_exact,
    needed_high,
    needed_high_exact,
from staged
