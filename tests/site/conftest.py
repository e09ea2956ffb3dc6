"""The site of the sample, a site of a hostile report, and a browser to look at them with."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from harness import Hedui
from looking import CHROMIUM
from playwright.sync_api import Browser, sync_playwright
from small_build import build_reports

from hedui.site import make_site
from hedui.warehouse.home import Home

HOSTILE_NAME = '"><img src=x onerror=alert(1)>.txt'
HOSTILE = (
    "某市<script>alert(2)</script>大气污染防治情况通报\n"
    "2023年,全市PM2.5浓度42微克/立方米,同比下降5%</script><svg onload=alert(3)>。\n"
    "2023年,{{ 7*7 }}${alert(4)}企业完成治理15家,javascript:alert(5)企业完成治理16家。\n"
    "2023年,完成\u202e改造\u202c20台,\u200b隐藏30台,\x07响铃40台,&lt;b&gt;字面&amp;实体50台。\n"
    '2023年,"onmouseover="alert(6)设备完成60台,`<iframe srcdoc="x">`70台。\n'
    "2023年,新增光伏装机58.1万千瓦时。\n"
)


@pytest.fixture(scope="session")
def sample_site(sample: Hedui, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the sample."""
    folder = tmp_path_factory.mktemp("site") / "bulletin"
    make_site(sample.home, folder)
    return folder


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of one report that tries to act."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "reports").mkdir()
    (folder / "reports" / HOSTILE_NAME).write_text(HOSTILE, encoding="utf-8")
    build_reports(Home(folder / "home"), folder / "reports", "hostile")
    make_site(folder / "home", folder / "site")
    return folder / "site"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium of the system; without one the tests that need it are skipped, but never where all is to be tested."""
    if CHROMIUM is None:
        reason = "no Chromium on this machine: apt-get install chromium fonts-noto-cjk"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
