"""Text in, ``Figure``s out: numerals, quantities, periods, roles, subjects and the links between figures.

Belongs here: reading one document's printed numbers, and mapping their subjects to the vocabulary. Does not belong
here: comparing figures with each other, files, tables of the warehouse.
"""
