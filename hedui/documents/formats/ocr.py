"""Pictures of pages, recognised by RapidOCR where ``hedui[ocr]`` is installed: lines with how sure it was of each.

Its wheel holds the models of Chinese print, so that nothing is fetched when a page is read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pypdfium2

from hedui.documents.errors import BrokenFile, EmptyFile, ScannedPage
from hedui.documents.extract import Extract

ADVICE = "install hedui[ocr] (pip install 'hedui[ocr]') to have it recognised, or fetch the original"

_SCALE = 200 / 72  # pixels a point: 200 dots an inch, as offices scan
_MOST_PIXELS = 40_000_000


@dataclass(frozen=True, slots=True)
class Recognised:
    """A stretch of text with its box (left, bottom, right, top; the page's points) and the confidence, 0 to 1."""

    text: str
    box: tuple[float, float, float, float]
    confidence: float


@lru_cache(maxsize=1)
def _engine() -> Any:
    """The recogniser, None where the extra is not installed."""
    try:
        import rapidocr
    except ImportError:
        return None
    return rapidocr.RapidOCR(params={"Global.log_level": "error"})


def recognise_page(page: pypdfium2.PdfPage, name: str, number: int) -> list[Recognised]:
    """The text of a scanned page of a PDF.

    Raises:
        ScannedPage: nothing is there to recognise it with, or nothing was recognised.
    """
    if _engine() is None:
        raise ScannedPage(name, f"page {number} is a scanned picture without text", ADVICE)
    width, height = page.get_size()
    scale = min(_SCALE, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
    found = list(_recognise(page.render(scale=scale).to_numpy(), 1 / scale, height))
    if not found:
        raise ScannedPage(name, f"page {number} is a picture in which no text is recognised", "fetch the original")
    return found


def read_picture(data: bytes, name: str, kind: str) -> Extract:
    """Extract a picture of a page.

    Raises:
        ScannedPage: nothing is there to recognise it with.
        BrokenFile: it cannot be opened.
        EmptyFile: nothing was recognised.
    """
    if _engine() is None:
        raise ScannedPage(name, f"is a picture ({kind})", ADVICE)
    from hedui.documents.formats.pdf import recognised_extract

    try:
        found = list(_recognise(data, 1.0, 0.0))
    except Exception as error:  # the library raises whatever a damaged picture makes it stumble over
        raise BrokenFile(name, f"cannot be opened as {kind} ({error})", "save it anew, or as .pdf") from error
    if not found:
        raise EmptyFile(name, "is a picture in which no text is recognised", "leave it out")
    return recognised_extract(found, f"image/{kind.split()[0].lower()}")


def _recognise(picture: Any, point: float, height: float) -> Iterator[Recognised]:
    """What the recogniser finds; ``point`` is how many points a pixel has, ``height`` that of the page."""
    output = _engine()(picture)
    if output.boxes is None or output.txts is None:
        return
    for box, text, score in zip(output.boxes, output.txts, output.scores, strict=True):
        xs, ys = [float(x) * point for x, _ in box], [height - float(y) * point for _, y in box]
        yield Recognised(text, (min(xs), min(ys), max(xs), max(ys)), float(score))
