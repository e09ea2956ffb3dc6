"""The published warehouse, read only: what the command line, notebooks and other programs call."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb
import pyarrow as pa

from hedui.vocabulary.codes import STANDING
from hedui.warehouse.access.lookup import find_ids
from hedui.warehouse.building.snapshots import UnknownBuild, find_build
from hedui.warehouse.errors import WarehouseError
from hedui.warehouse.home import Home
from hedui.warehouse.tables import TABLES
from hedui.warehouse.tables.arrow import arrow_schema, empty

BATCH_ROWS = 10_000  # rows of a streamed result held at a time


class NotPublished(WarehouseError):
    """There is no published warehouse in the home yet."""


class UnknownFigure(WarehouseError):
    """No figure has that id."""


class UnknownFinding(WarehouseError):
    """No standing finding has that id, or more than one begins with it."""


class QueryError(WarehouseError):
    """The database refused a query; what it says may end in a mark under the place."""

    def __str__(self) -> str:
        return f"{self.problem}\n{self.advice}"


@dataclass(frozen=True, slots=True)
class Trace:
    """Where one figure comes from and what was made of it.

    Attributes:
        figure: its row of ``core.fact_figure``, by column.
        document: its row of ``core.dim_document``, by column.
        path: file it was read from.
        checks: rows of ``core.fact_check`` it takes part in, with its ``part``.
        level: the figure that it qualifies, as printed, with its id; None where it qualifies none.
    """

    figure: dict[str, Any]
    document: dict[str, Any]
    path: str
    checks: pa.Table
    level: str | None = None

    @property
    def sentence_parts(self) -> tuple[str, str, str]:
        """The sentence as written, before, at and after the figure."""
        sentence, offset = self.figure["sentence"], self.figure["sentence_start"]
        start, end = self.figure["start"] - offset, self.figure["end"] - offset
        return sentence[:start], sentence[start:end], sentence[end:]


class Warehouse:
    """A read-only connection to one published file, shut in: no query reaches another file or the network.

    It goes on reading that file after a later build is published; close it and open anew to see the later one.
    """

    def __init__(self, path: Path) -> None:
        self._connection = duckdb.connect(path, read_only=True)
        # set after connecting: other connections of this process to the same file need not know of it
        [(is_locked,)] = self._connection.execute("select current_setting('lock_configuration')").fetchall()
        if not is_locked:
            for setting in _SHUT_IN:
                self._connection.execute(f"set {setting}")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> pa.Table:
        """Result of any query, its columns told apart by their names; ``?`` stands for a parameter.

        Raises:
            QueryError: the database refused it, or it would write.
        """
        try:
            result = self._connection.execute(sql, list(parameters))
            if result is None:
                raise QueryError("there is no query in this text", 'Write one: hedui query "from meta.build".')
            table = result.to_arrow_table()
            return table.rename_columns(_distinct(table.column_names))
        except duckdb.Error as error:
            raise _refused(error) from error

    def stream(self, sql: str, parameters: Sequence[Any] = ()) -> pa.RecordBatchReader:
        """Result of any query in batches of ``BATCH_ROWS``, for results that do not fit into memory.

        Raises:
            QueryError: the database refused it.
        """
        try:
            return self._connection.cursor().execute(sql, list(parameters)).to_arrow_reader(BATCH_ROWS)
        except duckdb.Error as error:
            raise _refused(error) from error

    def build(self) -> dict[str, Any]:
        """The row of ``meta.build``: which build this file is."""
        [row] = self.query("from meta.build").to_pylist()
        return dict(row)

    def checks(self, verdict: str | None = None, relation: str | None = None, severity: str | None = None) -> pa.Table:
        """Checks, with file and sentence of the reported figure: what fails first, what could not be tested last.

        Only a check that leaves something to settle has a severity; on one that holds it would mean nothing.

        Args:
            verdict: only those with this verdict.
            relation: only those of this relation.
            severity: only those of this severity.
        """
        return self.query(
            f"""
            select
                fact_check.* replace (if({_OPEN}, fact_check.severity, null) as severity),
                dim_document.file_name,
                fact_figure.subject,
                fact_figure.text,
                fact_figure.sentence,
            from core.fact_check as fact_check
            join core.dim_document as dim_document using (document_id)
            join core.fact_figure as fact_figure on fact_figure.figure_id = fact_check.reported_figure_id
            where {_SELECTED} and ($3 is null or {_OPEN})
            order by {_FAILING_FIRST}, {_GRAVEST_FIRST}, dim_document.file_name, fact_figure.start, relation, check_id
            """,
            [verdict, relation, severity],
        )

    def findings(
        self,
        verdict: str | None = None,
        relation: str | None = None,
        severity: str | None = None,
        states: Sequence[str] = STANDING,
    ) -> pa.Table:
        """Findings, the gravest first.

        Args:
            verdict: only those with this verdict.
            relation: only those of this relation.
            severity: only those of this severity.
            states: only those in one of these states; without it those that nobody settled.
        """
        return self.query(
            f"""
            select *
            from marts.finding
            where list_contains($4, state) and {_SELECTED}
            order by {_GRAVEST_FIRST}, file_name, reported_figure_id, relation, finding_id
            """,
            [verdict, relation, severity, list(states)],
        )

    def finding(self, finding_id: str) -> dict[str, Any]:
        """The row of ``marts.finding`` of a finding that stands.

        Args:
            finding_id: its id, or a beginning of it that no other finding shares.

        Raises:
            UnknownFinding: there is none, or more than one.
        """
        rows = self.query(
            "from marts.finding where starts_with(finding_id, ?) and state <> 'resolved'", [finding_id]
        ).to_pylist()
        if len(rows) != 1 or not finding_id:
            raise UnknownFinding(
                f"{len(rows)} findings of this warehouse begin with {finding_id!r}", "`hedui findings` shows the ids."
            )
        return dict(rows[0])

    def review(self, reason: str | None = None) -> pa.Table:
        """What waits for a person, those of most figures first; only for one reason where it is given."""
        return self.query(
            """
            from marts.review_queue
            where $1 is null or review_reason = $1
            order by figure_count desc, document_count desc, review_reason, term
            """,
            [reason],
        )

    def series(self, indicator: str, region: str | None = None) -> pa.Table:
        """The reconciled series of an indicator, with the sentence of each value.

        Args:
            indicator: its ``indicator_id``, one of its names, or a part of one.
            region: code, name or short name of the place or area; all places without it.
        """
        return self.query(
            f"""
            select
                dim_indicator.label_zh as indicator,
                coalesce(dim_region.label_zh, dim_area.label_zh) as region,
                indicator_series.*,
                fact_figure.decimals_display,
                dim_document.file_name,
                fact_figure.sentence,
            from marts.indicator_series as indicator_series
            join core.dim_indicator as dim_indicator using (indicator_id)
            join core.fact_figure as fact_figure using (figure_id)
            {_PLACES}
            join core.dim_document as dim_document
                on dim_document.document_id = indicator_series.document_id
            where {_OF_INDICATOR}
            order by
                indicator_series.indicator_id,
                indicator_series.region_id,
                indicator_series.period_end,
                indicator_series.period_start,
                indicator_series.scope
            """,
            self._asked(indicator, region),
        )

    def printings(self, indicator: str, region: str | None = None) -> pa.Table:
        """Every printed value behind a series, and the relations of the findings it takes part in.

        Arguments as for ``series``; columns: ``indicator, region, scope, period_start, period_end, period_kind,
        value, value_low, value_high, unit, value_display, decimals_display, unit_display, period_display, text,
        sentence, file_name, figure_id, findings``.
        """
        return self.query(
            f"""
            with accused as (
                select check_figure.figure_id, list(distinct finding.relation order by finding.relation) as relations
                from marts.finding as finding
                join core.check_figure as check_figure using (check_id)
                where finding.state <> 'resolved'
                group by check_figure.figure_id
            )
            select
                dim_indicator.label_zh as indicator,
                coalesce(dim_region.label_zh, dim_area.label_zh) as region,
                fact_observation.scope,
                fact_observation.period_start,
                fact_observation.period_end,
                fact_observation.period_kind,
                fact_observation.value,
                fact_observation.value_low,
                fact_observation.value_high,
                fact_observation.unit,
                fact_figure.value_display,
                fact_figure.decimals_display,
                fact_figure.unit_display,
                fact_figure.period_display,
                fact_figure.text,
                fact_figure.sentence,
                dim_document.file_name,
                figure_id,
                coalesce(accused.relations, []) as findings,
            from core.fact_observation as fact_observation
            join core.dim_indicator as dim_indicator
                on dim_indicator.indicator_id = fact_observation.indicator_id
                and dim_indicator.unit = fact_observation.unit
            join core.fact_figure as fact_figure using (figure_id)
            {_PLACES}
            join core.dim_document as dim_document on dim_document.document_id = fact_observation.document_id
            left join accused using (figure_id)
            where
                {_OF_INDICATOR}
                and fact_observation.value is not null
                and fact_observation.period_end is not null
            order by indicator, region, period_end, period_start, scope, figure_id
            """,
            self._asked(indicator, region),
        )

    def targets(self, indicator: str, region: str | None = None) -> pa.Table:
        """Every target of an indicator with its due date; arguments as for ``series``.

        Columns: ``indicator, region, scope, due_on, comparator, target, unit, target_display, unit_display,
        period_display, attainment, sentence, file_name, figure_id``.
        """
        return self.query(
            f"""
            select
                dim_indicator.label_zh as indicator,
                coalesce(dim_region.label_zh, dim_area.label_zh) as region,
                target_progress.scope,
                target_progress.due_on,
                target_progress.comparator,
                target_progress.target,
                target_progress.unit,
                target_progress.target_display,
                target_progress.unit_display,
                target_progress.period_display,
                target_progress.attainment,
                fact_figure.sentence,
                dim_document.file_name,
                figure_id,
            from marts.target_progress as target_progress
            join core.dim_indicator as dim_indicator using (indicator_id)
            join core.fact_figure as fact_figure using (figure_id)
            {_PLACES}
            join core.dim_document as dim_document on dim_document.document_id = target_progress.document_id
            where {_OF_INDICATOR} and target_progress.target is not null
            order by indicator, region, due_on, scope, figure_id
            """,
            self._asked(indicator, region),
        )

    def holdings(self) -> pa.Table:
        """What ``series`` can be asked for: indicators with values or targets, those with most values first.

        Columns: ``indicator, indicator_id, value_count, target_count, place_count, period_start, period_end``.
        """
        return self.query("""
            with valued as (
                select
                    indicator_id,
                    count(*) as value_count,
                    count(distinct coalesce(region_id, area_id)) as place_count,
                    min(coalesce(period_start, period_end)) as period_start,
                    max(period_end) as period_end,
                from marts.indicator_series
                group by indicator_id
            ),
            targeted as (
                select indicator_id, count(*) as target_count
                from marts.target_progress
                group by indicator_id
            )
            select
                dim_indicator.label_zh as indicator,
                indicator_id,
                coalesce(value_count, 0) as value_count,
                coalesce(target_count, 0) as target_count,
                coalesce(place_count, 0) as place_count,
                period_start,
                period_end,
            from valued
            full join targeted using (indicator_id)
            join core.dim_indicator as dim_indicator using (indicator_id)
            order by value_count desc, target_count desc, indicator_id
        """)

    def indicator_ids(self, name: str) -> list[str]:
        """The ids of the indicators that a name, or a part of one, stands for."""
        indicators = self.query("select indicator_id, label_zh, label_en, aliases from core.dim_indicator")
        return find_ids(name, indicators.to_pylist(), "indicator_id")

    def places(self) -> list[dict[str, Any]]:
        """Regions and areas with their names: ``place_id, label_zh, label_en, aliases``."""
        rows: list[dict[str, Any]] = self.query("""
            select region_id as place_id, label_zh, label_en, aliases from core.dim_region
            union all
            select area_id, label_zh, label_en, aliases from core.dim_area
        """).to_pylist()
        return rows

    def _asked(self, indicator: str, region: str | None) -> list[list[str] | None]:
        """The ids that the names of an indicator and a place stand for, as the parameters of a query."""
        found = self.indicator_ids(indicator)
        return [found, None if region is None else find_ids(region, self.places(), "place_id")]

    def trace(self, figure_id: str) -> Trace:
        """Where a figure comes from.

        Raises:
            UnknownFigure: there is none with that id.
        """
        figures = self.query("from core.fact_figure where figure_id = ?", [figure_id]).to_pylist()
        if not figures:
            raise UnknownFigure(
                f"no figure {figure_id} in this warehouse", "hedui checks --format json shows the ids of figures."
            )
        [figure] = figures
        [document] = self.query("from core.dim_document where document_id = ?", [figure["document_id"]]).to_pylist()
        [source] = self.query(
            "select path from core.source_file where document_id = ? and status = 'read'", [figure["document_id"]]
        ).to_pylist()
        checks = self.query(
            """
            select fact_check.*, check_figure.part
            from core.check_figure as check_figure
            join core.fact_check as fact_check using (check_id)
            where check_figure.figure_id = ?
            order by fact_check.relation, fact_check.check_id
            """,
            [figure_id],
        )
        level = self.query("from core.fact_figure where figure_id = ?", [figure["qualifies"]]).to_pylist()
        said = next((f"{one['subject']} {one['text']} ({one['figure_id']})" for one in level), None)
        return Trace(figure, document, source["path"], checks, said)


_SHUT_IN = (
    "enable_external_access = false",
    "python_enable_replacements = false",
    "autoinstall_known_extensions = false",
    "autoload_known_extensions = false",
    "lock_configuration = true",
)
_PLACES = """
    left join core.dim_region as dim_region on dim_region.region_id = fact_figure.region_id
    left join core.dim_area as dim_area on dim_area.area_id = fact_figure.area_id
