"""A figure, or all of them, as SDMX sees them: dimensions with code lists, attributes, and which code stands for what.

Codes of SDMX’s own lists are used where there are any (https://sdmx.org/?page_id=3215: CL_FREQ 2.1, CL_OBS_STATUS 2.2,
CL_CONF_STATUS 1.3); the rest are lists of the site. Nothing here knows how either is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from factsite.deriving.coded import alpha_3_or_same
from factsite.publishing.dataset import Dataset
from factsite.records.codes import N_, Frequency
from factsite.records.figure import Observation
from factsite.records.observation_status import Flag
from factsite.rendering.site import Site

Names = Mapping[str, str]
SDMX = "SDMX"
NOT_APPLICABLE = "_Z"
# The flow of all figures, and its dimension that tells them apart.
ALL, FIGURE = "FIGURES", "FIGURE"
_OWN_VERSION = "1.0"
FREQUENCIES = {
    Frequency.ANNUAL: "A",
    Frequency.HALF_YEARLY: "S",
    Frequency.QUARTERLY: "Q",
    Frequency.MONTHLY: "M",
    Frequency.WEEKLY: "W",
    Frequency.IRREGULAR: "I",
}
_NORMAL, _MISSING = "A", "O"
# SDMX has one code: where there is no number, that of the reason; else that of the first flag here that is set.
# “Revised” has no code there, and an estimate by Eurostat is an estimate; the letters stand in OBS_FLAGS.
STATUSES = {
    Flag.CONFIDENTIAL: "Q",
    Flag.NOT_APPLICABLE: "M",
    Flag.NOT_AVAILABLE: _MISSING,
    Flag.BREAK: "B",
    Flag.BELOW_UNIT: "N",
    Flag.LOW_RELIABILITY: "U",
    Flag.DEFINITION_DIFFERS: "D",
    Flag.FORECAST: "F",
    Flag.ESTIMATED: "E",
    Flag.ESTIMATED_BY_EUROSTAT: "E",
    Flag.IMPUTED: "I",
    Flag.PROVISIONAL: "P",
    Flag.EXPERIMENTAL: "G",
    Flag.DEROGATION: "J",
    Flag.INCLUDED_ELSEWHERE: "K",
    Flag.SPECIAL_EVENT: "S",
    Flag.UNVALIDATED: "V",
    Flag.INCLUDES_OTHERS: "W",
}
# What is said of a number that isn’t there, and of none that is.
_NO_NUMBER = frozenset({Flag.CONFIDENTIAL, Flag.NOT_APPLICABLE, Flag.NOT_AVAILABLE, Flag.INCLUDED_ELSEWHERE})
_STATUS_NAMES = {
    _NORMAL: N_("normal value"),
    "B": Flag.BREAK.label,
    "D": Flag.DEFINITION_DIFFERS.label,
    "E": Flag.ESTIMATED.label,
    "F": Flag.FORECAST.label,
    "G": Flag.EXPERIMENTAL.label,
    "I": Flag.IMPUTED.label,
    "J": Flag.DEROGATION.label,
    "K": Flag.INCLUDED_ELSEWHERE.label,
    "M": Flag.NOT_APPLICABLE.label,
    "N": Flag.BELOW_UNIT.label,
    _MISSING: Flag.NOT_AVAILABLE.label,
    "P": Flag.PROVISIONAL.label,
    "Q": Flag.CONFIDENTIAL.label,
    "S": Flag.SPECIAL_EVENT.label,
    "U": Flag.LOW_RELIABILITY.label,
    "V": Flag.UNVALIDATED.label,
    "W": Flag.INCLUDES_OTHERS.label,
}
CONFIDENTIAL, FREE = "C", "F"
_MOST_DECIMALS = 6


@dataclass(frozen=True)
class CodeList:
    """A code list, or the part of it that is used: its codes with their names in each language."""

    id: str
    agency: str
    version: str
    names: Names
    codes: Mapping[str, Names]


@dataclass(frozen=True)
class Component:
    """A dimension or an attribute: its concept, its names, its code list or, without one, free text.

    ``mandatory`` says of an attribute that each observation has it.
    """

    id: str
    names: Names
    codes: CodeList | None = None
    mandatory: bool = True


@dataclass(frozen=True)
class Flow:
    """What is exchanged under one name: its structure, and the figures of which its observations come."""

    id: str
    agency: str
    names: Names
    dimensions: list[Component]
    attributes: list[Component]
    datasets: list[Dataset]
    own: dict[str, str] = field(default_factory=dict)

    @property
    def urn(self) -> str:
        """How a row of data names it: agency, identifier, version."""
        return f"{self.agency}:{self.id}({_OWN_VERSION})"


def agency(site: Site) -> str:
    """The site as a maintainer of lists: its host, the greatest part first, as SDMX writes agencies.

    migration-facts.example gives EXAMPLE.MIGRATION-FACTS.
    """
    host = urlsplit(site.base).hostname or "site"
    return ".".join(_identifier(part, "N") for part in reversed(host.split(".")))


def flow(dataset: Dataset) -> Flow:
    """A figure as a flow of its own."""
    return _Making(dataset.site, [dataset]).flow(_identifier(dataset.id), dataset.texts("title"), whole=False)


def flow_of_all(site: Site, datasets: list[Dataset]) -> Flow:
    """All figures as one flow; a dimension that a figure doesn’t have is “not applicable” in its observations."""
    home = site.content.entries["index"]
    names = {code: site.title(home, code) for code in site.content.languages if code in home.translations}
    return _Making(site, datasets).flow(ALL, names, whole=True)


def status(point: Observation) -> str:
    """The one code of SDMX for the flags of an observation."""
    if reason := point.absence:
        return STATUSES[reason]
    return next((code for flag, code in STATUSES.items() if flag in point.status and flag not in _NO_NUMBER), _NORMAL)


def frequency(dataset: Dataset) -> str:
    """How often a figure is counted, in SDMX’s list."""
    return FREQUENCIES[dataset.figure.frequency]


def area(site: Site) -> str:
    """The country of which the site tells, by three letters; without one, that isn’t applicable."""
    country = site.content.country
    return alpha_3_or_same(country) if country else NOT_APPLICABLE


def figure_code(dataset: Dataset) -> str:
    """The identifier of a figure among codes."""
    return dataset.id


def _identifier(text: str, prefix: str = "F_") -> str:
    """A name as SDMX allows one: a letter first, then letters, digits, hyphens and underscores."""
    name = re.sub(r"[^A-Z0-9_-]", "_", text.upper())
    return name if name[:1].isalpha() else prefix + name


def component_id(dimension: str) -> str:
    """The identifier of a dimension of figures among those of SDMX."""
    name = _identifier(dimension.replace("-", "_"), "D_")
    return f"{name}_DIMENSION" if name in _TAKEN else name


_TAKEN = frozenset(
    {"FREQ", "REF_AREA", "UNIT_MEASURE", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS", "CONF_STATUS", "UNIT_MULT", FIGURE}
    | {"DECIMALS", "OBS_FLAGS", "DATA_SOURCE", "COMMENT", "STRUCTURE", "STRUCTURE_ID", "ACTION"}
)


class _Making:
    """A flow in the making."""

    def __init__(self, site: Site, datasets: list[Dataset]) -> None:
        self._site = site
        self._datasets = datasets
        self._agency = agency(site)
        self._languages = [site.speaker(code) for code in site.content.languages]

    def flow(self, name: str, names: Names, *, whole: bool) -> Flow:
        """The flow of its figures; ``whole`` if they are told apart by a dimension."""
        dimensions = dict.fromkeys(name for one in self._datasets for name in one.figure.dimensions)
        own = {name: component_id(name) for name in dimensions}
        found = [self._figures()] if whole else []
        found += [self._frequency(), self._area()]
        found += [self._dimension(name, identifier, whole=whole) for name, identifier in own.items()]
        return Flow(name, self._agency, names, [*found, self._unit()], self._attributes(), self._datasets, own)

    def _said(self, text: str) -> dict[str, str]:
        return {language.code: language.say(text) for language in self._languages}

    def _own(self, name: str, names: Names, codes: Mapping[str, Names]) -> CodeList:
        return CodeList(f"CL_{name}", self._agency, _OWN_VERSION, names, codes)

    def _public(self, name: str, version: str, names: Names, codes: Mapping[str, Names]) -> CodeList:
        return CodeList(f"CL_{name}", SDMX, version, names, codes)

    def _figures(self) -> Component:
        names = self._said(N_("Figure"))
        codes = {figure_code(one): one.texts("title") for one in self._datasets}
        return Component(FIGURE, names, self._own(FIGURE, names, codes))

    def _frequency(self) -> Component:
        names = self._said(N_("Frequency"))
        used = dict.fromkeys(one.figure.frequency for one in self._datasets)
        codes = {FREQUENCIES[one]: {lang.code: lang.name(one) for lang in self._languages} for one in used}
        return Component("FREQ", names, self._public("FREQ", "2.1", names, codes))

    def _area(self) -> Component:
        names, country = self._said(N_("Reference area")), self._site.content.country
        named = {lang.code: (lang.country(country) or country) if country else "" for lang in self._languages}
        codes = {area(self._site): named if country else self._said(Flag.NOT_APPLICABLE.label)}
        return Component("REF_AREA", names, self._own("AREA", names, codes))

    def _dimension(self, name: str, identifier: str, *, whole: bool) -> Component:
        having = [one for one in self._datasets if name in one.figure.dimensions]
        views = having[0].views
        codes: dict[str, Names] = {}
        for dataset in having:
            for own in dict.fromkeys(point.codes.get(name, "") for point in dataset.figure.observations):
                code = dataset.code(name, own)
                if code not in codes:
                    codes[code] = {lang: str(view.code_name(name, own)) for lang, view in dataset.views.items()}
        if whole:
            codes[NOT_APPLICABLE] = self._said(Flag.NOT_APPLICABLE.label)
        names = {lang: str(view.dimension(name)) for lang, view in views.items()}
        return Component(identifier, names, self._own(identifier, names, codes))

    def _unit(self) -> Component:
        names = self._said(N_("Unit"))
        units = dict.fromkeys(one.figure.unit for one in self._datasets)
        codes = {unit.in_sdmx: {lang.code: lang.name(unit) for lang in self._languages} for unit in units}
        return Component("UNIT_MEASURE", names, self._own("UNIT_MEASURE", names, codes))

    def _attributes(self) -> list[Component]:
        say = self._said
        numbers = {
            str(n): dict.fromkeys((lang.code for lang in self._languages), str(n)) for n in range(_MOST_DECIMALS + 1)
        }
        statuses = {code: say(name) for code, name in _STATUS_NAMES.items()}
        confidence = {FREE: say(N_("free")), CONFIDENTIAL: say(Flag.CONFIDENTIAL.label)}
        listed: Sequence[tuple[str, str, str, Mapping[str, Names], bool]] = (
            ("OBS_STATUS", N_("Status"), "2.2", statuses, True),
            ("CONF_STATUS", N_("Confidentiality"), "1.3", confidence, True),
            ("UNIT_MULT", N_("Power of ten by which the value is multiplied"), "1.1", {"0": say(N_("units"))}, True),
            ("DECIMALS", N_("Decimals"), "1.0", numbers, True),
        )
        found = [
            Component(name, say(text), self._public(name, version, say(text), codes), mandatory)
            for name, text, version, codes, mandatory in listed
        ]
        free = {
            "OBS_FLAGS": N_("Flags of the publisher, letter by letter"),
            "DATA_SOURCE": N_("Source"),
            "COMMENT": N_("Notes"),
        }
        return found + [Component(name, say(text), mandatory=False) for name, text in free.items()]
