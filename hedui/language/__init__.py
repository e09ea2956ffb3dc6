"""Text in, typed annotations with offsets out: numerals, quantities with their units, the forms of mentions.

Belongs here: what the words of a text say by their form alone, whatever document they stand in. Does not belong here:
roles, and anything else that only a document decides; files; the registry of units (``hedui.vocabulary``).
"""
