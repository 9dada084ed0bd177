"""Built pages of every kind are valid HTML, says the Nu checker; `make audit` asks it of every page."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import nu

_OF_EACH_FOLDER = 2


def chosen(site: Path) -> list[Path]:
    """Some pages of each folder: of a record kind, of lists by facet, of files to take along, in each language."""
    folders: dict[Path, list[Path]] = {}
    for path in sorted(site.rglob("*.html")):
        of = path.parent.parent if path.name == "index.html" and path.parent != site else path.parent
        folders.setdefault(of, []).append(path)
    return [path for paths in folders.values() for path in (paths[0], *paths[-_OF_EACH_FOLDER:])]


def test_pages_are_valid_html(site: Path) -> None:
    if not nu.is_there():
        if os.environ.get("FACTSITE_REQUIRE_BROWSER"):
            pytest.fail("Java or vnu-jar is missing, and this run requires them")
        pytest.skip("Java or vnu-jar isn't installed: the HTML isn't validated")
    pages = chosen(site)
    assert len(pages) > 100
    assert nu.faults(dict.fromkeys(pages)) == []


def test_the_checker_finds_an_error(tmp_path: Path) -> None:
    if not nu.is_there():
        pytest.skip("Java or vnu-jar isn't installed")
    page = tmp_path / "wrong.html"
    page.write_text('<!doctype html><html lang="en"><title>x</title><p><div></p>', encoding="utf-8")
    assert any("wrong.html" in line for line in nu.faults([page]))
