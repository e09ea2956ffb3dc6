"""A table says the same whatever file it is printed in."""

import random

import pytest

from generator.tables import LAYOUTS, MEDIA, Fact
from hedui.documents.document import BlockKind
from hedui.documents.reader import document_from_bytes
from hedui.figures.figure import Figure
from hedui.figures.reader import read_report
from hedui.vocabulary.load import load_vocabulary


def fits(figure: Figure, fact: Fact) -> bool:
    """Whether a figure is what the reader of a table finds."""
    period = f"{figure.period_start}/{figure.period_end}"
    return (
        figure.role is fact.role
        and figure.value is not None
        and abs(float(figure.value) - fact.value) < 1e-6 * max(1, abs(fact.value))
        and figure.unit == fact.unit
        and all(part in figure.subject for part in fact.subject)
        and period in (fact.period or period, f"None/{fact.period[-10:]}")
    )


@pytest.mark.parametrize("medium", MEDIA)
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
@pytest.mark.parametrize("seed", range(2))
def test_a_table_says_the_same_in_every_format(layout, medium: str, seed: int) -> None:  # type: ignore[no-untyped-def]
    table = layout(random.Random(seed))
    vocabulary = load_vocabulary()
    report = read_report(document_from_bytes(MEDIA[medium](table), f"report.{medium}", vocabulary.regions), vocabulary)
    blocks = report.document.blocks
    found = [
        figure
        for figure in report.figures
        if figure.role.is_fact and figure.block >= 0 and blocks[figure.block].kind is BlockKind.TABLE_ROW
    ]
    printed = [report.document.text.raw[figure.start : figure.end] for figure in found]
    assert printed == [figure.text for figure in found]
    wrong = [
        (fact, figure.text, figure.role, float(figure.value or 0), figure.unit, figure.subject, figure.period_end)
        for fact, figure in zip(table.facts, found, strict=True)
        if not fits(figure, fact)
    ]
    assert not wrong
