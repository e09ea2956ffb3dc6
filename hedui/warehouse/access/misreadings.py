"""What people say of our readings, kept in ``data/misreadings.yml``, and the same as lines of annotation.

Belongs here: adding an entry to the file, and the corrected figures of a build as gold lines. Does not belong here:
which figure an entry means (``hedui.figures.misreadings``).
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from hedui.figures.figure import Figure
from hedui.figures.misreadings import Misreading, misreading_of, parsed
from hedui.shipped import MISREADINGS_FILE
from hedui.warehouse.access.read import Warehouse
from hedui.warehouse.building.records import figures_from_arrow
from hedui.warehouse.files import written_aside
from hedui.warehouse.tables import TABLES

_HEAD = "# Figures that a person reads otherwise than the reader: `hedui review correct` keeps them.\n"
_VALUED = ("actual", "plan", "change", "rate", "rank", "threshold", "scope")
_NAMED = ("actual", "plan", "change", "rate", "rank", "threshold")


def correct(
    warehouse: Warehouse,
    figure_id: str,
    right: Mapping[str, str],
    *,
    because: str,
    by: str,
    on: date,
    file: Path | None = None,
) -> tuple[Misreading, dict[str, Any]]:
    """Keep how a figure of a build is to be read, from the next build on.

    Args:
        warehouse: the build.
        figure_id: the figure.
        right: the right value of each field as text.
        because: why.
        by: who says so.
        on: when.
        file: the file; else ``data/misreadings.yml``.

    Returns:
        The entry, and the fields as they were read.

    Raises:
        UnknownFigure: there is no such figure.
        MisreadingError: a field cannot be set so, or the file breaks a rule.
        WriteFailed: the file cannot be written.
    """
    trace = warehouse.trace(figure_id)
    figures = _figures(warehouse, trace.figure["document_id"])
    [figure] = [one for one in figures if one.figure_id == figure_id]
    entry = misreading_of(figure, figures, trace.document["title"], right, because, by, on)
    file = file or MISREADINGS_FILE
    text = file.read_text(encoding="utf-8") if file.exists() else _HEAD
    grown = text + yaml.safe_dump([asdict(entry)], allow_unicode=True, sort_keys=False, width=120)
    parsed(grown, file.name)
    with written_aside(file) as aside:
        aside.write_text(grown, encoding="utf-8")
    return entry, {name: trace.figure[name] for name in right}


def gold_lines(warehouse: Warehouse) -> Iterator[dict[str, Any]]:
    """The figures that people corrected, each as a line of annotation, by document and place in it."""
    rows = warehouse.query("""
        select figure.*, level.start as level_start, document.file_name
        from core.fact_figure as figure
        join core.dim_document as document using (document_id)
        left join core.fact_figure as level on level.figure_id = figure.qualifies
        where figure.is_corrected
        order by document.file_name, figure.start
    """)
    for row in rows.to_pylist():
        yield _gold(row)


def _gold(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of ``core.fact_figure`` as a line of annotation."""
    is_valued = row["role"] in _VALUED
    value = row["value"] if row["range_low"] is None else [row["range_low"], row["range_high"]]
    line = {
        "doc": Path(row["file_name"]).stem,
        "start": row["start"],
        "end": row["end"],
        "text": row["text"],
        "role": row["role"],
        "value": value if is_valued else None,
        "unit": row["unit"] if is_valued else None,
    }
    if row["role"] in _NAMED:
        line |= {
            "subject": row["subject"],
            "head": [row["subject"]],
            "period": gold_period(row["period_start"], row["period_end"]),
            "comparator": row["comparator"],
        }
    if row["role"] in ("change", "rate"):
        line["of"] = row["level_start"]
    if row["is_planned"]:
        line["planned"] = True
    return line


def gold_period(start: date | None, end: date | None) -> str | None:
    """A period as annotation has it: 2023, 2023-06, 2023-01/2023-10, @2023-06-30."""
    if end is None:
        return None
    if start is None:
        return f"@{end}"
    if (start.month, end.month) == (1, 12):
        return f"{start.year}" if start.year == end.year else f"{start.year}/{end.year}"
    first, last = f"{start:%Y-%m}", f"{end:%Y-%m}"
    return first if first == last else f"{first}/{last}"


def _figures(warehouse: Warehouse, document_id: str) -> tuple[Figure, ...]:
    """The figures of a document of a build."""
    stage = TABLES["stage.figure"]
    columns = ", ".join(f'"{name}"' if name != "section" else "0 as section" for name in stage.column_names)
    table = warehouse.query(
        f"select {columns} from core.fact_figure where document_id = ? order by start", [document_id]
    )
    return figures_from_arrow(table)
