"""The checks of a few sentences, for trying out what a relation makes of them."""

from hedui.documents.reader import document_from_bytes
from hedui.figures.mapping import map_figures
from hedui.figures.reader import read_figures
from hedui.reconciliation.check import Check
from hedui.reconciliation.engine import reconcile
from hedui.tasks.reader import read_tasks
from hedui.vocabulary.load import Vocabulary, load_vocabulary


def check_text(text: str, vocabulary: Vocabulary | None = None) -> tuple[Check, ...]:
    """Read a text as a report of its own and check its figures.

    Args:
        text: the report; its first line is the title, which tells place and year.
        vocabulary: the vocabulary, else that of the repository.

    Raises:
        DocumentError: there is no text.
    """
    vocabulary = vocabulary or load_vocabulary()
    document = document_from_bytes(text.encode(), "text", vocabulary.regions)
    figures = read_figures(document, vocabulary)
    mapped = map_figures(figures, document.metadata, vocabulary)
    documents = {document.document_id: document.metadata}
    return reconcile(mapped, documents, vocabulary, read_tasks(document, figures)).checks
