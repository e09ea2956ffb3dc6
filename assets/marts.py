"""Marts, each filled by its SQL file: what analysts read first.

They are built, with all other tables, by the one step in ``assets.publication``.
"""

from assets.tables import table_key, table_spec
from hedui.warehouse.building.graph import load_models

MART_SPECS = [
    table_spec(model.table.qualified_name, "marts", map(table_key, model.reads))
    for model in load_models()
    if model.table.schema == "marts"
]
