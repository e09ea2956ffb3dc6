"""The record of one printed number."""

from dataclasses import dataclass, fields
from datetime import date
from fractions import Fraction
from operator import attrgetter
from typing import Any

from hedui.vocabulary.codes import ChangeKind, Comparator, CountedFrom, PeriodKind, QuantityKind, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One numeral mention of a document, fact or not.

    ``start``, ``end`` and ``sentence_start`` are ``str`` indices into the text as read from the file; ``text`` and
    ``sentence`` are slices of it. Numbers are exact: ``value`` is in ``unit`` (a decline is negative), None for a
    printed range (then ``range_low`` and ``range_high``, one None where the words are open), for damaged digits, and
    where there is nothing to measure (times, names …).

    Attributes:
        document: ``document_id`` of the document.
        figure_id: ``document`` and the figure's place in it; depends on bytes and reader alone.
        number_printed: the number as written, white space left out (``2.45``, ``三``, ``2×630``).
        decimals: printed decimal places; None where there is no positional number.
        scale: the factor of 万, 亿 …, 1 without.
        unit_printed: unit as written, scale included (``万亩``); ``""`` where none is.
        unit_factor: exact factor from the printed unit (scale apart) to ``unit``; None without a known unit.
        value_low: lower end of the rounding interval in ``unit`` (a point for counts and plans).
        value_high: upper end of it.
        unit: unit code, or the counting classifier itself; None where none is printed.
        is_approximate: whether 约, 近, 左右 … stands with it.
        subject: name of the thing measured, an analyst's row label.
        indicator_id: indicator the subject was mapped to, by ``hedui.figures.mapping``.
        region_id: GB/T 2260 code of the place it speaks of, by ``hedui.figures.mapping``.
        area_id: reference area it speaks of (a city cluster, a basin), by ``hedui.figures.mapping``; then no region.
        place_printed: name of that place as printed; None where the document's own is meant without being named.
        period_start: first day; None for a point in time, a due date, or where the text does not tell.
        period_end: last day, or the due date of a plan.
        is_planned: whether a change is a target.
        change_kind: for a change, against what; None for other roles.
        is_inferred: whether the text implies the base of a change and does not say it.
        annualised_years: number of years where ``change_kind`` is annualised.
        counted_from: for a rank or a change of rank, the end counted from.
        set_size: for a rank, the size of its comparison set.
        scope: what narrows the subject's population (规模以上, 不含巩义市), as printed.
        qualifies: ``figure_id`` of the level that a change or a rate speaks of.
        page: page of the file where it has pages.
        block: position of the figure's block in the document; -1 for page furniture.
        is_ocr: whether it was recognised in a picture of the page.
        ocr_confidence: how sure the recogniser was of its line, 0 to 1; None for printed text.
        is_corrected: whether a person reads it so, by ``hedui.figures.misreadings``.
        because: what decided its role, period and base: ``role=will period=clause``, ids of rules or of sources that
            ``hedui.figures.because`` puts in words.
        section: position of the outermost heading that the block stands under; -1 without one.
    """

    document: str
    figure_id: str
    start: int
    end: int
    text: str
    role: Role
    number_printed: str
    decimals: int | None = None
    scale: int = 1
    unit_printed: str = ""
    unit_factor: Fraction | None = None
    value: Fraction | None = None
    range_low: Fraction | None = None
    range_high: Fraction | None = None
    value_low: Fraction | None = None
    value_high: Fraction | None = None
    unit: str | None = None
    quantity_kind: QuantityKind = QuantityKind.UNKNOWN
    comparator: Comparator = Comparator.EQUAL
    is_approximate: bool = False
    subject: str = ""
    indicator_id: str | None = None
    region_id: str | None = None
    area_id: str | None = None
    place_printed: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    period_kind: PeriodKind = PeriodKind.UNKNOWN
    is_planned: bool = False
    change_kind: ChangeKind | None = None
    base_period_start: date | None = None
    base_period_end: date | None = None
    is_inferred: bool = False
    annualised_years: int | None = None
    counted_from: CountedFrom | None = None
    set_size: int | None = None
    scope: str | None = None
    qualifies: str | None = None
    sentence: str
    sentence_start: int
    page: int | None = None
    block: int = -1
    is_ocr: bool = False
    ocr_confidence: float | None = None
    is_corrected: bool = False
    because: str = ""
    section: int = -1


_NAMES = tuple(field.name for field in fields(Figure))
_VALUES = attrgetter(*_NAMES)


def changed(figure: Figure, **changes: Any) -> Figure:
    """The figure with other values of some fields, as ``dataclasses.replace`` gives it in four times the time."""
    values: dict[str, Any] = dict(zip(_NAMES, _VALUES(figure), strict=True))
    return Figure(**(values | changes))
