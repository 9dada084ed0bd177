"""The formats in which a figure can be taken along: the one list of which pages, downloads and catalogues are made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from factsite.records.codes import N_
from factsite.records.figure import Figure
from factsite.rendering.addresses import download
from factsite.rendering.site import Site


class Role(StrEnum):
    """For what a file is."""

    TABLE = "table"
    PICTURE = "picture"
    DATA = "data"
    STANDARD = "standard"
    DESCRIPTION = "description"
    REFERENCE = "reference"


class Needs(StrEnum):
    """What a figure must have for a file of a format to exist."""

    CHART = "chart"
    OTHER_VALUES = "other-values"
    FEW_ROWS = "few-rows"


@dataclass(frozen=True)
class Format:
    """A format of the data of a figure.

    ``name`` is what a link to the file says, and ``title`` what is in it, both in words of the interface. ``ending``
    is how its files end, after the language where there is one per language. ``media_type`` is that of IANA,
    ``file_type`` the code in the EU's list of file types, ``standard`` where the specification stands.
    """

    name: str
    ending: str
    media_type: str
    role: Role
    title: str
    file_type: str = ""
    standard: str = ""
    per_language: bool = False
    needs: Needs | None = None


@dataclass(frozen=True)
class Download:
    """A file to take along, at its address within the site; ``language`` is empty where it is one for all."""

    format: Format
    address: str
    language: str = ""

    @property
    def ending(self) -> str:
        """What tells this file from the others of its figure: ``csv``, ``fr.xlsx``."""
        return f"{self.language}.{self.format.ending}" if self.language else self.format.ending


_CSV, _JSON = "text/csv", "application/json"
XLSX = Format(
    "Excel",
    "xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Role.TABLE,
    N_("Workbook with names, explanations, licence and sources"),
    file_type="XLSX",
    per_language=True,
    needs=Needs.FEW_ROWS,
)
OFFICE_CSV = Format(
    N_("CSV for Excel"),
    "office.csv",
    _CSV,
    Role.TABLE,
    N_("Table with names that Excel opens with a double click"),
    file_type="CSV",
    per_language=True,
)
LABELLED_CSV = Format(
    "CSV",
    "csv",
    _CSV,
    Role.TABLE,
    N_("Table with names, separated by commas"),
    file_type="CSV",
    standard="https://www.rfc-editor.org/rfc/rfc4180",
    per_language=True,
)
OTHER_VALUES = Format(
    N_("Other values (CSV)"),
    "other-values.csv",
    _CSV,
    Role.TABLE,
    N_("What other sources say of the same, beside the value shown here"),
    file_type="CSV",
    standard="https://www.rfc-editor.org/rfc/rfc4180",
    per_language=True,
    needs=Needs.OTHER_VALUES,
)
PNG = Format(
    "PNG", "png", "image/png", Role.PICTURE, N_("Picture of the chart, for a text"), "PNG", "", True, Needs.CHART
)
SVG = Format(
    "SVG", "svg", "image/svg+xml", Role.PICTURE, N_("Picture of the chart, for print"), "SVG", "", True, Needs.CHART
)
CSV = Format(
    "CSV",
    "csv",
    _CSV,
    Role.DATA,
    N_("Data with codes (CSV)"),
    file_type="CSV",
    standard="https://www.rfc-editor.org/rfc/rfc4180",
)
OTHER_CODED = Format(
    N_("Other values with codes (CSV)"),
    "other-values.csv",
    _CSV,
    Role.DATA,
    N_("What other sources say of the same, with codes"),
    file_type="CSV",
    standard="https://www.rfc-editor.org/rfc/rfc4180",
    needs=Needs.OTHER_VALUES,
)
JSON = Format("JSON", "json", _JSON, Role.DATA, N_("Data with all explanations (JSON)"), file_type="JSON")
JSON_STAT = Format(
    "JSON-stat",
    "jsonstat.json",
    _JSON,
    Role.STANDARD,
    N_("JSON-stat, with names, for R, Python and JavaScript"),
    file_type="JSON",
    standard="https://json-stat.org/full/",
    per_language=True,
)
SDMX_CSV = Format(
    "SDMX-CSV",
    "sdmx.csv",
    _CSV,
    Role.STANDARD,
    N_("SDMX-CSV, as statistical offices exchange data"),
    file_type="CSV",
    standard="https://github.com/sdmx-twg/sdmx-csv/blob/v2.0.0/data-message/docs/sdmx-csv-field-guide.md",
)
SDMX_ML = Format(
    "SDMX-ML",
    "sdmx.xml",
    "application/xml",
    Role.DESCRIPTION,
    N_("SDMX structure: dimensions, codes and their names in all languages"),
    standard="https://sdmx.org/standards-2/",
)
BIBTEX = Format("BibTeX", "bib", "application/x-bibtex", Role.REFERENCE, N_("Reference for BibTeX"), per_language=True)
CSL_JSON = Format(
    "CSL-JSON",
    "csl.json",
    "application/vnd.citationstyles.csl+json",
    Role.REFERENCE,
    N_("Reference for Zotero and other programs"),
    per_language=True,
)
CSVW_ENDING = "-metadata.json"


def _csvw(described: Format) -> Format:
    """The description of a CSV, at the address at which programs look for it."""
    return Format(
        described.ending,
        f"{described.ending}{CSVW_ENDING}",
        "application/csvm+json",
        Role.DESCRIPTION,
        N_("CSVW: type and title of each column of a CSV"),
        standard="https://www.w3.org/TR/tabular-metadata/",
        per_language=described.per_language,
        needs=described.needs,
    )


_TABULAR = (CSV, OTHER_CODED, SDMX_CSV, OFFICE_CSV, LABELLED_CSV, OTHER_VALUES)
# Which CSV each description describes.
CSVW = {_csvw(described): described for described in _TABULAR}
# In the order in which they are shown.
FORMATS = (
    *(XLSX, OFFICE_CSV, LABELLED_CSV, OTHER_VALUES, PNG, SVG),
    *(CSV, JSON, OTHER_CODED, JSON_STAT, SDMX_CSV, SDMX_ML),
    *CSVW,
    *(BIBTEX, CSL_JSON),
)
# What is shown at once; the rest is for those who ask for it.
MAIN = (XLSX, OFFICE_CSV, PNG, SVG, CSV, JSON, BIBTEX, CSL_JSON)
# What catalogues of open data list, those first that most programs take.
_CATALOGUED = (CSV, XLSX, JSON, SDMX_CSV, OTHER_CODED, JSON_STAT, LABELLED_CSV, OFFICE_CSV)
# Of so many rows a workbook is some 4 MB; of more, an office program and the build would take all memory there is.
MOST_ROWS = 100_000
# As many distributions of a data set as data.gov.be keeps.
MOST_CATALOGUED = 10
# What holds the data themselves, or shows them.
_DISTRIBUTED = frozenset({Role.TABLE, Role.PICTURE, Role.DATA, Role.STANDARD})


def files_of(site: Site, identifier: str) -> list[Download]:
    """Every file of a figure: those for all languages first, then language by language."""
    return [file for code in ("", *site.content.languages) for file in files_in(site, identifier, code)]


def files_in(site: Site, identifier: str, code: str, *roles: Role) -> list[Download]:
    """The files of a figure in a language, or those for all languages; of some roles only, or all."""
    return [
        Download(one, download(identifier, f"{code}.{one.ending}" if code else one.ending), code)
        for one in _existing(site, identifier)
        if one.per_language == bool(code) and (not roles or one.role in roles)
    ]


def _existing(site: Site, identifier: str) -> Iterator[Format]:
    figure = site.content.get("figures", identifier, Figure)
    there = {
        Needs.CHART: bool(site.main_shape(identifier)),
        Needs.OTHER_VALUES: bool(figure and any(point.alternatives for point in figure.observations)),
        Needs.FEW_ROWS: bool(figure and len(figure.observations) <= MOST_ROWS),
        None: True,
    }
    return (one for one in FORMATS if there[one.needs])


@dataclass(frozen=True)
class Shelf:
    """Files of a figure: those that most want, and the others with what is in them; alike ones stand together."""

    main: list[Download]
    more: dict[str, list[Download]]

    @property
    def data(self) -> list[Download]:
        """Those of them that hold the data or show them."""
        files = [*self.main, *(file for group in self.more.values() for file in group)]
        return [file for file in files if file.format.role is not Role.DESCRIPTION]


def shelf(files: list[Download]) -> Shelf:
    """Put files in the order in which they are offered."""
    more: dict[str, list[Download]] = {}
    for file in files:
        if file.format not in MAIN:
            more.setdefault(file.format.title, []).append(file)
    return Shelf([file for file in files if file.format in MAIN], more)


def distributions(site: Site, identifier: str) -> list[Download]:
    """Every form of the data: with codes, and in each language as tables and as a picture of the main chart."""
    return [file for file in files_of(site, identifier) if file.format.role in _DISTRIBUTED]


def catalogued(files: list[Download]) -> list[Download]:
    """Those files that catalogues of open data list, in the order of the formats; of a format all languages or none."""
    found: list[Download] = []
    for form in _CATALOGUED:
        fitting = [file for file in files if file.format == form]
        if len(found) + len(fitting) <= MOST_CATALOGUED:
            found += fitting
    return found
