"""Pages behind real servers, under the policy that these send: a browser has nothing to report, and all works."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect

from browser.test_embeds import fits, host
from factsite.rendering.site import Site
from hosts import SERVERS, Host, hosted

Serve = Callable[[Path], AbstractContextManager[str]]
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=SERVERS)
def served(request: pytest.FixtureRequest, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """The rich site behind a real server."""
    with hosted(request.param, site, tmp_path_factory.mktemp(request.param)) as found:
        yield found


# Some violations a browser tells its page only.
_WATCH = """addEventListener("securitypolicyviolation", (event) =>
  console.error("violation", event.violatedDirective, event.blockedURI))"""
_STORED = """(async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,
  (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length])()"""


def is_said(message: ConsoleMessage) -> bool:
    """Whether a browser reports something, but that a host page of the tests has no icon."""
    return message.type in {"error", "warning"} and "favicon.ico" not in message.location.get("url", "")


class Reports:
    """What a browser says of a page: violations, errors, and what it fetched from elsewhere."""

    def __init__(self, page: Page, origin: str) -> None:
        self.lines: list[str] = []
        self._origin = origin
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.lines.append(f"{page.url}: {error}"))
        page.on("request", self._request)
        page.add_init_script(_WATCH)

    def _console(self, message: ConsoleMessage) -> None:
        # Of not-found pages the browser says that they weren't found.
        if is_said(message) and "status of 404" not in message.text:
            self.lines.append(f"{message.location.get('url')}: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith(self._origin):
            self.lines.append(f"asked for {request.url}")


def test_a_browser_reports_what_the_policy_forbids(page: Page, served: Host) -> None:
    """The proof that the others would see something."""
    reports = Reports(page, served.address)
    page.goto(f"{served.address}en/")
    for bad in (
        "document.body.setAttribute('style', 'color: red')",
        "document.body.append(Object.assign(document.createElement('style'), { textContent: 'p { color: red }' }))",
        "document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.ran = 1' }))",
        "document.body.append(Object.assign(new Image(), { src: 'https://www.example.org/x.png' }))",
        "void fetch('https://www.example.org/').catch(() => {})",
    ):
        before = len(reports.lines)
        page.evaluate(bad)
        page.wait_for_timeout(100)
        assert len(reports.lines) > before, bad
    assert page.evaluate("window.ran") is None


def test_no_page_of_any_kind_is_reported(page: Page, served: Host, paths: list[str]) -> None:
    """And none stores anything on the reader's machine."""
    reports = Reports(page, served.address)
    for path in [*paths, "en/nothing-here/", "data/figures/yearly.fr.svg"]:
        page.goto(served.address + path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("[...document.styleSheets].every((one) => one.cssRules.length > 0)"), path
    assert page.context.cookies() == []
    page.goto(f"{served.address}en/")
    assert page.evaluate(_STORED) == [0, 0, 0, 0, 0]
    assert reports.lines == []


@pytest.mark.parametrize("code", ["en", "fr", "nl"])
def test_search_finds_under_the_policy(page: Page, served: Host, model: Site, code: str) -> None:
    reports = Reports(page, served.address)
    figure = model.content.entries["figures/yearly"].in_language(code).words.title.split()[0]
    page.goto(f"{served.address}{model.addresses.of('search', code)}?q={figure}")
    expect(page.locator("#search-results li a").first).to_be_visible(timeout=30_000)
    assert reports.lines == []


def test_tables_sort_and_charts_tell_under_the_policy(page: Page, served: Host, model: Site) -> None:
    reports = Reports(page, served.address)
    page.goto(served.address + model.addresses.of("figures/yearly", "en"))
    page.locator("table[data-sortable] thead button").first.click()
    assert page.locator("table[data-sortable] thead [aria-sort]").count() == 1
    page.locator("figure.chart .drawing").first.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("figure.chart .readout").first).to_be_visible()
    page.goto(served.address + model.addresses.of("figures/index", "en"))
    page.locator("#filter").fill("zzz")
    assert reports.lines == []


@pytest.mark.parametrize("sandbox", ["", 'sandbox="allow-scripts"'])
def test_a_figure_stands_on_another_site(page: Page, served: Host, serve: Serve, tmp_path: Path, sandbox: str) -> None:
    """With its styles, its height and its values, also in a frame that has no origin of its own, as in WordPress."""
    script = f'<script src="{served.address}assets/embed-height.js" defer></script>'
    source = f"{served.address}data/figures/yearly.fr.html#2022"
    with serve(host(tmp_path, source, script=script, attributes=f'height="640" {sandbox}')) as other:
        lines: list[str] = []
        page.on("console", lambda message: lines.append(message.text) if is_said(message) else None)
        page.goto(other)
        fits(page)
        frame = page.frames[1]
        assert frame.evaluate("[...document.querySelectorAll('link[rel=stylesheet]')].every((one) => one.sheet)")
        assert frame.evaluate("document.fonts.ready.then(() => document.fonts.check('1rem \"Factsite Sans\"'))")
        expect(page.frame_locator("iframe").locator(".pinned:visible")).to_have_attribute("id", "2022")
        assert lines == []


def test_no_other_page_stands_on_another_site(page: Page, served: Host, serve: Serve, tmp_path: Path) -> None:
    with serve(host(tmp_path, f"{served.address}en/")) as other:
        page.goto(other)
        assert "chrome-error" in page.frames[1].url


def test_programs_of_other_sites_may_fetch_data(browser: Browser, served: Host, serve: Serve, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><title>Other</title>", encoding="utf-8")
    context = browser.new_context()
    page = context.new_page()
    with serve(tmp_path) as other:
        page.goto(other)
        fetched = "(address) => fetch(address).then((answer) => answer.ok, () => false)"
        for address in ("data/figures/yearly.csv", "data/figures/yearly.json", "en/all.atom", "catalog.jsonld"):
            assert page.evaluate(fetched, served.address + address), address
        assert not page.evaluate(fetched, f"{served.address}en/")
    context.close()
