"""Figures on other sites: the value that the address names, what is newer than it, and that one can't be served."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.access import SCHEMES, colours, structure
from browsing import served
from documents import LANGUAGES
from factsite.publishing import embeds
from factsite.publishing.dataset import datasets
from factsite.publishing.embeds import Embed
from factsite.publishing.writing import as_json, write, write_bytes
from factsite.rendering.addresses import permanent, value_key
from factsite.rendering.figures import chart
from factsite.rendering.reuse import embed_address, fitting_code, values_address
from factsite.rendering.shipped import ship, theme_files
from factsite.rendering.site import Site

pytestmark = pytest.mark.browser


def no_chart() -> None:
    """Of a figure that has none, or of which it isn't wanted."""


@pytest.fixture(scope="module")
def drawn(model: Site) -> Site:
    """The site of the fixtures, whose pages ask for the style sheet."""
    return Site(model.content, model.day, model.base)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with what pages to embed ask for."""
    for address, data in ship(theme_files()).data.items():
        write_bytes(tmp_path / address, data)
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
            write(address.with_suffix(".held.html"), Embed(dataset, code, no_chart).page())
            monkeypatch.setattr(embeds, "MAX_PINNED", 0)
            write(address, Embed(dataset, code, no_chart).page())
            write(folder / values_address(dataset.id, code), as_json(Embed(dataset, code, no_chart).values()))
    with served(folder) as base:
        for dataset in every:
            for code in LANGUAGES if dataset.id == every[0].id else LANGUAGES[:1]:
                there = base + embed_address(dataset.id, code)
                values = Embed(dataset, code, no_chart).values()["values"]
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
        Embed(dataset, "en", lambda: chart(dataset.views["en"], dataset.figure)).page(),
    )
    key = next(iter(Embed(dataset, "en", no_chart).values()["values"]))
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


FRAME = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title>
<style>body {{ margin: 0; {style} }} iframe {{ border: 0; }}</style><h1>Host</h1>{frame}{script}</html>"""


def host(folder: Path, address: str, *, script: str = "", style: str = "", attributes: str = 'height="640"') -> Path:
    """A page of another site around a figure; gives the folder to serve it from."""
    frame = f'<iframe src="{address}" title="A figure" width="100%" {attributes}></iframe>'
    write(folder / "index.html", FRAME.format(frame=frame, script=script, style=style))
    return folder


@pytest.mark.parametrize("by", ["copied", "file"])
def test_a_frame_is_as_high_as_what_it_shows(page: Page, address: str, tmp_path: Path, by: str) -> None:
    """On a page of another origin, however wide, and again when the text or the frame changes."""
    file = f'<script src="{address}assets/embed-height.js" defer></script>'
    script = fitting_code() if by == "copied" else file
    with served(host(tmp_path, f"{address}data/figures/yearly.fr.html", script=script)) as other:
        for width in (280, 600, 900):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(other)
            fits(page)
        frame = page.frames[1]
        for change in ("document.documentElement.style.fontSize = '200%'", "location.hash = '2022'"):
            frame.evaluate(change)
            fits(page)


def fits(page: Page) -> None:
    """Wait until nothing of a figure is out of its frame, and no more room is there than it needs."""
    frame, box = page.frames[1], page.locator("iframe")
    frame.wait_for_load_state()
    wanted = "Math.ceil(document.body.getBoundingClientRect().height)"
    for _ in range(50):
        if box.evaluate("(one) => one.clientHeight") == frame.evaluate(wanted):
            break
        page.wait_for_timeout(50)
    assert box.evaluate("(one) => one.clientHeight") == frame.evaluate(wanted)
    assert frame.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_page_takes_heights_from_its_figures_only(page: Page, address: str, tmp_path: Path) -> None:
    liar = "<script>parent.postMessage({ factsite: 'height', height: 5000 }, '*')</script>"
    with served(host(tmp_path, f"{address}data/figures/yearly.en.html", script=fitting_code())) as other:
        page.goto(other)
        fits(page)
        before = page.locator("iframe").evaluate("(one) => one.clientHeight")
        page.evaluate(
            "(html) => { const f = document.createElement('iframe'); f.srcdoc = html; document.body.append(f) }", liar
        )
        page.evaluate("postMessage({ factsite: 'height', height: 5000 }, '*')")
        page.evaluate("postMessage('height', '*')")
        page.wait_for_timeout(300)
        heights = page.locator("iframe").evaluate_all("(all) => all.map((one) => one.clientHeight)")
        assert heights[0] == before
        assert heights[1] < 300


