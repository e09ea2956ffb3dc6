"""Arrow tables in, a DuckDB file out: the declaration of tables, the reading cache, build, publication, read access.

Belongs here: everything about the warehouse file and its stages. Does not belong here: deciding what a number means.
"""
