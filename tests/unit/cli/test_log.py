"""The log of what runs unattended: kept in the home, rotated, without colours; JSON where it is asked for."""

import json
import logging
from pathlib import Path

import pytest
import typer

from hedui.cli import log
from hedui.cli.log import LOG, logged
from hedui.settings import Settings, load_settings


def settings(home: Path, format: str) -> Settings:
    return load_settings(home=home, environ={"HEDUI_LOG": format})


def test_a_log_is_kept_without_colours_and_only_warnings_are_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with logged(settings(tmp_path, "text"), "build"):
        LOG.info("\x1b[34mreading\x1b[0m")
        logging.getLogger("hedui.alerts").warning("not delivered")
    kept = (tmp_path / "logs" / "build.log").read_text(encoding="utf-8")
    assert [line.split(" ", 2)[2] for line in kept.splitlines()] == ["INFO reading", "WARNING not delivered"]
    assert capsys.readouterr().err == "not delivered\n"


def test_each_line_is_json_where_that_is_asked_for_an_error_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(typer.Exit), logged(settings(tmp_path, "json"), "build"):
        LOG.info("读取 %s", "甲")
        raise ValueError("no such folder")
    shown = capsys.readouterr().err.splitlines()
    assert shown == (tmp_path / "logs" / "build.log").read_text(encoding="utf-8").splitlines()
    lines = [json.loads(line) for line in shown]
    assert [(line["level"], line["message"]) for line in lines] == [("info", "读取 甲"), ("error", "no such folder")]
    assert all(line["at"].endswith("+00:00") for line in lines)


def test_a_log_does_not_grow_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "_BYTES", 200)
    with logged(settings(tmp_path, "text"), "build"):
        for number in range(100):
            LOG.info("line %d", number)
    assert len(list((tmp_path / "logs").iterdir())) == log._KEPT + 1


def test_where_no_log_can_be_kept_the_command_goes_on(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("in the way")
    with logged(settings(tmp_path, "text"), "build"):
        LOG.info("on")
    assert not LOG.handlers
