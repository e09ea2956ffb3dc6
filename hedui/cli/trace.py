"""One figure and where it comes from, as text for people."""

from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from hedui.cli.output import visible
from hedui.figures.because import in_words
from hedui.warehouse.access.read import Trace

_MARK = ("【", "】")  # the figure is marked where there is no colour, too


def show_trace(trace: Trace) -> None:
    """The sentence with the figure marked, its place in the file, what it was read as, and every check it is in."""
    console = Console(soft_wrap=True, highlight=False)
    figure = trace.figure
    before, at, after = (visible(part) for part in trace.sentence_parts)
    console.print(Text.assemble(before, (at.join(_MARK), "bold reverse"), after))
    console.print()
    for label, value in (
        ("figure", figure["figure_id"]),
        ("file", Path(trace.path)),
        ("document", trace.document["title"]),
        ("place", _place(figure)),
        ("read as", _reading(figure)),
        ("subject", figure["subject"]),
        ("indicator", figure["indicator_id"]),
        ("period", _period(figure)),
        ("change", _change(figure)),
        ("of", trace.level),
    ):
        if value:
            console.print(Text.assemble((f"{label:<10}", "dim"), visible(str(value))))
    for field, words in in_words(figure["because"]):
        console.print(Text.assemble((f"{'because':<10}", "dim"), visible(f"{field}: {words}")))
    for check in trace.checks.to_pylist():
        console.print()
        console.print(Text(f"{check['relation']}: {check['verdict']} ({check['part']}, {check['check_id']})", "bold"))
        console.print(Text(visible(check["explanation_zh"])))
        console.print(Text(visible(check["explanation_en"])))


def _place(figure: dict[str, Any]) -> str:
    """Page where the file has pages, paragraph, and offsets into the document's text."""
    page = f"page {figure['page']}, " if figure["page"] else ""
    return f"{page}paragraph {figure['block'] + 1}, characters {figure['start']} to {figure['end']}"


def _reading(figure: dict[str, Any]) -> str:
    """Role, comparator, value with its unit, and the interval behind what is printed."""
    if figure["range_low"] is not None or figure["range_high"] is not None:
        value = _between(figure["range_low"], figure["range_high"])
    elif figure["value"] is not None:
        value = f"{figure['value']:.12g}"
    else:
        return str(figure["role"])
    reading = f"{figure['role']} {figure['comparator']} {value} {figure['unit'] or '(no unit)'}"
    low, high = figure["value_low"], figure["value_high"]
    return reading if low is None or high is None or low == high else f"{reading}, between {low:.12g} and {high:.12g}"


def _between(low: float | None, high: float | None) -> str:
    """The ends of a range, of which one may be open."""
    if low is None or high is None:
        return f"{high:.12g} or less" if low is None else f"{low:.12g} or more"
    return f"{low:.12g} to {high:.12g}"


def _change(figure: dict[str, Any]) -> str:
    """Against what a change is stated: its kind, the base period, and whether the text only implies it."""
    if not figure["change_kind"]:
        return ""
    days = " to ".join(str(day) for day in (figure["base_period_start"], figure["base_period_end"]) if day)
    years = figure["annualised_years"]
    parts = (
        figure["change_kind"],
        f"against {days}" if days else "",
        f"a year over {years} years" if years else "",
        "planned" if figure["is_planned"] else "",
        "implied by the text" if figure["is_inferred"] else "",
    )
    return ", ".join(filter(None, parts))


def _period(figure: dict[str, Any]) -> str:
    """First and last day, as far as they are known."""
    days = (figure["period_start"], figure["period_end"])
    return " to ".join(str(day) for day in days if day)
