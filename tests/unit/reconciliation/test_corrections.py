"""Corrections: read with care, found by document and quote, gone when what they correct is wrong no more."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from hedui.documents.document import Metadata
from hedui.reconciliation.corrections import (
    AppliedCorrection,
    Correction,
    CorrectionError,
    apply_corrections,
    load_corrections,
)
from hedui.reconciliation.engine import reconcile
from hedui.vocabulary.codes import CorrectionStatus, Relation
from hedui.vocabulary.load import Vocabulary

ENTRY = """
- document: 年度 报告
  quote: 累计引入外电
  printed: 215.5亿千瓦
  corrected: 21550000000
  unit: kWh
  because: 电量应以千瓦时计
  source: 来源单位
  status: proposed
  dated_on: 2024-03-01
  still_wrong: dimension
"""


@pytest.fixture
def correction(tmp_path: Path, vocabulary: Vocabulary) -> Correction:
    file = tmp_path / "corrections.yml"
    file.write_text(ENTRY, encoding="utf-8")
    (made,) = load_corrections(vocabulary.units, file)
    return made


def applied(one: Any, *corrections: Correction, title: str = "年度报告") -> tuple[AppliedCorrection, ...]:
    documents = {one.document: Metadata(title=title)}
    checks = reconcile(one.figures, documents, one.vocabulary).checks
    return apply_corrections(corrections, one.figures, documents, checks)


def test_entries_are_read(correction: Correction, vocabulary: Vocabulary, tmp_path: Path) -> None:
    assert (correction.corrected, correction.status) == (Fraction(21_550_000_000), CorrectionStatus.PROPOSED)
    assert correction.still_wrong is Relation.DIMENSION
    assert load_corrections(vocabulary.units, tmp_path / "absent.yml") == ()
    assert load_corrections(vocabulary.units)


@pytest.mark.parametrize(
    ("wrong", "right", "problem"),
    [
        ("unit: kWh", "unit: furlong", "furlong"),
        ("status: proposed", "status: perhaps", "perhaps"),
        ("corrected: 21550000000", "corrected: much", "much"),
        ("dated_on: 2024-03-01", "dated_on: 2024-03-41", "range|day"),
        ("  source: 来源单位\n", "", "source"),
        (ENTRY, "document: 年度报告", "no list"),
        ("- document", "- [document", "YAML"),
    ],
)
def test_a_bad_entry_is_named(tmp_path: Path, vocabulary: Vocabulary, wrong: str, right: str, problem: str) -> None:
    file = tmp_path / "corrections.yml"
    file.write_text(ENTRY.replace(wrong, right), encoding="utf-8")
    with pytest.raises(CorrectionError, match=problem) as error:
        load_corrections(vocabulary.units, file)
    assert "corrections.yml" in error.value.place


def test_a_correction_finds_its_figure(report: Callable[..., Any], correction: Correction) -> None:
    one = report()
    (figure,) = one.say("累计引入外电215.5亿千瓦", ("215.5亿千瓦", {}))
    (found,) = applied(one, correction)
    assert (found.figure_id, found.document_id) == (figure.figure_id, "d1")
    assert figure.value == Fraction(21_550_000_000)  # as printed, in kW


@pytest.mark.parametrize(
    ("sentences", "problem"),
    [
        (["累计引入外电215.5亿千瓦时"], "0 sentences"),
        (["累计引入外电215.5亿千瓦", "今年累计引入外电215.5亿千瓦"], "2 sentences"),
    ],
)
def test_a_correction_that_matches_nothing_or_too_much_fails(
    report: Callable[..., Any], correction: Correction, sentences: list[str], problem: str
) -> None:
    one = report()
    for sentence in sentences:
        one.say(sentence, (sentence[sentence.index("215.5") :], {}))
    with pytest.raises(CorrectionError, match=problem):
        applied(one, correction)


def test_a_correction_of_what_is_wrong_no_more_fails(report: Callable[..., Any], correction: Correction) -> None:
    one = report()
    one.say("累计引入外电最大负荷215.5亿千瓦", ("215.5亿千瓦", {}))
    moved = replace(correction, quote="最大负荷")
    with pytest.raises(CorrectionError, match="no longer fails dimension"):
        applied(one, moved)


def test_a_correction_of_a_document_that_was_not_read_waits(report: Callable[..., Any], correction: Correction) -> None:
    one = report()
    one.say("累计引入外电215.5亿千瓦", ("215.5亿千瓦", {}))
    assert applied(one, correction, title="另一份报告") == ()
