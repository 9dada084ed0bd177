"""What programs that answer in words read: the pages as plain Markdown, and the lists of them."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from documents import LANGUAGES, pages
from factsite.publishing.assistants import plan_assistants
from factsite.publishing.links import check_links
from factsite.publishing.markdown import as_markdown
from factsite.rendering.addresses import LLMS, markdown_address
from factsite.rendering.site import Site
from projects import SITE_URL

_NUMBER = re.compile(r"\d(?:[\d.,\u202f\u00a0]*\d)?")
_LINK = re.compile(r"\]\((https?://[^)\s]+)\)")
# What stands in no Markdown: ways to other pages, what is typed into, drawings, what only eyes get.
_LEFT_OUT = re.compile(r"<(nav|form|button|svg|textarea|label|script|style)\b.*?</\1>", re.DOTALL)
_DRAWING = re.compile(r"<svg\b(?:(?!<svg\b).)*?</svg>", re.DOTALL)
_HIDDEN = re.compile(r'<(\w+)[^>]* (?:popover(?:="[^"]*")?|hidden)(?: [^>]*)?>.*?</\1>', re.DOTALL)


def beside(site: Path) -> dict[str, tuple[str, str]]:
    """The HTML of the main part of each page that has one beside it, and the Markdown, by address."""
    found = {}
    for path in sorted(site.rglob("index.md")):
        page = path.with_suffix(".html").read_text(encoding="utf-8")
        found[path.relative_to(site).as_posix()] = (
            page[page.find("<main") : page.rfind("</main>")],
            path.read_text(encoding="utf-8"),
        )
    return found


def numbers(text: str) -> set[str]:
    return set(_NUMBER.findall(text))


def words(html: str) -> str:
    """What a reader of a page sees, without what stands in no Markdown."""
    shown = html
    while (rest := _DRAWING.sub(" ", shown)) != shown:
        shown = rest  # drawings stand in drawings
    shown = _HIDDEN.sub(" ", _LEFT_OUT.sub(" ", shown))
    return unescape(re.sub(r"<[^>]*>", " ", shown))


def test_each_page_says_where_its_markdown_stands(site: Path, model: Site) -> None:
    there = {file.address for file in plan_assistants(model)}
    # Pages that only lead on have one too.
    assert there <= {path.relative_to(site).as_posix() for path in [*site.rglob("*.md"), *site.rglob(LLMS)]}
    named = set()
    for address, document in pages(site).items():
        links = [one["href"] for one in document.all("link", rel="alternate", type="text/markdown")]
        named |= {link.removeprefix(SITE_URL) for link in links}
        if (own := markdown_address(f"{address.strip('/')}/")) in there:
            assert links == [SITE_URL + own]
    assert named == {address for address in there if address.endswith("index.md")}


def test_numbers_are_those_of_the_page(site: Path) -> None:
    found = beside(site)
    assert len(found) > 30
    for address, (html, text) in found.items():
        seen = words(html)
        assert numbers(re.sub(r"\\", "", text)) >= numbers(seen), address
        told = text[: text.rfind("\n## ")]
        told = told[: told.rfind("\n## ")] if "\n- " in text[text.rfind("\n## ", 0, text.rfind("\n## ")) :] else told
        plain = re.sub(r"\]\([^)]*\)|<https?://[^>]*>|(?m:^\s*\d+\. )|\\", " ", told)
        assert numbers(plain) <= numbers(seen) | numbers(html), address


def test_the_three_languages_have_as_much(site: Path, model: Site) -> None:
    for path, entry in model.content.entries.items():
        if path == "search" or set(entry.translations) != set(LANGUAGES) or entry.record is None:
            continue
        shapes = set()
        for code in LANGUAGES:
            text = (site / model.addresses.of(path, code) / "index.md").read_text(encoding="utf-8")
            shapes.add((len(re.findall(r"^#+ ", text, re.MULTILINE)), len(re.findall(r"^\|", text, re.MULTILINE))))
        assert len(shapes) == 1, path


def test_links_are_whole_and_lead_somewhere(site: Path) -> None:
    for path in [*site.rglob("index.md"), *site.rglob(LLMS)]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\]\((?!https?://|mailto:|tel:)", text), path
        for address in _LINK.findall(text):
            if address.startswith(SITE_URL):
                inner = address.removeprefix(SITE_URL).partition("#")[0]
                assert (site / inner / ("index.html" if not inner or inner.endswith("/") else "")).exists(), (
                    path,
                    address,
                )
    assert check_links(site) == []


def test_figures_name_their_sources_with_day_and_terms_and_how_to_cite(site: Path, model: Site) -> None:
    for code, cite, licence in (
        ("en", "How to cite", "Licence"),
        ("fr", "Comment citer", "Licence"),
        ("nl", "Zo citeert u", "Licentie"),
    ):
        for entry in model.content.of_kind("figures"):
            if code not in entry.translations:
                continue
            text = (site / model.addresses.of(entry.path, code) / "index.md").read_text(encoding="utf-8")
            assert f"\n## {cite}\n" in text
            assert re.search(rf"^- .+{licence}.+$", text, re.MULTILINE), (entry.path, code)


def test_lists_follow_llmstxt(site: Path, model: Site) -> None:
    for code in ("", *LANGUAGES):
        text = (site / code / LLMS).read_text(encoding="utf-8")
        lines = text.splitlines()
        assert lines[0].startswith("# ")
        assert next(line for line in lines[1:] if line).startswith("> ")
        assert sum(line.startswith("# ") for line in lines) == 1
        sections = text.split("\n## ")[1:]
        assert sections[-1].startswith("Optional\n")
        for section in sections:
            items = [line for line in section.splitlines()[1:] if line]
            assert items
            assert all(re.match(r"- \[(?:[^\]\\]|\\.)+\]\(https://[^)]+\)(: .+)?$", line) for line in items), section
        own = {file.address for file in plan_assistants(model) if file.address.startswith(f"{code or 'en'}/")}
        listed = {link.removeprefix(SITE_URL) for link in _LINK.findall(text)}
        assert {one for one in own if one.endswith("index.md")} <= listed


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<p>a*b_c[d]</p>", "a\\*b\\_c\\[d\\]"),
        ("<p># no heading</p>", "\\# no heading"),
        ("<p>1. no item</p>", "\\1. no item"),
        ('<p>See <a href="../x/#y">that <b>page</b> </a>now</p>', "See [that page](https://a.example/en/x/#y) now"),
        ("<ul><li>one</li><li>two<ul><li>inner</li></ul></li></ul>", "- one\n- two\n  - inner"),
        ('<ol start="3"><li>c</li><li>d</li></ol>', "3. c\n4. d"),
        ("<dl><dt>Unit</dt><dd>persons</dd></dl>", "- **Unit**: persons"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        (
            "<table><caption>T</caption><thead><tr><th>a</th><th>b|c</th></tr></thead>"
            '<tbody><tr><th colspan="2">d</th></tr></tbody></table>',
            "**T**\n\n| a | b\\|c |\n| --- | --- |\n| d |  |",
        ),
        ("<nav>x</nav><p hidden>y</p><svg><text>z</text></svg><p>39\u202f615 people</p>", "39\u202f615 people"),
        ("<p>a &lt;script&gt; b</p>", "a \\<script> b"),
    ],
)
def test_what_stands_in_html_stands_in_markdown(html: str, told: str) -> None:
    made = as_markdown((f"<body><main>{html}</main></body>", "https://a.example/en/p/", "")).decode()
    assert made == told + "\n"


def test_the_title_stands_first(site: Path) -> None:
    for address, (_, text) in beside(site).items():
        assert text.startswith("# "), address


def test_nothing_but_the_main_part_is_told() -> None:
    page = (
        "<html><head><title>t</title></head><body><header>menu</header><main><h1>A</h1></main><footer>f</footer></body>"
    )
    assert as_markdown((page, "https://a.example/", "## End")) == b"# A\n\n## End\n"
