"""What the domain knows, loaded from ``data/vocabulary/``: code lists, units, indicators, regions, organisations.

Belongs here: closed registries, their validation on load, look-up and matching of names. Does not belong here: reading
text, or any list that is not declared in ``codes`` or curated in ``data/vocabulary/``.
"""
