"""Lists by facet: every choice has a page in each language, with as many records as its count says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from documents import LANGUAGES, choices, read
from factsite.rendering.facets import FacetView, faceted, facets
from factsite.rendering.site import Site
from projects import SITE_URL


@pytest.mark.parametrize("kind", faceted())
def test_each_choice_has_its_page_in_every_language(site: Path, model: Site, kind: str) -> None:
    seen = {}
    for code in LANGUAGES:
        entry = model.content.entries[f"{kind}/index"]
        view = FacetView(model, code, entry, model.addresses.of(entry.path, code))
        seen[code] = {(f.name, c.code): len(c.entries) for f in facets(view, kind) for c in f.choices}
        for facet in facets(view, kind):
            for choice in facet.choices:
                document = read(site / choice.address / "index.html")
                assert document.all("html", lang=code)
                assert document.canonical() == SITE_URL + choice.address
                assert "data-pagefind-body" not in document.all("main")[0]
                assert choice.title in "".join(document.text)
                links = {link["href"] for link in document.all("a")}
                for record in choice.entries:
                    target = model.addresses.of(record.path, code)
                    assert "../" * choice.address.count("/") + target in links
    assert seen["en"] == seen["fr"] == seen["nl"]
    assert len(seen["en"]) > 5


def test_lists_name_every_choice_with_its_count(site: Path) -> None:
    text = (site / "en" / "legislation" / "index.html").read_text(encoding="utf-8")
    found = re.findall(r'/by/([a-z]+)/([a-z0-9-]+)/">[^<]+</a> <span class="count">\((\d+)\)', text)
    assert {name for name, _, _ in found} == {"theme", "level", "year", "status"}
    for name, code, count in found:
        page = read(site / "en" / "legislation" / "by" / name / code / "index.html")
        assert len(page.all("h2")) == int(count)


def test_choices_lead_to_the_same_choice_in_other_languages(site: Path) -> None:
    for address, document in choices(site).items():
        tail = address[address.index("/by/") :]
        assert {link.partition("/by/")[2] for link in document.alternates().values()} == {tail.removeprefix("/by/")}
