"""The documents to print: tagged as PDF/UA-1, in our own letters, whole, the same bytes each time, in each language."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from functools import cache
from itertools import pairwise, permutations
from pathlib import Path
from typing import Any, cast

import pytest
from click.testing import CliRunner
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, PdfObject

from factsite.build_cache.store import Store
from factsite.charting.lettering import FAMILY
from factsite.checking.recorded import booklets_are_kept
from factsite.cli import main
from factsite.reading.content import read_content
from factsite.records.change import ReleaseChanges
from factsite.records.common import Citation
from factsite.rendering.booklet import booklet
from factsite.rendering.home import key_figures
from factsite.rendering.pamphlet import source_of
from factsite.rendering.papers import PrintedDocument, booklets, documents
from factsite.rendering.report_paper import report_paper
from factsite.rendering.site import Site
from factsite.rendering.view import View
from factsite.typesetting.paper import make_pdf, paper, sheets
from projects import DAY, SITE_URL, rich_content

MAKERS = {"booklet": booklet, "report": report_paper}
LANGUAGES = ("en", "fr", "nl")
# Each sign that means something in Typst’s markup or code, and what would do harm there.
HOSTILE = (
    r"""#panic("x") #let a = 1 $x^2$ @ref <label> *bold* _it_ \ \u{41} `raw` [x] {y} = - + / // /* */ ~ -- ' " // end"""
)


@cache
def site() -> Site:
    return Site(rich_content(), DAY, SITE_URL)


@cache
def made(template: str, code: str) -> bytes:
    return make_pdf(sheets(template, MAKERS[template](site(), code), DAY))


