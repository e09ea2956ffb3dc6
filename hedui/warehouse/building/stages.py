"""Mapping and reconciling what was read: each document that makes a stage raise is refused alone.

Belongs here: from the Arrow tables of one stage to those of the next. Does not belong here: deciding what a number
means, or whether figures agree.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from operator import attrgetter

import pyarrow as pa
import pyarrow.compute as pc

from hedui.documents.document import Metadata
from hedui.figures.candidates import candidates
from hedui.figures.decisions import decision_on
from hedui.figures.display import Display, display
from hedui.figures.figure import Figure
from hedui.figures.mapping import map_figures
from hedui.figures.misreadings import Misreading, corrected, plain
from hedui.reconciliation.engine import CheckFailed, Reconciliation, reconcile
from hedui.tasks.task import Task
from hedui.vocabulary.codes import Decision, Verdict
from hedui.vocabulary.load import Vocabulary
from hedui.warehouse.building.records import (
    candidates_to_arrow,
    decisions_to_arrow,
    display_to_arrow,
    figures_from_arrow,
    figures_to_arrow,
    mapping_to_arrow,
    metadata_from_arrow,
    parties_to_arrow,
    reconciliation_to_arrow,
)
from hedui.warehouse.building.refusals import NothingSound, Refusal, StageFailed, first_raising, isolate, place_of

Tables = Mapping[str, pa.Table]


@dataclass(frozen=True, slots=True)
class Mapped:
    """What figures and parties stand for.

    Attributes:
        tables: ``figure_mapping``, ``figure_display``, ``review_candidate``, ``review_decision`` and ``party_mapping``.
        refusals: documents that could not be mapped; nothing of them is in the tables.
        fact_count: facts of the others.
        mapped_count: those of them with an indicator.
        unmapped_count: names of which none is an indicator's.
    """

    tables: dict[str, pa.Table]
    refusals: tuple[Refusal, ...]
    fact_count: int
    mapped_count: int
    unmapped_count: int


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What came of reconciling.

    Attributes:
        result: checks and findings.
        figures: the figures that were reconciled.
        documents: metadata of their documents, by ``document_id``.
        tables: the result as stage tables.
        refusals: documents that could not be reconciled; nothing of them is in the others.
    """

    result: Reconciliation
    figures: tuple[Figure, ...]
    documents: Mapping[str, Metadata]
    tables: dict[str, pa.Table]
    refusals: tuple[Refusal, ...]


def with_corrections(read: Tables, misreadings: Sequence[Misreading]) -> dict[str, pa.Table]:
    """What was read, figures that a person reads otherwise as that person has them.

    Args:
        read: the stages ``document`` and ``figure``, and any others.
        misreadings: what people say.
    """
    said = {one.document for one in misreadings}
    titles = {document: metadata.title for document, metadata in metadata_from_arrow(read["document"]).items()}
    touched = [document for document, title in titles.items() if plain(title) in said]
    if not touched:
        return dict(read)
    is_touched = pc.is_in(read["figure"]["document_id"], pa.array(touched))
    figures = figures_from_arrow(read["figure"].filter(is_touched))
    made = [
        figure
        for document, own in groupby(figures, attrgetter("document"))
        for figure in corrected(list(own), titles[document], misreadings)
    ]
    table = pa.concat_tables([read["figure"].filter(pc.invert(is_touched)), figures_to_arrow(made)])
    return {**read, "figure": table.sort_by("figure_id")}


def map_documents(read: Tables, vocabulary: Vocabulary, misreadings: Sequence[Misreading] = ()) -> Mapped:
    """Map the subject of each fact to an indicator and a place, and the name of each party to a body.

    Args:
        read: the stages ``document``, ``figure``, ``task`` and ``task_party``.
        vocabulary: the registries to map to.
        misreadings: what people say that figures speak of.

    Raises:
        NothingSound: no document is left.
    """
    metadata = metadata_from_arrow(read["document"])
    figures = {
        document: list(group) for document, group in groupby(figures_from_arrow(read["figure"]), attrgetter("document"))
    }
    names = _party_names(read["task"], read["task_party"])
    mapped: list[Figure] = []
    shown: list[Display] = []
    found: dict[str, list[tuple[str, float]]] = {}
    decided: dict[str, tuple[Decision, str]] = {}
    bodies: dict[str, str | None] = {}
    refusals = []
    for document in metadata:
        own = figures.get(document, [])
        map_own = partial(map_figures, metadata=metadata[document], vocabulary=vocabulary)
        try:
            done = corrected(map_own(own), metadata[document].title, misreadings)
            waiting = {one.subject: one.quantity_kind for one in done if _is_unmapped(one) and one.subject not in found}
            displays = [display(figure, vocabulary) for figure in done]
            named = {subject: candidates(subject, kind, vocabulary) for subject, kind in waiting.items()}
            asked = {subject: decision_on(subject, vocabulary) for subject in waiting}
            parties = {name: _body(name, vocabulary) for name in names[document] if name not in bodies}
        except Exception as error:
            place = _figure_that_raises(own, map_own, error)
            refusals.append(Refusal(document, str(StageFailed("mapping it", place, error))))
            continue
        mapped += done
        shown += displays
        found |= named
        decided |= asked
        bodies |= parties
    facts = [figure for figure in mapped if figure.role.is_fact]
    if refusals and len(refusals) == len(metadata):
        raise NothingSound(refusals[0].problem, "What was published is unchanged.")
    tables = {
        "figure_mapping": mapping_to_arrow(mapped),
        "figure_display": display_to_arrow(shown),
        "review_candidate": candidates_to_arrow(dict(sorted(found.items()))),
        "review_decision": decisions_to_arrow(dict(sorted(decided.items()))),
        "party_mapping": parties_to_arrow(dict(sorted(bodies.items()))),
    }
    mapped_count = sum(figure.indicator_id is not None for figure in facts)
    return Mapped(tables, tuple(refusals), len(facts), mapped_count, len(found))


