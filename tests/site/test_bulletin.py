"""The bulletin as people meet it: opened from a folder, without a network."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from looking import watched
from playwright.sync_api import Browser, Page, expect

from hedui.site.labels import labels

PHONE = 390


def pages(site: Path) -> list[str]:
    """Every page of a site."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def one_of_each(site: Path) -> list[str]:
    """The pages at the top, and the first of each folder."""
    kinds: dict[str, str] = {}
    for path in pages(site):
        kinds.setdefault(path if "/" not in path else path.partition("/")[0], path)
    return list(kinds.values())


def _body(page: Page, path: Path) -> str:
    """The text of a report, without what stands around it."""
    read = "html => new DOMParser().parseFromString(html, 'text/html').getElementById('body').textContent"
    return str(page.evaluate(read, path.read_text(encoding="utf-8")))


def a_finding(site: Path) -> str:
    """The page of a finding about a wrong unit, which suspects one number."""
    return next(path for path in pages(site) if path.startswith("finding/") and "量纲" in (site / path).read_text())


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_every_page_opens_on_a_phone_and_asks_for_nothing(browser: Browser, sample_site: Path, scripts: bool) -> None:
    looked = watched(browser, sample_site, width=PHONE, java_script_enabled=scripts)
    for path in pages(sample_site) if scripts else one_of_each(sample_site):
        looked.page.goto((sample_site / path).as_uri())
        expect(looked.page.locator("h1")).to_be_visible()
        if scripts:
            sideways = looked.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert sideways <= 0, f"{path} scrolls sideways by {sideways} px"
            assert looked.page.inner_text("#build").startswith("构建"), path
    assert not looked.faults