@pytest.mark.parametrize("size", ["100%", "200%"])
def test_the_source_is_in_sight_in_a_frame_without_script(page: Page, address: str, tmp_path: Path, size: str) -> None:
    """At the height of the code to embed, at every width of a host and with text of twice the size."""
    with served(host(tmp_path, f"{address}data/figures/yearly.fr.html")) as other:
        for width in (280, 320, 480, 600, 900):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(other)
            frame = page.frames[1]
            frame.evaluate("(size) => { document.documentElement.style.fontSize = size }", size)
            box = frame.evaluate(
                "(() => { const b = document.querySelector('footer p').getBoundingClientRect();"
                " return [b.top, b.bottom, innerHeight, document.documentElement.scrollWidth, innerWidth] })()"
            )
            assert 0 <= box[0] < box[1] <= box[2], (width, box)
            assert box[3] <= box[4], (width, box)


def test_wordpress_gives_the_frame_its_height_and_follows_its_links(page: Page, address: str, tmp_path: Path) -> None:
    """Its frame is a sandbox without an origin; what it listens to comes with the secret of the address."""
    listen = "<script>window.told = []; addEventListener('message', (event) => told.push(event.data))</script>"
    source = f"{address}data/figures/yearly.en.html#?secret=Ab3dEf"
    with served(host(tmp_path, source, script=listen, attributes='height="640" sandbox="allow-scripts"')) as other:
        page.goto(other)
        page.wait_for_function(
            "told.some((one) => one.message === 'height' && one.secret === 'Ab3dEf' && one.value > 200)"
        )
        frame = page.frame_locator("iframe")
        expect(frame.locator("#unserved")).to_be_hidden()
        expect(frame.locator(".newest")).to_be_visible()
        frame.locator("footer a").last.click()
        page.wait_for_function("told.some((one) => one.message === 'link' && one.value.includes('/en/figures/'))")


BACKGROUND = "getComputedStyle(document.body).backgroundColor"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_light_and_dark_are_the_readers_or_the_hosts(
    page: Page, address: str, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    base = f"{address}data/figures/yearly.nl"
    seen = {}
    for name in (".html", ".light.html", ".dark.html", ".html?theme=light", ".html?theme=dark", ".html?theme=pink"):
        page.goto(base + name)
        seen[name] = page.evaluate(BACKGROUND)
    light, dark = seen[".light.html"], seen[".dark.html"]
    assert light == "rgb(255, 255, 255)" != dark
    assert seen[".html?theme=light"] == light
    assert seen[".html?theme=dark"] == dark
    assert seen[".html"] == seen[".html?theme=pink"] == {"light": light, "dark": dark}[scheme]


def test_axe_and_the_keyboard_on_pages_to_embed(page: Page, address: str) -> None:
    found = []
    page.set_viewport_size({"width": 280, "height": 640})
    for name in ("yearly.en.light.html", "yearly.fr.dark.html#2022", "residents.nl.html#1850"):
        page.goto(f"{address}data/figures/{name}")
        found += [*structure(page), *colours(page)]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        reached = set()
        for _ in range(12):
            page.keyboard.press("Tab")
            reached.add(page.evaluate("document.activeElement.getAttribute('href')"))
        assert (
            set(page.locator("main a:visible").evaluate_all("(all) => all.map((a) => a.getAttribute('href'))"))
            <= reached
        )
    assert found == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_chart_is_read_by_keys_as_on_the_page_of_the_figure(page: Page, address: str, code: str) -> None:
    page.goto(f"{address}data/figures/yearly.{code}.html")
    drawing = page.locator(".drawing:visible")
    drawing.press("End")
    expect(page.locator(".readout")).to_be_visible()
    drawing.press("Escape")
    expect(page.locator(".readout")).to_be_hidden()
