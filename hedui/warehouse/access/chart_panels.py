"""How a panel looks: bars of places, a line over time, and small ones of many places; pure functions of rows.

Belongs here: marks, scales and sizes. Does not belong here: which rows are drawn (``charts``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import altair as alt

Row = dict[str, Any]

_WIDTH, _HEIGHT = 620, 300  # of a panel over time
_SMALL_WIDTH, _SMALL_HEIGHT, _COLUMNS = 180, 110, 4  # of small multiples
_BAR = 24  # height of a bar with its gap
_MOST_YEARS = 12  # that each have their label
_BLUE, _PALE, _GREY, _ORANGE, _RED = "#1f5a99", "#9dbfe0", "#767676", "#b35c00", "#c62828"
_VALUE, _INTERVAL, _OLDER, _TARGET, _FINDING, _PREVIOUS = "本期", "可能区间", "曾印数值", "目标", "发现", "上年同期"
_COLOURS = {_VALUE: _BLUE, _INTERVAL: _PALE, _OLDER: _GREY, _PREVIOUS: _GREY, _TARGET: _ORANGE, _FINDING: _RED}


class Kind(Enum):
    """Kinds of period that never share a panel: a label, and the months from one to the next."""

    YEAR = ("全年", 12)
    YEAR_TO_DATE = ("年初累计", 12)
    MONTH = ("各月", 1)
    INSTANT = ("时点", 12)
    SPAN = ("其他时段", 12)

    @property
    def label(self) -> str:
        """Its name for people."""
        return str(self.value[0])

    @property
    def step(self) -> int:
        """Months from a period to the next of a line."""
        return int(self.value[1])

    @classmethod
    def of(cls, point: Mapping[str, Any]) -> Kind:
        """The kind of a point's period."""
        match point.get("kind"):
            case "year":
                return cls.YEAR
            case "year_to_date":
                return cls.YEAR_TO_DATE
            case "month":
                return cls.MONTH
            case "instant":
                return cls.INSTANT
            case _:
                return cls.SPAN

    def season(self, point: Mapping[str, Any]) -> str:
        """What periods of one line share: the same months of several years; all months stand on one line."""
        if self in (Kind.YEAR, Kind.MONTH):
            return ""
        return f"{(point['start'] or '')[5:]} {point['day'][5:]}"


def bars(rows: Sequence[Row], title: str, unit: str) -> alt.LayerChart:
    """Places beside each other in the given order: bar with value, tick for the year before, diamond for the target."""
    import altair as alt

    order = list(dict.fromkeys(row["name"] for row in rows))
    places = alt.Y("name:N", sort=order, title=None, axis=alt.Axis(labelLimit=320, labelFontSize=12))
    scale, axis = alt.Scale(zero=True, nice=True), alt.Axis(format=",~f")
    value, previous, goal = (
        alt.X(f"{name}:Q", title=unit, scale=scale, axis=axis) for name in ("value", "previous", "goal")
    )
    valued, before, goals = (
        [row for row in rows if row.get(name) is not None] for name in ("value", "previous", "goal")
    )
    colour = _colour(kind for kind, some in ((_VALUE, valued), (_PREVIOUS, before), (_TARGET, goals)) if some)
    layers = [
        alt.Chart(_data(valued, _VALUE))
        .mark_bar(height=13, opacity=0.85)
        .encode(y=places, x=value, color=colour, tooltip=["place:N", "period:N", "label:N", "file_name:N"]),
        alt.Chart(_data(before, _PREVIOUS))
        .mark_tick(thickness=2, size=17)
        .encode(y=places, x=previous, color=colour, tooltip=["place:N", "previous:Q", "previous_origin:N"]),
        alt.Chart(_data(goals, _TARGET))
        .mark_point(shape="diamond", filled=True, size=90, opacity=1)
        .encode(y=places, x=goal, color=colour, tooltip=["place:N", "goal_label:N"]),
    ]
    return alt.LayerChart(layer=layers).properties(title=title, width=_WIDTH, height=_BAR * len(order))


def time_line(kind: Kind, rows: Sequence[Sequence[Row]], *, title: str, unit: str) -> alt.LayerChart:
    """One place over time, each value and target with its name.

    Args:
        kind: kind of the periods.
        rows: the values with their lines, other values once printed, values with findings, and targets.
        title: what stands above.
        unit: of the values.
    """
    return _over_time(kind, rows, unit, is_small=False).properties(title=title, width=_WIDTH, height=_HEIGHT)


def small_multiples(
    kind: Kind, parts: Mapping[str, Sequence[Sequence[Row]]], *, title: str, unit: str
) -> alt.ConcatChart:
    """Many places over time, a small panel each, all on one scale."""
    import altair as alt

    ends = [end for rows in parts.values() for row in rows[0] for end in (row["value"], row["value"])]
    ends += [row["goal"] for rows in parts.values() for row in rows[3]]
    margin = (max(ends) - min(ends)) * 0.15 or abs(max(ends)) * 0.1 or 1
    domain = [min(ends) - margin, max(ends) + margin]
    years = sorted({row["year"] for rows in parts.values() for row in (*rows[0], *rows[3])})
    panels = [
        _over_time(kind, rows, "", is_small=True, domain=domain, years=years).properties(
            title=alt.Title(place, fontSize=12), width=_SMALL_WIDTH, height=_SMALL_HEIGHT
        )
        for place, rows in parts.items()
    ]
    made: alt.ConcatChart = alt.concat(*panels, columns=_COLUMNS, spacing=14).properties(title=title)
    return made


