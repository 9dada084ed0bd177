"""Nothing grows with the site but the number of its pages: long lists stand in parts, and no work is done twice."""

from __future__ import annotations

import cProfile
import csv
import gc
import io
import json
import pstats
import re
import shutil
import tempfile
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from documents import LANGUAGES
from factsite.changes.choices import choices_of
from factsite.checking import apply_rules, check
from factsite.content import Content, Entry
from factsite.problems import as_text
from factsite.publishing import together
from factsite.publishing.downloads import plan_downloads
from factsite.publishing.facets import choice_views, part_views, plan_facets, plan_former_choices
from factsite.publishing.feeds import plan_feeds
from factsite.publishing.files import Writing, planned
from factsite.publishing.planned import Planned, PlannedBytes, PlannedSlow
from factsite.publishing.sitemap import ADDRESS, plan_sitemap, sitemap_pages
from factsite.reading.content import read_content
from factsite.records.choices import PublishedChoices
from factsite.records.figure import Figure
from factsite.records.slices import slices
from factsite.rendering.addresses import value_key
from factsite.rendering.finding import Finder
from factsite.rendering.pages import PageRenderer
from factsite.rendering.parting import MOST, part
from factsite.rendering.shown import MOST as MOST_SHOWN
from factsite.rendering.shown import OF_A_PERIOD
from factsite.rendering.site import Site
from large import write_large
from projects import DAY, FIXTURES, SITE_URL, rich_content

# As many as made a list of 840 KB when it stood on one page; and what a page of a list may weigh, in KB.
MANY, LARGEST = 525, 120
_DRAWN: dict[tuple[int, str, str], dict[str, str]] = {}


def grown(figures: int, sources: int = 0) -> Content:
    """The rich content with copies of a figure and of a source, each with an address of its own."""
    content = rich_content()
    entries, known = dict(content.entries), dict(content.sources)
    model = content.entries["figures/monthly"]
    for number in range(figures - sum(1 for _ in content.of_kind("figures"))):
        copy = Entry(f"figures/copy-{number:05}", content.languages, model.record, model.document)
        for code, one in model.translations.items():
            words = one.words.model_copy(update={"slug": f"copy-{number:05}", "title": f"{one.words.title} {number}"})
            copy.translations[code] = replace(one, words=words)
        entries[copy.path] = copy
    source = next(iter(content.sources.values()))
    known |= {f"copy-{number:05}": source for number in range(sources - len(content.sources))}
    return replace(content, entries=entries, sources=known, _labels={})


@pytest.fixture(scope="module")
def large() -> Site:
    """The rich site with as many figures as would make too long a list, and as many sources."""
    return Site(grown(MANY, MANY), DAY, SITE_URL)


def drawn(site: Site, code: str, path: str) -> dict[str, str]:
    """All parts of a list in a language, by their addresses."""
    if (known := _DRAWN.get((id(site), code, path))) is not None:
        return known
    entry = site.content.entries[path]
    whole = site.addresses.of(path, code)
    found = {whole: PageRenderer(site, code, entry).document()}
    views = [one for one in part_views(site) if one.page is entry and one.code == code]
    found |= {one.address: PageRenderer(site, code, entry, one.number).document() for one in views}
    return _DRAWN.setdefault((id(site), code, path), found)