def reader(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def bare(words: str) -> str:
    """Words without spaces: where lines end is the business of the page."""
    return "".join(words.split())


def text(data: bytes) -> str:
    return bare(" ".join(page.extract_text() for page in reader(data).pages))


def root(data: bytes) -> dict[str, Any]:
    """The catalogue of a PDF."""
    return cast("dict[str, Any]", reader(data).root_object)


def elements(data: bytes) -> list[dict[str, Any]]:
    """The elements of the structure, in the order in which they are read aloud."""

    def below(node: PdfObject) -> Iterator[DictionaryObject]:
        found = node.get_object()
        if isinstance(found, ArrayObject):
            for kid in found:
                yield from below(kid)
        elif isinstance(found, DictionaryObject) and "/S" in found:
            yield found
            yield from below(found.get("/K", ArrayObject()))

    return cast("list[dict[str, Any]]", list(below(root(data)["/StructTreeRoot"]["/K"])))


def kinds(data: bytes) -> list[str]:
    return [str(one["/S"]) for one in elements(data)]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("template", MAKERS)
def test_a_document_says_what_it_is_and_is_tagged(template: str, code: str) -> None:
    found = reader(made(template, code))
    top = root(made(template, code))
    assert top["/Lang"].split("-")[0] == code
    assert top["/MarkInfo"]["/Marked"]
    assert top["/ViewerPreferences"]["/DisplayDocTitle"]
    assert found.metadata is not None
    assert found.metadata.title == MAKERS[template](site(), code)["title"]
    xmp = top["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert found.outline, "there are bookmarks"
    assert all(str(page["/Tabs"]) == "/S" for page in found.pages)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_picture_is_told_and_every_table_has_heads(code: str) -> None:
    pictures = [one for one in elements(made("booklet", code)) if one["/S"] == "/Figure"]
    with_chart = [one for one in booklet(site(), code)["figures"] if one["chart"]]
    assert [str(one["/Alt"]) for one in pictures] == [one["chart"]["alt"] for one in with_chart]
    tables = [one for one in elements(made("booklet", code)) if one["/S"] == "/Table"]
    assert len(tables) == len(booklet(site(), code)["figures"]) + len(booklet(site(), code)["all"]["groups"])
    for table in tables:
        below = [str(kid.get_object()["/S"]) for kid in table["/K"]]
        assert below[0] == "/THead"
    assert kinds(made("booklet", code)).count("/TH") >= 2 * len(tables)


@pytest.mark.parametrize("template", MAKERS)
def test_headings_leave_no_level_out(template: str) -> None:
    levels = [int(kind[2:]) for kind in kinds(made(template, "en")) if kind[:2] == "/H" and kind[2:].isdigit()]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("template", MAKERS)
def test_letters_are_our_own_and_travel_along(template: str) -> None:
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in reader(made(template, "fr")).pages
        for font in cast("dict[str, Any]", page["/Resources"]).get("/Font", {}).values()
    }
    assert fonts
    assert all(f"+{FAMILY.replace(' ', '')}-" in name for name in fonts)


@pytest.mark.parametrize("template", MAKERS)
def test_the_same_day_makes_the_same_bytes_and_another_day_others(template: str) -> None:
    data = MAKERS[template](site(), "nl")
    assert make_pdf(sheets(template, data, DAY)) == made(template, "nl")
    assert make_pdf(sheets(template, data, date(2027, 1, 1))) != made(template, "nl")
    created = reader(made(template, "nl")).metadata
    assert created is not None
    assert created.creation_date is not None
    assert created.creation_date.date() == DAY


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_booklet_says_what_the_pages_say(code: str) -> None:
    said, words = text(made("booklet", code)), booklet(site(), code)
    assert bare(words["as_of"] + words["publisher"]) in said
    for figure in words["figures"]:
        assert figure["sources"]["listed"]
        shown = [figure[name]["text"] for name in ("title", "finding", "counted", "not_counted", "limits")]
        shown += [part["text"] for part in figure["headline"]["parts"]]
        shown += [*figure["table"]["head"], *(cell for row in figure["table"]["rows"] for cell in row)]
        shown += [figure["page"]["shown"], figure["sources"]["listed"][0]["title"]["text"]]
        assert [one for one in shown if bare(one) not in said] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_figure_of_the_booklet_has_one_page(code: str) -> None:
    """Its title and its address, which is the last that is said of it, after cover and contents."""
    printed = [bare(page.extract_text()) for page in reader(made("booklet", code)).pages]
    for page, figure in zip(printed[2:], booklet(site(), code)["figures"], strict=False):
        assert bare(figure["title"]["text"]) in page
        assert bare(figure["page"]["shown"]) in page


def test_every_figure_law_check_and_decision_that_is_new_stands_in_the_booklet() -> None:
    words = booklet(site(), "en")
    assert [one["title"]["text"] for one in words["figures"]] == [
        site().title(entry, "en") for entry in key_figures(site())
    ]
    glance = {row["title"]["text"] for group in words["all"]["groups"] for row in group["rows"]}
    assert glance == {site().title(entry, "en") for entry in site().listed("figures", "en")}
    assert len(words["news"]) == 3
    assert all(any(piece["badge"] for piece in one["said"]) for one in words["news"][1]["records"]), "verdicts"


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_report_says_what_its_page_says(code: str) -> None:
    said = text(made("report", code))
    for group in report_paper(site(), code)["groups"]:
        for entry in group["entries"]:
            assert bare(entry["title"]["text"]) in said
            assert bare(entry["progress"]) in said
            for side in entry["sides"]:
                assert all(bare(one["words"]["text"]) in said for one in side["said"])


# --- what a printed line is ------------------------------------------------------------------------------------------


def cited_from(code: str, identifier: str, **places: str) -> dict[str, Any]:
    citation = Citation.model_validate({"source": identifier, **places})
    return source_of(View(site(), code, None, ""), citation)


def test_a_source_on_paper_is_named_as_on_a_page() -> None:
    """A title that is ours in brackets, a full stop but after a mark, no line that ends before a number."""
    sources = site().content.sources
    ours = next(one for one, source in sources.items() if source.described_for("en"))
    theirs = next(one for one, source in sources.items() if not source.described_for("en"))
    assert cited_from("en", ours)["title"]["text"] == f"[{sources[ours].title_for('en').text}]"
    assert cited_from("en", theirs)["title"]["text"] == sources[theirs].title_for("en").text
    assert cited_from("en", theirs, section="3.2.1")["places"].endswith("section\u00a03.2.1")
    view = View(site(), "en", None, "")
    for name in sources:
        found = cited_from("en", name)
        assert found["publisher"]
        assert found["end"] == view.full_stop(sources[name], [])


def test_a_day_that_stands_beside_a_source_is_not_told_twice() -> None:
    sources = site().content.sources
    name = next(one for one, source in sources.items() if source.published.known)
    view, citation = View(site(), "nl", None, ""), Citation(source=name)
    alone, beside = source_of(view, citation), source_of(view, citation, sources[name].published)
    assert alone["more"][0].startswith("Gepubliceerd: ")
    assert beside["more"] == alone["more"][1:]


@pytest.mark.parametrize("template", MAKERS)
def test_what_goes_on_says_so_on_the_next_page(template: str) -> None:
    data = deepcopy(MAKERS[template](site(), "fr"))
    if template == "report":
        entry = next(one for group in data["groups"] for one in group["entries"] if one["sides"])
        entry["sides"][0]["said"] *= 40
        long = entry["continued"]
    else:
        group = data["all"]["groups"][0]
        group["rows"] = group["rows"] * 90
        long = group["continued"]
    assert long.endswith(" (suite)")
    pages = [bare(page.extract_text()) for page in reader(make_pdf(sheets(template, data, DAY))).pages]
    assert sum(bare(long) in page for page in pages) >= 1
    assert not [page for page in reader(made(template, "fr")).pages if bare(long) in bare(page.extract_text())]


@pytest.mark.parametrize("template", MAKERS)
def test_french_has_a_space_before_its_marks(template: str) -> None:
    data = deepcopy(MAKERS[template](site(), "fr"))
    if template == "booklet":
        data["imprint"]["pages"] = [{"title": {"text": "Méthode", "lang": "fr"}, "page": data["site"]}]
    printed = " ".join(page.extract_text() for page in reader(make_pdf(sheets(template, data, DAY))).pages)
    assert printed.count("\u202f:") > 3
    assert re.findall(r".{0,20}[^\s\u202f\u00a0](?::(?!//)|[;?!»]).{0,9}", printed) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_line_begins_with_a_capital_and_says_nothing_twice(code: str) -> None:
    report, words = report_paper(site(), code), booklet(site(), code)
    said = [
        one
        for group in report["groups"]
        for entry in group["entries"]
        for side in entry["sides"]
        for one in side["said"]
    ]
    assert said
    assert [one["when"] for one in said if one["when"][0].islower()] == []
    for record in (record for kind in words["news"] for record in kind["records"]):
        names = [piece["text"].lower() for piece in record["said"]]
        assert [(one, other) for one, other in permutations(names, 2) if one in other] == []


def hostile(value: object) -> object:
    """Data with a hostile text in the place of every text that readers see."""
    if isinstance(value, dict):
        kept = {"lang", "language", "region", "svg", "address", "style"}
        return {key: one if key in kept else hostile(one) for key, one in value.items()}
    if isinstance(value, list):
        return [hostile(one) for one in value]
    return HOSTILE if isinstance(value, str) and value else value


@pytest.mark.parametrize("template", MAKERS)
def test_no_text_is_read_as_markup(template: str) -> None:
    """Each stands as it was written, and none is carried out."""
    data = hostile(deepcopy(MAKERS[template](site(), "en")))
    assert isinstance(data, dict)
    said = text(make_pdf(sheets(template, data, DAY)))
    texts = json.dumps(data).count(json.dumps(HOSTILE)[1:-1])
    assert texts > 20
    assert said.count(bare(HOSTILE)) > texts * 0.7, "but for the descriptions of pictures"


def test_a_letter_that_the_font_lacks_gets_a_sign_and_no_font_of_the_machine() -> None:
    data = report_paper(site(), "en") | {"title": "日本 العربية Ω"}
    assert json.loads(sheets("report", data, DAY).data)["title"] == "□□ □□□□□□□ Ω"


# --- where they stand, and how links name them -----------------------------------------------------------------------


def one(code: str, number: int) -> PrintedDocument:
    return documents(site(), code)[number]


def test_addresses_carry_the_year_and_are_in_the_readers_language() -> None:
    figures, report = site().addresses.section("figures", "fr"), site().addresses.of("report", "fr")
    assert one("fr", 0).address == f"{figures}chiffres-cles-2026.pdf"
    assert one("fr", 1).address == f"{report.rstrip('/')}.pdf"
    assert one("nl", 0).address.endswith("/kerncijfers-2026.pdf")


@pytest.mark.parametrize(("code", "words"), [("en", "pages"), ("fr", "pages"), ("nl", "pagina’s")])
def test_a_link_says_type_pages_and_size(code: str, words: str) -> None:
    view, document = View(site(), code, None, ""), one(code, 0)
    found = reader(document.make().data)
    size = view.language.file_size(len(document.make().data))
    assert document.make().pages == len(found.pages)
    assert document.name(view) == f"{document.title} (PDF, {len(found.pages)} {words}, {size})"


def test_what_was_set_is_kept_by_what_it_is_made_of(tmp_path: Path) -> None:
    store = Store(tmp_path)
    what = sheets("report", report_paper(site(), "en"), DAY)
    first = paper(what, store)
    (kept,) = tmp_path.rglob("*.pdf")
    assert paper(what, store) == first
    assert kept.read_bytes().endswith(first.data)


# --- a new year ------------------------------------------------------------------------------------------------------


def test_a_booklet_that_was_kept_stays_in_the_next_year(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small.parent)
    done = CliRunner().invoke(main, ["booklets", "--day", "2026-12-31"])
    assert done.exit_code == 0, done.output
    assert done.output.split() == [f"content/data/booklets/2026-{code}.pdf" for code in LANGUAGES]
    content, problems = read_content(small)
    assert [problem for problem in problems if problem.rule == "booklet"] == []
    new, former = booklets(Site(content, date(2027, 1, 1), SITE_URL), "nl")
    assert (new.address[-8:], former.address[-8:]) == ("2027.pdf", "2026.pdf")
    assert former.address == booklets(Site(content, date(2026, 12, 31), SITE_URL), "nl")[0].address
    assert former.make().data == (small / "data" / "booklets" / "2026-nl.pdf").read_bytes()
    assert reader(former.make().data).metadata is not None


def test_a_release_of_a_new_year_asks_for_the_booklet_of_the_last(small: Path) -> None:
    content = read_content(small)[0]
    content.changes[date(2026, 11, 26)] = ReleaseChanges.model_construct(digest="")
    found = list(booklets_are_kept(content, date(2027, 1, 1), release=True))
    assert [one.path.name for one in found] == [f"2026-{code}.pdf" for code in LANGUAGES]
    assert list(booklets_are_kept(content, date(2026, 12, 31), release=True)) == []
    assert list(booklets_are_kept(content, date(2027, 1, 1), release=False)) == []
    content.booklets = {(code, 2026): small / f"2026-{code}.pdf" for code in LANGUAGES}
    assert list(booklets_are_kept(content, date(2027, 1, 1), release=True)) == []
