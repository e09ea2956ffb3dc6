"""The page on the contracts of a build: every rule, in both languages, and what does not hold (``data_docs``)."""

import json
import shutil
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from hedui.warehouse.contracts.validator import Breach, Confrontation
from hedui.warehouse.files import written_aside

_PAGE = """<!doctype html>
<html lang="zh"><meta charset="utf-8"><title>hedui {build}</title><style>
body {{ font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 75rem; padding: 1rem; }}
table {{ border-collapse: collapse; margin: 0.5rem 0 1.5rem; width: 100%; }}
th, td {{ border: 1px solid #ccc; padding: 0.3rem 0.6rem; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }}
th {{ background: #f2f2f2; }} .critical {{ color: #b00; }} .warning {{ color: #960; }}
</style>
<h1>契约 Contracts</h1>
<p>构建 build {build} · {held} 条成立 hold · {broken} 条不成立 do not</p>
{sections}
</html>
"""
_SECTION = """<h2>{table} <small>({rows} 行 rows)</small></h2>
<table><tr><th>规则<th>rule<th>结果 result<th>例 such as
{lines}
</table>"""


def write_page(folder: Path, outcomes: Sequence[Confrontation], build_id: str) -> None:
    """Write ``index.html`` and ``contracts.json``, readable without the network; what was there is replaced.

    Raises:
        WriteFailed: the disk is full.
    """
    shutil.rmtree(folder, ignore_errors=True)
    broken = [breach for outcome in outcomes for breach in outcome.breaches]
    page = _PAGE.format(
        build=escape(build_id),
        held=sum(len(outcome.held) for outcome in outcomes),
        broken=len(broken) + sum(len(outcome.errors) for outcome in outcomes),
        sections="\n".join(map(_section, outcomes)),
    )
    with written_aside(folder / "index.html") as aside:
        aside.write_text(page, encoding="utf-8")
    with written_aside(folder / "contracts.json") as aside:
        aside.write_text(json.dumps(breaches(outcomes), ensure_ascii=False, indent=1, default=str), encoding="utf-8")


def breaches(outcomes: Sequence[Confrontation]) -> list[dict[str, Any]]:
    """What does not hold, for programs: the blocking first; a rule that could not be asked blocks."""
    found: list[dict[str, Any]] = []
    for outcome in outcomes:
        name = outcome.table.qualified_name
        found += [
            {"table": name, "reason": error, "reason_zh": "规则未能核对", "blocks": True, "count": None, "rows": []}
            for error in outcome.errors
        ]
        found += [
            {
                "table": name,
                "reason": breach.rule.en,
                "reason_zh": breach.rule.zh,
                "blocks": breach.rule.is_blocking,
                "count": breach.count,
                "rows": list(breach.rows),
            }
            for breach in outcome.breaches
        ]
    return sorted(found, key=lambda entry: not entry["blocks"])


def _section(outcome: Confrontation) -> str:
    lines = [f'<tr><td>规则未能核对<td>{escape(error)}<td class="critical">?<td>' for error in outcome.errors]
    lines += map(_broken, outcome.breaches)
    lines += [f"<tr><td>{escape(rule.zh)}<td>{escape(rule.en)}<td>✓<td>" for rule in outcome.held]
    return _SECTION.format(table=outcome.table.qualified_name, rows=outcome.row_count, lines="\n".join(lines))


def _broken(breach: Breach) -> str:
    severity = "critical" if breach.rule.is_blocking else "warning"
    shown = "<br>".join(escape(_told(row)) for row in breach.rows)
    rule = f"<td>{escape(breach.rule.zh)}<td>{escape(breach.rule.en)}"
    return f'<tr>{rule}<td class="{severity}">✗ {escape(breach.observed)}<td>{shown}'


def _told(row: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in row.items())
