"""Files to documents: the one door of this room."""

import hashlib
import re
import zipfile
from io import BytesIO
from pathlib import Path

from hedui.documents.document import Document
from hedui.documents.encoding import decode
from hedui.documents.errors import BinaryFile, BrokenFile, EmptyFile, TooLarge, UnreachableFile
from hedui.documents.extract import Extract
from hedui.documents.formats.plain import read_plain
from hedui.documents.metadata import read_metadata
from hedui.documents.repair import repair
from hedui.documents.structure import read_blocks
from hedui.vocabulary.regions import RegionRegistry

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SNIFF = 2048
_PDF = b"%PDF-"
_SNIFF_PDF = 1024  # bytes among which a PDF may begin (ISO 32000-1, annex H)
_MESSAGE = re.compile(rb"(?:[A-Za-z-]{2,40}: [^\n]*\n(?:[ \t][^\n]*\n)*){1,40}")
_MOST_NAMES = 10_001
_PICTURES = {
    "PNG": b"\x89PNG\r\n",
    "JPEG": b"\xff\xd8\xff",
    "TIFF": b"II*\0",
    "TIFF (big-endian)": b"MM\0*",
    "BMP": b"BM",
    "GIF": b"GIF8",
}
_HTML = re.compile(r"<(?:!doctype html|html|head|body|meta|div|table|p|span|h[1-6]|article|section)\b", re.IGNORECASE)

MAX_BYTES = 64 * 2**20
"""Largest file that is read; the longest report seen has well under one megabyte."""


MAX_CHARACTERS = 20_000_000
"""Longest text that is read where nothing else is said."""


def read_document(path: Path, regions: RegionRegistry | None = None, most_characters: int = MAX_CHARACTERS) -> Document:
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
    if _PDF in data[:_SNIFF_PDF]:
        from hedui.documents.formats.pdf import read_pdf

        return read_pdf(data[data.index(_PDF) :], name)
    if data.startswith(b"PK\x03\x04"):
        return _extract_packed(data, name)
    if data.startswith(_OLE2):
        return _extract_compound(data, name)
    if data.startswith(b"{\\rtf"):
        from hedui.documents.formats.wrapped import read_rtf

        return read_rtf(data, name)
    if _MESSAGE.match(data) and re.search(rb"(?i)multipart/related|text/html", data[:_SNIFF]):
        from hedui.documents.formats.wrapped import read_mht

        return read_mht(data, name)
    if picture := next((kind for kind, mark in _PICTURES.items() if data.startswith(mark)), ""):
        return _extract_picture(data, name, picture)
    text = decode(data, name)
    if _HTML.search(text[:_SNIFF]):
        from hedui.documents.formats.html import read_html

        return read_html(text, name)
    if name.lower().endswith(".csv"):
        from hedui.documents.formats.delimited import read_delimited

        return read_delimited(text)
    return read_plain(text)


def decoded_page(data: bytes, name: str, declared: str | None) -> str:
    """The text of a page that something carries which names its encoding."""
    return decode(data, name, declared or "")


def _extract_packed(data: bytes, name: str) -> Extract:
    """Extract what a ZIP archive is the wrapping of."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = set(archive.namelist()[:_MOST_NAMES])
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise BrokenFile(name, f"is a damaged ZIP archive ({error})", "fetch the file again") from error
    if "xl/workbook.xml" in parts:
        from hedui.documents.formats.sheets import read_xlsx

        return read_xlsx(data, name)
    for part, kind in (("OFD.xml", "an OFD file"), ("ppt/presentation.xml", "a presentation")):
        if part in parts:
            raise BinaryFile(name, f"is {kind}, which is not read here", "save it as .pdf with a text layer")
    if not parts & {"[Content_Types].xml", "_rels/.rels"} and not name.lower().endswith(".docx"):
        raise BinaryFile(name, "is a ZIP archive", "unpack it, and name the reports in it")
    from hedui.documents.formats.docx import read_docx

    return read_docx(data, name)


def _extract_compound(data: bytes, name: str) -> Extract:
    """Extract a compound file of old office programs: workbooks are read, others refused by their name."""
    if any(_stream_name(stream) in data for stream in ("Workbook", "Book")):
        from hedui.documents.formats.sheets import read_xls

        return read_xls(data, name)
    if name.lower().endswith(".wps"):
        raise BinaryFile(name, "is a document of WPS", "open it in WPS and save it as .docx")
    if _stream_name("WordDocument") in data:
        raise BinaryFile(name, "is a document of Word 97–2003 (.doc)", "open it in Word or WPS and save it as .docx")
    if _stream_name("PowerPoint Document") in data:
        raise BinaryFile(name, "is a presentation of PowerPoint 97–2003", "save it as .pdf with a text layer")
    raise BinaryFile(name, "is in the old binary format of Word or Excel", "save it as .docx, .xlsx or .pdf")


def _stream_name(name: str) -> bytes:
    return name.encode("utf-16-le")


def _extract_picture(data: bytes, name: str, kind: str) -> Extract:
    from hedui.documents.formats.ocr import read_picture

    return read_picture(data, name, kind)
