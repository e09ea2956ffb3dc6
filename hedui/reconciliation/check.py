"""The record of one check: a relation computed on a set of figures."""

from dataclasses import dataclass
from fractions import Fraction

from hedui.vocabulary.codes import Diagnosis, Evidence, Reason, Relation, Severity, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One relation on one set of figures; there is one check per relation and set.

    ``printed``, ``implied_low`` and ``implied_high`` are exact and in the unit of the reported figure (where a change
    implies a base that is printed nowhere, the implied ends are that base, in the unit of the level); ``gap`` is in
    units of the last printed place; ``fits`` tells whether figures that are not comparable agree all the same,
    ``evidence`` what a revised base rests on. ``verdict_if_plan_rounded`` is what the verdict would be if a plan among
    the inputs had been rounded when printed; a conflict that vanishes there is of low severity. ``figures`` pairs each
    ``figure_id`` with its part in the relation (``reported``, ``level``, ``change``, ``plan``, ``done``, ``rate``,
    ``whole``, ``part``, ``previous``, ``other`` …).
    """

    check_id: str
    relation: Relation
    verdict: Verdict
    severity: Severity
    document_id: str
    reported_figure_id: str
    figures: tuple[tuple[str, str], ...]
    printed: Fraction | None = None
    implied_low: Fraction | None = None
    implied_high: Fraction | None = None
    gap: Fraction | None = None
    is_bound: bool = False
    reason: Reason | None = None
    fits: bool | None = None
    evidence: Evidence | None = None
    admitted: int | None = None
    pass_rate: float | None = None
    diagnosis: Diagnosis | None = None
    verdict_if_plan_rounded: Verdict | None = None
    explanation_zh: str = ""
    explanation_en: str = ""
