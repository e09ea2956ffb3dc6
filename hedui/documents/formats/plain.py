"""Plain text: the file as decoded is the text."""

from hedui.documents.extract import Extract


def read_plain(text: str) -> Extract:
    """Extract a decoded plain text file."""
    return Extract("text/plain", text)
