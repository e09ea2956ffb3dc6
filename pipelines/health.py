"""How the nights of a home went, as one record: what `hedui doctor` judges and what Prometheus is told.

Belongs here: gathering it, and the text for Prometheus. Does not belong here: telling anybody, or repairing anything.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import dagster as dg

from hedui.alerts.outbox import GIVEN_UP, PENDING, Outbox
from hedui.vocabulary.codes import Severity
from hedui.warehouse.access.read import open_warehouse
from hedui.warehouse.errors import WarehouseError
from hedui.warehouse.files import written_aside
from hedui.warehouse.home import Home
from pipelines.runs import Run, last_ended_run, last_good_run, runs_under_way

METRICS = "metrics.prom"  # in the home, for the text file collector of Prometheus' node exporter

_HELP = {
    "hedui_last_run_ok": "Whether the last run ended well.",
    "hedui_last_run_end_time_seconds": "When the last run ended.",
    "hedui_last_run_duration_seconds": "How long the last run took.",
    "hedui_last_good_run_end_time_seconds": "When a run last ended well, whether or not it had anything to publish.",
    "hedui_runs_under_way": "Runs that have begun and not ended.",
    "hedui_alerts_undelivered": "Messages on their way to an address, by state.",
    "hedui_published_time_seconds": "When the published build was built.",
    "hedui_documents": "Documents of the published build.",
    "hedui_figures": "Figures of the published build.",
    "hedui_files_refused": "Files that the published build refused.",
    "hedui_findings": "Findings of the published build that nobody settled, by severity.",
}


@dataclass(frozen=True, slots=True)
class Health:
    """How the nights went.

    Attributes:
        last: the last run that ended.
        good: the last run that ended well.
        under_way: runs that have not ended.
        undelivered: messages that have not reached their address, by state.
    """

    last: Run | None
    good: Run | None
    under_way: tuple[Run, ...]
    undelivered: Mapping[str, int]


def examine(instance: dg.DagsterInstance, outbox: Outbox | None, now: datetime) -> Health:
    """Gather it; nothing is changed.

    Args:
        instance: the home's history of runs.
        outbox: the home's outbox, where there is one.
        now: the time.
    """
    states = Counter[str]()
    if outbox is not None:
        states.update(held.state for held in outbox.deliveries((PENDING, GIVEN_UP), now.timestamp()) if held.attempts)
    return Health(last_ended_run(instance), last_good_run(instance), tuple(runs_under_way(instance)), states)


def write_metrics(home: Home, health: Health) -> None:
    """Write the text file for Prometheus, whole or not at all."""
    with written_aside(home.root / METRICS) as aside:
        aside.write_text("".join(_lines(home, health)), encoding="utf-8")


def _lines(home: Home, health: Health) -> Iterator[str]:
    for name, samples in {**_of_runs(health), **_of_build(home)}.items():
        yield f"# HELP {name} {_HELP[name]}\n# TYPE {name} gauge\n"
        for labels, value in samples.items():
            yield f"{name}{labels} {value:.16g}\n"


def _of_runs(health: Health) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {
        "hedui_runs_under_way": {"": len(health.under_way)},
        "hedui_alerts_undelivered": {
            f'{{state="{state}"}}': health.undelivered.get(state, 0) for state in (PENDING, GIVEN_UP)
        },
    }
    if health.last is not None and health.last.ended_at is not None:
        found["hedui_last_run_ok"] = {"": health.last.is_good}
        found["hedui_last_run_end_time_seconds"] = {"": health.last.ended_at.timestamp()}
        found["hedui_last_run_duration_seconds"] = {"": (health.last.ended_at - health.last.began_at).total_seconds()}
    if health.good is not None and health.good.ended_at is not None:
        found["hedui_last_good_run_end_time_seconds"] = {"": health.good.ended_at.timestamp()}
    return found


def _of_build(home: Home) -> dict[str, dict[str, float]]:
    try:
        with open_warehouse(home.root) as warehouse:
            build: dict[str, Any] = warehouse.build()
            severities = Counter(warehouse.findings()["severity"].to_pylist())
            [refused] = warehouse.query(
                "select count(*) as n from core.source_file where status = 'refused'"
            ).to_pylist()
    except WarehouseError:
        return {}
    return {
        "hedui_published_time_seconds": {"": build["built_at"].replace(tzinfo=UTC).timestamp()},
        "hedui_documents": {"": build["document_count"]},
        "hedui_figures": {"": build["figure_count"]},
        "hedui_files_refused": {"": refused["n"]},
        "hedui_findings": {f'{{severity="{severity}"}}': severities[severity] for severity in Severity},
    }
