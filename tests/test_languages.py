"""The languages of a site are a setting: a fourth in one line, a site of one, and what is wrong with a list of them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS

from documents import read
from factsite.checking import check
from factsite.languages import Languages, Setting, from_settings
from factsite.localising.names import alpha_3, official_languages
from factsite.problems import RuleError, Severity
from factsite.reading.configuration import languages_beside
from projects import DAY, FIXTURES, SITE_URL, build, copy_valid, make_project

ONE_LINE = "        - {locale: de, name: Deutsch, build: true, extra: {partial: true}}\n"
_EN, _FR = Setting("en", "English", "en_GB"), Setting("fr", "Français", "fr_BE")


@pytest.fixture(scope="module")
def german(once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """The small site with some pages and words of the interface in German: a folder, and one line of configuration."""

    def make(folder: Path) -> None:
        project = make_project(folder / "project", FIXTURES / "valid")
        shutil.copytree(FIXTURES / "german", project / "content", dirs_exist_ok=True)
        settings = project / "mkdocs.yml"
        settings.write_text(settings.read_text(encoding="utf-8") + ONE_LINE, encoding="utf-8")
        done = build(project, project / "site")
        assert done.returncode == 0, done.stdout + done.stderr

    return once("german", make) / "project"


def test_numbers_and_days_are_german(german: Path) -> None:
    text = (german / "site" / "de" / "figures" / "antragsteller" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="de"' in text
    assert "36.871" in text
    assert "1. März 2022" in text
    assert "eine Zunahme von" in text
    assert "Suche" in text


def test_what_isnt_translated_is_shown_under_a_notice(german: Path) -> None:
    document = read(german / "site" / "de" / "explained" / "the-procedure" / "index.html")
    assert document.all("p", **{"class": "fallback"})
    assert "Diese Seite ist noch nicht übersetzt. Sie lesen sie in ihrer Originalsprache (Englisch)." in document.text
    assert document.all("main")


def test_the_other_languages_lead_there(german: Path) -> None:
    page = read(german / "site" / "fr" / "chiffres" / "demandeurs" / "index.html")
    assert page.alternates()["de"] == f"{SITE_URL}de/figures/antragsteller/"
    assert {link["hreflang"] for link in read(german / "site" / "index.html").all("link", rel="alternate")} >= {"de"}


def test_search_feeds_and_catalogue_know_it(german: Path) -> None:
    site = german / "site"
    assert (site / "de" / "pagefind" / "pagefind.js").is_file()
    assert (site / "de" / "all.atom").is_file()
    assert (site / "data" / "figures" / "applicants.de.csv").read_text(encoding="utf-8-sig").count("Personen") > 0
    graph = Graph().parse(site / "catalog.ttl")
    german_code = URIRef("http://publications.europa.eu/resource/authority/language/DEU")
    assert german_code in set(graph.objects(None, DCTERMS.language))
    facts = json.loads((site / "data" / "figures" / "applicants.json").read_text(encoding="utf-8"))
    assert facts["title"]["de"] == "Antragsteller"


def test_a_partial_language_is_listed_and_nothing_is_refused(german: Path) -> None:
    _, problems = check(german / "content", DAY)
    assert {problem.severity for problem in problems} <= {Severity.NOTICE}
    assert any("“de”" in problem.message for problem in problems)


def test_a_site_of_one_language(tmp_path: Path) -> None:
    project = make_project(tmp_path, FIXTURES / "valid")
    for code in ("en", "nl"):
        shutil.rmtree(project / "content" / code)
    settings = project / "mkdocs.yml"
    lines = settings.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if "locale: en" not in line and "locale: nl" not in line]
    settings.write_text("".join(kept).replace("build: true, extra", "default: true, build: true, extra"), "utf-8")
    done = build(project, project / "site")
    assert done.returncode == 0, done.stdout + done.stderr
    text = (project / "site" / "fr" / "chiffres" / "demandeurs" / "index.html").read_text(encoding="utf-8")
    page = read(project / "site" / "fr" / "chiffres" / "demandeurs" / "index.html")
    assert set(page.alternates()) == {"fr", "x-default"}
    assert '<nav class="languages"' not in text
    assert not (project / "site" / "en").exists()


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        ([], "the site has no language"),
        ([{"locale": "fr", "build": False}], "the site has no language"),
        ([{"locale": "xx", "name": "X"}], "CLDR doesn’t know the locale “xx”"),
        ([{"locale": "fr", "name": "Français", "extra": {"cldr": "fr_XX9"}}], "CLDR doesn’t know the locale “fr_XX9”"),
    ],
)
def test_a_list_that_cannot_be_used(tmp_path: Path, listed: list[dict[str, object]], said: str) -> None:
    with pytest.raises(RuleError, match=said):
        from_settings(listed, tmp_path)


@pytest.mark.parametrize("text", ["", "plugins: [", "plugins: []", "plugins:\n  - i18n\n", "- a\n", "plugins: 3\n"])
def test_a_configuration_that_cannot_be_read_is_a_problem(tmp_path: Path, text: str) -> None:
    content = copy_valid(tmp_path)
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    _, problems = check(content, DAY)
    assert {problem.rule for problem in problems} == {"configuration"}
    assert {problem.path for problem in problems} == {tmp_path / "mkdocs.yml"}


def test_the_order_of_languages() -> None:
    languages = Languages((_FR, _EN), "en")
    assert languages.codes == ("fr", "en")
    assert languages.preferred("fr") == ("fr", "en")
    assert languages.preferred("nl", "fr") == ("nl", "fr", "en")


def test_the_site_names_its_locales() -> None:
    languages = languages_beside(FIXTURES / "valid")
    assert [setting.locale for setting in languages.settings] == ["en_GB", "fr_BE", "nl_BE"]
    assert languages.default == "en"


def test_codes_of_cldr() -> None:
    assert [alpha_3(code) for code in ("en", "fr", "nl", "de", "lb", "sq", "cs")] == [
        "eng", "fra", "nld", "deu", "ltz", "sqi", "ces",
    ]  # fmt: skip
    assert set(official_languages("BE")) == {"nl", "fr", "de"}
