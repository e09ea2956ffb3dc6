"""Files are told in their order by several readers, and one that ends its process is named alone."""

from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

from hedui.cli import reading
from hedui.documents.errors import BrokenFile
from hedui.limits import Limits


class _Pool:
    """Stands for a pool of processes: a file called fatal ends one, and with it all that is read beside it."""

    def __init__(self, readers: int, *_: Any) -> None:
        self.readers = readers
        self.is_broken = False

    def __enter__(self) -> "_Pool":
        return self

    def __exit__(self, *_: object) -> None: ...

    def submit(self, _: object, file: Path, limits: Limits) -> "_Told":
        self.is_broken = self.is_broken or (self.readers > 1 and file.name.startswith("fatal"))
        return _Told(self, file)


class _Told:
    def __init__(self, pool: _Pool, file: Path) -> None:
        self._pool, self._file = pool, file

    def result(self) -> reading.Records:
        if self._pool.is_broken or self._file.name.startswith("fatal"):
            raise BrokenProcessPool
        return [{"file": self._file.name}]


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
def test_files_are_told_in_order_and_the_fatal_ones_named(names: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "ProcessPoolExecutor", _Pool)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    told = list(reading.read_records([Path(name) for name in names], Limits()))
    assert len(told) == len(names)
    for name, read in zip(names, told, strict=True):
        if name.startswith("fatal"):
            assert isinstance(read, BrokenFile)
            assert str(read).startswith(f"{name}:")
        else:
            assert read == [{"file": name}]
