"""A site of another country and another subject, and a kind of record from another package: no file of ours changes."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from documents import read
from projects import DAY, FIXTURES, ROOT, make_project

LUXEMBOURG, CONSULTATIONS = FIXTURES / "luxembourg", FIXTURES / "consultations"
ENTRY_POINTS = "[factsite.kinds]\nconsultations = consultations:KIND\n"


def run(project: Path, packages: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "NO_MKDOCS_2_WARNING": "1",
        "FACTSITE_DAY": DAY.isoformat(),
        "PYTHONPATH": str(packages),
    }
    return subprocess.run(
        [sys.executable, *command], cwd=project, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def installed(once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """The package as pip installs it, in a folder of its own."""

    def make(folder: Path) -> None:
        source = folder / "source"
        shutil.copytree(ROOT / "hooks" / "factsite", source / "hooks" / "factsite")
        shutil.copy(ROOT / "pyproject.toml", source)
        shutil.copy(ROOT / "README.md", source)
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
        done = subprocess.run(
            [*pip, "--target", str(folder / "packages"), str(source)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr

    return once("installed", make) / "packages"


@pytest.fixture(scope="module")
def luxembourg(installed: Path, once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """The foreign site: its own folder, its mkdocs.yml, the installed package."""

    def make(folder: Path) -> None:
        project = Path(shutil.copytree(LUXEMBOURG, folder / "project"))
        where = run(project, installed, "-c", "import factsite; print(factsite.__file__)")
        assert where.stdout.startswith(str(installed)), where
        done = run(project, installed, "-m", "mkdocs", "build", "--strict")
        assert done.returncode == 0, done.stdout + done.stderr

    return once("luxembourg", make) / "project"


def test_the_foreign_site_is_checked_and_built(luxembourg: Path, installed: Path) -> None:
    done = run(luxembourg, installed, "-m", "factsite", "check")
    assert done.returncode == 0
    # What two of its languages don't say of the interface yet, readers see in English: no fault, but told.
    assert "0 errors, 0 warnings, 2 notices" in done.stdout + done.stderr
    assert "sentences of the interface aren’t in “lb”: readers see them in English" in done.stdout
    assert {path.name for path in luxembourg.iterdir()} - {".cache"} == {"content", "mkdocs.yml", "site"}


def test_nothing_of_this_country_is_in_it(luxembourg: Path) -> None:
    ours = re.compile(r"belg|moniteur|staatsblad|numac|justel|statbel|asyl|migra", re.IGNORECASE)
    found = []
    for path in (luxembourg / "site").rglob("*"):
        if path.suffix in {".html", ".json", ".jsonld", ".ttl", ".atom", ".ics", ".csv", ".xml", ".txt"}:
            text = path.read_text(encoding="utf-8-sig")
            found += [f"{path.name}: {hit}" for hit in set(ours.findall(text))]
    assert found == []


def test_its_law_is_told_by_its_own_codes(luxembourg: Path) -> None:
    page = read(luxembourg / "site" / "fr" / "legislation" / "loi-sur-le-bail" / "index.html")
    assert "abrogée le 1er août 2024" in page.text
    assert "Journal officiel" in page.text
    assert "A178" in page.text
    assert "https://lois.example/eli/etat/leg/loi/2006/09/21/A178/jo" in page.text
    decision = read(luxembourg / "site" / "fr" / "decisions" / "garantie" / "index.html")
    assert "numéro de rôle" in decision.text


def test_its_languages_and_units_are_its_own(luxembourg: Path) -> None:
    site = luxembourg / "site"
    home = read(site / "index.html")
    assert {link["hreflang"] for link in home.all("link", rel="alternate")} >= {"fr", "de", "lb"}
    assert "3.100 Wunnengen" in " ".join(
        " ".join(read(site / "lb" / "zuelen" / "wunnengen" / "index.html").text).split()
    )
    assert "Wichteg Zuelen" in read(site / "lb" / "index.html").text
    swiss = "".join(read(site / "de" / "zahlen" / "mieten" / "index.html").text)
    assert "CHF" in swiss
    assert "Schweizer Franken" in swiss


def test_its_catalogue_names_its_country_subject_and_licence(luxembourg: Path) -> None:
    catalogue = json.loads((luxembourg / "site" / "catalog.jsonld").read_text(encoding="utf-8"))
    text = json.dumps(catalogue)
    assert "authority/country/LUX" in text
    assert "authority/data-theme/REGI" in text
    assert "authority/licence/CC0" in text
    package = json.loads((luxembourg / "site" / "datapackage.json").read_text(encoding="utf-8"))
    assert package["resources"][0]["licenses"][0]["name"] == "CC0-1.0"


def test_it_has_no_commitments_and_misses_none(luxembourg: Path) -> None:
    site = luxembourg / "site"
    assert not list(site.glob("*/commitments*"))
    menu = read(site / "fr" / "index.html").all("a", **{"class": "menu"})
    assert "Engagements" not in " ".join(str(link) for link in menu)


@pytest.fixture(scope="module")
def consulted(once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """The small site with a kind that another package brings: one module, one template, its records."""

    def make(folder: Path) -> None:
        packages = folder / "packages"
        (packages / "consultations-1.0.dist-info").mkdir(parents=True)
        (packages / "consultations-1.0.dist-info" / "entry_points.txt").write_text(ENTRY_POINTS, encoding="utf-8")
        facts = "Metadata-Version: 2.1\nName: consultations\nVersion: 1.0\n"
        (packages / "consultations-1.0.dist-info" / "METADATA").write_text(facts, encoding="utf-8")
        for name in ("consultations.py", "consultations.html", "sample.yml"):
            shutil.copy(CONSULTATIONS / name, packages)
        project = make_project(folder / "project", FIXTURES / "valid")
        shutil.copytree(CONSULTATIONS / "content", project / "content", dirs_exist_ok=True)
        done = run(project, packages, "-m", "mkdocs", "build", "--strict")
        assert done.returncode == 0, done.stdout + done.stderr

    return once("consulted", make)


def test_a_kind_from_outside_has_page_list_facets_feed_and_menu(consulted: Path) -> None:
    site = consulted / "project" / "site"
    page = read(site / "fr" / "consultations" / "consultation-rent" / "index.html")
    assert "du 1er mars 2024 au 30 juin 2024" in page.text
    listed = read(site / "en" / "consultations" / "index.html")
    assert [heading for heading in ("2025", "2024") if heading in listed.text] == ["2025", "2024"]
    assert (site / "en" / "consultations" / "by" / "year" / "2024" / "index.html").is_file()
    assert (site / "nl" / "consultations" / "by" / "theme" / "asylum" / "index.html").is_file()
    assert "Consultation roofs" in (site / "en" / "consultations.atom").read_text(encoding="utf-8")
    assert "Consultation rent" in (site / "en" / "all.atom").read_text(encoding="utf-8")
    home = read(site / "en" / "index.html")
    assert "Latest consultations" in home.text
    assert "Consultations" in home.text


def test_it_is_found_told_to_programs_and_linked_both_ways(consulted: Path) -> None:
    site = consulted / "project" / "site"
    text = (site / "en" / "consultations" / "consultation-rent" / "index.html").read_text(encoding="utf-8")
    assert '"@type": "Event"' in text
    assert '"startDate": "2024-03-01"' in text
    assert "data-pagefind-body" in text
    act = read(site / "en" / "legislation" / "the-act" / "index.html")
    assert "Related consultations" in act.text
    assert "consultation-rent" in (site / "sitemap.xml").read_text(encoding="utf-8")


def test_its_checks_and_its_sample_are_the_commands(consulted: Path, tmp_path: Path) -> None:
    project = Path(shutil.copytree(consulted / "project", tmp_path / "project", ignore=shutil.ignore_patterns("site")))
    facts = project / "content" / "data" / "consultations" / "rent.yml"
    facts.write_text(facts.read_text(encoding="utf-8").replace("2024-06-30", "2023-06-30"), encoding="utf-8")
    done = run(project, consulted / "packages", "-m", "factsite", "check")
    assert "consultations/rent.yml:6:9: error[step-order]: it closes before it opens" in done.stdout + done.stderr
    facts.write_text(facts.read_text(encoding="utf-8").replace("2023-06-30", "2024-06-30"), encoding="utf-8")
    done = run(project, consulted / "packages", "-m", "factsite", "new", "consultations", "heating")
    assert done.returncode == 0, done.stdout + done.stderr
    done = run(project, consulted / "packages", "-m", "factsite", "check")
    assert done.returncode == 0, done.stdout + done.stderr


def test_two_packages_that_bring_one_kind_are_named(consulted: Path, tmp_path: Path) -> None:
    packages = Path(shutil.copytree(consulted / "packages", tmp_path / "packages"))
    other = Path(shutil.copytree(packages / "consultations-1.0.dist-info", packages / "other-1.0.dist-info"))
    metadata = (other / "METADATA").read_text(encoding="utf-8").replace("consultations", "other")
    (other / "METADATA").write_text(metadata, encoding="utf-8")
    done = run(consulted / "project", packages, "-m", "factsite", "check")
    assert done.returncode != 0
    assert "two packages bring the kind “consultations”" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("consultations = nowhere:KIND", "can’t be loaded"),
        ("consultations = consultations:FOLDER", "is no kind"),
        ("consultations = factsite.kinds.figures:KIND", "two packages bring the kind “figures”"),
    ],
)
def test_a_package_that_brings_no_kind_is_named(consulted: Path, tmp_path: Path, entry: str, said: str) -> None:
    packages = Path(shutil.copytree(consulted / "packages", tmp_path / "packages"))
    points = packages / "consultations-1.0.dist-info" / "entry_points.txt"
    points.write_text(f"[factsite.kinds]\n{entry}\n", encoding="utf-8")
    done = run(consulted / "project", packages, "-m", "factsite", "check")
    assert done.returncode != 0
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
