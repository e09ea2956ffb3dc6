"""What changed since the build before: reports, values of series, findings."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hedui.site.findings import Finding, findings_table
from hedui.site.labels import Both
from hedui.site.site import Row, Site
from hedui.site.tables import Cell, Column, Table, both
from hedui.site.text import number, period, report_link
from hedui.warehouse.access.diff import NotComparable, diff
from hedui.warehouse.access.read import Warehouse

_WORDS = {
    "appeared": Both("新增", "appeared"),
    "vanished": Both("撤下", "vanished"),
    "changed": Both("变动", "changed"),
}
_TONES = {"appeared": "good", "vanished": "bad"}


@dataclass(frozen=True, slots=True)
class Changes:
    """What the front page tells of the last night.

    Attributes:
        counts: how many of what; none where there is no build to compare with.
        reports: titles and pages of the reports that are new or changed.
        has_before: whether there is a build before.
    """

    counts: Sequence[tuple[Both, int]]
    reports: Sequence[tuple[str, str]]
    has_before: bool


def write_changes(site: Site, findings: Sequence[Finding], files: tuple[Path, Path] | None) -> Changes:
    """The page of changes.

    Args:
        site: the making.
        findings: all findings.
        files: the warehouse files of the build before and of this one.
    """
    try:
        rows = diff(*files).to_pylist() if files else []
    except NotComparable:
        rows, files = [], None
    documents = [row for row in rows if row["entity"] == "document"]
    series = [row for row in rows if row["entity"] == "series"]
    new = [finding for finding in findings if finding.row["state"] == "new"]
    resolved = [finding for finding in findings if finding.row["state"] == "resolved"]
    before = _built_at(files[0]) if files else None
    gone = [finding for finding in resolved if finding.row["last_seen_at"] == before]
    tables = []
    if documents:
        heads = (Column("变化", "Change", "short"), Column("报告", "Report"), Column("文件", "File"))
        tables.append(
            Table(
                "data/changes-reports.csv", Both("报告", "Reports"), heads, [_document(site, row) for row in documents]
            )
        )
    if series:
        tables.append(_series(site, series))
    for path, title, chosen in (
        ("data/changes-new.csv", Both("新发现", "New findings"), new),
        ("data/changes-resolved.csv", Both("已消除的发现", "Findings resolved"), gone),
    ):
        if chosen:
            tables.append(findings_table(path, title, chosen, site))
    kinds = Counter(row["entity"] for row in rows)
    changes = Counter((row["entity"], row["change"]) for row in rows)
    lead = (
        Both("没有可比的前次构建。", "There is no build before to compare with.")
        if files is None
        else Both(
            f"与前次构建相比。另有数字变动 {number(kinds['figure'])} 处，"
            f"核对变动 {number(kinds['check'])} 项；命令 hedui diff 逐条列出。",
            f"Compared with the build before. Besides, {number(kinds['figure'])} numbers and {number(kinds['check'])} "
            "checks differ: hedui diff lists them.",
        )
    )
    site.page("tables.html", "changes.html", here="changes", title=Both("变化", "Changes"), tables=tables, lead=lead)
    counts = [
        (Both("新增报告", "New reports"), changes["document", "appeared"]),
        (Both("改动报告", "Changed reports"), changes["document", "changed"]),
        (Both("撤下报告", "Reports gone"), changes["document", "vanished"]),
        (Both("序列新值", "New values"), changes["series", "appeared"]),
        (Both("数值变动", "Values changed"), changes["series", "changed"]),
        (Both("新发现", "New findings"), len(new)),
        (Both("已消除", "Resolved"), len(gone)),
    ]
    there = [
        (site.reports[row["after_id"]].title, site.reports[row["after_id"]].href)
        for row in documents
        if row["after_id"] in site.reports
    ]
    return Changes(counts if files else [], there, files is not None)


def _built_at(file: Path) -> Any:
    """When the build of a file was made: what stood in it was last seen then."""
    with Warehouse(file) as warehouse:
        return warehouse.build()["built_at"]


def _document(site: Site, row: Row) -> list[Cell]:
    report = site.reports.get(row["after_id"] or "")
    return [
        both(_WORDS[row["change"]], tone=_TONES.get(row["change"], "")),
        Cell(report.title, None, report.href) if report else Cell(row["name"] or ""),
        Cell(row["file_name"] or ""),
    ]


def _series(site: Site, rows: Sequence[Row]) -> Table:
    """Values of series that came, went or changed; what is there now is told as people write it."""
    ids = [row["after_id"] for row in rows if row["after_id"]]
    told = {row["figure_id"]: row for row in site.rows(_TOLD, [ids])}
    heads = (
        Column("变化", "Change", "short"),
        Column("指标", "Indicator"),
        Column("地区", "Place", "short"),
        Column("时期", "Period", "short"),
        Column("现值", "Value now", "num"),
        Column("首次所印", "First printed", "num"),
        Column("来源", "Source"),
    )
    lines = []
    for row in rows:
        change = both(_WORDS[row["change"]], tone=_TONES.get(row["change"], ""))
        now = told.get(row["after_id"] or "")
        if now is None:
            indicator_id, _, rest = row["name"].partition(" ")
            indicator = site.indicators.get(indicator_id)
            place, _, dates = rest.partition(" ")
            name = Both(indicator["label_zh"], indicator["label_en"]) if indicator else Both(indicator_id, indicator_id)
            place_name = site.place_name(place) if place in site.places else Both("", "")
            lines.append(
                [change, both(name), both(place_name), Cell(dates), Cell(""), Cell(""), Cell(row["file_name"] or "")]
            )
            continue
        first = now["value_first"]
        ratio = now["value_display"] / now["value"] if now["value"] and now["value_display"] else None
        is_other = first is not None and first != now["value"] and ratio is not None
        lines.append(
            [
                change,
                Cell(now["indicator_label_zh"], now["indicator_label_en"], f"indicator/{now['indicator_id']}.html"),
                site.place_cell(now["place_id"], now["scope"]),
                both(period(now["period_display"], now["period_start"], now["period_end"])),
                Cell(now["text_printed"], None, report_link(now["figure_id"])),
                Cell(number(first * ratio) if is_other and first is not None and ratio is not None else ""),
                site.source_cell(now["document_id"]),
            ]
        )
    return Table("data/changes-series.csv", Both("序列数值", "Values of series"), heads, lines)


_TOLD = """
    select
        figure_id, indicator_id, coalesce(region_id, area_id) as place_id, scope, period_display, period_start,
        period_end, text_printed, value, value_display, value_first, indicator_label_zh, indicator_label_en, document_id
    from marts.indicator_series
    semi join (select unnest(?) as figure_id) using (figure_id)
"""
