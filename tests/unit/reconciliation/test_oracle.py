"""Every relation with arithmetic against the enumeration of what its printed numbers can stand for."""

import random

import pytest
from benchmarks.oracle import CASES, Kind, compare, judged
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hedui.vocabulary.load import Vocabulary

COUNT = 40  # `python -m benchmarks.oracle` compares 10 000


@pytest.mark.parametrize("kind", CASES, ids=str)
def test_the_engine_agrees_with_enumeration(kind: Kind, vocabulary: Vocabulary) -> None:
    result = compare(kind, COUNT, 7, vocabulary)
    assert result.agreed == COUNT, result.example
    assert len(result.verdicts) > 1


@pytest.mark.parametrize("kind", CASES, ids=str)
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(chance=st.randoms(use_true_random=False))
def test_hypothesis_finds_no_disagreement(kind: Kind, chance: random.Random, vocabulary: Vocabulary) -> None:
    page, expected = kind.make(chance, vocabulary)
    assert judged(kind, page) == [expected], [figure.sentence for figure in page.figures]
