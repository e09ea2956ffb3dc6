"""Core tables, each filled by its SQL file: dimensions and facts, and the checks as analysts read them.

They are built, with all other tables, by the one step in ``assets.publication``.
"""

from assets.tables import table_key, table_spec
from hedui.warehouse.building.graph import load_models

_RECONCILIATION = frozenset(
    {"fact_check", "check_figure", "finding_check", "finding_suspect", "section_convention", "correction"}
)

CORE_SPECS = [
    table_spec(
        model.table.qualified_name,
        "reconciliation" if model.table.name in _RECONCILIATION else "facts",
        map(table_key, model.reads),
    )
    for model in load_models()
    if model.table.schema == "core"
]
