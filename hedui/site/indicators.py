"""Indicators and places: series, comparison, vintages and targets, as charts and as tables."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from hedui.site.charts import Bar, Line, Point, bars, lines, moment, panel, spark, ticks, whole_year
from hedui.site.labels import Both, label
from hedui.site.site import Row, Site
from hedui.site.tables import Cell, Column, Table, both
from hedui.site.text import number, period, report_link
from hedui.vocabulary.codes import Direction, Origin

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


@dataclass(frozen=True, slots=True)
class Glance:
    """An indicator on the front page: its latest value, and the line that led there."""

    name: Both
    href: str
    value: str
    said: Both
    svg: Markup
    value_count: int


def write_indicators(site: Site) -> list[Glance]:
    """A page for each indicator that has a value or a target, and the list of them.

    Returns:
        Each indicator at a glance, those with the most values first.
    """
    glances: list[Glance] = []
    listed: list[tuple[int, list[Cell]]] = []
    for indicator_id, rows in _together(site):
        indicator = site.indicators[indicator_id]
        name = Both(indicator["label_zh"], indicator["label_en"])
        path = f"indicator/{indicator_id}.html"
        values, printings, targets = rows
        placed = _by_place(values)
        site.page(
            "indicator.html",
            path,
            here="indicators",
            title=name,
            indicator=indicator,
            unit=_unit(values, targets),
            pictures=list(_pictures(site, name, indicator["direction"], values, targets)),
            tables=list(_tables(site, indicator_id, values, printings, targets)),
        )
        site.can_be_found("indicator", name, indicator["aliases"], path)
        target_count = len(targets)
        last = max((row["period_end"] for row in values), default=None)
        listed.append(
            (
                len(values),
                [
                    both(name, path),
                    Cell(_unit(values, targets)),
                    Cell(number(len(values))),
                    Cell(number(len(placed))),
                    Cell(number(target_count)),
                    Cell(str(last or "")),
                ],
            )
        )
        if glance := _glance(site, name, path, placed, len(values)):
            glances.append(glance)
    listed.sort(key=lambda entry: -entry[0])
    heads = (
        Column("指标", "Indicator"),
        Column("单位", "Unit", "short"),
        Column("数值", "Values", "num"),
        Column("地区", "Places", "num"),
        Column("目标", "Targets", "num"),
        Column("最近一期止于", "Latest period ends", "short"),
    )
    table = Table(
        "data/indicators.csv",
        Both("有数值或目标的指标", "Indicators with values or targets"),
        heads,
        [cells for _, cells in listed],
    )
    site.page(
        "tables.html",
        "indicators.html",
        here="indicators",
        title=Both("指标", "Indicators"),
        tables=[table],
        lead=Both(
            "同一指标在各份报告中的数值，按地区与时期对齐。",
            "The values that reports print of one thing, by place and period.",
        ),
    )
    return sorted(glances, key=lambda glance: -glance.value_count)


def _together(site: Site) -> Iterator[tuple[str, tuple[list[Row], list[Row], list[Row]]]]:
    """Values, printings of what was printed more than once, and targets, one indicator at a time."""
    streams = [site.groups(sql, "indicator_id") for sql in (_VALUES, _PRINTINGS, _TARGETS)]
    heads = [next(stream, None) for stream in streams]
    while any(heads):
        indicator_id = min(head[0] for head in heads if head)
        rows: list[list[Row]] = [head[1] if head and head[0] == indicator_id else [] for head in heads]
        heads = [
            next(stream, None) if head and head[0] == indicator_id else head
            for stream, head in zip(streams, heads, strict=True)
        ]
        yield indicator_id, (rows[0], rows[1], rows[2])


def _by_place(values: Iterable[Row]) -> dict[str | None, list[Row]]:
    """Values of whole populations and of parts, by place, in order of time."""
    placed: dict[str | None, list[Row]] = defaultdict(list)
    for row in values:
        placed[row["place_id"]].append(row)
    return placed


def _unit(values: Sequence[Row], targets: Sequence[Row]) -> str:
    """The unit that most of the rows are shown in."""
    units = [row["unit_display"] or "" for row in (values or targets)]
    return max(dict.fromkeys(units), key=units.count, default="")


def _pictures(
    site: Site, name: Both, direction: str, values: Sequence[Row], targets: Sequence[Row]
) -> Iterator[Picture]:
    """Charts: whole years, then parts of years apart from them, then places side by side."""
    unit = _unit(values, targets)
    drawable = [
        row
        for row in values
        if row["value_display"] is not None and (row["unit_display"] or "") == unit and row["place_id"] in site.places
    ]
    limit = 100.0 if unit == _PERCENT and all(row["value_display"] <= 100 for row in drawable) else None
    years = [row for row in drawable if row["period_kind"] == "year"]
    parts = [row for row in drawable if row["period_kind"] in ("month", "quarter", "half")]
    to_date = [row for row in drawable if row["period_kind"] in ("year_to_date", "instant", "span")]
    due = [row for row in targets if row["target_display"] is not None and (row["unit_display"] or "") == unit]
    for rows, aims, title in (
        (years, due, Both("全年", "Whole years")),
        (to_date, due if not years else [], Both("年初累计与时点", "Year to date, points in time")),
        (parts, [], Both("月、季、半年", "Months, quarters and half years")),
    ):
        series = list(_lines(site, rows, aims, is_by_year=rows is to_date))
        if not any(len(line.points) > 1 or line.targets for line in series):
            continue
        if len(series) <= MOST_LINES:
            yield Picture(title, lines(series, unit, Both(f"{name.zh}：{title.zh}", f"{name.en}: {title.en}"), limit))
        else:
            yield _panels(title, series, unit)
    yield from _comparison(site, name, drawable, is_higher_first=direction != Direction.LOWER)


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
    low, high = (_displayed(row, row[end]) for end in ("value_low", "value_high"))
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
    """Places of one level side by side, the best first, at the latest of the periods that most of them have."""
    periods: dict[tuple[object, object, str], list[Row]] = defaultdict(list)
    for row in values:
        if row["scope"] is None and row["period_start"] is not None and row["place_id"] in site.places:
            periods[row["period_start"], row["period_end"], site.places[row["place_id"]].level].append(row)
    if not periods:
        return
    rows = max(periods.values(), key=lambda rows: (len(rows), rows[0]["period_end"], rows[0]["period_start"]))
    if len(rows) < 2:
        return
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


def _displayed(row: Row, value: float | None) -> float | None:
    """A value in the unit that the row is shown in."""
    shown, stored = row["value_display"], row["value"]
    return value * shown / stored if value is not None and shown and stored else None


def _interval(row: Row) -> str:
    low, high = (_displayed(row, row[end]) for end in ("value_low", "value_high"))
    if low is None or high is None or low == high:
        return ""
    return f"{number(round(low, 10))} – {number(round(high, 10))}"


def _change(row: Row) -> Cell:
    """The year-on-year change, as printed, or as two levels make it."""
    if row["change_display"] is None:
        return Cell("")
    sign = "+" if row["change_display"] > 0 else ""
    said = f"{sign}{_decimal(row['change_display'], row['change_decimals'])}"
    unit = row["change_unit"] or ""
    return _beside(
        f"{said}{unit}" if unit == _PERCENT else f"{said} {unit}", row["change_origin"], row["change_figure_id"]
    )


def _previous(row: Row) -> Cell:
    """The year before, as printed, or what the printed changes leave of it."""
    if row["previous_display"] is not None:
        said = _decimal(row["previous_display"], row["previous_decimals"])
    elif row["previous_low_display"] is not None and row["previous_high_display"] is not None:
        said = f"{number(row['previous_low_display'])} – {number(row['previous_high_display'])}"
    else:
        return Cell("")
    return _beside(said, row["previous_origin"], row["previous_figure_id"])


def _decimal(value: float, decimals: int | None) -> str:
    """A number with the decimals it is printed with, zeros at its end included."""
    return number(value) if decimals is None else f"{value:,.{decimals}f}".replace("-", "−")


def _beside(said: str, origin: str | None, figure_id: str | None) -> Cell:
    """A value beside another; one that is not printed says so."""
    href = report_link(figure_id) if figure_id else ""
    if origin in (Origin.IMPLIED, Origin.COMPUTED):
        name = label("Origin", origin)
        return Cell(f"{said}（{name.zh}）", f"{said} ({name.en})", href, "implied")
    return Cell(said, None, href)


def _value_cells(site: Site, row: Row) -> list[Cell]:
    notes = []
    if row["is_superseded"]:
        first = _displayed(row, row["value_first"])
        notes.append(
            Both(f"首次印 {number(first)}", f"first printed {number(first)}")
            if first is not None and row["value_first"] != row["value"]
            else Both("后出文件推得他值", "a later report implies another value")
        )
    if row["is_break"]:
        notes.append(Both("与前期不可比", "not comparable with the period before"))
    if row["obs_status"] == "E":
        notes.append(Both("约数", "approximate"))
    if row["figure_id"] in site.accused:
        notes.append(Both("有发现", "a finding suspects it"))
    note = Both("；".join(one.zh for one in notes), "; ".join(one.en for one in notes))
    return [
        both(period(row["period_display"], row["period_start"], row["period_end"])),
        site.place_cell(row["place_id"], row["scope"]),
        Cell(number(row["value_display"])),
        Cell(row["unit_display"] or ""),
        Cell(row["text_printed"] or "", None, report_link(row["figure_id"])),
        Cell(_interval(row), tone="soft"),
        _change(row),
        _previous(row),
        both(label("Grade", row["grade"]), tone="bad" if row["grade"] == "D" else ""),
        both(note, f"finding/{site.accused[row['figure_id']]}.html" if row["figure_id"] in site.accused else ""),
        site.source_cell(row["document_id"]),
    ]


_VALUE_HEADS = (
    Column("时期", "Period", "short"),
    Column("地区", "Place", "short"),
    Column("数值", "Value", "num"),
    Column("单位", "Unit", "short"),
    Column("所印", "Printed", "num"),
    Column("可能区间", "May stand for", "num"),
    Column("同比", "Year on year", "num"),
    Column("上年同期", "Year before", "num"),
    Column("等级", "Grade", "short"),
    Column("注", "Note"),
    Column("来源", "Source"),
)
_PRINTING_HEADS = (
    Column("时期", "Period", "short"),
    Column("地区", "Place", "short"),
    Column("所印", "Printed", "num"),
    Column("发布", "Published", "short"),
    Column("数据版本", "Vintage", "short"),
    Column("来源", "Source"),
)
_TARGET_HEADS = (
    Column("到期", "Due", "short"),
    Column("地区", "Place", "short"),
    Column("目标", "Target", "num"),
    Column("最近实际", "Latest actual", "num"),
    Column("实际时期", "Its period", "short"),
    Column("是否达到", "Met", "short"),
    Column("来源", "Source"),
)


def target_cells(site: Site, row: Row) -> list[Cell]:
    """A target beside the latest actual."""
    tone = {"yes": "good", "no": "bad"}.get(row["attainment"], "")
    sign = label("Comparator", row["comparator"])
    actual = f"{number(row['actual_display'])} {row['unit_display'] or ''}" if row["actual_figure_id"] else "—"
    link = report_link(row["actual_figure_id"]) if row["actual_figure_id"] else ""
    said = row["actual_period_display"] or ""
    return [
        Cell(str(row["due_on"])),
        site.place_cell(row["place_id"], row["scope"]),
        Cell(f"{sign.zh}{row['text_printed']}", f"{sign.en}{row['text_printed']}", report_link(row["figure_id"])),
        Cell(actual.strip(), None, link),
        both(period(said, row["actual_period_start"], row["actual_period_end"])),
        both(label("Attainment", row["attainment"]), tone=tone),
        site.source_cell(row["document_id"]),
    ]


def _tables(
    site: Site, indicator_id: str, values: Sequence[Row], printings: Sequence[Row], targets: Sequence[Row]
) -> Iterator[Table]:
    latest = sorted(values, key=lambda row: row["period_end"], reverse=True)
    if values:
        yield Table(
            f"data/indicator/{indicator_id}.csv",
            Both("数值", "Values"),
            _VALUE_HEADS,
            [_value_cells(site, row) for row in latest],
        )
    if printings:
        yield Table(
            f"data/indicator/{indicator_id}-printings.csv",
            Both("历次所印", "Every printing"),
            _PRINTING_HEADS,
            [
                [
                    both(period(row["period_display"], row["period_start"], row["period_end"])),
                    site.place_cell(row["place_id"], row["scope"]),
                    Cell(row["text"], None, report_link(row["figure_id"])),
                    Cell(str(row["vintage_on"] or "")),
                    both(label("VintageStatus", row["vintage_status"])),
                    site.source_cell(row["document_id"]),
                ]
                for row in printings
            ],
            Both("同一时期印过不止一次的数值。", "Values that were printed more than once."),
        )
    if targets:
        yield Table(
            f"data/indicator/{indicator_id}-targets.csv",
            Both("目标", "Targets"),
            _TARGET_HEADS,
            [target_cells(site, row) for row in reversed(targets)],
        )


def _glance(site: Site, name: Both, path: str, placed: dict[str | None, list[Row]], value_count: int) -> Glance | None:
    """The longest line of whole years, or of anything, of one place."""
    candidates = []
    for place, rows in placed.items():
        whole = [row for row in rows if row["scope"] is None and row["value_display"] is not None]
        kinds: dict[str, list[Row]] = defaultdict(list)
        for row in whole:
            kinds[row["period_kind"]].append(row)
        if kinds:
            best = max(kinds.values(), key=lambda rows: (len(rows), rows[-1]["period_end"]))
            candidates.append((len(best), best[-1]["period_end"], place or "", best))
    if not candidates:
        return None
    *_, place, rows = max(candidates, key=lambda entry: entry[:3])
    last = rows[-1]
    said, where = period(last["period_display"], last["period_start"], last["period_end"]), site.place_name(place)
    return Glance(
        name,
        path,
        last["text_printed"],
        Both(f"{where.zh} {said.zh}", f"{where.en}, {said.en}"),
        spark([row["value_display"] for row in rows[-24:]]),
        value_count,
    )


_VALUES = """
    select
        series.indicator_id, coalesce(series.region_id, series.area_id) as place_id, series.scope, series.period_start,
        series.period_end, series.period_kind, series.value, series.value_low, series.value_high, series.value_first,
        series.value_display, series.unit_display, series.text_printed, series.period_display, series.is_superseded,
        series.is_break, series.obs_status, series.grade, series.figure_id, series.document_id, beside.change_printed,
        beside.change_display, beside.change_decimals, beside.change_unit, beside.change_origin,
        beside.change_figure_id, beside.previous_display, beside.previous_decimals, beside.previous_low_display,
        beside.previous_high_display, beside.previous_origin, beside.previous_figure_id,
    from marts.indicator_series as series
    left join marts.comparison as beside using (figure_id)
    order by
        series.indicator_id, place_id nulls last, series.scope nulls first, series.period_end, series.period_start,
        series.figure_id
"""
_PRINTINGS = """
    select
        vintage.indicator_id, coalesce(vintage.region_id, vintage.area_id) as place_id, vintage.scope,
        vintage.period_start, vintage.period_end, figure.period_display, figure.text, vintage.vintage_on,
        vintage.vintage_status, vintage.figure_id, vintage.document_id
    from core.fact_vintage as vintage
    join core.fact_figure as figure using (figure_id)
    qualify count(*) over (
        partition by vintage.indicator_id, vintage.region_id, vintage.area_id, vintage.period_start,
            vintage.period_end, vintage.scope
    ) > 1
    order by vintage.indicator_id, vintage.period_end desc, place_id nulls last, vintage.period_start,
        vintage.scope nulls first, vintage.vintage_on nulls last, vintage.figure_id
"""
_TARGETS = """
    select
        indicator_id, region_id as place_id, scope, due_on, comparator, target_display, unit_display, text_printed,
        actual_display, actual_period_display, actual_period_start, actual_period_end, actual_figure_id, attainment,
        figure_id, document_id
    from marts.target_progress
    order by indicator_id, due_on, place_id nulls last, scope nulls first, figure_id
"""
