"""Making the site again and again: what did not change is left, and what comes out is as if made from scratch."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from small_build import build_reports

from hedui.site import make_site
from hedui.site.folder import MANIFEST
from hedui.warehouse.access.read import NotPublished
from hedui.warehouse.home import Home

FIRST = {
    "甲.txt": "甲市2023年大气污染防治情况通报\n2023年,PM2.5浓度42微克/立方米,同比下降3微克/立方米。治理15家企业。\n",
    "乙.txt": "乙市2024年大气污染防治行动计划\n到2024年底,PM2.5浓度低于41微克/立方米。\n",
}
NIGHT = {
    "丙.txt": "甲市2024年大气污染防治情况通报\n2024年,全市PM2.5浓度40微克/立方米,新增光伏装机5.1万千瓦时。\n",
}


def write(folder: Path, reports: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in reports.items():
        (folder / name).write_text(text, encoding="utf-8")


def content(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """A home of two builds, the later with one report more, and the site made after each."""
    root = tmp_path_factory.mktemp("night")
    home, reports = Home(root / "home"), root / "reports"
    write(reports, FIRST)
    build_reports(home, reports, "build-1")
    make_site(home.root, root / "site")
    before = content(root / "site")
    write(reports, NIGHT)
    build_reports(home, reports, "build-2")
    made = make_site(home.root, root / "site")
    (root / "written").write_text("\n".join(made.written))
    (root / "before").mkdir()
    for path, data in before.items():
        there = root / "before" / path
        there.parent.mkdir(parents=True, exist_ok=True)
        there.write_bytes(data)
    yield {"home": home.root, "site": root / "site", "before": root / "before", "written": root / "written"}


def test_a_night_writes_what_changed_and_nothing_else(night: dict[str, Path]) -> None:
    before, after = content(night["before"]), content(night["site"])
    written = set(night["written"].read_text().split("\n"))
    assert written == {path for path, data in after.items() if before.get(path) != data}
    reports = {path for path in after if path.startswith("report/")}
    assert len(reports) == 3 and len(reports & written) == 1  # those of the evening before are as they were


def test_what_a_night_leaves_is_as_made_from_scratch(night: dict[str, Path], tmp_path: Path) -> None:
    make_site(night["home"], tmp_path / "anew")
    assert content(tmp_path / "anew") == content(night["site"])


def test_a_second_making_writes_nothing(night: dict[str, Path]) -> None:
    made = make_site(night["home"], night["site"])
    assert not made.written and not made.removed


def test_the_front_page_tells_what_the_night_brought(night: dict[str, Path]) -> None:
    front = (night["site"] / "index.html").read_text(encoding="utf-8")
    assert "昨夜以来" in front and "甲市2024年大气污染防治情况通报" in front
    assert "昨夜以来" not in (night["before"] / "index.html").read_text(encoding="utf-8")
    changes = (night["site"] / "changes.html").read_text(encoding="utf-8")
    assert "新增" in changes and "PM2.5浓度" in changes


def test_every_link_leads_somewhere(night: dict[str, Path]) -> None:
    from html.parser import HTMLParser

    files = content(night["site"])
    broken = []

    class Links(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            for name, value in attrs:
                if name in ("href", "src") and value:
                    path, _, anchor = value.partition("#")
                    there = (night["site"] / self.page).parent / path if path else night["site"] / self.page
                    key = there.resolve().relative_to(night["site"].resolve()).as_posix()
                    if key not in files or (anchor and f'id="{anchor}"'.encode() not in files[key]):
                        broken.append((self.page, value))

    for page in files:
        if page.endswith(".html"):
            links = Links()
            links.page = page  # type: ignore[attr-defined]
            links.feed(files[page].decode())
    assert not broken


def test_every_file_is_in_the_manifest(night: dict[str, Path]) -> None:
    files = content(night["site"])
    assert files[MANIFEST].decode().split() == sorted(files)


def test_without_a_warehouse_there_is_no_site(tmp_path: Path) -> None:
    with pytest.raises(NotPublished):
        make_site(tmp_path / "home", tmp_path / "site")
    assert not (tmp_path / "site").exists()
