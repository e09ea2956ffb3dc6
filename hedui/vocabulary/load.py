"""Load the vocabulary of ``data/vocabulary/`` into frozen registries."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from hedui.shipped import VOCABULARY_DIR
from hedui.vocabulary.areas import AreaRegistry, load_areas
from hedui.vocabulary.errors import VocabularyError
from hedui.vocabulary.indicators import IndicatorRegistry, load_indicators
from hedui.vocabulary.lexicon import Lexicon, load_lexicon
from hedui.vocabulary.naming import Naming, load_naming
from hedui.vocabulary.organisations import OrganisationRegistry, load_organisations
from hedui.vocabulary.regions import RegionRegistry, load_regions
from hedui.vocabulary.things import ThingAct, load_things
from hedui.vocabulary.units import UnitRegistry, load_units

_READING_FILES = frozenset({"regions.csv", "areas.csv"})


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """All that the domain knows.

    Attributes:
        version: SHA-256 over all vocabulary files.
        reading_version: SHA-256 over the files that the reading of every document uses (places, areas, lexicon). A new
            name of an indicator re-reads no document; one of a unit (``units.definitions``) those that hold it.
    """

    units: UnitRegistry
    indicators: IndicatorRegistry
    things: Mapping[str, tuple[ThingAct, ...]]
    naming: Naming
    regions: RegionRegistry
    areas: AreaRegistry
    organisations: OrganisationRegistry
    lexicon: Lexicon
    version: str
    reading_version: str


def load_vocabulary(folder: Path = VOCABULARY_DIR) -> Vocabulary:
    """Read and validate all vocabulary files of ``folder``; an unchanged folder is not parsed again.

    Raises:
        VocabularyError: a file is missing or breaks a rule; the error names file, line, problem and advice.
    """
    if not folder.is_dir():
        raise VocabularyError(folder, 0, "the vocabulary folder is missing", "Restore it from the repository.")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    reading = [path for path in files if path.name in _READING_FILES or "lexicon" in path.relative_to(folder).parts]
    return _load(folder, _digest(folder, files), _digest(folder, reading))


def _digest(folder: Path, files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        content = hashlib.sha256(path.read_bytes()).digest()
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + content)
    return digest.hexdigest()


@lru_cache(maxsize=4)
def _load(folder: Path, version: str, reading_version: str) -> Vocabulary:
    units = load_units(folder / "units.csv", folder / "classifiers.csv")
    regions = load_regions(folder / "regions.csv")
    things = load_things(folder / "things.csv", units)
    return Vocabulary(
        units=units,
        indicators=_with_things(folder / "things.csv", load_indicators(folder / "indicators.csv", units), things),
        things=things,
        naming=load_naming(folder / "naming.yml"),
        regions=regions,
        areas=load_areas(folder / "areas.csv", regions.by_id),
        organisations=load_organisations(folder / "organisations.csv", regions),
        lexicon=load_lexicon(folder / "lexicon" / "words.yml"),
        version=version,
        reading_version=reading_version,
    )


def _with_things(
    file: Path, indicators: IndicatorRegistry, things: Mapping[str, tuple[ThingAct, ...]]
) -> IndicatorRegistry:
    """The indicators with those that acts with things are."""
    by_id = dict(indicators.by_id)
    for acts in things.values():
        for one in acts:
            if by_id.setdefault(one.indicator.indicator_id, one.indicator) is not one.indicator:
                problem = f"{one.indicator.indicator_id!r} is an indicator of indicators.csv already"
                raise VocabularyError(file, 0, problem, "Give the thing another name.")
    return IndicatorRegistry(MappingProxyType(by_id), indicators.by_name)
