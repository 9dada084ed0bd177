"""The catalogue of DCAT-AP: what it says, how the European portal judges it (MQA), and what CKAN keeps of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pyshacl import validate
from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, FOAF, SH, SKOS

from documents import LANGUAGES, read
from factsite.content import Content
from factsite.publishing.dataset import Dataset, datasets
from factsite.publishing.dcat import catalogue
from factsite.publishing.planned import Scales
from factsite.rendering.formats import MOST_CATALOGUED
from factsite.rendering.site import Site
from harvesting import harvested
from mqa import ALL, COMPLIANT, OF_LICENCE, POINTS, Catalogued, breaking, lacking, scored
from projects import DAY, ROOT, SITE_URL, rich_content

VOCABULARIES = ROOT.parent / "shared" / "data" / "vocabularies"
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
# rdflib’s list of DCAT is that of version 2.
VERSION = URIRef("http://www.w3.org/ns/dcat#version")
# rdflib’s own use of it.
RDFLIB = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
SPDX = Namespace("http://spdx.org/rdf/terms#")


@pytest.fixture(scope="module")
def every(model: Site) -> dict[str, Dataset]:
    """All datasets of the site."""
    return {dataset.id: dataset for dataset in datasets(model)}


@pytest.fixture(scope="module")
def graph(site: Path) -> Graph:
    return Graph().parse(site / "catalog.ttl")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own use of it
def test_turtle_and_json_ld_say_the_same(site: Path, graph: Graph) -> None:
    other = Graph().parse(site / "catalog.jsonld")
    assert isomorphic(graph, other)
    assert all(isinstance(node, URIRef) for node in graph.subjects())


def test_every_figure_stands_in_the_catalogue(site: Path, graph: Graph, every: dict[str, Dataset]) -> None:
    found = set(graph.subjects(RDF.type, DCAT.Dataset))
    assert found == {URIRef(dataset.address) for dataset in every.values()}
    for dataset in every.values():
        node = URIRef(dataset.address)
        assert {title.language: str(title) for title in graph.objects(node, DCTERMS.title)} == dataset.texts("title")  # type: ignore[attr-defined]
        assert {word.language for word in graph.objects(node, DCAT.keyword)} == set(LANGUAGES)  # type: ignore[attr-defined]
        anchors = {link.get("id") for link in read(site / "data" / "figures" / dataset.id / "index.html").all("a")}
        for form in graph.objects(node, DCAT.distribution):
            address = str(graph.value(form, DCAT.downloadURL))
            assert (site / address.removeprefix(SITE_URL)).is_file()
            assert str(form).partition("#")[2] in anchors


def _with_classes(graph: Graph) -> Graph:
    """The catalogue with what the EU's lists and IANA's say of their own codes: the shapes ask for their classes."""
    classes = {
        DCAT.theme: [SKOS.Concept],
        DCAT.themeTaxonomy: [SKOS.ConceptScheme],
        DCAT.mediaType: [DCTERMS.MediaType],
        DCTERMS.format: [DCTERMS.MediaTypeOrExtent],
        DCTERMS.language: [DCTERMS.LinguisticSystem],
        DCTERMS.spatial: [DCTERMS.Location],
        DCTERMS.accrualPeriodicity: [DCTERMS.Frequency],
        DCTERMS.accessRights: [DCTERMS.RightsStatement],
        DCTERMS.license: [DCTERMS.LicenseDocument],
        SPDX.algorithm: [SPDX.ChecksumAlgorithm],
    }
    known = Graph()
    known.add((VCARD.Organization, RDFS.subClassOf, VCARD.Kind))  # says the ontology of vCard
    for triple in graph:
        known.add(triple)
    for name, kinds in classes.items():
        for node in set(graph.objects(None, name)):
            for kind in kinds:
                known.add((node, RDF.type, kind))
            if name == DCAT.theme:
                known.add((node, SKOS.prefLabel, Literal("Population and society")))
            if name == DCAT.themeTaxonomy:
                known.add((node, DCTERMS.title, Literal("Data theme")))
    return known


@pytest.fixture(scope="module")
def reports(graph: Graph) -> dict[str, tuple[Graph, str]]:
    """What the shapes of DCAT-AP find: nothing is known of it where they don’t stand beside the project."""
    if not VOCABULARIES.is_dir():
        return {}
    known = _with_classes(graph)
    found = {}
    for name in ("dcat-ap-3.0.1-SHACL.ttl", "dcat-ap-3.0.1-shapes.ttl"):
        _, report, text = validate(known, shacl_graph=Graph().parse(VOCABULARIES / name))
        found[name] = (report, text)
    return found


def test_the_catalogue_follows_dcat_ap(graph: Graph, reports: dict[str, tuple[Graph, str]]) -> None:
    for report, text in reports.values():
        assert (None, SH.conforms, Literal(True)) in report, text
        assert breaking(graph, report) == set()


def test_the_shapes_find_what_is_missing(graph: Graph, every: dict[str, Dataset]) -> None:
    if not VOCABULARIES.is_dir():
        pytest.skip("the shapes of DCAT-AP don’t stand beside the project")
    broken, figure = _with_classes(graph), URIRef(every["yearly"].address)
    broken.remove((figure, DCTERMS.title, None))
    _, report, _ = validate(broken, shacl_graph=Graph().parse(VOCABULARIES / "dcat-ap-3.0.1-SHACL.ttl"))
    assert breaking(graph, report) == {figure}


# --- distributions ---------------------------------------------------------------------------------------------------


def test_each_distribution_tells_one_file(site: Path, graph: Graph, every: dict[str, Dataset]) -> None:
    for dataset in every.values():
        files = list(graph.objects(URIRef(dataset.address), DCAT.distribution))
        assert 0 < len(files) <= MOST_CATALOGUED
        for code in LANGUAGES:
            for name in (DCTERMS.title, DCTERMS.description):
                said = [str(text) for one in files for text in graph.objects(one, name) if text.language == code]  # type: ignore[attr-defined]
                assert len(said) == len(files)
                assert name != DCTERMS.title or len(set(said)) == len(files)
        for one in files:
            (address,) = graph.objects(one, DCAT.downloadURL)
            data = (site / str(address).removeprefix(SITE_URL)).read_bytes()
            assert int(str(graph.value(one, DCAT.byteSize))) == len(data)
            (checksum,) = graph.objects(one, SPDX.checksum)
            assert str(graph.value(checksum, SPDX.checksumValue)) == hashlib.sha256(data).hexdigest()
            assert graph.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
            rights = graph.value(one, DCTERMS.rights)
            labels = {text.language: str(text) for text in graph.objects(rights, RDFS.label)}  # type: ignore[attr-defined]
            assert set(labels) == set(LANGUAGES)
            # Where a publisher states no terms, that is what stands there.
            for code, label in labels.items():
                names = dataset.views[code].language
                assert all(names.name(source.licence) in label for source in dataset.sources.values())


def test_pages_and_contact_are_told_as_such(graph: Graph, every: dict[str, Dataset]) -> None:
    for dataset in every.values():
        node = URIRef(dataset.address)
        pages = [*graph.objects(node, DCAT.landingPage), *graph.objects(node, FOAF.page)]
        assert {SITE_URL + dataset.views[code].address for code in dataset.languages} < set(map(str, pages))
        assert all((page, RDF.type, FOAF.Document) in graph for page in pages)
        (contact,) = graph.objects(node, DCAT.contactPoint)
        assert (contact, RDF.type, VCARD.Organization) in graph
        assert {text.language for text in graph.objects(contact, VCARD.fn)} == set(LANGUAGES)  # type: ignore[attr-defined]
        assert str(graph.value(node, VERSION)) == dataset.version.isoformat()
    assert all((page, RDF.type, FOAF.Document) in graph for page in graph.objects(None, FOAF.homepage))


def _without_contact(content: Content) -> Content:
    settings = content.settings
    assert settings is not None
    contact = settings.contact.model_copy(update={"placeholder": True})
    return replace(content, settings=settings.model_copy(update={"contact": contact}), _labels={})


@RDFLIB
def test_a_contact_that_is_not_settled_says_so(site: Path) -> None:
    linked = _catalogue(Site(_without_contact(rich_content()), DAY, SITE_URL), site)
    (contact,) = linked.subjects(RDF.type, VCARD.Organization)
    names = {text.language: str(text) for text in linked.objects(contact, VCARD.fn)}  # type: ignore[attr-defined]
    assert "to be designated" in names["en"]
    assert "à désigner" in names["fr"]
    assert linked.value(contact, VCARD.hasEmail) is None
    assert str(linked.value(contact, VCARD.hasURL)) == SITE_URL


# --- the European portal’s judgement ---------------------------------------------------------------------------------


def _catalogue(site: Site, folder: Path) -> Graph:
    """The catalogue of a site, of files that stand in a folder."""
    scales = Scales()
    scales.on(lambda address: (folder / address).read_bytes())
    text = json.dumps(catalogue(site, datasets(site), scales))
    return Graph().parse(data=text, format="json-ld")


def _possible() -> set[str]:
    """What can be judged: nothing is known of the shapes where they don’t stand beside the project."""
    return set(POINTS) - (set() if VOCABULARIES.is_dir() else {COMPLIANT})


def test_the_points_are_those_of_the_portal() -> None:
    assert sum(POINTS.values()) == ALL


def test_each_figure_has_every_point_that_its_publishers_allow(
    site: Path, graph: Graph, reports: dict[str, tuple[Graph, str]], every: dict[str, Dataset]
) -> None:
    bad = {node for report, _ in reports.values() for node in breaking(graph, report)}
    found = Catalogued(graph, site, SITE_URL, bad)
    for dataset in every.values():
        licence = dataset.licence
        wanted = (
            set()
            if licence and licence.authority
            else OF_LICENCE - ({"licence"} if licence and licence.address else set())
        )
        score = scored(found, URIRef(dataset.address))
        missing = sorted(lacking(score) & _possible())
        terms = {name: source.licence.value for name, source in dataset.sources.items()}
        # Shown by ``pytest -rP``: the score of each, and whose terms aren’t known where it isn’t all.
        print(dataset.id, float(sum(score.values())), terms if missing else "")  # noqa: T201
        assert missing == sorted(wanted), f"{dataset.id}: {float(sum(score.values()))} of {ALL}, terms {terms}"


@RDFLIB
def test_a_figure_whose_publishers_state_a_licence_has_all_points(site: Path) -> None:
    content = rich_content()
    known = next(one for source in content.sources.values() if (one := source.licence).authority)
    sources = {name: source.model_copy(update={"licence": known}) for name, source in content.sources.items()}
    linked = _catalogue(Site(replace(content, sources=sources, _labels={}), DAY, SITE_URL), site)
    found = Catalogued(linked, site, SITE_URL, set())
    judged = {str(one): sum(scored(found, one).values()) for one in linked.subjects(RDF.type, DCAT.Dataset)}  # type: ignore[arg-type]
    assert judged
    assert set(judged.values()) == {ALL}, judged


def test_the_judgement_finds_what_is_missing(site: Path, graph: Graph) -> None:
    """Each indicator can fail: a data set of which nothing is said has no point but that for following the shapes."""
    empty = Graph()
    node = URIRef(f"{SITE_URL}data/figures/nothing/")
    empty.add((node, RDF.type, DCAT.Dataset))
    assert lacking(scored(Catalogued(empty, site, SITE_URL, {node}), node)) == set(POINTS)
    elsewhere = Catalogued(graph, site / "nowhere", SITE_URL, set())
    one = next(iter(graph.subjects(RDF.type, DCAT.Dataset)))
    assert isinstance(one, URIRef)
    assert {"access address reachable", "download address reachable"} <= lacking(scored(elsewhere, one))


# --- CKAN ------------------------------------------------------------------------------------------------------------

# What CKAN calls that which DCAT-AP says of a data set and of a distribution.
_KEPT_OF_DATASETS = {
    DCTERMS.title: "title_translated",
    DCTERMS.description: "notes_translated",
    DCAT.keyword: "tags_translated",
    DCTERMS.identifier: "identifier",
    DCTERMS.issued: "issued",
    DCTERMS.modified: "modified",
    DCTERMS.accrualPeriodicity: "frequency",
    DCTERMS.accessRights: "access_rights",
    DCTERMS.language: "language",
    DCTERMS.relation: "related_resource",
    DCTERMS.hasVersion: "has_version",
    DCTERMS.spatial: "spatial_uri",
    DCAT.landingPage: "url",
    DCAT.theme: "theme",
    VERSION: "version",
    FOAF.page: "documentation",
}
_KEPT_OF_FILES = {
    DCTERMS.title: "name_translated",
    DCTERMS.description: "description_translated",
    DCTERMS.issued: "issued",
    DCTERMS.modified: "modified",
    DCTERMS.language: "language",
    DCTERMS.license: "license",
    DCTERMS.conformsTo: "conforms_to",
    DCTERMS.format: "format",
    DCAT.accessURL: "access_url",
    DCAT.downloadURL: "download_url",
    DCAT.mediaType: "mimetype",
    DCAT.byteSize: "size",
}
# These are described by fields of their own, and compared one by one.
_NODES = {DCTERMS.publisher, DCTERMS.creator, DCAT.contactPoint, DCTERMS.temporal, DCAT.distribution}
_NODES_OF_FILES = {SPDX.checksum, DCTERMS.rights}


def _plain(kept: Any) -> set[tuple[str, str]]:  # noqa: ANN401 - whatever CKAN keeps
    """What was kept, each text with its language."""
    if isinstance(kept, str) and kept.startswith("["):
        kept = json.loads(kept)
    if isinstance(kept, Mapping):
        return {(code, text) for code, said in kept.items() for text in ([said] if isinstance(said, str) else said)}
    return {("", str(one)) for one in (kept if isinstance(kept, list) else [kept])}


def _stated(graph: Graph, node: URIRef, name: URIRef) -> set[tuple[str, str]]:
    return {(getattr(one, "language", None) or "", str(one)) for one in graph.objects(node, name)}


def _same(graph: Graph, node: URIRef, kept: dict[str, Any], names: Mapping[URIRef, str], nodes: set[URIRef]) -> None:
    said = {name for name in graph.predicates(node) if name != RDF.type}
    assert said - nodes <= set(names), node
    for name in said - nodes:
        assert isinstance(name, URIRef)
        assert _plain(kept[names[name]]) == _stated(graph, node, name), (node, name)


@RDFLIB
def test_ckan_loses_nothing(site: Path, graph: Graph, every: dict[str, Dataset]) -> None:
    found = harvested((site / "catalog.ttl").read_bytes(), list(LANGUAGES))
    assert set(found) == {dataset.address for dataset in every.values()}
    for address, kept in found.items():
        node = URIRef(address)
        _same(graph, node, kept, _KEPT_OF_DATASETS, _NODES)
        for name, field in (
            (DCTERMS.publisher, "publisher"),
            (DCTERMS.creator, "creator"),
            (DCAT.contactPoint, "contact"),
        ):
            (one,) = kept[field]
            assert _plain(one["uri"]) == _stated(graph, node, name)
        contact = URIRef(kept["contact"][0]["uri"])
        assert _plain(kept["contact"][0]["name_translated"]) == _stated(graph, contact, VCARD.fn)
        period = graph.value(node, DCTERMS.temporal)
        limits = (graph.value(period, DCAT.startDate), graph.value(period, DCAT.endDate))
        assert (kept["temporal_start"], kept["temporal_end"]) == tuple(map(str, limits))
        files = {one["uri"]: one for one in kept["resources"]}
        assert set(files) == set(map(str, graph.objects(node, DCAT.distribution)))
        for uri, file in files.items():
            _same(graph, URIRef(uri), file, _KEPT_OF_FILES, _NODES_OF_FILES)
            checksum, rights = (graph.value(URIRef(uri), name) for name in (SPDX.checksum, DCTERMS.rights))
            assert isinstance(rights, URIRef)
            assert file["hash"] == str(graph.value(checksum, SPDX.checksumValue))
            assert file["hash_algorithm"] == str(graph.value(checksum, SPDX.algorithm))
            assert _plain(file["rights"]) == _stated(graph, rights, RDFS.label)
