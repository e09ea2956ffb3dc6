"""Looking at pages as people do: Chromium without a network, and a note of whatever it should not have done."""

import shutil
from pathlib import Path

from playwright.sync_api import Browser, Page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


class Watched:
    """A page and whatever it did that it should not have."""

    def __init__(self, page: Page, root: str) -> None:
        self.page, self.faults = page, list[str]()
        page.on("console", lambda said: said.type in ("error", "warning") and self.faults.append(said.text))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("dialog", lambda dialog: (self.faults.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: self._asked(request.url, root))

    def _asked(self, address: str, root: str) -> None:
        if not address.startswith((root, "blob:")):
            self.faults.append(f"request {address}")


def watched(browser: Browser, site: Path, *, width: int = 1280, **context: object) -> Watched:
    """A new page without a network, at home on the files of a site."""
    settings = {"viewport": {"width": width, "height": 900}, "offline": True, "locale": "zh-CN", **context}
    return Watched(browser.new_context(**settings).new_page(), site.as_uri())
