"""Files to documents: the one door of this room."""

import hashlib
import re
from pathlib import Path

from hedui.documents.document import Document
from hedui.documents.encoding import decode
from hedui.documents.errors import BinaryFile, EmptyFile, TooLarge, UnreachableFile
from hedui.documents.extract import Extract
from hedui.documents.formats.plain import read_plain
from hedui.documents.metadata import read_metadata
from hedui.documents.repair import repair
from hedui.documents.structure import read_blocks
from hedui.vocabulary.regions import RegionRegistry

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SNIFF = 2048
_HTML = re.compile(r"<(?:!doctype html|html|head|body|meta|div|table|p|span|h[1-6]|article|section)\b", re.IGNORECASE)

MAX_BYTES = 64 * 2**20
"""Largest file that is read; the longest report seen has well under one megabyte."""


MAX_CHARACTERS = 20_000_000
"""Longest text that is read where nothing else is said."""


def read_document(
    path: Path, regions: RegionRegistry | None = None, most_characters: int = MAX_CHARACTERS
) -> Document:
    """Read a report file; ``regions`` is needed only to tell the region the document speaks for.

    Raises:
        DocumentError: the file cannot be read as a report, and why.
    """
    return document_from_bytes(_bytes(path), str(path), regions, most_characters)


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


def document_from_bytes(
    data: bytes, name: str, regions: RegionRegistry | None, most_characters: int = MAX_CHARACTERS
) -> Document:
    """Read a report from its bytes.

    Args:
        data: the bytes.
        name: names it in errors, and hints at its format.
        regions: places, to tell the one it speaks for.
        most_characters: the longest text that is read.

    Raises:
        DocumentError: the bytes cannot be read as a report, and why.
    """
    if len(data) > MAX_BYTES:
        raise _too_large(name, len(data))
    extract = _extract(data, name)
    if len(extract.raw) > most_characters:
        raise TooLarge(
            name,
            f"holds {len(extract.raw)} characters, more than the {most_characters} that are read",
            "split the file, or raise HEDUI_READ_CHARACTERS",
        )
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
        pages=len(extract.page_starts),
        omissions=extract.omissions,
        doubts=extract.doubts,
    )


def _extract(data: bytes, name: str) -> Extract:
    """Extract by content; heavy readers are imported where they run."""
    if data.startswith(b"%PDF-"):
        from hedui.documents.formats.pdf import read_pdf

        return read_pdf(data, name)
    if data.startswith(b"PK\x03\x04"):
        from hedui.documents.formats.docx import read_docx

        return read_docx(data, name)
    if data.startswith(_OLE2):
        raise BinaryFile(name, "is in the old binary format of Word or Excel", "save it as docx, pdf or txt")
    text = decode(data, name)
    if _HTML.search(text[:_SNIFF]):
        from hedui.documents.formats.html import read_html

        return read_html(text, name)
    return read_plain(text)
