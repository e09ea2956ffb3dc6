"""Making the site: which pages there are, in which order, and when all of them are put in place."""

import json
from collections.abc import Iterator
from pathlib import Path

from hedui.figures.because import FIELDS, sources
from hedui.site.changes import write_changes
from hedui.site.findings import FIRST, all_findings, write_findings
from hedui.site.folder import Folder
from hedui.site.indicators import write_indicators
from hedui.site.labels import Both, label, labels
from hedui.site.places import write_places
from hedui.site.reports import write_reports
from hedui.site.search import write_search
from hedui.site.site import STATIC, Row, Site
from hedui.site.tables import Cell, Column, Table, both
from hedui.site.tasks import write_tasks
from hedui.site.text import json_text, number, report_link
from hedui.warehouse.access.read import open_warehouse
from hedui.warehouse.building.snapshots import UnknownBuild, find_pair
from hedui.warehouse.home import Home

GLANCES = 12  # indicators on the front page
_BUILD_FILE = "static/build.js"
_COVERED = ("numerals", "unaccounted", "facts", "mapped", "with_unit", "with_period", "checked")
_IN_SCRIPT = ("Role", "Comparator", "PeriodKind", "ChangeKind", "Verdict", "Reason", "Relation")


def make_site(home: Path, destination: Path) -> Folder:
    """Write the site of the published warehouse of a home; what did not change is left as it is.

    Args:
        home: the warehouse's folder.
        destination: a folder that is empty, does not exist, or holds a site.

    Returns:
        The folder, with what was written and removed.

    Raises:
        NotPublished: nothing was published there.
        NotASite: the folder holds other things.
        SiteError: a page could not be made; nothing in the folder was changed.
    """
    folder = Folder(destination)
    try:
        files = find_pair(Home(home), None, None)
    except UnknownBuild:
        files = None
    with open_warehouse(home) as warehouse:
        site = Site(warehouse, folder)
        findings = all_findings(site)
        changes = write_changes(site, findings, files)
        glances = write_indicators(site)
        write_places(site, findings)
        write_tasks(site)
        write_reports(site)
        write_findings(site, findings)
        _write_review(site)
        standing = [finding for finding in findings if finding.is_standing]
        site.page(
            "index.html",
            "index.html",
            here="index",
            title=Both("对账公报", "Bulletin"),
            build=site.build,
            changes=changes,
            findings=standing[:FIRST],
            finding_count=len(standing),
            glances=glances[:GLANCES],
        )
        site.page("about.html", "about.html", here="about", title=Both("怎样读", "How to read"), build=site.build)
        write_search(site)
        _write_static(site)
    folder.commit()
    return folder


def build_shown(folder: Path) -> str | None:
    """The build that the pages of a folder show; None where there are none."""
    try:
        said = (folder / _BUILD_FILE).read_text(encoding="utf-8")
    except OSError:
        return None
    return str(json.loads(said[said.index("(") + 1 : said.rindex(")")])["id"])


def _write_review(site: Site) -> None:
    """What waits for a person, and how much of each report was read."""
    waiting = [
        [
            both(label("ReviewReason", row["review_reason"])),
            Cell(row["term"], None, _where(row)),
            Cell(number(row["figure_count"])),
            Cell(number(row["document_count"])),
            Cell("、".join(_named(site, name) for name in row["candidates"])),
        ]
        for row in site.warehouse.review().to_pylist()
    ]
    heads = (
        Column("事由", "Reason"),
        Column("词语", "Term"),
        Column("数字", "Figures", "num"),
        Column("报告", "Reports", "num"),
        Column("候选", "Candidates"),
    )
    queue = Table("data/review.csv", Both("待审词语", "Terms that wait"), heads, waiting)
    covered = [
        [
            site.source_cell(row["document_id"]),
            *(Cell(number(row[name])) for name in _COVERED),
        ]
        for row in site.rows("from marts.coverage order by document_id")
    ]
    measures = (
        Column("报告", "Report"),
        Column("数字串", "Numerals", "num"),
        Column("未读出", "Not read", "num"),
        Column("事实", "Facts", "num"),
        Column("对应指标", "With an indicator", "num"),
        Column("有单位", "With a unit", "num"),
        Column("有期间", "With a period", "num"),
        Column("已核对", "Checked", "num"),
    )
    coverage = Table("data/coverage.csv", Both("读出的程度", "How much was read"), measures, covered)
    site.page(
        "tables.html",
        "review.html",
        here="review",
        title=Both("待审", "Review"),
        tables=[*_refused(site), coverage, queue],
        lead=Both(
            "尚待人工判定的名称、单位与期间，以及每份报告读出了多少。",
            "Names, units and periods that a person has to settle, and how much of each report was read.",
        ),
    )


def _refused(site: Site) -> Iterator[Table]:
    """Files that are not published, and why."""
    refused = site.rows("from core.source_file where status = 'refused' order by file_name, path")
    if refused:
        heads = (Column("文件", "File"), Column("原因", "Reason"))
        rows = [[Cell(row["file_name"]), Cell(row["problem"] or "")] for row in refused]
        yield Table("data/refused.csv", Both("退回的文件", "Files refused"), heads, rows)


def _where(row: Row) -> str:
    """Where a term that waits stands: at its number, where it has one."""
    return report_link(row["figure_id"]) if row["figure_id"] else f"report/{row['document_id']}.html"


def _named(site: Site, candidate: str) -> str:
    """The name of a candidate that is an indicator; else the candidate."""
    indicator = site.indicators.get(candidate)
    return indicator["label_zh"] if indicator else candidate


def _write_static(site: Site) -> None:
    """Style, script, and what both need of this build and of the code lists."""
    for file in sorted(STATIC.iterdir()):
        site.folder.add(f"static/{file.name}", file.read_bytes())
    codes = {**{name: labels()[name] for name in _IN_SCRIPT}, "Field": FIELDS, "Because": sources()}
    site.folder.add("static/codes.js", f"heduiCodes({json_text(codes)});\n")
    # the one file besides the front page that every build changes: pages name the build without being written anew
    build = {"id": site.build["build_id"], "at": f"{site.build['built_at']:%Y-%m-%d %H:%M}"}
    site.folder.add(_BUILD_FILE, f"heduiBuild({json_text(build)});\n")
