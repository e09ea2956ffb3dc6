"""Which charts an indicator has: values over time, apart by kind of period and level of place, and places compared."""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from hedui.site.charts import Bar, Line, Point, bars, lines, moment, panel, ticks, whole_year
from hedui.site.labels import Both, label
from hedui.site.site import Row, Site
from hedui.site.text import period, report_link
from hedui.vocabulary.codes import Accumulation, Direction

MOST_LINES = 8  # places in one chart; more are drawn one by one
MOST_PANELS = 40
MOST_BARS = 60
_PERCENT = "%"


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart, or a panel for each place, with what stands over and under it."""

    title: Both
    svg: Markup | None = None
    note: Both | None = None
    panels: Sequence[tuple[Both, Markup]] = ()


def pictures(site: Site, indicator: Row, values: Sequence[Row], targets: Sequence[Row]) -> Iterator[Picture]:
    """Charts: whole years, then parts of years apart from them, then places side by side."""
    name, unit = Both(indicator["label_zh"], indicator["label_en"]), usual_unit(values, targets)
    drawable = [
        row
        for row in values
        if row["value_display"] is not None and (row["unit_display"] or "") == unit and row["place_id"] in site.places
    ]
    limit = 100.0 if unit == _PERCENT and all(row["value_display"] <= 100 for row in drawable) else None
    years = [row for row in drawable if row["period_kind"] == "year"]
    parts = [row for row in drawable if row["period_kind"] in ("month", "quarter", "half")]
    to_date = [row for row in drawable if row["period_kind"] in ("year_to_date", "instant", "span")]
    due = [
        row
        for row in targets
        if row["target_display"] is not None and (row["unit_display"] or "") == unit and row["place_id"] in site.places
    ]
    for rows, aims, title in (
        (years, due, Both("全年", "Whole years")),
        (to_date, due if not years else [], Both("年初累计与时点", "Year to date, points in time")),
        (parts, [], Both("月、季、半年", "Months, quarters and half years")),
    ):
        for part, own_rows, own_aims in _levels(site, indicator, rows, aims):
            series = list(_lines(site, own_rows, own_aims, is_by_year=rows is to_date))
            if not any(len(line.points) > 1 or line.targets for line in series):
                continue
            said = Both(f"{title.zh}：{part.zh}", f"{title.en}: {part.en}") if part else title
            if len(series) <= MOST_LINES:
                yield Picture(said, lines(series, unit, Both(f"{name.zh}：{said.zh}", f"{name.en}: {said.en}"), limit))
            else:
                yield _panels(said, series, unit)
    yield from _comparison(site, name, drawable, is_higher_first=indicator["direction"] != Direction.LOWER)


def _levels(
    site: Site, indicator: Row, values: Sequence[Row], targets: Sequence[Row]
) -> Iterator[tuple[Both | None, list[Row], list[Row]]]:
    """Values and targets by level of place, where a place's amount is part of that of the place above it."""
    levels = dict.fromkeys(site.places[row["place_id"]].level for row in (*values, *targets))
    if len(levels) < 2 or indicator["accumulation"] not in (Accumulation.FLOW, Accumulation.STOCK):
        yield None, list(values), list(targets)
        return
    for level in levels:
        own = [[row for row in rows if site.places[row["place_id"]].level == level] for rows in (values, targets)]
        yield label("Level", level), own[0], own[1]


def _panels(title: Both, series: Sequence[Line], unit: str) -> Picture:
    """A small chart for each of many places, those with the greatest latest value first, on common scales."""
    ranked = sorted(series, key=lambda line: -(line.points or line.targets)[-1].y)
    points = [point for line in series for point in (*line.points, *line.targets)]
    scale = ticks(min(point.y for point in points), max(point.y for point in points), 3)
    years = (math.floor(min(point.x for point in points)), math.floor(max(point.x for point in points)))
    drawn = [(line.name, panel(line, scale, years)) for line in ranked[:MOST_PANELS]]
    said = Both(f"{title.zh}（{unit}）" if unit else title.zh, f"{title.en} ({unit})" if unit else title.en)
    left = len(ranked) - len(drawn)
    note = Both(f"另有 {left} 条见下表。", f"{left} more are in the table below.") if left > 0 else None
    return Picture(said, panels=drawn, note=note)


