"""What a reviewer decides about a printed name: the indicator or unit it stands for, kept in the vocabulary."""

import csv
import io
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import process

from hedui.shipped import VOCABULARY_DIR
from hedui.vocabulary.indicators import INDICATOR_COLUMNS, fold_name
from hedui.vocabulary.load import Vocabulary, load_vocabulary
from hedui.vocabulary.table import normal_form
from hedui.vocabulary.units import UNIT_COLUMNS
from hedui.warehouse.errors import WarehouseError
from hedui.warehouse.files import written_aside

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


def accept_name(name: str, target: str, folder: Path = VOCABULARY_DIR) -> Edit:
    """Have a printed name stand for an indicator or a unit: add it to the aliases of that line, and change no other.

    The changed vocabulary is loaded before it takes the place of the old one; a name that breaks a rule changes
    nothing.

    Args:
        name: the name as it is printed, in the review queue's words.
        target: ``indicator_id``, or code of a unit.
        folder: folder of the vocabulary.

    Raises:
        ReviewError: there is no such indicator or unit, or the name stands for one already.
        VocabularyError: the name breaks a rule of the vocabulary; it says which.
        WriteFailed: the file cannot be written.
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
    lines = list(io.StringIO(file.read_bytes().decode("utf-8"), newline=""))
    edit = _with_alias(file, lines, target, name, columns.index("aliases"))
    lines[edit.line - 1] = edit.after + lines[edit.line - 1].removeprefix(edit.before)
    changed = "".join(lines).encode()
    with tempfile.TemporaryDirectory() as aside:
        trial = Path(aside) / "vocabulary"
        shutil.copytree(folder, trial)
        (trial / file.name).write_bytes(changed)
        load_vocabulary(trial)
    with written_aside(file) as new:
        new.write_bytes(changed)
    return edit


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
