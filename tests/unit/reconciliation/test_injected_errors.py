"""The injection benchmark in small: errors put into clean generated reports are found, and nothing else is."""

from benchmarks.injection import Tally, measure

from hedui.vocabulary.load import Vocabulary


def test_errors_are_found_named_and_located(vocabulary: Vocabulary) -> None:
    outcome = measure([203], ["round", "truncate"], vocabulary, per_report=2)
    total = Tally()
    for tally in outcome.tallies.values():
        total.add(tally)
    assert total.detectable >= 15
    assert total.detected >= 0.95 * total.detectable, outcome.missed
    assert total.diagnosed >= 0.8 * total.diagnosable > 0
    assert total.located >= 0.85 * total.unique > 0
    assert outcome.alarms.total() <= 0.005 * outcome.checks.total(), outcome.alarms
    assert len(outcome.traps) >= 6, outcome.traps
