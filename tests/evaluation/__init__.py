"""How well documents are read, held against annotation: any folder with ``texts/`` and ``gold/``, and gold of our own.

Belongs here: matching figures with annotated numerals, scores by document, genre and field. Does not belong here:
generated reports (``tests/generator``), and documents that may not be published.
"""
