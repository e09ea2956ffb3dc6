"""Hammers the readers and the extraction with damaged and hostile files, each within a limit of time and memory.

``python -m fuzz --seconds 600 --target html`` (with ``tests`` on the path) runs one target; a case that crashes, hangs
or takes too much is named by its number, and ``--case NUMBER`` runs it alone. Cases depend on seed and number alone.
"""
