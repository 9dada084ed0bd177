"""Structured data: every type and property is one of schema.org 30.0, used where it belongs."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from projects import ROOT

VOCABULARIES = ROOT.parent / "shared" / "data" / "vocabularies"
_BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def _names(cell: str) -> set[str]:
    return {part.strip().rpartition("/")[2] for part in cell.split(",") if part.strip()}


@cache
def vocabulary() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The parents of each type, and the types to which each property belongs."""
    with (VOCABULARIES / "schemaorg-30.0-types.csv").open(encoding="utf-8", newline="") as file:
        types = {row["type"]: _names(row["subTypeOf"]) for row in csv.DictReader(file)}
    with (VOCABULARIES / "schemaorg-30.0-properties.csv").open(encoding="utf-8", newline="") as file:
        properties = {row["property"]: _names(row["domainIncludes"]) for row in csv.DictReader(file)}
    return types, properties


def _with_parents(kind: str) -> set[str]:
    types, _ = vocabulary()
    return {kind}.union(*(_with_parents(parent) for parent in types.get(kind, set())))


def _things(value: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _things(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _things(inner)


def test_types_and_properties_are_those_of_schema_org(site: Path) -> None:
    if not VOCABULARIES.is_dir():
        pytest.skip("the vocabularies don't stand beside the project")
    types, properties = vocabulary()
    seen, wrong = 0, set()
    for path in site.rglob("index.html"):
        for block in _BLOCK.findall(path.read_text(encoding="utf-8")):
            for thing in _things(json.loads(block)):
                seen += 1
                kind = thing["@type"]
                if kind not in types:
                    wrong.add(kind)
                allowed = _with_parents(kind)
                wrong |= {
                    f"{kind}.{name}" for name in thing if name[0] != "@" and not properties.get(name, set()) & allowed
                }
    assert seen > 0
    assert wrong == set()
