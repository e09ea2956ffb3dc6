"""Reports: the list of them, and the reader of each with every number marked by its role."""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from hedui.site.labels import Both
from hedui.site.places import REPORT_HEADS, report_cells
from hedui.site.site import Row, Site
from hedui.site.tables import Table
from hedui.site.text import json_block, shown

UNBROKEN = 12  # characters of a figure that stay on one line
CHUNK = 100  # reports read at a time: their texts and figures are held together
_ROLES = (
    "actual", "plan", "change", "rate", "rank", "threshold", "scope", "time", "ident", "ordinal", "name",
)  # fmt: skip
_FACTS = 5  # of these, the first are facts


class Mark(NamedTuple):
    """Where a figure stands in a text, and how it looks."""

    start: int
    end: int
    place: str
    role: str


def write_reports(site: Site) -> None:
    """The reader of each report, and the lists by year."""
    ids = sorted(site.reports)
    for at in range(0, len(ids), CHUNK):
        for row in site.rows(_READER, [ids[at : at + CHUNK]]):
            _write_report(site, row)
    by_year = [
        (str(year or ""), list(reports))
        for year, reports in groupby(site.reports.values(), lambda report: report.dated and report.dated.year)
    ]
    tables = [
        Table(
            f"data/reports-{year or 'undated'}.csv",
            Both(f"{year}年" if year else "日期不明", year or "date not known"),
            REPORT_HEADS,
            [report_cells(site, report) for report in reports],
        )
        for year, reports in by_year
    ]
    site.page("tables.html", "reports.html", here="reports", title=Both("报告", "Reports"), tables=tables,
              lead=Both("点进一份报告，可读全文，每个数字按角色标出。",
                        "Each opens in the reader: the whole text, every number marked by its role."))  # fmt: skip


def marked(text: str, marks: Sequence[Mark], accused: frozenset[str]) -> Markup:
    """The text in paragraphs, each figure a link to itself.

    Args:
        text: the text of the report.
        marks: its figures, in order; one that begins within another is not marked.
        accused: places of those that a finding suspects.
    """
    parts, at = ["<p>"], 0
    for mark in marks:
        if mark.start < at:
            continue
        kind = f"m {mark.role}{' wrong' * (mark.place in accused)}{' long' * (mark.end - mark.start > UNBROKEN)}"
        parts.append(_paragraphs(text[at : mark.start]))
        said = shown(text[mark.start : mark.end].replace("\n", " "))
        parts.append(f'<a class="{kind}" id="{mark.place}" href="#{mark.place}">{said}</a>')
        at = mark.end
    parts.append(_paragraphs(text[at:]))
    parts.append("</p>")
    return Markup("".join(parts).replace("<p></p>\n", "").replace("<p></p>", ""))


def _paragraphs(text: str) -> str:
    """Text with a new paragraph at each end of a line; lines of white space are left out."""
    if "\n" not in text:
        return str(shown(text))
    first, *middle, last = text.split("\n")
    lines = [str(shown(first)), *(str(shown(line)) for line in middle if line.strip()), str(shown(last))]
    return "</p>\n<p>".join(lines)


def _write_report(site: Site, row: Row) -> None:
    document_id = row["document_id"]
    report = site.reports[document_id]
    marks = [
        Mark(start, end, figure_id[-5:], role)
        for start, end, figure_id, role in zip(row["starts"], row["ends"], row["ids"], row["roles"], strict=True)
    ]
    accused = frozenset(figure_id[-5:] for figure_id in row["ids"] if figure_id in site.accused)
    used = {name for name in row["indicator_ids"] if name}
    counts = [(role, sum(mark.role == role for mark in marks), number < _FACTS) for number, role in enumerate(_ROLES)]
    site.page(
        "report.html",
        report.href,
        here="reports",
        title=Both(report.title, report.title),
        report=report,
        row=row,
        body=marked(row["text"], marks, accused),
        roles=[entry for entry in counts if entry[1]],
        data=_data(site, row, used),
        place=site.place_cell(report.region_id) if report.region_id else None,
    )
    site.can_be_found(
        "report", Both(report.title, report.title), (report.document_number, row["file_name"]), report.href
    )


