"""What the domain knows: code lists, units, classifiers, indicators, regions, organisations, loaded from ``data/vocabulary/``.

Belongs here: closed registries, their validation on load, look-up and matching of names. Does not belong here: reading
text, or any list that is not declared in ``codes`` or curated in ``data/vocabulary/``.
"""
