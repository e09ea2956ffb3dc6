"""Files to documents: the one door of this room."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from hedui.documents.document import Document
from hedui.documents.encoding import decode
from hedui.documents.errors import EmptyFile, TooLarge, UnreachableFile
from hedui.documents.extract import Extract
from hedui.documents.formats.plain import read_plain
from hedui.documents.metadata import read_metadata
from hedui.documents.repair import repair
from hedui.documents.structure import read_blocks

if TYPE_CHECKING:
    from hedui.vocabulary.regions import RegionRegistry

MAX_BYTES = 64 * 2**20
"""Largest file that is read; the longest report seen has well under one megabyte."""


def read_document(path: Path, regions: "RegionRegistry | None" = None) -> Document:
    """Read a report file; ``regions`` is needed only to tell the region the document speaks for.

    Raises:
        DocumentError: the file cannot be read as a report, and why.
    """
    return document_from_bytes(_bytes(path), str(path), regions)


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            problem = "is no regular file" if path.exists() else "does not exist"
            raise UnreachableFile(str(path), problem, "name a report file")
        if path.stat().st_size > MAX_BYTES:
            raise _too_large(str(path), path.stat().st_size)
        return path.read_bytes()
    except OSError as error:
        raise UnreachableFile(str(path), f"cannot be read ({error.strerror})", "check its permissions") from error


def _too_large(name: str, size: int) -> TooLarge:
    return TooLarge(
        name,
        f"has {size / 2**20:.0f} MiB, more than the {MAX_BYTES // 2**20} MiB of any report",
        "split the file, or leave it out of the report folder",
    )


def document_from_bytes(data: bytes, name: str, regions: "RegionRegistry | None") -> Document:
    """Read a report from its bytes; ``name`` names it in errors and hints at its format.

    Raises:
        DocumentError: the bytes cannot be read as a report, and why.
    """
    if len(data) > MAX_BYTES:
        raise _too_large(name, len(data))
    extract = _extract(data, name)
    text, script = repair(extract.raw, extract.rows)
    if not text.clean:
        raise EmptyFile(name, "holds no text", "fetch the file again, or leave it out")
    blocks = read_blocks(text, extract.rows, extract.page_starts)
    sha256 = hashlib.sha256(data).hexdigest()
    return Document(
        document_id=sha256[:16],
        sha256=sha256,
        media_type=extract.media_type,
        text=text,
        blocks=blocks,
        metadata=read_metadata(text, blocks, script, regions),
    )


def _extract(data: bytes, name: str) -> Extract:
    return read_plain(decode(data, name))
