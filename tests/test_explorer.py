"""The program with which readers choose for themselves: made from its sources, small, without eval; where it is."""

from __future__ import annotations

import filecmp
import gzip
import hashlib
import os
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from factsite.records.figure import Figure
from factsite.rendering.choosing import MOST, choosing, chosen_dimension
from factsite.rendering.environment import THEME
from factsite.rendering.site import Site
from factsite.rendering.view import View
from projects import ROOT

RECIPE = ROOT / "tools" / "explorer"
PROGRAM, BUTTON = THEME / "assets" / "explorer.js", THEME / "assets" / "choose.js"
LICENCES = ROOT / "hooks" / "factsite" / "licences" / "d3.txt"
MOST_BYTES = 100_000


def test_it_was_made_from_its_sources() -> None:
    """Its first line holds one checksum of the recipe, the lock and every module."""
    files = [RECIPE / "build.mjs", RECIPE / "package-lock.json", *sorted((RECIPE / "source").iterdir())]
    wanted = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
    first = PROGRAM.read_text(encoding="utf-8").partition("\n")[0]
    assert wanted in first, "run “make explorer”"


def test_the_recipe_makes_it_byte_by_byte(tmp_path: Path) -> None:
    if not (RECIPE / "node_modules" / "esbuild-wasm").is_dir() or shutil.which("node") is None:
        if os.environ.get("FACTSITE_REQUIRE_BROWSER"):
            pytest.fail("esbuild isn’t installed in tools/explorer, and this run requires it")
        pytest.skip("esbuild isn’t installed in tools/explorer: only the checksum of the sources is compared")
    subprocess.run(["node", str(RECIPE / "build.mjs"), str(tmp_path)], check=True)
    assert filecmp.cmp(tmp_path / "explorer.js", PROGRAM, shallow=False)
    assert filecmp.cmp(tmp_path / "d3.txt", LICENCES, shallow=False)


def test_it_is_small_and_holds_no_eval() -> None:
    assert sum(len(gzip.compress(path.read_bytes())) for path in (PROGRAM, BUTTON)) <= MOST_BYTES
    for path in (PROGRAM, BUTTON):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\beval\s*\(|\bFunction\s*\(|localStorage|sessionStorage|document\.cookie", text), path
    # D3 has functions for these, which none of our modules calls.
    for path in (BUTTON, *(RECIPE / "source").iterdir()):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|insertAdjacentHTML|document\.write|\.html\(|\.style\b|\"style\"", text), path


def view_of(model: Site, identifier: str) -> tuple[View, Figure]:
    entry = model.content.entries[f"figures/{identifier}"]
    figure = model.content.get("figures", identifier, Figure)
    assert figure is not None
    return View(model, "en", entry, model.addresses.of(entry.path, "en")), figure


def test_the_number_of_codes_decides(model: Site) -> None:
    view, figure = view_of(model, "residents")
    assert chosen_dimension(view, figure) == "citizenship"
    codes = list(dict.fromkeys(point.codes["citizenship"] for point in figure.observations))
    for number, wanted in ((MOST, None), (MOST + 1, "citizenship")):
        some = [point for point in figure.observations if point.codes["citizenship"] in codes[:number]]
        assert chosen_dimension(view, figure.model_copy(update={"observations": some})) == wanted
    view, figure = view_of(model, "permits")
    assert choosing(view, figure) is None


def test_two_codes_of_one_name_cant_be_chosen_between(model: Site) -> None:
    view, figure = view_of(model, "residents")
    first = figure.observations[3]
    nameless = [first.model_copy(update={"codes": {"citizenship": code}}) for code in ("AF", "Afghanistan")]
    alike = figure.model_copy(update={"observations": [*figure.observations, *nameless]})
    assert chosen_dimension(view, alike) is None


def test_what_isnt_public_yet_is_not_offered(model: Site) -> None:
    """The files of a preview don’t mark what is kept back, so nobody chooses there."""
    preview = replace(model, preview_at=datetime(2026, 11, 26, 9, tzinfo=UTC))
    view, figure = view_of(preview, "residents")
    assert chosen_dimension(view, figure) == "citizenship"
    first, *rest = figure.observations
    held = first.model_copy(update={"draft": True})
    assert chosen_dimension(view, figure.model_copy(update={"observations": [held, *rest]})) is None
