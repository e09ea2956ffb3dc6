"""Dated corrections of printed values: kept beside what is printed, and only while it is still wrong.

An entry names a document by its title, a figure of it by a quote, and the relation that shows the error. It is an error
of the build when the document is there and the quote is not, or when that relation no longer fails on the figure: then
either the source or the reading of it has changed, and the entry has to go.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from fractions import Fraction
from pathlib import Path

import yaml

from hedui.documents.document import Metadata
from hedui.figures.figure import Figure
from hedui.reconciliation.check import Check
from hedui.reconciliation.corpus import compact
from hedui.reconciliation.judging import FAILING
from hedui.shipped import CORRECTIONS_FILE
from hedui.vocabulary.codes import CorrectionStatus, Relation
from hedui.vocabulary.units import UnitRegistry
from hedui.vocabulary.yaml_file import read_yaml


class CorrectionError(Exception):
    """The file of corrections breaks a rule, or an entry no longer fits what it corrects.

    Attributes:
        place: the file, and the entry by its number from 1.
        problem: what is wrong.
        advice: what to do about it.
    """

    def __init__(self, place: str, problem: str, advice: str) -> None:
        super().__init__(f"{place}: {problem}. {advice}")
        self.place = place
        self.problem = problem
        self.advice = advice


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One entry.

    Attributes:
        document: title of the document.
        quote: words of the figure's sentence that stand in no other sentence with that figure.
        printed: the figure as printed, white space left out.
        corrected: the value it should have, in ``unit``.
        unit: code of the unit of ``corrected``.
        because: why.
        source: where the right value is to be found, or who confirmed it.
        status: whether the source has confirmed it.
        dated_on: when the entry was made.
        still_wrong: the relation that fails on the figure as long as it is wrong.
    """

    document: str
    quote: str
    printed: str
    corrected: Fraction
    unit: str
    because: str
    source: str
    status: CorrectionStatus
    dated_on: date
    still_wrong: Relation


@dataclass(frozen=True, slots=True)
class AppliedCorrection:
    """A correction and the figure it is about."""

    figure_id: str
    document_id: str
    correction: Correction


_FIELDS = {field.name for field in fields(Correction)}


def load_corrections(units: UnitRegistry, file: Path = CORRECTIONS_FILE) -> tuple[Correction, ...]:
    """Read the corrections; none where there is no file.

    Raises:
        CorrectionError: the file breaks a rule; the error names the entry.
    """
    if not file.exists():
        return ()
    try:
        entries = read_yaml(file) or []
    except (yaml.YAMLError, ValueError) as error:  # such as a day that no month has
        raise CorrectionError(str(file), f"it cannot be read as YAML ({error})", "Mend the file.") from error
    if not isinstance(entries, list):
        raise CorrectionError(str(file), "it is no list of entries", "Begin each entry with '- document: …'.")
    return tuple(_entry(f"{file.name}, entry {at}", entry, units) for at, entry in enumerate(entries, start=1))


def _entry(place: str, entry: object, units: UnitRegistry) -> Correction:
    if not isinstance(entry, dict) or entry.keys() != _FIELDS:
        missing = sorted(_FIELDS.symmetric_difference(entry if isinstance(entry, dict) else ()))
        raise CorrectionError(place, f"fields missing or unknown: {', '.join(map(str, missing))}", "Name each once.")
    try:
        made = Correction(
            document=str(entry["document"]),
            quote=str(entry["quote"]),
            printed=str(entry["printed"]),
            corrected=Fraction(str(entry["corrected"])),
            unit=str(entry["unit"]),
            because=str(entry["because"]),
            source=str(entry["source"]),
            status=CorrectionStatus(entry["status"]),
            dated_on=date.fromisoformat(str(entry["dated_on"])),
            still_wrong=Relation(entry["still_wrong"]),
        )
    except ValueError as error:
        raise CorrectionError(place, str(error), "Correct the value.") from error
    if made.unit not in units.by_code and made.unit not in units.classifiers:
        raise CorrectionError(place, f"unit {made.unit!r} is not in the vocabulary", "Use a code of units.csv.")
    return made


def apply_corrections(
    corrections: Sequence[Correction],
    figures: Sequence[Figure],
    documents: Mapping[str, Metadata],
    checks: Sequence[Check],
) -> tuple[AppliedCorrection, ...]:
    """Find the figure of each correction whose document was read.

    Raises:
        CorrectionError: an entry matches no figure of its document, or several, or what it corrects is wrong no more.
    """
    failing = {
        (check.relation, figure_id) for check in checks if check.verdict in FAILING for figure_id, _ in check.figures
    }
    return tuple(_applied(corrections, figures, documents, failing))


def _applied(
    corrections: Sequence[Correction],
    figures: Sequence[Figure],
    documents: Mapping[str, Metadata],
    failing: set[tuple[Relation, str]],
) -> Iterator[AppliedCorrection]:
    titled = {compact(metadata.title): document for document, metadata in documents.items()}
    for at, correction in enumerate(corrections, start=1):
        document = titled.get(compact(correction.document))
        if document is None:
            continue
        place = f"correction {at} of {correction.document}"
        found = [figure for figure in figures if figure.document == document and _is_meant(figure, correction)]
        if len(found) != 1:
            problem = f"{correction.printed} stands in {len(found)} sentences with {correction.quote!r}"
            raise CorrectionError(place, problem, "Quote it as printed, with as many words as it takes, or drop it.")
        (figure,) = found
        if (correction.still_wrong, figure.figure_id) not in failing:
            problem = f"{correction.printed} no longer fails {correction.still_wrong}"
            raise CorrectionError(place, problem, "Look at what has changed and drop the entry.")
        yield AppliedCorrection(figure.figure_id, document, correction)


def _is_meant(figure: Figure, correction: Correction) -> bool:
    return compact(figure.text) == correction.printed and compact(correction.quote) in compact(figure.sentence)