@pytest.mark.parametrize("path", ["figures/index", "about/sources"])
@pytest.mark.parametrize("code", LANGUAGES)
def test_a_long_list_stands_in_parts(large: Site, path: str, code: str) -> None:
    pages = drawn(large, code, path)
    word = {"nl": "pagina"}.get(code, "page")
    start, *further = pages
    assert further == [f"{start}{word}-{number}/" for number in range(2, 7)]
    assert max(len(text.encode()) for text in pages.values()) < LARGEST * 1024
    for number, (address, text) in enumerate(pages.items(), 1):
        assert f'<link rel="canonical" href="{SITE_URL}{address}">' in text
        up = "../" * address.count("/")
        for rel, beside in (("prev", number - 1), ("next", number + 1)):
            ways = set(re.findall(rf'<(?:link|a) rel="{rel}" href="([^"]+)"', text))
            assert ways == ({up + list(pages)[beside - 1]} if 1 <= beside <= len(pages) else set())


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_row_stands_in_one_part(large: Site, code: str) -> None:
    text = "".join(drawn(large, code, "figures/index").values())
    for entry in large.content.of_kind("figures"):
        assert text.count(f'{large.addresses.of(entry.path, code)}"') == 1, entry.path
    text = "".join(drawn(large, code, "about/sources").values())
    assert sorted(re.findall(r'<li id="([^"]+)">(?:<span [^>]*></span>)*<p>', text)) == sorted(large.content.sources)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_link_to_a_row_of_a_list_that_was_shorter_still_leads_there(large: Site, code: str) -> None:
    pages = drawn(large, code, "about/sources")
    first = next(iter(pages.values()))
    beyond = first.split('<h2 id="beyond">')[1].split("</section>")[0]
    here = re.findall(r'<li id="([^"]+)">', first)
    there = re.findall(r'<span id="([^"]+)">', beyond)
    assert sorted([*here, *there]) == sorted(large.content.sources)
    for anchors, target in re.findall(r'<li>((?:<span [^>]*></span>)+)<a href="([^"#]+)">', beyond):
        for anchor in re.findall(r'id="([^"]+)"', anchors):
            assert f'<li id="{anchor}">' in pages[target.replace("../", "")]
            there.remove(anchor)
    assert there == []


def test_a_link_to_a_row_leads_to_the_part_in_which_it_stands(large: Site) -> None:
    for code in LANGUAGES:
        pages = drawn(large, code, "about/sources")
        view = PageRenderer(large, code, large.content.entries["figures/monthly"]).view
        for name in large.content.sources:
            address, _, anchor = view.href("about/sources", name).removeprefix(view.up).partition("#")
            assert f'<li id="{anchor}">' in pages[address]


def test_the_letters_of_a_list_lead_to_the_parts_in_which_they_begin(large: Site) -> None:
    pages = drawn(large, "en", "about/sources")
    for address, text in pages.items():
        alphabet = re.search(r'<nav class="alphabet".*?</nav>', text, re.S)
        assert alphabet
        for target, anchor in re.findall(r'href="([^"#]*)#([^"]+)"', alphabet[0]):
            assert f'id="{anchor}"' in pages[target.replace("../", "") or address]


def test_the_parts_are_in_the_sitemap_with_their_translations(large: Site) -> None:
    listed = {one.address: {other.language: other.address for other in one.alternates} for one in sitemap_pages(large)}
    views = [*part_views(large), *(view for view in choice_views(large) if view.number > 1)]
    assert len(views) > 30
    for view in views:
        others = listed[SITE_URL + view.address]
        assert set(others.values()) <= listed.keys()
        assert others == {one.language.code: one.address for one in view.alternates} | {"x-default": others["en"]}


def test_a_site_map_of_too_many_addresses_is_an_index(model: Site) -> None:
    every = [one.address for one in sitemap_pages(model)]
    [alone] = plan_sitemap(model)
    assert re.findall("<loc>([^<]+)", alone.text()) == every
    first, *others = plan_sitemap(model, most=100)
    assert first.address == ADDRESS
    assert re.findall("<sitemap><loc>([^<]+)", first.text()) == [SITE_URL + one.address for one in others]
    found = [re.findall("<loc>([^<]+)", one.text()) for one in others]
    assert [address for part_of in found for address in part_of] == every
    assert max(map(len, found)) == 100


