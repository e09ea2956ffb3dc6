"""Bytes of a text file to ``str``: UTF-8 and UTF-16 by their marks, Big5 where declared, GB18030 by plausibility."""

import codecs
import re

from hedui.documents.errors import BinaryFile, UnreadableEncoding
from hedui.documents.fold import simplify

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = bytes((*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)))
_HAN = re.compile("[\u4e00-\u9fff]")

_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)")
_BIG5 = re.compile("(?i)big5(?:-?hkscs)?|cp950|x-x-big5")
_HEAD = 2048

_SAMPLE = 1 << 16
_MAX_CONTROL_SHARE = 0.01
_MAX_REPLACEMENT_SHARE = 0.01
_MIN_COMMON_SHARE = 0.8  # real prose, once simplified, has > 0.97; prose of other encodings read so, < 0.7


def decode(data: bytes, path: str, declared: str = "") -> str:
    """Decode the bytes of a text file; a byte order mark is left out.

    Args:
        data: the bytes.
        path: names the file in errors.
        declared: the encoding that the file names, or what carries it; only Big5 is believed, and only where the bytes
            are no UTF-8.

    Raises:
        BinaryFile: the bytes are no text.
        UnreadableEncoding: neither marked Unicode, nor UTF-8, nor plausible GB18030; or full of replacement characters.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _checked(_strict(data[len(mark) :], name, path), path)
    sample = data[:_SAMPLE]
    if len(sample) - len(sample.translate(None, _CONTROL)) > _MAX_CONTROL_SHARE * len(sample) or b"\x00" in sample:
        raise BinaryFile(
            path, "holds control bytes, so it is no text", "save the report as .docx, or as .pdf with a text layer"
        )
    try:
        return _checked(data.decode("utf-8"), path)
    except UnicodeDecodeError as error:
        place = error.start
    if _BIG5.fullmatch(declared or _named(sample)):
        try:
            return _checked(data.decode("big5hkscs"), path)
        except UnicodeDecodeError as error:
            raise UnreadableEncoding(
                path, f"says that it is Big5 but byte {error.start} does not fit", "save the file as UTF-8"
            ) from error
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if not text or not _is_plausible(text):
        raise UnreadableEncoding(
            path, f"is neither UTF-8 (byte {place} does not fit) nor GB18030", "save the file as UTF-8"
        )
    return _checked(text, path)


def _named(sample: bytes) -> str:
    """The encoding that a page names in its head, "" where it names none."""
    match = _CHARSET.search(sample[:_HEAD])
    return match[1].decode("ascii") if match else ""


def _strict(data: bytes, encoding: str, path: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableEncoding(
            path, f"is marked as {encoding} but byte {error.start} after the mark does not fit", "save it as UTF-8"
        ) from error


def _checked(text: str, path: str) -> str:
    if text.count("\ufffd") > _MAX_REPLACEMENT_SHARE * len(text):
        raise UnreadableEncoding(
            path, "is full of replacement characters (a wrong conversion lost the text)", "fetch the original file"
        )
    return text


def _is_plausible(text: str) -> bool:
    """Whether most Han characters, simplified, are of level 1 of GB 2312: the 3755 common ones, lead bytes B0 to D7."""
    simplified, _ = simplify("".join(_HAN.findall(text[:_SAMPLE])))
    han = simplified.encode("gb18030")
    if not han:
        return False
    common = sum(0xB0 <= lead <= 0xD7 and trail >= 0xA1 for lead, trail in zip(han[::2], han[1::2], strict=True))
    return common >= _MIN_COMMON_SHARE * (len(han) // 2)
