"""Annotated text in, ``Figure``s out: periods, roles, subjects and the links between figures.

Belongs here: reading one document's printed numbers, and mapping their subjects to the vocabulary. Does not belong
here: the forms of numerals and units (``hedui.language``), comparing figures with each other, files, tables.
"""
