"""An indicator as a picture: places beside each other as bars, and over time in a panel each.

Belongs here: which panels there are, and the rows each is drawn from. Does not belong here: how a panel looks
(``chart_panels``), or the file it goes to (``pictures``).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from hedui.vocabulary.codes import Comparator, Direction
from hedui.warehouse.access.chart_panels import Kind, bars, small_multiples, time_line
from hedui.warehouse.access.comparison import main_group, place_name
from hedui.warehouse.access.missing_series import no_series
from hedui.warehouse.access.pictures import chinese_families
from hedui.warehouse.access.read import Warehouse
from hedui.warehouse.cells import harmless

if TYPE_CHECKING:
    import altair as alt

Row = dict[str, Any]

_SIGNS = {Comparator.AT_LEAST: "≥", Comparator.AT_MOST: "≤", Comparator.ABOVE: "＞", Comparator.BELOW: "＜",
          Comparator.ABOUT: "约", Comparator.EQUAL: ""}  # fmt: skip

_NATION = {"中华人民共和国": "全国"}


def chart(warehouse: Warehouse, indicator: str, region: str | None = None) -> "alt.VConcatChart":
    """Draw an indicator: bars where several places report one period, lines where a place reports several.

    Args:
        warehouse: the build.
        indicator: its ``indicator_id`` or a part of its Chinese or English name.
        region: code or name of the place; all places without it.

    Raises:
        NoSeries: no value and no target fits.
    """
    import altair as alt

    series = warehouse.series(indicator, region).to_pylist()
    printings = warehouse.printings(indicator, region).to_pylist()
    targets = warehouse.targets(indicator, region).to_pylist()
    names = list(dict.fromkeys(row["indicator"] for row in (*series, *targets)))
    if not names:
        raise no_series(warehouse, indicator, region)
    panels: list[alt.LayerChart | alt.ConcatChart] = []
    for name in names:
        own = [[row for row in rows if row["indicator"] == name] for rows in (series, printings, targets)]
        panels += _panels(warehouse, name, *own)
    picture: alt.VConcatChart = (
        alt.vconcat(*panels, spacing=30)
        .resolve_scale(color="independent")
        .configure(font=chinese_families(), padding=12)
        .configure_view(stroke="#ddd")
        .configure_title(anchor="start", fontSize=15)
    )
    return picture


def _panels(
    warehouse: Warehouse, name: str, series: list[Row], printings: list[Row], targets: list[Row]
) -> Iterator["alt.LayerChart | alt.ConcatChart"]:
    """The panels of one indicator."""
    unit = next((row["unit_display"] for row in (*series, *targets) if row["unit_display"]), "")
    over = f"（{unit}）" if unit else ""
    compared = _compared(warehouse, series)
    if len({row["place"] for row in compared}) > 1:
        yield bars(compared, f"{name}各地比较，{compared[0]['period']}{over}", unit)
    values = in_lines([_point(row) for row in series if row["value_display"] is not None])
    older = [_point(row) for row in printings if _is_other(row, series)]
    rings = [_point(row) for row in printings if row["findings"]]
    goals = [_goal(row) for row in targets if row["target_display"] is not None]
    places = list(dict.fromkeys(row["place"] for row in (*values, *goals)))
    many = [place for place in places if max(Counter(_kinds(values, place)).values(), default=0) > 1]
    is_lower = any(row["direction"] == Direction.LOWER for row in compared)
    for kind in Kind:
        has_goals = kind is next(iter(_kinds(values)), Kind.YEAR)
        rows = [[row for row in some if Kind.of(row) is kind] for some in (values, older, rings)]
        rows.append(goals if has_goals else [])
        shown = places if len(places) == 1 else [place for place in many if kind in _kinds(values, place)]
        shown = [place for place in shown if any(row["place"] == place for some in (rows[0], rows[3]) for row in some)]
        parts = {place: [[row for row in some if row["place"] == place] for some in rows] for place in shown}
        if len(parts) == 1:
            [(place, own)] = parts.items()
            yield time_line(kind, own, title=f"{name}，{place}，{kind.label}{over}", unit=unit)
        elif parts:
            ordered = dict(sorted(parts.items(), key=lambda part: _latest(part[1][0]), reverse=not is_lower))
            yield small_multiples(kind, ordered, title=f"{name}，{kind.label}{over}", unit=unit)
    if goals and not values and len(places) > 1:
        named = [row | {"value": None, "name": f"{row['place']}　{row['goal_label']}"} for row in goals]
        yield bars(named, f"{name}目标{over}", unit)


def _kinds(points: Iterable[Row], place: str | None = None) -> list[Kind]:
    """The kinds of period of the points of a place, in the order of panels, each as often as it occurs."""
    found = [Kind.of(point) for point in points if place in (None, point["place"])]
    return sorted(found, key=list(Kind).index)


def _compared(warehouse: Warehouse, series: Sequence[Row]) -> list[Row]:
    """Values of the places that report the period of most places, as ``hedui compare`` ranks them."""
    ids = [row["figure_id"] for row in series]
    rows = warehouse.query(
        "from marts.comparison where list_contains($1, figure_id) and value_display is not null", [ids]
    ).to_pylist()
    if not rows:
        return []
    group = main_group(rows)
    own = [row for row in rows if main_group([row]) == group]
    is_lower = own[0]["direction"] == Direction.LOWER
    own.sort(key=lambda row: (row["value_display"] if is_lower else -row["value_display"], place_name(row)))
    return [
        {
            "place": place_name(row),
            "period": row["period_display"] or "",
            "value": row["value_display"],
            "label": _value_label(row),
            "name": f"{place_name(row)}　{_value_label(row)}",
            "previous": row["previous_display"],
            "previous_origin": row["previous_origin"],
            "goal": row["target_display"],
            "goal_label": _goal_label(row["target_comparator"], row["target_display"], row["target_due_display"]),
            "direction": row["direction"],
            "file_name": _shown(row["file_name"]),
        }
        for row in own
    ]


def _value_label(row: Mapping[str, Any]) -> str:
    """A value with its decimals as printed, and the sign that it is printed with."""
    return f"{_SIGNS[Comparator(row['comparator'])]}{row['value_display']:,.{row['decimals_display'] or 0}f}"


def _point(row: Mapping[str, Any]) -> Row:
    """A row of ``series`` or ``printings`` as a point."""
    start, end = row["period_start"], row["period_end"]
    size = row["value_display"] / row["value"] if row["value"] else 1.0
    low, high = row.get("value_low"), row.get("value_high")
    return {
        "place": _place(row),
        "start": start.isoformat() if start else None,
        "day": end.isoformat(),
        "year": end.year,
        "kind": row["period_kind"],
        "period": row["period_display"] or str(end),
        "value": row["value_display"],
        "low": None if low is None else low * size,
        "high": None if high is None else high * size,
        "label": f"{row['value_display']:,.{row['decimals_display'] or 0}f}",
        "is_break": bool(row.get("is_break")),
        "findings": "、".join(row.get("findings", ())),
        "text": _shown(row.get("text") or row.get("text_printed")),
        "sentence": _shown(row["sentence"]),
        "file_name": _shown(row["file_name"]),
    }


def _goal(row: Mapping[str, Any]) -> Row:
    """A row of ``targets`` as a point at its due date."""
    return {
        "place": _place(row),
        "day": row["due_on"].isoformat(),
        "year": row["due_on"].year,
        "goal": row["target_display"],
        "goal_label": _goal_label(row["comparator"], row["target_display"], row["period_display"]),
        "attainment": row["attainment"],
        "sentence": _shown(row["sentence"]),
        "file_name": _shown(row["file_name"]),
    }


def _goal_label(comparator: str | None, value: float | None, due: str | None) -> str:
    """A target by its name: 目标≤40（2025年）."""
    if value is None or comparator is None:
        return ""
    return f"目标{_SIGNS[Comparator(comparator)]}{value:,.10g}" + (f"（{due.removeprefix('到')}）" if due else "")


def _place(row: Mapping[str, Any]) -> str:
    return " ".join(filter(None, (_NATION.get(row["region"], row["region"] or "地区不明"), row["scope"])))


def _is_other(row: Mapping[str, Any], series: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a printing says something else than the value that was chosen for its place and time."""
    names = ("region", "scope", "period_start", "period_end")
    chosen = next((one for one in series if all(one[name] == row[name] for name in names)), None)
    if chosen is None or row["value_display"] is None or None in (row["value_low"], row["value_high"]):
        return False
    low, high = (chosen["value"] if chosen[end] is None else chosen[end] for end in ("value_low", "value_high"))
    return bool(row["value_high"] < low or row["value_low"] > high)


def in_lines(points: Sequence[Row]) -> list[Row]:
    """Points with the line each stands on: like with like, consecutive periods, never across a break."""
    lines: defaultdict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for point in sorted(points, key=lambda point: (point["day"], point["start"] or "")):
        kind = Kind.of(point)
        lines[point["place"], kind.label, kind.season(point)].append(point)
    found = []
    for key, line in sorted(lines.items()):
        number, last = 0, None
        for point in line:
            step = Kind.of(point).step
            is_next = last is not None and _months(point["day"]) - _months(last["day"]) <= step
            number += not is_next or point["is_break"]
            found.append(point | {"line": f"{' '.join(key)} {number}"})
            last = point
    return found


def _months(day: str) -> int:
    one = date.fromisoformat(day)
    return one.year * 12 + one.month


def _latest(points: Sequence[Row]) -> float:
    """The latest of some values."""
    return float(max(points, key=lambda point: str(point["day"]))["value"]) if points else 0.0


def _shown(text: str | None) -> str | None:
    """Text of a report within a page: nothing in it can end the script that it stands in, or begin a tag."""
    return None if text is None else harmless(" ".join(text.split())).replace("<", "＜").replace(">", "＞")
