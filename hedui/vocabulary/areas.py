"""Reference areas that are no unit of administration: city clusters, economic regions, sets of cities, basins, seas.

An area has a name, a set of members and a time for which the set holds: one name may stand for another set of cities
later. Values of different sets are different series, and none of them is the nation's.
"""

import re
from collections import defaultdict
from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from hedui.vocabulary.table import Row, read_rows

AREA_COLUMNS = (
    "area_id",
    "label_zh",
    "label_en",
    "kind",
    "cities",
    "aliases",
    "members",
    "valid_from",
    "valid_to",
    "source",
)

_COUNT = re.compile(r"[“”\"]?(?:的|地区)?(\d{1,3})个?(?:地级及以上|重点)?城市")
# Behind one of these words a name is part of another: a county of a lake's name, a bank, a strategy, a zone.
_PART_OF_NAME = re.compile(
    "[县区市路镇街]|新区|银行|大学|大道|一体化|协同|合作|生态绿色|双城|战略|规划|国际|示范|高质量|国家|科技|创新|流域管理|"
    "(?:生态)?保护(?:和|与|修复|法)|水利委|水系连通|航道|大桥|隧道|机场|港口?群"
)

_TO_SEA = re.compile("[入出临近]海")
"""A river mouth (入海河口) is no place on the river of that name."""


class AreaKind(StrEnum):
    """Kinds of reference area."""

    CLUSTER = "cluster"
    REGION = "region"
    LIST = "list"
    BASIN = "basin"
    LAKE = "lake"
    SEA = "sea"


@dataclass(frozen=True, slots=True)
class Area:
    """A reference area.

    Attributes:
        area_id: stable name.
        label_zh: Chinese name.
        label_en: English name.
        kind: what it is.
        cities: how many cities the set has; None where it is no set of cities.
        aliases: other names.
        members: codes of the provinces and cities it consists of; empty for waters, and where no list is published.
        valid_from: first day on which the set holds; None where it always did.
        valid_to: last day; None where it still holds.
        source: what defines it.
    """

    area_id: str
    label_zh: str
    label_en: str
    kind: AreaKind
    cities: int | None
    aliases: tuple[str, ...]
    members: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    source: str

    def holds(self, day: date) -> bool:
        """Whether the set is the one meant on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, eq=False)
class AreaRegistry:
    """All reference areas, and the pattern that finds their names.

    Attributes:
        by_id: areas by ``area_id``.
        by_name: areas by label and alias; one name may stand for several sets.
    """

    by_id: Mapping[str, Area]
    by_name: Mapping[str, tuple[Area, ...]]
    pattern: re.Pattern[str]

    def find(self, text: str, day: date | None = None) -> list[tuple[int, int, Area | None]]:
        """Areas named in ``text``, leftmost longest, as half-open spans with the area.

        Where a name stands for several sets, the number of cities printed with it chooses, else the day does; without
        either the set of today is meant. None stands where no set known has the count printed.
        """
        found = []
        for match in self.pattern.finditer(text):
            if _PART_OF_NAME.match(text, match.end()) or _TO_SEA.match(text, max(0, match.start() - 1)):
                continue
            candidates = self.by_name[match.group()]
            count = _COUNT.match(text, match.end())
            end = count.end() if count else match.end()
            found.append((match.start(), end, _chosen(candidates, int(count[1]) if count else None, day)))
        return found


def _chosen(candidates: tuple[Area, ...], count: int | None, day: date | None) -> Area | None:
    """The one of several sets of a name that a printed number of cities or a day means."""
    if count is not None and any(area.cities for area in candidates):
        return next((area for area in candidates if area.cities == count), None)
    if len(candidates) == 1:
        return candidates[0]
    holding = [area for area in candidates if (area.valid_to is None if day is None else area.holds(day))]
    return holding[0] if len(holding) == 1 else None


def load_areas(file: Path, regions: Container[str]) -> AreaRegistry:
    """Read and validate the areas; ``regions`` are the codes that members may have.

    Raises:
        VocabularyError: the file breaks a rule; the error names file, line, problem and advice.
    """
    by_id: dict[str, Area] = {}
    by_name: defaultdict[str, list[Area]] = defaultdict(list)
    for row in read_rows(file, AREA_COLUMNS):
        area = Area(
            area_id=row.text("area_id"),
            label_zh=row.text("label_zh"),
            label_en=row.text("label_en"),
            kind=row.code("kind", AreaKind),
            cities=int(number) if (number := row.optional_number("cities")) is not None else None,
            aliases=row.names("aliases"),
            members=row.names("members"),
            valid_from=_day(row, "valid_from"),
            valid_to=_day(row, "valid_to"),
            source=row.text("source"),
        )
        if area.area_id in by_id:
            raise row.error(f"area {area.area_id!r} is declared twice", "Merge the two lines.")
        for member in area.members:
            if member not in regions:
                raise row.error(f"member {member!r} is no known region", "Use codes of regions.csv.")
        by_id[area.area_id] = area
        for name in (area.label_zh, *area.aliases):
            for other in by_name[name]:
                if _overlap(area, other):
                    raise row.error(
                        f"name {name!r} is that of {other.area_id!r} at the same time", "Correct a validity."
                    )
            by_name[name].append(area)
    names = sorted(by_name, key=lambda name: (-len(name), name))
    return AreaRegistry(
        by_id=MappingProxyType(by_id),
        by_name=MappingProxyType({name: tuple(areas) for name, areas in by_name.items()}),
        pattern=re.compile("|".join(map(re.escape, names)) or "(?!)"),
    )


def _day(row: Row, column: str) -> date | None:
    text = row.optional_text(column)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise row.error(f"{column} {text!r} is no date", "Write it as 2023-11-30.") from None


def _overlap(one: Area, other: Area) -> bool:
    first, last = date.min, date.max
    return (one.valid_from or first) <= (other.valid_to or last) and (other.valid_from or first) <= (
        one.valid_to or last
    )
