"""A figure as every format describes it: its words in each language, its sources and files; gathered once."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from factsite.content import Entry
from factsite.deriving.coded import code_in_files, columns_of
from factsite.records.figure import Figure, Observation
from factsite.records.listed import Licence
from factsite.records.observation_status import Flag
from factsite.records.source import Source
from factsite.rendering.addresses import permanent
from factsite.rendering.citing import cited, publishers
from factsite.rendering.figures import figure_sources
from factsite.rendering.formats import Download, distributions
from factsite.rendering.licences import figure_licence
from factsite.rendering.site import Site
from factsite.rendering.view import View


class Dataset:
    """One figure with its words in every language."""

    def __init__(self, site: Site, entry: Entry, figure: Figure) -> None:
        self.site = site
        self.entry = entry
        self.figure = figure
        self.id = entry.id
        self.address = site.base + permanent(entry.id)
        codes = site.content.languages.codes
        self.default = site.content.languages.default
        self.views = {code: View(site, code, entry, site.addresses.of(entry.path, code)) for code in codes}
        self.languages = [code for code in codes if code in entry.translations]
        self._texts: dict[str, dict[str, str]] = {}
        self._codes: dict[tuple[str, str], str] = {}
        self._titles: dict[tuple[str, str], str] = {}

    def texts(self, field: str) -> dict[str, str]:
        """A field of the words in each language that has it: ``title``, ``summary``, ``counted``, ``not_counted``."""
        if field not in self._texts:
            self._texts[field] = {code: self.views[code].text(field) for code in self.languages}
        return self._texts[field]

    def text(self, field: str, reader: str) -> str:
        """A field of the words as a reader of a language gets it."""
        return self.texts(field)[self.entry.language_for(reader)]

    @cached_property
    def columns(self) -> list[str]:
        """The columns in which programs find the codes, in the order of the dimensions."""
        return columns_of(self.figure)

    def codes(self, point: Observation) -> list[str]:
        """The codes of an observation as programs find them, in the order of the dimensions."""
        return [self.code(name, point.codes.get(name, "")) for name in self.figure.dimensions]

    def code(self, dimension: str, code: str) -> str:
        """A code as programs find it."""
        key = (dimension, code)
        if key not in self._codes:
            self._codes[key] = code_in_files(self.site.content, dimension, code)
        return self._codes[key]

    def has_countries(self, dimension: str) -> bool:
        """Whether countries stand in a dimension."""
        facts = self.site.content.dimensions.get(dimension)
        return bool(facts and facts.countries)

    @cached_property
    def has_other_values(self) -> bool:
        """Whether another source says something else of the same."""
        return any(point.alternatives for point in self.figure.observations)

    def note(self, name: str | None, reader: str) -> str:
        """The text of a note for readers of a language; nothing where there is none."""
        return str(self.views[reader].note(name)) if name else ""

    def source_title(self, source: str, reader: str) -> str:
        """The title of a source for readers of a language."""
        key = (source, reader)
        if key not in self._titles:
            self._titles[key] = self.sources[source].title_for(reader).text
        return self._titles[key]

    @cached_property
    def downloads(self) -> list[Download]:
        """The files that hold the data or show them."""
        return distributions(self.site, self.id)

    @cached_property
    def version(self) -> date:
        """The day of the newest version of its data."""
        return self.site.version_days(self.figure, self.id)[0]

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The sources of the observations, in the order of first use."""
        content = self.site.content
        return {one.source: content.sources[one.source] for one in figure_sources(content, self.figure)}

    def publishers(self, reader: str) -> list[str]:
        """The names of the bodies that publish the sources, once each."""
        return publishers(self.views[reader], self.figure)

    def producers(self, reader: str) -> list[str]:
        """The names of those who made the numbers; where only the press told of them, of the site."""
        return cited(self.views[reader], self.figure).producers

    @cached_property
    def licence(self) -> Licence | None:
        """The licence that all sources state, if they state the same."""
        return figure_licence(self.site.content, self.figure)

    @cached_property
    def observations(self) -> list[Observation]:
        """The observations, the oldest first; those of one period in the order of the data."""
        return sorted(self.figure.observations, key=lambda point: point.period.start)

    @cached_property
    def flags(self) -> list[Flag]:
        """The flags that the observations use, in the order of their letters."""
        return sorted({flag for point in self.figure.observations for flag in point.status})


def datasets(site: Site) -> list[Dataset]:
    """Every figure that has words, in the order of identifiers."""
    return [Dataset(site, entry, figure) for entry, figure in site.content.records(Figure) if entry.translations]
