"""The table that people make of an indicator: places beside each other, each with change, target, source and notes.

Belongs here: which rows stand in the table, which of them are ranked, and what each cell says. Does not belong here:
the values themselves (``marts.comparison``), or how a cell looks on paper or in a terminal.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, log10
from typing import Any

from hedui.vocabulary.codes import Comparator, Direction, Grade, Origin
from hedui.vocabulary.labels import label
from hedui.vocabulary.regions import RegionLevel
from hedui.warehouse.access.lookup import find_ids
from hedui.warehouse.access.missing_series import no_series
from hedui.warehouse.access.read import Warehouse
from hedui.warehouse.errors import WarehouseError

HEADS = (
    "序号",
    "指标（口径）",
    "单位",
    "地区",
    "报告期",
    "本期",
    "上年同期",
    "同比",
    "目标（性质、方向、到期）",
    "完成情况",
    "来源（文号、页）",
    "注",
)
BELOW = "以下各行的报告期、口径、地区级别与上不同，或所印为约数、界限值，或未印所排之数，不参加排序"
LEVEL = "level"
CHANGE = "change"

_SIGNS = {Comparator.AT_LEAST: "≥", Comparator.AT_MOST: "≤", Comparator.ABOVE: "＞", Comparator.BELOW: "＜",
          Comparator.ABOUT: "约", Comparator.EQUAL: ""}  # fmt: skip
_SENSES = {Direction.LOWER: "不高于", Direction.HIGHER: "不低于"}
_GROWTH = {
    "constant_price": "同比按不变价格计算，与两期现价数值之比不同，不据以推算上年同期",
    "real_income": "同比为扣除价格因素的实际增长，不据以推算上年同期",
    "comparable_panel": "同比按可比口径计算，不据以推算上年同期",
    "revised_base": "同比按修订后的基数计算，不据以推算上年同期",
}
_UNCHANGED = "持平"
_MARKS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_WIDTH_TOLD = 5  # steps that an interval is shown with at least
_SEPARATORS = str.maketrans("，、；;", ",,,,")


class UnknownPlace(WarehouseError):
    """A place that was asked for is none."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell.

    Attributes:
        text: all of it as text.
        number: the number in it, where there is one.
        decimals: digits after its point, as printed.
        prefix: words before the number.
        suffix: words after the number.
        is_derived: whether nobody printed it.
    """

    text: str = ""
    number: float | None = None
    decimals: int = 0
    prefix: str = ""
    suffix: str = ""
    is_derived: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a cell for each of ``HEADS``, and the row of ``marts.comparison`` it is made of."""

    cells: tuple[Cell, ...]
    row: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One indicator in all places.

    Attributes:
        indicator_id: the indicator.
        title: what the table is of.
        ranked: rows of one period, scope and level of administration, in their order.
        others: rows that stand below a line, without a rank.
        ranking: by what the rows are ranked, and over how many places.
        coverage: how many reports print it, so that absence is not read as zero.
        notes: what the marks in the last column stand for, then what holds for the whole table.
        signs: the signs used.
        made_on: day the table is made.
        as_of: day the reports were read.
    """

    indicator_id: str
    title: str
    ranked: tuple[Line, ...]
    others: tuple[Line, ...]
    ranking: str
    coverage: str
    notes: tuple[str, ...]
    signs: str
    made_on: date
    as_of: date

    @property
    def foot(self) -> tuple[str, ...]:
        """The lines under the table."""
        days = f"制表日期：{_day(self.made_on)}　　数据截至：{_day(self.as_of)}"
        return tuple(filter(None, (self.ranking, self.coverage, self.signs, *self.notes, days)))


def compare(
    warehouse: Warehouse,
    indicator: str,
    *,
    today: date,
    year: int | None = None,
    regions: Sequence[str] = (),
    by: str = LEVEL,
) -> tuple[Comparison, ...]:
    """The table of each indicator that a name stands for, that of most places first.

    Args:
        warehouse: the build.
        indicator: its ``indicator_id``, one of its names, or a part of one.
        today: day the table is made.
        year: year in which the periods end; the latest that half as many places report as report any, without it.
        regions: codes, names or short names of places and areas, each alone or several with commas between; all
            without it.
        by: ``level`` or ``change``: what places are ranked by. Without any printed level the change, anyhow.

    Raises:
        NoSeries: nothing is printed of it.
        UnknownPlace: a place is unknown.
    """
    ids = warehouse.indicator_ids(indicator)
    places = _places(warehouse, regions)
    rows = warehouse.query(
        """
        select comparison.*, dim_indicator.growth_basis
        from marts.comparison as comparison
        join core.dim_indicator as dim_indicator using (indicator_id)
        where
            list_contains($1, indicator_id)
            and ($2 is null or list_contains($2, coalesce(region_id, area_id)))
            and ($3 is null or year(period_end) = $3)
        order by all
        """,
        [ids, [place for place, _ in places] if places else None, year],
    ).to_pylist()
    if not rows:
        raise no_series(warehouse, indicator, regions[0] if len(regions) == 1 else None)
    by_indicator: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_indicator[row["indicator_id"]].append(row)
    as_of = warehouse.build()["built_at"].date()
    made = []
    for indicator_id, own in by_indicator.items():
        coverage = _coverage(warehouse, indicator_id, own, places)
        made.append(tabulate(indicator_id, own, coverage, today, as_of, by))
    return tuple(sorted(made, key=lambda one: (-len(one.ranked), -len(one.others), one.indicator_id)))


def tabulate(
    indicator_id: str, rows: Sequence[Mapping[str, Any]], coverage: str, today: date, as_of: date, by: str = LEVEL
) -> Comparison:
    """The table of one indicator from its rows of ``marts.comparison`` with the ``growth_basis`` of the indicator."""
    period, scope, level = main_group(rows)
    year = period[1].year
    shown = [row for row in rows if row["period_end"].year == year]
    main = [row for row in shown if _group(row) == (period, scope, level)]
    if by == LEVEL and all(row["value_display"] is None for row in main):
        by = CHANGE
    counted = [row for row in main if _is_ranked(row, by)]
    key = _key_of(by)
    is_lower_first = rows[0]["direction"] == Direction.LOWER
    counted.sort(key=lambda row: (row[key] if is_lower_first else -row[key], place_name(row)))
    others = sorted(
        (row for row in shown if row not in counted),
        key=lambda row: (
            _group(row) != (period, scope, level),
            row["period_end"],
            row["period_start"] or date.min,
            place_name(row),
            row["scope"] or "",
        ),
    )
    notes: dict[str, str] = {}
    ranks = _ranks([row[key] for row in counted])
    lines = [_line(row, rank, notes) for row, rank in zip(counted, ranks, strict=True)]
    below = [_line(row, Cell("—"), notes) for row in others]
    general = _GROWTH.get(rows[0]["growth_basis"], "")
    has_change = any(row["change_display"] is not None for row in shown)
    return Comparison(
        indicator_id,
        f"{rows[0]['indicator_label_zh']}{f'（{scope}）' if scope else ''}各地比较（{_period(main, shown)}）",
        tuple(lines),
        tuple(below),
        _ranking(by, rows[0]["direction"], len({place_name(row) for row in counted})),
        coverage,
        (*(f"{mark} {words}" for words, mark in notes.items()), *filter(None, (general if has_change else "",))),
        _signs((*lines, *below)),
        today,
        as_of,
    )


def _places(warehouse: Warehouse, regions: Sequence[str]) -> list[tuple[str, str]]:
    """Ids and names of the places asked for."""
    known = warehouse.places()
    labels = {row["place_id"]: row["label_zh"] for row in known}
    found: dict[str, str] = {}
    for name in ",".join(regions).translate(_SEPARATORS).split(","):
        if name := name.strip():
            ids = find_ids(name, known, "place_id")
            if not ids:
                raise UnknownPlace(f"there is no place {name}", "core.dim_region and core.dim_area hold all.")
            found |= {place: labels[place] for place in ids}
    return list(found.items())


def _coverage(
    warehouse: Warehouse, indicator_id: str, rows: Sequence[Mapping[str, Any]], places: Sequence[tuple[str, str]]
) -> str:
    """How many reports print the indicator, and which of the places asked for do not."""
    [counts] = warehouse.query(
        """
        select
            count(*) as total,
            count(*) filter (where document_id in (
                select document_id from core.fact_figure where indicator_id = ? and role in ('actual', 'change')
            )) as printing,
        from core.dim_document
        where is_current
        """,
        [indicator_id],
    ).to_pylist()
    absent = [name for place, name in places if place not in {row["region_id"] or row["area_id"] for row in rows}]
    said = f"{counts['total']}份报告中{counts['printing']}份印有此项；未列出的地区为所读报告未印，不等于零"
    return f"{said}。所选地区中未见此项：{'、'.join(absent)}" if absent else said


_Group = tuple[tuple[date | None, date], str | None, str | None]


def _group(row: Mapping[str, Any]) -> _Group:
    """What rows that are ranked together share: period, scope and level of administration."""
    return (row["period_start"], row["period_end"]), row["scope"], row["place_level"]


def main_group(rows: Sequence[Mapping[str, Any]]) -> _Group:
    """The latest period that at least half as many places report as report any; whole years and whole places first."""
    counts = Counter(map(_group, rows))
    most = max(counts.values())

    def standing(group: _Group) -> tuple[object, ...]:
        (start, end), scope, level = group
        is_year = start is not None and (start.month, start.day, start.year) == (1, 1, end.year) and end.month == 12
        return (2 * counts[group] >= most, end, is_year, scope is None, counts[group], level or "", scope or "")

    return max(counts, key=standing)


def _is_ranked(row: Mapping[str, Any], by: str) -> bool:
    """Whether a row has an exact value to be ranked by; a value computed here is none."""
    if by == CHANGE:
        return row["change_display"] is not None and row["change_origin"] == Origin.PRINTED
    return row["value_display"] is not None and row["comparator"] == Comparator.EQUAL


def _key_of(by: str) -> str:
    return "value_display" if by == LEVEL else "change_display"


def _ranks(values: Sequence[float]) -> list[Cell]:
    """The ranks of sorted values; equal ones share theirs."""
    counts = Counter(values)
    return [_cell(values.index(value) + 1, 0, prefix="并列" if counts[value] > 1 else "") for value in values]


def _ranking(by: str, direction: str, count: int) -> str:
    """By what and which way places are ranked."""
    what = "本期所印数值" if by == LEVEL else "所印同比"
    way = {Direction.LOWER: "由低到高（低者为优）", Direction.HIGHER: "由高到低（高者为优）"}
    said = way.get(Direction(direction), "由高到低（不分优劣）")
    return f"序号为名次，按{what}{said}，共{count}个有数地区；数值相同者并列" if count > 1 else ""


def _line(row: Mapping[str, Any], rank: Cell, notes: dict[str, str]) -> Line:
    """A row of the mart as cells; its notes get marks."""
    marks = "".join(notes.setdefault(words, _mark(len(notes))) for words in _notes(row))
    scope = f"（{row['scope']}）" if row["scope"] else ""
    value = Cell()
    if row["value_display"] is not None:
        value = _cell(row["value_display"], row["decimals_display"] or 0, _SIGNS[Comparator(row["comparator"])])
    elif row["text_printed"]:
        value = Cell(row["text_printed"])
    return Line(
        (
            rank,
            Cell(f"{row['indicator_label_zh']}{scope}"),
            Cell(row["unit_display"]),
            Cell(place_name(row)),
            Cell(row["period_display"] or ""),
            value,
            _previous(row),
            _change(row),
            Cell(_target(row)),
            Cell(label("Attainment", row["attainment"]).zh),
            Cell(_source(row)),
            Cell(marks),
        ),
        row,
    )


def _previous(row: Mapping[str, Any]) -> Cell:
    """The year before: printed, or what the change leaves of it."""
    is_implied = row["previous_origin"] == Origin.IMPLIED
    suffix = "（推算）" if is_implied else ""
    if row["previous_display"] is not None:
        return _cell(row["previous_display"], row["previous_decimals"] or 0, suffix=suffix, is_derived=is_implied)
    low, high = row["previous_low_display"], row["previous_high_display"]
    if low is None or high is None:
        return Cell()
    decimals = _decimals_of(high - low)
    step = 10.0**-decimals
    ends = (low // step * step, ceil(round(high / step, 6)) * step)
    words = "–".join(f"{end:,.{decimals}f}" for end in ends)
    return Cell(f"{words}{suffix}", is_derived=True)


def _decimals_of(width: float) -> int:
    """Decimals in which an interval of some width can be told, and no more."""
    return max(0, ceil(log10(_WIDTH_TOLD / width))) if width > 0 else 0


def _change(row: Mapping[str, Any]) -> Cell:
    """The change with its unit; 持平 as such."""
    change = row["change_display"]
    if change is None:
        return Cell()
    is_computed = row["change_origin"] == Origin.COMPUTED
    if not change and (is_computed or _UNCHANGED in (row["change_printed"] or "")):
        return Cell(_UNCHANGED, is_derived=is_computed)
    suffix = f"{row['change_unit']}{'（计算）' if is_computed else ''}"
    return _cell(change, row["change_decimals"] or 0, suffix=suffix, is_derived=is_computed)


def _target(row: Mapping[str, Any]) -> str:
    """The target due next with its nature, its sense and its due date."""
    if row["target_due_on"] is None:
        return ""
    comparator = Comparator(row["target_comparator"])
    value = "区间" if row["target_display"] is None else f"{row['target_display']:,.{row['target_decimals'] or 0}f}"
    is_bare = comparator in (Comparator.EQUAL, Comparator.ABOUT)
    said = f"{value}左右" if comparator is Comparator.ABOUT else f"{_SIGNS[comparator]}{value}"
    sense = _SENSES.get(Direction(row["direction"]), "") if is_bare else ""
    due = (row["target_due_display"] or str(row["target_due_on"])).removeprefix("到")
    return f"{said}（{'，'.join(filter(None, (row['target_nature'], sense, due)))}）"


def _source(row: Mapping[str, Any]) -> str:
    """The number of the document, else its title, and the page."""
    name = row["document_number"] or f"《{' '.join((row['title'] or row['file_name']).split())}》"
    return f"{name}第{row['page']}页" if row["page"] else name


def _notes(row: Mapping[str, Any]) -> Iterable[str]:
    """What has to be known of a row, in words."""
    number = f"{{:,.{row['decimals_display'] or 0}f}}"
    if row["previous_origin"] == Origin.ELSEWHERE:
        yield "上年同期为另一份报告所印"
    if row["superseded_display"] is not None:
        printed = number.format(row["superseded_display"])
        yield f"{place_name(row)}上年所印为{printed}，与本期所印同比不合，应已修订；上年同期以本期报告所据基数为准"
    if row["grade"] == Grade.DISPUTED:
        yield "各处所印不一，有待核实"
    elif row["value_first_display"] is not None:
        first = number.format(row["value_first_display"])
        yield f"{place_name(row)}{row['period_display']}首次所印为{first}，后有修订，此为最新所印"
    elif row["is_superseded"]:
        yield "后出报告所据数值与所印不同，所印或已修订"
    if row["is_break"]:
        yield "与以往所印数值不可比（口径或基数有变）"
    if row["value_display"] is not None and row["comparator"] != Comparator.EQUAL:
        yield "所印为约数或界限值"
    if row["value_display"] is None and not row["text_printed"]:
        yield "只印同比，未印本期数"


def _signs(lines: Sequence[Line]) -> str:
    """The signs that the table uses."""
    texts = [cell.text for line in lines for cell in line.cells]
    used = {
        "（推算）": "（推算）由本期数与所印变化反推，取与本期同样精度的唯一值，无唯一值时列区间",
        "（计算）": "（计算）未印同比，由两期所印数值算得",
        _UNCHANGED: "持平：变化为零",
    }
    said = [words for sign, words in used.items() if any(sign in text for text in texts)]
    blank = "空格为未印或无从得知"
    return f"符号：{'；'.join((*said, blank))}"


def _period(main: Sequence[Mapping[str, Any]], shown: Sequence[Mapping[str, Any]]) -> str:
    return str((main or shown)[0]["period_display"] or "")


def place_name(row: Mapping[str, Any]) -> str:
    """The name of the place, as tables have it."""
    if row["place_level"] == RegionLevel.COUNTRY:
        return "全国"
    return row["place_label_zh"] or "地区不明"


def _mark(at: int) -> str:
    return _MARKS[at] if at < len(_MARKS) else f"[{at + 1}]"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _cell(number: float, decimals: int, prefix: str = "", suffix: str = "", *, is_derived: bool = False) -> Cell:
    """A number as a cell: thousands apart, decimals as printed, with the sign that no spreadsheet runs."""
    words = f"{number:,.{decimals}f}".replace("-", "−")
    return Cell(f"{prefix}{words}{suffix}", number, decimals, prefix, suffix, is_derived)
