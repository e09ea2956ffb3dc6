"""Files written so that a reader sees the old one or the new one, never half of one."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from hedui.warehouse.errors import WarehouseError


class WriteFailed(WarehouseError):
    """A file of the home could not be written: the disk is full, or the folder is not ours to write to."""


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Raise what keeps the block from writing as ``WriteFailed``, naming the path."""
    try:
        yield
    except OSError as error:
        raise WriteFailed(
            f"{path} cannot be written ({error.strerror or error})", "Free space on its disk, or name another place."
        ) from error


@contextlib.contextmanager
def written_aside(path: Path) -> Iterator[Path]:
    """A path to write to; it takes the place of ``path`` when the block ends well, and is removed when it fails.

    Raises:
        WriteFailed: the file cannot be written.
    """
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f"{path.name}.{os.getpid()}.part")
        try:
            yield aside
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Have the kernel write a file or folder through to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
