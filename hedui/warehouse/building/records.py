"""Frozen records of the domain as stage tables, and back.

Every function gives tables whose schema is ``arrow_schema`` of a declared ``stage`` table, whatever the number of rows.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from fractions import Fraction
from operator import attrgetter
from typing import Any

import pyarrow as pa

from hedui.documents.document import Document, Metadata
from hedui.figures.display import Display
from hedui.figures.figure import Figure
from hedui.reconciliation.corrections import AppliedCorrection
from hedui.reconciliation.engine import Reconciliation
from hedui.reconciliation.relations import RELATIONS
from hedui.tasks.task import Measure, Task
from hedui.vocabulary.codes import Decision, QuantityKind, Relation
from hedui.vocabulary.labels import Both, names_of
from hedui.vocabulary.load import Vocabulary
from hedui.warehouse.building.refusals import Refusal
from hedui.warehouse.tables import TABLES, published_tables
from hedui.warehouse.tables.arrow import attributes, from_rows, to_arrow

_MAPPED = ("indicator_id", "region_id", "area_id", "place_printed")
_UNMAPPED = (None,) * len(_MAPPED)


def documents_to_arrow(documents: Sequence[Document]) -> dict[str, pa.Table]:
    """``stage.document`` and ``stage.document_text`` of the documents."""
    own: dict[str, Sequence[Any]] = {
        "document_id": [document.document_id for document in documents],
        "sha256": [document.sha256 for document in documents],
        "media_type": [document.media_type for document in documents],
        "char_count": [len(document.text.raw) for document in documents],
    }
    texts = [document.text.raw for document in documents]
    return {
        "document": to_arrow(TABLES["stage.document"], [document.metadata for document in documents], **own),
        "document_text": to_arrow(TABLES["stage.document_text"], documents, text=texts),
    }


def metadata_from_arrow(documents: pa.Table) -> dict[str, Metadata]:
    """What each document says of itself, by ``document_id``, from ``stage.document``."""
    values = attributes(TABLES["stage.document"], documents)
    names = [field.name for field in fields(Metadata) if field.name in values]
    rows = zip(*(values[name] for name in names), strict=True)
    return {
        document_id: Metadata(**dict(zip(names, row, strict=True)))
        for document_id, row in zip(values["document_id"], rows, strict=True)
    }


def figures_to_arrow(figures: Sequence[Figure]) -> pa.Table:
    """``stage.figure`` of the figures; what they were mapped to is ``mapping_to_arrow``'s."""
    return to_arrow(TABLES["stage.figure"], figures, document_id=[figure.document for figure in figures])


def mapping_to_arrow(figures: Sequence[Figure]) -> pa.Table:
    """``stage.figure_mapping`` of mapped figures."""
    return to_arrow(TABLES["stage.figure_mapping"], figures)


def display_to_arrow(displays: Sequence[Display]) -> pa.Table:
    """``stage.figure_display`` of figures as people read them."""
    return to_arrow(TABLES["stage.figure_display"], displays)


def figures_from_arrow(figures: pa.Table, mapping: pa.Table | None = None) -> tuple[Figure, ...]:
    """Figures as they were before ``figures_to_arrow``, exact numbers and all.

    Args:
        figures: ``stage.figure``.
        mapping: ``stage.figure_mapping``; without it no figure has an indicator or a region.
    """
    mapped: dict[str, tuple[str | None, ...]] = {}
    if mapping is not None:
        ids, *columns = (mapping[name].to_pylist() for name in ("figure_id", *_MAPPED))
        mapped = dict(zip(ids, zip(*columns, strict=True), strict=True))
    made: list[Figure] = []
    for batch in figures.to_batches(max_chunksize=65536):  # a column as Python objects is large
        if not batch.num_rows:
            continue
        values = attributes(TABLES["stage.figure"], pa.Table.from_batches([batch]))
        found = [mapped.get(figure_id, _UNMAPPED) for figure_id in values["figure_id"]]
        values["document"] = values.pop("document_id")
        values.update({name: [row[place] for row in found] for place, name in enumerate(_MAPPED)})
        names = tuple(values)
        made += [Figure(**dict(zip(names, row, strict=True))) for row in zip(*values.values(), strict=True)]
    return tuple(made)


