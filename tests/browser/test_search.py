"""The search page in a browser: what it finds, how it shows and says it, what it waits for."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = pytest.mark.browser
SEARCH = {"en": "en/search/", "fr": "fr/recherche/", "nl": "nl/zoeken/"}
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map((one) => one.value)))
  .observe({ type: "layout-shift", buffered: true });
"""


def search(page: Page, address: str, code: str, words: str) -> None:
    """Type words on the search page of a language, and wait for the answer."""
    page.goto(address + SEARCH[code])
    page.locator("#query").press_sequentially(words)
    page.keyboard.press("Enter")
    expect(page.locator("#search-results h2 a").first).to_be_visible()


@pytest.mark.parametrize(
    ("code", "words", "wanted"),
    [
        ("en", "APPLICANT", "figures/applicants/"),
        ("en", "applicnats", "figures/applicants/"),
        ("en", "how many applicants in 2022", "figures/applicants/"),
        ("en", "newcomers", "figures/applicants/"),
        ("en", "newcomer's", "figures/applicants/"),
        ("en", "shelter crises", "explained/reception/"),
        ("en", "LO", "organisations/the-office/"),
        ("en", "law of 24 February 2017", "legislation/the-act/"),
        ("fr", "crise de l'accueil", "comprendre/accueil/"),
        ("fr", "loi sur l'accueil", "legislation/loi-accueil/"),
        ("fr", "regroupements familliaux", "comprendre/regroupement-familial/"),
        ("fr", "proc\u00e9dures", "comprendre/la-procedure/"),
        ("fr", "procedure", "comprendre/la-procedure/"),
        ("nl", "asielzoekers", "cijfers/verzoekers/"),
        ("nl", "hereniging", "uitleg/gezinshereniging/"),
        ("nl", "gezinsherenigingen", "uitleg/gezinshereniging/"),
        ("nl", "gezinsherenging", "uitleg/gezinshereniging/"),
        ("nl", "opvangrichtlijnen", "wetgeving/opvangrichtlijn/"),
        ("nl", "verzoekerscijfers", "cijfers/verzoekers/"),
    ],
)
def test_words_lead_to_what_is_meant(page: Page, address: str, code: str, words: str, wanted: str) -> None:
    search(page, address, code, words)
    found = page.locator("#search-results h2 a").evaluate_all("(links) => links.map((a) => a.href)")
    assert f"{address}{code}/{wanted}" in found[:3]


def test_a_result_says_what_it_is(page: Page, address: str) -> None:
    search(page, address, "en", "applicants")
    first = page.locator("#search-results li").first
    expect(first.locator("a")).to_have_text("Applicants")
    expect(first.locator(".meta")).to_have_text("Figure · 36,871 persons, 2022")
    expect(first.locator(".meta strong")).to_have_text("36,871 persons")
    search(page, address, "en", "the act")
    expect(page.locator("#search-results li").first.locator(".meta")).to_contain_text("24 February 2017, Law, Federal")
    expect(page.locator("#search-results li").first.locator(".meta")).to_contain_text("Legislation")


def test_words_that_nobody_wrote_lead_on_and_are_not_shown(page: Page, address: str) -> None:
    search(page, address, "en", "newcomers")
    assert "newcomer" not in page.locator("main").inner_text().lower()
    page.locator("#search-results h2 a").first.click()
    page.wait_for_url("**/en/figures/applicants/")
    assert "newcomer" not in page.content().lower()


def test_a_slip_is_told_of(page: Page, address: str) -> None:
    search(page, address, "en", "aplicants")
    status = page.get_by_role("status")
    expect(status).to_have_text(re.compile(r"^\d+ pages found\. Searched for “applicants” too\.$"))
    search(page, address, "en", "applicants")
    expect(status).to_have_text(re.compile(r"^\d+ pages found\.$"))


