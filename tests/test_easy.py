"""Plain language: easy-to-read pages, what a figure doesn't tell, short summaries, and whom to ask."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from urllib.parse import unquote

import pytest
from markupsafe import escape

from factsite.checking import check
from factsite.content import Content
from factsite.deriving.public import public_content
from factsite.form.configuration import configuration
from factsite.prose.sentences import sentences, words_in
from factsite.reading.content import read_content
from factsite.records.figure import Figure
from factsite.renaming.renaming import rename
from factsite.rendering.easy import EasyChart, easy_chart
from factsite.rendering.figures import chart
from factsite.rendering.pages import PageRenderer
from factsite.rendering.site import Site
from factsite.rendering.view import View
from projects import DAY, SITE_URL, copy_rich, rich_content

EASY = "easy/figures/applicants"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("One. Two! Three? Four…", 4),
        ("In 2022 (see art. 9 of the act, no. 244.190) 3.5 million people came. They stayed.", 2),
        ("Le nombre est de 36 871. M. X l’a dit, p. ex. à Mme Y.", 2),
        ("« Est-ce vrai ? » demande le journal.", 1),
        ("Dat zijn bv. gezinnen, d.w.z. ouders en kinderen.", 1),
        ("## What is it?\n\nIt is a number.\nIt has a source.\n\n- One thing\n- Another", 5),
        ("X was here. \ue000\ue000 persons came.", 2),
        ("", 0),
    ],
)  # fmt: skip
def test_sentences_are_told_apart(text: str, number: int) -> None:
    found = list(sentences(text))
    assert len(found) == number, found
    assert all(text[one.start : one.end].strip() == one.text for one in found)


def test_words_are_counted_as_they_are_read() -> None:
    assert words_in("- **L’année** 2022 : 36\u202f871 personnes (43,5 %).") == 5
    assert words_in("It isn’t a three-year plan") == 5


def drawn(content: Content, path: str, code: str, tmp_path: Path) -> str:
    drawing = Site(content, DAY, SITE_URL, cache=tmp_path)
    return PageRenderer(drawing, code, content.entries[path]).document()


def test_an_easy_page_stands_below_its_full_one_and_leads_there(site: Path) -> None:
    for code, section, full, easy in (
        ("en", "figures", "applicants", "easy-to-read"),
        ("fr", "chiffres", "demandeurs", "facile-a-lire"),
        ("nl", "cijfers", "verzoekers", "makkelijk-te-lezen"),
    ):
        page = (site / code / section / full / easy / "index.html").read_text(encoding="utf-8")
        assert f'<link rel="canonical" href="{SITE_URL}{code}/{section}/{full}/{easy}/">' in page
        assert f'<a href="../../../../{code}/{section}/{full}/">' in page.partition("</nav>")[2]
        whole = (site / code / section / full / "index.html").read_text(encoding="utf-8")
        assert f'href="../../../{code}/{section}/{full}/{easy}/"' in whole
        home = (site / code / "index.html").read_text(encoding="utf-8")
        assert f'href="../{code}/{easy}/"' in home
        all_of_them = (site / code / easy / "index.html").read_text(encoding="utf-8")
        assert f"{full}/{easy}/" in all_of_them
        assert "data-pagefind-body" not in page
        assert "data-also=" in whole.partition('class="to-easy"')[2].partition(">")[0]
        old = site / code / section / f"{full}-old" / easy / "index.html"
        assert f"{full}/{easy}/" in old.read_text(encoding="utf-8")
        assert f'href="../../{code}/{easy}/"' not in home.partition("<nav")[2].partition("</nav>")[0]


def test_an_easy_page_has_the_numbers_of_its_full_one(site: Path) -> None:
    page = (site / "nl/cijfers/verzoekers/makkelijk-te-lezen/index.html").read_text(encoding="utf-8")
    text = page.partition('<div class="text')[2]
    assert "#2021" in text
    assert ">4</data> maanden" in text
    assert '<div class="drawing" role="img"' in page
    assert 'id="origin"' in page


@pytest.mark.parametrize("code", ["en", "fr", "nl"])
def test_an_easy_page_tells_its_chart_and_source_in_plain_sentences(code: str, tmp_path: Path) -> None:
    """No words of statistics, nothing in brackets, no code of a table: those stand on the full page."""
    root = copy_rich(tmp_path)
    for one in ("en", "fr", "nl"):
        (root / one / "easy" / "figures" / "yearly.md").write_text("---\ntitle: T?\nsummary: S.\n---\n## Q?\n\nA.\n")
    content, path = read_content(root)[0], "easy/figures/yearly"
    for name, source in content.sources.items():
        content.sources[name] = source.model_copy(update={"table": "TAB_1", "descriptive": True})
    easy, full = (drawn(content, one, code, tmp_path) for one in (path, "figures/yearly"))
    view = View(Site(content, DAY, SITE_URL), code, content.entries[path], "")
    figure = content.get("figures", "yearly", Figure)
    assert figure is not None
    made, plain = chart(view, figure), easy_chart(view, figure)
    assert made is not None
    assert isinstance(plain, EasyChart)
    said = [plain.caption(view, figure), plain.description, *plain.notes(view)]
    assert len(said) >= 3
    assert [words for words in said if escape(words) not in easy or escape(words) in full] == []
    hard = [made.caption(view, figure), made.description, *made.notes(view), "TAB_1"]
    assert [words for words in hard if escape(words) in easy or escape(words) not in full] == []
    assert ("<cite" in easy, "<cite" in full) == (False, True)
    assert all(len(list(sentences(words))) <= 2 and "(" not in words for words in said)


def test_an_easy_page_is_public_with_its_full_one(tmp_path: Path) -> None:
    content = copy_rich(tmp_path)
    data = content / "data/figures/applicants.yml"
    data.write_text("draft: true\n" + data.read_text(encoding="utf-8"), encoding="utf-8")
    public = public_content(read_content(content)[0], datetime(2026, 11, 26, 12).astimezone()).content
    assert EASY not in public.entries
    assert "easy/index" in public.entries
    assert not any(name.endswith(f"{EASY}.md") for name in public.files)


def test_a_figure_that_is_renamed_takes_its_easy_page_along(tmp_path: Path) -> None:
    copy_rich(tmp_path)
    changes = rename(tmp_path, "figures/applicants", "asked", DAY, {})
    moved = {path.relative_to(tmp_path).as_posix() for path in changes.moved.values()}
    assert {f"content/{code}/easy/figures/asked.md" for code in ("en", "fr", "nl")} <= moved


def test_the_form_shows_easy_pages() -> None:
    folders = {one["folder"] for one in configuration(rich_content())["collections"]}
    assert {"easy", "easy/figures"} <= folders


def test_whom_to_ask_is_a_mail_with_the_title_or_the_page_on_contact(tmp_path: Path) -> None:
    content = copy_rich(tmp_path)
    page = drawn(read_content(content)[0], "explained/procedure", "fr", tmp_path)
    address = page.partition('<p class="unclear"')[2].partition('href="')[2].partition('"')[0]
    assert address.startswith("mailto:info@example.org?subject=")
    assert " " not in address
    assert "La procédure" in unquote(address)
    settings = content / "data/site.yml"
    lines = settings.read_text(encoding="utf-8").replace("email: info@example.org", "placeholder: true")
    settings.write_text(lines, encoding="utf-8")
    assert '<p class="unclear"' not in drawn(read_content(content)[0], "explained/procedure", "fr", tmp_path)
    (content / "fr/about/contact.md").write_text("---\ntitle: Contact\nslug: contact\nsummary: Ici.\n---\nIci.\n")
    page = drawn(read_content(content)[0], "explained/procedure", "fr", tmp_path)
    assert 'contact/">' in page.partition('<p class="unclear"')[2].partition("</p>")[0]


def test_a_term_in_a_short_text_leads_to_the_glossary_once(tmp_path: Path) -> None:
    content = copy_rich(tmp_path)
    page = content / "en/figures/applicants.md"
    text = page.read_text(encoding="utf-8")
    said = "An applicant isn’t a refugee & many applicants wait."
    page.write_text(text.replace("The number doesn’t say who stays.", said), encoding="utf-8")
    html = drawn(read_content(content)[0], "figures/applicants", "en", tmp_path)
    limits = html.partition('aria-labelledby="limits"')[2].partition("</section>")[0]
    assert limits.count('class="term"') == 1
    assert 'glossary/#applicant">applicant</a> isn’t a refugee &amp; many applicants wait.' in limits


def test_a_summary_may_have_three_sentences(small: Path) -> None:
    page = small / "en/explained/procedure.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("summary: Text.", "summary: One. Two. Three."), encoding="utf-8")
    assert not any(one.rule == "sentence-count" for one in check(small, DAY)[1])
