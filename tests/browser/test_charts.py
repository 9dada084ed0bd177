"""Charts in a browser: where every text of theirs stands at three widths, which drawing is shown, what they tell."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.texts import faulty_texts, figure_pages
from factsite.records.figure import Figure
from factsite.rendering.site import Site
from projects import language, rich_content

pytestmark = pytest.mark.browser
LINE = "nl/cijfers/elk-jaar/"


def test_no_text_of_a_chart_covers_another_or_is_cut(browser: Browser, address: str, model: Site) -> None:
    """Every chart in every language, on phones and beside a rail."""
    assert faulty_texts(browser, address, figure_pages(model)) == {}


def test_a_phone_and_a_desk_see_another_drawing(page: Page, address: str) -> None:
    page.goto(address + LINE)
    figure = page.locator("figure.chart").first
    expect(figure.locator("svg.wide")).to_be_visible()
    expect(figure.locator("svg.small")).to_be_hidden()
    page.set_viewport_size({"width": 360, "height": 740})
    expect(figure.locator("svg.small")).to_be_visible()
    expect(figure.locator("svg.wide")).to_be_hidden()


def test_values_of_a_chart_by_keyboard_and_pointer(page: Page, address: str) -> None:
    page.goto(address + LINE)
    chart = page.locator("figure.chart .drawing").first
    readout = page.locator("figure.chart .readout").first
    expect(readout).to_be_hidden()
    chart.focus()
    first, *_, before, newest = applicants()
    page.keyboard.press("ArrowLeft")
    expect(readout).to_have_text(newest)
    page.keyboard.press("ArrowLeft")
    expect(readout).to_have_text(before)
    page.keyboard.press("Home")
    expect(readout).to_have_text(first)
    expect(page.locator("figure.chart .told").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(readout).to_be_hidden()
    box = chart.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] - 60, box["y"] + box["height"] / 2)
    expect(readout).to_have_text(newest)
    at = readout.bounding_box()
    assert at
    assert box["x"] - 1 <= at["x"] <= at["x"] + at["width"] <= box["x"] + box["width"] + 1
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] - 40)
    expect(readout).to_be_hidden()


def test_a_chart_says_itself_once_and_how_it_is_read(page: Page, address: str) -> None:
    page.goto(address + LINE)
    told = page.locator("figure.chart").first.aria_snapshot()
    label = page.locator("figure.chart .drawing").first.get_attribute("aria-label") or ""
    keys = language("nl").say("Left and right arrow keys read the values one by one; Escape ends.")
    sentence = label.removesuffix(f" {keys}")
    assert label != sentence
    assert told.count(sentence) == 1
    assert applicants()[-1] not in told  # the texts of the drawing are no words of their own


def applicants() -> list[str]:
    """The values of the chart as it reads them out in Dutch."""
    found = rich_content().get("figures", "yearly", Figure)
    assert found is not None
    speaker = language("nl")
    shown = [(point.period.text, point.value) for point in found.observations if point.value is not None]
    return [speaker.labelled(period, speaker.with_unit(value, found.unit)) for period, value in sorted(shown)]
