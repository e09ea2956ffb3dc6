"""Indicators: the page of each with its charts, values, printings and targets, and the list of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from hedui.site.charts import spark
from hedui.site.labels import Both, label, labels
from hedui.site.pictures import displayed, pictures, usual_unit
from hedui.site.site import Row, Site
from hedui.site.tables import Cell, Column, Table, both
from hedui.site.text import number, period, report_link
from hedui.vocabulary.codes import Origin

_PERCENT = "%"


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
            unit=usual_unit(values, targets),
            pictures=list(pictures(site, indicator, values, targets)),
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
                    Cell(usual_unit(values, targets)),
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


def _interval(row: Row) -> str:
    low, high = (displayed(row, row[end]) for end in ("value_low", "value_high"))
    if low is None or high is None or low == high:
        return ""
    return f"{number(round(low, 10))} – {number(round(high, 10))}"


def _value(row: Row, unit: str) -> str:
    """A value, with its unit where that is not the one of the table."""
    own = row["unit_display"] or ""
    said = _decimal(row["value_display"], row["decimals_display"]) if row["value_display"] is not None else ""
    return said if own == unit else f"{said} {own}"


def _change(row: Row) -> Cell:
    """The year-on-year change, as printed, or as two levels make it."""
    if row["change_display"] is None:
        return Cell("")
    if not row["change_display"]:
        href = report_link(row["change_figure_id"]) if row["change_figure_id"] else ""
        return Cell("持平", "unchanged", href)
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
        places = (row["decimals_display"] or 0) + 1
        said = " – ".join(_decimal(row[f"previous_{end}_display"], places) for end in ("low", "high"))
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


def _value_cells(site: Site, row: Row, unit: str) -> list[Cell]:
    notes = []
    if row["is_superseded"]:
        first = displayed(row, row["value_first"])
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
        Cell(_value(row, unit)),
        Cell(row["text_printed"] or "", None, report_link(row["figure_id"])),
        _change(row),
        _previous(row),
        Cell(_interval(row), tone="soft"),
        Cell(row["grade"], tone="bad" if row["grade"] == "D" else ""),
        both(note, f"finding/{site.accused[row['figure_id']]}.html" if row["figure_id"] in site.accused else ""),
        site.source_cell(row["document_id"]),
    ]


_VALUE_HEADS = (
    Column("时期", "Period", "short"),
    Column("地区", "Place", "short"),
    Column("数值", "Value", "num"),
    Column("所印", "Printed", "num"),
    Column("同比", "Year on year", "num"),
    Column("上年同期", "Year before", "num"),
    Column("可能区间", "May stand for", "num"),
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
TARGET_HEADS = (
    Column("地区", "Place", "short"),
    Column("目标", "Target", "num"),
    Column("到期", "Due", "short"),
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
        site.place_cell(row["place_id"], row["scope"]),
        Cell(f"{sign.zh}{row['text_printed']}", f"{sign.en}{row['text_printed']}", report_link(row["figure_id"])),
        Cell(str(row["due_on"])),
        Cell(actual.strip(), None, link),
        both(period(said, row["actual_period_start"], row["actual_period_end"])),
        both(label("Attainment", row["attainment"]), tone=tone),
        site.source_cell(row["document_id"]),
    ]


def _tables(
    site: Site, indicator_id: str, values: Sequence[Row], printings: Sequence[Row], targets: Sequence[Row]
) -> Iterator[Table]:
    latest = sorted(values, key=lambda row: row["period_end"], reverse=True)
    unit = usual_unit(values, targets)
    if values:
        grades = labels()["Grade"].values()
        yield Table(
            f"data/indicator/{indicator_id}.csv",
            Both(f"数值（{unit}）", f"Values ({unit})") if unit else Both("数值", "Values"),
            _VALUE_HEADS,
            [_value_cells(site, row, unit) for row in latest],
            Both("；".join(f"{grade.zh}" for grade in grades), "; ".join(grade.en for grade in grades)),
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
            TARGET_HEADS,
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
        series.is_break, series.obs_status, series.grade, series.figure_id, series.document_id, beside.decimals_display,
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
