"""What a reviewer decides about printed names, kept in one line of the vocabulary, and what a decision would map."""

import csv
import io
import json
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz import process

from hedui.figures.mapping import fits_any, indicator_named
from hedui.figures.naming import Said
from hedui.shipped import VOCABULARY_DIR
from hedui.vocabulary.codes import Decision, QuantityKind, Role
from hedui.vocabulary.indicators import INDICATOR_COLUMNS, fold_name
from hedui.vocabulary.load import Vocabulary, load_vocabulary
from hedui.vocabulary.table import normal_form
from hedui.vocabulary.units import UNIT_COLUMNS
from hedui.warehouse.errors import WarehouseError
from hedui.warehouse.files import written_aside

if TYPE_CHECKING:
    from hedui.warehouse.access.read import Warehouse

NEAR = 3  # indicators that are suggested
SIMILAR = 75  # of 100, from which on an indicator_id may be the one that was meant


class ReviewError(WarehouseError):
    """A decision that cannot be kept as it was given."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One changed line of a vocabulary file.

    Attributes:
        file: the file.
        line: number of the line, from 1.
        before: the line as it was.
        after: the line as it is now.
    """

    file: Path
    line: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A decision that the vocabulary takes: nothing is changed before it is kept.

    Attributes:
        edit: the line that changes.
        vocabulary: the vocabulary as it will be.
    """

    edit: Edit
    vocabulary: Vocabulary
    _content: bytes

    def keep(self) -> None:
        """Change the line.

        Raises:
            WriteFailed: the file cannot be written.
        """
        with written_aside(self.edit.file) as new:
            new.write_bytes(self._content)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A name that fits no indicator, with what its figures say and how many there are."""

    subject: str
    kind: QuantityKind
    unit: str | None
    role: Role
    figures: int


def propose_name(name: str, target: str, folder: Path = VOCABULARY_DIR) -> Proposal:
    """A printed name stands for an indicator or a unit: it is added to the aliases of that line.

    Args:
        name: the name as it is printed, in the review queue's words.
        target: ``indicator_id``, or code of a unit.
        folder: folder of the vocabulary.

    Raises:
        ReviewError: there is no such indicator or unit, or the name stands for one already.
        VocabularyError: the name breaks a rule of the vocabulary; it says which.
    """
    vocabulary = load_vocabulary(folder)
    name = normal_form(name)
    columns: tuple[str, ...]
    if target in vocabulary.indicators.by_id:
        file, columns = folder / "indicators.csv", INDICATOR_COLUMNS
    elif target in vocabulary.units.by_code:
        file, columns = folder / "units.csv", UNIT_COLUMNS
    else:
        raise ReviewError(f"there is no indicator or unit {target}", _advice(target, vocabulary))
    _refuse_known(name, vocabulary)
    lines = _lines(file)
    return _proposed(_with_alias(file, lines, target, name, columns.index("aliases")), lines)


def propose_words(words: str, decision: Decision, folder: Path = VOCABULARY_DIR) -> Proposal:
    """Words before or behind a name leave it what it is: they are added to those of ``naming.yml``.

    Raises:
        ReviewError: they are among those words already, or ``decision`` is about a name.
        VocabularyError: they break a rule of the vocabulary; it says which.
    """
    if decision is Decision.NAME:
        raise ReviewError("a name stands for an indicator", "Use `hedui review accept NAME TARGET`.")
    file, words = folder / "naming.yml", fold_name(words.strip("…"))
    key = "style:" if decision is Decision.FRONT else "tails:"
    lines = _lines(file)
    at = next(place for place, line in enumerate(lines) if line.startswith(key)) + 1
    before = lines[at].rstrip("\r\n")
    if not words or words in before.partition("[")[2].rstrip("]").split(", "):
        raise ReviewError(f"{words or 'nothing'} stands there already", f"See {file}.")
    return _proposed(Edit(file, at + 1, before, f"{before.removesuffix(']')}, {words}]"), lines)


