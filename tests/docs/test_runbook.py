"""The runbook says what every message and every error of a night means; what it has one run can be run."""

import importlib
import pkgutil
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from harness import HEDUI, REPOSITORY
from typer.main import get_group

from hedui.alerts.digest import Language, News, NoticeKind
from hedui.alerts.words import NEWS, NOTICES
from hedui.cli.app import app
from hedui.warehouse.errors import WarehouseError

PAGE = (REPOSITORY / "docs" / "runbook.md").read_text(encoding="utf-8")
UNITS = sorted((REPOSITORY / "deploy" / "systemd").glob("*.[st]*"))
COMPOSE = REPOSITORY / "deploy" / "compose.yaml"


@pytest.mark.parametrize("kind", NoticeKind)
@pytest.mark.parametrize("language", Language)
def test_each_notice_is_explained(kind: NoticeKind, language: Language) -> None:
    assert re.search(rf"^\| .*{NOTICES[kind][language][0]}.* \| .+ \| .+ \|$", PAGE, re.MULTILINE)


@pytest.mark.parametrize("news", News)
@pytest.mark.parametrize("language", Language)
def test_each_kind_of_news_is_explained(news: News, language: Language) -> None:
    assert re.search(rf"^\| .*{NEWS[news][language]}.* \| .+ \| .+ \|$", PAGE, re.MULTILINE)


def test_each_error_that_a_build_may_end_with_is_explained() -> None:
    for module in ("hedui.warehouse", "hedui.alerts"):
        for found in pkgutil.walk_packages(importlib.import_module(module).__path__, f"{module}."):
            if "preload" not in found.name:
                importlib.import_module(found.name)
    importlib.import_module("pipelines.run")
    rooms = (
        "hedui.warehouse.building",
        "hedui.warehouse.contracts",
        "hedui.warehouse.files",
        "hedui.alerts",
        "pipelines",
    )
    names = {
        error.__name__
        for error in WarehouseError.__subclasses__()
        if error.__module__.startswith(rooms) and error.__name__ not in ("GraphError", "UnknownBuild")
    }
    assert len(names) > 8
    assert not [name for name in sorted(names) if f"`{name}`" not in PAGE]


def test_each_command_it_names_exists() -> None:
    commands = set(get_group(app).commands)
    named = set(re.findall(r"(?:^|`|/|  )hedui ([a-z]+)(?= |`|$)", PAGE, re.MULTILINE))
    assert {"build", "doctor", "runs", "alerts", "backup", "restore"} <= named <= commands


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_the_units_are_as_systemd_wants_them(tmp_path: Path) -> None:
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8").replace("/opt/hedui/bin/hedui", str(HEDUI))
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    units = [str(path) for path in tmp_path.iterdir()]
    assert len(units) == 4
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_each_unit_runs_a_command_that_exists_as_somebody_without_rights() -> None:
    for unit in (unit for unit in UNITS if unit.suffix == ".service"):
        text = unit.read_text(encoding="utf-8")
        assert "User=hedui" in text and "ProtectSystem=strict" in text
        [command] = re.findall(r"^ExecStart=/opt/hedui/bin/hedui (.+)$", text, re.MULTILINE)
        assert command in ("build", "alerts watch")


def test_each_service_of_ours_has_a_read_only_package_no_rights_and_a_health_check() -> None:
    services = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["services"]
    assert set(services) == {"postgres", "code", "daemon", "webserver", "bulletin"}
    for name, service in services.items():
        assert service["healthcheck"]["test"]
        if name != "postgres":
            assert service["read_only"] is True
            assert service["cap_drop"] == ["ALL"]
            assert (Path(sys.executable).parent / service["command"][0]).exists()
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ()))
    assert "USER hedui" in (REPOSITORY / "deploy" / "Dockerfile").read_text(encoding="utf-8")
