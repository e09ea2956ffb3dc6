"""What a published build says that has not been told: findings that are new, worse, back or gone, and refused files.

Belongs here: reading a build, and comparing it with what was told. Does not belong here: keeping what was told.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from hedui.alerts.digest import Entry, Language, News, Quote
from hedui.alerts.order import Case, cause, rank
from hedui.reconciliation.relations import RELATIONS
from hedui.vocabulary.codes import STANDING, FindingState, Severity
from hedui.warehouse.access.read import Warehouse, open_warehouse

_LABELS = {
    str(relation.code): {Language.ZH: relation.label_zh, Language.EN: relation.label_en} for relation in RELATIONS
}
_SEVERITIES = tuple(Severity)  # from high to low

_CASES = """
    select finding.*, fact_check.printed, fact_check.gap, figure.decimals, figure.scale, figure.unit_factor,
        figure.start - figure.sentence_start as figure_at, figure."end" - figure.sentence_start as figure_to,
        coalesce(figure.region_id, document.region_id, '') as region, document.document_number
    from marts.finding as finding
    join core.fact_check as fact_check using (check_id)
    join core.fact_figure as figure on figure.figure_id = finding.reported_figure_id
    join core.dim_document as document on document.document_id = finding.document_id
    where list_contains($1, finding.finding_id)
    order by finding.finding_id
"""
_ELSEWHERE = """
    select finding.finding_id, document.document_id, document.title, document.document_number, document.file_name,
        figure.text, figure.sentence, figure.start - figure.sentence_start as figure_at,
        figure."end" - figure.sentence_start as figure_to
    from marts.finding as finding
    join core.check_figure as check_figure using (check_id)
    join core.fact_figure as figure using (figure_id)
    join core.dim_document as document on document.document_id = figure.document_id
    where list_contains($1, finding.finding_id) and document.document_id <> finding.document_id
    qualify row_number() over (partition by finding.finding_id, document.document_id order by figure.start) = 1
    order by finding.finding_id, document.document_id
"""
_GONE = """
    select finding_id, severity, file_name, title, text, relation
    from marts.finding
    where list_contains($1, finding_id)
"""


@dataclass(frozen=True, slots=True)
class Told:
    """What was last told of a finding.

    Attributes:
        severity: its severity then.
        state: whether it stood, was accepted by a person, or was gone.
    """

    severity: Severity
    state: FindingState


@dataclass(frozen=True, slots=True)
class Build:
    """What a build has to tell, and what is told once that is.

    Attributes:
        build_id: the build.
        entries: what is new, in the order in which it deserves a person.
        findings: by id, what is told of every finding.
        files: by path, what is told of every refused file.
    """

    build_id: str
    entries: tuple[Entry, ...] = ()
    findings: Mapping[str, Told] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)


def read_build(home: Path, findings: Mapping[str, Told], files: Mapping[str, str]) -> Build:
    """What the published build says that was not told.

    Args:
        home: the warehouse's folder.
        findings: what was told of findings, by id.
        files: what was told of refused files, by path.

    Raises:
        WarehouseError: nothing was published, or the file cannot be read.
    """
    with open_warehouse(home) as warehouse:
        build_id = str(warehouse.build()["build_id"])
        rows = warehouse.query("select finding_id, severity, state from marts.finding").to_pylist()
        now = {row["finding_id"]: Told(Severity(row["severity"]), _as_told(row["state"])) for row in rows}
        for finding_id in findings.keys() - now.keys():
            now[finding_id] = replace(findings[finding_id], state=FindingState.RESOLVED)
        changes = {name: news for name in now if (news := _change(findings.get(name), now[name])) is not None}
        standing = {name: news for name, news in changes.items() if news is not News.RESOLVED}
        gone = [name for name, news in changes.items() if news is News.RESOLVED]
        refused = {
            row["path"]: row["problem"]
            for row in warehouse.query(
                "select path, problem from core.source_file where status = 'refused' order by path"
            ).to_pylist()
        }
        entries = (*_standing(warehouse, standing, build_id), *_resolved(warehouse, gone))
    refusals = (
        Entry(News.REFUSED, path, what={language: problem for language in Language})
        for path, problem in refused.items()
        if files.get(path) != problem
    )
    return Build(build_id, (*entries, *refusals), now, refused)


def _as_told(state: str) -> FindingState:
    """New or open: told as one that stands."""
    return FindingState.OPEN if state in STANDING else FindingState(state)


def _change(before: Told | None, now: Told) -> News | None:
    """What is new; what a person accepted is not told."""
    stood = before is not None and before.state is FindingState.OPEN
    if now.state is FindingState.RESOLVED:
        return News.RESOLVED if stood else None
    if now.state is not FindingState.OPEN:
        return None
    if before is None:
        return News.NEW
    if not stood:
        return News.BACK
    return News.WORSE if _SEVERITIES.index(now.severity) < _SEVERITIES.index(before.severity) else None


def _standing(warehouse: Warehouse, changes: Mapping[str, News], build_id: str) -> tuple[Entry, ...]:
    """An entry for each cause, those first that most deserve a person."""
    rows = warehouse.query(_CASES, [list(changes)]).to_pylist() if changes else []
    elsewhere = defaultdict(list)
    for row in warehouse.query(_ELSEWHERE, [list(changes)]).to_pylist() if changes else ():
        elsewhere[row["finding_id"]].append(row)
    cases = [Case(row, tuple(other["document_id"] for other in elsewhere[row["finding_id"]])) for row in rows]
    causes: dict[object, list[Case]] = {}
    for case in sorted(cases, key=rank):
        causes.setdefault((changes[case.finding_id], *cause(case)), []).append(case)
    return tuple(
        _entry(
            first, elsewhere[first.finding_id], changes[first.finding_id], build_id, [one.row["text"] for one in more]
        )
        for first, *more in causes.values()
    )


def _entry(case: Case, others: Sequence[dict[str, Any]], news: News, build_id: str, also: Sequence[str]) -> Entry:
    row = case.row
    return Entry(
        news,
        case.finding_id,
        severity=Severity(row["severity"]),
        region=row["region"],
        what=_LABELS[row["relation"]],
        quotes=tuple(_quote(one) for one in (row, *others)),
        arithmetic={Language.ZH: row["explanation_zh"], Language.EN: row["explanation_en"]},
        figure_id=row["reported_figure_id"],
        build_id=build_id,
        also=tuple(also),
    )


def _resolved(warehouse: Warehouse, gone: Sequence[str]) -> tuple[Entry, ...]:
    rows = warehouse.query(_GONE, [list(gone)]).to_pylist() if gone else []
    return tuple(
        Entry(
            News.RESOLVED,
            row["finding_id"],
            severity=Severity(row["severity"]),
            what=_LABELS.get(row["relation"], {}),
            quotes=(Quote(_name(row), "", row["text"], ""),),
        )
        for row in sorted(rows, key=lambda row: (_SEVERITIES.index(Severity(row["severity"])), row["finding_id"]))
    )


def _quote(row: dict[str, Any]) -> Quote:
    sentence, start, end = row["sentence"], row["figure_at"], row["figure_to"]
    return Quote(_name(row), sentence[:start], sentence[start:end], sentence[end:])


def _name(row: dict[str, Any]) -> str:
    """How a document is named: its title and number, else its file."""
    number = f"（{row['document_number']}）" if row.get("document_number") else ""
    return f"《{row['title']}》{number}" if row["title"] else str(row["file_name"])
