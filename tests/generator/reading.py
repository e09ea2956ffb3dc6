"""Reads generated reports back with the reader under test."""

from generator.media import as_bytes
from generator.reports import Report, has_tables
from generator.scoring import Score, score
from hedui.documents.document import Document
from hedui.documents.reader import document_from_bytes
from hedui.figures.figure import Figure
from hedui.figures.reader import read_figures
from hedui.vocabulary.load import Vocabulary


def read(data: bytes, vocabulary: Vocabulary) -> tuple[Document, tuple[Figure, ...]]:
    """The document in these bytes and its figures."""
    document = document_from_bytes(data, "generated", vocabulary.regions)
    return document, read_figures(document, vocabulary)


def read_back(report: Report, vocabulary: Vocabulary) -> Score:
    """How well a report is read: from a page where it has tables (undamaged then), else from its text."""
    data = as_bytes(report, "html") if has_tables(report) else report.text.encode()
    document, figures = read(data, vocabulary)
    if document.text.raw != report.text:
        raise AssertionError(f"{report.name}: the text as extracted is not the report's")
    return score(report.facts, figures)