def test_choices_stand_in_parts_too_and_lists_lead_to_whole_choices(large: Site) -> None:
    made = {one.address: one.text() for one in plan_facets(large) if one.address.startswith("fr/chiffres/")}
    assert max(len(text.encode()) for text in made.values()) < LARGEST * 1024
    split = [view for view in choice_views(large) if view.code == "fr" and view.page.section == "figures"]
    assert any(view.number > 1 for view in split)
    for view in split:
        whole = view.address.removesuffix(view.suffix_in("fr")) + view.choice.suffix
        assert f'{"../" * 2}{whole}"' in drawn(large, "fr", "figures/index")["fr/chiffres/"]
        assert len(re.findall('class="tile[ "]', made[f"{view.address}index.html"])) == len(view.part.entries)


def test_a_filter_says_that_it_reads_one_part_and_leads_to_the_search(large: Site) -> None:
    page = drawn(large, "nl", "figures/index")["nl/cijfers/"]
    assert "Deze pagina filteren op woorden" in page
    assert 'data-found="Gevonden: {n} van {all} op deze pagina."' in page
    assert 'id="filter-search"' in page
    short = PageRenderer(Site(rich_content(), DAY, SITE_URL), "nl", rich_content().entries["figures/index"]).document()
    assert "filter-search" not in short
    assert 'class="pages"' not in short


def test_the_address_of_a_part_leads_on_when_the_list_is_shorter(large: Site) -> None:
    recorded = choices_of(large.content, large.content, DAY)
    choices = {kind: PublishedChoices.model_validate(one) for kind, one in recorded.items()}
    short = Site(replace(rich_content(), choices=choices, _labels={}), DAY, SITE_URL)
    there = {one.address for one in plan_facets(short)}
    leads = {one.address.removesuffix("index.html"): one.text() for one in plan_former_choices(short, there)}
    lists = [view for view in part_views(large) if view.page.path == "figures/index"]
    assert len(lists) == 15
    for view in lists:
        assert f'<link rel="canonical" href="{SITE_URL}{view.list_address}">' in leads[view.address]
    for choice in choice_views(large):
        if choice.number > 1:
            first = choice.list_address + choice.choice.suffix
            assert f'<link rel="canonical" href="{SITE_URL}{first}">' in leads[choice.address]
    assert choices_of(short.content, short.content, DAY) == recorded


def test_no_record_takes_the_address_of_a_part(small: Path) -> None:
    path = small / "nl" / "figures" / "applicants.md"
    path.write_text(re.sub("(?m)^slug: .*$", "slug: pagina-2", path.read_text(encoding="utf-8")), encoding="utf-8")
    assert "error[duplicate-slug]: “pagina-2” is the address of a further page of the list" in as_text(
        check(small, DAY)[1], small
    )


def test_parts_lead_to_their_neighbours_and_to_both_ends() -> None:
    rows = list(range(MOST * 30))
    assert part(rows, 1).ways == [1, 2, 3, 0, 30]
    assert part(rows, 15).ways == [1, 0, 13, 14, 15, 16, 17, 0, 30]
    # A gap of one is that one.
    assert part(rows, 5).ways == [1, 2, 3, 4, 5, 6, 7, 0, 30]
    assert part(rows[: MOST + 1], 2).ways == [1, 2]
    assert list(part(rows[: MOST + 1], 2).entries) == [MOST]
    assert part([], 1).of == 1


def counted(work: Callable[[], object]) -> Counter[str]:
    """How often each function of the generator, and each built-in, is called in the course of some work."""
    profile = cProfile.Profile()
    profile.runcall(work)
    found: Counter[str] = Counter()
    for (path, _, name), (_, calls, *_) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        if "factsite" in path or path == "~":
            found[f"{path.rpartition('factsite/')[2]}:{name}"] += calls
    return found


def of_the_whole_site(content: Content) -> Counter[str]:
    """What is called to check a content, and to plan and list all that is made of it."""

    def work() -> None:
        apply_rules(content, [], DAY)
        site = Site(content, DAY, SITE_URL)
        list(planned(site))
        sitemap_pages(site)
        Finder(site, "en").data()
        for feed in plan_feeds(site, "en"):
            feed.text()

    return counted(work)


