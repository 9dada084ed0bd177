"""The files of a figure in the DCAT-AP catalogue: one distribution each, with its size and its checksum.

A size and a checksum are those of one file, and whoever harvests keeps one address (CKAN), so the languages of a file
are distributions of their own. Portals show few of them: the rest stands on the page of the figure, where each
distribution leads (``dcat:accessURL``).
"""

from __future__ import annotations

from collections.abc import Iterator

from factsite.publishing.dataset import Dataset
from factsite.publishing.linked import MEDIA_TYPES, Node, authority, day, languages, ref, texts, typed
from factsite.publishing.planned import Scales
from factsite.rendering.formats import Download, catalogued
from factsite.rendering.lists import publisher_name

_SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"


def distribution_address(dataset: Dataset, file: Download) -> str:
    """An address on the permanent page of the figure, where the link to the file stands."""
    return f"{dataset.address}#{file.ending}"


def describe_files(dataset: Dataset, scales: Scales) -> Iterator[Node]:
    """The files of a figure in the catalogue, their checksums, and under which terms they may be reused."""
    yield {
        "@id": _rights(dataset),
        "@type": "dct:RightsStatement",
        "rdfs:label": texts({code: _terms(dataset, code) for code in dataset.views}),
    }
    for file in catalogued(dataset.downloads):
        weight = scales.weigh(file.address)
        checksum = f"{distribution_address(dataset, file)}-sha256"
        yield {
            **_distribution(dataset, file),
            "dcat:byteSize": typed("nonNegativeInteger", str(weight.size)),
            "spdx:checksum": ref(checksum),
        }
        yield {
            "@id": checksum,
            "@type": "spdx:Checksum",
            "spdx:algorithm": ref(_SHA256),
            "spdx:checksumValue": typed("hexBinary", weight.sha256),
        }


def _distribution(dataset: Dataset, file: Download) -> Node:
    said = {code: view.language.say for code, view in dataset.views.items()}
    found: Node = {
        "@id": distribution_address(dataset, file),
        "@type": "dcat:Distribution",
        "dct:title": texts({code: _title(dataset, file, code) for code in dataset.languages}),
        "dct:description": texts({code: say(file.format.title) for code, say in said.items()}),
        "dcat:accessURL": ref(dataset.address),
        "dcat:downloadURL": ref(dataset.site.base + file.address),
        "dcat:mediaType": ref(MEDIA_TYPES + file.format.media_type),
        "dct:format": authority("file-type", file.format.file_type),
        "dct:language": languages([file.language] if file.language else list(dataset.views)),
        "dct:issued": day(dataset.figure.published),
        "dct:modified": day(dataset.figure.changed),
        "dct:rights": ref(_rights(dataset)),
    }
    if file.format.standard:
        found["dct:conformsTo"] = ref(file.format.standard)
    return found | _licence(dataset)


def _title(dataset: Dataset, file: Download, reader: str) -> str:
    """What tells the file from the others of its figure, in words: its format, and its language."""
    language = dataset.views[reader].language
    names = [language.say(file.format.name), *([language.language_name(file.language)] if file.language else [])]
    return f"{dataset.text('title', reader)} ({', '.join(names)})"


def _licence(dataset: Dataset) -> Node:
    """The licence in the EU's list, or else by where its text stands; nothing where its publishers state none."""
    licence = dataset.licence
    if licence and licence.authority:
        return {"dct:license": authority("licence", licence.authority)}
    return {"dct:license": ref(licence.address)} if licence and licence.address else {}


def _rights(dataset: Dataset) -> str:
    return f"{dataset.address}#rights"


def _terms(dataset: Dataset, reader: str) -> str:
    """The terms of each publisher in words, also that one states none."""
    view = dataset.views[reader]
    stated = {(publisher_name(view, one), view.language.name(one.licence)) for one in dataset.sources.values()}
    named = "; ".join(view.language.labelled(publisher, terms) for publisher, terms in sorted(stated))
    return str(view.language.say("Terms of use: %(terms)s.", terms=named))
