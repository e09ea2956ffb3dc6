"""A quantity printed again in another unit, in brackets right behind the first printing.

``面积减少975千公顷(1462万亩)``: both printings are one quantity, so they play one part: level beside level, change
beside change. Whether they agree is for a relation to say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from hedui.documents.fold import fold
from hedui.figures.figure import Figure
from hedui.vocabulary.codes import FACT_ROLES, QuantityKind, Role

_OPENING = re.compile(r"\s*[(,]?\s*(?:约合|折合|相当于|合|折|即|或)?约?\s*")
_CLOSING = re.compile(r"\s*\)")
_NO_MEASURES = frozenset({QuantityKind.COUNT, QuantityKind.PLACE, QuantityKind.UNKNOWN, QuantityKind.PERCENT})


def with_second_units(figures: Sequence[Figure]) -> tuple[list[Figure], Mapping[str, str]]:
    """Figures in their order, second printings made alike to first ones, and the first printing of each second one.

    Args:
        figures: those of any documents, in text order.
    """
    by_id = {figure.figure_id: figure for figure in figures}
    first_of: dict[str, str] = {}
    second_of: dict[str, str] = {}
    measured = [figure for figure in figures if figure.role in FACT_ROLES]
    for first, second in pairwise(measured):
        if _is_second_printing(first, second):
            first_of[second.figure_id], second_of[first.figure_id] = first.figure_id, second.figure_id
    for second_id, first_id in first_of.items():
        by_id[second_id] = _alike(by_id[second_id], by_id[first_id], second_of)
    return [by_id[figure.figure_id] for figure in figures], first_of


def _is_second_printing(first: Figure, second: Figure) -> bool:
    is_one_quantity = (
        first.document == second.document
        and first.sentence_start == second.sentence_start
        and first.unit is not None
        and first.unit == second.unit
        and first.quantity_kind not in _NO_MEASURES
        and None not in (first.value, second.value, first.unit_factor, second.unit_factor)
        and first.unit_factor != second.unit_factor
    )
    if not is_one_quantity:
        return False
    sentence, offset = first.sentence, first.sentence_start
    between = fold(sentence[first.end - offset : second.start - offset])
    behind = fold(sentence[second.end - offset : second.end - offset + 3])
    return "(" in between and bool(_OPENING.fullmatch(between) and _CLOSING.match(behind))


def _alike(second: Figure, first: Figure, second_of: Mapping[str, str]) -> Figure:
    """The second printing in the part of the first; of a change it qualifies the level's own second printing."""
    falls = first.role is Role.CHANGE and (first.value or 0) < 0 < (second.value or 0)
    value, low, high = second.value, second.value_low, second.value_high
    if falls and value is not None:
        value = -value
        low, high = (-high if high is not None else None), (-low if low is not None else None)
    return replace(
        second,
        value=value,
        value_low=low,
        value_high=high,
        role=first.role,
        comparator=first.comparator if second.comparator.value == "=" else second.comparator,
        subject=first.subject,
        indicator_id=first.indicator_id,
        region_id=first.region_id,
        scope=first.scope,
        period_start=first.period_start,
        period_end=first.period_end,
        period_kind=first.period_kind,
        is_planned=first.is_planned,
        change_kind=first.change_kind,
        base_period_start=first.base_period_start,
        base_period_end=first.base_period_end,
        annualised_years=first.annualised_years,
        qualifies=second_of.get(first.qualifies or "", first.qualifies),
    )
