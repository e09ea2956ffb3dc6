"""`hedui alerts`: a test arrives, what does not is listed and sent again."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner
from webhook import webhook_server

from hedui.cli.app import app


def hedui(*arguments: object, code: int = 0) -> str:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output
    return result.stdout


def test_a_test_arrives_or_is_listed_and_sent_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with webhook_server() as hook:
        monkeypatch.setenv("HEDUI_ALERT_URLS", hook.address + "#name=desk")
        assert "taken" in hedui("alerts", "test", "--home", tmp_path)
        assert json.loads(hedui("alerts", "pending", "--format", "json", "--home", tmp_path)) == []
        hook.status = 500
        assert "HTTP 500" in hedui("alerts", "test", "--home", tmp_path, code=1)
        [row] = json.loads(hedui("alerts", "pending", "--format", "json", "--home", tmp_path))
        assert (row["address"], row["state"], row["attempts"]) == ("desk", "pending", 1)
        assert "HTTP 500" in hedui("alerts", "resend", "--home", tmp_path, code=1)
        hook.status = 200
        assert "taken" in hedui("alerts", "resend", "--home", tmp_path)
        assert json.loads(hedui("alerts", "pending", "--format", "json", "--home", tmp_path)) == []
        assert "taken" in hedui("alerts", "resend", row["message"], "--home", tmp_path)
        hedui("alerts", "resend", "nothing", "--home", tmp_path, code=2)
    assert {request.payload["title"] for request in hook.requests} == {"核对：测试"}


def test_without_an_address_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HEDUI_ALERT_URLS", raising=False)
    result = CliRunner().invoke(app, ["alerts", "test", "--home", str(tmp_path)])
    assert "names no address" in str(result.exception)