def propose_pattern(pattern: str, target: str, example: str, folder: Path = VOCABULARY_DIR) -> Proposal:
    """Names that are built alike mean one indicator: a pattern with its example is added to ``naming.yml``.

    Args:
        pattern: regular expression over folded names.
        target: ``indicator_id``.
        example: a name that the pattern must take, its test ever after.
        folder: folder of the vocabulary.

    Raises:
        ReviewError: there is no such indicator, or the example is not one.
        VocabularyError: the pattern breaks a rule of the vocabulary; it says which.
    """
    vocabulary = load_vocabulary(folder)
    if target not in vocabulary.indicators.by_id:
        raise ReviewError(f"there is no indicator {target}", _advice(target, vocabulary))
    file = folder / "naming.yml"
    lines = _lines(file)
    entry = {"indicator": target, "pattern": pattern, "examples": {example: target}}
    after = f"  - {json.dumps(entry, ensure_ascii=False)}"
    proposal = _proposed(Edit(file, len(lines) + 1, "", after), [*lines, "\n"])
    found = proposal.vocabulary.naming.pattern_of(fold_name(example))
    if found is None or found.indicator_id != target:
        raise ReviewError(f"{example} is no example of the pattern", "Give a name that it takes whole, or mend it.")
    return proposal


def waiting(warehouse: "Warehouse") -> list[Waiting]:
    """The names of a build that fit no indicator."""
    table = warehouse.query(
        """
        select subject, quantity_kind, unit, role, count(*)
        from core.fact_figure
        where indicator_id is null and subject <> '' and role in ('actual', 'plan', 'change', 'rate', 'rank')
        group by all
        """
    )
    rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
    return [Waiting(name, QuantityKind(kind), unit, Role(role), count) for name, kind, unit, role, count in rows]


def gains(names: Iterable[Waiting], vocabulary: Vocabulary) -> dict[Waiting, str]:
    """Which names that wait an altered vocabulary maps, and to which indicator; those of most figures first."""
    found = {}
    for one in sorted(names, key=lambda one: (-one.figures, one.subject)):
        said = Said(one.unit, fits_any(one.role, one.kind))
        if indicator_id := indicator_named(one.subject, one.kind, said, vocabulary):
            found[one] = indicator_id
    return found


def _lines(file: Path) -> list[str]:
    return list(io.StringIO(file.read_bytes().decode("utf-8"), newline=""))


def _proposed(edit: Edit, lines: Sequence[str]) -> Proposal:
    """The decision with the vocabulary that it makes, loaded beside the old one."""
    old = lines[edit.line - 1]
    changed = [*lines[: edit.line - 1], edit.after + old.removeprefix(edit.before), *lines[edit.line :]]
    content = "".join(changed).encode()
    with tempfile.TemporaryDirectory() as aside:
        trial = Path(aside) / "vocabulary"
        shutil.copytree(edit.file.parent, trial)
        (trial / edit.file.name).write_bytes(content)
        return Proposal(edit, load_vocabulary(trial), content)


def _advice(target: str, vocabulary: Vocabulary) -> str:
    """The indicators that may have been meant, or where all are listed."""
    near = [
        code
        for code, _, _ in process.extract(target, vocabulary.indicators.by_id.keys(), limit=NEAR, score_cutoff=SIMILAR)
    ]
    if near:
        return f"Nearest: {', '.join(near)}."
    return "`hedui review` names candidates; data/vocabulary/indicators.csv and units.csv hold all."


def _refuse_known(name: str, vocabulary: Vocabulary) -> None:
    """Raise where the name stands for an indicator or a unit already."""
    indicator = vocabulary.indicators.by_name.get(fold_name(name))
    unit = vocabulary.units.by_alias.get(name)
    if indicator or unit:
        owner = indicator.indicator_id if indicator else unit.code if unit else ""
        raise ReviewError(
            f"{name} stands for {owner} already", "Build again; if it is wrong, take it out of the vocabulary's file."
        )


def _with_alias(file: Path, lines: list[str], target: str, name: str, column: int) -> Edit:
    """The line of the target with one more alias."""
    reader = csv.reader(lines)
    line_before = 0
    for cells in reader:
        if cells[0] == target:
            break
        line_before = reader.line_num
    if reader.line_num != line_before + 1:
        raise ReviewError(f"{target} stands on several lines of {file}", "Put its cells on one line.")
    cells[column] = f"{cells[column]}|{name}" if cells[column] else name
    after = io.StringIO()
    csv.writer(after, lineterminator="").writerow(cells)
    return Edit(file, reader.line_num, lines[line_before].rstrip("\r\n"), after.getvalue())
