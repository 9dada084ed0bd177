"""The built site: addresses, languages, links, and what readers' browsers are asked to fetch."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from documents import CHOICE, LANGUAGES, Document, pages, plain_name, read
from factsite.content import Content
from factsite.publishing.facets import part_views
from factsite.publishing.links import check_links
from factsite.records.figure import Figure
from factsite.rendering.addresses import Addresses
from factsite.rendering.choosing import MOST
from factsite.rendering.facets import faceted
from factsite.rendering.site import Site
from projects import FIXTURES, SITE_URL, build, make_project

# What differs by language. Lists under letters: a name begins with another. What changed: a change of words may be one
# language's own, and a list long enough to be parted ends apart.
OF_A_LANGUAGE: dict[str, tuple[str, ...]] = {
    "glossary": ("h2", "section"),
    "about/sources": ("h2", "section"),
    "changes": ("h2", "h3", "time"),
}


@pytest.fixture(scope="module")
def built(site: Path) -> dict[str, Document]:
    return pages(site)


def test_every_link_leads_somewhere(site: Path) -> None:
    assert [str(link) for link in check_links(site)] == []


def test_every_link_of_the_small_site_leads_somewhere(small_site: Path) -> None:
    """On a sub-path, with redirects and a page that only one language has."""
    assert [str(link) for link in check_links(small_site)] == []


def test_on_a_sub_path_a_way_from_the_root_is_held_against_it(small_site: Path, tmp_path: Path) -> None:
    """The not-found page answers at any address: its links start at the root of the published address, no others."""
    site = tmp_path / "site"
    shutil.copytree(small_site, site)
    page = site / "404.html"
    page.write_text(page.read_text(encoding="utf-8").replace("/sub/path/static/site.", "/static/site."), "utf-8")
    (broken,) = check_links(site)
    assert (broken.address[:13], broken.why) == ("/static/site.", "leads out of the site")


def test_every_page_is_there_in_every_language(built: dict[str, Document], content: Content, model: Site) -> None:
    addresses = Addresses(content)
    wanted = {
        addresses.of(path, code) for path, entry in content.entries.items() if entry.translations for code in LANGUAGES
    }
    assert set(built) == wanted | {view.address for view in part_views(model)}


def test_addresses_are_in_the_words_of_the_language(built: dict[str, Document]) -> None:
    for address in (
        "en/figures/each-year/",
        "fr/chiffres/chaque-annee/",
        "nl/cijfers/elk-jaar/",
    ):
        assert address in built


def test_lang_is_that_of_the_address(built: dict[str, Document]) -> None:
    for address, document in built.items():
        assert document.all("html")[0]["lang"] == address[:2], address


def test_hreflang_is_absolute_and_reciprocal(built: dict[str, Document]) -> None:
    for address, document in built.items():
        alternates = document.alternates()
        assert set(alternates) == {*LANGUAGES, "x-default"}, address
        assert document.canonical() == SITE_URL + address
        assert alternates[address[:2]] == SITE_URL + address
        for code in LANGUAGES:
            assert alternates[code].startswith(SITE_URL)
            other = built[alternates[code].removeprefix(SITE_URL)]
            assert other.alternates() == alternates, address


def test_the_switch_stays_on_the_page(built: dict[str, Document]) -> None:
    for address, document in built.items():
        links = {
            a["hreflang"]: a["href"] for a in document.all("a") if a.get("hreflang") in LANGUAGES and a.get("lang")
        }
        for code in LANGUAGES:
            target = document.alternates()[code].removeprefix(SITE_URL)
            assert links[code] == "../" * address.count("/") + target, address


def test_sitemap_is_whole_and_dated_from_the_data(site: Path, built: dict[str, Document], model: Site) -> None:
    content = model.content
    text = (site / "sitemap.xml").read_text(encoding="utf-8")
    listed = re.findall(r"<loc>(.*?)</loc>", text)
    searches = {Addresses(content).of("search", code) for code in LANGUAGES}
    # Choices on lists are looked at by themselves (test_facets).
    pages_of = [address for address in listed if not CHOICE.search(address)]
    assert sorted(pages_of) == sorted(SITE_URL + address for address in built if address not in searches)
    for block in re.findall(r"<url>.*?</url>", text, re.DOTALL):
        found = re.search(r"<loc>(.*?)</loc><lastmod>(.*?)</lastmod>", block)
        if found and not CHOICE.search(found[1]):
            path = next(
                p for p in content.entries for c in LANGUAGES if SITE_URL + model.addresses.of(p, c) == found[1]
            )
            assert date.fromisoformat(found[2]) == model.changed(path)
    assert "2026-11-21T" not in text


def test_numbers_links_and_structure_are_the_same_in_each_language(
    built: dict[str, Document], content: Content
) -> None:
    addresses = Addresses(content)
    for path, entry in content.entries.items():
        if not entry.translations:
            continue
        shapes = []
        for code in LANGUAGES:
            document = built[addresses.of(path, code)]
            values = Counter(element["value"] for element in document.all("data"))
            tags = Counter(tag for tag, _ in document.elements)
            shapes.append(
                (values, {tag: tags[tag] for tag in ("h1", "h2", "h3", "table", "tr", "time", "data", "section")})
            )
            for tag in OF_A_LANGUAGE.get(path, ()):
                del shapes[-1][1][tag]
        assert shapes[0] == shapes[1] == shapes[2], path


def test_one_first_heading_and_no_id_twice(built: dict[str, Document]) -> None:
    for address, document in built.items():
        assert len(document.all("h1")) == 1, address
        ids = Counter(found["id"] for _, found in document.elements if "id" in found)
        assert [name for name, count in ids.items() if count > 1] == [], address


def test_nothing_is_asked_of_other_sites(site: Path) -> None:
    fetched = {"script": "src", "img": "src", "link": "href", "form": "action", "iframe": "src", "source": "src"}
    for path in site.rglob("*.html"):
        for tag, found in read(path).elements:
            address = found.get(fetched.get(tag, ""), "")
            if tag == "link" and found.get("rel") in {"canonical", "alternate"}:
                continue
            assert not urlsplit(address).netloc, f"{path}: {address}"
            assert not any(name.startswith("on") for name in found), path
            assert "style" not in found, path
            assert tag != "style", path
            assert tag != "script" or "src" in found or found.get("type") == "application/ld+json", path
    for path in [*site.rglob("*.css"), *site.glob("assets/*.js"), *site.glob("static/*.js")]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"url\(\s*[\"']?(https?:)?//", text), path
        assert "localStorage" not in text
        assert "document.cookie" not in text


def test_scripts_only_where_they_help(site: Path, content: Content, model: Site) -> None:
    """Search needs a script; figures, on other sites too, and lists gain from one; no other page has any."""
    addresses = Addresses(content)
    searches = {addresses.of("search", code) for code in LANGUAGES}
    figures = {addresses.of(entry.path, code) for entry in content.of_kind("figures") for code in LANGUAGES}
    listed = [f"{kind}/index" for kind in faceted()] + ["glossary", "about/sources"]
    lists = {addresses.of(path, code) for path in listed for code in LANGUAGES}
    lists |= {view.address for view in part_views(model) if view.page.path in listed}
    chosen = {
        addresses.of(entry.path, code)
        for entry, figure in content.records(Figure)
        for code in LANGUAGES
        if any(len({point.codes[name] for point in figure.observations}) > MOST for name in figure.dimensions)
    }
    named = dict.fromkeys(searches, "search.js") | dict.fromkeys(figures, "figure.js") | dict.fromkeys(lists, "list.js")
    named |= {addresses.of("index", code): "figure.js" for code in LANGUAGES}  # for the chart of its first figure
    for address, document in pages(site).items():
        programs = [script["src"] for script in document.all("script") if script.get("type") != "application/ld+json"]
        wanted = [named[address]] if address in named else []
        # An easy-to-read page has the script of the chart that it shows.
        easy = any(article.get("class") == "easy" for article in document.all("article"))
        wanted += ["figure.js"] if easy and any("data-keys" in one for one in document.all("div")) else []
        wanted += ["choose.js"] if address in chosen else []
        assert [plain_name(path) for path in programs] == wanted, address
    shipped = {plain_name(path.name) for path in site.rglob("*.js")}
    assert shipped <= {
        "embed.js",
        "embed-height.js",
        "search.js",
        "finding.js",
        "figure.js",
        "choose.js",
        "explorer.js",
        "list.js",
        "pagefind.js",
        "pagefind-worker.js",
    }


def test_the_root_is_a_choice_of_languages(site: Path) -> None:
    document = read(site / "index.html")
    assert [a["href"] for a in document.all("a")] == ["en/", "fr/", "nl/"]
    assert document.alternates() == {code: f"{SITE_URL}{code}/" for code in LANGUAGES} | {"x-default": SITE_URL}
    assert document.all("script") == []


def test_not_found_pages(site: Path) -> None:
    for code in LANGUAGES:
        document = read(site / code / "404.html")
        assert document.all("html")[0]["lang"] == code
        assert document.all("meta", name="robots", content="noindex")
        # It answers at any address, however deep.
        fetched = [link["href"] for link in document.all("link") if link["rel"] in {"stylesheet", "icon"}]
        assert all(way.startswith(("/", "#")) for way in [*fetched, *(a["href"] for a in document.all("a"))])


def test_the_not_found_page_of_a_sub_path(small_site: Path) -> None:
    root = read(small_site / "404.html")
    assert [a["href"] for a in root.all("a")] == [f"/sub/path/{code}/" for code in LANGUAGES]


def test_a_page_that_languages_lack(small_site: Path) -> None:
    """Shown in its own language under a notice in the reader's; not indexed, not in hreflang, not in the sitemap."""
    original = read(small_site / "nl" / "uitleg" / "alleen-nederlands" / "index.html")
    address = "https://migration-facts.example/sub/path/nl/uitleg/alleen-nederlands/"
    assert original.alternates() == {"nl": address, "x-default": address}
    for code, section in (("en", "explained"), ("fr", "comprendre")):
        document = read(small_site / code / section / "alleen-nederlands" / "index.html")
        assert document.all("html")[0]["lang"] == code
        assert document.all("article")[0]["lang"] == "nl"
        assert document.canonical() == address
        assert document.alternates() == {}
        assert "data-pagefind-body" not in document.all("main")[0]
        assert document.all("p", role="note")
    listed = read(small_site / "fr" / "comprendre" / "index.html")
    assert listed.all("a", lang="nl", href="../../fr/comprendre/alleen-nederlands/")
    sitemap = (small_site / "sitemap.xml").read_text(encoding="utf-8")
    assert re.findall(r"<loc>(.*alleen.*)</loc>", sitemap) == [address]


