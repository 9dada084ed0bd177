"""A figure shown from its address alone: oEmbed, as its consumers read it, and what pages say of themselves."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from PIL import Image

from documents import LANGUAGES, pages, plain_name, read
from factsite.publishing.dataset import Dataset, datasets
from factsite.publishing.oembed import oembed
from factsite.rendering.figures import chart
from factsite.rendering.reuse import LOOKS, embed_address, oembed_address
from factsite.rendering.site import Site
from factsite.rendering.words import LangText
from projects import SITE_URL

# https://oembed.com/ section 2.3.4: what an answer of type “rich” holds; a thumbnail has an address and a size.
SCHEMA = Draft202012Validator(
    {
        "type": "object",
        "required": ["type", "version", "html", "width", "height", "title", "provider_name", "provider_url"],
        "properties": {
            "type": {"const": "rich"},
            "version": {"const": "1.0"},
            "title": {"type": "string", "minLength": 1},
            "author_name": {"type": "string", "minLength": 1},
            "author_url": {"type": "string", "pattern": "^https://"},
            "provider_name": {"type": "string", "minLength": 1},
            "provider_url": {"type": "string", "pattern": "^https://"},
            "cache_age": {"type": "integer", "minimum": 1},
            "thumbnail_url": {"type": "string", "pattern": r"^https://.*\.png$"},
            "thumbnail_width": {"type": "integer", "minimum": 1},
            "thumbnail_height": {"type": "integer", "minimum": 1},
            "html": {"type": "string", "pattern": "^<iframe [^<>]*></iframe>$"},
            "width": {"type": "integer", "minimum": 1},
            "height": {"type": "integer", "minimum": 1},
        },
        "dependentRequired": {"thumbnail_url": ["thumbnail_width", "thumbnail_height"]},
        "additionalProperties": False,
    }
)
# How WordPress (WP_oEmbed::discover, wp_filter_oembed_result) looks for the link, and for the frame in the answer.
_READ = 153_600
_LINK = re.compile(r"<link([^<>]+)/?>", re.IGNORECASE)
_FRAME = re.compile(r"(<blockquote>.*?</blockquote>)?.*(<iframe.*?></iframe>)", re.DOTALL)
_SOURCE = re.compile(r""" src=(['"])(.*?)\1""")


def discovered(page: Path) -> str:
    """The address of the answer that a page names, as WordPress finds it."""
    head = page.read_text(encoding="utf-8")[:_READ].partition("</head>")[0]
    found = [dict(re.findall(r'([\w-]+)="([^"]*)"', link)) for link in _LINK.findall(head)]
    (address,) = [html.unescape(link["href"]) for link in found if link.get("type") == "application/json+oembed"]
    return address


@pytest.fixture(scope="module")
def every(model: Site) -> list[Dataset]:
    """All datasets of the site."""
    return datasets(model)


def test_each_figure_is_found_and_shown_by_its_address(site: Path, model: Site, every: list[Dataset]) -> None:
    for dataset in every:
        for code in LANGUAGES:
            shown = [site / embed_address(dataset.id, code, look) for look in ("", *LOOKS)]
            page = site / model.addresses.of(dataset.entry.path, code) / "index.html"
            for path in (page, *shown):
                assert discovered(path) == SITE_URL + oembed_address(dataset.id, code), path
            answer = json.loads((site / oembed_address(dataset.id, code)).read_bytes())
            assert [error.message for error in SCHEMA.iter_errors(answer)] == []
            source = _SOURCE.search(answer["html"])
            frame = _FRAME.search(answer["html"])
            assert frame
            assert not frame[1]
            assert source
            assert html.unescape(source[2]) == SITE_URL + embed_address(dataset.id, code)
            if "thumbnail_url" in answer:
                with Image.open(site / answer["thumbnail_url"].removeprefix(SITE_URL)) as picture:
                    assert picture.size == (answer["thumbnail_width"], answer["thumbnail_height"])


def test_words_of_an_answer_are_escaped_once(every: list[Dataset], monkeypatch: pytest.MonkeyPatch) -> None:
    title = """</script><b>"x" & 'y'</b>"""
    dataset = every[0]
    monkeypatch.setattr(dataset.site, "title", lambda entry, reader: LangText(title, reader, reader))
    answer = json.loads(json.dumps(oembed(dataset, "en", chart(dataset.views["en"], dataset.figure))))
    assert [error.message for error in SCHEMA.iter_errors(answer)] == []
    assert answer["title"] == title
    found = re.search(r' title="([^"]*)"', answer["html"])
    assert found
    assert html.unescape(found[1]) == title


def test_a_site_on_a_sub_path_names_its_whole_address(small_site: Path) -> None:
    base = "https://migration-facts.example/sub/path/"
    answer = json.loads((small_site / "data" / "figures" / "applicants.en.oembed.json").read_bytes())
    assert f'src="{base}data/figures/applicants.en.html"' in answer["html"]
    assert answer["provider_url"] == base
    assert answer["thumbnail_url"] == f"{base}data/figures/applicants.en.png"


def test_every_page_says_what_it_is_where_its_address_is_passed_on(site: Path) -> None:
    pictured = 0
    for address, document in pages(site).items():
        told = {one["property"]: one["content"] for one in document.all("meta") if "property" in one}
        if document.canonical() is None:
            continue
        assert told["og:url"] == document.canonical(), address
        assert all(told[f"og:{name}"] for name in ("title", "site_name", "type", "locale")), address
        if "og:image" in told:
            pictured += 1
            with Image.open(site / told["og:image"].removeprefix(SITE_URL)) as picture:
                assert picture.size == (int(told["og:image:width"]), int(told["og:image:height"]))
            assert told["og:image:alt"]
            assert document.all("meta", name="twitter:card", content="summary_large_image")
    assert pictured > len(LANGUAGES)


def test_fixed_pages_are_light_or_dark_for_everyone(site: Path, every: list[Dataset]) -> None:
    for look, media in (("", ["screen and (prefers-color-scheme: dark)"]), ("light", []), ("dark", ["screen"])):
        document = read(site / embed_address(every[0].id, "nl", look))
        sheets = [link for link in document.all("link", rel="stylesheet") if plain_name(link["href"]) == "dark.css"]
        assert [link.get("media", "") for link in sheets] == media
        assert document.all("meta", name="robots", content="noindex")
