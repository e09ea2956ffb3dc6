"""Tables as a page shows them, each of which is a CSV file, too: the same rows by construction."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from hedui.site.labels import Both
from hedui.warehouse.cells import csv_text


class Column(NamedTuple):
    """The head of a column.

    Attributes:
        zh: in Chinese.
        en: in English.
        kind: ``num`` for numbers, which stand to the right, ``short`` for what must not be broken,
            ``wide`` for whole sentences; else text.
    """

    zh: str
    en: str
    kind: str = ""


class Cell(NamedTuple):
    """What a cell shows.

    Attributes:
        zh: in Chinese, or in both languages.
        en: in English, where that is another text.
        href: the page it leads to, from the root of the site.
        tone: how it looks: ``good``, ``bad``, ``soft``; plain without it.
        anchor: the name by which an address leads to it.
    """

    zh: str
    en: str | None = None
    href: str = ""
    tone: str = ""
    anchor: str = ""


def both(text: Both, href: str = "", tone: str = "") -> Cell:
    """A cell of a text in both languages."""
    return Cell(text.zh, text.en if text.en != text.zh else None, href, tone)


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a page.

    Attributes:
        path: its CSV file, from the root of the site.
        title: its heading.
        columns: the heads.
        rows: the cells, as many in each row as there are columns.
        note: what a reader has to know.
    """

    path: str
    title: Both
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    note: Both | None = None

    def csv(self) -> str:
        """The rows shown, in Chinese, without pictures, each with the page it leads to; a spreadsheet runs none."""
        file = io.StringIO()
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow([*(f"{column.zh} {column.en}" for column in self.columns), "链接 link"])
        for row in self.rows:
            link = next((cell.href for cell in reversed(row) if "#" in cell.href), "") or next(
                (cell.href for cell in row if cell.href), ""
            )
            writer.writerow([*("" if isinstance(cell.zh, Markup) else csv_text(cell.zh) for cell in row), link])
        return "\ufeff" + file.getvalue()  # by the mark a spreadsheet knows UTF-8
