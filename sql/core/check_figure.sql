-- purpose: figures of each check, the reported one included
-- grain:   one row per check and figure
-- source:  stage.check_figure

with

staged as (
    from stage.check_figure
)

select
    check_id,
    figure_id,
    part,
from staged