@pytest.mark.parametrize(("language", "scheme"), [("zh", "light"), ("en", "dark")])
def test_nothing_bars_anyone_from_reading(browser: Browser, sample_site: Path, language: str, scheme: str) -> None:
    looked = watched(browser, sample_site, bypass_csp=True, color_scheme=scheme)
    serious = {}
    for path in one_of_each(sample_site):
        looked.page.goto(f"{(sample_site / path).as_uri()}?lang={language}")
        if path.startswith("report/"):
            looked.page.locator("a.m.actual").first.click()
        found = Axe().run(looked.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
        if wrong := [
            (violation["id"], violation["nodes"][0]["html"][:150])
            for violation in found.response["violations"]
            if violation["impact"] in ("serious", "critical")
        ]:
            serious[path] = wrong
    assert not serious


def test_a_finding_leads_to_its_number_in_the_text(browser: Browser, sample_site: Path) -> None:
    looked = watched(browser, sample_site)
    page = looked.page
    page.goto((sample_site / a_finding(sample_site)).as_uri())
    said = page.inner_text("a.q.reported")
    page.locator("a.q.reported").click()
    chosen = page.locator("a.m.on")
    expect(chosen).to_have_text(said)
    expect(chosen).to_be_in_viewport()
    expect(page.locator("#panel h2")).to_have_text(said)
    expect(page.locator("#panel .check .bad").first).to_be_visible()
    address = page.url
    page.goto("about:blank")
    page.goto(address)  # a permalink, opened afresh
    expect(page.locator("#panel h2")).to_have_text(said)
    page.keyboard.press("n")
    expect(page.locator("a.m.on")).not_to_have_text(said)
    assert not looked.faults


def test_numbers_are_marked_by_role_and_shown_when_pointed_at(browser: Browser, sample_site: Path) -> None:
    looked = watched(browser, sample_site)
    page = looked.page
    page.goto((sample_site / a_finding(sample_site)).as_uri())
    page.locator("a.q.reported").click()
    chosen = page.inner_text("#panel h2")
    other = page.locator("a.m.actual:not(.on)").first
    other.hover()
    expect(page.locator("#panel h2")).to_have_text(other.inner_text())
    page.mouse.move(5, 5)
    expect(page.locator("#panel h2")).to_have_text(chosen)
    time = page.locator("a.m.time").first
    assert "off" in (time.get_attribute("class") or "")
    page.locator(".roles input[value=time]").check()
    assert "off" not in (time.get_attribute("class") or "")
    with page.expect_download() as download:
        page.locator("#csv").click()
    rows = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 1 + page.locator("#body a.m").count()
    assert not looked.faults


@pytest.mark.parametrize(
    ("typed", "first"),
    [("PM2.5", "PM2.5浓度"), ("ＰＭ２．５浓度", "PM2.5浓度"), ("郑州", "郑州市")],
)
def test_search_knows_names_whatever_their_width(browser: Browser, sample_site: Path, typed: str, first: str) -> None:
    looked = watched(browser, sample_site)
    looked.page.goto((sample_site / "about.html").as_uri())
    looked.page.keyboard.press("/")
    looked.page.keyboard.insert_text(typed)
    expect(looked.page.locator("#hits a").first).to_contain_text(first)
    looked.page.keyboard.press("Enter")
    expect(looked.page.locator("h1")).to_contain_text(first)
    assert not looked.faults


def test_search_finds_exactly_the_texts_that_have_the_words(browser: Browser, sample_site: Path) -> None:
    looked = watched(browser, sample_site)
    page = looked.page
    page.goto((sample_site / "index.html").as_uri())
    word = "扬尘"
    having = {path.name for path in (sample_site / "report").iterdir() if word in _body(page, path)}
    assert 0 < len(having) < len(pages(sample_site / "report"))
    page.locator("#q").fill(word)
    texts = page.locator("#hits a", has_text="正文")
    expect(texts).to_have_count(len(having))
    found = texts.evaluate_all("all => all.map(link => link.pathname)")
    assert {address.rpartition("/")[2] for address in found} == having
    texts.first.click()
    page.wait_for_function("Number(document.documentElement.dataset.found) > 0")
    assert not looked.faults


def test_english_is_kept_from_page_to_page_and_chinese_shows_no_code(browser: Browser, sample_site: Path) -> None:
    looked = watched(browser, sample_site)
    page = looked.page
    codes = [code for codes in labels().values() for code in codes if "_" in code]
    for path in one_of_each(sample_site):
        page.goto((sample_site / path).as_uri())
        shown = page.inner_text("body")
        assert not [code for code in codes if code in shown], path
    page.goto((sample_site / "index.html").as_uri())
    page.locator("#lang").click()
    expect(page.locator("h1")).to_have_text("Bulletin", use_inner_text=True)
    page.locator("nav a", has_text="Indicators").click()
    expect(page.locator("h1")).to_have_text("Indicators", use_inner_text=True)
    assert page.get_attribute("html", "lang") == "en"
    assert not looked.faults


def test_a_long_table_can_be_sifted(browser: Browser, sample_site: Path) -> None:
    looked = watched(browser, sample_site)
    looked.page.goto((sample_site / "indicators.html").as_uri())
    rows = looked.page.locator("tbody tr:visible")
    before = rows.count()
    looked.page.locator(".sift").fill("PM2.5")
    assert 0 < rows.count() < before
    assert not looked.faults


@pytest.mark.parametrize("is_bypassed", [False, True], ids=["policy", "escaping alone"])
def test_a_hostile_report_is_shown_and_does_nothing(browser: Browser, hostile_site: Path, is_bypassed: bool) -> None:
    looked = watched(browser, hostile_site, bypass_csp=is_bypassed)
    page = looked.page
    for path in pages(hostile_site):
        page.goto((hostile_site / path).as_uri())
        foreign = page.evaluate(
            """() => [
                ...document.querySelectorAll('main script:not(#data), main img, main iframe, svg[onload], base, form'),
                ...[...document.querySelectorAll('*')]
                    .filter(e => [...e.attributes].some(a => /^on|^style$/.test(a.name))),
                ...[...document.querySelectorAll('a')].filter(a => !/^(file|blob):/.test(a.href)),
            ].map(e => e.outerHTML)"""
        )
        assert not foreign, path
        if path.startswith("report/"):
            for mark in page.locator("a.m:not(.off)").all():
                mark.click()
            text = page.inner_text("#body")
            for said in ("<script>alert(2)</script>", "</script><svg onload=alert(3)>", "{{ 7*7 }}${alert(4)}",
                         "U+202E", "U+200B", "U+0007", "&lt;b&gt;字面&amp;实体"):  # fmt: skip
                assert said in text
        page.locator("#q").fill("script")
        page.locator("#q").fill("alert")
        page.wait_for_timeout(50)
    assert not looked.faults
