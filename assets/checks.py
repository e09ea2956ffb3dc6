"""The contract of every published table, as checks on the file that was built and not yet published."""

from collections.abc import Iterator, Sequence
from typing import Any

import dagster as dg

from assets.tables import markdown_table, table_key
from assets.workspace import Workspace
from hedui.warehouse.building.snapshots import build_id
from hedui.warehouse.contracts.page import write_page
from hedui.warehouse.contracts.suites import Comparison, Rule, read_against, read_suites
from hedui.warehouse.contracts.validator import Breach, Confrontation, confront, require_publishable
from hedui.warehouse.tables import published_tables

CONTRACT = "contract"  # keeps the build from being published
NOTICE = "notice"  # is published with the data

_NOTICED = {name for name, rules in read_suites().items() if not all(rule.is_blocking for rule in rules)} | {
    rule.table.rpartition(".")[2] for rule in read_against().comparisons if not rule.is_blocking
}


class ContractConfig(dg.Config):
    """What a person decides about one run.

    Attributes:
        accept_shrink: publish although the build holds less than the one before it, or reads it otherwise.
    """

    accept_shrink: bool = False


@dg.multi_asset_check(
    specs=[
        dg.AssetCheckSpec(
            name,
            asset=table_key(table.qualified_name),
            blocking=name == CONTRACT,
            description=f"What the declaration, expectations/{table.name}.yml and against.yml say {must} hold.",
        )
        for table in published_tables()
        for name, must in ((CONTRACT, "must"), (NOTICE, "should"))
        if name == CONTRACT or table.name in _NOTICED
    ]
)
def contracts(workspace: dg.ResourceParam[Workspace], config: ContractConfig) -> Iterator[dg.AssetCheckResult]:
    """Ask every table for its rules; one that could not be asked has no result, and fails the run."""
    workspace.on_progress("checking", 0, 1)
    home = workspace.home
    before = home.published if home.published.exists() else None
    outcomes = confront(home.next, published_tables(), before, accept_shrink=config.accept_shrink)
    write_page(home.root / "data_docs", outcomes, build_id(home.next))
    workspace.on_progress("checking", 1, 1)
    for outcome in outcomes:
        if outcome.errors:
            continue
        yield _result(outcome, CONTRACT)
        if outcome.table.name in _NOTICED:
            yield _result(outcome, NOTICE)
    require_publishable(outcomes)


def _result(outcome: Confrontation, name: str) -> dg.AssetCheckResult:
    """What came out of one table's rules of one severity: each rule with its reason and count, and what offends."""
    is_contract = name == CONTRACT
    broken = [breach for breach in outcome.breaches if breach.rule.is_blocking == is_contract]
    held = [rule for rule in outcome.held if rule.is_blocking == is_contract]
    metadata: dict[str, Any] = {
        "rows": outcome.row_count,
        "rules": dg.MetadataValue.md(markdown_table(_rules(broken, held))),
    }
    if broken:
        rows = [
            {"rule": breach.rule.en, "row": ", ".join(f"{name} {value}" for name, value in row.items())}
            for breach in broken
            for row in breach.rows
        ]
        metadata["offending"] = dg.MetadataValue.md(markdown_table(rows))
    return dg.AssetCheckResult(
        asset_key=table_key(outcome.table.qualified_name),
        check_name=name,
        passed=not broken,
        severity=dg.AssetCheckSeverity.ERROR if is_contract else dg.AssetCheckSeverity.WARN,
        metadata=metadata,
    )


def _rules(broken: Sequence[Breach], held: Sequence[Rule | Comparison]) -> list[dict[str, Any]]:
    """Every rule with its reason in both languages and the number of what offends, the broken first."""
    offending = [(breach.rule, breach.count) for breach in broken] + [(rule, 0) for rule in held]
    return [{"规则": rule.zh, "rule": rule.en, "offending": count} for rule, count in offending]