def _data(site: Site, row: Row, indicators: set[str]) -> Markup:
    """What the panel says of each figure, as JSON: figures and checks as the database wrote them."""
    names = {
        name: [site.indicators[name]["label_zh"], site.indicators[name]["label_en"]] for name in sorted(indicators)
    }
    places = {
        name: list(site.places[name].name)
        for name in sorted(set(filter(None, row["place_ids"])))
        if name in site.places
    }
    findings = {name[-5:]: site.accused[name] for name in row["ids"] if name in site.accused}
    rest = json.dumps({"indicators": names, "places": places, "findings": findings}, ensure_ascii=False)
    return json_block(f'{rest[:-1]},"figures":{row["figures"] or "[]"},"checks":{row["checks"] or "[]"}}}')


def texts(site: Site) -> Iterator[tuple[str, str]]:
    """Id and text of each report, a few at a time."""
    ids = sorted(site.reports)
    for at in range(0, len(ids), CHUNK):
        for row in site.rows(
            """
            select document_id, text
            from core.document_text
            semi join (select unnest(?) as document_id) using (document_id)
            order by document_id
            """,
            [ids[at : at + CHUNK]],
        ):
            yield row["document_id"], row["text"]


# A row a report: its text, where its figures stand, and what the page says of them and of their checks as JSON, which
# the database writes in a tenth of the time that rows would take here.
_READER = """
    with
    chosen as (
        select unnest(?) as document_id
    ),
    figure as (
        select * from core.fact_figure semi join chosen using (document_id)
    ),
    corrected as (
        select figure_id, json_array(corrected, unit, because, source) as said from core.correction
    ),
    figures as (
        select
            document_id,
            list(figure.start order by figure.start, figure_id) as starts,
            list(figure."end" order by figure.start, figure_id) as ends,
            list(figure_id order by figure.start, figure_id) as ids,
            list(role order by figure.start, figure_id) as roles,
            list(distinct indicator_id) as indicator_ids,
            list(distinct coalesce(region_id, area_id)) as place_ids,
            '[' || string_agg(
                json_array(
                    right(figure_id, 5), role, comparator, value_display, unit_display, value, value_low, value_high,
                    unit, range_low, range_high, subject, indicator_id, coalesce(region_id, area_id), period_display,
                    period_start, period_end, period_kind, change_kind, base_period_start, base_period_end,
                    is_inferred, qualifies, scope, is_planned, is_approximate, page, block, because, is_corrected, corrected.said
                )::varchar, ',' order by figure.start, figure_id
            ) || ']' as figures,
        from figure
        left join corrected using (figure_id)
        group by document_id
    ),
    taking_part as (
        select distinct figure.document_id, member.check_id
        from figure
        join core.check_figure as member using (figure_id)
    ),
    members as (
        select
            member.check_id,
            list(json_array(member.figure_id, other.text) order by member.figure_id, member.part) as figures,
        from core.check_figure as member
        join core.fact_figure as other using (figure_id)
        where member.check_id in (select check_id from taking_part)
        group by member.check_id
    ),
    checks as (
        select
            taking_part.document_id,
            '[' || string_agg(
                json_array(found.relation, found.verdict, found.reason, found.explanation_zh, found.explanation_en,
                    members.figures)::varchar, ',' order by found.relation, check_id
            ) || ']' as checks,
        from taking_part
        join core.fact_check as found using (check_id)
        join members using (check_id)
        group by taking_part.document_id
    )
    select
        document.document_id, document.file_name, document.script, document.published_on, document.rounding_convention,
        document.edition_of, document_text.text, figures.figures, checks.checks,
        coalesce(starts, []) as starts, coalesce(ends, []) as ends, coalesce(ids, []) as ids,
        coalesce(roles, []) as roles, coalesce(indicator_ids, []) as indicator_ids,
        coalesce(place_ids, []) as place_ids, (select count(*) from core.fact_task as task
            where task.document_id = document.document_id) as task_count,
    from core.dim_document as document
    semi join chosen using (document_id)
    join core.document_text as document_text using (document_id)
    left join figures using (document_id)
    left join checks using (document_id)
    order by document.document_id
"""
