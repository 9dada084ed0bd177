"""All figures as a DCAT-AP 3 catalogue (https://semiceu.github.io/DCAT-AP/releases/3.0.1/): JSON-LD, then Turtle.

Every node has an address of its own: nodes without would get other names, and stand in another order, in each build.
What a harvester keeps of a field once stands there once: the page in the default language is the landing page, those
in other languages are further pages. Earlier versions are named by their addresses, not described: a harvester would
take each for a data set of its own.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterable
from datetime import date

from rdflib import Graph

from factsite.localising.names import country_alpha_3
from factsite.publishing.dataset import Dataset
from factsite.publishing.dcat_files import describe_files, distribution_address
from factsite.publishing.linked import AUTHORITY, CONTEXT, Node, authority, day, document, languages, ref, texts
from factsite.publishing.planned import Scales
from factsite.records.codes import N_, Frequency
from factsite.rendering.addresses import CATALOGUE, version_address, versions_address
from factsite.rendering.formats import catalogued
from factsite.rendering.schema_org.dataset import extent
from factsite.rendering.site import Site
from factsite.rendering.view import View

JSONLD, TURTLE = "catalog.jsonld", "catalog.ttl"
_FREQUENCIES = {
    Frequency.ANNUAL: "ANNUAL",
    Frequency.HALF_YEARLY: "ANNUAL_2",
    Frequency.QUARTERLY: "QUARTERLY",
    Frequency.MONTHLY: "MONTHLY",
    Frequency.WEEKLY: "WEEKLY",
    Frequency.IRREGULAR: "IRREG",
}
_RIGHTS = N_("Each source has its own conditions of reuse; where it states none, ask its publisher.")
_DATASET = "dcat:Dataset"


def catalogue(site: Site, datasets: list[Dataset], scales: Scales) -> Node:
    """The whole catalogue as JSON-LD; ``scales`` weigh the files."""
    nodes = [_catalogue(site, datasets), _agent(site), _contact_point(site), _rights(site)]
    shared: dict[str, Node] = {}
    for page in (site.base, _website(site)):
        shared.setdefault(page, document(page))
    for dataset in datasets:
        body = _body(dataset)
        shared.setdefault(body["@id"], body)
        nodes += [_dataset(dataset), _period(dataset), *describe_files(dataset, scales)]
        nodes += [document(page) for page in (*_pages(dataset), _versions(dataset))]
        for file in catalogued(dataset.downloads):
            if standard := file.format.standard:
                shared.setdefault(standard, {"@id": standard, "@type": "dct:Standard"})
    return {"@context": CONTEXT, "@graph": [*nodes, *shared.values()]}


def in_parts(text: str) -> list[str]:
    """The catalogue in JSON-LD part by part: what is of all figures, then each of them with its files."""
    parts: list[list[Node]] = [[]]
    for node in json.loads(text)["@graph"]:
        if node.get("@type") == _DATASET:
            parts.append([])
        parts[-1].append(node)
    return [json.dumps({"@context": CONTEXT, "@graph": nodes}) for nodes in parts]


def turtle(part: str) -> bytes:
    """A part of the catalogue in Turtle, without prefixes, from its JSON-LD.

    Each node is described once, so it can be done part by part: a graph of them all takes a hundred times the memory.
    """
    graph = Graph(bind_namespaces="none")
    with warnings.catch_warnings():
        # rdflib's reader of JSON-LD uses what rdflib itself gives up.
        warnings.simplefilter("ignore", DeprecationWarning)
        graph.parse(data=part, format="json-ld")
    lines = str(graph.serialize(format="turtle")).splitlines(keepends=True)
    return ("".join(line for line in lines if not line.startswith("@prefix")).strip() + "\n").encode()


def whole(parts: Iterable[bytes]) -> bytes:
    """The catalogue in Turtle, from its parts."""
    prefixes = "".join(f"@prefix {name}: <{address}> .\n" for name, address in CONTEXT.items())
    return b"\n".join([prefixes.encode(), *parts])


def _catalogue(site: Site, datasets: list[Dataset]) -> Node:
    home = site.content.entries["index"]
    views = {code: View(site, code, home, "") for code in site.content.languages if code in home.translations}
    return {
        "@id": f"{site.base}{CATALOGUE}#catalog",
        "@type": "dcat:Catalog",
        "dct:title": texts({code: view.title for code, view in views.items()}),
        "dct:description": texts({code: view.text("summary") for code, view in views.items()}),
        "dct:publisher": _publisher(site),
        "dct:language": languages(list(site.content.languages)),
        **_spatial(site),
        "dct:modified": day(max((dataset.figure.changed for dataset in datasets), default=site.day)),
        "dct:rights": ref(_rights_address(site)),
        "foaf:homepage": ref(site.base),
        "dcat:themeTaxonomy": ref(f"{AUTHORITY}data-theme"),
        "dcat:dataset": [ref(dataset.address) for dataset in datasets],
    }


def _agent(site: Site) -> Node:
    """Who publishes the site; as long as nobody has been designated, the site itself."""
    home = site.content.entries["index"]
    names = {code: View(site, code, home, "").publisher for code in home.translations}
    return {
        **_publisher(site),
        "@type": "foaf:Agent",
        "foaf:name": texts(names),
        "foaf:homepage": ref(_website(site)),
    }


def _website(site: Site) -> str:
    settings = site.content.settings
    known = settings.publisher.website if settings and not settings.publisher.placeholder else None
    return known or site.base


def _contact_point(site: Site) -> Node:
    """Where to write about the data (vCard); as long as that hasn’t been settled it says so, and leads to the page."""
    settings, home = site.content.settings, site.content.entries["index"]
    contact = settings.contact if settings and not settings.contact.placeholder else None
    names = {code: View(site, code, home, "").publisher for code in home.translations}
    if contact is None:
        names = {code: f"{name} ({site.speaker(code).say('to be designated')})" for code, name in names.items()}
    found: Node = {**_contact(site), "@type": "vcard:Organization", "vcard:fn": texts(names)}
    found |= {"vcard:hasEmail": ref(f"mailto:{contact.email}")} if contact and contact.email else {}
    page = contact.form if contact else site.base
    return found | ({"vcard:hasURL": ref(page)} if page else {})


def _body(dataset: Dataset) -> Node:
    entry = dataset.site.content.entries.get(f"organisations/{dataset.figure.organisation}")
    names = {code: dataset.site.title(entry, code) for code in entry.translations} if entry else {}
    name = texts(names) if names else dataset.figure.organisation
    return {**_creator(dataset), "@type": "foaf:Agent", "foaf:name": name}


def _rights(site: Site) -> Node:
    labels = {code: site.speaker(code).say(_RIGHTS) for code in site.content.languages}
    return {"@id": _rights_address(site), "@type": "dct:RightsStatement", "rdfs:label": texts(labels)}


def _dataset(dataset: Dataset) -> Node:
    site, figure = dataset.site, dataset.figure
    keywords = [texts({code: view.theme(theme)}) for code, view in dataset.views.items() for theme in figure.themes]
    landing, *others = _pages(dataset)
    addresses = [address for source in dataset.sources.values() for address in source.addresses]
    found: Node = {
        "@id": dataset.address,
        "@type": _DATASET,
        "dct:identifier": dataset.address,
        "dct:title": texts(dataset.texts("title")),
        "dct:description": texts(
            {code: f"{text} {dataset.texts('counted')[code]}" for code, text in dataset.texts("summary").items()}
        ),
        "dcat:keyword": [text for texts in keywords for text in texts],
        **_subjects(site),
        "dct:publisher": _publisher(site),
        "dct:creator": _creator(dataset),
        "dct:issued": day(figure.published),
        "dct:modified": day(figure.changed),
        "dct:temporal": ref(f"{dataset.address}#temporal"),
        **_spatial(site),
        "dct:language": languages(dataset.languages),
        "dct:accrualPeriodicity": authority("frequency", "NEVER" if figure.ended else _FREQUENCIES[figure.frequency]),
        "dct:accessRights": authority("access-right", "PUBLIC"),
        "dcat:contactPoint": _contact(site),
        "dcat:version": dataset.version.isoformat(),
        "dct:hasVersion": [ref(site.base + version_address(dataset.id, one)) for one in _days(dataset)],
        "dcat:landingPage": ref(landing),
        "foaf:page": [ref(page) for page in (*others, _versions(dataset))],
        "dcat:distribution": [ref(distribution_address(dataset, file)) for file in catalogued(dataset.downloads)],
    }
    return found | ({"dct:relation": [ref(address) for address in dict.fromkeys(addresses)]} if addresses else {})


def _pages(dataset: Dataset) -> list[str]:
    """The page of a figure in each language, the one for readers of any other language first."""
    first = dataset.entry.language_for(dataset.default)
    codes = [first, *(code for code in dataset.languages if code != first)]
    return [dataset.site.base + dataset.views[code].address for code in codes]


def _versions(dataset: Dataset) -> str:
    return dataset.site.base + versions_address(dataset.id)


def _days(dataset: Dataset) -> list[date]:
    return dataset.site.version_days(dataset.figure, dataset.id)


def _period(dataset: Dataset) -> Node:
    first, last = extent(dataset.figure)
    days = {"dcat:startDate": day(first), "dcat:endDate": day(last)}
    return {"@id": f"{dataset.address}#temporal", "@type": "dct:PeriodOfTime", **days}


def _rights_address(site: Site) -> str:
    return f"{site.base}{CATALOGUE}#rights"


def _spatial(site: Site) -> Node:
    """The country of which the site tells, in the EU's list."""
    country = site.content.country
    return {"dct:spatial": authority("country", country_alpha_3(country))} if country else {}


def _subjects(site: Site) -> Node:
    """What the data are about, in the EU's list of themes."""
    settings = site.content.settings
    subjects = [authority("data-theme", subject) for subject in settings.subjects] if settings else []
    return {"dcat:theme": subjects[0] if len(subjects) == 1 else subjects} if subjects else {}


def _publisher(site: Site) -> Node:
    return ref(f"{site.base}#publisher")


def _contact(site: Site) -> Node:
    return ref(f"{site.base}#contact")


def _creator(dataset: Dataset) -> Node:
    return ref(f"{dataset.site.base}{CATALOGUE}#{dataset.figure.organisation}")
