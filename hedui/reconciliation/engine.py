"""All relations on all figures: cases found, judged with the votes of the others, explained."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from hedui.documents.document import Metadata
from hedui.figures.figure import Figure
from hedui.reconciliation.cases import BOUNDS, Case
from hedui.reconciliation.check import Check
from hedui.reconciliation.conventions import NO_VOTES, Vote, Votes
from hedui.reconciliation.corpus import Corpus
from hedui.reconciliation.diagnosis import Hint, diagnose
from hedui.reconciliation.editions import older_editions
from hedui.reconciliation.explain import explain
from hedui.reconciliation.finding import Finding
from hedui.reconciliation.findings import find
from hedui.reconciliation.judging import Outcome, judge
from hedui.reconciliation.localising import localise
from hedui.reconciliation.relations import RELATIONS
from hedui.reconciliation.revisions import ImpliedBase, revised
from hedui.reconciliation.year_earlier import YearOnYear, years_on_year
from hedui.tasks.task import Task
from hedui.vocabulary.codes import Relation, Rounding, Severity, Verdict
from hedui.vocabulary.load import Vocabulary

Key = TypeVar("Key", str, tuple[str, int])
_SEVERITIES = {relation.code: relation.severity for relation in RELATIONS}


Section = tuple[str, int]
"""A document and the position of a heading of the first level in it."""


class CheckFailed(Exception):
    """A check could not be made, or could not be explained.

    Attributes:
        figures: the figures of the check.
        is_explaining: whether it was made, and only its explanation failed.
    """

    def __init__(self, relation: Relation, figures: Sequence[Figure], problem: str, *, is_explaining: bool) -> None:
        super().__init__(f"{relation}: {problem}")
        self.figures = tuple(figures)
        self.is_explaining = is_explaining


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Every check and finding in stable order, and what else came of them.

    Attributes:
        checks: checks.
        findings: failing checks folded by their cause.
        conventions: how documents shorten derived figures.
        section_conventions: how their sections do.
        editions: the current edition of each document that is an older one; those take part in no check.
        implied_bases: what a later report leaves of a printed value that was revised since.
        years_on_year: what is to be put beside each level of an indicator.
    """

    checks: tuple[Check, ...]
    findings: tuple[Finding, ...]
    conventions: Mapping[str, Rounding]
    section_conventions: Mapping[Section, Rounding]
    editions: Mapping[str, str] = field(default_factory=dict)
    implied_bases: tuple[ImpliedBase, ...] = ()
    years_on_year: tuple[YearOnYear, ...] = ()


def reconcile(
    figures: Sequence[Figure],
    documents: Mapping[str, Metadata],
    vocabulary: Vocabulary,
    tasks: Sequence[Task] = (),
) -> Reconciliation:
    """Check every figure against all the others that it must agree with.

    Args:
        figures: figures of all documents, mapped to indicators and regions, in any order.
        documents: metadata by ``document_id``.
        vocabulary: indicators and units.
        tasks: tasks of the documents, whose deadlines are checked, in any order.

    Raises:
        CheckFailed: a check cannot be explained. One that cannot be made is ``errored``.
    """
    editions = older_editions(figures, documents)
    corpus = Corpus.of(
        [figure for figure in figures if figure.document not in editions],
        documents,
        vocabulary,
        [task for task in tasks if task.document not in editions],
    )
    cases, order = _found(corpus)
    outcomes = {identity: _judge(case) for identity, case in cases.items()}
    by_document = _votes(cases, outcomes, _document)
    by_section = _votes(cases, outcomes, _section)
    for identity, case in cases.items():
        outcome = outcomes[identity]
        if outcome.verdict is not Verdict.WITHIN_TRUNCATION:
            continue
        others = by_section.get(_section(case.reported), NO_VOTES).without(outcome.vote)
        if not (others.truncate or others.say_round):  # the section does not tell: the whole document may
            others = by_document.get(_document(case.reported), NO_VOTES).without(outcome.vote)
        if others.say_round:
            outcomes[identity] = _judge(case, others)
    revisions = revised(corpus, cases, outcomes)
    outcomes.update(revisions.outcomes)
    groups = localise(cases, outcomes)
    hints = [diagnose([cases[one] for one in group.check_ids], group.suspects, vocabulary.units) for group in groups]
    hint_of = {one: hint for group, hint in zip(groups, hints, strict=True) if hint for one in group.check_ids}
    checks = {
        identity: _check(identity, case, outcomes[identity], hint_of.get(identity)) for identity, case in cases.items()
    }

    def place(check: Check) -> tuple[int, str, str]:
        return order[check.reported_figure_id], check.relation, check.check_id

    titles = {document: metadata.title for document, metadata in documents.items()}
    findings = [find(group, cases, checks, hint, titles) for group, hint in zip(groups, hints, strict=True)]
    return Reconciliation(
        checks=tuple(sorted(checks.values(), key=place)),
        findings=tuple(sorted(findings, key=lambda finding: place(checks[finding.check_id]))),
        conventions={document: by_document.get(document, NO_VOTES).convention for document in sorted(documents)},
        section_conventions={section: by_section[section].convention for section in sorted(by_section)},
        editions=editions,
        implied_bases=revisions.bases,
        years_on_year=years_on_year(corpus),
    )


