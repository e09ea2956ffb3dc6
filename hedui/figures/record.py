"""One figure as a flat row of plain values: what `hedui extract` prints, names and order fixed."""

from dataclasses import fields
from fractions import Fraction
from operator import attrgetter
from typing import Any

from hedui.figures.figure import Figure

# A row value; the list is a printed range.
Value = str | int | float | bool | None | list[int | float]

# The order of the record; a printed range stands under "value", sections and corrections are the warehouse's own.
_NOT_PRINTED = ("range_low", "range_high", "section", "is_corrected")
FIELDS = tuple(field.name for field in fields(Figure) if field.name not in _NOT_PRINTED)
_VALUES = attrgetter(*FIELDS)
_NUMBERS = ("value", "value_low", "value_high")
_DATES = ("period_start", "period_end", "base_period_start", "base_period_end")


def figure_record(figure: Figure) -> dict[str, Value]:
    """The figure as a row with the keys ``FIELDS``.

    Numbers are in ``unit``, integral ones as ``int``; ``value`` is ``[low, high]`` for a printed range of two ends;
    ``unit_factor`` is an exact ``"p/q"``; dates are ISO 8601; what the text does not tell is None.
    """
    row: dict[str, Any] = dict(zip(FIELDS, _VALUES(figure), strict=True))
    for name in _NUMBERS:
        if row[name] is not None:
            row[name] = _number(row[name])
    for name in _DATES:
        if row[name] is not None:
            row[name] = row[name].isoformat()
    if figure.range_low is not None and figure.range_high is not None:
        row["value"] = [_number(figure.range_low), _number(figure.range_high)]
    if figure.unit_factor is not None:
        row["unit_factor"] = f"{figure.unit_factor.numerator}/{figure.unit_factor.denominator}"
    return row


def _number(value: Fraction) -> int | float:
    """The exact number where it is integral, else the nearest ``float``."""
    return value.numerator if value.denominator == 1 else float(value)
