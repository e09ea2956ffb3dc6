"""The engine as a whole: order, ids, conventions learned from the votes of the others, failures, cost."""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from hedui.documents.document import Metadata
from hedui.reconciliation import engine
from hedui.reconciliation.cases import Case, Equality, Undecided
from hedui.reconciliation.corpus import Corpus
from hedui.reconciliation.engine import reconcile
from hedui.reconciliation.intervals import Interval
from hedui.reconciliation.relations.spec import RelationSpec
from hedui.vocabulary.codes import Reason, Relation, Rounding, Severity, Verdict
from hedui.vocabulary.load import Vocabulary

PLAN, RATE = {"role": "plan"}, {"role": "rate"}


def rates(one: Any, *pairs: tuple[int, int, str]) -> Any:
    """Say plan, done and printed rate of each pair."""
    for plan, done, rate in pairs:
        one.say(
            f"计划{plan}家,完成{done}家,完成率{rate}",
            (f"{plan}家", PLAN),
            (f"{done}家", {}),
            (rate, {**RATE, "of": 1}),
        )
    return one


@pytest.mark.parametrize(
    ("pairs", "convention", "verdicts"),
    [
        ([(460, 310, "67.3%")], Rounding.UNKNOWN, ["within_truncation"]),
        ([(460, 310, "67.3%"), (124, 102, "82.2%")], Rounding.TRUNCATE, ["within_truncation"] * 2),
        ([(460, 310, "67.4%"), (444, 72, "16.2%")], Rounding.ROUND, ["exact"] * 2),
        ([(460, 310, "67.4%"), (124, 102, "82.2%")], Rounding.MIXED, ["exact", "within_truncation"]),
        # two others that say round turn the last digit into a conflict
        (
            [(460, 310, "67.4%"), (124, 102, "82.3%"), (460, 310, "67.3%")],
            Rounding.MIXED,
            ["exact", "exact", "conflict"],
        ),
    ],
)
def test_conventions(
    report: Callable[..., Any],
    vocabulary: Vocabulary,
    pairs: list[tuple[int, int, str]],
    convention: Rounding,
    verdicts: list[str],
) -> None:
    one = rates(report(), *pairs)
    assert [str(check.verdict) for check in one.checks("completion_rate")] == verdicts
    found = reconcile(one.figures, {one.document: Metadata()}, vocabulary)
    assert found.conventions == {one.document: convention}


def test_a_section_that_cuts_off_is_not_judged_by_one_that_rounds(report: Callable[..., Any]) -> None:
    one = rates(report(), (460, 310, "67.4%"), (124, 102, "82.3%"), (460, 310, "67.3%"), (124, 102, "82.2%"))
    plain = [check.verdict for check in one.checks("completion_rate")]
    sections = (1, 1, 2, 2)
    one.figures = [replace(figure, section=sections[at // 3]) for at, figure in enumerate(one.figures)]
    assert plain == ["exact", "exact", "within_truncation", "within_truncation"]
    found = reconcile(one.figures, {one.document: Metadata()}, one.vocabulary)
    assert found.section_conventions == {("d1", 1): Rounding.ROUND, ("d1", 2): Rounding.TRUNCATE}
    assert found.conventions == {"d1": Rounding.MIXED}


def test_what_a_section_says_outweighs_the_document(report: Callable[..., Any]) -> None:
    pairs = ((460, 310, "67.3%"), (460, 310, "67.4%"), (124, 102, "82.3%"), (460, 310, "67.3%"))
    one = rates(report(), *pairs)
    one.figures = [replace(figure, section=1 if at < 3 else 2) for at, figure in enumerate(one.figures)]
    verdicts = [str(check.verdict) for check in one.checks("completion_rate")]
    assert verdicts == ["within_truncation", "exact", "exact", "conflict"]


def test_a_last_digit_conflict_is_of_low_severity(report: Callable[..., Any]) -> None:
    one = rates(report(), (460, 310, "67.4%"), (124, 102, "82.3%"), (460, 310, "67.3%"))
    assert one.checks("completion_rate")[-1].severity is Severity.LOW


def test_the_order_of_figures_changes_nothing(report: Callable[..., Any], vocabulary: Vocabulary) -> None:
    one = rates(report(), (460, 310, "67.3%"), (57, 40, "70.1%"), (124, 102, "82.2%"))
    documents = {one.document: Metadata()}
    shuffled = list(one.figures)
    random.Random(1).shuffle(shuffled)
    assert reconcile(shuffled, documents, vocabulary) == reconcile(one.figures, documents, vocabulary)


def test_ids_do_not_depend_on_what_else_is_there(report: Callable[..., Any]) -> None:
    alone = rates(report(), (460, 310, "67.3%"))
    crowded = rates(report(), (460, 310, "67.3%"), (124, 102, "82.2%"))
    first, second = (one.checks("completion_rate")[0] for one in (alone, crowded))
    assert first.check_id == second.check_id


def test_a_check_that_cannot_run_says_so(
    report: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, vocabulary: Vocabulary
) -> None:
    def impossible(sets: tuple[Interval, ...]) -> Interval:
        raise OverflowError("too large")

    def broken(corpus: Corpus) -> Iterator[Case]:
        figure = corpus.figures[0]
        yield Case(Relation.BOUNDS, (("reported", figure),), Equality((figure,), impossible, "{reported}"))
        yield Case(Relation.DIMENSION, (("reported", figure),), Undecided(Reason.UNIT))

    spec = RelationSpec(
        code=Relation.BOUNDS,
        label_zh="",
        label_en="",
        statement_zh="",
        statement_en="",
        severity=Severity.HIGH,
        find=broken,
    )
    monkeypatch.setattr(engine, "RELATIONS", (spec,))
    one = rates(report(), (460, 310, "67.3%"))
    checks = {check.relation: check for check in reconcile(one.figures, {}, vocabulary).checks}
    assert checks[Relation.BOUNDS].verdict is Verdict.ERRORED
    assert "OverflowError: too large" in checks[Relation.BOUNDS].explanation_en
    assert checks[Relation.DIMENSION].verdict is Verdict.UNTESTABLE  # the others run all the same


def test_cost_grows_with_the_figures_and_not_with_their_pairs(
    report: Callable[..., Any], vocabulary: Vocabulary
) -> None:
    def seconds(sentences: int) -> float:
        one = report()
        for at in range(sentences):
            rates(one, (460 + at, 310, "67.3%"))
        # one sentence without end, and one subject for all
        one.say("、".join(f"{at}家" for at in range(sentences)), *((f"{at}家", {}) for at in range(sentences)))
        started = time.perf_counter()
        reconcile(one.figures, {one.document: Metadata()}, vocabulary)
        return time.perf_counter() - started

    small = min(seconds(100), seconds(100))
    assert seconds(800) < 24 * small  # linear is 8 times, quadratic 64