"""
_OF_INDICATOR = """
    list_contains($1, dim_indicator.indicator_id)
    and ($2 is null or list_contains($2, coalesce(dim_region.region_id, dim_area.area_id)))
"""
_SELECTED = "($1 is null or verdict = $1) and ($2 is null or relation = $2) and ($3 is null or severity = $3)"
_OPEN = "verdict in ('conflict', 'gross_conflict', 'errored', 'loosened', 'mixed', 'not_restated')"
_FAILING_FIRST = """
    coalesce(array_position([
        'gross_conflict', 'conflict', 'errored', 'loosened', 'mixed', 'tightened', 'revised', 'not_restated',
        'within_truncation', 'within_rounding', 'exact', 'same'
    ], verdict), 99)
"""
_GRAVEST_FIRST = "array_position(['high', 'medium', 'low'], severity)"


def _refused(error: duckdb.Error) -> QueryError:
    """What the database says, and what to do about it."""
    match error:
        case duckdb.CatalogException() | duckdb.BinderException():
            advice = 'hedui query "show tables from marts" names tables, "describe marts.finding" the columns of one.'
        case duckdb.PermissionException() | duckdb.InvalidInputException():
            advice = "A query reads this build alone, and changes nothing."
        case _:
            advice = "docs/analysts/cookbook.md has queries to begin with."
    return QueryError(str(error), advice)


def _distinct(names: Sequence[str]) -> list[str]:
    """The names of columns, told apart by a number where several are the same."""
    found: list[str] = []
    for name in names:
        told, number = name, 0
        while told in found or (number and told in names):
            number += 1
            told = f"{name}_{number}"
        found.append(told)
    return found


def finding_history(home: Home) -> pa.Table:
    """``stage.finding_history``: the findings as last published, none where nothing was.

    A file of an earlier version whose findings have other columns counts as none: they then start anew.
    """
    declared = TABLES["stage.finding_history"]
    if not home.published.exists():
        return empty(declared)
    with open_warehouse(home.root) as warehouse:
        try:
            return warehouse.query(f"select {', '.join(declared.column_names)} from marts.finding").cast(
                arrow_schema(declared)
            )
        except (QueryError, pa.ArrowInvalid):
            return empty(declared)


def open_warehouse(home: Path, build: str | None = None) -> Warehouse:
    """Open the published warehouse of a home, or that of an earlier build.

    Args:
        home: the warehouse's folder.
        build: id of a build that is kept, or an unambiguous beginning of it; the published one without it.

    Raises:
        NotPublished: no build was published there yet.
        UnknownBuild: no such build is kept.
        WarehouseError: the file cannot be opened, with the reason.
    """
    published = Home(home).published
    if not published.exists():
        raise NotPublished(f"no warehouse was published in {home}", "Build one: hedui build, or make warehouse.")
    path = find_build(Home(home), build) if build is not None else published
    try:
        return Warehouse(path)
    except duckdb.Error as error:
        if not path.exists():
            raise UnknownBuild(f"build {build} was dropped just now", "`hedui builds` lists those kept.") from error
        raise WarehouseError(
            f"{path} cannot be opened: {error}",
            "If another program has it open for writing, close it there; else build it again.",
        ) from error
