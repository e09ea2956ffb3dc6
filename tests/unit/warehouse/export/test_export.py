"""Every export holds what the build holds, in the types of the other program, and nothing of it can act there."""

import csv
import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
import sqlalchemy as sa
from postgres_server import running_postgres
from pysdmx.io.csv.sdmx20.reader import read as read_sdmx_csv
from small_build import build_reports

from hedui.warehouse.access.read import Warehouse, open_warehouse
from hedui.warehouse.export.database import DatabaseRefused
from hedui.warehouse.export.excel import MAX_ROWS, MAX_TEXT, TooManyRows
from hedui.warehouse.export.export import ExportError, export, format_for, tables_named
from hedui.warehouse.export.format import ExportFormat
from hedui.warehouse.export.sdmx import COLUMNS, time_period
from hedui.warehouse.files import WriteFailed
from hedui.warehouse.home import Home
from hedui.warehouse.tables import TABLES, published_tables

REPORT = """某市2023年环境公报

2023年,全市PM2.5浓度45微克/立方米,PM10浓度80微克/立方米,处置污泥12吨。
到2025年,PM2.5浓度控制在40微克/立方米以下。
=HYPERLINK("http://x"),2023年污泥13吨。
+cmd污泥14吨。
2022年,处置污泥11吨。
"""


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    home = Home(tmp_path_factory.mktemp("export") / "home")
    reports = home.root.parent / "reports"
    reports.mkdir()
    (reports / "=report.txt").write_text(REPORT, encoding="utf-8")
    build_reports(home, reports, "b1")
    with open_warehouse(home.root) as opened:
        yield opened


def counts(warehouse: Warehouse, names: list[str]) -> list[int]:
    return [warehouse.query(f"from {table.qualified_name}").num_rows for table in tables_named(names)]


def test_tables_are_named_by_schema_or_name() -> None:
    assert tables_named(["core", "marts", "meta"]) == published_tables()
    assert tables_named(["finding", "marts.finding"]) == (TABLES["marts.finding"],)
    with pytest.raises(ExportError, match="there is no table nonsense"):
        tables_named(["nonsense"])


def test_the_destination_tells_the_format() -> None:
    assert format_for("a.XLSX", None) is ExportFormat.XLSX
    assert format_for("postgresql://a/b", None) is ExportFormat.DATABASE
    assert format_for("folder", ExportFormat.PARQUET) is ExportFormat.PARQUET
    with pytest.raises(ExportError, match="does not tell a format"):
        format_for("folder", None)


# --- Excel ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def workbook(warehouse: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    path = tmp_path_factory.mktemp("excel") / "hedui.xlsx"
    written = export(warehouse, str(path), ExportFormat.XLSX, tables_named(["marts", "fact_figure"]))
    assert [count for _, count in written] == counts(warehouse, ["marts", "fact_figure"])
    assert [entry.name for entry in path.parent.iterdir()] == ["hedui.xlsx"]
    return openpyxl.load_workbook(path)


def heads(sheet: openpyxl.worksheet.worksheet.Worksheet) -> list[str]:
    return [str(cell.value).split("\n")[-1] for cell in sheet[1]]


def test_excel_has_a_sheet_per_table_with_its_rows(workbook: openpyxl.Workbook, warehouse: Warehouse) -> None:
    names = "说明 数字 数字一览 指标序列 目标进展 同比与目标 发现 任务台账 待审 覆盖"
    assert workbook.sheetnames == names.split()
    series = workbook["指标序列"]
    assert series.freeze_panes == "B2"
    assert series.auto_filter.ref is not None
    rows = [dict(zip(heads(series), [cell.value for cell in row], strict=True)) for row in series.iter_rows(min_row=2)]
    pm25 = next(row for row in rows if row["indicator_id"] == "pm25_concentration")
    assert (pm25["value"], pm25["period_end"].date(), pm25["indicator_label_zh"]) == (
        45,
        date(2023, 12, 31),
        "PM2.5浓度",
    )
    assert len(rows) == warehouse.query("from marts.indicator_series").num_rows


