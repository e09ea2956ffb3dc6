"""What changed from one build to another: documents, figures, checks and series, by keyed rows.

A report that was issued anew has other bytes, so all of its ids change. Documents are therefore paired by their bytes,
else by their path; figures of paired documents by all they say, else by where they stand, else by what they speak of;
checks by the figures they are made of; series by indicator, place or area, period and scope. What finds no partner
appeared or vanished; partners that say different things changed.
"""

from pathlib import Path

import duckdb
import pyarrow as pa

from hedui.warehouse.errors import WarehouseError
from hedui.warehouse.tables.ddl import identifier, literal

# What is compared, and shown where it differs.
_FIGURE = (
    "text", "role", "comparator", "value", "range_low", "range_high", "unit", "subject", "indicator_id", "region_id",
    "area_id", "period_start", "period_end", "scope", "is_planned", "change_kind",
)  # fmt: skip
_FIGURE_KEY = ("role", "subject", "period_start", "period_end", "scope", "unit")
_CHECK = (
    "verdict", "severity", "printed", "implied_low", "implied_high", "gap", "reason", "diagnosis", "explanation_zh",
)  # fmt: skip
_SERIES_KEY = ("indicator_id", "region_id", "area_id", "period_start", "period_end", "scope")
_SERIES = (
    "value", "value_low", "value_high", "unit", "obs_status", "grade", "source_count", "printing_count", "file_name",
)  # fmt: skip
_DOCUMENT = (
    "path", "sha256", "title", "document_number", "issuer", "document_kind", "region_id", "published_on",
    "period_start", "period_end",
)  # fmt: skip


class NotComparable(WarehouseError):
    """Two builds cannot be compared: their tables differ too much."""


def diff(before: Path, after: Path) -> pa.Table:
    """What the second of two warehouse files says otherwise than the first.

    Args:
        before: the earlier file.
        after: the later file.

    Returns:
        One row per document, figure, check or value of a series that ``appeared``, ``vanished`` or ``changed``:
        ``entity, change, file_name, name, before, after, before_id, after_id``. ``name`` is what it is about;
        ``before`` and ``after`` list what differs (all, where there is no partner). Sorted by entity, file and place.

    Raises:
        NotComparable: a file lacks what is compared, or cannot be read.
    """
    with duckdb.connect() as connection:
        try:
            for name, path in (("before", before), ("after", after)):
                connection.execute(f"attach {literal(str(path))} as {name} (read_only)")
            for statement in (*_pair_documents(), *_pair_figures(), *_pair_checks(), *_pair_series()):
                connection.execute(statement)
            return connection.execute(_changes()).to_arrow_table()
        except duckdb.Error as error:
            raise NotComparable(
                f"{before.name} and {after.name} cannot be compared ({error})",
                "Builds of much older versions have other tables; build again, and compare from then on.",
            ) from error


def _pair_documents() -> list[str]:
    """Tables ``document_before``, ``document_after``, and ``document_pair`` with a number for each document."""
    statements = [
        f"""
        create table document_{side} as
        select document.*, source.path
        from {side}.core.dim_document as document
        join {side}.core.source_file as source using (document_id)
        where source.status = 'read'
        """
        for side in ("before", "after")
    ]
    return [
        *statements,
        """
        create table document_pair as
        with same as (
            select document_id as before_id, document_id as after_id
            from document_before
            join document_after using (document_id)
        ),
        reissued as (
            select document_before.document_id as before_id, document_after.document_id as after_id
            from (from document_before anti join same on before_id = document_id) as document_before
            full join (from document_after anti join same on after_id = document_id) as document_after using (path)
        )
        select row_number() over (order by before_id, after_id) as document, *
        from (from same union all from reissued)
        """,
    ]


def _pair_figures() -> list[str]:
    """Tables ``figure_before`` and ``figure_after`` of what is compared, and ``figure_pair``, in three rounds."""
    statements = [
        f"""
        create table figure_{side} as
        select figure_id, "start", document, {_columns(_FIGURE)}, sentence
        from {side}.core.fact_figure
        join document_pair on {side}_id = document_id
        """
        for side in ("before", "after")
    ]
    statements.append("create table figure_pair (before_id varchar, after_id varchar)")
    for key in (("document", *_FIGURE, "sentence"), ("document", "start"), ("document", *_FIGURE_KEY)):
        sides = [
            f"""(
                select figure_id, {_columns(key)},
                    row_number() over (partition by {_columns(key)} order by "start", figure_id) as nth
                from figure_{side} anti join figure_pair on {side}_id = figure_id
                {"where document in (select document from document_pair where before_id = after_id)" * is_place}
            ) as {side}_row"""
            for side in ("before", "after")
            for is_place in ("start" in key,)  # places tell figures apart only in the same text
        ]
        statements.append(
            f"insert into figure_pair select before_row.figure_id, after_row.figure_id from {sides[0]} "
            f"join {sides[1]} on {_same(('nth', *key), 'before_row', 'after_row')}"
        )
    return statements


