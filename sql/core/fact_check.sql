-- purpose: relations that must hold, and whether they do
-- grain:   one row per relation and set of figures
-- source:  stage.check

with

staged as (
    from stage.check
)

select
    check_id,
    relation,
    verdict,
    severity,
    document_id,
    reported_figure_id,
    printed,
    printed_exact,
    implied_low,
    implied_low_exact,
    implied_high,
    implied_high_exact,
    gap,
    is_bound,
    reason,
    fits,
    evidence,
    admitted,
    pass_rate,
    diagnosis,
    explanation_zh,
    explanation_en,
from staged