def test_excel_shows_first_what_matters_most(workbook: openpyxl.Workbook) -> None:
    queue = workbook["待审"]
    counts = [row[heads(queue).index("figure_count")].value for row in queue.iter_rows(min_row=2)]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1]


def test_excel_notes_hold_the_sentence_of_a_value(workbook: openpyxl.Workbook) -> None:
    for name, column in (("指标序列", "value_display"), ("目标进展", "target_display"), ("目标进展", "actual_display")):
        sheet = workbook[name]
        at = heads(sheet).index(column)
        notes = [row[at].comment.text for row in sheet.iter_rows(min_row=2) if row[at].value is not None]
        assert notes
        assert all("PM2.5" in note or "污泥" in note for note in notes)


def test_excel_takes_no_text_for_a_formula(workbook: openpyxl.Workbook) -> None:
    texts = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert any(cell.value.startswith("=HYPERLINK") for cell in texts)
    assert {cell.data_type for cell in texts} == {"s"}
    risky = [cell for cell in texts if len(cell.value) > 1 and cell.value[0] in "=+-@"]
    assert all(cell.quotePrefix for cell in risky)


def test_excel_cuts_what_no_cell_can_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, reports = Home(tmp_path / "home"), tmp_path / "reports"
    reports.mkdir()
    (reports / "long.txt").write_text(f"公报\n\n{'长' * (MAX_TEXT + 9)}污泥12吨。\n", encoding="utf-8")
    build_reports(home, reports, "b1")
    with open_warehouse(home.root) as warehouse:
        path = tmp_path / "long.xlsx"
        export(warehouse, str(path), ExportFormat.XLSX, tables_named(["core.document_text"]))
        [text] = [row[0].value for row in openpyxl.load_workbook(path)["文档全文"].iter_rows(min_row=2)]
        assert len(text) == MAX_TEXT
        assert text.endswith("…")
        monkeypatch.setattr("hedui.warehouse.export.excel.MAX_ROWS", 0)
        with pytest.raises(TooManyRows, match=r"core\.document_text has 1 rows"):
            export(warehouse, str(tmp_path / "more.xlsx"), ExportFormat.XLSX, tables_named(["core.document_text"]))
    assert MAX_ROWS + 1 == 2**20
    assert not (tmp_path / "more.xlsx").exists()


# --- CSV and Parquet --------------------------------------------------------------------------------------------------


def test_csv_opens_in_excel_as_it_is(warehouse: Warehouse, tmp_path: Path) -> None:
    export(warehouse, str(tmp_path), ExportFormat.CSV, tables_named(["marts", "fact_figure"]))
    assert len(list(tmp_path.glob("*.csv"))) == 9
    file = tmp_path / "core.fact_figure.csv"
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == warehouse.query("from core.fact_figure").num_rows
    assert any(row["sentence"].startswith("'+cmd") for row in rows)
    assert not [cell for row in rows for cell in row.values() if len(cell) > 1 and cell[0] in "=+@"]
    assert next(row for row in rows if row["text"] == "12吨")["value"] == "12.0"


def test_a_folder_says_what_its_files_hold(warehouse: Warehouse, tmp_path: Path) -> None:
    export(warehouse, str(tmp_path), ExportFormat.CSV, tables_named(["marts.target_progress", "core"]))
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    resources = {resource["name"]: resource for resource in package["resources"]}
    assert {resource["path"] for resource in resources.values()} == {path.name for path in tmp_path.glob("*.csv")}
    for resource in resources.values():
        with (tmp_path / resource["path"]).open(encoding=resource["encoding"], newline="") as file:
            assert next(csv.reader(file)) == [field["name"] for field in resource["schema"]["fields"]]
    progress = resources["marts.target-progress"]["schema"]
    assert progress["primaryKey"] == ["figure_id"]
    attainment = next(field for field in progress["fields"] if field["name"] == "attainment")
    assert "undetermined" in attainment["constraints"]["enum"]
    referred = {
        key["reference"]["resource"] for one in resources.values() for key in one["schema"].get("foreignKeys", [])
    }
    assert referred <= set(resources)
    assert "core.dim-document" in referred


