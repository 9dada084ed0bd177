"""The licences of what is published go with it; every tool that is fetched is known by version and checksum."""

from __future__ import annotations

import json
import re
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from bill import Component, bill, bundled, licences, locked, not_valid, shipped
from documents import plain_name
from factsite.publishing.notices import ADDRESS, NOTICES
from projects import ROOT


def test_each_notice_holds_a_whole_licence(site: Path) -> None:
    text = (site / ADDRESS).read_text(encoding="utf-8")
    for notice in NOTICES:
        assert (notice.name if isinstance(notice.package, Path) else f"{notice.name} {version(notice.package)}") in text
        whole = notice.text()
        # Snowball's has its year within a sentence.
        assert re.search(r"^Copyright .*\d{4}|are copyright \(c\) \d{4}", whole, re.MULTILINE)
        # The words of the OFL, of MIT and of Unicode, those of ISC, and those of BSD.
        words = ("WITHOUT WARRANTY OF ANY KIND", "THE AUTHOR DISCLAIMS ALL WARRANTIES", 'CONTRIBUTORS "AS IS"')
        assert any(one in " ".join(whole.split()) for one in words), notice.name


def test_what_is_published_of_others_has_a_notice(site: Path) -> None:
    """Scripts, styles, fonts and WebAssembly are our own, or of a program that is named."""
    ours = {path.name for path in (ROOT / "hooks" / "factsite" / "theme" / "assets").iterdir()} | {
        "site.css",
        "explorer.css",
    }
    named = ("/pagefind/",)
    for path in site.rglob("*"):
        if path.suffix in {".js", ".css", ".woff", ".woff2", ".ttf", ".wasm"} and plain_name(path.name) not in ours:
            address = "/" + path.relative_to(site).as_posix()
            assert any(part in address for part in named), address


@pytest.fixture(scope="module")
def whole_bill() -> Component:
    return bill()


def test_nothing_that_readers_get_lacks_a_licence(whole_bill: Component) -> None:
    """Each notice is a component of the bill or several, and each component states a licence."""
    sent = [one for one in whole_bill["components"] if shipped(one)]
    assert {shipped(one) for one in sent} == {notice.parts for notice in NOTICES}
    assert [one["name"] for one in whole_bill["components"] if not licences(one)] == []
    assert all(one["scope"] == "required" for one in sent)


def test_the_bill_names_each_package_of_the_locks(whole_bill: Component) -> None:
    """Those of Python for every system; of those from npm, of which readers get parts."""
    named = {(canonicalize_name(one["name"]), one["version"]) for one in whole_bill["components"]}
    assert len(locked()) > 100
    assert set(locked()) - named == set()
    purls = {one["purl"] for one in whole_bill["components"]}
    script = {f"pkg:npm/{name}@{version}" for name, version in bundled().items()}
    assert len(script) > 5
    assert {purl for purl in purls if "npm" in purl} - script == {"pkg:npm/source-sans@3.52.0"}
    refs = {one["bom-ref"] for one in whole_bill["components"]} | {whole_bill["metadata"]["component"]["bom-ref"]}
    assert {one["ref"] for one in whole_bill["dependencies"]} == refs
    assert all(set(one.get("dependsOn", [])) <= refs for one in whole_bill["dependencies"])


def test_the_bill_fits_its_schema(whole_bill: Component) -> None:
    """What readers get parts of, as the schema sees it; ``make sbom`` looks at all, which takes twenty seconds."""
    sent = [one for one in whole_bill["components"] if shipped(one)]
    refs = {one["bom-ref"] for one in sent}
    edges = [{"ref": ref} for ref in sorted(refs)]
    assert not_valid(whole_bill | {"components": sent, "dependencies": edges}) is None
    assert not_valid(whole_bill | {"components": [sent[0] | {"licenses": [{"license": {"id": "Mine"}}]}]}) is not None


def test_the_readers_find_them(site: Path) -> None:
    assert f'href="../{ADDRESS}"' in (site / "en" / "index.html").read_text(encoding="utf-8")


def test_every_package_of_the_lock_has_checksums_and_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    packages = re.split(r"\n(?=[a-zA-Z0-9])", lock.strip())
    assert all("==" in package.splitlines()[0] and "--hash=sha256:" in package for package in packages)
    assert "://" not in lock


TOOLS = [ROOT / "tests" / "tools", *(ROOT / "tools" / name for name in ("explorer", "fonts", "form", "lighthouse"))]


@pytest.mark.parametrize("folder", TOOLS, ids=lambda path: path.name)
def test_the_tools_from_npm_have_checksums_and_no_address(folder: Path) -> None:
    lock = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: facts for name, facts in lock["packages"].items() if name}
    assert packages
    assert all(facts["integrity"].startswith("sha512-") and "resolved" not in facts for facts in packages.values())


def test_no_recipe_installs_what_isnt_pinned() -> None:
    for path in (ROOT / "Makefile", ROOT / ".ci" / "run"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if re.search(r"\b(pip|npm|npx|uv) +(install|i|add|exec)\b", line):
                assert "--require-hashes" in line or "--no-deps" in line, line
