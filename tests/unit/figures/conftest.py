"""Figures of a text, read as a whole document is."""

from collections.abc import Callable

import pytest

from hedui.documents.reader import document_from_bytes
from hedui.figures.figure import Figure
from hedui.figures.reader import read_figures
from hedui.vocabulary.load import load_vocabulary

Read = Callable[[str], tuple[Figure, ...]]


@pytest.fixture(scope="session")
def read() -> Read:
    vocabulary = load_vocabulary()

    def read_text(text: str) -> tuple[Figure, ...]:
        document = document_from_bytes(text.encode(), "test.txt", vocabulary.regions)
        return read_figures(document, vocabulary)

    return read_text