def tasks_to_arrow(tasks: Sequence[Task]) -> dict[str, pa.Table]:
    """``stage.task`` and its four dependent tables."""
    parties = _parts(tasks, attrgetter("parties"))
    deadlines = _parts(tasks, attrgetter("deadlines"))
    measures = _parts(tasks, attrgetter("measures"))
    targets = [(task.task_id, figure_id) for task in tasks for figure_id in dict.fromkeys(task.targets)]
    return {
        "task": to_arrow(TABLES["stage.task"], tasks, document_id=[task.document for task in tasks]),
        "task_party": _owned("stage.task_party", parties),
        "task_deadline": _owned("stage.task_deadline", deadlines),
        "task_measure": _owned("stage.task_measure", measures),
        "task_target": from_rows(TABLES["stage.task_target"], targets),
    }


def tasks_from_arrow(tasks: pa.Table, measures: pa.Table) -> tuple[Task, ...]:
    """Tasks as they were before ``tasks_to_arrow``, without parties, deadlines and targets.

    Args:
        tasks: ``stage.task``.
        measures: ``stage.task_measure``.
    """
    owned: defaultdict[str, list[Measure]] = defaultdict(list)
    for row in measures.sort_by([("task_id", "ascending"), ("place", "ascending")]).to_pylist():
        owned[row["task_id"]].append(Measure(row["number"], row["text"], row["due_on"]))
    values = attributes(TABLES["stage.task"], tasks)
    values["document"] = values.pop("document_id")
    return tuple(
        Task(**dict(zip(values, row, strict=True)), measures=tuple(owned[task_id]))
        for task_id, row in zip(values["task_id"], zip(*values.values(), strict=True), strict=True)
    )


def reconciliation_to_arrow(result: Reconciliation) -> dict[str, pa.Table]:
    """The stages of a reconciliation: checks, findings, conventions, and what belongs to them."""
    parts = [(check.check_id, figure_id, part) for check in result.checks for figure_id, part in check.figures]
    of_findings = [(finding.finding_id, check_id) for finding in result.findings for check_id in finding.check_ids]
    suspects = [
        (finding.finding_id, place, suspect)
        for finding in result.findings
        for place, suspect in enumerate(finding.suspects, start=1)
    ]
    sections = [(*section, convention) for section, convention in result.section_conventions.items()]
    return {
        "check": to_arrow(TABLES["stage.check"], result.checks),
        "check_figure": from_rows(TABLES["stage.check_figure"], parts),
        "convention": from_rows(TABLES["stage.convention"], list(result.conventions.items())),
        "section_convention": from_rows(TABLES["stage.section_convention"], sections),
        "edition": from_rows(TABLES["stage.edition"], list(result.editions.items())),
        "implied_base": to_arrow(TABLES["stage.implied_base"], result.implied_bases),
        "year_on_year": to_arrow(TABLES["stage.year_on_year"], result.years_on_year),
        "finding": to_arrow(TABLES["stage.finding"], result.findings),
        "finding_check": from_rows(TABLES["stage.finding_check"], of_findings),
        "finding_suspect": to_arrow(
            TABLES["stage.finding_suspect"],
            [suspect for _, _, suspect in suspects],
            finding_id=[finding_id for finding_id, _, _ in suspects],
            place=[place for _, place, _ in suspects],
        ),
    }


def corrections_to_arrow(applied: Sequence[AppliedCorrection]) -> pa.Table:
    """``stage.correction`` of the corrections that apply."""
    return to_arrow(
        TABLES["stage.correction"],
        [one.correction for one in applied],
        figure_id=[one.figure_id for one in applied],
        document_id=[one.document_id for one in applied],
    )


def candidates_to_arrow(candidates: Mapping[str, Sequence[tuple[str, float]]]) -> pa.Table:
    """``stage.review_candidate``: for each unmapped subject the indicators that may fit, with score, best first."""
    rows = [
        (subject, indicator_id, score, place)
        for subject, found in candidates.items()
        for place, (indicator_id, score) in enumerate(found, start=1)
    ]
    return from_rows(TABLES["stage.review_candidate"], rows)


