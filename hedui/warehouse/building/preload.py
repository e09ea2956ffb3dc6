"""What the server that reading processes come from loads before any is asked for (see ``readings.prepare``).

Belongs here: imports and loads alone. Nothing else may import this module.
"""

import hedui.documents.formats.docx
import hedui.documents.formats.html
import hedui.documents.formats.pdf
import hedui.warehouse.building.readings  # noqa: F401
from hedui.documents.fold import simplify
from hedui.figures.grammar import grammar_of
from hedui.vocabulary.load import load_vocabulary

simplify("")
grammar_of(load_vocabulary())
