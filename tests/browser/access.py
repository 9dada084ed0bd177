"""What axe finds on a page: every rule on all of it, or the contrast of a sample of its texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from browser.contrast import MARK, measure

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The rules that judge colours; what all others judge is the same in light and in dark.
_COLOURS = ["color-contrast", "link-in-text-block"]
_QUICK = {"resultTypes": ["violations"]}  # the rest isn't described in full, which takes most of the time
# Marks, of the elements with a text of their own, the first few of each look: what decides on their contrast are the
# colours, sizes, weights and opacities of the element and of all elements around it.
_SAMPLE = """(few) => {
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
# What axe finds; the texts whose contrast it leaves undecided are marked with their numbers.
_JUDGE = """async ([within, rules, mark]) => {
  document.querySelectorAll(`[${mark}]`).forEach((one) => one.removeAttribute(mark));
  const told = (rule, node) => `${rule.id}: ${node.html}`;
  const quick = {resultTypes: ["violations", "incomplete"], selectors: false, elementRef: true};
  const done = await axe.run(within ?? document, {runOnly: rules, ...quick});
  const texts = [], undecided = [];
  for (const rule of done.incomplete) for (const node of rule.nodes) {
    if (rule.id === "color-contrast") {
      node.element.setAttribute(mark, texts.length);
      texts.push(node.html);
    } else undecided.push(told(rule, node));
  }
  return {faults: done.violations.flatMap((rule) => rule.nodes.map((node) => told(rule, node))), undecided, texts};
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
    assert page.evaluate(_SAMPLE, few) > 0
    return _run(page, {"include": [["[data-sampled]"]]}, runOnly={"type": "rule", "values": _COLOURS})


@dataclass
class Judged:
    """What was found in some views: faults, doubts, how many contrasts were measured, how many views had which."""

    faults: list[str] = field(default_factory=list)
    undecided: list[str] = field(default_factory=list)
    measured: int = 0
    views: int = 0
    faulty: int = 0
    doubtful: int = 0

    def add(self, other: Judged) -> None:
        """Take in what was found in other views."""
        self.faults += other.faults
        self.undecided += other.undecided
        self.measured += other.measured
        self.views += other.views
        self.faulty += other.faulty
        self.doubtful += other.doubtful


def judged(page: Page, within: str | None = None) -> Judged:
    """What axe and measuring find in light and in dark: every rule in the first, those of colours in the second too.

    Args:
        page: as it is shown.
        within: only this part of it, by a selector; the whole page if ``None``.
    """
    found = Judged()
    if not page.evaluate("'axe' in window"):
        page.evaluate(_program())
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.evaluate("Promise.allSettled(document.getAnimations().map((one) => one.finished))")
        rules = _TAGS if scheme == SCHEMES[0] else {"type": "rule", "values": _COLOURS}
        found.add(_view(page, within, rules, f"{urlsplit(page.url).path} in {scheme}, {within or 'whole'}: "))
    return found


def _view(page: Page, within: str | None, rules: object, where: str) -> Judged:
    if within and not page.locator(within).count():
        # It would be judged as good as whatever is there.
        return Judged([f"{where}it isn’t open"], views=1, faulty=1)
    told = page.evaluate(_JUDGE, [within, rules, MARK])
    found = Judged([where + fault for fault in told["faults"]], [where + doubt for doubt in told["undecided"]])
    for one in measure(page, len(told["texts"])):
        text = told["texts"][one.number]
        if one.contrast is None:
            found.undecided.append(f"{where}nothing can be seen of {text}")
        elif one.contrast < one.wanted:
            found.faults.append(f"{where}a contrast of {one.contrast:.2f}, not of {one.wanted}: {text}")
    found.measured = len(told["texts"])
    found.views, found.faulty, found.doubtful = 1, bool(found.faults), bool(found.undecided)
    return found


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
