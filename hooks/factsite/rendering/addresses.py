"""Where each page stands: addresses readable in each language, from the slugs that stand with the words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from factsite.content import Content, Entry
from factsite.localising.language import Language
from factsite.records.figure import Figure, Observation
from factsite.records.registry import EASY
from factsite.records.slugs import slug_of


class Addresses:
    """Addresses of all pages, written without the leading slash: ``fr/chiffres/demandeurs-de-protection/``."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._sections = {
            (language, path.removesuffix("/index")): self._slug(entry, language)
            for path, entry in content.entries.items()
            if path.endswith("/index") and entry.translations
            for language in content.languages
        }
        self._known: dict[tuple[str, str], str] = {}
        self._at: dict[str, dict[str, str]] = {}

    def of(self, path: str, language: str) -> str:
        """The address of a page for readers of a language; a fallback page takes the slug of the words it shows."""
        key = (path, language)
        if key not in self._known:
            self._known[key] = self._make(self._content.entries[path], language)
        return self._known[key]

    def at(self, address: str, language: str) -> str:
        """The path of the page at an address of a language.

        Raises:
            KeyError: there is none.
        """
        if language not in self._at:
            found = [(self.of(path, language), path) for path, one in self._content.entries.items() if one.translations]
            self._at[language] = dict(reversed(found))
        return self._at[language][address]

    def section(self, kind: str, language: str) -> str:
        """The address of the list of a section, whether it has one or not."""
        return f"{language}/{self._sections.get((language, kind), kind)}/"

    def former(self, language: str) -> Iterator[tuple[str, str]]:
        """Each former address of a page of a language, with its address of today."""
        for path, entry in self._content.entries.items():
            translation = entry.translations.get(language)
            for slug in translation.words.former_slugs if translation else ():
                now = self.of(path, language)
                old = f"{now.rstrip('/').rpartition('/')[0]}/{slug}/"
                yield old, now
                if easy := self._content.easy(path):
                    yield self.below(old, language), self.of(easy.path, language)

    def _make(self, entry: Entry, language: str) -> str:
        if entry.path == "index":
            return f"{language}/"
        if entry.full:
            return self.below(self.of(entry.full, language), language)
        section = self._sections.get((language, entry.section), entry.section)
        if entry.id == "index":
            return f"{language}/{section}/"
        own = self._slug(entry, language)
        return f"{language}/{section}/{own}/" if "/" in entry.path else f"{language}/{own}/"

    def below(self, address: str, language: str) -> str:
        """The address of the easy-to-read version of the page at an address."""
        return f"{address}{self._sections.get((language, EASY), EASY)}/"

    @staticmethod
    def _slug(entry: Entry, language: str) -> str:
        return entry.in_language(language).words.slug or entry.id


def part_end(language: Language, number: int) -> str:
    """What a part of a long list adds to its address: nothing for the first, else ``page-2/`` in the reader’s words."""
    return f"{part_word(language)}-{number}/" if number > 1 else ""


def part_word(language: Language) -> str:
    """What stands before the number of a part in its address."""
    return slug_of(language.say_of("address", "page")) or "page"


def is_part(language: Language, slug: str) -> bool:
    """Whether a slug is what stands for a further part of a list."""
    word, _, number = slug.rpartition("-")
    return number.isdigit() and word == part_word(language)


# The page that answers where there is none; beside those of the languages one for all.
NOT_FOUND = "404.html"
# The page of the whole catalogue.
CATALOGUE = "data/"
# The glossary for translators’ programs, and for everyone who wants our words.
TERM_BASE = f"{CATALOGUE}glossary.tbx"


def download(identifier: str, ending: str) -> str:
    """The address of a figure's data to take along: ``csv``, ``json``, or ``fr.csv`` for the table in French."""
    return f"data/figures/{identifier}.{ending}"


def card_address(path: str, language: str) -> str:
    """The address of the card of a page in a language: no slug moves it."""
    return f"cards/{language}/{path}.png"


# The list of all pages for programs that answer in words (https://llmstxt.org), at the root and in each language.
LLMS = "llms.txt"


def markdown_address(address: str) -> str:
    """The address at which a page stands as plain Markdown."""
    return f"{address}index.md"


def permanent(identifier: str) -> str:
    """The address of a figure that depends on no language and no slug; with a value key as anchor, that of a value."""
    return f"data/figures/{identifier}/"


def versions_address(identifier: str) -> str:
    """The address of the list of a figure's versions."""
    return f"{permanent(identifier)}versions/"


def version_address(identifier: str, day: date) -> str:
    """The address of a version of a figure, which never changes."""
    return f"{versions_address(identifier)}{day.isoformat()}/"


def relative(target: str, page: str) -> str:
    """The way from one address of the site to another, for links that work under any host and path."""
    return ("../" * page.count("/") + target) or "./"


def value_key(figure: Figure, observation: Observation) -> str:
    """The permanent name of a value within its figure: ``2022``, ``2022.F``, ``2022-03.SY``, ``2014_2020-09``.

    After the period stand the codes in the order of the dimensions, as in an SDMX series key: a total is left empty,
    so that two dimensions with the same code can't be confused, and empty ones at the end are left out.
    """
    totals = figure.total_codes
    codes = [observation.codes.get(name, "") for name in figure.dimensions]
    named = ["" if totals.get(name) == code else code for name, code in zip(figure.dimensions, codes, strict=True)]
    return ".".join([observation.period.text.replace("/", "_"), *named]).rstrip(".")


def feed_address(language: str, section: str) -> str:
    """The address of a feed in a language: that of a section, of ``all``, or of ``corrections``."""
    return f"{language}/{section}.atom"


def figure_feed(identifier: str, language: str) -> str:
    """The address of the feed of a figure in a language: beside its data, and with them under former names."""
    return download(identifier, f"{language}.atom")


def feed_part(address: str, part: int) -> str:
    """The address of a document of a feed: the first has that of the feed, the others have their number in it."""
    return address if part == 1 else f"{address.removesuffix('.atom')}.{part}.atom"


def calendar_address(language: str) -> str:
    """The address of the release calendar for calendar programs, in a language."""
    return f"{language}/calendar.ics"


def law_calendar_address(language: str) -> str:
    """The address of the days on which laws take effect, for calendar programs, in a language."""
    return f"{language}/law.ics"
