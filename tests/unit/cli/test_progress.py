"""Progress of a build where nobody looks at a terminal: what a log holds."""

import io
from collections.abc import Iterable, Iterator

import pytest
from rich.console import Console

from hedui.cli.build import Log, progress

Told = tuple[str, int, int]


def log(calls: Iterable[Told], clock: Iterator[float]) -> list[str]:
    written: list[str] = []
    lines = Log(written.append, lambda: next(clock))
    for call in calls:
        lines.tell(*call)
    return written


def test_a_log_has_a_line_a_stage() -> None:
    calls = [("reading", 0, 8), ("reading", 3, 8), ("reading", 8, 8), ("reconciling", 0, 1), ("reconciling", 1, 1)]
    assert log(calls, iter([0.0, 1.0, 2.0, 3.0, 4.0])) == ["starting", "reading: 0 of 8", "reconciling"]


@pytest.mark.parametrize(
    ("clock", "said"),
    [
        ([0.0, 29.0], []),
        ([0.0, 40.0], ["reading: 250 of 1000, about 0:02:00 left"]),
    ],
)
def test_a_long_stage_says_how_long_is_left(clock: list[float], said: list[str]) -> None:
    lines = log([("reading", 0, 1000), ("reading", 250, 1000)], iter(clock))
    assert lines == ["starting", "reading: 0 of 1000", *said]


def test_a_terminal_shows_every_stage_with_its_counts() -> None:
    out = io.StringIO()
    with progress(Console(file=out, force_terminal=True, width=100)) as tell:
        tell("reading", 3, 8)
        tell("reconciling", 0, 1)
    assert all(part in out.getvalue() for part in ("starting", "reading", "3/8", "reconciling", "0/1"))
