"""What every page is made from: the build, the names of places, indicators and reports, and the templates."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import jinja2

from hedui.site.folder import Folder
from hedui.site.labels import Both, label
from hedui.site.tables import Cell, Table
from hedui.site.text import number, printed, shown
from hedui.warehouse.access.read import Warehouse
from hedui.warehouse.errors import WarehouseError

Row = dict[str, Any]
TEMPLATES, STATIC = LOOKS = tuple(Path(__file__).parent / name for name in ("templates", "static"))
"""What the pages look like, beside what they say."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'"
)
"""What a page may load and do, as its Content-Security-Policy says."""
LONGEST = 500  # rows of a table on one page; the CSV file holds all of them


class SiteError(WarehouseError):
    """The pages could not be made; those that there were are as they were, and so is the warehouse."""


@dataclass(frozen=True, slots=True)
class Place:
    """A region or a reference area.

    Attributes:
        place_id: its code.
        name: its name.
        parent_id: the region above it, if any.
        level: how high it stands; an area stands at its own.
    """

    place_id: str
    name: Both
    parent_id: str | None
    level: str


@dataclass(frozen=True, slots=True)
class Report:
    """A report, as lists of other pages name it."""

    document_id: str
    title: str
    issuer: str
    document_number: str
    document_kind: str
    region_id: str | None
    dated: date | None
    figure_count: int

    @property
    def href(self) -> str:
        """Its page, from the root of the site."""
        return f"report/{self.document_id}.html"


@dataclass(frozen=True)
class Site:
    """One making of the site."""

    warehouse: Warehouse
    folder: Folder
    search_names: list[tuple[str, str, str, str]] = field(default_factory=list)

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """The rows of a query, all at once."""
        return list(self.warehouse.query(sql, parameters).to_pylist())

    def groups(self, sql: str, key: str) -> Iterator[tuple[str, list[Row]]]:
        """The rows of a query in the order of ``key``, those of one key at a time."""
        batches = self.warehouse.stream(sql)
        rows = (row for batch in batches for row in batch.to_pylist())
        for value, group in groupby(rows, itemgetter(key)):
            yield value, list(group)

    @cached_property
    def build(self) -> Row:
        """The row of ``meta.build``."""
        return self.warehouse.build()

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Every region and reference area, by its code; the country as reports call it, 全国."""
        rows = self.rows("""
            select
                region_id as place_id, if(level = 'country', aliases[1], label_zh) as label_zh, label_en, parent_id,
                level,
            from core.dim_region
            union all
            select area_id, label_zh, label_en, null, kind from core.dim_area
        """)
        return {
            row["place_id"]: Place(
                row["place_id"], Both(row["label_zh"], row["label_en"]), row["parent_id"], row["level"]
            )
            for row in rows
        }

    @cached_property
    def indicators(self) -> Mapping[str, Row]:
        """Every indicator, by its id."""
        return {row["indicator_id"]: row for row in self.rows("from core.dim_indicator order by indicator_id")}

    @cached_property
    def reports(self) -> Mapping[str, Report]:
        """Every report, by its id, the latest first."""
        rows = self.rows("""
            select
                document_id, coalesce(nullif(dim_document.title, ''), dim_document.file_name) as title, issuer,
                document_number, document_kind, region_id, coalesce(published_on, period_end) as dated, figures
            from core.dim_document as dim_document
            join marts.coverage using (document_id)
            order by dated desc nulls last, title, document_id
        """)
        return {
            row["document_id"]: Report(
                document_id=row["document_id"],
                title=row["title"],
                issuer=row["issuer"] or "",
                document_number=row["document_number"] or "",
                document_kind=row["document_kind"],
                region_id=row["region_id"],
                dated=row["dated"],
                figure_count=row["figures"],
            )
            for row in rows
        }

    @cached_property
    def accused(self) -> Mapping[str, str]:
        """The finding that suspects a figure, of findings that stand."""
        rows = self.rows("""
            select suspect.figure_id, min(finding_id) as finding_id
            from core.finding_suspect as suspect
            join marts.finding as finding using (finding_id)
            where finding.state in ('new', 'open')
            group by suspect.figure_id
        """)
        return {row["figure_id"]: row["finding_id"] for row in rows}

    @cached_property
    def _templates(self) -> jinja2.Environment:
        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            finalize=printed,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.globals |= {"label": label, "number": number, "shown": shown, "longest": LONGEST, "policy": POLICY}
        return environment

    def page(self, template: str, path: str, **content: Any) -> None:
        """Make one page, with the CSV file of each of its ``tables``."""
        for table in content.get("tables", ()):
            self.folder.add(table.path, table.csv())
        root = "../" * path.count("/")
        try:
            text = self._templates.get_template(template).render(root=root, path=path, **content)
        except Exception as error:
            raise SiteError(
                f"the page {path} could not be made ({type(error).__name__}: {error})",
                "The warehouse is published; the pages stay those of the build before. Run it again with --debug.",
            ) from error
        self.folder.add(path, text)

    def can_be_found(self, kind: str, name: Both, more: Iterable[str], path: str) -> None:
        """Have the search find a page by its names."""
        others = " ".join(word for word in more if word)
        self.search_names.append(
            (kind, name.zh, " ".join(filter(None, (name.en if name.en != name.zh else "", others))), path)
        )

    def place_name(self, place_id: str | None, scope: str | None = None) -> Both:
        """The name of a place, and what narrows it."""
        place = self.places.get(place_id or "")
        name = place.name if place else Both("地区不明", "place not known")
        return Both(f"{name.zh}（{scope}）", f"{name.en} ({scope})") if scope else name

    def place_cell(self, place_id: str | None, scope: str | None = None) -> Cell:
        """A cell that leads to the page of a place."""
        name = self.place_name(place_id, scope)
        return Cell(name.zh, name.en, f"place/{place_id}.html" if place_id in self.places else "")

    def source_cell(self, document_id: str) -> Cell:
        """A cell that leads to a report."""
        report = self.reports[document_id]
        return Cell(report.title, None, report.href)


__all__ = ["LONGEST", "Place", "Report", "Row", "Site", "Table"]
