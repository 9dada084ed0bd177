"""The formats in which a figure can be taken along, and where each file stands."""

from __future__ import annotations

from dataclasses import dataclass

from factsite.rendering.addresses import download
from factsite.rendering.site import Site


@dataclass(frozen=True)
class Format:
    """A format: its name, how its files end, its media type (IANA), its code in the EU's list of file types."""

    name: str
    ending: str
    media_type: str
    file_type: str = ""


@dataclass(frozen=True)
class Download:
    """A file to take along, at its address within the site; ``language`` is empty for files with codes only."""

    format: Format
    address: str
    language: str = ""

    @property
    def ending(self) -> str:
        """What tells this file from the others of its figure: ``csv``, ``fr.xlsx``."""
        return f"{self.language}.{self.format.ending}" if self.language else self.format.ending


CSV = Format("CSV", "csv", "text/csv", "CSV")
JSON = Format("JSON", "json", "application/json", "JSON")
XLSX = Format("Excel", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX")
SVG = Format("SVG", "svg", "image/svg+xml", "SVG")
PNG = Format("PNG", "png", "image/png", "PNG")
BIBTEX = Format("BibTeX", "bib", "application/x-bibtex")
CSL_JSON = Format("CSL-JSON", "csl.json", "application/vnd.citationstyles.csl+json")


def coded(identifier: str) -> list[Download]:
    """The data of a figure with codes, for programs."""
    return [Download(kind, download(identifier, kind.ending)) for kind in (CSV, JSON)]


def tables(identifier: str, code: str) -> list[Download]:
    """The data of a figure with names in a language, for people."""
    return _in_language(identifier, code, (XLSX, CSV))


def pictures(site: Site, identifier: str, code: str) -> list[Download]:
    """The chart of a figure in a language, if it has one."""
    return _in_language(identifier, code, (PNG, SVG)) if site.main_shape(identifier) else []


def references(identifier: str, code: str) -> list[Download]:
    """The reference to a figure for bibliographies."""
    return _in_language(identifier, code, (BIBTEX, CSL_JSON))


def distributions(site: Site, identifier: str) -> list[Download]:
    """Every form of the data: with codes, and in each language as tables and as a picture of the main chart."""
    found = coded(identifier)
    for code in site.content.languages:
        found += [*tables(identifier, code), *pictures(site, identifier, code)]
    return found


def _in_language(identifier: str, code: str, kinds: tuple[Format, ...]) -> list[Download]:
    return [Download(kind, download(identifier, f"{code}.{kind.ending}"), code) for kind in kinds]
