"""What an analyst and a reviewer do all day, through the command."""

import json
from importlib.metadata import version
from pathlib import Path

import pytest
from harness import Hedui

from hedui.cli import main


def test_every_reading_command_takes_a_build(sample: Hedui) -> None:
    [build] = json.loads(sample.run("builds", "--format", "json").stdout)
    assert build["document_count"] == 8
    begin = build["build_id"][:20]
    [figure] = sample.rows("select min(figure_id) as figure_id from core.fact_figure")
    for arguments in (
        ("checks",),
        ("findings",),
        ("review",),
        ("series", "PM2.5"),
        ("query", "select build_id from meta.build"),
        ("trace", figure["figure_id"]),
    ):
        assert sample.run(*arguments, "--build", begin).stdout
        assert "no build 1999" in sample.run(*arguments, "--build", "1999", exit_code=1).stderr


def test_one_build_has_nothing_to_be_compared_with(sample: Hedui) -> None:
    assert "no build before" in sample.run("diff", exit_code=1).stderr
    [build] = sample.rows("select build_id from meta.build")
    rows = sample.run("diff", build["build_id"], build["build_id"], "--format", "json").stdout
    assert json.loads(rows) == []


def test_the_queue_begins_with_what_matters_most(sample: Hedui) -> None:
    queue = json.loads(sample.run("review", "--reason", "unmapped_subject", "--format", "json").stdout)
    counts = [row["figure_count"] for row in queue]
    assert counts == sorted(counts, reverse=True)
    assert all(row["sentence"] for row in queue)
    assert any(row["candidates"] for row in queue)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("somewhere",), "--format"),
        (("a.csv",), "one file for 8 tables"),
        (("a.xlsx", "--table", "nonsense"), "no table nonsense"),
        (("postgresql+psycopg://a:secret@127.0.0.1:1/x",), "127.0.0.1"),
    ],
)
def test_an_export_that_cannot_be_says_why(
    sample: Hedui, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    error = sample.run("export", *arguments, exit_code=1).stderr
    assert said in error
    assert "secret" not in error
    assert list(tmp_path.iterdir()) == []


def test_a_chart_names_its_file(sample: Hedui, tmp_path: Path) -> None:
    picture = tmp_path / "pm25.svg"
    assert sample.run("series", "PM2.5", "--chart", picture).stdout.strip() == str(picture)
    assert "43微克/立方米" in picture.read_text(encoding="utf-8")


def test_an_empty_answer_is_said_to_be_one(sample: Hedui) -> None:
    nothing = ("findings", "--relation", "deadline_order")
    assert sample.run(*nothing).stderr == "no rows\n"
    assert json.loads(sample.run(*nothing, "--format", "json").stdout) == []


def test_a_long_table_is_cut_and_says_so_and_programs_get_all(sample: Hedui) -> None:
    [counted] = sample.rows("select count(*) as n from core.fact_figure")
    ask = "select figure_id from core.fact_figure order by figure_id"
    done = sample.run("query", ask)
    assert len(done.stdout.splitlines()) == 2 + 100  # the head, and the line under it
    assert done.stderr == f"the first 100 of {counted['n']} rows; --limit 0 shows all\n"
    assert len(sample.run("query", ask, "--limit", 0).stdout.splitlines()) == 2 + counted["n"]
    assert len(sample.run("query", ask, "--limit", 3).stdout.splitlines()) == 2 + 3
    assert len(json.loads(sample.run("query", ask, "--format", "json").stdout)) == counted["n"]


def test_only_checks_that_leave_something_to_settle_have_a_severity(sample: Hedui) -> None:
    checks = json.loads(sample.run("checks", "--format", "json").stdout)
    graded = {row["verdict"] for row in checks if row["severity"]}
    assert {"conflict", "gross_conflict"} & graded
    assert not {"exact", "within_rounding", "within_truncation", "same", "untestable"} & graded
    graver = json.loads(sample.run("checks", "--severity", "high", "--format", "json").stdout)
    assert {row["severity"] for row in graver} == {"high"}


def test_trace_says_what_a_change_is_stated_against(sample: Hedui) -> None:
    [change] = sample.rows("""
        select min(figure_id) as figure_id
        from core.fact_figure
        where change_kind = 'year_on_year' and base_period_end is not null and qualifies is not null
    """)
    [row] = sample.rows(f"select * from core.fact_figure where figure_id = '{change['figure_id']}'")
    shown = sample.run("trace", change["figure_id"]).stdout
    assert f"year_on_year, against {row['base_period_start']} to {row['base_period_end']}" in shown
    assert f"({row['qualifies']})" in shown


def test_a_series_is_found_by_short_names_and_shown_in_the_units_of_people(sample: Hedui) -> None:
    whole = sample.run("series", "pm25_concentration", "--region", "410100", "--format", "json").stdout
    assert sample.run("series", "PM2.5年均浓度", "--region", "郑州", "--format", "json").stdout == whole
    assert "微克/立方米" in sample.run("series", "PM2.5", "--region", "郑州").stdout


def test_series_says_what_there_is(sample: Hedui) -> None:
    there = json.loads(sample.run("series", "--format", "json").stdout)
    [counted] = sample.rows("select count(*) as n from marts.indicator_series")
    assert sum(row["value_count"] for row in there) == counted["n"]
    assert sample.run("series", there[0]["indicator"]).stdout
    targets = sum(row["target_count"] for row in there if row["indicator_id"] == "pm25_concentration")
    assert f"targets not shown: {targets}" in sample.run("series", "pm25_concentration").stderr


def test_the_flat_table_answers_without_a_join(sample: Hedui) -> None:
    rows = sample.rows("""
        select title, indicator_label_zh, place_label_zh, period_display, text_printed, value_display, unit_display
        from marts.figure
        where indicator_id = 'pm25_concentration' and role = 'actual' and text_printed = '43微克/立方米'
    """)
    assert rows
    shown = {tuple(row.values())[1:] for row in rows}
    assert ("PM2.5浓度", "郑州市", "2023年", "43微克/立方米", 43, "微克/立方米") in shown


def test_the_version_is_told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["hedui", "--version"])
    with pytest.raises(SystemExit, match="0"):
        main()
    assert capsys.readouterr().out == f"hedui {version('hedui')}\n"
