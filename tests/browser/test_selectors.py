"""No dead rule in the style sheet: every selector finds something on some page, as built or as scripts change it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from documents import LANGUAGES
from factsite.prose.parsing import parse
from factsite.records.codes import Outcome, Progress, Verdict
from factsite.records.listed import StepRole
from factsite.rendering.environment import THEME
from factsite.rendering.style import style_sheets

pytestmark = pytest.mark.browser
SHEET = "".join(style_sheets().values())
# What a reader does, and what a browser draws by itself, is no element of a page.
STATES = re.compile(r"::[a-z-]+|:(?:hover|focus|focus-visible|target|popover-open)(?![\w-])|\[open\]")
# A record has one of these codes; that some code has no record today is no reason to give it no colour.
CODED = {
    "step": {role.value for role in StepRole},
    "outcome": {outcome.value for outcome in Outcome},
    "verdict": {verdict.value for verdict in Verdict},
    "progress": {progress.value for progress in Progress},
}
_WIDE = ("thead tr", "tr", "tr > :first-child", "tr > :is(th, td)", "tr > [colspan]")
# What the content of the fixtures is too small for: a figure among what search finds, a table of more than ten columns,
# a summary of several sentences, a name of the site with a colon, headings on the home page.
RARE = {
    *(".found .meta strong", "table.figures .block", "table.figures:has(thead th:nth-child(10))"),
    *(f"table.figures:has(thead th:nth-child(10)) {part}" for part in _WIDE),
    *(".easy .text li", ".chosen svg .again rect", ".home > .text h2", ".home > .text h2 ~ h2"),
    *(".more-summary", ".name-rest", "svg.chart .n"),
    # A list of more than a hundred rows.
    *(".pages", ".pages ul", ".pages li", ".pages li a:hover", ".pages [aria-current]"),
}
# What no record of today shows but templates and texts can: flags in a wide table, evidence that has moved, an editor's
# smaller headings and quotations, a chart with a gap, a summary of several sentences, a name of the site with a colon.
SELDOM = {
    *(".key", ".key abbr", ".letters", ".moved p", ".moved h2", ".moved ul", ".checksum", "table.figures .block th"),
    *(".text blockquote", ".text h3", ".text ol", ".text ol li"),
    *(".text a.value-link", ".changes", ".changes > li", ".changes ul", ".held"),
}
SELECTORS = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  const one = (rule) => rule.selectorText ? [rule.selectorText] : read(rule.cssRules ?? []);
  const read = (rules) => [...rules].flatMap(one);
  return read(sheet.cssRules);
}"""
MATCHED = """([address, asked]) => fetch(address).then((answer) => answer.text()).then((text) => {
  const page = new DOMParser().parseFromString(text, "text/html");
  return asked.filter((selector) => page.querySelector(selector));
})"""
WITHIN = """([text, asked]) => {
  const page = new DOMParser().parseFromString(text, "text/html");
  return asked.filter((selector) => page.querySelector(selector));
}"""
LIVE = "(asked) => asked.filter((selector) => document.querySelector(selector))"


def parted(selectors: str) -> Iterator[str]:
    """The selectors of a list, parted by the commas that stand in no brackets."""
    yield from (one.strip() for one in re.findall(r"(?:\([^()]*(?:\([^()]*\)[^()]*)*\)|[^,(])+", selectors))


def stateless(selector: str) -> str:
    """What an element must be so that a selector can meet it in some state."""
    return STATES.sub("", re.sub(rf"(^|[\s>~+])(?:{STATES.pattern})", r"\1*", selector))


def uncoded(selector: str) -> str:
    """A selector without the code of a record in it, if there is such a code."""

    def known(found: re.Match[str]) -> str:
        return f'[class*="{found[1]}-"]' if found[2] in CODED[found[1]] else found[0]

    # The colours of the series of a chart are numbered: where one is, more series would have the others.
    numbered = re.sub(r"\.k[2-9]\b", ".k1", selector)
    return re.sub(rf"\.({'|'.join(CODED)})-([\w-]+)", known, numbered)


