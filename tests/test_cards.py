"""Cards: what stands on them, in its place, the same bytes everywhere; and that each page names its own."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFont

from boxes import clashes, texts
from documents import LANGUAGES, pages
from factsite.charting import dots, flat
from factsite.charting.card import HEIGHT, WIDTH, Face, drawing, fitted
from factsite.charting.lettering import font_file, width
from factsite.publishing.cards import plan_cards
from factsite.records.registry import kinds
from factsite.rendering.addresses import card_address
from factsite.rendering.cards import face
from factsite.rendering.site import Site
from factsite.rendering.view import View
from projects import ROOT, SITE_URL

MOST_BYTES = 60_000
PLAIN = Face("fr", "Un titre", "Le site : faits et chiffres", "example.org")
LONG = "Vreemdelingenrechtbankprocedureverlengingsaanvraagformulierenregistratiedienst"


def faces(site: Site, most: int | None = None) -> Iterator[Face]:
    """The cards of a site; or of each language only those with the longest titles."""
    for code in LANGUAGES:
        views = [
            View(site, code, entry, site.addresses.of(path, code))
            for path, entry in site.content.entries.items()
            if code in entry.translations
        ]
        yield from (face(view) for view in sorted(views, key=lambda view: (-len(view.title), view.address))[:most])


def test_nothing_on_a_card_is_cut_or_covered(model: Site) -> None:
    found = list(faces(model))
    assert len(found) > 3 * len(LANGUAGES)
    assert [(one.title, fault) for one in found for fault in clashes(drawing(one))] == []


def test_each_kind_says_what_is_its_own(model: Site) -> None:
    shown: dict[str, list[Face]] = {kind: [] for kind in (*kinds(), "page")}
    for entry in model.content.entries.values():
        if "en" in entry.translations:
            shown[entry.kind].append(face(View(model, "en", entry, model.addresses.of(entry.path, "en"))))
    assert all(one.badge for kind in ("legislation", "decisions", "fact-checks", "commitments") for one in shown[kind])
    assert all(one.number or one.parts for one in shown["figures"])
    assert any(one.chart() for one in shown["figures"])
    assert all("≠" in one.number for one in shown["bridges"])
    assert any(one.steps[1] for one in shown["commitments"])
    assert all(one.text.startswith("“") for one in shown["fact-checks"])
    assert all(one.site == shown["page"][0].site for found in shown.values() for one in found)


@pytest.mark.parametrize(
    "title", ["x", LONG, " ".join([LONG] * 9), "mot " * 80, "<b>&amp;</b> 漢字 \u202e", "39\u202f615 " * 60]
)
@pytest.mark.parametrize("chart", ["", '<svg viewBox="0 0 420 900" class="chart"><text x="9" y="40">a</text></svg>'])
def test_whatever_the_words_they_stay_on_the_card(title: str, chart: str) -> None:
    said = replace(PLAIN, title=title, kicker=title, badge=title, facts=title, text=title, site=title, place=title)
    for one in (said, replace(said, number=title.split(" ")[0], parts=((title, "1"), ("b", title)), steps=(1, 3))):
        assert clashes(drawing(replace(one, chart=lambda: chart))) == []


def test_numbers_are_never_parted() -> None:
    number = "1\u202f234\u202f567\u00a0%"
    _, lines = fitted(f"Il y a {number} et {number} en plus de {number}", 300, [40], 9)
    assert "".join(lines).count(number) == 3
    assert all(width(line, 40) <= 300 for line in lines)


@pytest.mark.parametrize("text", ["AVATO Te", "39\u202f615\u00a0%", "fi ffl ĳ œ", "Ω ≠ Вл", "e\u0301 \u202e 漢"])
@pytest.mark.parametrize("bold", [False, True])
def test_a_line_is_as_wide_as_its_letters(text: str, bold: bool) -> None:
    """Our font has no kerning that Pillow applies, so letters are measured once: a font that has must be refused."""
    font = ImageFont.truetype(str(font_file(bold)), 100, layout_engine=ImageFont.Layout.BASIC)
    assert width(text, 100, bold=bold) == font.getlength(text)


def test_cards_are_small_and_as_large_as_they_say(site: Path, model: Site) -> None:
    addresses = {file.address for file in plan_cards(model)}
    assert {path.relative_to(site).as_posix() for path in (site / "cards").rglob("*.png")} == addresses
    for address in addresses:
        data = (site / address).read_bytes()
        assert len(data) <= MOST_BYTES, address
        with Image.open(io.BytesIO(data)) as picture:
            assert picture.size == (WIDTH, HEIGHT)
            assert picture.mode == "P"


def test_pages_name_their_card_to_those_who_show_it(site: Path, model: Site) -> None:
    there = {file.address for file in plan_cards(model)}
    for address, document in pages(site).items():
        told = {
            one.get("property") or one.get("name"): one["content"] for one in document.all("meta") if "content" in one
        }
        if document.canonical() is None or "og:title" not in told:
            continue
        assert told["og:image"].removeprefix(SITE_URL) in there, address
        assert told["twitter:image"] == told["og:image"]
        assert told["twitter:title"] == told["og:title"]
        assert told["twitter:description"] == told["og:description"]
        assert told["twitter:card"] == "summary_large_image"
        assert told["twitter:image:alt"] == told["og:image:alt"]
        assert (told["og:image:width"], told["og:image:height"]) == (str(WIDTH), str(HEIGHT))
        assert told["og:image:type"] == "image/png"


def test_another_process_without_the_fonts_of_the_system_makes_the_same_bytes(tmp_path: Path) -> None:
    card = drawing(replace(PLAIN, number="39\u202f615", text="Ω ≠ 漢"))
    code = (
        "import sys; from factsite.charting.flat import small_png; sys.stdout.buffer.write(small_png(sys.stdin.read()))"
    )
    bare = {
        "PYTHONPATH": str(ROOT / "hooks"),
        "HOME": str(tmp_path),
        "FONTCONFIG_PATH": str(tmp_path),
        "LANG": "C.UTF-8",
    }
    done = subprocess.run([sys.executable, "-c", code], input=card.encode(), capture_output=True, check=True, env=bare)
    assert sha256(done.stdout).digest() == sha256(flat.small_png(card)).digest()


def test_what_is_painted_is_what_is_drawn(model: Site) -> None:
    """Letter by letter and piece by piece: the same picture as resvg makes of the whole, but for its kerning."""
    said = [replace(PLAIN, number="39\u202f615", badge="en vigueur", steps=(1, 3)), *faces(model, most=3)]
    for one in said:
        card = drawing(replace(one, title="Onze", site="Nom", place="ici"))
        both = [Image.open(io.BytesIO(make(card))).convert("L") for make in (flat.small_png, dots.png)]
        far = ImageChops.difference(*(picture.reduce(6) for picture in both))
        assert sum(level * number for level, number in enumerate(far.histogram())) / (far.width * far.height) < 3, one


def test_a_card_of_a_language_stands_at_an_address_that_no_slug_moves(model: Site) -> None:
    entry = model.content.entries["figures/yearly"]
    assert card_address(entry.path, "fr") == "cards/fr/figures/yearly.png"
    view = View(model, "fr", entry, model.addresses.of(entry.path, "fr"))
    said = " ".join(box.text for box in texts(drawing(face(view))))
    assert face(view).number in said
