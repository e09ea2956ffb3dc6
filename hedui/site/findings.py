"""Findings: both sides quoted with their figures marked, the arithmetic, what each suspect would have to be."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hedui.site.labels import Both, label
from hedui.site.site import Row, Site
from hedui.site.tables import Cell, Column, Table, both
from hedui.site.text import number, report_link

FIRST = 12  # findings told whole on the front page; each has a page of its own
_SEVERITIES = ("high", "medium", "low")
_STATES = ("new", "open", "accepted", "resolved")
_HEADS = (
    Column("严重程度", "Severity", "short"),
    Column("状态", "State", "short"),
    Column("关系", "Relation", "short"),
    Column("数字", "Figure", "short"),
    Column("说明", "Arithmetic", "wide"),
    Column("报告", "Report"),
    Column("首见", "First seen", "short"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a quoted sentence: plain text, or a figure with the page it leads to."""

    text: str
    href: str = ""
    is_reported: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """One sentence of a report with the figures of a check marked."""

    parts: Sequence[Part]
    title: str
    href: str
    place: Both


@dataclass(frozen=True, slots=True)
class Suspect:
    """A figure that may be wrong, and what it would have to be."""

    text: str
    href: str
    needed: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding as a page tells it; ``row`` is that of ``marts.finding``."""

    row: Row
    quotes: Sequence[Quote]
    suspects: Sequence[Suspect]
    others: Sequence[Row]

    @property
    def href(self) -> str:
        """Its page, from the root of the site."""
        return f"finding/{self.row['finding_id']}.html"

    @property
    def is_standing(self) -> bool:
        """Whether nobody settled it."""
        return self.row["state"] in ("new", "open")


def all_findings(site: Site) -> list[Finding]:
    """Every finding, what is new first, then the gravest."""
    rows = site.rows("from marts.finding")
    figures = _by(site.rows(_FIGURES), "finding_id")
    suspects = _by(site.rows(_SUSPECTS), "finding_id")
    others = _by(site.rows(_OTHERS), "finding_id")
    rows.sort(
        key=lambda row: (
            _STATES.index(row["state"]),
            _SEVERITIES.index(row["severity"]),
            row["file_name"],
            row["reported_figure_id"],
            row["finding_id"],
        )
    )
    return [
        Finding(
            row,
            list(_quotes(site, row, figures[row["finding_id"]])),
            [_suspect(suspect) for suspect in suspects[row["finding_id"]]],
            others[row["finding_id"]],
        )
        for row in rows
    ]


def findings_table(path: str, title: Both, findings: Iterable[Finding], site: Site) -> Table:
    """Findings in short, a line each."""
    return Table(path, title, _HEADS, [_line(finding, site) for finding in findings])


def write_findings(site: Site, findings: Sequence[Finding]) -> None:
    """A page for each finding, and the list of all."""
    for finding in findings:
        site.page("finding.html", finding.href, here="findings", finding=finding)
        relation = label("Relation", finding.row["relation"])
        text = finding.row["text"]
        site.can_be_found("finding", Both(f"{text} {relation.zh}", f"{text} {relation.en}"), (), finding.href)
    standing = [finding for finding in findings if finding.is_standing]
    settled = [finding for finding in findings if not finding.is_standing]
    tables = [findings_table("data/findings.csv", Both("待处理的发现", "Findings that stand"), standing, site)]
    if settled:
        title = Both("已认可、已消除的发现", "Findings accepted or resolved")
        tables.append(findings_table("data/findings-settled.csv", title, settled, site))
    site.page(
        "tables.html",
        "findings.html",
        here="findings",
        title=Both("发现", "Findings"),
        tables=tables,
        lead=Both(
            "核对不符、值得人看一眼的地方。点进一条，可见两处原句、算式与可直接发送的询问函文。",
            "What does not agree and deserves a person's eye. Each leads to both sentences, the arithmetic, and a "
            "query ready to be sent.",
        ),
    )


def _line(finding: Finding, site: Site) -> list[Cell]:
    row = finding.row
    return [
        both(label("Severity", row["severity"]), tone=row["severity"]),
        both(label("FindingState", row["state"])),
        both(label("Relation", row["relation"]), finding.href),
        Cell(row["text"], None, report_link(row["reported_figure_id"]) if row["document_id"] in site.reports else ""),
        Cell(row["explanation_zh"], row["explanation_en"]),
        Cell(row["title"] or row["file_name"]),
        Cell(f"{row['first_seen_at']:%Y-%m-%d}"),
    ]


def _quotes(site: Site, finding: Row, figures: Sequence[Row]) -> Iterable[Quote]:
    """The sentences of a check, that of the reported figure first; that of a resolved finding is all there is left."""
    if not figures:
        yield Quote([Part(finding["sentence"])], finding["title"] or finding["file_name"], "", Both("", ""))
    sentences: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for figure in sorted(figures, key=lambda row: row["figure_id"] != finding["reported_figure_id"]):
        sentences[figure["document_id"], figure["sentence_start"]].append(figure)
    for (document_id, _), members in sentences.items():
        report = site.reports[document_id]
        first = members[0]
        page = first["page"]
        place = Both(
            f"第{page}页，第{first['block'] + 1}段" if page else f"第{first['block'] + 1}段",
            f"page {page}, paragraph {first['block'] + 1}" if page else f"paragraph {first['block'] + 1}",
        )
        yield Quote(
            list(_parts(members, finding["reported_figure_id"])), report.title, report_link(first["figure_id"]), place
        )


def _parts(figures: Sequence[Row], reported: str) -> Iterable[Part]:
    sentence, offset = figures[0]["sentence"], figures[0]["sentence_start"]
    at = 0
    for figure in sorted({row["start"]: row for row in figures}.values(), key=lambda row: row["start"]):
        start, end = figure["start"] - offset, figure["end"] - offset
        if start < at or end > len(sentence):
            continue
        yield Part(sentence[at:start])
        yield Part(sentence[start:end], report_link(figure["figure_id"]), figure["figure_id"] == reported)
        at = end
    yield Part(sentence[at:])


def _suspect(row: Row) -> Suspect:
    low, high = (_displayed(row, row[f"needed_{end}"]) for end in ("low", "high"))
    unit = row["unit_display"]
    if low is None and high is None:
        needed = ""
    elif low is None or high is None:
        needed = f"≤ {high} {unit}" if low is None else f"≥ {low} {unit}"
    else:
        needed = f"{low} {unit}" if low == high else f"{low} – {high} {unit}"
    return Suspect(row["text"], report_link(row["figure_id"]), needed.strip())


def _displayed(row: Row, value: float | None) -> str | None:
    """A value in the unit that the figure is shown in."""
    if value is None:
        return None
    shown, stored = row["value_display"], row["value"]
    if shown and stored:
        value = round(value * shown / stored, (row["decimals"] or 0) + 2)
    return number(value)


def _by(rows: Iterable[Row], key: str) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[key]].append(row)
    return found


_FIGURES = """
    select
        finding.finding_id, figure.figure_id, figure.document_id, figure.start, figure."end", figure.sentence,
        figure.sentence_start, figure.page, figure.block
    from marts.finding as finding
    join core.check_figure as member using (check_id)
    join core.fact_figure as figure on figure.figure_id = member.figure_id
    where finding.state <> 'resolved'
    order by finding.finding_id, figure.document_id, figure.start
"""
_SUSPECTS = """
    select
        suspect.finding_id, figure.figure_id, figure.text, figure.value, figure.value_display, figure.unit_display,
        figure.decimals, suspect.needed_low, suspect.needed_high
    from core.finding_suspect as suspect
    join core.fact_figure as figure using (figure_id)
    order by suspect.finding_id, suspect.place
"""
_OTHERS = """
    select
        member.finding_id, failing.relation, failing.verdict, failing.explanation_zh, failing.explanation_en,
        failing.reported_figure_id
    from core.finding_check as member
    join core.fact_check as failing using (check_id)
    join marts.finding as finding using (finding_id)
    where failing.check_id <> finding.check_id
    order by member.finding_id, failing.relation, failing.check_id
"""