def _found(corpus: Corpus) -> tuple[dict[str, Case], dict[str, int]]:
    """The cases of all relations by check id, one for each relation and set of figures, and the places of figures.

    What the corpus indexed goes with it.
    """
    cases: dict[str, Case] = {}
    for relation in RELATIONS:
        for case in relation.find(corpus):
            cases.setdefault(check_id(case), case)
    return cases, {figure.figure_id: at for at, figure in enumerate(corpus.figures)}


def check_id(case: Case) -> str:
    """Stable id of a check: a hash of the relation and the ids of its figures."""
    figures = sorted(figure.figure_id for _, figure in case.parts)
    return hashlib.sha256("\n".join((case.relation, *figures)).encode()).hexdigest()[:16]


def _judge(case: Case, others: Votes = NO_VOTES) -> Outcome:
    try:
        return judge(case, others)
    except Exception as error:  # a check that could not run must never look like a pass, nor like bad data
        return Outcome(Verdict.ERRORED, problem=f"{type(error).__name__}: {error}")


def _document(figure: Figure) -> str:
    return figure.document


def _section(figure: Figure) -> Section:
    return figure.document, figure.section


def _votes(
    cases: Mapping[str, Case], outcomes: Mapping[str, Outcome], source: Callable[[Figure], Key]
) -> dict[Key, Votes]:
    """The votes of the checks of each source that has any."""
    cast: defaultdict[Key, list[Vote]] = defaultdict(list)
    for identity, outcome in outcomes.items():
        if outcome.vote:
            cast[source(cases[identity].reported)].append(outcome.vote)
    return {key: Votes.count(votes) for key, votes in cast.items()}


def _severity(case: Case, outcome: Outcome) -> Severity:
    """That of the relation; less where only a last digit is out, or the figures stand in several documents."""
    severity = _SEVERITIES[case.relation]
    is_across = len({figure.document for _, figure in case.parts}) > 1
    if outcome.is_soft:
        return Severity.LOW
    return Severity.MEDIUM if is_across and severity is Severity.HIGH else severity


def _check(identity: str, case: Case, outcome: Outcome, hint: Hint | None) -> Check:
    reported = case.reported
    if hint and all(figure is not hint.figure for _, figure in case.parts):
        hint = None
    try:
        explanation_zh, explanation_en = explain(case, outcome, hint)
    except Exception as error:
        figures = [figure for _, figure in case.parts]
        raise CheckFailed(case.relation, figures, f"{type(error).__name__}: {error}", is_explaining=True) from error
    return Check(
        check_id=identity,
        relation=case.relation,
        verdict=outcome.verdict,
        severity=_severity(case, outcome),
        document_id=reported.document,
        reported_figure_id=reported.figure_id,
        figures=tuple((figure.figure_id, part) for part, figure in case.parts),
        printed=reported.value,
        implied_low=outcome.implied.low if outcome.implied else None,
        implied_high=outcome.implied.high if outcome.implied else None,
        gap=outcome.gap,
        is_bound=isinstance(case.test, BOUNDS),
        reason=outcome.reason,
        fits=outcome.fits,
        evidence=outcome.evidence,
        admitted=outcome.admitted,
        pass_rate=outcome.pass_rate,
        diagnosis=hint.diagnosis if hint else None,
        verdict_if_plan_rounded=outcome.if_plan_rounded,
        explanation_zh=explanation_zh,
        explanation_en=explanation_en,
    )
