"""One reader per file format: bytes in, ``Extract`` out.

Belongs here: what is peculiar to a format. Does not belong here: repair, structure, metadata.
"""
