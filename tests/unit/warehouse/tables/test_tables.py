import duckdb
import pytest

from hedui.vocabulary.codes import FACT_ROLES
from hedui.warehouse.building.graph import load_models
from hedui.warehouse.tables import PUBLISHED_SCHEMAS, TABLES, published_tables
from hedui.warehouse.tables.arrow import arrow_schema
from hedui.warehouse.tables.ddl import comments, create_table
from hedui.warehouse.tables.declaration import Column, Table, Type

ALL = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
CONTRACT = {
    "core.source_file": "path file_name sha256 document_id status problem",
    "core.dim_document": "document_id sha256 file_name title document_number issuer document_kind region_id "
    "published_on period_start period_end is_period_inferred period_because script media_type char_count "
    "rounding_convention",
    "core.document_text": "document_id text",
    "core.dim_indicator": "indicator_id label_zh label_en quantity_kind unit direction accumulation growth_basis",
    "core.dim_unit": "unit",
    "core.dim_region": "region_id",
    "core.dim_organisation": "organisation_id",
    "core.fact_figure": "document_id figure_id start end text role number_printed decimals scale unit_printed "
    "unit_factor value value_low value_high unit quantity_kind comparator is_approximate subject indicator_id "
    "region_id period_start period_end period_kind is_planned change_kind base_period_start base_period_end "
    "is_inferred annualised_years counted_from set_size scope qualifies sentence sentence_start page block range_low "
    "range_high",
    "core.fact_observation": "figure_id value",
    "core.fact_target": "figure_id value",
    "core.fact_change": "figure_id value",
    "core.fact_progress": "planned planned_figure_id done done_figure_id rate rate_figure_id",
    "core.fact_task": "task_id document_id number title section kind finding goal due_on deadline_printed status",
    "core.task_party": "task_id name_printed name organisation_id function",
    "core.task_deadline": "task_id due_on printed what",
    "core.task_target": "task_id figure_id",
    "core.task_measure": "task_id number text due_on",
    "core.fact_check": "check_id relation verdict severity document_id reported_figure_id printed implied_low "
    "implied_high gap is_bound reason admitted pass_rate diagnosis explanation_zh explanation_en",
    "core.check_figure": "check_id figure_id part",
    "marts.indicator_series": "indicator_id region_id period_start period_end scope value",
    "marts.target_progress": "figure_id target due_on actual gap",
    "marts.finding": "finding_id severity state first_seen_at last_seen_at",
    "marts.task_ledger": "task_id",
    "marts.figure": "file_name title issuer place_label_zh indicator_label_zh period_display text_printed "
    "value_display unit_display sentence figure_id",
    "marts.review_queue": "term",
    "marts.coverage": "document_id numerals unaccounted figures facts mapped",
    "meta.build": "build_id built_at code_version vocabulary_version document_count",
}


@pytest.mark.parametrize("name", CONTRACT)
def test_promised_columns_are_declared(name: str) -> None:
    assert set(CONTRACT[name].split()) <= set(TABLES[name].column_names)


@ALL
def test_key_and_columns_are_sound(table: Table) -> None:
    assert table.key
    assert set(table.key) <= set(table.column_names)
    assert len(set(table.column_names)) == len(table.columns)
    assert table.description_zh.endswith("。") and table.description_en.endswith(".")


@ALL
def test_references_name_a_key(table: Table) -> None:
    for column in table.columns:
        if column.references:
            name, key = column.references.split(".")
            assert TABLES[f"core.{name}"].key == (key,)


@ALL
def test_exact_columns_stand_beside_their_number(table: Table) -> None:
    for column in table.columns:
        if column.name.endswith("_exact"):
            beside = next(other for other in table.columns if other.name == column.name.removesuffix("_exact"))
            assert (beside.type, column.type) == (Type.REAL, Type.EXACT)
            assert beside.is_nullable == column.is_nullable


def test_duckdb_takes_the_declaration_with_its_comments() -> None:
    connection = duckdb.connect()
    for schema in ("stage", *PUBLISHED_SCHEMAS):
        connection.execute(f"create schema {schema}")
    for table in TABLES.values():
        connection.execute(create_table(table))
        for statement in comments(table):
            connection.execute(statement)
        # what Arrow hands on fits what DuckDB keeps
        staged = arrow_schema(table).empty_table()
        connection.register("staged", staged)
        connection.execute(f"insert into {table.qualified_name} from staged")

    bare = connection.execute(
        "select table_name from duckdb_tables() where comment is null "
        "union all select column_name from duckdb_columns() where comment is null and not internal "
        "and schema_name in ('core', 'marts', 'meta', 'stage')"
    ).fetchall()
    assert bare == []


def test_a_key_that_may_be_empty_is_no_primary_key() -> None:
    columns = (Column("a", Type.TEXT, "甲", "A"), Column("b", Type.TEXT, "乙", "B", is_nullable=True))
    assert "primary key" in create_table(Table("core", "t", "表", "。", ".", "one row", ("a",), columns))
    assert "primary key" not in create_table(Table("core", "t", "表", "。", ".", "one row", ("a", "b"), columns))


def test_comment_says_both_languages_and_the_unit() -> None:
    column = Column("planned", Type.REAL, "计划数", "Planned", "年度", "Of the year", unit="t")
    assert column.comment == "计划数：年度 | Planned: Of the year [t]"
    assert Column("done", Type.REAL, "完成数", "Done").comment == "完成数 | Done"


def test_sql_knows_the_roles_that_are_facts() -> None:
    listed = "role in (" + ", ".join(f"'{role}'" for role in ("actual", "plan", "change", "rate", "rank")) + ")"
    assert {"actual", "plan", "change", "rate", "rank"} == set(FACT_ROLES)
    sql = {model.table.name: model.sql for model in load_models()}
    assert listed in sql["coverage"] and listed in sql["review_queue"]


def test_every_published_table_has_its_sql_file() -> None:
    assert {model.table for model in load_models()} == set(published_tables())