def test_words_between_quotation_marks_stand_in_that_order(page: Page, address: str) -> None:
    search(page, address, "fr", "«accueil des demandeurs»")
    first = page.locator("#search-results h2 a").first
    expect(first).to_have_text("Accueil des demandeurs")
    page.goto(f'{address}{SEARCH["fr"]}?q="demandeurs des accueil"')
    expect(page.get_by_role("status")).to_have_text("Aucun résultat.")


def test_nothing_is_fetched_before_the_first_key(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + SEARCH["en"], wait_until="networkidle")
    page.locator("#query").focus()
    assert not [url for url in asked if "pagefind" in url or "finding" in url]
    page.keyboard.type("app")
    expect(page.locator("#search-results h2 a").first).to_be_visible()
    assert [url for url in asked if url.endswith("pages.json")]
    assert all(url.startswith(address) for url in asked)


def test_words_typed_before_the_script_is_there_are_kept(page: Page, address: str) -> None:
    waiting: list[Route] = []
    page.route("**/search*.js", lambda route: waiting.append(route))
    page.goto(f"{address}{SEARCH['en']}?q=reception", wait_until="commit")
    page.locator("#query").fill("applicants")
    while not waiting:
        page.wait_for_timeout(20)
    waiting[0].continue_()
    expect(page.locator("#search-results h2 a").first).to_have_text("Applicants")
    expect(page.locator("#query")).to_have_value("applicants")
    assert page.url.endswith("?q=applicants")


def test_the_last_words_win(page: Page, address: str) -> None:
    """Answers to what was typed before never take the place of those to what stands there now."""
    page.goto(address + SEARCH["en"])
    field = page.locator("#query")
    for words in ("reception", "the court", "applicants"):
        field.fill(words)
        page.wait_for_timeout(130)
    expect(page.locator("#search-results h2 a").first).to_have_text("Applicants")
    field.fill("")
    expect(page.locator("#search-results li")).to_have_count(0)
    expect(page.locator("#search-help")).to_be_visible()
    assert page.url == address + SEARCH["en"]


def test_the_arrows_lead_through_the_results(page: Page, address: str) -> None:
    search(page, address, "en", "reception")
    links = page.locator("#search-results h2 a")
    for number in (0, 1):
        page.keyboard.press("ArrowDown")
        expect(links.nth(number)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#query")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/en/(?!search)"))


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves(page: Page, address: str, width: int) -> None:
    def late(route: Route) -> None:
        time.sleep(0.8)  # longer than what a browser forgives after a key
        route.continue_()

    page.set_viewport_size({"width": width, "height": 700})
    page.add_init_script(_SHIFTS)
    page.route("**/pages.json", late)
    page.goto(f"{address}{SEARCH['en']}?q=reception")
    # What the font moves when it comes isn't the search's; the answer comes later.
    page.evaluate("document.fonts.ready.then(() => { window.shifts.length = 0; })")
    expect(page.locator("#search-results h2 a")).to_have_count(0)
    expect(page.locator("#search-results h2 a").first).to_be_visible()
    page.locator("#query").fill("applicants")
    expect(page.locator("#search-results h2 a").first).to_have_text("Applicants")
    page.wait_for_timeout(200)
    assert sum(page.evaluate("window.shifts")) == 0


def test_it_works_under_the_strict_policy(page: Page, address: str) -> None:
    def with_policy(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": POLICY})

    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.route(f"**/{SEARCH['nl']}*", with_policy)
    search(page, address, "nl", "verzoekers")
    assert said == []


def test_without_script_the_lists_lead_on(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + SEARCH["fr"])
    page.locator("#query").fill("demandeurs")
    page.locator("form.search button").click()
    assert page.url.endswith("?q=demandeurs")
    # A browser whose script is only switched off by a program doesn't draw what stands in its place.
    instead = re.findall(r"<noscript>(.*?)</noscript>", page.request.get(page.url).text(), re.DOTALL)
    assert "La recherche nécessite JavaScript" in instead[0]
    assert {"../../fr/chiffres/", "../../fr/glossaire/"} <= set(re.findall(r'href="([^"]+)"', instead[0]))
    context.close()
