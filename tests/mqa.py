"""The European portal's judgement of a catalogue (MQA): its indicators, and how many of 405 points each data set has.

The indicators and their points are those of https://data.europa.eu/mqa/methodology (also in the manual for providers,
https://dataeuropa.gitlab.io/data-provider-manual/metadata-quality-dashboard/). What is asked of distributions counts
by the share of those that have it; of interoperability only the best distribution counts, as is said there. A page or
file is reachable where it stands in the built site.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS, SH

_AUTHORITY = "http://publications.europa.eu/resource/authority/"
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
# Of the EU's and IANA's lists what concerns tables; the portal's extensions of the list of file types say which of
# them a machine reads and which nobody owns
# (https://gitlab.com/dataeuropa/vocabularies: edp-machine-readable-format, edp-non-proprietary-format).
FILE_TYPES = frozenset({"CSV", "JSON", "XLSX", "PNG", "SVG", "XML", "ODS", "HTML"})
MACHINE_READABLE = frozenset({"CSV", "JSON", "XLSX", "XML", "ODS"})
NON_PROPRIETARY = frozenset({"CSV", "JSON", "XML", "ODS"})
MEDIA_TYPES = frozenset(
    {"text/csv", "application/json", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
)
LICENCES = frozenset({"CC_BY_4_0", "CC0", "COM_REUSE"})
ACCESS_RIGHTS = frozenset({"PUBLIC", "RESTRICTED", "NON_PUBLIC"})

OF_LICENCE = frozenset({"licence", "licence from the list"})
COMPLIANT = "DCAT-AP"


@dataclass(frozen=True)
class Catalogued:
    """A catalogue, where the site stands of which it tells, and which data sets break DCAT-AP's shapes."""

    graph: Graph
    site: Path
    base: str
    breaking: Set[URIRef]

    def has(self, node: URIRef, name: URIRef) -> bool:
        """Whether something is said of a thing."""
        return self.graph.value(node, name) is not None

    def listed(self, node: URIRef, name: URIRef, before: str, codes: Set[str]) -> bool:
        """Whether what is said of a thing is in a list."""
        return any(
            str(found).startswith(before) and str(found).removeprefix(before) in codes
            for found in self.graph.objects(node, name)
        )

    def reachable(self, node: URIRef, name: URIRef) -> bool:
        """Whether every page or file that is named stands in the site."""
        found = [str(one) for one in self.graph.objects(node, name)]
        return bool(found) and all(one.startswith(self.base) and self._stands(one) for one in found)

    def _stands(self, address: str) -> bool:
        path = address.removeprefix(self.base)
        return (self.site / (f"{path}index.html" if path.endswith("/") or not path else path)).is_file()


_Asked = Callable[[Catalogued, URIRef], bool]


def _said(name: URIRef) -> _Asked:
    return lambda found, node: found.has(node, name)


def _from(name: URIRef, before: str, codes: Set[str]) -> _Asked:
    return lambda found, node: found.listed(node, name, before, codes)


_OF_DATASETS: dict[str, tuple[int, _Asked]] = {
    "keyword": (30, _said(DCAT.keyword)),
    "theme": (30, _said(DCAT.theme)),
    "spatial": (20, _said(DCTERMS.spatial)),
    "temporal": (20, _said(DCTERMS.temporal)),
    COMPLIANT: (30, lambda found, node: node not in found.breaking),
    "access rights": (10, _said(DCTERMS.accessRights)),
    "access rights from the list": (5, _from(DCTERMS.accessRights, f"{_AUTHORITY}access-right/", ACCESS_RIGHTS)),
    "contact point": (20, _said(DCAT.contactPoint)),
    "publisher": (10, _said(DCTERMS.publisher)),
    "issued": (5, _said(DCTERMS.issued)),
    "modified": (5, _said(DCTERMS.modified)),
}
_OF_DISTRIBUTIONS: dict[str, tuple[int, _Asked]] = {
    "access address reachable": (50, lambda found, node: found.reachable(node, DCAT.accessURL)),
    "download address": (20, _said(DCAT.downloadURL)),
    "download address reachable": (30, lambda found, node: found.reachable(node, DCAT.downloadURL)),
    "licence": (20, _said(DCTERMS.license)),
    "licence from the list": (10, _from(DCTERMS.license, f"{_AUTHORITY}licence/", LICENCES)),
    "rights": (5, _said(DCTERMS.rights)),
    "size": (5, _said(DCAT.byteSize)),
}
_OF_THE_BEST: dict[str, tuple[int, _Asked]] = {
    "format": (20, _said(DCTERMS.format)),
    "media type": (10, _said(DCAT.mediaType)),
    "format and media type from the lists": (
        10,
        lambda found, node: (
            found.listed(node, DCTERMS.format, f"{_AUTHORITY}file-type/", FILE_TYPES)
            and found.listed(node, DCAT.mediaType, _MEDIA_TYPES, MEDIA_TYPES)
        ),
    ),
    "non-proprietary": (20, _from(DCTERMS.format, f"{_AUTHORITY}file-type/", NON_PROPRIETARY)),
    "machine-readable": (20, _from(DCTERMS.format, f"{_AUTHORITY}file-type/", MACHINE_READABLE)),
}
POINTS = {
    name: points for part in (_OF_DATASETS, _OF_DISTRIBUTIONS, _OF_THE_BEST) for name, (points, _) in part.items()
}
ALL = 405


def scored(found: Catalogued, dataset: URIRef) -> dict[str, Fraction]:
    """The points of a data set by indicator."""
    files = [one for one in found.graph.objects(dataset, DCAT.distribution) if isinstance(one, URIRef)]
    score = {name: Fraction(points * asked(found, dataset)) for name, (points, asked) in _OF_DATASETS.items()}
    for name, (points, asked) in _OF_DISTRIBUTIONS.items():
        score[name] = Fraction(points * sum(asked(found, one) for one in files), max(1, len(files)))
    best = [
        {name: Fraction(points * asked(found, one)) for name, (points, asked) in _OF_THE_BEST.items()} for one in files
    ]
    return score | max(best, key=lambda one: sum(one.values()), default=dict.fromkeys(_OF_THE_BEST, Fraction(0)))


def lacking(score: dict[str, Fraction]) -> set[str]:
    """The indicators that don’t have all their points."""
    return {name for name, points in score.items() if points != POINTS[name]}


def breaking(graph: Graph, report: Graph) -> set[URIRef]:
    """The data sets that break a shape, themselves or by what they lead to."""
    faulty = set(report.objects(None, SH.focusNode))
    found: set[URIRef] = set()
    for dataset in graph.subjects(predicate=DCAT.distribution, unique=True):
        parts = {dataset, *graph.objects(dataset, None)}
        parts |= {below for one in graph.objects(dataset, DCAT.distribution) for below in graph.objects(one, None)}
        if parts & faulty and isinstance(dataset, URIRef):
            found.add(dataset)
    return found
