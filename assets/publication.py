"""The new warehouse file, built aside, and its publication once every blocking check has passed."""

from collections.abc import Iterator
from typing import Any

import dagster as dg

from assets.facts import CORE_SPECS
from assets.marts import MART_SPECS
from assets.outcome import BUILD_TAG, OUTCOME_TAG, PUBLISHED
from assets.retrying import retried
from assets.tables import PREVIEW_ROWS, row_metadata, table_key, table_spec
from assets.workspace import Workspace
from hedui.site import make_site
from hedui.warehouse.access.read import Warehouse, open_warehouse
from hedui.warehouse.building.build import build
from hedui.warehouse.building.graph import load_models
from hedui.warehouse.building.publish import publish
from hedui.warehouse.tables import published_tables


@dg.multi_asset(
    specs=[
        *CORE_SPECS,
        *MART_SPECS,
        *(
            table_spec(model.table.qualified_name, "publication", map(table_key, model.reads))
            for model in load_models()
            if model.table.schema == "meta"
        ),
    ]
)
@retried
def warehouse_file(workspace: dg.ResourceParam[Workspace]) -> Iterator[dg.MaterializeResult[Any]]:
    """Build every published table, in the order of the SQL files, into a new file in one transaction."""
    models = load_models()
    done = 0

    def tell(name: str) -> None:
        nonlocal done
        done += 1
        workspace.on_progress("building tables", done, len(models))

    built = build(workspace.home, models, tell)
    with Warehouse(workspace.home.next) as warehouse:
        for name, row_count in built.row_counts.items():
            first_rows = warehouse.query(f"from {name} limit {PREVIEW_ROWS}")
            yield dg.MaterializeResult(asset_key=table_key(name), metadata=row_metadata(row_count, first_rows))


@dg.asset(
    group_name="publication",
    deps=[table_key(table.qualified_name) for table in published_tables()],
    kinds={"duckdb"},
    description="已发布的数据仓库。\n\nThe warehouse file that analysts open; the new one takes its place in one step.",
)
def published(context: dg.AssetExecutionContext, workspace: dg.ResourceParam[Workspace]) -> dg.MaterializeResult[Any]:
    """Swap the checked file in, and say what it holds."""
    publish(workspace.home, workspace.settings.keep)
    workspace.settings.remember_reports()
    with open_warehouse(workspace.home.root) as warehouse:
        row = warehouse.build()
    context.instance.add_run_tags(context.run.run_id, {OUTCOME_TAG: PUBLISHED, BUILD_TAG: str(row["build_id"])})
    return dg.MaterializeResult(
        metadata={name: str(value) if name.endswith("_at") else value for name, value in row.items()}
    )


@dg.asset(
    group_name="publication",
    deps=[published],
    kinds={"html"},
    description="对账公报：已发布数据的网页。\n\nThe pages of the published warehouse; what did not change is left.",
)
def site(workspace: dg.ResourceParam[Workspace]) -> dg.MaterializeResult[Any]:
    """Make the pages of the home; where that fails the warehouse is published all the same, and the pages stay."""
    workspace.on_progress("making pages", 1, 1)
    made = make_site(workspace.home.root, workspace.home.site)
    return dg.MaterializeResult(metadata={"files_written": len(made.written), "files_removed": len(made.removed)})
