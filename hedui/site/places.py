"""Places: what reports print of each, its targets, its plans and its reports."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from hedui.site.charts import spark
from hedui.site.findings import Finding, findings_table
from hedui.site.indicators import TARGET_HEADS, target_cells
from hedui.site.labels import Both, label
from hedui.site.site import Report, Row, Site
from hedui.site.tables import Cell, Column, Table, both
from hedui.site.text import number, period, report_link

_INDICATOR_HEADS = (
    Column("指标", "Indicator"),
    Column("最近数值", "Latest value", "num"),
    Column("时期", "Period", "short"),
    Column("上一期", "One before", "num"),
    Column("走势", "Line"),
    Column("数值个数", "Values", "num"),
    Column("来源", "Source"),
)
_TARGET_HEADS = (Column("指标", "Indicator"), *TARGET_HEADS)
REPORT_HEADS = (
    Column("报告", "Report"),
    Column("发文机关", "Issuer"),
    Column("文种", "Kind", "short"),
    Column("日期", "Date", "short"),
    Column("数字", "Numbers", "num"),
    Column("地区", "Place", "short"),
)


def write_places(site: Site, findings: Sequence[Finding]) -> None:
    """A page for each place that reports speak of, the list of them, and that of all targets."""
    own_reports: dict[str, list[Report]] = defaultdict(list)
    for report in site.reports.values():
        if report.region_id:
            own_reports[report.region_id].append(report)
    own_findings: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        of = site.reports.get(finding.row["document_id"])
        if finding.is_standing and of is not None and of.region_id:
            own_findings[of.region_id].append(finding)
    targets = site.rows(_TARGETS)
    own_targets: dict[str, list[Row]] = defaultdict(list)
    for row in targets:
        own_targets[row["place_id"]].append(row)
    listed = []
    seen: set[str] = set()

    def write(place_id: str, values: Sequence[Row]) -> None:
        seen.add(place_id)
        place, path = site.places[place_id], f"place/{place_id}.html"
        tables = list(_tables(site, place_id, values, own_targets[place_id], own_reports[place_id]))
        if own_findings[place_id]:
            title = Both("待处理的发现", "Findings that stand")
            tables.insert(0, findings_table(f"data/place/{place_id}-findings.csv", title, own_findings[place_id], site))
        above = site.places.get(place.parent_id or "")
        site.page("place.html", path, here="places", title=place.name, tables=tables, above=above)
        site.can_be_found("place", place.name, (), path)
        indicators = len({row["indicator_id"] for row in values})
        counts = (indicators, len(values), len(own_targets[place_id]), len(own_reports[place_id]))
        listed.append([both(place.name, path), *(Cell(number(count)) for count in counts)])

    for place_id, values in site.groups(_VALUES, "place_id"):
        if place_id in site.places:
            write(place_id, values)
    for place_id in sorted((own_targets.keys() | own_reports.keys()) - seen):
        if place_id in site.places:
            write(place_id, [])
    listed.sort(key=lambda cells: cells[0].href)
    heads = (
        Column("地区", "Place", "short"),
        Column("指标", "Indicators", "num"),
        Column("数值", "Values", "num"),
        Column("目标", "Targets", "num"),
        Column("报告", "Reports", "num"),
    )
    table = Table("data/places.csv", Both("报告所述地区", "Places that reports speak of"), heads, listed)
    site.page(
        "tables.html",
        "places.html",
        here="places",
        title=Both("地区", "Places"),
        tables=[table],
        lead=Both(
            "行政区划按 GB/T 2260；城市群、流域等另列。",
            "Regions of GB/T 2260, then city clusters, basins and the like.",
        ),
    )
    whole = Table(
        "data/targets.csv", Both("全部目标", "All targets"), _TARGET_HEADS, [_target(site, row) for row in targets]
    )
    site.page(
        "tables.html",
        "targets.html",
        here="targets",
        title=Both("目标", "Targets"),
        tables=[whole],
        lead=Both(
            "每个目标与最近可比的实际值。未到期与无法判定是两回事。",
            "Each target beside the latest comparable actual. Not yet due is not undetermined.",
        ),
    )


def report_cells(site: Site, report: Report) -> list[Cell]:
    """A report as a line of a list."""
    return [
        Cell(report.title, None, report.href),
        Cell(report.issuer),
        both(label("DocumentKind", report.document_kind)),
        Cell(str(report.dated or "")),
        Cell(number(report.figure_count)),
        site.place_cell(report.region_id) if report.region_id else Cell(""),
    ]


def _target(site: Site, row: Row) -> list[Cell]:
    indicator = site.indicators[row["indicator_id"]]
    name = Both(indicator["label_zh"], indicator["label_en"])
    return [both(name, f"indicator/{row['indicator_id']}.html"), *target_cells(site, row)]


def _tables(
    site: Site, place_id: str, values: Sequence[Row], targets: Sequence[Row], reports: Sequence[Report]
) -> Iterator[Table]:
    by_indicator: dict[str, list[Row]] = defaultdict(list)
    for row in values:
        by_indicator[row["indicator_id"]].append(row)
    if by_indicator:
        lines = [_indicator(site, indicator_id, rows) for indicator_id, rows in by_indicator.items()]
        title = Both("指标", "Indicators")
        yield Table(f"data/place/{place_id}.csv", title, _INDICATOR_HEADS, lines)
    if targets:
        rows = [_target(site, row) for row in targets]
        yield Table(f"data/place/{place_id}-targets.csv", Both("目标", "Targets"), _TARGET_HEADS, rows)
    if reports:
        path, title = f"data/place/{place_id}-reports.csv", Both("报告", "Reports")
        yield Table(path, title, REPORT_HEADS, [report_cells(site, report) for report in reports])


def _indicator(site: Site, indicator_id: str, rows: Sequence[Row]) -> list[Cell]:
    """The latest value of an indicator, the one before of the same kind of period, and the line of these."""
    indicator = site.indicators[indicator_id]
    last = rows[-1]
    same = [row for row in rows if (row["period_kind"], row["scope"]) == (last["period_kind"], last["scope"])]
    drawn = [row["value_display"] for row in same if row["value_display"] is not None]
    before = same[-2] if len(same) > 1 else None
    name = Both(indicator["label_zh"], indicator["label_en"])
    if last["scope"]:
        name = Both(f"{name.zh}（{last['scope']}）", f"{name.en} ({last['scope']})")
    return [
        both(name, f"indicator/{indicator_id}.html"),
        Cell(last["text_printed"], None, report_link(last["figure_id"])),
        both(period(last["period_display"], last["period_start"], last["period_end"])),
        Cell(f"{before['text_printed']}（{before['period_display']}）", None, report_link(before["figure_id"]))
        if before
        else Cell(""),
        Cell(spark(drawn[-24:])),
        Cell(number(len(rows))),
        site.source_cell(last["document_id"]),
    ]


_VALUES = """
    select
        coalesce(region_id, area_id) as place_id, indicator_id, scope, period_start, period_end, period_kind,
        value_display, text_printed, period_display, figure_id, document_id
    from marts.indicator_series
    where coalesce(region_id, area_id) is not null
    order by place_id, indicator_id, scope is not null desc, period_end, period_start desc, scope, figure_id
"""
_TARGETS = """
    select
        indicator_id, region_id as place_id, scope, due_on, comparator, target_display, unit_display, text_printed,
        actual_display, actual_period_display, actual_period_start, actual_period_end, actual_figure_id, attainment,
        figure_id, document_id
    from marts.target_progress
    order by due_on desc, indicator_id, place_id nulls last, scope nulls first, figure_id
"""
