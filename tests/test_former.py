"""Addresses once published keep working: what a built site holds under names that are no longer."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from click.testing import CliRunner

from factsite.changes.choices import choices_as_yaml, choices_of, choices_path
from factsite.cli import main
from factsite.reading.content import read_content
from projects import DAY, build, copy_rich, make_project

LATER = ("--day", "2026-11-27")
COMMANDS = (
    ("rename", "figures/applicants", "asylum", *LATER),
    ("rename", "themes/asylum", "protection", *LATER),
    ("remove", "figures/monthly", *LATER),
    ("remove", "figures/residents", "--replace-by", "figures/asylum", *LATER),
    ("remove", "decisions/ruling", *LATER),
)
HREF = re.compile(r'href="([^"#]*)')
# The page of a removed decision in each language, what it says, and the list it leads to.
GONE = {
    "en/decisions/the-ruling/": ("was withdrawn on 27 November 2026", "en/decisions/"),
    "fr/decisions/larret/": ("a été retirée le 27 novembre 2026", "fr/decisions/"),
    "nl/beslissingen/het-arrest/": ("is op 27 november 2026 ingetrokken", "nl/beslissingen/"),
}
# What leads on, and where to.
LEADS = {
    "en/figures/residents/": "en/figures/applicants/",
    "fr/chiffres/habitants/": "fr/chiffres/demandeurs/",
    "nl/cijfers/inwoners/": "nl/cijfers/verzoekers/",
    "fr/chiffres/by/theme/asylum/": "fr/chiffres/par/theme/asile/",
    "nl/wetgeving/by/theme/asylum/": "nl/wetgeving/per/thema/asiel/",
    "nl/wetgeving/by/theme/protection/": "nl/wetgeving/per/thema/asiel/",
    "data/figures/residents/": "data/figures/asylum/",
}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A built site, and the same after some of its records got another name or were removed."""
    root = tmp_path_factory.mktemp("former")
    project = make_project(root / "project", copy_rich(root))
    before = build(project, root / "before")
    assert before.returncode == 0, before.stderr
    # A release records the addresses of its lists by facet.
    content = read_content(project / "content")[0]
    addresses = choices_as_yaml(choices_of(content, content, DAY))
    choices_path(project).write_text(addresses, encoding="utf-8")
    here = Path.cwd()
    os.chdir(project)
    try:
        for command in COMMANDS:
            result = CliRunner().invoke(main, list(command), catch_exceptions=False)
            assert result.exit_code == 0, result.output
    finally:
        os.chdir(here)
    after = build(project, root / "after")
    assert after.returncode == 0, after.stderr
    return root / "before", root / "after"


def files(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}


def test_every_address_of_before_is_there_but_the_data_of_a_removed_figure(sites: tuple[Path, Path]) -> None:
    before, after = sites
    lost = files(before) - files(after)
    # Parts of the search index.
    parts = re.compile(r".*/pagefind/.*")
    removed = re.compile(
        r"data/figures/(monthly|residents)(\.|/versions/.*/(data\.csv|version\.json)$)"
        r"|cards/../(figures/(monthly|residents)|decisions/ruling)\.png$"
    )
    assert [name for name in lost if not removed.match(name) and not parts.match(name)] == []
    assert any(map(removed.match, lost))  # the numbers of one figure never stand under the name of another


def test_the_files_of_a_figure_are_the_same_under_both_names(sites: tuple[Path, Path]) -> None:
    _, after = sites
    old = sorted((after / "data" / "figures").glob("applicants.*"))
    assert len(old) > 10
    for path in old:
        assert path.read_bytes() == path.with_name(path.name.replace("applicants", "asylum")).read_bytes(), path.name
    for code in ("en", "fr", "nl"):
        cards = [after / "cards" / code / "figures" / f"{name}.png" for name in ("applicants", "asylum")]
        assert cards[0].read_bytes() == cards[1].read_bytes()
    page = (after / "data" / "figures" / "applicants" / "index.html").read_text(encoding="utf-8")
    assert 'rel="canonical" href="https://migration-facts.example/data/figures/asylum/"' in page


@pytest.mark.parametrize("address", GONE)
def test_a_removed_page_says_so_in_its_language_and_leads_to_its_list(sites: tuple[Path, Path], address: str) -> None:
    _, after = sites
    page = (after / address / "index.html").read_text(encoding="utf-8")
    said, listed = GONE[address]
    assert f'<html lang="{address[:2]}">' in page
    assert said in page
    assert '<meta name="robots" content="noindex">' in page
    body = page[page.index("<main") : page.index("</main>")]
    assert [urljoin(address, href) for href in HREF.findall(body)] == [listed]


def test_the_permanent_address_of_a_removed_figure_says_so_in_every_language(sites: tuple[Path, Path]) -> None:
    _, after = sites
    page = (after / "data" / "figures" / "monthly" / "index.html").read_text(encoding="utf-8")
    for code, said in {"en": "was withdrawn", "fr": "a été retirée", "nl": "ingetrokken"}.items():
        assert re.search(rf'<p lang="{code}">[^<]*{said}', page)
    assert '<meta name="robots" content="noindex">' in page


@pytest.mark.parametrize("address", LEADS)
def test_a_former_address_leads_on(sites: tuple[Path, Path], address: str) -> None:
    _, after = sites
    page = (after / address / "index.html").read_text(encoding="utf-8")
    target = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page)
    assert target
    assert urljoin(address, target[1]) == LEADS[address]
    assert (after / LEADS[address] / "index.html").is_file()


def test_nothing_on_them_leads_nowhere_and_no_list_names_them(sites: tuple[Path, Path]) -> None:
    _, after = sites
    known = files(after)
    for address in (*GONE, *LEADS, "data/figures/monthly/"):
        for href in HREF.findall((after / address / "index.html").read_text(encoding="utf-8")):
            target = unquote(urljoin(f"https://migration-facts.example/{address}", href))
            path = target.removeprefix("https://migration-facts.example/")
            assert (path + "index.html" if path.endswith("/") or not path else path) in known, (address, href)
    listed = (after / "sitemap.xml").read_text(encoding="utf-8")
    assert not [address for address in (*GONE, *LEADS, "data/figures/monthly/") if f"example/{address}<" in listed]