def test_a_single_table_goes_to_the_file_named(warehouse: Warehouse, tmp_path: Path) -> None:
    file = tmp_path / "new" / "findings.csv"
    assert export(warehouse, str(file), ExportFormat.CSV, tables_named(["coverage"])) == ((str(file), 1),)
    with pytest.raises(ExportError, match="one file for 8 tables"):
        export(warehouse, str(file), ExportFormat.CSV, tables_named(["marts"]))


def test_parquet_keeps_types_and_meaning(warehouse: Warehouse, tmp_path: Path) -> None:
    export(warehouse, str(tmp_path), ExportFormat.PARQUET, tables_named(["marts", "fact_figure"]))
    table = pq.read_table(tmp_path / "core.fact_figure.parquet")
    assert table.to_pylist() == warehouse.query("from core.fact_figure").to_pylist()
    assert table.schema.field("subject").metadata[b"comment"].decode().startswith("所述事物")


def test_a_failing_export_leaves_what_was_there(warehouse: Warehouse, tmp_path: Path) -> None:
    file = tmp_path / "hedui.xlsx"
    file.write_bytes(b"yesterday")
    (tmp_path / "no_folder").write_bytes(b"")
    with pytest.raises(WriteFailed, match="no_folder"):
        export(warehouse, str(tmp_path / "no_folder" / "x.xlsx"), ExportFormat.XLSX, tables_named(["marts"]))
    missing = [TABLES["stage.build"]]
    for layout, name in ((ExportFormat.CSV, "hedui.csv"), (ExportFormat.XLSX, "hedui.xlsx")):
        with pytest.raises(Exception, match="stage"):
            export(warehouse, str(tmp_path / name), layout, missing)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["hedui.xlsx", "no_folder"]
    assert file.read_bytes() == b"yesterday"


# --- SDMX -------------------------------------------------------------------------------------------------------------


def test_sdmx_csv_is_read_by_a_reader_of_sdmx(warehouse: Warehouse, tmp_path: Path) -> None:
    file = tmp_path / "series.csv"
    export(warehouse, str(file), ExportFormat.SDMX_CSV, tables_named(["marts"]))
    text = file.read_text(encoding="utf-8")
    [dataset] = read_sdmx_csv(text)
    assert dataset.short_urn == "Dataflow=HEDUI:INDICATOR_SERIES(1.0.0)"
    frame = dataset.data
    assert len(frame) == warehouse.query("from marts.indicator_series").num_rows
    assert not frame.duplicated(["FREQ", "REF_AREA", "INDICATOR", "SCOPE", "TIME_PERIOD"]).any()
    rows = list(csv.DictReader(text.splitlines()))
    assert tuple(rows[0]) == COLUMNS
    assert all(row[name] for row in rows for name in COLUMNS)
    pm25 = next(row for row in rows if row["INDICATOR"] == "pm25_concentration")
    assert (pm25["FREQ"], pm25["TIME_PERIOD"], float(pm25["OBS_VALUE"])) == ("A", "2023", 45)
    assert (pm25["REF_AREA"], pm25["UNIT_MEASURE"], pm25["OBS_STATUS"]) == ("_X", "ug/m3", "A")


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2023, 1, 1), date(2023, 12, 31), ("A", "2023")),
        (date(2023, 7, 1), date(2023, 12, 31), ("S", "2023-S2")),
        (date(2023, 4, 1), date(2023, 6, 30), ("Q", "2023-Q2")),
        (date(2024, 2, 1), date(2024, 2, 29), ("M", "2024-02")),
        (date(2021, 1, 1), date(2021, 5, 31), ("_O", "2021-01-01/P151D")),
        (date(2021, 4, 1), date(2022, 3, 31), ("_O", "2021-04-01/P365D")),
        (date(2021, 2, 1), date(2021, 4, 30), ("_O", "2021-02-01/P89D")),
        (date(2021, 1, 15), date(2021, 2, 14), ("_O", "2021-01-15/P31D")),
        (date(2021, 1, 1), date(2021, 1, 1), ("_O", "2021-01-01/P1D")),
        (date(2021, 1, 1), date(2025, 12, 31), ("_O", "2021-01-01/P1826D")),
        (None, date(2023, 12, 31), ("_Z", "2023-12-31")),
    ],
)
def test_times_are_those_of_sdmx(start: date | None, end: date, expected: tuple[str, str]) -> None:
    assert time_period(start, end) == expected


