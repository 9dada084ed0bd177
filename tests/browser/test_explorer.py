"""Choose for yourself: codes and periods of a figure with many, under the policy of the site, by mouse and keys."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser.access import SCHEMES, colours, structure
from exploring import Explored, cells, every_text_is_that_of_the_page, lines_of, served_strictly, watched, write_figure
from factsite.deriving.coded import code_in_files
from factsite.reading.content import read_content
from factsite.rendering.choosing import patterns
from factsite.rendering.site import Site
from projects import DAY, FIXTURES, ROOT, SITE_URL, codes, copy_rich, language

pytestmark = pytest.mark.browser
FIGURE = "origins"
PARTS = ROOT / "tools" / "explorer" / "source"


@pytest.fixture(scope="module")
def chosen(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The rich content with one more figure, which has ten citizenships, two sexes, a break, flags and gaps."""
    folder = tmp_path_factory.mktemp("content")
    content = copy_rich(folder)
    shutil.copytree(FIXTURES / "chosen", content, dirs_exist_ok=True)
    return Site(read_content(content)[0], DAY, SITE_URL)


@pytest.fixture(scope="module")
def folder(chosen: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("chosen")
    write_figure(chosen, FIGURE, found)
    (found / "parts").symlink_to(PARTS)
    return found


@pytest.fixture(scope="module")
def base(folder: Path) -> Iterator[str]:
    with served_strictly(folder) as found:
        yield found


@pytest.fixture
def explored(chosen: Site, base: str) -> Callable[[str], Explored]:
    return lambda code: Explored(chosen, FIGURE, code, base)


@pytest.fixture
def quiet(browser: Browser) -> Iterator[Page]:
    with watched(browser, viewport={"width": 1280, "height": 900}) as page:
        yield page


PLACE = "(one) => [one.getBoundingClientRect().top + scrollY, one.getBoundingClientRect().height]"


def opened(page: Page, one: Explored, query: str = "") -> None:
    page.goto(f"{one.base}{one.address}{query}")
    if not query:
        page.get_by_role("button", name="Choose for yourself").click()
    page.locator(".chosen-status", has_text=re.compile(r"Shown|Affiché|Getoond|Nothing")).wait_for()


def box(page: Page, name: str) -> Locator:
    return page.get_by_role("checkbox", name=name, exact=True)


def asked(page: Page) -> str:
    return page.url.partition("?")[2]


def test_nothing_of_it_loads_before_it_is_asked_for(quiet: Page, explored: Callable[[str], Explored]) -> None:
    """The button takes the room that is kept for it, and what stands above stays where it is."""
    fetched: list[str] = []
    quiet.on("request", lambda request: fetched.append(request.url.rpartition("/")[2]))
    one = explored("en")
    quiet.route("**/choose*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    quiet.goto(one.base + one.address)
    kept = quiet.locator(".choose").bounding_box()
    quiet.unroute("**/choose*.js")
    quiet.reload()
    button = quiet.get_by_role("button", name="Choose for yourself")
    expect(button).to_have_attribute("aria-expanded", "false")
    quiet.wait_for_load_state("networkidle")
    assert [name for name in fetched if name.startswith("explorer") or name.endswith((".csv", ".json"))] == []
    assert quiet.locator(".choose").bounding_box() == kept
    above = quiet.locator(".first").evaluate(PLACE)
    button.click()
    expect(quiet.locator(".chosen svg")).to_be_visible()
    assert sum(name.startswith("explorer") and name.endswith(".js") for name in fetched) == 1
    assert quiet.locator(".first").evaluate(PLACE) == above
    quiet.get_by_role("button", name="Close the choice").click()
    expect(quiet.locator(".chosen")).to_be_hidden()
    assert asked(quiet) == ""


def test_without_script_nothing_is_promised(browser: Browser, explored: Callable[[str], Explored]) -> None:
    one = explored("fr")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(one.base + one.address)
    assert page.locator(".choose").inner_text() == ""
    assert page.locator(".choose").evaluate("(one) => one.getBoundingClientRect().height") == 0
    assert "Choisir soi-même" not in page.locator("body").inner_text()
    context.close()


@pytest.mark.parametrize("code", ["en", "fr", "nl"])
def test_the_numbers_are_those_of_the_page(
    quiet: Page, chosen: Site, explored: Callable[[str], Explored], code: str
) -> None:
    one = explored(code)
    in_files = {each: code_in_files(chosen.content, one.dimension, each) for each in one.codes()}
    assert every_text_is_that_of_the_page(quiet, one, in_files) == 6 * 10
    assert not quiet.locator(".chosen table", has_text="null").count()


WRITTEN = """([settings, texts]) => import("/parts/numbers.js").then(({ writer }) => {
  const write = writer(settings);
  return texts.map((text) => write(text));
})"""


def test_numbers_are_written_as_the_generator_writes_them(page: Page, base: str) -> None:
    """Whatever the unit, decimals and language: what one program writes, the other does."""
    rng = random.Random(5)  # noqa: S311 - the same numbers in each run
    sizes = [Decimal(rng.randrange(-(10**9), 10 ** rng.randint(1, 12))).scaleb(-rng.randint(0, 3)) for _ in range(150)]
    values = [*sizes, *map(Decimal, ("0", "0.0", "12.0", "8.8", "8.80", "-0.5", "999999.99", "1000000.5", "7.005"))]
    page.goto(f"{base}parts/numbers.js")
    for code in ("en", "fr", "nl"):
        speaker = language(code)
        for unit in codes().units.values():
            settings = {
                "locale": str(speaker.locale).replace("_", "-"),
                "patterns": patterns(speaker, unit),
                "currency": bool(unit.currency),
            }
            written = page.evaluate(
                WRITTEN,
                [settings, [format(value, "f") for value in values]],
            )
            assert written == [speaker.quantity(value, unit) for value in values], (code, unit)


def test_the_largest_are_shown_first_and_flags_and_gaps_are_told(
    quiet: Page, explored: Callable[[str], Explored]
) -> None:
    opened(quiet, explored("en"))
    assert asked(quiet) == "citizenship=STLS.AFG.SYR.FRA.DEU&period=2017..2023"
    quiet.goto(quiet.url.split("?")[0] + "?citizenship=SYR.AFG.POL.FRA.DEU&period=2017..2023")
    paths = quiet.locator(".chosen svg g:not(.tick) > path:not(.lead):not(.domain)")
    expect(paths.first).to_be_attached()
    # 2018 is missing, a break stands before 2021; Afghanistan has no number of 2020, Poland a flag in 2022 too.
    drawn = quiet.locator(".chosen svg > g[class^=k]:has(circle)").evaluate_all(
        "(all) => all.map((one) => one.querySelectorAll('path').length)"
    )
    assert drawn == [3, 3, 4, 3, 3]
    assert quiet.locator(".chosen svg line.k").count() == 1
    assert quiet.locator(".chosen circle.h title").all_text_contents() == [
        f"France, 2023: {explored('en').text('2023', 'FR')}",
        f"Germany, 2023: {explored('en').text('2023', 'DE')}",
    ]
    assert quiet.locator(".chosen circle").count() == 5 * 6 - 2
    expect(quiet.locator(".chosen .description")).to_have_text(
        "Provisional or estimated values are shown hollow or paler. Dashed lines mark breaks in the series: 2021. "
        "Lines are interrupted where there is no number or the numbers can’t be compared."
    )
    expect(quiet.locator(".chosen .key").first).to_have_text(re.compile("b break in the series.*e estimated.*p prov"))
    expect(quiet.locator(".chosen .remarks li")).to_have_text("1 Some are counted twice.")
    words = [row[1:3] for row in cells(quiet) if row[0] in {"2019", "2020"}]
    assert words == [[words[0][0], "confidential"], ["not available", words[1][1]]]


def test_one_period_gives_bars(quiet: Page, explored: Callable[[str], Explored]) -> None:
    """The largest first; a number that is kept back has words in its place, and no bar."""
    one = explored("nl")
    opened(quiet, one, "?citizenship=AFG.FRA.SYR&period=2020")
    assert quiet.locator(".chosen svg .name").all_text_contents() == ["Syrië", "Frankrijk", "Afghanistan"]
    assert quiet.locator(".chosen svg .said").all_text_contents() == [
        one.text("2020", each) for each in ("SY", "FR", "AF")
    ]
    assert quiet.locator(".chosen rect").last.get_attribute("width") == "0"
    opened(quiet, one, "?citizenship=FRA&period=2023")
    expect(quiet.locator(".chosen rect.o")).to_have_count(1)


def test_the_address_keeps_the_choice(quiet: Page, explored: Callable[[str], Explored]) -> None:
    """By keys alone, and in another language the same."""
    opened(quiet, explored("en"))
    quiet.get_by_role("button", name="Clear the choice").press("Enter")
    expect(quiet.locator(".chosen-status")).to_have_text("Nothing is chosen yet.")
    quiet.get_by_label("Find in the list").fill("IT")
    quiet.keyboard.press("Tab")
    expect(box(quiet, "Italy")).to_be_focused()
    quiet.keyboard.press("Space")
    quiet.get_by_label("Find in the list").fill("")
    box(quiet, "Italy").focus()
    quiet.keyboard.press("ArrowDown")
    expect(box(quiet, "Poland")).to_be_focused()
    quiet.keyboard.press("Space")
    quiet.keyboard.press("End")
    quiet.get_by_label("From", exact=True).select_option("2020")
    quiet.get_by_label("Up to", exact=True).select_option("2022")
    quiet.get_by_label("Sex", exact=True).select_option("F")
    wanted = "citizenship=ITA.POL&sex=F&period=2020..2022"
    assert asked(quiet) == wanted
    before = cells(quiet)
    quiet.reload()
    expect(quiet.locator(".chosen-status")).to_have_text("Shown: Italy, Poland; 2020 – 2022.")
    assert cells(quiet) == before
    assert asked(quiet) == wanted
    quiet.locator(".languages").get_by_role("link", name="FR").click()
    expect(quiet.locator(".chosen-status")).to_have_text("Affiché : Italie, Pologne ; 2020 – 2022.")
    quiet.get_by_role("button", name="Enlever : Italie").click()
    assert asked(quiet) == "citizenship=POL&sex=F&period=2020..2022"


def test_no_more_than_can_be_told_apart(quiet: Page, explored: Callable[[str], Explored]) -> None:
    opened(quiet, explored("en"), "?citizenship=AFG.SYR.FRA.DEU.ITA.ESP.POL.STLS")
    ninth = box(quiet, "All citizenships")
    ninth.click()
    expect(ninth).not_to_be_checked()
    expect(quiet.locator(".chosen-status")).to_have_text("No more than 8 at once.")
    assert quiet.locator(".chosen thead th").count() == 9


NONSENSE = {
    "citizenship=XXX.SYR": "citizenship=XXX",
    "citizenship=<img src=x onerror=alert(1)>.SYR": "citizenship=<img src=x onerror=alert(1)>",
    "citizenship=__proto__.constructor.SYR": "citizenship=__proto__, citizenship=constructor",
    "citizenship=SYR&period=2023..2018": "period=2023..2018",
    "citizenship=SYR&period=1066": "period=1066",
    "citizenship=SYR&period=2018..2019..2020": "period=2018..2019..2020",
    "citizenship=SYR&period=": "period=",
    "citizenship=SYR&sex=Q": "sex=Q",
    "citizenship=SYR&sex=F.T": "sex=T",
    "citizenship=%FF.SYR": "citizenship=\ufffd",
    "citizenship=AFG.SYR.FRA.DEU.ITA.ESP.POL.STLS.TOTAL": "citizenship=TOTAL",
    f"citizenship={'A' * 3000}.SYR": f"citizenship={'A' * 28}",
}


@pytest.mark.parametrize("query", NONSENSE, ids=range(len(NONSENSE)))
def test_nonsense_in_the_address_is_passed_over_and_said(
    quiet: Page, explored: Callable[[str], Explored], query: str
) -> None:
    opened(quiet, explored("en"), f"?utm=x&{query}#values")
    expect(quiet.locator(".chosen-status")).to_contain_text(f"could not be used: {NONSENSE[query]}. Shown: ")
    expect(quiet.locator(".chosen-status")).to_contain_text("Syria")
    assert asked(quiet).startswith("utm=x&citizenship=")
    assert quiet.url.endswith("#values")
    assert quiet.locator(".choose img").count() == 0
    expect(quiet.locator(".chosen svg")).to_be_visible()


@pytest.mark.parametrize("code", ["en", "fr"])
def test_the_choice_can_be_taken_along(
    quiet: Page, folder: Path, explored: Callable[[str], Explored], code: str
) -> None:
    """The lines of the site’s own CSV for Excel, byte by byte, with its head and its mark."""
    one = explored(code)
    opened(quiet, one, "?citizenship=SYR.FRA&period=2019..2022")
    with quiet.expect_download() as waiting:
        quiet.locator(".take-choice a[download]").click()
    taken = waiting.value
    assert taken.suggested_filename == f"origins.{code}.SYR-FRA.csv"
    wanted = {0: {"2019", "2020", "2021", "2022"}, 4: {"SYR", "FRA"}, 5: {one.view.code_name("sex", "T")}}
    given, own = taken.path().read_bytes(), lines_of(folder, one, wanted)
    assert given.splitlines()[0] == own.splitlines()[0]
    assert sorted(given.splitlines(keepends=True)) == sorted(own.splitlines(keepends=True))
    assert given.count(b"\n") == 1 + 8
    expect(quiet.locator(".take-choice .key").first).to_contain_text("The Office" if code == "en" else "Office")


def test_what_cant_be_fetched_is_said_and_tried_again(browser: Browser, explored: Callable[[str], Explored]) -> None:
    context = browser.new_context()
    page, one = context.new_page(), explored("en")
    page.route("**/*.office.csv", lambda route: route.abort())
    page.goto(one.base + one.address)
    page.get_by_role("button", name="Choose for yourself").click()
    expect(page.locator(".choose > section")).to_have_text("The numbers could not be fetched. Please try again later.")
    page.unroute("**/*.office.csv")
    page.get_by_role("button", name="Close the choice").click()
    page.get_by_role("button", name="Choose for yourself").click()
    expect(page.locator(".chosen svg")).to_be_visible()
    context.close()


def test_it_fits_and_axe_finds_nothing(browser: Browser, explored: Callable[[str], Explored]) -> None:
    """Open, in both schemes, as lines and as bars; no wider than the narrowest screen, no text over another."""
    found = []
    for number, (code, query) in enumerate(
        [("fr", "?citizenship=AFG.SYR.FRA.DEU.ITA.ESP.POL.STLS"), ("nl", "?citizenship=TOTAL.AFG&period=2020")]
    ):
        with watched(browser, viewport={"width": 1280, "height": 900}) as page:
            opened(page, explored(code), query)
            for width in (1280, 320):
                page.set_viewport_size({"width": width, "height": 900})
                expect(page.locator(".chosen .keys")).to_have_count(1 if width == 320 and number == 0 else 0)
                page.wait_for_function("document.querySelector('.chosen svg').clientWidth < innerWidth")
                assert page.evaluate("document.documentElement.scrollWidth") <= width
                assert page.locator(".chosen svg").evaluate(COLLIDE) == []
            found += structure(page)
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                found += colours(page)
    assert found == []


# Texts of a drawing that cover one another, or leave the panel.
COLLIDE = """(svg) => {
  const around = svg.closest("section").getBoundingClientRect();
  const boxes = [...svg.querySelectorAll("text")].map((one) => [one.textContent, one.getBoundingClientRect()]);
  const out = boxes.filter(([, box]) => box.left < around.left || box.right > around.right).map(([text]) => text);
  const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3;
  const pairs = boxes.flatMap(([text, box], n) => boxes.slice(n + 1).filter(([, other]) => over(box, other))
    .map(([other]) => `${text} × ${other}`));
  return [...out, ...pairs];
}"""


def test_on_paper_stand_the_chart_and_the_table(quiet: Page, explored: Callable[[str], Explored]) -> None:
    opened(quiet, explored("en"))
    quiet.emulate_media(media="print")
    for shown in (".chosen svg", ".chosen table", ".chosen-status"):
        expect(quiet.locator(shown)).to_be_visible()
    for hidden in (".choose > button", ".choose form", ".take-choice a[download]"):
        expect(quiet.locator(hidden).first).to_be_hidden()