def decisions_to_arrow(decisions: Mapping[str, tuple[Decision, str]]) -> pa.Table:
    """``stage.review_decision``: what is to be decided about each unmapped subject, and of which words."""
    return from_rows(TABLES["stage.review_decision"], [(subject, *decided) for subject, decided in decisions.items()])


def refusals_to_arrow(refusals: Sequence[Refusal]) -> pa.Table:
    """``stage.mapping_refusal`` or ``stage.refusal``: documents that a stage after reading could not take."""
    return to_arrow(TABLES["stage.refusal"], refusals)


def refusals_from_arrow(refusals: pa.Table) -> tuple[Refusal, ...]:
    """What ``refusals_to_arrow`` made a table of."""
    return tuple(Refusal(**row) for row in refusals.to_pylist())


def parties_to_arrow(organisations: Mapping[str, str | None]) -> pa.Table:
    """``stage.party_mapping``: for each name of a party the organisation it stands for, None where it is none."""
    return from_rows(TABLES["stage.party_mapping"], list(organisations.items()))


def vocabulary_to_arrow(vocabulary: Vocabulary) -> dict[str, pa.Table]:
    """The vocabulary's tables: ``stage.indicator``, ``unit``, ``region``, ``area`` and ``organisation``."""
    regions = list(vocabulary.regions.by_id.values())
    units = [
        (unit.code, unit.quantity_kind, unit.canonical, unit.factor, unit.label_zh, unit.label_en)
        for unit in vocabulary.units.by_code.values()
    ]
    units += [
        (classifier.code, QuantityKind.COUNT, classifier.code, Fraction(1), classifier.label_zh, classifier.label_en)
        for classifier in vocabulary.units.classifiers.values()
        if classifier.code not in vocabulary.units.by_code
    ]
    return {
        "indicator": to_arrow(TABLES["stage.indicator"], list(vocabulary.indicators.by_id.values())),
        "unit": from_rows(TABLES["stage.unit"], units),
        "code": from_rows(TABLES["stage.code"], list(code_rows())),
        "region": to_arrow(TABLES["stage.region"], regions, parent_id=[region.parent for region in regions]),
        "area": to_arrow(TABLES["stage.area"], list(vocabulary.areas.by_id.values())),
        "organisation": to_arrow(TABLES["stage.organisation"], list(vocabulary.organisations.by_id.values())),
    }


def code_rows() -> Iterator[tuple[str, str, str, str]]:
    """Every code of a published column: its list, itself, its names; relations carry theirs in their declaration."""
    relations = {str(one.code): Both(one.label_zh, one.label_en) for one in RELATIONS}
    lists = {column.codes for table in published_tables() for column in table.columns if column.codes}
    for codes in sorted(lists, key=attrgetter("__name__")):
        for code, words in (relations if codes is Relation else names_of(codes)).items():
            yield _snake(codes.__name__), code, words.zh, words.en


def _snake(name: str) -> str:
    """A name of a list as names of columns are written."""
    return re.sub("(?<!^)(?=[A-Z])", "_", name).lower()


def build_to_arrow(build_id: str, built_at: datetime, code_version: str, vocabulary_version: str) -> pa.Table:
    """``stage.build``: the one row that names the build under way; ``built_at`` is in UTC, without a zone."""
    return from_rows(TABLES["stage.build"], [(build_id, built_at, code_version, vocabulary_version)])


def _parts(tasks: Iterable[Task], parts: Callable[[Task], Sequence[Any]]) -> list[tuple[str, int, Any]]:
    """Parts of tasks with the task's id and their place in it, from 1."""
    return [(task.task_id, place, part) for task in tasks for place, part in enumerate(parts(task), start=1)]


def _owned(name: str, parts: Sequence[tuple[str, int, Any]]) -> pa.Table:
    """A dependent table of tasks."""
    return to_arrow(
        TABLES[name],
        [part for _, _, part in parts],
        task_id=[task_id for task_id, _, _ in parts],
        place=[place for _, place, _ in parts],
    )
