"""The built site: what holds of every site, its addresses, and that it says what is known on this day."""

from __future__ import annotations

from pathlib import Path

from documents import Document, read
from factsite.rendering.calendar import coming
from factsite.rendering.site import Site
from factsite.rendering.view import View
from test_light import test_no_page_is_heavy
from test_site import (
    built,
    test_every_link_leads_somewhere,
    test_every_page_is_there_in_every_language,
    test_hreflang_is_absolute_and_reciprocal,
    test_lang_is_that_of_the_address,
    test_not_found_pages,
    test_nothing_is_asked_of_other_sites,
    test_numbers_links_and_structure_are_the_same_in_each_language,
    test_one_first_heading_and_no_id_twice,
    test_pages_are_small,
    test_scripts_only_where_they_help,
    test_sitemap_is_whole_and_dated_from_the_data,
    test_the_root_is_a_choice_of_languages,
    test_the_switch_stays_on_the_page,
)

__all__ = [
    "built",
    "test_every_link_leads_somewhere",
    "test_every_page_is_there_in_every_language",
    "test_hreflang_is_absolute_and_reciprocal",
    "test_lang_is_that_of_the_address",
    "test_no_page_is_heavy",
    "test_not_found_pages",
    "test_nothing_is_asked_of_other_sites",
    "test_numbers_links_and_structure_are_the_same_in_each_language",
    "test_one_first_heading_and_no_id_twice",
    "test_pages_are_small",
    "test_scripts_only_where_they_help",
    "test_sitemap_is_whole_and_dated_from_the_data",
    "test_the_root_is_a_choice_of_languages",
    "test_the_switch_stays_on_the_page",
]


def test_addresses_are_in_the_words_of_the_language(built: dict[str, Document]) -> None:
    for address in (
        "en/figures/protection-applicants/",
        "fr/chiffres/demandeurs-de-protection/",
        "nl/cijfers/verzoekers-om-bescherming/",
    ):
        assert address in built


def test_the_home_shows_no_list_without_an_update(site: Path, model: Site) -> None:
    """What comes soon stands there only when something does."""
    home = model.content.entries["index"]
    soon = coming(View(model, "en", home, model.addresses.of(home.path, "en")))
    page = read(site / "en" / "index.html")
    assert any(found.get("id") == "coming" for _, found in page.elements) == bool(soon)
