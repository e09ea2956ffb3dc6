"""Places by code, and finding their names in text.

Codes are those of GB/T 2260; development zones, which it does not list, carry the statistical division codes of the
National Bureau of Statistics (digits 5 and 6 from 71).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from hedui.vocabulary.table import read_rows

REGION_COLUMNS = ("region_id", "label_zh", "label_en", "level", "parent", "aliases")

# A place name in front of these names a street, not the place.
_STREET_ENDINGS = ("路", "大街", "大道")


class RegionLevel(StrEnum):
    """Levels of administration."""

    COUNTRY = "country"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"


@dataclass(frozen=True, slots=True)
class Region:
    """A place.

    Attributes:
        region_id: six-digit code.
        label_zh: full Chinese name.
        label_en: English name.
        level: level of administration; the districts of a municipality stand directly under it.
        parent: code of the place it belongs to; None for the country.
        aliases: short and other names; one that several places share is resolved by context.
    """

    region_id: str
    label_zh: str
    label_en: str
    level: RegionLevel
    parent: str | None
    aliases: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class RegionRegistry:
    """All places, and the index that finds their names.

    Attributes:
        by_id: places by code.
        by_name: places by full name and alias.
        names_by_head: names by their first two characters, longest first.
        heads: what may be the first two characters of a name; finds where to look.
    """

    by_id: Mapping[str, Region]
    by_name: Mapping[str, tuple[Region, ...]]
    names_by_head: Mapping[str, tuple[str, ...]]
    heads: re.Pattern[str]

    def find(self, text: str, within: str | None = None) -> list[tuple[int, int, Region]]:
        """Places named in ``text``, leftmost longest, as half-open spans with the place.

        Args:
            text: repaired text.
            within: code of the place the text is about. It decides between places of one name; counties are then found
                only where they lie in that place or hold it (many a district elsewhere shares its name).

        Returns:
            Spans in text order; a name that stays ambiguous is left out.
        """
        found = []
        end = 0
        for head in self.heads.finditer(text):
            position = head.start()
            if position < end:
                continue
            for name in self.names_by_head.get(text[position : position + 2], ()):
                if text.startswith(name, position):
                    end = position + len(name)
                    region = self._resolve(name, within)
                    if region and (name == region.label_zh or not text.startswith(_STREET_ENDINGS, end)):
                        found.append((position, end, region))
                    break
        return found

    def contains(self, outer: str, inner: str) -> bool:
        """Whether the place coded ``inner`` is the place coded ``outer`` or lies in it; False for an unknown code."""
        region = self.by_id.get(inner)
        while region:
            if region.region_id == outer:
                return True
            region = self.by_id.get(region.parent or "")
        return False

    def province_of(self, region_id: str) -> Region | None:
        """The province that a place is or lies in; None for the country and an unknown code."""
        return self.by_id.get(region_id[:2] + "0000") if region_id[:2] != "10" else None

    def _resolve(self, name: str, within: str | None) -> Region | None:
        candidates = self.by_name[name]
        if within:
            related = [c for c in candidates if self._is_related(within, c.region_id)]
            if related:
                return related[0] if len(related) == 1 else None
        if len(candidates) > 1:
            return None
        only = candidates[0]
        return None if within and only.level is RegionLevel.COUNTY else only

    def _is_related(self, one: str, other: str) -> bool:
        return self.contains(one, other) or self.contains(other, one)


def load_regions(file: Path) -> RegionRegistry:
    """Read and validate the places.

    Raises:
        VocabularyError: the file breaks a rule; the error names file, line, problem and advice.
    """
    by_id: dict[str, Region] = {}
    rows = list(read_rows(file, REGION_COLUMNS))
    for row in rows:
        region = Region(
            region_id=row.text("region_id"),
            label_zh=row.text("label_zh"),
            label_en=row.text("label_en"),
            level=row.code("level", RegionLevel),
            parent=row.optional_text("parent"),
            aliases=row.names("aliases"),
        )
        if len(region.region_id) != 6 or not region.region_id.isdecimal():
            raise row.error(f"region_id {region.region_id!r} is not a six-digit code", "Use the code of GB/T 2260.")
        if region.region_id in by_id:
            raise row.error(f"region {region.region_id!r} is declared twice", "Merge the two lines.")
        for name in (region.label_zh, *region.aliases):
            if len(name) < 2:
                raise row.error(f"name {name!r} is too short to be found in text", "Leave it out.")
        if region.label_zh in region.aliases:
            raise row.error(f"alias {region.label_zh!r} repeats label_zh", "Remove the alias.")
        by_id[region.region_id] = region
    levels = list(RegionLevel)
    for row, region in zip(rows, by_id.values(), strict=True):
        if (region.parent is None) != (region.level is RegionLevel.COUNTRY):
            raise row.error("only the country has no parent", "Fill in parent.")
        if region.parent is not None:
            parent = by_id[row.member("parent", by_id, "column region_id of this file")]
            if levels.index(parent.level) >= levels.index(region.level):
                problem = f"parent {parent.region_id!r} ({parent.level}) does not stand above {region.level}"
                raise row.error(problem, "Name the place one level up.")
    return _index(by_id)


def _index(by_id: dict[str, Region]) -> RegionRegistry:
    by_name: defaultdict[str, list[Region]] = defaultdict(list)
    for region in by_id.values():
        for name in (region.label_zh, *region.aliases):
            by_name[name].append(region)
    by_head: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(by_name, key=lambda name: (-len(name), name)):
        by_head[name[:2]].append(name)
    return RegionRegistry(
        by_id=MappingProxyType(by_id),
        by_name=MappingProxyType({name: tuple(regions) for name, regions in by_name.items()}),
        names_by_head=MappingProxyType({head: tuple(names) for head, names in by_head.items()}),
        heads=re.compile(f"[{_class(head[0] for head in by_head)}](?=[{_class(head[1] for head in by_head)}])"),
    )


def _class(characters: Iterable[str]) -> str:
    """Characters as members of a class of a pattern."""
    return "".join(map(re.escape, sorted(set(characters))))
