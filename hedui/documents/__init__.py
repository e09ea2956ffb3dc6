"""Bytes in, ``Document`` out: readers per format, text repair with an offset map, structure, metadata.

Belongs here: everything about files, characters, blocks and what a document says of itself. Does not belong here: any
notion of a figure, a unit or an indicator.
"""
