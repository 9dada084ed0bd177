"""Pages in a browser: accessibility, requests, phones, keyboard, search."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.access import SCHEMES, colours, structure

pytestmark = pytest.mark.browser
_AT_ONCE = 8  # pages that load beside one another


def with_tables(site: Path) -> list[str]:
    """The pages whose text holds a table: its words decide how narrow it can be."""
    pages = sorted(path for code in ("en", "fr", "nl") for path in (site / code).rglob("index.html"))
    found = [
        path for path in pages if re.search(r'<table(>| class="figures bridge")', path.read_text(encoding="utf-8"))
    ]
    return [path.parent.relative_to(site).as_posix() + "/" for path in found]


@pytest.mark.parametrize("half", [0, 1])
def test_axe_finds_nothing(browser: Browser, address: str, paths: list[str], few: int | None, half: int) -> None:
    """Every rule, and those of colours in light and in dark."""
    context = browser.new_context()
    page = context.new_page()
    found = []
    for target in paths[half::2]:
        page.goto(address + target)
        found += structure(page)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            found += [f"{scheme}: {fault}" for fault in colours(page, few=few)]
    context.close()
    assert found == []


@pytest.mark.parametrize("sampled", [None, 2])
def test_axe_sees_a_faint_text_and_a_picture_without_words(page: Page, sampled: int | None) -> None:
    """Among many texts one that is faint, and another that is faint in the dark only."""
    rows = "<li>plain</li>" * 100
    page.set_content(
        "<!doctype html><html lang=en><title>x</title><style>html {background: #fff; color: #000} b {color: #ccc}"
        "i {color: #555} @media (prefers-color-scheme: dark) {html {background: #111; color: #eee}}</style>"
        f"<main><h1>x</h1><ul>{rows}<li><b>faint</b></li><li><i>faint</i></li>{rows}</ul><img src=x></main>"
    )
    for scheme, faint in zip(SCHEMES, ("<b>", "<i>"), strict=True):
        page.emulate_media(color_scheme=scheme)
        (contrast,) = colours(page, few=sampled)
        assert "color-contrast" in contrast
        assert faint[:2] in contrast
    assert any("image-alt" in fault for fault in structure(page))


def test_nothing_is_fetched_or_stored(browser: Browser, address: str, paths: list[str]) -> None:
    context = browser.new_context()
    asked: list[str] = []
    failed: list[str] = []
    said: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("requestfailed", lambda request: failed.append(request.url))
    context.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    context.on("console", lambda message: said.append(message.text))
    for start in range(0, len(paths), _AT_ONCE):
        shown = [(context.new_page(), path) for path in paths[start : start + _AT_ONCE]]
        for page, path in shown:
            page.goto(address + path, wait_until="commit")
        for page, _ in shown:
            page.wait_for_load_state("networkidle")
            assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
            page.close()
    assert len(asked) > len(paths)
    assert [url for url in asked if not url.startswith(address)] == []
    assert failed == []
    assert said == []
    assert context.cookies() == []
    context.close()


def test_no_page_is_wider_than_the_screen(browser: Browser, address: str, site: Path, paths: list[str]) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 800})
    page = context.new_page()
    wide = []
    for target in [*paths, *with_tables(site)]:
        page.goto(address + target)
        for width in (320, 360, 1280) if target in paths else (320,):
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wide.append(f"{target} at {width}")
    context.close()
    assert wide == []


def test_pages_work_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(address)
    page.get_by_role("link", name=re.compile("Nederlands")).click()
    page.locator(".menu-small summary").click()
    page.locator(".menu-small").get_by_role("link", name="Cijfers").click()
    expect(page).to_have_url(address + "nl/cijfers/")
    page.get_by_role("link", name="FR").click()
    expect(page).to_have_url(address + "fr/chiffres/")
    context.close()


def test_by_keyboard_alone(page: Page, address: str) -> None:
    page.goto(address + "en/explained/reception/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    button = page.locator("button.explain").first
    button.focus()
    page.keyboard.press("Enter")
    definition = page.locator(".definition:popover-open")
    expect(definition).to_be_visible()
    page.keyboard.press("Escape")
    expect(definition).to_have_count(0)
    expect(button).to_be_focused()


@pytest.mark.parametrize(
    ("code", "words", "wanted"),
    [
        ("en/search/", "applicants", "en/figures/applicants/"),
        ("fr/recherche/", "REGROUPEMENT familial", "fr/"),
        ("fr/recherche/", "accueil DEMANDEURS", "fr/comprendre/"),
        ("nl/zoeken/", "hereniging", "nl/uitleg/gezinshereniging/"),
    ],
)
def test_search_finds_pages_of_its_own_language(page: Page, address: str, code: str, words: str, wanted: str) -> None:
    search_finds(page, address, code, words, wanted)


def search_finds(page: Page, address: str, code: str, words: str, wanted: str) -> None:
    """Words typed on a search page find pages of its own language only, that one among them."""
    page.goto(address + code)
    page.locator("#query").focus()
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    results = page.locator("#search-results h2 a")
    expect(results.first).to_be_visible()
    found = results.evaluate_all("(links) => links.map((a) => a.href)")
    assert all(url.startswith(f"{address}{code[:2]}/") for url in found)
    assert any(url.startswith(address + wanted) for url in found)


def test_accents_and_capitals_do_not_matter(page: Page, address: str) -> None:
    counts = []
    for words in ("réfugiés", "refugies", "REFUGIES"):
        page.goto(f"{address}fr/recherche/?q={words}")
        status = page.locator("#search-status")
        expect(status).not_to_be_empty()
        counts.append(status.inner_text())
    assert counts[0] == counts[1] == counts[2]
    assert re.search(r"\d", counts[0])


def test_search_that_finds_nothing_says_so(page: Page, address: str) -> None:
    page.goto(f"{address}nl/zoeken/?q=wxyzwxyz")
    expect(page.locator("#search-status")).to_have_text("Niets gevonden.")


def test_search_works_on_a_sub_path(page: Page, small_address: str) -> None:
    page.goto(f"{small_address}fr/recherche/?q=demandeurs")
    link = page.locator("#search-results h2 a").first
    expect(link).to_have_attribute("href", re.compile("/sub/path/fr/"))
    link.click()
    expect(page.locator("h1")).to_be_visible()
    assert page.url.startswith(f"{small_address}fr/")
