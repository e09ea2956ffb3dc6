"""What must hold of a built file before it is published: rules from declaration and suites, judged in one pass a table.

Belongs here: rules, their judging, and the page that tells of it. Does not belong here: the rules a person edits
(``expectations/``), or publication itself (``building``).
"""

from hedui.warehouse.contracts.validator import confront

__all__ = ["confront"]
