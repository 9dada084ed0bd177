"""What axe finds on a page: every rule on all of it, or the contrast of a sample of its texts."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The rules that judge colours; what all others judge is the same in light and in dark.
_COLOURS = ["color-contrast", "link-in-text-block"]
_QUICK = {"resultTypes": ["violations"]}  # the rest isn't described in full, which takes most of the time
# Marks, of the elements with a text of their own, the first few of each look: what decides on their contrast are the
# colours, sizes, weights and opacities of the element and of all elements around it.
_MARK = """(few) => {
  const looks = new Map(), counts = new Map();
  const look = (element) => {
    if (!element) return "";
    if (!looks.has(element)) {
      const s = getComputedStyle(element);
      const own = [element.localName, s.color, s.backgroundColor, s.backgroundImage, s.opacity, s.fontSize,
                   s.fontWeight, s.position, s.display, s.visibility, s.textShadow, s.textDecorationLine, s.filter];
      looks.set(element, own.join(";") + "<" + look(element.parentElement));
    }
    return looks.get(element);
  };
  document.querySelectorAll("[data-sampled]").forEach((one) => one.removeAttribute("data-sampled"));
  for (const element of document.body.querySelectorAll("*")) {
    const says = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!says) continue;
    const count = (counts.get(look(element)) ?? 0) + 1;
    counts.set(look(element), count);
    if (count <= few) element.setAttribute("data-sampled", "");
  }
  return counts.size;
}"""


def structure(page: Page) -> list[str]:
    """What every rule but those of colours finds on the whole page."""
    return _run(page, None, runOnly=_TAGS, rules={rule: {"enabled": False} for rule in _COLOURS})


def colours(page: Page, *, few: int | None = None) -> list[str]:
    """What the rules of colours find, in the light or dark that the page is shown in.

    Args:
        page: as it is shown.
        few: so many texts of each look are judged, not all: axe needs a minute for the thousands of texts of a list.
            What isn't seen then is a text covered by something else that others of its look aren't; the sites of the
            fixtures, which have every kind of markup in few rows, are judged whole.
    """
    # Links fade from the colour of one scheme to that of the other: what is judged is where they arrive.
    page.evaluate("Promise.allSettled(document.getAnimations().map((one) => one.finished))")
    if few is None:
        return _run(page, None, runOnly={"type": "rule", "values": _COLOURS})
    assert page.evaluate(_MARK, few) > 0
    return _run(page, {"include": [["[data-sampled]"]]}, runOnly={"type": "rule", "values": _COLOURS})


def judged(page: Page) -> tuple[list[str], list[str]]:
    """What axe finds with all its rules on the whole page, and the rules by which it could not decide."""
    page.evaluate("Promise.allSettled(document.getAnimations().map((one) => one.finished))")
    if not page.evaluate("'axe' in window"):
        page.evaluate(_program())
    result = page.evaluate("(options) => axe.run(document, options)", {"runOnly": _TAGS})
    faults = [f"{found['id']}: {found['nodes'][0]['html']}" for found in result["violations"]]
    return faults, [found["id"] for found in result["incomplete"] for _ in found["nodes"]]


def axe_version(browser: Browser) -> str:
    """The version of axe."""
    page = browser.new_page()
    page.evaluate(_program())
    found = page.evaluate("axe.version")
    page.close()
    return str(found)


def _run(page: Page, context: dict[str, Any] | None, **options: object) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(_program())
    result = page.evaluate("([context, options]) => axe.run(context ?? document, options)", [context, _QUICK | options])
    return [f"{page.url}: {found['id']}: {found['nodes'][0]['html']}" for found in result["violations"]]


@cache
def _program() -> str:
    return str(Axe().axe_script)