def reconcile_documents(
    figures: Sequence[Figure],
    documents: Mapping[str, Metadata],
    vocabulary: Vocabulary,
    tasks: Sequence[Task] = (),
) -> Reconciled:
    """Check every figure against all the others; a document of which a check cannot be made or explained is refused.

    Args:
        figures: mapped figures of all documents.
        documents: metadata by ``document_id``.
        vocabulary: indicators and units.
        tasks: tasks of the documents.

    Raises:
        NothingSound: no document is left.
    """
    own: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        own[figure.document].append(figure)

    def attempt(some: Sequence[str]) -> Reconciled:
        return attempt_on(some, [figure for document in some for figure in own[document]])

    def attempt_on(some: Sequence[str], held: Sequence[Figure]) -> Reconciled:
        chosen = {document: documents[document] for document in some}
        result = reconcile(held, chosen, vocabulary, [task for task in tasks if task.document in chosen])
        _require_made(result, held)
        return Reconciled(result, tuple(held), chosen, reconciliation_to_arrow(result), ())

    done, raised = isolate(sorted(documents), attempt)
    refusals = []
    for document, error in raised.items():
        place = _place_in_check(document, error)
        if place is None:
            place = _figure_that_raises(own[document], partial(attempt_on, [document]), error)
        is_explaining = isinstance(error, CheckFailed) and error.is_explaining
        stage = "explaining a check of it" if is_explaining else "reconciling it"
        refusals.append(Refusal(document, str(StageFailed(stage, place, error))))
    if refusals and not done.documents:
        raise NothingSound(refusals[0].problem, "What was published is unchanged.")
    return replace(done, refusals=tuple(refusals))


def _party_names(tasks: pa.Table, parties: pa.Table) -> Mapping[str, list[str]]:
    """The names of the parties of each document's tasks."""
    document_of = dict(zip(tasks["task_id"].to_pylist(), tasks["document_id"].to_pylist(), strict=True))
    names: defaultdict[str, list[str]] = defaultdict(list)
    for task_id, name in zip(parties["task_id"].to_pylist(), parties["name"].to_pylist(), strict=True):
        names[document_of[task_id]].append(name)
    return names


def _body(name: str, vocabulary: Vocabulary) -> str | None:
    body = vocabulary.organisations.resolve(name)
    return body.organisation_id if body else None


def _is_unmapped(figure: Figure) -> bool:
    return figure.role.is_fact and bool(figure.subject) and figure.indicator_id is None


def _require_made(result: Reconciliation, figures: Sequence[Figure]) -> None:
    """Raise where a check could not be made: it is no pass and no finding, and its document is not published."""
    for check in result.checks:
        if check.verdict is Verdict.ERRORED:
            by_id = {figure.figure_id: figure for figure in figures}
            parts = [by_id[figure_id] for figure_id, _ in check.figures]
            raise CheckFailed(check.relation, parts, check.explanation_en.splitlines()[-1], is_explaining=False)


def _place_in_check(document: str, error: Exception) -> str | None:
    """The first figure of a document in the check that failed."""
    figures = error.figures if isinstance(error, CheckFailed) else ()
    return next((place_of(figure) for figure in figures if figure.document == document), None)


def _figure_that_raises(
    figures: Sequence[Figure], attempt: Callable[[Sequence[Figure]], object], error: Exception
) -> str | None:
    """The first figure of a document with which an attempt on it raises; None where it does not raise alone."""
    try:
        attempt(figures)
    except type(error):
        return place_of(figures[first_raising(figures, attempt, type(error))]) if figures else None
    except Exception:
        return None
    return None
