"""A series as a drawing in the terminal: one line a printed value or target, on one scale for each indicator."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.text import Text

from hedui.cli.output import Row, visible
from hedui.warehouse.access.missing_series import no_series
from hedui.warehouse.access.read import Warehouse

_WIDTH = 48  # columns of the scale
_VALUE, _TARGET, _FINDING = "●", "◆", "✗"
_KEY = ("indicator", "region", "scope", "period_start", "period_end")


def show_plot(warehouse: Warehouse, indicator: str, region: str | None) -> None:
    """Draw every printed value with its feasible interval, every target, and a mark where a finding stands.

    Raises:
        NoSeries: there is no value and no target.
    """
    intervals = {
        tuple(row[name] for name in _KEY): (row["value_low"], row["value_high"])
        for row in warehouse.series(indicator, region).to_pylist()
    }
    lines = [_value_line(row, intervals) for row in warehouse.printings(indicator, region).to_pylist()]
    lines += [_target_line(row) for row in warehouse.targets(indicator, region).to_pylist()]
    if not lines:
        raise no_series(warehouse, indicator, region)
    console = Console(soft_wrap=True, highlight=False)
    for head, group in groupby(sorted(lines, key=lambda line: (line["head"], line["day"])), lambda line: line["head"]):
        console.print(Text(visible(head), "bold"))
        for line in _drawn(list(group)):
            console.print(line)
        console.print()


def _value_line(row: Row, intervals: dict[tuple[Any, ...], tuple[float | None, float | None]]) -> dict[str, Any]:
    """A printed value as what is drawn of it."""
    low, high = intervals.get(tuple(row[name] for name in _KEY), (None, None))
    start, end = row["period_start"], row["period_end"]
    return {
        "head": _head(row),
        "day": end,
        "period": f"{start} – {end}" if start else f"{end}",
        "value": row["value"],
        "low": row["value"] if low is None else low,
        "high": row["value"] if high is None else high,
        "mark": _FINDING if row["findings"] else _VALUE,
        "said": " ".join((row["text"], *row["findings"])),
    }


def _target_line(row: Row) -> dict[str, Any]:
    """A target as what is drawn of it."""
    value = row["target"]
    return {
        "head": _head(row),
        "day": row["due_on"],
        "period": f"{row['due_on']}",
        "value": value,
        "low": value,
        "high": value,
        "mark": _TARGET,
        "said": f"{row['comparator']} {value:.10g} ({row['attainment']})",
    }


def _head(row: Row) -> str:
    """What one scale is of."""
    return " ".join(filter(None, (row["indicator"], row["region"], row["scope"], f"[{row['unit']}]")))


def _drawn(lines: Sequence[dict[str, Any]]) -> Iterator[Text]:
    """The lines on a scale from the least to the greatest of their values."""
    least, most = min(line["low"] for line in lines), max(line["high"] for line in lines)

    def column(value: float) -> int:
        return round((value - least) / (most - least) * (_WIDTH - 1)) if most > least else _WIDTH // 2

    for line in lines:
        low, at, high = (column(line[name]) for name in ("low", "value", "high"))
        scale = [" "] * _WIDTH
        scale[low : high + 1] = "─" * (high - low + 1)
        scale[at] = line["mark"]
        yield Text(f"  {line['period']:<25}{''.join(scale)}  {visible(line['said'])}")
    yield Text(f"  {'':<25}{least:<{_WIDTH - 12}.10g}{most:>12.10g}", "dim")
