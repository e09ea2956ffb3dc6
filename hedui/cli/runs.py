"""`hedui runs`: one line a night."""

import typer

from hedui.cli.output import Format, write_rows
from hedui.settings import Settings

_COLUMNS = ("began_at", "minutes", "outcome", "build_id", "cause", "run_id")


def show_runs(settings: Settings, count: int, layout: Format) -> None:
    """The last runs, the latest first: when, for how long, what came of each, and why not."""
    from pipelines.run import history
    from pipelines.runs import recent_runs

    rows = []
    if (settings.home / "dagster").exists():  # asking makes no home
        with history(settings) as instance:
            rows = [
                {
                    "began_at": run.began_at,
                    "minutes": round((run.ended_at - run.began_at).total_seconds() / 60, 1) if run.ended_at else None,
                    "outcome": str(run.outcome),
                    "build_id": run.build_id,
                    "cause": run.cause,
                    "run_id": run.run_id,
                }
                for run in recent_runs(instance, count)
            ]
    write_rows(rows, _COLUMNS, layout)
    if layout is Format.TABLE and not rows:
        typer.echo("no run yet", err=True)
