"""The code lists of the records, each code with its English name; the catalogues translate the names."""

from __future__ import annotations

from enum import StrEnum

from pydantic import GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema


def N_(name: str) -> str:  # noqa: N802 - the conventional mark for gettext's extraction
    """Mark a name for translation and return it as it is."""
    return name


class Code(StrEnum):
    """A code as it stands in the data, with the English name of it in ``label``."""

    label: str

    def __new__(cls, value: str, label: str) -> Code:  # noqa: D102
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The codes with their names, for programs that help to write them."""
        named = [code.label for code in cls]
        return {"type": "string", "enum": [code.value for code in cls], "enumDescriptions": named}


class Measure(Code):
    """Whether a number is counted over a period, on a day, or is a rate."""

    FLOW = "flow", N_("counted over a period (flow)")
    STOCK = "stock", N_("counted on one day (stock)")
    RATE = "rate", N_("a share or rate")


class Frequency(Code):
    """How often the publisher gives the number (SDMX CL_FREQ in words)."""

    ANNUAL = "annual", N_("every year")
    HALF_YEARLY = "half-yearly", N_("every half-year")
    QUARTERLY = "quarterly", N_("every quarter")
    MONTHLY = "monthly", N_("every month")
    WEEKLY = "weekly", N_("every week")
    IRREGULAR = "irregular", N_("at irregular moments")


class FileFormat(Code):
    """In which form a publisher gives the file from which a series is imported."""

    SDMX_CSV = "sdmx-csv", N_("SDMX-CSV file")
    TSV = "tsv", N_("TSV file of Eurostat")
    JSON_STAT = "json-stat", N_("JSON-stat dataset")
    CSV = "csv", N_("CSV file")
    XLSX = "xlsx", N_("Excel workbook")
    ODS = "ods", N_("OpenDocument spreadsheet")
    XLS = "xls", N_("Excel workbook of before 2007")
    XLSB = "xlsb", N_("binary Excel workbook")
    SDMX_ML = "sdmx-ml", N_("SDMX-ML file")

    @property
    def is_workbook(self) -> bool:
        """Whether it has sheets of cells, which are more than text."""
        return self in {FileFormat.XLSX, FileFormat.ODS, FileFormat.XLS, FileFormat.XLSB}

    @property
    def is_sdmx(self) -> bool:
        """Whether its attributes are those of SDMX."""
        return self in {FileFormat.SDMX_CSV, FileFormat.SDMX_ML}


class RevisionReason(Code):
    """Why a published number changed."""

    SCHEDULED = "scheduled", N_("scheduled revision")
    CORRECTION = "correction", N_("correction of an error")
    DEFINITION = "definition", N_("change of definition")
    SOURCE = "source", N_("change of source")


class Voice(Code):
    """Who says how far a commitment has come; the government first."""

    GOVERNMENT = "government", N_("the government")
    INTERNATIONAL = "international", N_("an international body")
    COURT = "court", N_("a court")
    ACADEMICS = "academics", N_("academics")
    CIVIL_SOCIETY = "civil-society", N_("civil society organisations")


class Progress(Code):
    """How far a commitment has come, in the words of its sources."""

    ANNOUNCED = "announced", N_("announced")
    UNDER_WAY = "under-way", N_("under way")
    DONE = "done", N_("carried out")
    STALLED = "stalled", N_("stalled")
    NOT_KNOWN = "not-known", N_("progress not known")


class Outcome(Code):
    """What a court or body decided."""

    ANNULLED = "annulled", N_("annulment")
    PARTLY_ANNULLED = "partly-annulled", N_("annulment in part")
    SUSPENDED = "suspended", N_("suspension")
    DISMISSED = "dismissed", N_("dismissed")
    VIOLATION = "violation", N_("violation found")
    NO_VIOLATION = "no-violation", N_("no violation found")
    INTERIM_MEASURE_GRANTED = "interim-measure-granted", N_("interim measure granted")
    INTERPRETED = "interpreted", N_("interpretation of the law")
    UNLAWFUL_IN_PART = "unlawful-in-part", N_("unlawful in part")
    ADVICE_GIVEN = "advice-given", N_("advice given")
    ADOPTED = "adopted", N_("adopted")
    RECOMMENDATION = "recommendation", N_("recommendation")
    NOT_KNOWN = "not-known", N_("outcome not known")


class DecisionForm(Code):
    """Forms of decisions."""

    JUDGMENT = "judgment", N_("judgment")
    INTERIM_MEASURE = "interim-measure", N_("interim measure")
    ADVISORY_OPINION = "advisory-opinion", N_("advisory opinion")
    GOVERNMENT_DECISION = "government-decision", N_("government decision")
    OBSERVATIONS = "observations", N_("observations")
    VIEWS = "views", N_("views")


class Effect(Code):
    """What a decision does to an act."""

    ANNULLED = "annulled", N_("annuls it")
    PARTLY_ANNULLED = "partly-annulled", N_("annuls part of it")
    SUSPENDED = "suspended", N_("suspends it in whole or in part")
    UNLAWFUL_IN_PART = "unlawful-in-part", N_("finds part of it unlawful")
    INTERPRETED = "interpreted", N_("interprets it")
    UPHELD = "upheld", N_("leaves it standing")
    NONE = "none", N_("concerns it without changing it")


class Verdict(Code):
    """The published scale of fact checks; a withdrawn check stands outside it."""

    SUPPORTED = "supported", N_("Supported by the evidence")
    LACKS_CONTEXT = "lacks-context", N_("Lacks context")
    NOT_SUPPORTED = "not-supported", N_("Not supported by the evidence")
    CONTRADICTED = "contradicted", N_("Contradicted by the evidence")
    CANNOT_BE_ESTABLISHED = "cannot-be-established", N_("Can’t be established")
    WITHDRAWN = "withdrawn", N_("Withdrawn")


class SourceForm(Code):
    """What kind of thing a source is."""

    DOCUMENT = "document", N_("document")
    DATASET = "dataset", N_("dataset")
    WEB_PAGE = "web-page", N_("web page")
    PRESS = "press", N_("press article")
