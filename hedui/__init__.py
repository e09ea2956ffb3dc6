"""hedui (核对): reads every printed number of Chinese government environmental reports and checks it against the others.

Belongs here: the domain, as plain typed functions and frozen data classes, and its edges (warehouse file, alerts,
command line). Does not belong here: orchestration (``assets/``, ``pipelines/``), SQL (``sql/``), curated data (``data/``).
"""
