"""The folder of a site: only what changed is written, all of it at once, and only the site's own files are removed."""

import shutil
from pathlib import Path

from hedui.warehouse.errors import WarehouseError
from hedui.warehouse.files import writing

MANIFEST = "site.txt"  # the files of the site, one a line, so that those that are gone can be removed
_NEXT = ".next"


class NotASite(WarehouseError):
    """The folder holds other things, which writing a site there might harm."""


class Folder:
    """The pages of one making: gathered aside, and put in place by ``commit`` alone.

    Attributes:
        root: the folder.
        written: paths of the files that changed or are new.
        removed: paths of the files that are gone.
    """

    def __init__(self, root: Path) -> None:
        if root.exists() and not root.is_dir():
            raise NotASite(f"{root} is a file", "Name a folder.")
        self.root = root
        self.written: list[str] = []
        self.removed: list[str] = []
        self._kept: set[str] = set()
        manifest = root / MANIFEST
        if not manifest.is_file() and root.is_dir() and any(entry.name != _NEXT for entry in root.iterdir()):
            raise NotASite(
                f"{root} is not empty and holds no site", "Name an empty folder, or one that does not exist."
            )
        self._before = set(manifest.read_text(encoding="utf-8").split("\n")) - {""} if manifest.is_file() else set()
        shutil.rmtree(self._next, ignore_errors=True)  # of a making that was killed

    @property
    def _next(self) -> Path:
        return self.root / _NEXT

    def add(self, path: str, content: str | bytes) -> None:
        """A file of the site; it is written only where its bytes differ from those there are.

        Args:
            path: its path from the root of the site.
            content: what it holds.
        """
        new = content.encode() if isinstance(content, str) else content
        self._kept.add(path)
        if path in self._before and self._is_same(self.root / path, new):
            return
        aside = self._next / path
        with writing(self.root):
            aside.parent.mkdir(parents=True, exist_ok=True)
            aside.write_bytes(new)
        self.written.append(path)

    def commit(self) -> None:
        """Put in place what was added, and remove the files of the last making that were not."""
        self.removed = sorted(self._before - self._kept - {MANIFEST})
        self.add(MANIFEST, "".join(f"{path}\n" for path in sorted(self._kept | {MANIFEST})))
        with writing(self.root):
            for path in self.written:
                there = self.root / path
                there.parent.mkdir(parents=True, exist_ok=True)
                (self._next / path).replace(there)
            for path in self.removed:
                (self.root / path).unlink(missing_ok=True)
            for folder in sorted({(self.root / path).parent for path in self.removed}, reverse=True):
                if folder != self.root and folder.is_dir() and not any(folder.iterdir()):
                    folder.rmdir()
        shutil.rmtree(self._next, ignore_errors=True)

    @staticmethod
    def _is_same(there: Path, new: bytes) -> bool:
        try:
            return there.stat().st_size == len(new) and there.read_bytes() == new
        except FileNotFoundError:
            return False