def acted(page: Page, address: str) -> Iterator[None]:
    """Pages as scripts change them: a sorted table, a chart read out, a filtered list, a search, a value fetched."""
    page.goto(f"{address}en/figures/residents/")
    head = page.locator("table.figures thead button:visible").first
    for order in ("ascending", "descending"):
        head.click()
        expect(page.locator(f"[aria-sort={order}]")).to_have_count(1)
        yield
    page.goto(f"{address}en/figures/each-year/")
    page.locator("figure.chart .drawing").first.focus()
    expect(page.locator(".told")).to_have_count(1)
    yield
    page.goto(f"{address}en/figures/residents/?citizenship=TOTAL.AFG.COD.CMR.DEU.ESP.FRA.GBR")
    expect(page.locator(".chosen svg")).to_be_visible()
    page.get_by_label("Find in the list").fill("qqq")
    yield
    page.set_viewport_size({"width": 360, "height": 800})
    expect(page.locator(".chosen .keys")).to_be_visible()
    yield
    page.goto(f"{address}en/figures/residents/?citizenship=TOTAL.UKR&period=2024-01-01")
    expect(page.locator(".chosen rect")).to_have_count(2)
    yield
    page.goto(f"{address}en/legislation/?q=qqq")
    expect(page.locator(".lists li[hidden]").first).to_be_attached()
    yield
    page.goto(f"{address}en/search/?q=asylum")
    expect(page.locator(".rows button")).to_be_visible()
    yield
    asked: list[Route] = []
    page.route("**/*.values.json", lambda route: asked.append(route))
    page.goto(f"{address}data/figures/yearly.en.html")
    page.evaluate("document.body.dataset.values = 'yearly.en.values.json'; location.hash = 'x'")
    expect(page.locator("body.waiting")).to_have_count(1)
    yield
    asked[0].fulfill(json={"texts": ["x"], "newer": [], "values": {"x": [None, 0, 0, 0, [], [], 0, -1, 0]}})
    expect(page.locator(".served")).to_be_visible()
    yield


def varied(folder: Path) -> list[Path]:
    """The pages of a site, those first that differ most: one language before the others, lists of choices last."""

    def rank(path: Path) -> tuple[bool, bool, Path]:
        parts = path.relative_to(folder).parts
        return parts[0] != LANGUAGES[0], "by" in parts, path

    return sorted(folder.rglob("*.html"), key=rank)


def writable() -> str:
    """What templates write around their values, and what a text may hold."""
    templates = [path.read_text(encoding="utf-8") for path in sorted((THEME / "templates").glob("*.html"))]
    text = parse("### A heading\n\n> A quotation\n\n1. One\n").html
    bare = re.sub(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", "", "\n".join(templates), flags=re.DOTALL)
    bare = re.sub(r"</?(?:html|head|body|title|script|textarea)\b[^>]*>", "", bare)
    return f'<div class="text">{text}{bare}</div>{bare}'


def test_every_selector_finds_something(
    page: Page, address: str, site: Path, small_address: str, small_site: Path
) -> None:
    page.goto(address)
    lists: list[str] = page.evaluate(SELECTORS, SHEET)
    # From what is asked of a page to what it stands for in the style sheet.
    left = {uncoded(stateless(one)): one for selectors in lists for one in parted(selectors)}
    assert len(left) > 200
    for _ in acted(page, address):
        for found in page.evaluate(LIVE, list(left)):
            del left[found]
    for folder, base in ((small_site, small_address), (site, address)):
        page.goto(base)
        for path in varied(folder):
            if left.keys() - SELDOM - RARE:
                for found in page.evaluate(MATCHED, [base + path.relative_to(folder).as_posix(), list(left)]):
                    del left[found]
    missing = sorted(set(left.values()) - SELDOM - RARE)
    assert not missing, "\n".join(missing)
    assert set(page.evaluate(WITHIN, [writable(), sorted(SELDOM)])) == SELDOM


@pytest.mark.parametrize(
    ("selector", "asked"),
    [
        (".top :focus-visible", ".top *"),
        ("::before", "*"),
        (".embed .pinned:target ~ .newest", ".embed .pinned ~ .newest"),
        ("table :is(tfoot tr, tbody tr:first-child) > :is(th[scope], .number)",) * 2,
        (".badge.step-annuls", '.badge[class*="step-"]'),
        (".badge.step-no-such-step",) * 2,
    ],
)
def test_what_is_asked_of_a_page(selector: str, asked: str) -> None:
    assert uncoded(stateless(selector)) == asked
    assert list(parted(f"a, {selector}, b")) == ["a", selector, "b"]
