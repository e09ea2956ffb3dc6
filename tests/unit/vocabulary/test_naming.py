"""Every entry of the grammar of names does what its examples say."""

import pytest

from hedui.figures.naming import Said, readings
from hedui.vocabulary.load import load_vocabulary

VOCABULARY = load_vocabulary()


@pytest.mark.parametrize(("name", "indicator_id"), sorted(VOCABULARY.naming.examples.items()))
def test_examples(name: str, indicator_id: str) -> None:
    unit = VOCABULARY.indicators.by_id[indicator_id].unit
    assert [one.indicator_id for one in readings(name, Said(unit), VOCABULARY)] == [indicator_id]