def _pair_checks() -> list[str]:
    """Tables ``check_before`` and ``check_after``: each check with its figures, those of before under later ids."""
    return [
        f"""
        create table check_{side} as
        select any_value(fact_check) as found, fact_check.relation as relation,
            list_sort(list(coalesce(after_id, check_figure.figure_id))) as figures
        from {side}.core.fact_check as fact_check
        join {side}.core.check_figure as check_figure using (check_id)
        left join figure_pair on {side}_id = check_figure.figure_id
        group by fact_check.check_id, fact_check.relation
        """
        for side in ("before", "after")
    ]


def _pair_series() -> list[str]:
    """Tables ``series_before`` and ``series_after``: each value with the file it was taken from."""
    return [
        f"""
        create table series_{side} as
        select indicator_series.*, dim_document.file_name
        from {side}.marts.indicator_series as indicator_series
        join {side}.core.dim_document as dim_document using (document_id)
        """
        for side in ("before", "after")
    ]


def _changes() -> str:
    """The query for all changes."""
    document = f"""
        select 1 as rank, 'document' as entity, b.file_name as file_before, a.file_name as file_after,
            coalesce(a.title, b.title) as name, 0 as place,
            b.document_id as before_id, a.document_id as after_id, {_said(_DOCUMENT, "b")} as said_before,
            {_said(_DOCUMENT, "a")} as said_after
        from document_pair
        left join document_before as b on b.document_id = before_id
        left join document_after as a on a.document_id = after_id
    """
    figure = f"""
        select 2, 'figure', db.file_name, da.file_name, coalesce(a.subject, b.subject), coalesce(a."start", b."start"),
            b.figure_id, a.figure_id, {_said(_FIGURE, "b")}, {_said(_FIGURE, "a")}
        from (from figure_before left join figure_pair on before_id = figure_id) as b
        full join figure_after as a on a.figure_id = b.after_id
        left join document_pair on document_pair.document = coalesce(a.document, b.document)
        left join document_before as db on db.document_id = document_pair.before_id
        left join document_after as da on da.document_id = document_pair.after_id
    """
    check = f"""
        select 3, 'check', db.file_name, da.file_name, coalesce(a.relation, b.relation), 0,
            b.found.check_id, a.found.check_id, {_said(_CHECK, "b.found")}, {_said(_CHECK, "a.found")}
        from check_before as b
        full join check_after as a on a.relation = b.relation and a.figures = b.figures
        left join document_before as db on db.document_id = b.found.document_id
        left join document_after as da on da.document_id = a.found.document_id
    """
    keys = ", ".join(f"coalesce(a.{name}, b.{name})" for name in _SERIES_KEY)
    series = f"""
        select 4, 'series', b.file_name, a.file_name, concat_ws(' ', {keys}), 0,
            b.figure_id, a.figure_id, {_said(_SERIES, "b")}, {_said(_SERIES, "a")}
        from series_before as b
        full join series_after as a on {_same(_SERIES_KEY, "b", "a")}
    """
    return f"""
        with compared as ({document} union all {figure} union all {check} union all {series})
        select
            entity,
            if(before_id is null, 'appeared', if(after_id is null, 'vanished', 'changed')) as change,
            coalesce(file_after, file_before) as file_name,
            name,
            if(before_id is null, null, {_told("said_before", "said_after", "after_id")}) as before,
            if(after_id is null, null, {_told("said_after", "said_before", "before_id")}) as after,
            before_id,
            after_id
        from compared
        where before_id is null or after_id is null or said_before is distinct from said_after
        order by rank, file_name, place, change, name, after_id, before_id
    """


def _columns(names: tuple[str, ...]) -> str:
    return ", ".join(map(identifier, names))


def _same(names: tuple[str, ...], one: str, other: str) -> str:
    """Whether the columns agree, two empty ones included."""
    return " and ".join(f"{one}.{identifier(name)} is not distinct from {other}.{identifier(name)}" for name in names)


def _said(names: tuple[str, ...], row: str) -> str:
    """The columns as a list of ``name=value``, empty ones as ``name=``."""
    cells = (f"concat({literal(f'{name}=')}, {row}.{identifier(name)})" for name in names)
    return f"[{', '.join(cells)}]"


def _told(said: str, other: str, other_id: str) -> str:
    """Those entries of a list that the other does not have, as text; all that are not empty where there is no other."""
    without_other = f"list_filter({said}, lambda entry: not entry.ends_with('='))"
    differing = f"list_filter({said}, lambda entry: not list_contains({other}, entry))"
    return f"array_to_string(if({other_id} is null, {without_other}, {differing}), '; ')"
