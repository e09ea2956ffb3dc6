"""The user interface and daemon as a user starts them: a dropped report is published, and stopping leaves nothing."""

import json
import shutil
import signal
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from harness import SAMPLE, Hedui

from hedui.settings import load_settings
from hedui.warehouse.access.read import open_warehouse

PATIENCE = 180.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, condition.__name__
        time.sleep(0.5)


def test_a_dropped_report_is_published_and_stopping_leaves_nothing(sample: Hedui, tmp_path: Path) -> None:
    hedui = Hedui(tmp_path / "home")
    shutil.copytree(sample.home, hedui.home)
    reports = shutil.copytree(SAMPLE, tmp_path / "reports")
    load_settings(home=hedui.home, reports=[reports], environ={}).remember_reports()
    port = free_port()
    served = hedui.start("dev", "--port", port)

    def is_up() -> bool:
        assert served.poll() is None, served.communicate()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/server_info", timeout=5) as answer:
                return "dagster_version" in json.load(answer)
        except (urllib.error.URLError, TimeoutError):
            return False

    def is_published() -> bool:
        with open_warehouse(hedui.home) as warehouse:
            files = warehouse.query("select file_name from core.source_file")["file_name"].to_pylist()
        return "新报告.txt" in files

    try:
        wait_for(is_up)
        (reports / "新报告.txt").write_text("2024年，全市PM2.5平均浓度为43微克/立方米。", encoding="utf-8")
        wait_for(is_published)
    finally:
        served.send_signal(signal.SIGTERM)
        errors = served.communicate(timeout=60)[1]
    assert served.returncode == 0, errors
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0
    assert not [process for process in Path("/proc").iterdir() if works_in(process, hedui.home / "dagster")]


def works_in(process: Path, folder: Path) -> bool:
    """Whether a process of /proc works in the folder; one that ended meanwhile does not."""
    try:
        return (process / "cwd").readlink() == folder
    except OSError:
        return False
