"""The report files below the folders of a build: which there are, which are the same, which cannot be read."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from hedui.documents.reader import MAX_BYTES
from hedui.vocabulary.codes import FileStatus
from hedui.warehouse.errors import WarehouseError

REPORT_SUFFIXES = frozenset(
    {".txt", ".html", ".htm", ".mht", ".mhtml", ".docx", ".rtf", ".xlsx", ".xls", ".csv", ".pdf"}
)
# formats that reports come in and that cannot be read here: recorded with advice, where any other file is passed over
FOREIGN_SUFFIXES = {
    ".doc": "is a document of Word 97–2003; open it in Word or WPS and save it as .docx",
    ".wps": "is a document of WPS; open it in WPS and save it as .docx",
    ".et": "is a workbook of WPS; open it in WPS and save it as .xlsx",
    ".ofd": "is an OFD file; save it as .pdf with a text layer",
    ".ppt": "is a presentation; save it as .pdf with a text layer",
    ".pptx": "is a presentation; save it as .pdf with a text layer",
    ".zip": "is an archive; unpack it here",
    ".rar": "is an archive; unpack it here",
}
_LEADS_OUT = "is a link that leads out of the report folder; put the file itself there"


class NoReports(WarehouseError):
    """A folder of reports is missing, or there is no report in any of them."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file found.

    Attributes:
        path: absolute path.
        sha256: hash of its bytes; None where they could not be, or need not be, read.
        status: ``read`` for the first of its bytes, until reading it fails.
        problem: why it was refused, and what to do.
    """

    path: Path
    sha256: str | None
    status: FileStatus
    problem: str | None = None

    @property
    def file_name(self) -> str:
        """Base name, fit for display."""
        return displayed(self.path.name)

    @property
    def document_id(self) -> str | None:
        """Id of the document it holds; None for a file that was refused."""
        return self.sha256[:16] if self.sha256 and self.status is not FileStatus.REFUSED else None


def displayed(path: Path | str) -> str:
    """The path as text; bytes that are not UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def report_files(places: Sequence[Path]) -> tuple[Path, ...]:
    """Paths of the files that may be reports, in folders and below, or named themselves; absolute, sorted, each once.

    Hidden files and folders and the lock files of office programs are passed over; links to folders are not followed.

    Raises:
        NoReports: a place does not exist.
    """
    return tuple(sorted(_found(places, [])))


def _found(places: Sequence[Path], unreadable: list[OSError]) -> set[Path]:
    """The paths of ``report_files``; what kept a folder from being looked into is added to ``unreadable``."""
    found: set[Path] = set()
    for place in places:
        if not place.exists():
            raise NoReports(f"{place} does not exist", "Name a folder that holds reports: hedui build DIR.")
        found.update(_walk(place, unreadable) if place.is_dir() else [place.absolute()])
    return found


def scan(places: Sequence[Path]) -> tuple[SourceFile, ...]:
    """The report files of the places, each hashed without being loaded; of the same bytes, the first path is read.

    Raises:
        NoReports: a place does not exist, or none holds a report.
    """
    unreadable: list[OSError] = []
    paths = sorted(_found(places, unreadable))
    if not paths:
        raise NoReports(
            f"no report in {', '.join(map(str, places))}",
            f"Put reports there ({', '.join(sorted(REPORT_SUFFIXES))}), or name another folder: hedui build DIR.",
        )
    seen: set[str] = set()
    roots = [os.path.realpath(place) for place in places]
    files = [_identify(path, seen) if _stays_inside(path, roots) else _refused(path, _LEADS_OUT) for path in paths]
    folders = [
        _refused(Path(error.filename), f"is a folder that cannot be read ({error.strerror}); check its permissions")
        for error in unreadable
    ]
    return (*files, *folders)


def _stays_inside(path: Path, roots: Sequence[str]) -> bool:
    """Whether a path is a file itself, or a link to one below the places that were named."""
    target = os.path.realpath(path)
    return not path.is_symlink() or any(os.path.commonpath([root, target]) == root for root in roots)


def _walk(folder: Path, unreadable: list[OSError]) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder.absolute(), onerror=unreadable.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if (
                not name.startswith((".", "~$"))
                and Path(name).suffix.lower() in REPORT_SUFFIXES | FOREIGN_SUFFIXES.keys()
            ):
                yield Path(parent, name)


def _identify(path: Path, seen: set[str]) -> SourceFile:
    """Identify one file; ``seen`` holds the hashes so far and takes up this one."""
    if path.suffix.lower() in FOREIGN_SUFFIXES:
        return _refused(path, FOREIGN_SUFFIXES[path.suffix.lower()])
    try:
        if not path.is_file():
            return _refused(path, "is no regular file; leave it out of the report folder")
        size = path.stat().st_size
        if size == 0:
            return _refused(path, "is empty; fetch it again")
        if size > MAX_BYTES:
            return _refused(path, f"has {size >> 20} MiB, more than {MAX_BYTES >> 20} MiB; split it, or leave it out")
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        return _refused(path, f"cannot be read ({error.strerror}); check its permissions")
    if sha256 in seen:
        return SourceFile(path, sha256, FileStatus.DUPLICATE)
    seen.add(sha256)
    return SourceFile(path, sha256, FileStatus.READ)


def _refused(path: Path, problem: str) -> SourceFile:
    return SourceFile(path, None, FileStatus.REFUSED, problem)
