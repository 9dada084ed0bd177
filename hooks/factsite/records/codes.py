"""The code lists of the records, each code with its English name; the catalogues translate the names."""

from __future__ import annotations

from enum import StrEnum


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


class Unit(Code):
    """What is counted: the name in the plural, as it stands in the head of a table."""

    PERSONS = "persons", N_("persons")
    CASES = "cases", N_("cases")
    APPLICATIONS = "applications", N_("applications")
    DECISIONS = "decisions", N_("decisions")
    PERMITS = "permits", N_("permits")
    PLACES = "places", N_("places")
    CERTIFICATES = "certificates", N_("certificates")
    ORDERS = "orders", N_("orders")
    REQUESTS = "requests", N_("requests")
    TRANSFERS = "transfers", N_("transfers")
    REPORTS = "reports", N_("reports")
    VISAS = "visas", N_("visas")
    STATES = "states", N_("states")
    COUNTRIES = "countries", N_("countries")
    MONTHS = "months", N_("months")
    DAYS = "days", N_("days")
    HOURS = "hours", N_("hours")
    YEARS = "years", N_("years")
    LANGUAGES = "languages", N_("languages")
    ITEMS = "items", N_("items")
    PERCENT = "percent", N_("percent")
    EURO = "euro", N_("euro")
    US_DOLLAR = "us-dollar", N_("US dollars")

    @property
    def whole(self) -> bool:
        """Whether it is counted one by one, so that a decimal is a slip of the pen."""
        return self.value not in {"percent", "euro", "us-dollar", "hours", "days", "years"}

    @property
    def currency(self) -> str | None:
        """The ISO 4217 code of a unit of money."""
        return {"euro": "EUR", "us-dollar": "USD"}.get(self.value)


class Measure(Code):
    """Whether a number is counted over a period, on a day, or is a rate."""

    FLOW = "flow", N_("counted over a period (flow)")
    STOCK = "stock", N_("counted on one day (stock)")
    RATE = "rate", N_("a share or rate")


class Frequency(Code):
    """How often the publisher gives the number (SDMX CL_FREQ in words)."""

    ANNUAL = "annual", N_("every year")
    QUARTERLY = "quarterly", N_("every quarter")
    MONTHLY = "monthly", N_("every month")
    IRREGULAR = "irregular", N_("at irregular moments")


class FileFormat(Code):
    """In which form a publisher gives the file from which a series is imported."""

    SDMX_CSV = "sdmx-csv", N_("SDMX-CSV file")
    TSV = "tsv", N_("TSV file of Eurostat")
    JSON_STAT = "json-stat", N_("JSON-stat dataset")
    CSV = "csv", N_("CSV file")
    XLSX = "xlsx", N_("Excel workbook")


class RevisionReason(Code):
    """Why a published number changed."""

    SCHEDULED = "scheduled", N_("scheduled revision")
    CORRECTION = "correction", N_("correction of an error")
    DEFINITION = "definition", N_("change of definition")
    SOURCE = "source", N_("change of source")


class Difference(Code):
    """Why two numbers for what looks like the same thing differ; the names fit a step up and a step down."""

    FILES_TO_PERSONS = "files-to-persons", N_("from files to persons")
    RESETTLED = "resettled", N_("resettled persons")
    FIRST_APPLICATIONS = "first-applications", N_("first applications")
    SUBSEQUENT_APPLICATIONS = "subsequent-applications", N_("subsequent applications")
    OTHER_PERIOD = "other-period", N_("another period")
    OTHER_POPULATION = "other-population", N_("another population")
    OTHER_DEFINITION = "other-definition", N_("another definition")
    OTHER_SOURCE = "other-source", N_("count by another source")
    ROUNDING = "rounding", N_("rounding")
    NOT_EXPLAINED = "not-explained", N_("not explained by any source")


class Act(Code):
    """Kinds of acts of legislation."""

    LAW = "law", N_("law")
    ROYAL_DECREE = "royal-decree", N_("royal decree")
    MINISTERIAL_DECREE = "ministerial-decree", N_("ministerial decree")
    DECREE = "decree", N_("decree of a Community or Region")
    ORDINANCE = "ordinance", N_("ordinance")
    GOVERNMENT_DECREE = "government-decree", N_("decree of a regional or community government")
    COOPERATION_AGREEMENT = "cooperation-agreement", N_("cooperation agreement")
    DIRECTIVE = "directive", N_("directive of the European Union")
    REGULATION = "regulation", N_("regulation of the European Union")
    EU_DECISION = "eu-decision", N_("decision of the European Union")
    TREATY = "treaty", N_("treaty")


