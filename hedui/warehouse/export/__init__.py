"""A published build written out for other programs: Parquet, CSV, Excel, SQLite, SDMX.

Belongs here: a module a format, and choosing among them. Does not belong here: what the columns mean (``tables``).
"""
