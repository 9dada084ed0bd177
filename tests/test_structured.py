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
from rdflib import RDF, Graph, URIRef

from factsite.records.figure import Figure
from factsite.rendering.licences import figure_licence
from factsite.rendering.site import Site
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
                    f"{kind}.{name}"
                    for name in thing
                    # An action says of a property what is put in: https://schema.org/docs/actions.html
                    if name[0] != "@" and not properties.get(name.removesuffix("-input"), set()) & allowed
                }
    assert seen > 0
    assert wrong == set()


# What each type says, as Google’s pages on it and schema.org name it: always, and where the page knows it.
# https://developers.google.com/search/docs/appearance/structured-data and https://schema.org/TYPE, read 2026-11-26.
FIELDS: dict[str, tuple[str, str]] = {
    "Dataset": (
        "name description url identifier inLanguage datePublished dateModified version creator publisher "
        "temporalCoverage variableMeasured distribution isBasedOn citation creditText includedInDataCatalog "
        "isAccessibleForFree keywords measurementTechnique",
        "license spatialCoverage",
    ),
    "ClaimReview": (
        "url claimReviewed reviewRating author datePublished dateModified inLanguage name itemReviewed",
        "",
    ),
    "Legislation": (
        "name legislationType legislationJurisdiction subjectOf",
        "legislationDate legislationIdentifier legislationLegalForce legislationAmends legislationRepeals "
        "legislationTransposes legislationApplies",
    ),
    "Article": (
        "headline image datePublished dateModified author publisher description inLanguage mainEntityOfPage isPartOf "
        "url keywords",
        "",
    ),
    "WebPage": ("name url description inLanguage image publisher isPartOf", "datePublished dateModified keywords"),
    "CollectionPage": ("name url description inLanguage image publisher isPartOf", "dateModified"),
    "WebSite": ("name url description inLanguage publisher potentialAction", "alternateName"),
    "BreadcrumbList": ("itemListElement", ""),
    "DefinedTermSet": ("name inLanguage hasDefinedTerm", ""),
    "GovernmentOrganization": ("name description", "alternateName url parentOrganization"),
    "Organization": ("name description", "alternateName url parentOrganization"),
}


def _blocks(site: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    for path in sorted(site.glob("[a-z][a-z]/**/index.html")):
        for block in _BLOCK.findall(path.read_text(encoding="utf-8")):
            yield path, json.loads(block)


def test_each_type_says_what_is_asked_of_it(site: Path) -> None:
    seen: dict[str, set[str]] = {}
    for path, thing in _blocks(site):
        always, known = (set(names.split()) for names in FIELDS[thing["@type"]])
        said = {name for name in thing if name[0] != "@"}
        assert always <= said <= always | known, (path, always - said, said - always - known)
        seen.setdefault(thing["@type"], set()).update(said)
    assert set(seen) == set(FIELDS) - {"Organization"} | (set(seen) & {"Organization"})
    unsaid = {kind: set(" ".join(FIELDS[kind]).split()) - said for kind, said in seen.items()}
    # Fields of the second list that no page of this site could ever say would stand here for nothing.
    assert not unsaid["Dataset"] - {"spatialCoverage", "license"}
    assert not unsaid["Legislation"] - {"legislationTransposes", "legislationApplies", "legislationRepeals"}


def test_every_page_of_the_site_says_what_it_is(site: Path) -> None:
    told = {path for path, thing in _blocks(site) if thing["@type"] != "BreadcrumbList"}
    pages = {path for path in site.glob("[a-z][a-z]/**/index.html") if 'rel="canonical"' in path.read_text()}
    silent = {path for path in pages - told if "/by/" not in path.as_posix() and "refresh" not in path.read_text()}
    assert silent == set()


def test_verdicts_stand_on_their_scale_and_claims_name_who_made_them(site: Path) -> None:
    found = [thing for _, thing in _blocks(site) if thing["@type"] == "ClaimReview"]
    assert found
    for one in found:
        rating = one["reviewRating"]
        assert rating["alternateName"]
        assert (rating["worstRating"], rating["bestRating"]) == (1, 5)
        assert 1 <= rating.get("ratingValue", 1) <= 5
        assert one["itemReviewed"]["author"]["name"]
        assert one["itemReviewed"]["appearance"]["name"]


def test_a_licence_is_said_only_where_all_sources_state_it(site: Path, model: Site) -> None:
    for _, thing in _blocks(site):
        if thing["@type"] == "Dataset":
            figure = model.content.get("figures", thing["@id"].rstrip("/").rpartition("/")[2], Figure)
            assert figure
            assert ("license" in thing) == (figure_licence(model.content, figure) is not None)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own use of it
def test_json_ld_expands_without_loss(site: Path) -> None:
    """Read as linked data, with schema.org’s own vocabulary as that of all names, no field is dropped."""
    kinds = {thing["@type"]: thing for _, thing in _blocks(site)}
    node = URIRef("https://a.example/")
    for kind, thing in kinds.items():
        text = json.dumps({**thing, "@id": str(node), "@context": {"@vocab": "https://schema.org/"}})
        graph = Graph().parse(data=text, format="json-ld")
        assert list(graph.objects(node, RDF.type)) == [URIRef(f"https://schema.org/{kind}")]
        said = {str(name).rpartition("/")[2] for name in graph.predicates(node) if name != RDF.type}
        assert said == {name for name in thing if name[0] != "@"}
