"""From report files to a published DuckDB file: scan, readings and their cache, stages, build, publication, snapshots.

Belongs here: what a night does with the files of the home. Does not belong here: whether what was built may be
published (``contracts``), or how it is read (``access``).
"""