# --- databases --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('database')}/other.sqlite"
    else:
        with running_postgres() as url:
            yield url


def test_a_database_holds_every_row(warehouse: Warehouse, address: str) -> None:
    written = export(warehouse, address, ExportFormat.DATABASE, published_tables())
    assert [count for _, count in written] == counts(warehouse, ["core", "marts", "meta"])
    with sa.create_engine(address).connect() as connection:
        rows = connection.execute(
            sa.text("select value, is_approximate, period_end from core_fact_figure where text = '12吨'")
        ).all()
        assert [(value, bool(flag), str(day)) for value, flag, day in rows] == [(12, False, "2023-12-31")]
        [(competitors,)] = connection.execute(sa.text("select competitors from marts_indicator_series limit 1")).all()
        assert (json.loads(competitors) if isinstance(competitors, str) else competitors) == []
        if connection.dialect.name == "postgresql":
            comments = {
                column["name"]: column["comment"] for column in sa.inspect(connection).get_columns("core_fact_figure")
            }
            assert comments["subject"].startswith("所述事物")


def test_rows_are_replaced_and_what_hangs_on_a_table_stays(warehouse: Warehouse, address: str) -> None:
    tables = tables_named(["coverage"])
    export(warehouse, address, ExportFormat.DATABASE, tables)
    engine = sa.create_engine(address)
    with engine.begin() as connection:
        connection.execute(sa.text("create view mine as select figures from marts_coverage"))
        connection.execute(sa.text("update marts_coverage set figures = -1"))
    export(warehouse, address, ExportFormat.DATABASE, tables)
    with engine.connect() as connection:
        [(figures,)] = connection.execute(sa.text("select figures from mine")).all()
    assert figures > 0


def test_a_table_of_an_earlier_version_is_made_anew(warehouse: Warehouse, address: str) -> None:
    with sa.create_engine(address).begin() as connection:
        connection.execute(sa.text("drop table if exists meta_build"))
        connection.execute(sa.text("create table meta_build (old integer)"))
    export(warehouse, address, ExportFormat.DATABASE, tables_named(["meta"]))
    with sa.create_engine(address).connect() as connection:
        assert connection.execute(sa.text("select build_id from meta_build")).all() == [("b1",)]


def test_a_database_takes_all_tables_or_none(warehouse: Warehouse, address: str) -> None:
    tables = tables_named(["core.source_file"])
    export(warehouse, address, ExportFormat.DATABASE, tables)
    engine = sa.create_engine(address)
    with engine.begin() as connection:
        connection.execute(sa.text("update core_source_file set path = 'yesterday'"))
    with pytest.raises(Exception, match="stage"):
        export(warehouse, address, ExportFormat.DATABASE, [*tables, TABLES["stage.build"]])
    with engine.connect() as connection:
        assert connection.execute(sa.text("select path from core_source_file")).all() == [("yesterday",)]
        assert not sa.inspect(connection).has_table("stage_build")


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("nonsense", "the database refused"),
        ("nosuchdialect://secret:word@host/x", "nosuchdialect"),
        ("sqlite:////no/such/folder/x.sqlite", "unable to open"),
    ],
)
def test_what_is_wrong_with_an_address_is_said_without_its_password(warehouse: Warehouse, bad: str, said: str) -> None:
    with pytest.raises(DatabaseRefused, match=said) as caught:
        export(warehouse, bad, ExportFormat.DATABASE, tables_named(["meta"]))
    assert "word" not in str(caught.value)


def test_a_missing_driver_is_named(warehouse: Warehouse) -> None:
    if shutil.which("sqlplus"):
        pytest.skip("Oracle is installed")
    with pytest.raises(DatabaseRefused, match="driver"):
        export(warehouse, "oracle+oracledb://a:b@host/x", ExportFormat.DATABASE, tables_named(["meta"]))
