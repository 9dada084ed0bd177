"""Charts in a browser: where every text of theirs stands at three widths, which drawing is shown, what they tell."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from factsite.records.figure import Figure
from factsite.rendering.site import Site
from projects import language, rich_content

pytestmark = pytest.mark.browser
LINE = "nl/cijfers/elk-jaar/"
WIDTHS = (320, 360, 800)
# For each drawing that is shown: the texts that cover one another, that leave it or the screen, that aren’t of 13 px.
MEASURE = """() => {
  const found = [];
  for (const svg of document.querySelectorAll("svg.chart")) {
    const edge = svg.getBoundingClientRect();
    if (!edge.width || svg.matches(".spark")) continue;
    const texts = [...svg.querySelectorAll("text")].map((one) => [one.textContent, one.getBoundingClientRect(), one]);
    for (const [said, box, one] of texts) {
      const across = Math.max(edge.left - box.left, box.right - edge.right);
      if (Math.max(across, edge.top - box.top, box.bottom - edge.bottom) > 1) found.push(`“${said}” is cut`);
      if (box.left < 0 || box.right > document.documentElement.clientWidth) found.push(`“${said}” leaves the screen`);
      if (getComputedStyle(one).fontSize !== "13px" || box.height > 17.5 * (1 + one.children.length))
        found.push(`“${said}” isn’t of 13 px`);
    }
    texts.forEach(([said, a], number) => {
      for (const [other, b] of texts.slice(0, number)) {
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 0.5 && down > 0.5) found.push(`“${said}” covers “${other}”`);
      }
    });
  }
  const shown = [...document.querySelectorAll(".drawing")].map(
    (one) => [...one.children].filter((svg) => svg.getBoundingClientRect().width).length);
  if (shown.some((number) => number !== 1)) found.push(`drawings shown of one chart: ${shown}`);
  return found;
}"""


def figure_pages(model: Site) -> list[str]:
    """The addresses of all figures in all languages."""
    return [
        model.addresses.of(entry.path, code)
        for entry in model.content.of_kind("figures")
        for code in model.content.languages
        if entry.record
    ]


def test_no_text_of_a_chart_covers_another_or_is_cut(browser: Browser, address: str, model: Site) -> None:
    """Every chart in every language, on phones and beside a rail."""
    context = browser.new_context(java_script_enabled=True)
    page = context.new_page()
    found = {}
    for path in figure_pages(model):
        page.goto(address + path)
        page.evaluate("document.fonts.ready")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if said := page.evaluate(MEASURE):
                found[path, width] = said
    context.close()
    assert found == {}


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
