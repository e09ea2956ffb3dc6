"""What a build found first: the findings whose life began with it."""

from datetime import datetime
from pathlib import Path

from hedui.alerts.digest import Finding
from hedui.reconciliation.relations import RELATIONS
from hedui.vocabulary.codes import Severity
from hedui.warehouse.access.read import open_warehouse

_LABELS = {str(relation.code): f"{relation.label_zh} {relation.label_en}" for relation in RELATIONS}


def first_findings(home: Path, built_at: datetime) -> tuple[Finding, ...]:
    """Findings first seen in the build of that moment that still stand, and that nobody accepted.

    A later build may have been published since: a finding keeps the moment it was first seen.

    Raises:
        WarehouseError: nothing was published, or the file cannot be opened.
    """
    with open_warehouse(home) as warehouse:
        rows = warehouse.query(
            "from marts.finding where first_seen_at = ? and state in ('new', 'open') order by finding_id", [built_at]
        ).to_pylist()
    return tuple(
        Finding(
            finding_id=row["finding_id"],
            severity=Severity(row["severity"]),
            relation=_LABELS[row["relation"]],
            file_name=row["file_name"],
            sentence=row["sentence"],
            arithmetic=(row["explanation_zh"], row["explanation_en"]),
        )
        for row in rows
    )
