"""The command line as users run it."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parents[1]
SAMPLE = REPOSITORY / "data" / "reports"
HEDUI = Path(sys.executable).with_name("hedui")
TIME_LIMIT = 300


@dataclass(frozen=True)
class Hedui:
    """The installed command on one home."""

    home: Path

    def command(self, *arguments: object) -> list[str]:
        """The command line for these arguments; the home goes where the command takes one."""
        home = () if arguments[0] == "extract" else ("--home", self.home)
        return [str(part) for part in (HEDUI, *arguments, *home)]

    @property
    def environment(self) -> dict[str, str]:
        """The environment without the settings of whoever runs the tests."""
        return {name: value for name, value in os.environ.items() if not name.startswith(("HEDUI_", "DAGSTER_"))}

    def run(self, *arguments: object, exit_code: int = 0) -> subprocess.CompletedProcess[str]:
        """Run to the end; the exit code is part of what is tested."""
        done = subprocess.run(
            self.command(*arguments), capture_output=True, text=True, env=self.environment, timeout=TIME_LIMIT
        )
        assert done.returncode == exit_code, f"exit code {done.returncode}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr
        return done

    def start(self, *arguments: object) -> subprocess.Popen[str]:
        """Start and do not wait."""
        return subprocess.Popen(
            self.command(*arguments),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=self.environment,
        )

    def rows(self, sql: str) -> list[dict[str, Any]]:
        """Rows of a query, through the command line."""
        rows: list[dict[str, Any]] = json.loads(self.run("query", sql, "--format", "json").stdout)
        return rows