class Level(Code):
    """Levels of authority."""

    FEDERAL = "federal", N_("federal")
    EU = "eu", N_("European Union")
    INTERNATIONAL = "international", N_("international")
    OTHER_COUNTRY = "other-country", N_("another country")
    FLANDERS = "flanders", N_("Flanders")
    WALLONIA = "wallonia", N_("Wallonia")
    BRUSSELS = "brussels", N_("Brussels-Capital Region")
    FRENCH_COMMUNITY = "french-community", N_("French Community")
    GERMAN_SPEAKING_COMMUNITY = "german-speaking-community", N_("German-speaking Community")
    INTERFEDERAL = "interfederal", N_("interfederal")
    LOCAL = "local", N_("local")
    CIVIL_SOCIETY = "civil-society", N_("civil society")


class Step(Code):
    """Steps in the life of an act, in the order in which they can happen."""

    ANNOUNCED = "announced", N_("announced")
    COUNCIL_OF_MINISTERS = "council-of-ministers", N_("approved by the Council of Ministers")
    COUNCIL_OF_STATE_OPINION = "council-of-state-opinion", N_("opinion of the Council of State")
    TABLED = "tabled", N_("tabled in parliament")
    COMMITTEE = "committee", N_("adopted in committee")
    PLENARY = "plenary", N_("adopted in plenary session")
    ASSENTED = "assented", N_("assented to")
    PUBLISHED = "published", N_("published in the official gazette")
    IN_FORCE = "in-force", N_("in force")
    APPLICABLE = "applicable", N_("applicable")
    CHALLENGED = "challenged", N_("challenged in court")
    SUSPENDED = "suspended", N_("suspended in whole or in part")
    PARTLY_ANNULLED = "partly-annulled", N_("annulled in part")
    ANNULLED = "annulled", N_("annulled")
    REPEALED = "repealed", N_("repealed")

    @property
    def takes_effect(self) -> bool:
        """Whether the law is another from this step on."""
        return self in (Step.IN_FORCE, Step.APPLICABLE)

    @property
    def lasts(self) -> bool:
        """Whether it is a state, since a day, and not an event, on a day."""
        return self in (Step.IN_FORCE, Step.APPLICABLE, Step.SUSPENDED)

    @property
    def ends(self) -> bool:
        """Whether the act, or a part of it, has no effect from this step on."""
        return self in (Step.SUSPENDED, Step.PARTLY_ANNULLED, Step.ANNULLED, Step.REPEALED)


class Pledge(Code):
    """To what a commitment belongs: a goal of the action plan, a statement, or the Global Compact itself."""

    PLAN_DATA = "plan-data", N_("Action plan, data and facts (objective 1)")
    PLAN_WORK = "plan-work", N_("Action plan, decent work (objective 6)")
    PLAN_SMUGGLING = "plan-smuggling", N_("Action plan, smuggling and trafficking (objectives 9 and 10)")
    PLAN_RETURN = "plan-return", N_("Action plan, return and reintegration (objective 21)")
    PLAN_COOPERATION = "plan-cooperation", N_("Action plan, international cooperation (objective 23)")
    IMRF = "imrf", N_("Statement at the International Migration Review Forum of 2022")
    GCM_OBJECTIVE = "gcm-objective", N_("The 23 objectives of the Global Compact")


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


class OrganisationType(Code):
    """Types of organisations."""

    FEDERAL_ADMINISTRATION = "federal-administration", N_("federal administration")
    INDEPENDENT_PUBLIC_BODY = "independent-public-body", N_("independent public body")
    COURT = "court", N_("court")
    REGIONAL_ADMINISTRATION = "regional-administration", N_("administration of a Region or Community")
    LOCAL_AUTHORITY = "local-authority", N_("local authority")
    GOVERNMENT = "government", N_("government")
    PARLIAMENT = "parliament", N_("parliament")
    EU_BODY = "eu-body", N_("body of the European Union")
    INTERNATIONAL_ORGANISATION = "international-organisation", N_("international organisation")
    NGO = "ngo", N_("non-governmental organisation")
    RESEARCH = "research", N_("research body")
    MEDIA = "media", N_("news medium")
    POLITICAL_PARTY = "political-party", N_("political party")
    EMPLOYERS = "employers", N_("employers’ organisation")
    COORDINATION = "coordination", N_("coordinating body")


class SourceForm(Code):
    """What kind of thing a source is."""

    DOCUMENT = "document", N_("document")
    DATASET = "dataset", N_("dataset")
    WEB_PAGE = "web-page", N_("web page")
    PRESS = "press", N_("press article")


class Licence(Code):
    """Under which terms a source may be reused."""

    CC_BY_4_0 = "CC-BY-4.0", "CC BY 4.0"
    EU_REUSE = "eu-reuse-2011-833", N_("reuse with credit (Commission Decision 2011/833/EU)")
    STATBEL = "open-data-licence-statbel", N_("open data licence of Statbel")
    OFFICIAL_ACT = "official-act", N_("official act, free of copyright")
    NOT_STATED = "not-stated", N_("not stated")
