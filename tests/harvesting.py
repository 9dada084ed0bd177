"""CKAN's harvester of DCAT-AP (ckanext-dcat), run without CKAN: its profile makes of a catalogue what CKAN would keep.

CKAN itself is a web application on a database; of it the profile takes a handful of names, which stand here.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml


class _NotFoundError(Exception):
    """What CKAN raises where there is no such thing."""


def _names(languages: list[str]) -> dict[str, Any]:
    """What the profile takes from CKAN's toolkit, with a schema in the languages of the catalogue."""
    spec = find_spec("ckanext.dcat")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    (folder,) = spec.submodule_search_locations
    path = Path(folder) / "schemas" / "dcat_ap_multilingual.yaml"
    schema = yaml.safe_load(path.read_text(encoding="utf-8")) | {"form_languages": languages}
    # What ckanext-scheming makes of a preset of ckanext-fluent: the mark of a text in several languages.
    for fact in (*schema["dataset_fields"], *schema["resource_fields"]):
        if str(fact.get("preset", "")).startswith("fluent"):
            fact["validators"] = "fluent_text"

    def get_action(name: str) -> Any:  # noqa: ANN401 - CKAN's actions are functions of any kind
        return {"scheming_dataset_schema_show": lambda _context, _wanted: schema}[name]

    return {
        "config": {"ckan.locale_default": languages[0]},
        "get_action": get_action,
        "asbool": lambda value: value in (True, "true"),
        "aslist": lambda value: value if isinstance(value, list) else str(value).split(),
        "ObjectNotFound": _NotFoundError,
        "Invalid": ValueError,
        "StopOnError": ValueError,
        "_": str,
        "h": None,
        "url_for": None,
        "missing": object(),
    }


@contextmanager
def _ckan(languages: list[str]) -> Iterator[None]:
    """What of CKAN is imported, for as long as it is needed."""
    toolkit = _names(languages)
    modules: dict[str, dict[str, Any]] = {
        "ckan": {},
        "ckan.exceptions": {"HelperError": LookupError},
        "ckan.lib": {},
        "ckan.lib.helpers": {"resource_formats": dict},
        "ckan.lib.munge": {"munge_tag": str},
        "ckan.model": {},
        "ckan.model.license": {"LicenseRegister": dict},
        "ckan.plugins": {},
        "ckan.plugins.interfaces": {"Interface": object},
        "ckan.plugins.toolkit": toolkit,
        "ckan.views": {},
        "ckan.views.dataset": {"read": None},
        "ckan.views.home": {"index": None},
        "ckantoolkit": toolkit,
    }
    before = set(sys.modules)
    for name, names in modules.items():
        module = ModuleType(name)
        module.__dict__.update(names, __path__=[])
        sys.modules[name] = module
        parent, _, own = name.rpartition(".")
        if parent:
            setattr(sys.modules[parent], own, module)
    try:
        yield
    finally:
        for name in set(sys.modules) - before:
            if name.split(".")[0] in {"ckan", "ckanext", "ckantoolkit"}:
                del sys.modules[name]


def harvested(catalogue: bytes, languages: list[str]) -> dict[str, dict[str, Any]]:
    """What CKAN would keep of each data set of a catalogue in Turtle, by the address of the data set."""
    with _ckan(languages):
        parser = import_module("ckanext.dcat.processors").RDFParser(profiles=["euro_dcat_ap_3"])
        parser.parse(catalogue, _format="turtle")
        found: dict[str, dict[str, Any]] = {}
        for one in parser.datasets():
            kept = {**one, **{extra["key"]: extra["value"] for extra in one.get("extras", [])}}
            found[kept["uri"]] = kept
        return found
