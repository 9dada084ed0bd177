"""All figures as a DCAT-AP 3 catalogue (https://semiceu.github.io/DCAT-AP/releases/3.0.1/): JSON-LD, then Turtle.

Every node has an address of its own: nodes without would get other names, and stand in another order, in each build.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from rdflib import Graph

from factsite.localising.names import alpha_3, country_alpha_3
from factsite.publishing.dataset import Dataset
from factsite.records.codes import N_, Frequency
from factsite.rendering.addresses import CATALOGUE
from factsite.rendering.formats import Download
from factsite.rendering.schema_org.dataset import extent
from factsite.rendering.site import Site
from factsite.rendering.view import View

JSONLD, TURTLE = "catalog.jsonld", "catalog.ttl"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# The EU's lists of codes (https://op.europa.eu/en/web/eu-vocabularies/authority-tables).
_AUTHORITY = "http://publications.europa.eu/resource/authority/"
_FREQUENCIES = {
    Frequency.ANNUAL: "ANNUAL",
    Frequency.HALF_YEARLY: "ANNUAL_2",
    Frequency.QUARTERLY: "QUARTERLY",
    Frequency.MONTHLY: "MONTHLY",
    Frequency.WEEKLY: "WEEKLY",
    Frequency.IRREGULAR: "IRREG",
}
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_RIGHTS = N_("Each source has its own conditions of reuse; where it states none, ask its publisher.")
_STRETCH = 200
Node = dict[str, Any]


def catalogue(site: Site, datasets: list[Dataset]) -> Node:
    """The whole catalogue as JSON-LD."""
    nodes = [_catalogue(site, datasets), _agent(site), *_contacts(site), _rights(site)]
    bodies: dict[str, Node] = {}
    for dataset in datasets:
        bodies.setdefault(dataset.figure.organisation, _body(dataset))
        nodes += [_dataset(dataset), _period(dataset)]
        nodes += [_distribution(dataset, file) for file in dataset.downloads]
    return {"@context": CONTEXT, "@graph": [*nodes, *bodies.values()]}


def turtle(text: str) -> bytes:
    """The same catalogue in Turtle, from its JSON-LD.

    Each node is described once, so it can be done by stretches: a graph of them all takes a hundred times the memory.
    """
    nodes = json.loads(text)["@graph"]
    prefixes = "".join(f"@prefix {name}: <{address}> .\n" for name, address in CONTEXT.items())
    stretches = [nodes[start : start + _STRETCH] for start in range(0, len(nodes), _STRETCH)]
    return "\n".join([prefixes, *map(_as_turtle, stretches)]).encode()


def _as_turtle(nodes: list[Node]) -> str:
    graph = Graph(bind_namespaces="none")
    graph.parse(data=json.dumps({"@context": CONTEXT, "@graph": nodes}), format="json-ld")
    lines = str(graph.serialize(format="turtle")).splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("@prefix")).strip() + "\n"


def _catalogue(site: Site, datasets: list[Dataset]) -> Node:
    home = site.content.entries["index"]
    views = {code: View(site, code, home, "") for code in site.content.languages if code in home.translations}
    return {
        "@id": f"{site.base}{CATALOGUE}#catalog",
        "@type": "dcat:Catalog",
        "dct:title": _texts({code: view.title for code, view in views.items()}),
        "dct:description": _texts({code: view.text("summary") for code, view in views.items()}),
        "dct:publisher": _publisher(site),
        "dct:language": [_authority("language", alpha_3(code).upper()) for code in site.content.languages],
        **_spatial(site),
        "dct:modified": _day(max((dataset.figure.changed for dataset in datasets), default=site.day)),
        "dct:rights": _ref(_rights_address(site)),
        "foaf:homepage": _ref(site.base),
        "dcat:themeTaxonomy": _ref(f"{_AUTHORITY}data-theme"),
        "dcat:dataset": [_ref(dataset.address) for dataset in datasets],
    }


def _agent(site: Site) -> Node:
    """Who publishes the site; as long as nobody has been designated, the site itself."""
    settings, home = site.content.settings, site.content.entries["index"]
    names = {code: View(site, code, home, "").publisher for code in home.translations}
    page = site.base
    if settings and not settings.publisher.placeholder:
        page = settings.publisher.website or page
    return {**_publisher(site), "@type": "foaf:Agent", "foaf:name": _texts(names), "foaf:homepage": _ref(page)}


def _contacts(site: Site) -> list[Node]:
    """Where to write about the data (vCard), once that has been settled."""
    settings, home = site.content.settings, site.content.entries["index"]
    if settings is None or settings.contact.placeholder:
        return []
    contact = settings.contact
    names = {code: View(site, code, home, "").publisher for code in home.translations}
    found: Node = {**_contact(site), "@type": "vcard:Organization", "vcard:fn": _texts(names)}
    found |= {"vcard:hasEmail": _ref(f"mailto:{contact.email}")} if contact.email else {}
    return [found | ({"vcard:hasURL": _ref(contact.form)} if contact.form else {})]


def _body(dataset: Dataset) -> Node:
    entry = dataset.site.content.entries.get(f"organisations/{dataset.figure.organisation}")
    names = {code: dataset.site.title(entry, code) for code in entry.translations} if entry else {}
    name = _texts(names) if names else dataset.figure.organisation
    return {**_creator(dataset), "@type": "foaf:Agent", "foaf:name": name}


def _rights(site: Site) -> Node:
    labels = {code: site.speaker(code).say(_RIGHTS) for code in site.content.languages}
    return {"@id": _rights_address(site), "@type": "dct:RightsStatement", "rdfs:label": _texts(labels)}


def _dataset(dataset: Dataset) -> Node:
    site, figure = dataset.site, dataset.figure
    keywords = [_texts({code: view.theme(theme)}) for code, view in dataset.views.items() for theme in figure.themes]
    addresses = [address for source in dataset.sources.values() for address in source.addresses]
    found: Node = {
        "@id": dataset.address,
        "@type": "dcat:Dataset",
        "dct:identifier": dataset.address,
        "dct:title": _texts(dataset.texts("title")),
        "dct:description": _texts(
            {code: f"{text} {dataset.texts('counted')[code]}" for code, text in dataset.texts("summary").items()}
        ),
        "dcat:keyword": [text for texts in keywords for text in texts],
        **_subjects(site),
        "dct:publisher": _publisher(site),
        "dct:creator": _creator(dataset),
        "dct:issued": _day(figure.published),
        "dct:modified": _day(figure.changed),
        "dct:temporal": _ref(f"{dataset.address}#temporal"),
        **_spatial(site),
        "dct:language": [_authority("language", alpha_3(code).upper()) for code in dataset.languages],
        "dct:accrualPeriodicity": _authority("frequency", "NEVER" if figure.ended else _FREQUENCIES[figure.frequency]),
        "dct:accessRights": _authority("access-right", "PUBLIC"),
        "dcat:landingPage": [_ref(site.base + dataset.views[code].address) for code in dataset.languages],
        "dcat:distribution": [_ref(_distribution_address(dataset, file)) for file in dataset.downloads],
    }
    found |= {"dcat:contactPoint": _contact(site)} if _contacts(site) else {}
    return found | ({"dct:relation": [_ref(address) for address in dict.fromkeys(addresses)]} if addresses else {})


def _period(dataset: Dataset) -> Node:
    first, last = extent(dataset.figure)
    days = {"dcat:startDate": _day(first), "dcat:endDate": _day(last)}
    return {"@id": f"{dataset.address}#temporal", "@type": "dct:PeriodOfTime", **days}


def _distribution(dataset: Dataset, file: Download) -> Node:
    site = dataset.site
    codes = [file.language] if file.language else list(dataset.views)
    found: Node = {
        "@id": _distribution_address(dataset, file),
        "@type": "dcat:Distribution",
        "dct:title": _texts({code: f"{dataset.text('title', code)} ({file.format.name})" for code in codes}),
        "dcat:accessURL": _ref(dataset.address),
        "dcat:downloadURL": _ref(site.base + file.address),
        "dcat:mediaType": _ref(_MEDIA_TYPES + file.format.media_type),
        "dct:format": _authority("file-type", file.format.file_type),
        "dct:language": [_authority("language", alpha_3(code).upper()) for code in codes],
        "dct:modified": _day(dataset.figure.changed),
    }
    if dataset.licence and dataset.licence.authority:
        return found | {"dct:license": _authority("licence", dataset.licence.authority)}
    return found | {"dct:rights": _ref(_rights_address(site))}


def _distribution_address(dataset: Dataset, file: Download) -> str:
    """An address on the permanent page of the figure, where the link to the file stands."""
    return f"{dataset.address}#{file.ending}"


def _rights_address(site: Site) -> str:
    return f"{site.base}{CATALOGUE}#rights"


def _spatial(site: Site) -> Node:
    """The country of which the site tells, in the EU's list."""
    country = site.content.country
    return {"dct:spatial": _authority("country", country_alpha_3(country))} if country else {}


def _subjects(site: Site) -> Node:
    """What the data are about, in the EU's list of themes."""
    settings = site.content.settings
    subjects = [_authority("data-theme", subject) for subject in settings.subjects] if settings else []
    return {"dcat:theme": subjects[0] if len(subjects) == 1 else subjects} if subjects else {}


def _publisher(site: Site) -> Node:
    return _ref(f"{site.base}#publisher")


def _contact(site: Site) -> Node:
    return _ref(f"{site.base}#contact")


def _creator(dataset: Dataset) -> Node:
    return _ref(f"{dataset.site.base}{CATALOGUE}#{dataset.figure.organisation}")


def _authority(table: str, code: str) -> Node:
    return _ref(f"{_AUTHORITY}{table}/{code}")


def _ref(address: str) -> Node:
    return {"@id": address}


def _texts(texts: Mapping[str, str]) -> list[Node]:
    return [{"@language": code, "@value": texts[code]} for code in texts]


def _day(day: date) -> Node:
    return {"@type": "xsd:date", "@value": day.isoformat()}
