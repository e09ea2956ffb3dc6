"""Charts as SVG, drawn when the page is made: rows in, markup out; colours are those of the style sheet.

Belongs here: geometry and axes. Does not belong here: which rows, or in what unit.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from markupsafe import Markup, escape

from hedui.site.labels import Both
from hedui.site.text import number
from hedui.warehouse.cells import harmless

WIDTH = 860
COLOURS = 8  # classes c0 to c7 of the style sheet
_HEIGHT, _LEFT, _TOP, _BOTTOM = 320, 64, 30, 34
_WIDE, _NARROW = 13.0, 7.3  # a Chinese and a Latin character of 13 px
_LABEL = 200  # px of a label at most
_DAYS = 365.25
_SAME = 1e-9  # share by which values differ that are drawn as one
_INTERVAL = 10  # px from which an interval is taller than its dot


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a line.

    Attributes:
        x: years, as ``whole_year`` or ``moment`` gives them.
        y: the value.
        low: least value it may stand for.
        high: greatest value it may stand for.
        href: where it is printed.
        tip: what is said of it.
        is_accused: whether a finding suspects it.
    """

    x: float
    y: float
    href: str
    tip: str
    low: float | None = None
    high: float | None = None
    is_accused: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """The values of one place.

    Attributes:
        name: of the place.
        points: the values, in order of time.
        targets: likewise.
        colour: number of its colour.
        is_part: whether it is of a part of what the place has.
        is_by_year: whether its values count from the beginning of the year.
    """

    name: Both
    points: Sequence[Point]
    targets: Sequence[Point] = ()
    colour: int = 0
    is_part: bool = False
    is_by_year: bool = False

    @property
    def strokes(self) -> Iterator[Sequence[Point]]:
        """Points that are joined: what counts from the beginning of a year is not joined to the year before."""
        if not self.is_by_year:
            yield self.points
        else:
            for _, points in groupby(self.points, lambda point: math.floor(point.x)):
                yield list(points)


@dataclass(frozen=True, slots=True)
class Bar:
    """One place of a comparison."""

    name: Both
    value: float
    text: str
    href: str
    tip: str


def whole_year(day: date) -> float:
    """A whole year stands over its label: at its last day it would look like the next one."""
    return day.year + 0.5


def moment(day: date) -> float:
    """A day within its year."""
    return day.year + (day.timetuple().tm_yday - 1) / _DAYS


def ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Round values that span from the lowest to the highest."""
    size = max(abs(low), abs(high))
    if high - low <= size * _SAME or size < _SAME:
        low, high = low - 0.1 * (size if size >= _SAME else 1), high + 0.1 * (size if size >= _SAME else 1)
    raw = (high - low) / most
    magnitude = 10.0 ** math.floor(math.log10(raw))
    step = next(factor * magnitude for factor in (1, 2, 2.5, 5, 10, 20) if factor * magnitude >= raw)
    first = math.floor(low / step + 1e-9)
    last = math.ceil(high / step - 1e-9)
    return [round(step * place, 12) for place in range(first, max(last, first + 1) + 1)]


def lines(series: Sequence[Line], unit: str, title: Both, limit: float | None = None) -> Markup:
    """Values over time, a line for each place, its name at its end; targets are diamonds.

    Args:
        series: the lines, at least one value or target among them.
        unit: of the axis.
        title: for those who do not see it.
        limit: greatest value the quantity can have (100 for a share).
    """
    names = [name for line in series for name in line.name]
    right = 22 + min(_LABEL, max(map(_width, names)))
    points = [point for line in series for point in (*line.points, *line.targets)]
    values = [value for point in points for value in (point.y, point.low, point.high) if value is not None]
    scale = ticks(min(values), min(max(values), limit) if limit is not None and max(values) <= limit else max(values))
    if limit is not None and scale[-1] > limit >= max(values):
        scale = [*(value for value in scale if value < limit), limit]
    first, last = math.floor(min(point.x for point in points)), math.floor(max(point.x for point in points)) + 1

    def across(x: float) -> float:
        return _LEFT + (x - first) / (last - first) * (WIDTH - _LEFT - right)

    def down(y: float) -> float:
        return _HEIGHT - _BOTTOM - (y - scale[0]) / (scale[-1] - scale[0]) * (_HEIGHT - _TOP - _BOTTOM)

    drawn = [_open(_HEIGHT, title), f'<text class="axis" x="0" y="14">{_text(unit)}</text>']
    for value in scale:
        y = down(value)
        drawn.append(f'<path class="grid" d="M{_LEFT} {y:.1f}H{WIDTH - right:.0f}"/>')
        drawn.append(f'<text class="axis" x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{number(value)}</text>')
    step = max(1, math.ceil((last - first) * 44 / (WIDTH - _LEFT - right)))
    for year in range(first, last):
        drawn.append(f'<path class="tick" d="M{across(year):.1f} {_HEIGHT - _BOTTOM}v5"/>')
        if (year - first) % step == 0:
            middle = across(year + 0.5)
            drawn.append(f'<text class="axis" x="{middle:.1f}" y="{_HEIGHT - 12}" text-anchor="middle">{year}</text>')
    for line in series:
        drawn.append(f'<g class="c{line.colour % COLOURS}{" part" if line.is_part else ""}">')
        strokes = (
            "L".join(f"{across(point.x):.1f} {down(point.y):.1f}" for point in stroke) for stroke in line.strokes
        )
        if joined := "".join(f"M{stroke}" for stroke in strokes if "L" in stroke):
            drawn.append(f'<path class="line" d="{joined}"/>')
        for target in line.targets:
            shape = f'<path class="target" d="M{across(target.x):.1f} {down(target.y) - 6:.1f}l6 6-6 6-6-6z"/>'
            drawn.append(_linked(target.href, target.tip, shape))
        for point in line.points:
            x, y, shape = across(point.x), down(point.y), ""
            if point.low is not None and point.high is not None and down(point.low) - down(point.high) > _INTERVAL:
                shape = f'<path class="interval" d="M{x:.1f} {down(point.low):.1f}V{down(point.high):.1f}"/>'
            if point.is_accused:
                shape += f'<circle class="accused" cx="{x:.1f}" cy="{y:.1f}" r="9"/>'
            shape += f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
            drawn.append(_linked(point.href, point.tip, shape))
        drawn.append("</g>")
    ends = sorted((down((line.points or line.targets)[-1].y), place) for place, line in enumerate(series))
    floor = float(_TOP)
    for y, place in ends:
        floor = max(floor, min(y, _HEIGHT - _BOTTOM - 16 * (len(ends) - 1 - ends.index((y, place)))))
        line = series[place]
        label = _both(line.name, WIDTH - right + 12, floor + 4, f"name c{line.colour % COLOURS}")
        drawn.append(label)
        floor += 16
    return Markup("".join(drawn) + "</svg>")


def bars(rows: Sequence[Bar], title: Both) -> Markup:
    """Places side by side at one period: dots on a scale that need not begin at zero."""
    left = 16 + min(_LABEL, max(_width(name) for row in rows for name in row.name))
    right = 24 + max(_width(row.text) for row in rows)
    height = 28 + 24 * len(rows)
    values = [row.value for row in rows]
    scale = ticks(min(values), max(values))

    def across(value: float) -> float:
        return left + (value - scale[0]) / (scale[-1] - scale[0]) * (WIDTH - left - right)

    drawn = [_open(height, title)]
    for value in scale:
        drawn.append(f'<path class="grid" d="M{across(value):.1f} 20V{height}"/>')
        drawn.append(f'<text class="axis" x="{across(value):.1f}" y="13" text-anchor="middle">{number(value)}</text>')
    for place, row in enumerate(rows):
        y = 36 + 24 * place
        drawn.append(_both(row.name, left - 10, y + 4, "name", "end"))
        shape = (
            f'<path class="row" d="M{left:.0f} {y}H{WIDTH - right:.0f}"/>'
            f'<circle class="dot" cx="{across(row.value):.1f}" cy="{y}" r="5"/>'
            f'<text class="said" x="{across(row.value) + 10:.1f}" y="{y + 4}">{_text(row.text)}</text>'
        )
        drawn.append(f'<g class="c0">{_linked(row.href, row.tip, shape)}</g>')
    return Markup("".join(drawn) + "</svg>")


def panel(line: Line, scale: Sequence[float], years: tuple[int, int]) -> Markup:
    """One place of many that are drawn side by side, on the scales that all of them share.

    Args:
        line: its values.
        scale: what ``ticks`` gives for the values of all places.
        years: the first and the last.
    """
    width, height, left, bottom, top = 220, 120, 44, 20, 8

    def across(x: float) -> float:
        return left + (x - years[0]) / (years[1] + 1 - years[0]) * (width - left - 10)

    def down(y: float) -> float:
        return height - bottom - (y - scale[0]) / (scale[-1] - scale[0]) * (height - bottom - top)

    drawn = [_open(height, line.name, width)]
    for value in (scale[0], scale[-1]):
        drawn.append(f'<path class="grid" d="M{left} {down(value):.1f}H{width - 10}"/>')
        drawn.append(
            f'<text class="axis" x="{left - 6}" y="{down(value) + 4:.1f}" text-anchor="end">{number(value)}</text>'
        )
    for year, anchor in ((years[0], "start"), (years[1], "end")):
        x = left if anchor == "start" else width - 10
        drawn.append(f'<text class="axis" x="{x}" y="{height - 4}" text-anchor="{anchor}">{year}</text>')
    drawn.append('<g class="c0">')
    for stroke in line.strokes:
        path = "L".join(f"{across(point.x):.1f} {down(point.y):.1f}" for point in stroke)
        drawn.append(f'<path class="line" d="M{path}"/>' if len(stroke) > 1 else "")
    for target in line.targets:
        shape = f'<path class="target" d="M{across(target.x):.1f} {down(target.y) - 5:.1f}l5 5-5 5-5-5z"/>'
        drawn.append(_linked(target.href, target.tip, shape))
    for point in line.points:
        kind = "dot accused" if point.is_accused else "dot"
        shape = f'<circle class="{kind}" cx="{across(point.x):.1f}" cy="{down(point.y):.1f}" r="3.5"/>'
        drawn.append(_linked(point.href, point.tip, shape))
    return Markup("".join(drawn) + "</g></svg>")


def spark(values: Sequence[float]) -> Markup:
    """A line of values without axes, for a glance; the numbers stand beside it."""
    if len(values) < 2:
        return Markup("")
    low, high = min(values), max(values)
    spread = (high - low) or 1.0
    places = [
        f"{3 + 84 * place / (len(values) - 1):.1f} {21 - 18 * (value - low) / spread:.1f}"
        for place, value in enumerate(values)
    ]
    x, y = places[-1].split()
    return Markup(
        '<svg class="spark" viewBox="0 0 90 24" width="90" height="24" aria-hidden="true">'
        f'<path class="line" d="M{"L".join(places)}"/><circle class="dot" cx="{x}" cy="{y}" r="2.5"/></svg>'
    )


def _open(height: float, title: Both, width: int = WIDTH) -> str:
    size = f'viewBox="0 0 {width} {height:.0f}" width="{width}" height="{height:.0f}"'
    return f'<svg {size} role="group" aria-label="{_text(f"{title.zh} {title.en}")}">'


def _linked(href: str, tip: str, shape: str) -> str:
    return f'<a href="{_text(href)}">{shape}<title>{_text(tip)}</title></a>'


def _both(name: Both, x: float, y: float, kind: str, anchor: str = "start") -> str:
    """A label in both languages, of which the page shows one."""
    return "".join(
        f'<text class="{kind} {language}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{_text(_short(text))}</text>'
        for language, text in zip(("zh", "en"), name, strict=True)
    )


def _short(text: str) -> str:
    while _width(text) > _LABEL:
        text = text[:-2] + "…"
    return text


def _text(text: str) -> str:
    return str(escape(harmless(text)))


def _width(text: str) -> float:
    return sum(_WIDE if ord(character) > 0x2E7F else _NARROW for character in text)
