"""The bill of materials (CycloneDX 1.6): the packages of the lock, and what of others readers are sent.

Run by ``make sbom``; writes ``sbom.cdx.json``, the same bytes for the same locks. What the generator needs to run is
``required``, what only we need ``excluded``; what readers get parts of says which (``factsite:shipped``).
"""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

from factsite.publishing.notices import NOTICES
from projects import ROOT

TARGET = ROOT / "sbom.cdx.json"
SHIPPED = "factsite:shipped"
_PROJECT = ROOT / "pyproject.toml"
_LICENCES = ROOT / "hooks" / "factsite" / "licences"
_LOCKED = re.compile(r"^([\w.-]+)(?:\[[^]]*\])?==([^ ;\\]+)", re.MULTILINE)
# Whose own metadata names no licence: what the licence in the package, or its project, says.
_CONCLUDED = {
    "axe-playwright-python": "MIT",
    "brotlicffi": "MIT",
    "cffi": "MIT-0",
    "ckantoolkit": "AGPL-3.0-or-later",
    "pycparser": "BSD-3-Clause",
    "resvg-py": "MIT",
    "uritemplate": "BSD-3-Clause OR Apache-2.0",
}
Component = dict[str, Any]


def locked() -> list[tuple[NormalizedName, str]]:
    """The packages of the lock and their versions, for every system: some are there in two."""
    found = _LOCKED.findall((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    return [(canonicalize_name(name), version) for name, version in found]


def bundled() -> dict[str, str]:
    """The packages from npm of which something stands in our script, as its licences name them, and their versions."""
    heads = re.findall(r"^(?:[\w-]+ \d+\.\d+\.\d+(?:, |$))+", _text("d3.txt"), re.MULTILINE)
    return dict(one.split(" ") for head in heads for one in head.split(", "))


def bill() -> Component:
    """The whole bill, sorted."""
    made = _environment()
    needed = _needed(made)
    known = {canonicalize_name(one["name"]): one for one in made["components"]}
    parts = {canonicalize_name(one.package): one.parts for one in NOTICES if isinstance(one.package, str)}
    components = [
        _python(known.get(name, {}), name, version, parts.get(name, ""), required=name in needed)
        for name, version in locked()
    ]
    components += [*_from_npm("explorer", bundled(), _parts("D3")), *_font()]
    listed = {one["bom-ref"] for one in components} | {made["metadata"]["component"]["bom-ref"]}
    edges = [{**one, "dependsOn": sorted(listed & {*one.get("dependsOn", [])})} for one in made["dependencies"]]
    edges = [one for one in edges if one["ref"] in listed]
    edges += [{"ref": ref} for ref in listed - {one["ref"] for one in edges}]
    made["components"] = sorted(components, key=lambda one: str(one["bom-ref"]))
    made["dependencies"] = sorted(edges, key=lambda one: str(one["ref"]))
    return made


def written(made: Component) -> str:
    """The bill as a text.

    Raises:
        ValueError: it doesn’t fit the schema of CycloneDX 1.6.
    """
    if wrong := not_valid(made):
        raise ValueError(f"the bill of materials doesn’t fit its schema: {wrong}")
    return json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def not_valid(made: Component) -> object:
    """Why a bill doesn’t fit the schema of CycloneDX 1.6, or None; looked at without the network."""
    return JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(made))


def licences(component: Component) -> list[str]:
    """The licences of a component: identifiers, expressions or names."""
    found = [one.get("license", one) for one in component.get("licenses", [])]
    return [str(one.get("id") or one.get("name") or one["expression"]) for one in found]


def shipped(component: Component) -> str:
    """What readers get of a component, or nothing."""
    return next((str(one["value"]) for one in component.get("properties", []) if one["name"] == SHIPPED), "")


def _environment() -> Component:
    """What stands in the environment, as CycloneDX's own program tells it."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "environment.json"
        command = [sys.executable, "-m", "cyclonedx_py", "environment", "--pyproject", str(_PROJECT)]
        # Its own check takes twenty seconds; what is written here is checked when it is whole.
        command += ["--no-validate", "--spec-version", "1.6", "--output-reproducible"]
        command += ["--output-file", str(target), sys.executable]
        subprocess.run(command, check=True, capture_output=True)
        return dict(json.loads(target.read_text(encoding="utf-8")))


def _needed(made: Component) -> set[str]:
    """The packages without which the generator doesn't run: what it asks for, what that asks for, and so on."""
    asked = {one["ref"]: one.get("dependsOn", []) for one in made["dependencies"]}
    names = {one["bom-ref"]: canonicalize_name(one["name"]) for one in made["components"]}
    project = tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]
    first = {canonicalize_name(Requirement(one).name) for one in project["dependencies"]}
    waiting = [ref for ref, name in names.items() if name in first]
    found: set[str] = set()
    while waiting:
        ref = waiting.pop()
        if ref not in found:
            found.add(ref)
            waiting += asked.get(ref, [])
    return {names[ref] for ref in found if ref in names}


def _python(known: Component, name: str, version: str, parts: str, *, required: bool) -> Component:
    """A package of the lock; of what isn't installed on this system, the licence is that of the version that is."""
    one = known if known.get("version") == version else _bare("pypi", name, version)
    stated = [_licence(_CONCLUDED[name])] if name in _CONCLUDED else known.get("licenses", [])
    found = {"licenses": stated} if stated else {}
    return _sent(one | found | {"scope": "required" if required else "excluded"}, parts)


def _from_npm(tool: str, packages: dict[str, str], parts: str) -> Iterator[Component]:
    """Packages from npm of which readers get something, with licence and checksum from the lock of the tool.

    Raises:
        ValueError: what readers get was made of another version than the lock names.
    """
    lock = json.loads((ROOT / "tools" / tool / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for name, version in packages.items():
        facts = lock[f"node_modules/{name}"]
        if facts["version"] != version:
            raise ValueError(f"{name} {version} stands in what readers get, {facts['version']} in the lock")
        digest = base64.b64decode(facts["integrity"].removeprefix("sha512-")).hex()
        one = _bare("npm", name, version) | {"scope": "required", "hashes": [{"alg": "SHA-512", "content": digest}]}
        yield _sent(one | {"licenses": [_licence(facts["license"])]}, parts)


def _font() -> Iterator[Component]:
    lock = json.loads((ROOT / "tools" / "fonts" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    return _from_npm("fonts", {"source-sans": lock["node_modules/source-sans"]["version"]}, _parts("Source Sans 3"))


def _bare(kind: str, name: str, version: str) -> Component:
    purl = f"pkg:{kind}/{name}@{version}"
    return {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}


def _licence(spdx: str) -> Component:
    if " " in spdx:
        return {"expression": spdx, "acknowledgement": "concluded"}
    return {"license": {"id": spdx, "acknowledgement": "concluded"}}


def _sent(one: Component, parts: str) -> Component:
    return one | {"properties": [*one.get("properties", []), {"name": SHIPPED, "value": parts}]} if parts else one


def _parts(name: str) -> str:
    return next(one.parts for one in NOTICES if one.name == name)


def _text(name: str) -> str:
    return (_LICENCES / name).read_text(encoding="utf-8")


if __name__ == "__main__":
    TARGET.write_text(written(bill()), encoding="utf-8")
