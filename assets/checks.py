"""The contract of every published table, as blocking checks on the file that was built and not yet published."""

from collections.abc import Iterator
from typing import Any

import dagster as dg

from assets.tables import markdown_table, table_key
from assets.workspace import Workspace
from hedui.warehouse.contracts import confront, require_publishable
from hedui.warehouse.tables import published_tables
from hedui.warehouse.validator import Confrontation

CONTRACT = "contract"


@dg.multi_asset_check(
    specs=[
        dg.AssetCheckSpec(
            CONTRACT,
            asset=table_key(table.qualified_name),
            blocking=True,
            description=f"What the declaration and expectations/{table.name}.yml say must hold.",
        )
        for table in published_tables()
    ]
)
def contracts(workspace: dg.ResourceParam[Workspace]) -> Iterator[dg.AssetCheckResult]:
    """Confront every table with its rules; one that could not run has no result, and fails the run."""
    workspace.on_progress("checking", 0, 1)
    outcomes = confront(workspace.home.next, published_tables(), workspace.home.root / "data_docs")
    workspace.on_progress("checking", 1, 1)
    for outcome in outcomes:
        if not outcome.errors:
            yield _result(outcome)
    require_publishable(outcomes)


def _result(outcome: Confrontation) -> dg.AssetCheckResult:
    """What came out of one table's rules, with the offending rows; a breach that does not block warns."""
    metadata: dict[str, Any] = {"rows": outcome.row_count, "rules_held": outcome.held}
    if outcome.breaches:
        rules = [
            {"rule": breach.expectation.reason, "blocks": breach.expectation.is_blocking, "observed": breach.observed}
            for breach in outcome.breaches
        ]
        rows = [
            {"rule": breach.expectation.reason, "row": ", ".join(f"{name} {value}" for name, value in row.items())}
            for breach in outcome.breaches
            for row in breach.rows
        ]
        metadata["rules_broken"] = dg.MetadataValue.md(markdown_table(rules))
        metadata["offending_rows"] = dg.MetadataValue.md(markdown_table(rows))
    return dg.AssetCheckResult(
        asset_key=table_key(outcome.table.qualified_name),
        check_name=CONTRACT,
        passed=not outcome.breaches,
        severity=dg.AssetCheckSeverity.ERROR if outcome.is_blocking else dg.AssetCheckSeverity.WARN,
        metadata=metadata,
    )
