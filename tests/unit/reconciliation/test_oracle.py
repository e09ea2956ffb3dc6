"""Every relation with arithmetic against the enumeration of what its printed numbers can stand for."""

import pytest
from benchmarks.oracle import CASES, compare

from hedui.vocabulary.codes import Relation
from hedui.vocabulary.load import Vocabulary

COUNT = 40  # `python -m benchmarks.oracle` compares 10 000


@pytest.mark.parametrize("relation", CASES)
def test_the_engine_agrees_with_enumeration(relation: Relation, vocabulary: Vocabulary) -> None:
    result = compare(relation, COUNT, 7, vocabulary)
    assert result.agreed == COUNT, result.example
    assert len(result.verdicts) > 1
