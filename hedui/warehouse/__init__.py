"""Arrow tables in, a DuckDB file out: everything about the warehouse file and its stages.

Rooms: ``tables`` (the one declaration), ``building`` (from readings to the published file), ``contracts`` (what must
hold before it is published), ``access`` (reading a published build), ``export`` (a build as files of other kinds).
Each room may use those named before it.

Belongs here: the rooms, and what all of them share (``errors``, ``files``, ``home``, ``cells``). Does not belong here:
deciding what a number means.
"""
