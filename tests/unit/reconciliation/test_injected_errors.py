"""The injection benchmark in small: errors put into clean generated reports are found, and nothing else is."""

import pytest
from benchmarks.injection import Tally, measure
from generator.numbers import Mode

from hedui.vocabulary.load import Vocabulary


@pytest.mark.parametrize("mode", ["round", "truncate"])
def test_errors_are_found_and_located(mode: Mode, vocabulary: Vocabulary) -> None:
    outcome = measure([203], [mode], vocabulary, per_report=2)
    total = Tally()
    for tally in outcome.tallies.values():
        total.add(tally)
    assert total.detectable > 8
    assert total.detected >= 0.95 * total.detectable, outcome.missed
    assert total.diagnosed >= 0.8 * total.diagnosable
    assert total.located >= 0.85 * total.unique
    assert outcome.alarms.total() <= 0.005 * outcome.checks.total(), outcome.alarms
