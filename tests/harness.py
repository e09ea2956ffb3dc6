"""The command line as users run it."""

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from hedui.cli import main
from hedui.limits import Limits
from hedui.vocabulary.load import load_vocabulary
from hedui.warehouse.building import readings
from hedui.warehouse.building.scan import SourceFile

REPOSITORY = Path(__file__).parents[1]
SAMPLE = REPOSITORY / "data" / "reports"
HEDUI = Path(sys.executable).with_name("hedui")
TIME_LIMIT = 300


def read_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have reports read here, not in processes of their own, so that what a test plugs in is used."""

    def here(files: Sequence[SourceFile], _: Path, limits: Limits) -> Iterator[readings._Batch]:
        return (readings._read_batch([file], load_vocabulary(), limits) for file in files)

    monkeypatch.setattr(readings, "_read_all", here)


@dataclass(frozen=True)
class Hedui:
    """The installed command on one home."""

    home: Path

    def command(self, *arguments: object) -> list[str]:
        """The command line for these arguments; the home goes where the command takes one."""
        home = () if arguments[0] in ("extract", "verify") else ("--home", self.home)
        return [str(part) for part in (HEDUI, *arguments, *home)]

    @property
    def environment(self) -> dict[str, str]:
        """The environment without the settings of whoever runs the tests."""
        return {name: value for name, value in os.environ.items() if not name.startswith(("HEDUI_", "DAGSTER_"))}

    def run(self, *arguments: object, exit_code: int = 0) -> subprocess.CompletedProcess[str]:
        """Run to the end within this process, where nothing has to be loaded again; the exit code is tested, too."""
        command = self.command(*arguments)
        with self._caught(command) as (out, err):
            try:
                main()
                code = 0
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else int(end.code is not None)
        return _judged(subprocess.CompletedProcess(command, code, _text(out), _text(err)), exit_code)

    def run_apart(self, *arguments: object, exit_code: int = 0) -> subprocess.CompletedProcess[str]:
        """Run to the end in a process of its own, as users do; the exit code is tested, too."""
        done = subprocess.run(
            self.command(*arguments), capture_output=True, text=True, env=self.environment, timeout=TIME_LIMIT
        )
        return _judged(done, exit_code)

    def start(self, *arguments: object) -> subprocess.Popen[str]:
        """Start a process and do not wait."""
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

    @contextlib.contextmanager
    def _caught(self, command: list[str]) -> Iterator[tuple[io.TextIOWrapper, io.TextIOWrapper]]:
        """This process as that of the command: its arguments and environment, and what it prints caught."""
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        with (
            mock.patch.object(sys, "argv", command),
            mock.patch.dict(os.environ, self.environment, clear=True),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            yield out, err


def _text(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


def _judged(done: subprocess.CompletedProcess[str], exit_code: int) -> subprocess.CompletedProcess[str]:
    assert done.returncode == exit_code, f"exit code {done.returncode}\n{done.stdout}\n{done.stderr}"
    assert "Traceback" not in done.stderr
    return done
