"""Rows as JSON, CSV and tables: exact layouts, and hostile text that must not act."""

import csv
import io
import json
import re
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedui.cli.output import Format, json_text, visible, write_csv, write_jsonl, write_rows, write_table

ROW = {"subject": "PM2.5年浓度", "value": 43, "range": [1, 2.5], "page": None, "comparator": "="}
COLUMNS = tuple(ROW)


def test_csv_writes_numbers_bare_and_lists_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    write_csv([ROW], COLUMNS)
    assert capsys.readouterr().out == 'subject,value,range,page,comparator\nPM2.5年浓度,43,"[1, 2.5]",,=\n'


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=1", "@x"])
def test_csv_neutralises_text_that_a_spreadsheet_would_run(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    write_csv([{"subject": text, "value": -4.4}], ("subject", "value"))
    row = list(csv.reader(io.StringIO(capsys.readouterr().out, newline="")))[1]
    assert row[0].startswith("'")
    assert row[1] == "-4.4"


@pytest.mark.parametrize("layout", [Format.JSON, Format.CSV, Format.TABLE])
def test_no_layout_lets_a_terminal_escape_through(layout: Format, capsys: pytest.CaptureFixture[str]) -> None:
    write_rows([{"sentence": "降尘\x1b]0;x\x07量\x9b2J"}], ("sentence",), layout)
    out = capsys.readouterr().out
    assert "降尘" in out
    assert not {"\x1b", "\x07", "\x9b"} & set(out)


def test_table_takes_no_markup_from_text(capsys: pytest.CaptureFixture[str]) -> None:
    write_rows([{"sentence": "[red]煤炭[/red] [link=x]"}], ("sentence",), Format.TABLE)
    assert "[red]煤炭[/red] [link=x]" in capsys.readouterr().out


def test_a_table_too_wide_for_the_terminal_comes_in_blocks_and_whole(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [{"figure_id": "6f55d0f27982e9bc-00025", "sentence": "全年累计引入外电。" * 5, "scope": None}]
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "50")
    write_table(rows, tuple(rows[0]))
    first, *more = re.sub(r"\x1b\[\d*m", "", capsys.readouterr().out).splitlines()
    assert first.split() == ["figure_id", "6f55d0f27982e9bc-00025"]
    assert "".join(line.removeprefix("sentence").strip() for line in more) == rows[0]["sentence"]
    monkeypatch.setenv("COLUMNS", "150")
    write_table(rows, tuple(rows[0]))
    assert capsys.readouterr().out.count("\n") == 3


def test_moments_are_shown_to_the_second(capsys: pytest.CaptureFixture[str]) -> None:
    write_table([{"built_at": datetime(2024, 1, 2, 3, 4, 5, 678)}], ("built_at",))
    assert capsys.readouterr().out.splitlines()[-1].strip() == "2024-01-02 03:04:05"


def test_jsonl_is_one_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    write_jsonl([ROW, {"a": "x\ny"}])
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line) for line in lines] == [ROW, {"a": "x\ny"}]
    assert "年浓度" in lines[0]


@given(st.text())
def test_json_text_comes_back_and_holds_no_control_character(text: str) -> None:
    written = json_text(text)
    assert json.loads(written) == text
    assert all(c.isprintable() or ord(c) >= 0xA0 for c in written)


def test_json_has_numbers_for_numbers_and_null_for_what_is_none() -> None:
    value = {
        "sum": Decimal("108"),
        "share": Decimal("1.50"),
        "bytes": b"A",
        "none": [float("nan"), {"x": float("inf")}],
    }
    assert json_text(value) == '{"sum": 108, "share": 1.5, "bytes": "41", "none": [null, {"x": null}]}'


@given(st.text())
def test_visible_text_is_one_line_without_control_characters(text: str) -> None:
    assert not any(c in "\n\r\t\x0b\x0c" or ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 for c in visible(text))
