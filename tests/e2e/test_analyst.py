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
        (("a.csv",), "one file for 6 tables"),
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


def test_the_version_is_told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["hedui", "--version"])
    with pytest.raises(SystemExit, match="0"):
        main()
    assert capsys.readouterr().out == f"hedui {version('hedui')}\n"
