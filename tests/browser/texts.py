"""Where the texts of charts stand, in a browser: none covers another, is cut, or is smaller than agreed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from factsite.rendering.site import Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser

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


def faulty_texts(browser: Browser, address: str, paths: Iterable[str]) -> dict[tuple[str, int], list[str]]:
    """What is wrong with the texts of the charts of pages, by page and width in pixels."""
    context = browser.new_context(java_script_enabled=True)
    page = context.new_page()
    found = {}
    for path in paths:
        page.goto(address + path)
        page.evaluate("document.fonts.ready")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if said := page.evaluate(MEASURE):
                found[path, width] = said
    context.close()
    return found