def _over_time(
    kind: Kind,
    rows: Sequence[Sequence[Row]],
    unit: str,
    *,
    is_small: bool,
    domain: Sequence[float] | None = None,
    years: Sequence[int] = (),
) -> alt.LayerChart:
    """The layers of a panel over time."""
    import altair as alt

    values, older, rings, goals = rows
    x = _time(kind, years or [row["year"] for row in (*values, *goals)])
    scale = alt.Scale(domain=domain, nice=False) if domain else alt.Scale(zero=False, padding=24)
    axis = alt.Axis(format=",~f", tickCount=4 if is_small else 6)
    y, at_goal, low = (
        alt.Y(f"{name}:Q", title=unit or None, scale=scale, axis=axis) for name in ("value", "goal", "low")
    )
    present = (
        kind_of for kind_of, some in ((_VALUE, values), (_OLDER, older), (_TARGET, goals), (_FINDING, rings)) if some
    )
    colour = _colour(present, is_shown=not is_small)
    of_value = ["place:N", "period:N", "text:N", "file_name:N", "sentence:N"]
    of_goal = ["place:N", "goal_label:N", "attainment:N", "file_name:N", "sentence:N"]
    named = values[-1:] if is_small else values
    breaks = [row for row in values if row["is_break"]]
    layers = [
        alt.Chart(_data(breaks, _OLDER)).mark_rule(strokeDash=[2, 3], color=_GREY).encode(x=x),
        alt.Chart(_data([row for row in values if row["low"] is not None], _VALUE))
        .mark_rule(strokeWidth=8, opacity=0.5, color=_PALE)
        .encode(x=x, y=low, y2="high:Q"),
        alt.Chart(_data(values, _VALUE)).mark_line(strokeWidth=1.5).encode(x=x, y=y, detail="line:N", color=colour),
        alt.Chart(_data(older, _OLDER))
        .mark_point(filled=False, size=50, strokeWidth=1.5)
        .encode(x=x, y=y, color=colour, tooltip=of_value),
        alt.Chart(_data(values, _VALUE))
        .mark_point(filled=True, size=30 if is_small else 55, opacity=1)
        .encode(x=x, y=y, color=colour, tooltip=of_value),
        alt.Chart(_data(named, _VALUE)).mark_text(dy=-12, fontSize=11).encode(x=x, y=y, text="label:N", color=colour),
        alt.Chart(_data(rings, _FINDING))
        .mark_point(size=220, strokeWidth=2)
        .encode(x=x, y=y, color=colour, tooltip=["findings:N", *of_value]),
        alt.Chart(_data(goals, _TARGET))
        .mark_point(shape="diamond", filled=True, size=60 if is_small else 100, opacity=1)
        .encode(x=x, y=at_goal, color=colour, tooltip=of_goal),
    ]
    if not is_small:
        layers += [
            alt.Chart(_data(breaks, _OLDER))
            .mark_text(dy=-6, fontSize=10, baseline="bottom")
            .encode(x=x, y=alt.value(0), text=alt.value("口径或基数有变"), color=alt.value(_GREY)),
            alt.Chart(_data(older, _OLDER))
            .mark_text(dy=14, fontSize=10)
            .encode(x=x, y=y, text="label:N", color=colour),
            *(
                alt.Chart(_data(_distinct(goals, values, is_above=is_above), _TARGET))
                .mark_text(dy=-14 if is_above else 16, fontSize=11)
                .encode(x=x, y=at_goal, text="goal_label:N", color=colour)
                for is_above in (True, False)
            ),
        ]
    return alt.LayerChart(layer=layers)


def _time(kind: Kind, years: Sequence[int]) -> alt.X:
    """The axis of time: years stand over their label, months and days at their end."""
    import altair as alt

    if kind is Kind.YEAR:
        span = list(range(min(years), max(years) + 1)) if years else []
        every = -(-len(span) // _MOST_YEARS) or 1
        axis = alt.Axis(values=span[::-1][::every][::-1], labelExpr="datum.value + '年'", format="d", grid=False,
                        labelOverlap=True)  # fmt: skip
        ends = [span[0] - 0.5, span[-1] + 0.5] if span else [0, 1]
        return alt.X("year:Q", title=None, axis=axis, scale=alt.Scale(domain=ends, nice=False))
    # in UTC: else a browser west of Greenwich shows the day before
    axis = alt.Axis(format="%Y年%-m月", labelOverlap=True, grid=False)
    return alt.X("day:T", title=None, axis=axis, scale=alt.Scale(type="utc", padding=30))


def _colour(kinds: Any, *, is_shown: bool = True) -> alt.Color:
    """One colour a kind of mark, and a legend of the kinds that are there."""
    import altair as alt

    present = list(kinds)
    legend = alt.Legend(orient="top", symbolOpacity=1, symbolType="circle") if is_shown and len(present) > 1 else None
    return alt.Color(
        "layer:N",
        title=None,
        scale=alt.Scale(domain=present, range=[_COLOURS[kind] for kind in present]),
        legend=legend,
    )


def _distinct(goals: Sequence[Row], values: Sequence[Row], *, is_above: bool) -> list[Row]:
    """Targets above, or not above, the value of their year, each named once where several reports state it."""
    of_year = {row["year"]: row["value"] for row in values}
    named = {(row["day"], row["goal_label"]): row for row in goals}.values()
    return [row for row in named if (row["goal"] > of_year.get(row["year"], row["goal"])) is is_above]


def _data(rows: Sequence[Row], layer: str) -> alt.InlineData:
    """Rows as the data of one layer."""
    import altair as alt

    return alt.InlineData(values=[row | {"layer": layer} for row in rows])