def test_a_changed_slug_keeps_its_old_address(small_site: Path) -> None:
    document = read(small_site / "fr" / "chiffres" / "demandeurs-old" / "index.html")
    assert document.is_redirect()
    assert document.canonical() == "https://migration-facts.example/sub/path/fr/chiffres/demandeurs/"
    assert [a["href"] for a in document.all("a")] == ["../../../fr/chiffres/demandeurs/"]


def test_relations_go_both_ways(small_site: Path) -> None:
    act = read(small_site / "en" / "legislation" / "the-amendment" / "index.html")
    figure = read(small_site / "en" / "figures" / "applicants" / "index.html")
    assert act.all("a", href="../../../en/decisions/the-ruling/")
    assert figure.all("a", href="../../../en/fact-checks/did-many-apply/")


def test_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    prints: list[dict[str, str]] = []
    for name in ("one", "two"):
        project = make_project(tmp_path / name, FIXTURES / "valid")
        done = build(project, project / "site")
        assert done.returncode == 0, done.stdout + done.stderr
        prints.append(
            {
                path.relative_to(project / "site").as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
                for path in sorted((project / "site").rglob("*"))
                if path.is_file()
            }
        )
    assert prints[0] == prints[1]


def test_content_with_errors_isn_t_built(tmp_path: Path) -> None:
    project = make_project(tmp_path, FIXTURES / "valid")
    (project / "content" / "data" / "figures" / "applicants.yml").write_text("unit: [")
    done = build(project, project / "site")
    assert done.returncode != 0
    assert "content/data/figures/applicants.yml:2:1: error[yaml]" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_pages_are_small(site: Path) -> None:
    sizes: dict[str, list[int]] = defaultdict(list)
    for path in site.rglob("index.html"):
        sizes[path.relative_to(site).parts[0]].append(path.stat().st_size)
    mean = sum(sum(group) for group in sizes.values()) / sum(len(group) for group in sizes.values())
    assert mean < 40_000
