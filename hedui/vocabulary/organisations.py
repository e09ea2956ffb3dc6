"""Government bodies and their names, whatever their level (省, 市, 县) and place."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from hedui.vocabulary.regions import RegionRegistry
from hedui.vocabulary.table import read_rows

ORGANISATION_COLUMNS = ("organisation_id", "label_zh", "label_en", "aliases")

# What may stand before the name of a body: a level, or the place it serves.
_LEVEL = re.compile(r"(?:国家|国网|中国|.{0,10}[省市县区州旗镇乡盟)])?(?:政府|委)?")


@dataclass(frozen=True, slots=True)
class Organisation:
    """A kind of body that every level of government has.

    Attributes:
        organisation_id: stable name, the same at every level.
        label_zh: full Chinese name without level and place.
        label_en: English name.
        aliases: short and former names.
    """

    organisation_id: str
    label_zh: str
    label_en: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class OrganisationRegistry:
    """All organisations.

    Attributes:
        by_id: organisations by ``organisation_id``.
        by_name: organisations by label and alias.
        regions: the places that may stand in a body's name.
    """

    by_id: Mapping[str, Organisation]
    by_name: Mapping[str, Organisation]
    regions: RegionRegistry

    def resolve(self, name: str) -> Organisation | None:
        """The body that ``name`` (市发改委, 上街区人民政府, 国网郑州供电公司) is of; None where it is none of them."""
        for start in range(len(name) - 1):
            organisation = self.by_name.get(name[start:])
            if organisation and self._is_level_or_place(name[:start]):
                return organisation
        return None

    def _is_level_or_place(self, prefix: str) -> bool:
        if _LEVEL.fullmatch(prefix):
            return True
        places = self.regions.find(prefix)
        return bool(places) and places[-1][1] == len(prefix)


def load_organisations(file: Path, regions: RegionRegistry) -> OrganisationRegistry:
    """Read and validate the organisations.

    Raises:
        VocabularyError: the file breaks a rule; the error names file, line, problem and advice.
    """
    by_id: dict[str, Organisation] = {}
    by_name: dict[str, Organisation] = {}
    for row in read_rows(file, ORGANISATION_COLUMNS):
        organisation = Organisation(
            organisation_id=row.text("organisation_id"),
            label_zh=row.text("label_zh"),
            label_en=row.text("label_en"),
            aliases=row.names("aliases"),
        )
        if organisation.organisation_id in by_id:
            raise row.error(f"organisation {organisation.organisation_id!r} is declared twice", "Merge the two lines.")
        by_id[organisation.organisation_id] = organisation
        for name in (organisation.label_zh, *organisation.aliases):
            if name in by_name:
                problem = f"name {name!r} belongs to {by_name[name].organisation_id!r} already"
                raise row.error(problem, "Keep it with one of them.")
            by_name[name] = organisation
    return OrganisationRegistry(MappingProxyType(by_id), MappingProxyType(by_name), regions)
