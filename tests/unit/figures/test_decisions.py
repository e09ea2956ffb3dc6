"""One decision settles all names with the same words before or behind a known name."""

import pytest

from hedui.figures.decisions import decision_on
from hedui.vocabulary.codes import Decision
from hedui.vocabulary.load import load_vocabulary

VOCABULARY = load_vocabulary()


@pytest.mark.parametrize(
    ("subject", "decision", "words"),
    [
        ("全市毗邻带森林覆盖率", Decision.FRONT, "毗邻带"),
        ("毗邻带用电量", Decision.FRONT, "毗邻带"),
        ("森林覆盖率读数", Decision.BEHIND, "读数"),
        ("全省湖泊透明度", Decision.NAME, "湖泊透明度"),
        ("湖泊透明度", Decision.NAME, "湖泊透明度"),
    ],
)
def test_what_is_to_be_decided(subject: str, decision: Decision, words: str) -> None:
    assert decision_on(subject, VOCABULARY) == (decision, words)
