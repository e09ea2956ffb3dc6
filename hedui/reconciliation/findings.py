"""Findings: failing checks folded by their cause, weighed, and put into words for the source."""

import hashlib
from collections.abc import Mapping, Sequence
from fractions import Fraction

from hedui.figures.figure import Figure
from hedui.reconciliation.cases import Case
from hedui.reconciliation.check import Check
from hedui.reconciliation.corpus import compact
from hedui.reconciliation.diagnosis import Hint
from hedui.reconciliation.explain import printed
from hedui.reconciliation.finding import Finding, FindingSuspect
from hedui.reconciliation.judging import HOLDING
from hedui.reconciliation.localising import FAR, Group, Suspect
from hedui.vocabulary.codes import Assumption, EditClass, Materiality, Relation, Role, Severity, Verdict

_ORDER = (Severity.LOW, Severity.MEDIUM, Severity.HIGH)
_EMPTY_POWER = 0.5  # a check that more than half of the nearby values would pass says next to nothing
_LAST_PLACE = 1
_QUOTED = 120


def find(
    group: Group,
    cases: Mapping[str, Case],
    checks: Mapping[str, Check],
    hint: Hint | None,
    titles: Mapping[str, str],
) -> Finding:
    """The finding of one group of failing checks.

    Args:
        group: the failing checks and their suspects.
        cases: cases by check id.
        checks: checks by check id.
        hint: the mistake most likely behind them.
        titles: titles of the documents, by ``document_id``.
    """
    found = sorted((checks[identity] for identity in group.check_ids), key=_rank)
    shown = found[0]
    materiality = _materiality(found, cases)
    is_soft = all(check.severity is Severity.LOW for check in found)
    suspects = sorted(group.suspects, key=lambda suspect: hint is None or suspect.figure is not hint.figure)
    return Finding(
        finding_id=hashlib.sha256("\n".join(sorted(group.check_ids)).encode()).hexdigest()[:16],
        check_id=shown.check_id,
        check_ids=group.check_ids,
        severity=_severity(found, materiality, is_soft=is_soft),
        edit_class=EditClass.SOFT if is_soft else EditClass.HARD,
        materiality=materiality,
        rests_on=_assumption(shown, cases[shown.check_id]),
        suspects=tuple(_suspect(suspect) for suspect in suspects),
        is_unique=group.is_unique,
        diagnosis=hint.diagnosis if hint else None,
        query_zh=_query(shown, cases[shown.check_id].reported, [suspect.figure for suspect in suspects], titles),
    )


def _rank(check: Check) -> tuple[int, int, Fraction, str]:
    """The gravest first; of equals the one that is furthest out."""
    gravity = -_ORDER.index(check.severity), check.verdict is not Verdict.GROSS_CONFLICT
    return *gravity, -(check.gap or Fraction(0)), check.check_id


def _materiality(checks: Sequence[Check], cases: Mapping[str, Case]) -> Materiality | None:
    for check in checks:
        if check.relation is Relation.TARGET_ATTAINMENT:
            return Materiality.TARGET
        reported = cases[check.check_id].reported
        if check.verdict is Verdict.GROSS_CONFLICT and reported.role is Role.CHANGE:
            return Materiality.SIGN
        if check.relation is Relation.RANK_CHANGE:
            return Materiality.RANK
    return None


def _severity(checks: Sequence[Check], materiality: Materiality | None, *, is_soft: bool) -> Severity:
    """By influence: what falls with it weighs most; little out, or shown by a check with little power, weighs less."""
    if is_soft:
        return Severity.LOW
    if materiality:
        return Severity.HIGH
    grade = max(_ORDER.index(check.severity) for check in checks)
    is_weak = all((check.pass_rate or 0) > _EMPTY_POWER for check in checks)
    is_slight = all(check.gap is not None and check.gap <= _LAST_PLACE for check in checks)
    return _ORDER[max(0, grade - (is_weak or is_slight))]


def _assumption(check: Check, case: Case) -> Assumption | None:
    if check.verdict_if_plan_rounded in HOLDING:
        return Assumption.PLAN_AS_PRINTED
    if len({figure.document for _, figure in case.parts}) > 1:
        return Assumption.SAME_VINTAGE
    return Assumption.CONVENTION if check.severity is Severity.LOW else None


def _suspect(suspect: Suspect) -> FindingSuspect:
    needed = suspect.needed
    low = needed.low if needed and needed.low > -FAR else None
    high = needed.high if needed and needed.high < FAR else None
    return FindingSuspect(figure_id=suspect.figure.figure_id, needed_low=low, needed_high=high)


def _query(check: Check, reported: Figure, suspects: Sequence[Figure], titles: Mapping[str, str]) -> str:
    """A question to the source that can be sent as it stands."""
    sentence = compact(reported.sentence)
    quote = sentence if len(sentence) <= _QUOTED else f"{sentence[:_QUOTED]}……"
    doubtful = "、".join(dict.fromkeys(printed(figure) for figure in suspects or [reported]))
    arithmetic = check.explanation_zh.replace("\n", "")
    source = titles.get(reported.document, reported.document)
    asked = f"请核实{doubtful}；如有误，请告知更正后的数值。"
    return f"《{source}》载：“{quote}”。经核对：{arithmetic}{asked}"
