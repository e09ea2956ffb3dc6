"""Files are read by several processes, told in their order, and one that ends its process is named alone."""

import os
from pathlib import Path

import pytest

from hedui.cli import reading
from hedui.documents.errors import BrokenFile, DocumentError
from hedui.limits import Limits

LIMITS = Limits()


def _fatal(file: Path, limits: Limits) -> reading.Records | DocumentError:
    """Reads a file by its name alone; one that is called so ends the process."""
    if file.name.startswith("fatal"):
        os._exit(9)
    return [{"file": file.name}]


@pytest.fixture(autouse=True)
def _two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(reading, "_read", _fatal)


@pytest.mark.parametrize(
    "names",
    [
        [],
        ["one"],
        [f"file{number}" for number in range(7)],
        ["fatal"],
        ["one", "fatal", "two", "three"],
        ["fatal1", "fatal2", "one", "two", "fatal3"],
    ],
)
def test_files_are_told_in_order_and_the_fatal_ones_named(names: list[str]) -> None:
    told = list(reading.read_records([Path(name) for name in names], LIMITS))
    assert len(told) == len(names)
    for name, read in zip(names, told, strict=True):
        if name.startswith("fatal"):
            assert isinstance(read, BrokenFile)
            assert str(read).startswith(f"{name}:")
        else:
            assert read == [{"file": name}]
