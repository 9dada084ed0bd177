"""Figures on other sites: the value that the address names, what is newer than it, and that one can't be served."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import served
from documents import LANGUAGES
from factsite.publishing import embeds
from factsite.publishing.dataset import datasets
from factsite.publishing.embeds import Embed
from factsite.publishing.writing import as_json, write
from factsite.rendering.addresses import permanent, value_key
from factsite.rendering.environment import THEME
from factsite.rendering.figures import chart
from factsite.rendering.reuse import embed_address, values_address
from factsite.rendering.site import Site

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def drawn(model: Site) -> Site:
    """The site of the fixtures, whose pages ask for the style sheet."""
    return Site(model.content, model.day, model.base, stylesheets=["assets/site.css"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with what pages to embed ask for."""
    for name in ("site.css", "embed.js"):
        write(tmp_path / "assets" / name, (THEME / "assets" / name).read_text(encoding="utf-8"))
    return tmp_path


@pytest.mark.parametrize("code", ["en", "fr", "nl"])
def test_the_address_chooses_the_value(page: Page, small_address: str, code: str) -> None:
    address = f"{small_address}data/figures/applicants.{code}.html"
    page.goto(address)
    expect(page.locator(".newest")).to_be_visible()
    expect(page.locator(".pinned:visible")).to_have_count(0)
    expect(page.locator("#unserved")).to_be_hidden()
    page.goto(f"{address}#2020")
    expect(page.locator(".newest")).to_be_hidden()
    expect(page.locator(".pinned:visible")).to_have_attribute("id", "2020")
    expect(page.locator(".pinned:visible .newer")).to_be_visible()
    expect(page.locator("#unserved")).to_be_hidden()


def test_a_value_that_is_not_there_is_said_to_be_missing(page: Page, small_address: str) -> None:
    page.goto(f"{small_address}data/figures/applicants.en.html#1850.forced")
    expect(page.locator("#unserved")).to_be_visible()
    expect(page.locator(".newest")).to_be_visible()
    page.evaluate("location.hash = '2020'")
    expect(page.locator("#unserved")).to_be_hidden()
    for odd in ("%", "unserved", "2020.", "__proto__"):
        page.evaluate("(hash) => { location.hash = hash }", odd)
        expect(page.locator("#unserved")).to_be_visible()
    # WordPress puts this behind the address of every frame: it names no value.
    page.evaluate("location.hash = '?secret=Ab3'")
    expect(page.locator("#unserved")).to_be_hidden()


def shown(page: Page, key: str) -> str:
    """The block of a value, without spaces between its parts."""
    page.evaluate("(key) => { location.hash = encodeURIComponent(key) }", key)
    block = page.locator("main > div.pinned:visible")
    expect(block).to_have_attribute("id", key)
    expect(page.locator("#unserved")).to_be_hidden()
    expect(page.locator(".newest")).to_be_hidden()
    return str(block.evaluate("(one) => one.innerHTML.replace(/\\s+(?=<)|(?<=>)\\s+/g, '')"))


def test_a_value_that_the_page_fetches_is_shown_as_one_that_it_holds(
    page: Page, drawn: Site, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same numbers, names, flags, revisions and newer ones: the script writes none of them by itself."""
    compared = 0
    every = datasets(drawn)
    for dataset in every:
        for code in LANGUAGES:
            address = folder / embed_address(dataset.id, code)
            monkeypatch.setattr(embeds, "MAX_PINNED", 300)
            write(address.with_suffix(".held.html"), Embed(dataset, code).page(None))
            monkeypatch.setattr(embeds, "MAX_PINNED", 0)
            write(address, Embed(dataset, code).page(None))
            write(folder / values_address(dataset.id, code), as_json(Embed(dataset, code).values()))
    with served(folder) as base:
        for dataset in every:
            for code in LANGUAGES if dataset.id == every[0].id else LANGUAGES[:1]:
                there = base + embed_address(dataset.id, code)
                values = Embed(dataset, code).values()["values"]
                keys = [value_key(dataset.figure, point) for point in dataset.observations]
                some = [key for key in keys if key in values][:: max(1, len(values) // 6)]
                page.goto(there.replace(".html", ".held.html"))
                held = [shown(page, key) for key in some]
                page.goto(there)
                assert [shown(page, key) for key in some] == held, there
                compared += len(some)
    assert compared > 40


def test_a_value_that_cannot_be_fetched_is_said_to_be_missing(
    page: Page, drawn: Site, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A frame without an origin of its own may fetch nothing: WordPress makes it so."""
    monkeypatch.setattr(embeds, "MAX_PINNED", 0)
    dataset = datasets(drawn)[0]
    write(
        folder / embed_address(dataset.id, "en"),
        Embed(dataset, "en").page(chart(dataset.views["en"], dataset.figure)),
    )
    key = next(iter(Embed(dataset, "en").values()["values"]))
    with served(folder) as base:
        page.goto(f"{base}{embed_address(dataset.id, 'en')}#{key}")
        expect(page.locator("#unserved")).to_be_visible()
        expect(page.locator(".newest")).to_be_visible()


def test_without_script_the_newest_stands_there_with_the_way_to_all(browser: Browser, small_address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{small_address}data/figures/applicants.en.html#1850")
    expect(page.locator(".newest .period")).to_be_visible()
    assert page.locator("noscript a").get_attribute("href") == "../../data/figures/applicants/"
    page.goto(f"{small_address}data/figures/applicants.en.html#2020")
    expect(page.locator(".pinned:visible")).to_have_attribute("id", "2020")
    expect(page.locator("noscript p")).to_be_hidden()
    context.close()


def test_the_permanent_page_says_that_an_address_names_none_of_its_values(page: Page, small_address: str) -> None:
    address = small_address + permanent("applicants")
    for key, there in (("2020", True), ("1850", False), ("values", True), ("fr.csv", True), ("", True)):
        page.goto(f"{address}#{key}")
        page.wait_for_function("document.readyState === 'complete'")
        assert page.locator("#unserved").is_hidden() == there, key
