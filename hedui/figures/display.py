"""Figures as people read them: the number in the unit that is usual for its indicator, the time in a few words.

Belongs here: how a value, a unit and a period are shown. Does not belong here: what they are.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import prod

from hedui.figures.figure import Figure
from hedui.vocabulary.codes import PeriodKind
from hedui.vocabulary.indicators import Indicator
from hedui.vocabulary.load import Vocabulary
from hedui.vocabulary.units import UnitRegistry

_SCALES = {"万": 10**4, "亿": 10**8}
_QUARTERS = ("一季度", "二季度", "三季度", "四季度")


@dataclass(frozen=True, slots=True)
class Display:
    """One figure for people.

    Attributes:
        figure_id: the figure.
        value_display: its value in ``unit_display``, with no more decimals than it was printed with.
        decimals_display: how many decimals that has, trailing zeros included; None where there is no positional number.
        unit_display: the usual unit of its indicator (万吨, 万亩), else the printed one.
        unit_size: how many units of ``Figure.value`` one ``unit_display`` is.
        period_display: the time it speaks of, as people write it (2023年1–10月).
    """

    figure_id: str
    value_display: Fraction | None
    decimals_display: int | None
    unit_display: str
    unit_size: Fraction
    period_display: str | None


def display(figure: Figure, vocabulary: Vocabulary) -> Display:
    """How people read a figure that was mapped."""
    indicator = vocabulary.indicators.by_id.get(figure.indicator_id or "")
    unit, size = _unit(figure, indicator, vocabulary.units)
    value, decimals = _quantity(figure, size)
    period = period_words(figure.period_start, figure.period_end, figure.period_kind)
    return Display(figure.figure_id, value, decimals, unit, size, period)


def period_words(start: date | None, end: date | None, kind: PeriodKind) -> str | None:
    """A period as people write it; None where it is not known."""
    if end is None:
        return None
    if start is None:
        return f"到{_day(end)}" if kind is PeriodKind.DUE else f"{_day(end)}{'末' if _ends_month(end) else ''}"
    if start.day > 1 or not _ends_month(end):
        return _span(f"{start.year}年", f"{start.month}月{start.day}日", f"{end.year}年", f"{end.month}月{end.day}日")
    if (start.month, end.month) == (1, 12):
        return f"{start.year}年" if start.year == end.year else f"{start.year}–{end.year}年"
    if start.year == end.year:
        months = f"{end.month}月" if start.month == end.month else f"{start.month}–{end.month}月"
        if kind is PeriodKind.HALF:
            months = "上半年" if start.month == 1 else "下半年"
        elif kind is PeriodKind.QUARTER:
            months = _QUARTERS[(start.month - 1) // 3]
        return f"{start.year}年{months}"
    return _span(f"{start.year}年", f"{start.month}月", f"{end.year}年", f"{end.month}月")


def _unit(figure: Figure, indicator: Indicator | None, units: UnitRegistry) -> tuple[str, Fraction]:
    """Unit for people and its size; a value whose unit nobody knows stays with the unit as printed."""
    if figure.unit_factor is None or figure.value is None:
        return figure.unit_printed, Fraction(1)
    if indicator is None or indicator.unit != figure.unit:
        return figure.unit_printed, figure.scale * figure.unit_factor
    return "" if indicator.display_unit == "1" else indicator.display_unit, _factor(indicator, units)


def _quantity(figure: Figure, size: Fraction) -> tuple[Fraction | None, int | None]:
    """The value in units of a size, and its decimals: conversion adds none that were not printed."""
    if figure.value is None or figure.decimals is None:
        return figure.value and figure.value / size, None
    decimals = _decimals(Fraction(figure.scale, 10**figure.decimals) * (figure.unit_factor or 1) / size)
    return round(figure.value / size, decimals), decimals


def _factor(indicator: Indicator, units: UnitRegistry) -> Fraction:
    """How many of the indicator's unit one of its display unit is."""
    bare = indicator.display_unit.lstrip("".join(_SCALES))
    scale = prod(_SCALES[word] for word in indicator.display_unit.removesuffix(bare))
    unit = units.by_alias.get(bare) or units.by_code.get(bare)
    return scale * (Fraction(1) if bare == indicator.unit or unit is None else unit.factor)


def _decimals(step: Fraction) -> int:
    """The fewest decimals that still tell two neighbouring printed values apart."""
    places = 0
    while Fraction(1, 10**places) > step:
        places += 1
    return places


def _day(day: date) -> str:
    """A day by its year, month or date, whichever it ends."""
    if (day.month, day.day) == (12, 31):
        return f"{day.year}年"
    return f"{day.year}年{day.month}月" + ("" if _ends_month(day) else f"{day.day}日")


def _span(start_year: str, start: str, end_year: str, end: str) -> str:
    """From one time to another, of which the second names its year where it is another one."""
    if start_year != end_year:
        return f"{start_year}{start}–{end_year}{end}"
    return f"{start_year}{start}" if start == end else f"{start_year}{start}–{end}"


def _ends_month(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]
