"""The server for the office: it shows the pages of the day, searches texts, and does nothing else."""

import json
import os
import shutil
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from threading import Thread

import pytest
import uvicorn
from harness import Hedui
from looking import Watched
from playwright.sync_api import Browser, expect
from small_build import build_reports

from hedui.site import make_site, search
from hedui.site.server import application, find_texts
from hedui.warehouse.home import Home

TEXT = "甲市2023年大气污染防治情况通报\n2023年,ＰＭ２.５ 浓度42微克/立方米,推进散 煤治理,完成VOCs治理15家企业。\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home of one report and its pages, as when there are too many reports for an index of the texts."""
    root = tmp_path_factory.mktemp("office")
    (root / "reports").mkdir()
    (root / "reports" / "甲.txt").write_text(TEXT, encoding="utf-8")
    home = Home(root / "home")
    build_reports(home, root / "reports", "build-1")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "MOST_TEXTS", 0)
        make_site(home.root, home.site)
    return home


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    headers: HTTPMessage
    text: str


@dataclass(frozen=True)
class Client:
    """One who asks exactly what it is told to: no path is tidied, no name is looked up."""

    port: int

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        return Answer(answer.status, answer.msg, answer.read().decode())


@contextmanager
def served(home: Home) -> Iterator[Client]:
    """The server of a home, in a thread."""
    config = uvicorn.Config(application(home.root, home.site), port=0, log_level="error")
    server = uvicorn.Server(config)
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.02)
    yield Client(server.servers[0].sockets[0].getsockname()[1])
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def client(home: Home) -> Iterator[Client]:
    with served(home) as client:
        yield client


@pytest.mark.parametrize("words", ["pm2.5浓度", "ＰＭ２．５", "散煤", "vocs治理", "  散　煤 "])
def test_texts_are_found_whatever_the_width_case_and_space(home: Home, words: str) -> None:
    [hit] = find_texts(home.root, words)
    assert hit["title"] == "甲市2023年大气污染防治情况通报"
    assert (home.site / hit["href"]).is_file()
    assert "浓度" in hit["passage"] or "治理" in hit["passage"]


@pytest.mark.parametrize("words", ["", "煤", "没有此词", ".*", "'; drop table", "[", "\\d+"])
def test_what_no_text_has_is_not_found_and_nothing_in_it_is_a_pattern(home: Home, words: str) -> None:
    assert find_texts(home.root, words) == []


def test_pages_come_with_what_they_may_do(client: Client) -> None:
    answer = client.ask("/")
    assert answer.status == 200 and "对账公报" in answer.text
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert client.ask("/", **{"If-None-Match": answer.headers["etag"]}).status == 304


@pytest.mark.parametrize(
    ("method", "path", "host", "status"),
    [
        ("POST", "/index.html", "127.0.0.1", 405),
        ("PUT", "/x.html", "127.0.0.1", 405),
        ("DELETE", "/search", "127.0.0.1", 405),
        ("GET", "/nothing.html", "127.0.0.1", 404),
        ("GET", "/../hedui.duckdb", "127.0.0.1", 404),
        ("GET", "/%2e%2e/hedui.duckdb", "127.0.0.1", 404),
        ("GET", "/..%2Fhedui.duckdb", "127.0.0.1", 404),
        ("GET", "/index.html", "rebound.example", 400),
        ("GET", "/index.html", "localhost:8790", 200),
    ],
)
def test_it_only_reads_its_own_pages(client: Client, method: str, path: str, host: str, status: int) -> None:
    assert client.ask(path, method, Host=host).status == status


def test_the_same_server_goes_over_to_a_new_build(home: Home, tmp_path: Path) -> None:
    copy = Home(tmp_path / "home")
    shutil.copytree(home.root, copy.root)
    with served(copy) as client:
        assert (client.ask("/health").status, json.loads(client.ask("/health").text)["build_id"]) == (200, "build-1")
        build_reports(copy, home.root.parent / "reports", "build-2")
        stale = client.ask("/health")
        assert (stale.status, json.loads(stale.text)["pages_build_id"]) == (503, "build-1")
        make_site(copy.root, copy.site)
        assert client.ask("/health").status == 200
        assert "build-2" in client.ask("/static/build.js").text
        copy.published.unlink()
        assert client.ask("/health").status == 503


@pytest.fixture
def office(home: Home) -> Iterator[str]:
    """The address of the command, running, as an office starts it."""
    port = _free_port()
    process = Hedui(home.root).start("serve", "--port", port)
    assert process.stderr is not None
    address = process.stderr.readline().strip()
    _until_it_answers(port)
    yield address
    os.kill(process.pid, signal.SIGTERM)
    assert process.wait(20) in (0, -signal.SIGTERM)


def test_texts_are_searched_from_a_page(browser: Browser, office: str) -> None:
    looked = Watched(browser.new_context().new_page(), office)
    looked.page.goto(office)
    looked.page.locator("#q").fill("散煤")
    hit = looked.page.locator("#hits a", has_text="正文")
    expect(hit).to_have_count(1)
    expect(hit.locator("span")).to_contain_text("治理")
    hit.click()
    looked.page.wait_for_function("document.documentElement.dataset.found === '1'")
    assert not looked.faults


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _until_it_answers(port: int) -> None:
    for _ in range(600):
        try:
            assert Client(port).ask("/health").status == 200
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"port {port} did not answer")
