"""Lists by facet: every choice has a page in each language, found wholly or not at all, and its address for good."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from documents import LANGUAGES, choices, read
from factsite.changes.choices import are_recorded, choices_as_yaml, choices_of
from factsite.content import Content
from factsite.publishing.facets import choice_views, plan_facets, plan_former_choices
from factsite.records.choices import PublishedChoices
from factsite.rendering.facets import Choice, Facet, FacetView, faceted, facets, slugs
from factsite.rendering.site import Site
from projects import DAY, SITE_URL


def of_kind(model: Site, kind: str, code: str) -> list[FacetView]:
    """The choices of a list in a language."""
    return [view for view in choice_views(model) if view.page.section == kind and view.code == code]


@pytest.mark.parametrize("kind", faceted())
def test_each_choice_has_its_page_in_every_language(site: Path, model: Site, kind: str) -> None:
    seen = {}
    for code in LANGUAGES:
        views = of_kind(model, kind, code)
        seen[code] = {(view.facet.name, view.choice.code): len(view.choice.entries) for view in views}
        for view in views:
            document = read(site / view.address / "index.html")
            assert document.all("html", lang=code)
            assert "data-pagefind-body" not in document.all("main")[0]
            assert view.choice.title in "".join(document.text)
            links = {link["href"] for link in document.all("a")}
            for record in view.choice.entries:
                target = model.addresses.of(record.path, code)
                assert "../" * view.address.count("/") + target in links
    assert seen["en"] == seen["fr"] == seen["nl"]


def test_a_choice_is_found_wholly_or_not_at_all(site: Path, model: Site) -> None:
    """One with records is in the sitemap, with title, description and its translations; one without isn’t."""
    listed = (site / "sitemap.xml").read_text(encoding="utf-8")
    named: dict[tuple[str, str, str], str] = {}
    found = {True: 0, False: 0}
    for view in choice_views(model):
        document = read(site / view.address / "index.html")
        full = bool(view.choice.entries)
        found[full] += 1
        assert document.canonical() == SITE_URL + view.address
        assert bool(document.all("meta", name="robots", content="noindex")) is not full, view.address
        assert (f"<loc>{SITE_URL}{view.address}</loc>" in listed) is full, view.address
        others = {one.language.code: one.address for one in view.alternates}
        assert document.alternates() == others | {"x-default": others["en"]}
        for address in others.values():
            assert (site / address.removeprefix(SITE_URL) / "index.html").is_file()
        head = unescape((site / view.address / "index.html").read_text(encoding="utf-8").partition("</head>")[0])
        title, description = re.search(r"<title>([^<]+)", head), re.search(r'name="description" content="([^"]+)', head)
        assert title
        assert description
        assert title[1].startswith(view.title)
        assert view.choice.title in view.title
        assert f'property="og:title" content="{view.title}"' in head
        if full:
            assert named.setdefault((view.code, title[1], description[1]), view.address) == view.address
            for code, address in others.items():
                assert f'hreflang="{code}" href="{address}"' in listed
    assert min(found.values()) > 10


def test_lists_name_every_choice_with_its_count(site: Path) -> None:
    text = (site / "fr" / "legislation" / "index.html").read_text(encoding="utf-8")
    found = re.findall(r'/par/([a-z-]+)/([a-z0-9-]+)/">[^<]+</a> <span class="count">\((\d+)\)', text)
    assert {name for name, _, _ in found} == {"theme", "niveau-de-pouvoir", "annee", "statut"}
    for name, code, count in found:
        page = read(site / "fr" / "legislation" / "par" / name / code / "index.html")
        assert len(page.all("h2")) == int(count)


def test_addresses_speak_the_language_of_the_reader(model: Site) -> None:
    found = {view.address for view in choice_views(model)}
    assert {
        "en/figures/by/theme/asylum/",
        "fr/chiffres/par/theme/asile/",
        "nl/cijfers/per/thema/asiel/",
        "nl/wetgeving/per/jaar/2017/",
    } <= found


def test_choices_lead_to_the_same_choice_in_other_languages(site: Path) -> None:
    for address, document in choices(site).items():
        for alternate in document.alternates().values():
            page = read(site / alternate.removeprefix(SITE_URL) / "index.html")
            assert SITE_URL + address in page.alternates().values()


def leads(model: Site) -> dict[str, str]:
    """Every former address of a choice, with where it leads."""
    there = {one.address for one in plan_facets(model)}
    found = {}
    for one in plan_former_choices(model, there):
        target = re.search(r'rel="canonical" href="([^"]+)"', one.text())
        assert target
        found[one.address.removesuffix("index.html")] = target[1].removeprefix(SITE_URL)
    return found


def test_addresses_of_before_lead_on_in_every_language(model: Site) -> None:
    """Until the addresses had words they were made of codes, the same in each language."""
    found = leads(model)
    known = {view.address for view in choice_views(model)}
    for view in choice_views(model):
        old = f"{view.list_address}by/{view.facet.name}/{view.choice.code}/"
        assert found.get(old, view.address if old in known else None) == view.address
    assert found["fr/chiffres/by/theme/asylum/"] == "fr/chiffres/par/theme/asile/"
    assert found["nl/wetgeving/by/status/unknown/"].startswith("nl/wetgeving/per/status/")


def with_choices(content: Content, found: dict[str, dict[str, dict[str, dict[str, list[str]]]]]) -> Site:
    """The site of a content after releases had some addresses."""
    recorded = {kind: PublishedChoices.model_validate(one) for kind, one in found.items()}
    return Site(replace(content, choices=recorded), DAY, SITE_URL)


def test_a_choice_without_records_keeps_its_address(content: Content) -> None:
    """Its page says that there is nothing at the moment, leads to the list, and no list and no sitemap names it."""
    model = with_choices(
        content, {"legislation": {"year": {"1831": {"en": ["by/year/1831"], "fr": ["par/annee/1831"]}}}}
    )
    pages = {one.address: one for one in plan_facets(model)}
    page = pages["fr/legislation/par/annee/1831/index.html"].text()
    assert "Il n’y a rien ici pour le moment." in page
    assert f'<a href="{"../" * 5}fr/legislation/">' in page
    assert '<meta name="robots" content="noindex">' in page
    view = of_kind(model, "legislation", "fr")[0]
    assert "1831" not in {choice.code for facet in facets(view, "legislation") for choice in facet.choices}


def test_an_address_of_another_name_leads_on(content: Content) -> None:
    before = {
        "figures": {
            "theme": {"asylum": {"fr": ["par/theme/refuge", "par/theme/asile"]}, "gone": {"fr": ["par/theme/parti"]}}
        }
    }
    found = leads(with_choices(content, before))
    assert found["fr/chiffres/par/theme/refuge/"] == "fr/chiffres/par/theme/asile/"
    # A theme that is none any more has no name: its address leads to the whole list.
    assert found["fr/chiffres/par/theme/parti/"] == "fr/chiffres/"
    assert found["fr/chiffres/by/theme/gone/"] == "fr/chiffres/"
    assert "fr/chiffres/par/theme/asile/" not in found


def test_what_a_release_had_is_recorded_and_kept(content: Content) -> None:
    assert not are_recorded(content, content, DAY)
    found = choices_of(content, content, DAY)
    model = with_choices(content, found)
    assert are_recorded(model.content, model.content, DAY)
    year = next(code for code in found["decisions"]["year"])
    gone = {
        path: one
        for path, one in content.entries.items()
        if not path.startswith("decisions/") or path.endswith("index")
    }
    later = Site(replace(model.content, entries=gone, _labels={}), DAY, SITE_URL)
    # Not one decision is left, and no address is lost.
    now = {view.address for view in choice_views(later)}
    assert {view.address for view in choice_views(model)} <= now
    assert choices_of(later.content, later.content, DAY) == found
    assert f'    "{year}": {{en: [by/year/{year}]' in choices_as_yaml(found)


def test_two_choices_of_one_name_have_two_addresses() -> None:
    assert slugs({"a": "Même", "b": "même", "c": "Мигранти", "d": "Meme B"}) == {
        "a": "meme",
        "b": "meme-b",
        "c": "c",
        "d": "meme-b-d",
    }
    one = Facet("year", "Year", [Choice("2025", "2025", "by/year/2025/")], [])
    assert not one.parts
    assert one.pages == []
