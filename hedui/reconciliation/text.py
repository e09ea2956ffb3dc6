"""The checks of a few sentences, for trying out what a relation makes of them."""

from collections.abc import Sequence

from hedui.documents.document import Metadata
from hedui.documents.reader import document_from_bytes
from hedui.figures.figure import Figure
from hedui.figures.mapping import map_figures
from hedui.figures.reader import read_figures
from hedui.reconciliation.check import Check
from hedui.reconciliation.engine import reconcile
from hedui.tasks.reader import read_tasks
from hedui.tasks.task import Task
from hedui.vocabulary.load import Vocabulary, load_vocabulary


def check_text(text: str, vocabulary: Vocabulary | None = None) -> tuple[Check, ...]:
    """Read a text as a report of its own and check its figures.

    Args:
        text: the report; its first line is the title, which tells place and year.
        vocabulary: the vocabulary, else that of the repository.

    Raises:
        DocumentError: there is no text.
    """
    return check_texts([text], vocabulary)


def check_texts(texts: Sequence[str], vocabulary: Vocabulary | None = None) -> tuple[Check, ...]:
    """Read texts as reports of their own and check the figures of all together.

    Args:
        texts: the reports, each with a title in its first line.
        vocabulary: the vocabulary, else that of the repository.

    Raises:
        DocumentError: there is no text.
    """
    vocabulary = vocabulary or load_vocabulary()
    figures: list[Figure] = []
    tasks: list[Task] = []
    documents: dict[str, Metadata] = {}
    for text in texts:
        document = document_from_bytes(text.encode(), "text", vocabulary.regions)
        read = read_figures(document, vocabulary)
        figures += map_figures(read, document.metadata, vocabulary)
        tasks += read_tasks(document, read)
        documents[document.document_id] = document.metadata
    return reconcile(figures, documents, vocabulary, tasks).checks
