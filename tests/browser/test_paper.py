"""Pages on paper, as a browser prints them: whole tables, sources, date, publisher, address; light, in any scheme."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from factsite.rendering.site import Site
from factsite.rendering.style import SHEET, style_sheets
from factsite.rendering.view import View

pytestmark = pytest.mark.browser
# A4 without the margins of style/print.css, in CSS pixels.
WIDTH, HEIGHT = 703, 998
# What of the tables of a page can’t be seen, and where a value doesn’t stand under its head.
ASTRAY = """() => {
  const found = [];
  const wide = document.documentElement.clientWidth;
  for (const table of document.querySelectorAll("main table")) {
    const heads = [...table.querySelectorAll("thead th")];
    for (const cell of table.querySelectorAll("th, td")) {
      const box = cell.getBoundingClientRect();
      const words = cell.innerText.trim().slice(0, 30);
      if (words && (box.width < 4 || box.height < 4)) found.push(`not shown: ${words}`);
      const range = document.createRange();
      range.selectNodeContents(cell);
      const text = range.getBoundingClientRect();
      if (words && (text.right > wide + 1 || text.left < -1)) found.push(`beyond the edge: ${words}`);
      const head = heads[cell.cellIndex];
      if (words && head && cell.colSpan === 1 && Math.abs(head.getBoundingClientRect().right - box.right) > 1) {
        found.push(`under another head: ${words}`);
      }
    }
  }
  return found;
}"""


def on_paper(page: Page, address: str) -> None:
    """A page as it is laid out for printing."""
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(address)
    # What only programs that read aloud are told isn’t for paper.
    page.evaluate("document.querySelectorAll('main table .unseen').forEach(one => one.remove())")


def bare(words: str) -> str:
    return "".join(words.split())


def printed(page: Page) -> str:
    """All that stands on the sheets, without spaces: where lines end is the business of the page."""
    data = page.pdf(prefer_css_page_size=True)
    return bare(" ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(data)).pages))


def is_whole(page: Page, address: str, *wanted: str) -> None:
    """Every head and value of its tables is printed, and whatever else is wanted."""
    on_paper(page, address)
    assert page.evaluate(ASTRAY) == []
    cells = page.locator("main :is(th, td)").all_inner_texts()
    page.emulate_media(media="print", color_scheme="light")
    said = printed(page)
    assert [one for one in (*cells, *wanted) if bare(one) not in said] == []


def test_pages_of_each_kind_are_printed_whole(browser: Browser, address: str, model: Site) -> None:
    """Their tables, their sources, the day and the publisher of the site, and where they stand."""
    page = browser.new_page()
    wanted = ["figures/yearly", "legislation/index", "report", "about/sources", "commitments/index", "glossary"]
    for number, path in enumerate(one for one in wanted if one in model.content.entries):
        code = ("fr", "nl", "en")[number % 3]
        view = View(model, code, model.content.entries[path], model.addresses.of(path, code))
        settings = model.content.settings
        assert settings is not None
        who = view.language.say("Publisher: %(who)s.", who=settings.publisher.name.read_in(code))
        when = view.language.say("As of %(day)s.", day=view.language.day(model.day))
        is_whole(page, address + view.address, who, when, view.canonical)
        sources = page.locator(".sources li").all_inner_texts()
        said = printed(page)
        assert [one for one in sources if bare(re.split("[,.]", one)[0]) not in said] == []  # then comes the address
    page.close()


def test_paper_is_light_and_nothing_stays_folded(page: Page, address: str, model: Site) -> None:
    on_paper(page, address + model.addresses.of("figures/yearly", "nl"))
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    folded = page.evaluate(
        "[...document.querySelectorAll('main details:not(.more-formats)')].filter(one => one.checkVisibility())"
        ".flatMap(one => [...one.children].slice(1)).filter(one => !one.checkVisibility({contentVisibilityAuto: true}))"
        ".map(one => one.textContent.trim().slice(0, 40))"
    )
    assert folded == []


def test_a_table_of_many_columns_loses_none(page: Page, tmp_path: Path) -> None:
    """Each row is laid over as many lines as it needs, under heads that are laid in the same way, on every sheet."""
    # As the script that sorts leaves them.
    heads = "".join(
        f"<th scope=col class=number><button type=button>{year}</button></th>" for year in range(2024, 1984, -1)
    )
    rows = "".join(
        f"<tr><th scope=row>Country {number}</th>"
        + "".join(f"<td class=number>{number}.{year}.795</td>" if year % 7 else "<td></td>" for year in range(40))
        + "</tr>"
        for number in range(1, 60)
    )
    shown = f"<table class='figures matrix'><thead><tr><th scope=col>Country</th>{heads}</tr></thead>{rows}</table>"
    sheet = style_sheets()[SHEET]
    document = f"<!doctype html><html lang=en><style>{sheet}</style><main><div class=scroll>{shown}</div></main>"
    file = tmp_path / "wide.html"
    file.write_text(document, encoding="utf-8")
    is_whole(page, file.as_uri())
    sheets = [one.extract_text() for one in PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages]
    assert len(sheets) > 1
    assert [sheet for sheet in sheets if "2024" not in sheet.split()] == []
    page.emulate_media(media="screen")
    assert page.evaluate(ASTRAY) != [], "on a screen it scrolls"
