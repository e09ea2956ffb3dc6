-- purpose: every printed numeral, fact or not, with the indicator and place it was mapped to
-- grain:   one row per numeral mention
-- source:  stage.figure, stage.figure_mapping, stage.figure_display

with

figure as (
    from stage.figure
),

mapping as (
    from stage.figure_mapping
),

display as (
    from stage.figure_display
)

select
    figure.document_id,
    figure.figure_id,
    figure.start,
    figure."end",
    figure.text,
    figure.role,
    figure.number_printed,
    figure.decimals,
    figure.scale,
    figure.unit_printed,
    figure.unit_factor,
    figure.value,
    figure.value_exact,
    figure.range_low,
    figure.range_low_exact,
    figure.range_high,
    figure.range_high_exact,
    figure.value_low,
    figure.value_low_exact,
    figure.value_high,
    figure.value_high_exact,
    figure.unit,
    figure.quantity_kind,
    figure.comparator,
    figure.is_approximate,
    figure.subject,
    mapping.indicator_id,
    mapping.region_id,
    mapping.area_id,
    mapping.place_printed,
    figure.period_start,
    figure.period_end,
    figure.period_kind,
    figure.is_planned,
    figure.change_kind,
    figure.base_period_start,
    figure.base_period_end,
    figure.is_inferred,
    figure.annualised_years,
    figure.counted_from,
    figure.set_size,
    figure.scope,
    figure.qualifies,
    figure.sentence,
    figure.sentence_start,
    figure.page,
    figure.block,
    figure.is_ocr,
    figure.ocr_confidence,
    figure.is_corrected,
    figure.because,
    display.value_display,
    display.decimals_display,
    coalesce(display.unit_display, figure.unit_printed) as unit_display,
    display.period_display,
from figure
left join mapping using (figure_id)
left join display using (figure_id)
