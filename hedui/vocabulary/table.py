"""Strict reading of one vocabulary file: UTF-8 CSV with exactly the declared columns."""

import csv
import io
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from hedui.vocabulary.errors import VocabularyError

Code = TypeVar("Code", bound=StrEnum)

_EXACT_NUMBER = re.compile(r"-?[0-9]{1,30}(?:\.[0-9]{1,30}|/[0-9]{1,30})?")
_FOLDED_BY_READERS = {"\u00b5": "μ", "\u2022": "·", "\u30fb": "·", "\uff05": "%"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a vocabulary file, its cells read by column name; every reader raises ``VocabularyError``."""

    file: Path
    line: int
    cells: dict[str, str]

    def error(self, problem: str, advice: str) -> VocabularyError:
        """The error that blames this line."""
        return VocabularyError(self.file, self.line, problem, advice)

    def text(self, column: str) -> str:
        """The cell, which must not be empty."""
        if not self.cells[column]:
            raise self.error(f"column {column} is empty", "Fill it in.")
        return self.cells[column]

    def optional_text(self, column: str) -> str | None:
        """The cell, or None where it is empty."""
        return self.cells[column] or None

    def code(self, column: str, codes: type[Code]) -> Code:
        """The cell as a member of a code list."""
        try:
            return codes(self.cells[column])
        except ValueError:
            known = ", ".join(codes)
            raise self.error(f"unknown {column} {self.cells[column]!r}", f"Use one of: {known}.") from None

    def member(self, column: str, declared: Collection[str], where: str) -> str:
        """The cell, which must be one of ``declared`` (described by ``where``)."""
        if self.cells[column] not in declared:
            raise self.error(
                f"{column} {self.cells[column]!r} is not declared", f"Declare it in {where}, or correct it."
            )
        return self.cells[column]

    def number(self, column: str) -> Fraction:
        """The cell as an exact number: an integer, a decimal or ``p/q``."""
        cell = self.cells[column]
        if not _EXACT_NUMBER.fullmatch(cell) or re.search(r"/0+$", cell):
            raise self.error(f"{column} {cell!r} is not an exact number", "Write a decimal or a fraction p/q.")
        return Fraction(cell)

    def optional_number(self, column: str) -> Fraction | None:
        """The cell as an exact number, or None where it is empty."""
        return self.number(column) if self.cells[column] else None

    def names(self, column: str) -> tuple[str, ...]:
        """The cell as names separated by ``|``, each in the normal form of repaired text and written once."""
        cell = self.cells[column]
        names = tuple(cell.split("|")) if cell else ()
        for name in names:
            if not name:
                raise self.error(f"{column} holds an empty name", "Remove the superfluous '|'.")
            normal = normal_form(name)
            if name != normal:
                raise self.error(f"{column} {name!r} is not in normal form", f"Write {normal!r}.")
        if len(set(names)) < len(names):
            twice = next(name for name in names if names.count(name) > 1)
            raise self.error(f"{column} lists {twice!r} twice", "Keep one of them.")
        return names


def normal_form(name: str) -> str:
    """``name`` as repaired text writes it: no white space, half-width ASCII, one μ and one middle dot."""
    folded = (_FOLDED_BY_READERS.get(c, c) for c in name if not c.isspace())
    return "".join(unicodedata.normalize("NFKC", c) if "\uff01" <= c <= "\uff5e" else c for c in folded)


def read_rows(file: Path, columns: Sequence[str]) -> Iterator[Row]:
    """Rows of a vocabulary file, whose head must be exactly ``columns``.

    Raises:
        VocabularyError: the file is missing, not UTF-8, not CSV, or has other columns.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise VocabularyError(file, 0, "the file is missing", "Restore it from the repository.") from None
    except OSError as error:
        raise VocabularyError(file, 0, f"cannot be read ({error.strerror})", "Check its permissions.") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise VocabularyError(file, line, "not UTF-8", "Save the file as UTF-8.") from error
    reader = csv.reader(io.StringIO(text), strict=True)
    try:
        head = next(reader, [])
        _check_head(file, head, columns)
        for cells in reader:
            if len(cells) != len(columns):
                problem = f"{len(cells)} cells instead of {len(columns)}"
                raise VocabularyError(file, reader.line_num, problem, "Check the commas; quote a cell that holds one.")
            yield Row(file, reader.line_num, dict(zip(columns, (cell.strip() for cell in cells), strict=True)))
    except csv.Error as error:
        raise VocabularyError(file, reader.line_num, f"not CSV ({error})", "Check the quotes of this line.") from error


def _check_head(file: Path, head: Sequence[str], columns: Sequence[str]) -> None:
    expected = f"The first line must read: {','.join(columns)}"
    for column in head:
        if column not in columns:
            raise VocabularyError(file, 1, f"unknown column {column!r}", expected)
    for column in columns:
        if column not in head:
            raise VocabularyError(file, 1, f"column {column!r} is missing", expected)
    if list(head) != list(columns):
        raise VocabularyError(file, 1, "columns repeated or in another order", expected)