def test_the_check_and_the_lists_of_everything_grow_as_the_site_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fifty more figures take as many calls as the fifty before them took: nothing is done for each pair."""
    monkeypatch.setattr("factsite.checking.MANY", 10**9)  # calls in another process aren't counted
    of_the_whole_site(grown(30))  # what is found in a text is kept with it
    few, more, many = (of_the_whole_site(grown(30 + 50 * step)) for step in range(3))
    worse = {
        name: (few[name], more[name], calls)
        for name, calls in many.items()
        if calls - more[name] > (more[name] - few[name]) * 1.2 + 200
    }
    assert worse == {}


def test_a_page_takes_the_same_work_whatever_the_size_of_the_site() -> None:
    def of_ten(figures: int) -> Counter[str]:
        site = Site(grown(figures), DAY, SITE_URL)
        draw = [PageRenderer(site, "en", site.content.entries[f"figures/copy-{n:05}"]).document for n in range(12)]
        draw[0]()  # what is found once for all pages
        draw[1]()
        return counted(lambda: [one() for one in draw[2:]])

    small, large = of_ten(40), of_ten(160)
    # Other pages of the theme are the only ones that are named, and those up to a bound.
    assert {name: (small[name], n) for name, n in large.items() if n > small[name] * 1.05 + 60} == {}


# --- a large figure --------------------------------------------------------------------------------------------------

# As many observations as no page shows, over all periods; and what one may take in memory, in bytes.
SOME, EACH = 21_600, 600


@pytest.fixture(scope="module")
def vast(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The small site with one figure that no reader takes in."""
    content = tmp_path_factory.mktemp("vast") / "content"
    write_large(content, SOME, ages=5)
    shutil.copy(FIXTURES / "mkdocs.yml", content.parent)
    return Site(read_content(content)[0], DAY, SITE_URL)


def vast_figure(site: Site) -> Figure:
    """That figure."""
    found = site.content.get("figures", "large", Figure)
    assert found is not None
    assert len(found.observations) == SOME
    return found


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_of_a_large_figure_shows_the_newest_values_and_leads_to_all(vast: Site, code: str) -> None:
    text = PageRenderer(vast, code, vast.content.entries["figures/large"]).document()
    assert len(text.encode()) < 1024 * 1024
    shown = vast.shown(vast_figure(vast))
    placed = set(re.findall(r'<td id="([^"]+)"', text))
    assert placed == {value_key(vast_figure(vast), point) for point in shown.observations}
    assert max(point.period.text for point in shown.observations) in text
    number = vast.speaker(code).number_of(SOME)
    [told] = re.findall(r"<p[^>]*>([^<]*)<a href=\"#take\">", text.split('id="values"')[1])
    assert number in told
    assert "data-choice" in text


def test_the_newest_period_of_each_table_is_whole(vast: Site) -> None:
    shown, newest = vast.shown(vast_figure(vast)), {}
    for piece in slices(vast_figure(vast)):
        end = max(point.period.end for point in piece.observations)
        newest[piece.id] = {id(point) for point in piece.observations if point.period.end == end}
    assert {piece.id for piece in shown.pieces} == {name for name, now in newest.items() if len(now) <= OF_A_PERIOD}
    for piece in shown.pieces:
        assert newest[piece.id] <= {id(point) for point in piece.observations}
    assert len(shown.observations) < 2 * MOST_SHOWN


def test_the_files_of_a_large_figure_hold_all(vast: Site) -> None:
    made = {one.address: one for one in plan_downloads(vast) if isinstance(one, Planned)}
    read = [
        list(csv.DictReader(io.StringIO(made[f"data/figures/large{ending}"].text())))
        for ending in (".csv", ".sdmx.csv", ".en.csv", "/versions/2026-02-01/data.csv")
    ]
    assert [len(rows) for rows in read] == [SOME] * 4
    assert len(json.loads(made["data/figures/large.json"].text())["observations"]) == SOME
    wanted = [str(point.value) for point in vast_figure(vast).observations]
    assert [row["value"] for row in read[0]] == wanted
    # The pages beside it grow no more than its own does.
    for ending in ("/index.html", ".en.html", ".en.values.json"):
        assert len(made[f"data/figures/large{ending}"].text()) < 1024 * 1024


