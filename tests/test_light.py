"""What readers have to fetch stays small: of every page with all that it asks for, compressed as it is sent."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import brotli
import pytest
from fontTools.ttLib import TTFont

from documents import read
from factsite.publishing.data_pages import MOST_OPEN
from factsite.records.observation_status import NOTHING_SAID
from factsite.rendering.environment import THEME
from factsite.rendering.shipped import theme_files
from factsite.rendering.style import SHEET, style_sheets
from factsite.rendering.tables import Cell
from factsite.rendering.words import LangText

FIRST, LARGEST = 60_000, 60_000
# What a page asks for beside its own text: style, dark colours, font, sign, and the scripts that run at once.
SHARED = 42_000
# Pages become a third at least; smaller ones aren't looked at.
_SMALL = 2 * LARGEST


@cache
def compressed(path: Path) -> int:
    """The bytes of a file as a server sends them."""
    data = path.read_bytes()
    return len(data if path.suffix in {".woff2", ".png"} else brotli.compress(data, quality=9))


def asked_for(site: Path, path: Path) -> Iterator[Path]:
    """What a browser fetches with a page: styles, the font that they name, its sign, scripts."""
    document, own = read(path), f"/{path.relative_to(site).as_posix()}"
    wanted = [link["href"] for link in document.all("link") if link.get("rel") in {"stylesheet", "icon"}]
    wanted += [script["src"] for script in document.all("script") if "src" in script]
    for address in wanted:
        yield site / urlsplit(urljoin(own, address)).path.lstrip("/")
    yield from site.glob("static/factsite-sans.*.woff2")


def test_a_first_view_of_any_page_is_light(site: Path) -> None:
    for path in site.rglob("index.html"):
        shared = sum(map(compressed, asked_for(site, path)))
        assert shared <= SHARED, path
        # A page never becomes larger; the small ones needn't be compressed.
        assert shared + path.stat().st_size <= FIRST or shared + compressed(path) <= FIRST, path


def test_no_page_is_heavy(site: Path) -> None:
    for path in site.rglob("*.html"):
        if path.stat().st_size > _SMALL:
            assert compressed(path) <= LARGEST, path


def test_no_script_holds_up_a_page(site: Path) -> None:
    """One that is no module stands at the end; but that of a page to embed chooses its colours before they are seen."""
    for path in site.rglob("*.html"):
        document = read(path)
        if document.all("body", **{"class": "embed"}):
            continue
        for script in document.all("script"):
            last = script is document.elements[-1][1]
            assert "src" not in script or script.get("type") == "module" or last, path
        assert len([one for one in document.all("link", rel="stylesheet") if "media" not in one]) <= 1, path


def test_a_long_table_is_laid_out_only_when_it_is_opened(site: Path) -> None:
    """One of some thousand cells takes a phone a second; the address of a value opens it, without script."""
    long = 0
    for path in site.rglob("*.html"):
        source = path.read_text(encoding="utf-8")
        for table in re.finditer(r"<table.*?</table>", source, re.DOTALL):
            if table[0].count("<tr") > MOST_OPEN + 1:
                before = source[: table.start()]
                assert before.count("<details") > before.count("</details"), path
                long += 1
    assert long


@pytest.mark.parametrize(
    ("text", "value", "sort"),
    [
        ("169\u202f609", "169609", None),
        ("1,234 ", "1234", None),
        ("not available", None, None),
        ("fewer than 5", None, ""),
        ("12.5%", "12.5", "12.5"),
        ("−4", "-4", "-4"),
        ("1.2 million", "1200000", "1200000"),
        ("7.0", "7", "7"),
    ],
)
def test_a_number_is_sorted_by_its_digits_or_by_what_is_said(text: str, value: str | None, sort: str | None) -> None:
    number = None if value is None else Decimal(value)
    assert Cell(text, number, "", NOTHING_SAID, LangText("", "en", "en"), [], "").sort == sort


@pytest.mark.parametrize("name", sorted(name for name in theme_files() if name.endswith(".js")))
def test_a_script_loses_nothing_but_its_remarks(name: str) -> None:
    written, sent = (THEME / name).read_text(encoding="utf-8"), theme_files()[name]().decode()
    lost = [line for line in difflib.ndiff(written.splitlines(), sent.splitlines()) if line[:2] in {"- ", "+ "}]
    assert all(re.match(r"- \s*(//|/\*\*|\*|$)", line) for line in lost)
    # A text over several lines could have one that looks like a remark.
    own = [line for line in written.splitlines() if not name.endswith("/explorer.js")]
    assert not any(line.count("`") % 2 for line in own)


def test_a_page_asks_for_letters_of_other_languages_only_where_it_has_some() -> None:
    """The two fonts share no letter; the style says of the second which ones it has."""
    first, second = (
        set(TTFont(THEME / "assets" / f"factsite-sans{more}.woff2").getBestCmap()) for more in ("", "-more")
    )
    (told,) = re.findall(r"unicode-range: ([^;]*);", style_sheets()[SHEET])
    ends = [[int(end, 16) for end in part.strip().removeprefix("U+").split("-")] for part in told.split(",")]
    named = {code for part in ends for code in range(part[0], part[-1] + 1)}
    assert not first & named
    assert second == named
    assert {ord(sign) for sign in "éèêëàâçîïôùûüÿœŒæÉÀÇ’“”«»…–—€\u00a0\u202f\u2212"} <= first


def test_the_letters_of_other_languages_come_when_a_name_has_one() -> None:
    assert {ord(sign) for sign in "łŁşğčćžšŐőřěąęİ"} <= set(
        TTFont(THEME / "assets" / "factsite-sans-more.woff2").getBestCmap()
    )


def test_a_chart_that_names_its_keys_has_the_script_that_hears_them(site: Path) -> None:
    charts = [path for path in site.rglob("*.html") if 'data-keys="' in path.read_text(encoding="utf-8")]
    assert any("easy" in path.as_posix() for path in charts)
    for path in charts:
        assert re.search(r'<script[^>]* src="[^"]*/(?:figure|embed)\.', path.read_text(encoding="utf-8")), path