def _lines(site: Site, values: Sequence[Row], targets: Sequence[Row], *, is_by_year: bool) -> Iterator[Line]:
    """A line for each place and what narrows it; those of one place share its colour."""
    keys = dict.fromkeys((row["place_id"], row["scope"]) for row in (*values, *targets))
    colours = {place: number for number, place in enumerate(dict.fromkeys(place for place, _ in keys))}
    by_key: dict[tuple[str | None, str | None], tuple[list[Point], list[Point]]] = {key: ([], []) for key in keys}
    for row in values:
        by_key[row["place_id"], row["scope"]][0].append(_point(site, row))
    for row in targets:
        words = f"目标 {row['comparator'].replace('=', '')}{row['text_printed']}，{row['due_on']}"
        at = whole_year(row["due_on"]) if row["due_on"].month == 12 else moment(row["due_on"])
        point = Point(at, row["target_display"], f"../{report_link(row['figure_id'])}", words)
        by_key[row["place_id"], row["scope"]][1].append(point)
    for (place, scope), (points, aims) in by_key.items():
        points.sort(key=lambda point: point.x)
        aims.sort(key=lambda point: point.x)
        yield Line(site.place_name(place, scope), points, aims, colours[place], scope is not None, is_by_year)


def _point(site: Site, row: Row) -> Point:
    low, high = (displayed(row, row[end]) for end in ("value_low", "value_high"))
    return Point(
        x=whole_year(row["period_end"]) if row["period_kind"] == "year" else moment(row["period_end"]),
        y=row["value_display"],
        href=f"../{report_link(row['figure_id'])}",
        tip=f"{site.place_name(row['place_id'], row['scope']).zh} {row['period_display']} {row['text_printed']}",
        low=low,
        high=high,
        is_accused=row["figure_id"] in site.accused,
    )


def _comparison(site: Site, name: Both, values: Sequence[Row], *, is_higher_first: bool) -> Iterator[Picture]:
    """Places of one level side by side, the best first, in the latest of the years that most of them have.

    Where two have no year in common, another period is taken.
    """
    periods: dict[tuple[object, object, str], list[Row]] = defaultdict(list)
    for row in values:
        if row["scope"] is None and row["period_start"] is not None and row["place_id"] in site.places:
            periods[row["period_start"], row["period_end"], site.places[row["place_id"]].level].append(row)
    common = [rows for rows in periods.values() if len(rows) > 1]
    if not common:
        return
    years = [rows for rows in common if rows[0]["period_kind"] == "year"]
    rows = max(years or common, key=lambda rows: (len(rows), rows[0]["period_end"], rows[0]["period_start"]))
    rows = sorted(
        rows, key=lambda row: (-row["value_display"] if is_higher_first else row["value_display"], row["place_id"])
    )
    said = period(rows[0]["period_display"], rows[0]["period_start"], rows[0]["period_end"])
    title = Both(f"各地比较：{said.zh}", f"Places side by side: {said.en}")
    shown = rows if len(rows) <= MOST_BARS else [*rows[: MOST_BARS // 2], *rows[-MOST_BARS // 2 :]]
    drawn = bars(
        [
            Bar(
                site.place_name(row["place_id"]),
                row["value_display"],
                row["text_printed"],
                f"../{report_link(row['figure_id'])}",
                f"{row['period_display']} {row['text_printed']}",
            )
            for row in shown
        ],
        Both(f"{name.zh}：{title.zh}", f"{name.en}: {title.en}"),
    )
    note = Both(
        f"{len(rows)} 个地区的报告印有此期数值；无值不等于零。",
        f"Reports of {len(rows)} places print this period; no value is not zero.",
    )
    yield Picture(title, drawn, note)


def usual_unit(values: Sequence[Row], targets: Sequence[Row]) -> str:
    """The unit that most of the rows are shown in."""
    units = [row["unit_display"] or "" for row in (values or targets)]
    return max(dict.fromkeys(units), key=units.count, default="")


def displayed(row: Row, value: float | None) -> float | None:
    """A value in the unit that the row is shown in."""
    shown, stored = row["value_display"], row["value"]
    return value * shown / stored if value is not None and shown and stored else None
