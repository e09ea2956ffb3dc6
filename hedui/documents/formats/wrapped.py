"""Files that wrap another format: RTF to text, MHT to the HTML page it holds."""

import email
import email.policy

from hedui.documents.errors import BrokenFile, EmptyFile
from hedui.documents.extract import Extract
from hedui.documents.formats.html import read_html
from hedui.documents.formats.plain import read_plain

RTF_TYPE = "application/rtf"
MHT_TYPE = "multipart/related"


def read_rtf(data: bytes, path: str) -> Extract:
    """Extract an RTF file.

    Raises:
        BrokenFile: it cannot be opened as one.
    """
    from striprtf.striprtf import rtf_to_text

    try:
        text: str = rtf_to_text(data.decode("ascii", "replace"), encoding="gb18030", errors="replace")
    except Exception as error:  # the library raises whatever a damaged file makes it stumble over
        raise BrokenFile(path, f"cannot be opened as RTF ({error})", "open it in Word and save it as .docx") from error
    extract = read_plain(text)
    return Extract(RTF_TYPE, extract.raw, extract.rows)


def read_mht(data: bytes, path: str) -> Extract:
    """Extract the page of an MHT file.

    Raises:
        EmptyFile: it holds no page.
    """
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            from hedui.documents.reader import decoded_page

            body = part.get_payload(decode=True)
            assert isinstance(body, bytes)
            extract = read_html(decoded_page(body, path, part.get_content_charset()), path)
            return Extract(MHT_TYPE, extract.raw, extract.rows, (), extract.omissions)
    raise EmptyFile(path, "is an MHT file without a page in it", "save the page again, as .html or .pdf")