def test_a_value_that_no_page_shows_is_told_without_a_way_to_its_place(vast: Site) -> None:
    figure, view = vast_figure(vast), PageRenderer(vast, "en", vast.content.entries["figures/large"]).view
    shown = vast.shown(figure)
    hidden = next(point for point in figure.observations if not shown.has(point))
    assert view.value_anchor(figure, hidden) == ""
    assert view.value_anchor(figure, shown.observations[0]) == value_key(figure, shown.observations[0])


def test_a_table_in_parquet_is_the_same_part_by_part(vast: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def made() -> bytes:
        [file] = [one for one in plan_downloads(vast) if one.address == together.PARQUET]
        assert isinstance(file, PlannedBytes | PlannedSlow)
        return file.make() if isinstance(file, PlannedBytes) else file.recipe.make(file.material())

    whole = pq.read_table(io.BytesIO(made()))
    monkeypatch.setattr(together, "MOST_AT_ONCE", 5_000)
    assert pq.read_table(io.BytesIO(made())).equals(whole)


def test_an_observation_of_a_series_takes_little_memory(vast: Site) -> None:
    del vast  # what is made once is made
    folder = next(iter(_of_rows(SOME)))
    tracemalloc.start()
    try:
        content = read_content(folder)[0]
        assert tracemalloc.get_traced_memory()[0] < 2_000_000 + SOME * EACH
        apply_rules(content, [], DAY)
    finally:
        tracemalloc.stop()


def test_reading_and_checking_a_figure_take_as_many_calls_as_it_has_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    # A file written within the last two seconds is read once more: how many are depends on how fast this machine is.
    monkeypatch.setattr("factsite.documents.memory._RACY", 0)

    def of_rows(folder: Path) -> Counter[str]:
        apply_rules(read_content(folder)[0], [], DAY)  # what is found once for all figures
        return counted(lambda: apply_rules(read_content(folder)[0], [], DAY))

    # All have the same codes: only the years are more.
    few, more, many = (of_rows(folder) for folder in _of_rows(3_600, 7_200, 10_800))
    worse = {
        name: (few[name], more[name], calls)
        for name, calls in many.items()
        if calls - more[name] > (more[name] - few[name]) * 1.2 + 200
    }
    assert worse == {}
    assert sum(many.values()) - sum(more.values()) < 3_600 * 150


def _of_rows(*numbers: int) -> Iterator[Path]:
    """Content with a figure of so many rows, for as long as it is asked for."""
    for number in numbers:
        with tempfile.TemporaryDirectory() as folder:
            content = Path(folder) / "content"
            write_large(content, number, ages=5)
            shutil.copy(FIXTURES / "mkdocs.yml", folder)
            yield content


# --- what is held ----------------------------------------------------------------------------------------------------


def test_no_page_holds_a_list_of_all_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factsite.checking.MANY", 10**9)  # what another process holds isn't seen
    content = grown(60)
    apply_rules(content, [], DAY)
    held = [
        len(one._found[0]) for entry in content.entries.values() for one in entry.translations.values() if one._found
    ]
    assert held
    assert max(held) <= len(LANGUAGES) + 2


def test_a_file_that_is_written_is_held_no_more(tmp_path: Path) -> None:
    writing = Writing(Site(rich_content(), DAY, SITE_URL), tmp_path)
    writing.alone()
    tasks = writing.tasks()
    before = sum(isinstance(one, Planned) for one in gc.get_objects())
    assert before > 100
    for task in tasks:
        task()
    gc.collect()
    late = sum(isinstance(one, Planned) for one in gc.get_objects())
    assert late < before / 10
