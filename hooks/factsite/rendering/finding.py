"""What search knows of the pages of a language beside their texts: titles, terms, kinds, numbers, everyday words.

Pagefind looks for words in texts. Which page is about something – in people's words, by a part of a compound, with a
slip of the finger – is told by this list, which readers' browsers fetch when they begin to type.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from babel import Locale

from factsite.content import Entry
from factsite.deriving.passages import passages, used_references
from factsite.localising.grammar import grammar
from factsite.records.codes import N_
from factsite.records.figure import Figure
from factsite.records.registry import kinds, special_pages
from factsite.records.termbase import AgreedWords
from factsite.records.words import OrganisationWords, TermWords
from factsite.rendering.figures import headline
from factsite.rendering.presentation import presentation
from factsite.rendering.prose import glossary_term
from factsite.rendering.site import Site
from factsite.rendering.view import View
from factsite.terminology.base import Lexicon

# What a page of words and a term of the glossary weigh beside the records, whose kinds say it themselves.
_PAGE, _TERM = 0.6, 0.6
# How many newest values stand beside the title of a figure.
_SHOWN = 2
# What a place among the key figures of the home page is worth, in records bound to it.
_KEY = 100
# How often a term stands in a text that speaks of it much, or a heading on the pages of a site.
_MUCH = 4
# A question in a text, in bold: the answer follows it.
_QUESTION = re.compile(r"\*\*([^*{}\n]+\?)\*\*")


@dataclass
class Findable:
    """A page, or a term of the glossary, as search knows it.

    ``name`` is its address within the folder of its language, ``facts`` what is said of it under its title. ``about``
    are the numbers of the terms of its title, ``often`` those of which its text speaks much, ``beside`` the others of
    its summary and text; ``words`` are others under which it is found; ``years`` are the first and last of a series.
    ``reach`` tells how many records are bound to it.
    """

    name: str
    title: str
    kind: int
    facts: list[str]
    summary: str
    about: list[int] = field(default_factory=list)
    often: list[int] = field(default_factory=list)
    beside: list[int] = field(default_factory=list)
    words: str = ""
    years: list[int] = field(default_factory=list)
    reach: int = 0

    def row(self) -> list[Any]:
        """What the script of the search page reads, in its order."""
        return [
            self.name,
            self.title,
            self.kind,
            self.facts,
            self.summary,
            self.about,
            self.often,
            self.beside,
            self.words,
            self.years,
            self.reach,
        ]


class Finder:
    """All of a language that search may find, but for pages that are shown in another language."""

    def __init__(self, site: Site, code: str) -> None:
        self._site, self._code = site, code
        self._kinds: dict[str, int] = {}
        self._named: list[list[Any]] = []

    def data(self) -> dict[str, Any]:
        """Everything that the script of the search page reads, but for what Pagefind calls the pages.

        Returns:
            ``kinds`` (name, weight), ``terms`` (their words, weaker ones), ``everyday`` (words, terms, pages by their
            number), ``small`` words that say nothing, those of them that are ``counting``, whether the language makes
            ``compounds``, ``rows``.
        """
        pages = list(self._pages())
        rows = [self._page(entry).row() for entry in pages]
        numbers = {entry.path: number for number, entry in enumerate(pages)}
        return {
            "everyday": list(self._everyday(numbers)),
            "terms": [_words(words) for words in self._lexicon.words.values()],
            "small": sorted(self._small()),
            "counting": sorted(grammar(self._code).counting),
            "compounds": grammar(self._code).compounds,
            "rows": rows + [one.row() for one in self._terms()],
            "kinds": self._named,
        }

    @property
    def _lexicon(self) -> Lexicon:
        return self._site.terms.lexicons[self._code]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {term: number for number, term in enumerate(self._lexicon.words)}

    def _view(self, entry: Entry) -> View:
        return View(self._site, self._code, entry, self._site.addresses.of(entry.path, self._code))

    def _pages(self) -> Iterator[Entry]:
        for _, entry in sorted(self._site.content.entries.items()):
            if entry.translations and self._view(entry).searched:
                yield entry

    def _kind(self, name: str, title: str, weight: float) -> int:
        if name not in self._kinds:
            self._kinds[name] = len(self._kinds)
            self._named.append([str(self._site.speaker(self._code).say(title)), weight])
        return self._kinds[name]

    def _kind_of(self, entry: Entry) -> int:
        if entry.record is None:
            return self._kind("page", N_("Page"), _PAGE)
        shown = presentation(entry.kind)
        return self._kind(entry.kind, shown.one or shown.title, shown.found)

    def _page(self, entry: Entry) -> Findable:
        view = self._view(entry)
        title, summary = str(view.title), str(view.text("summary"))
        about = self._found_in(title)
        often = {
            term for term, times in self._counted(entry.in_language(self._code).file.body).items() if times >= _MUCH
        } - about
        references = used_references(entry.in_language(self._code))
        named = {one.arguments[0] for one in references if one.name == "term"}
        beside = self._found_in(summary) | {self._numbers[one] for one in named & self._numbers.keys()}
        return Findable(
            view.address.partition("/")[2],
            title,
            self._kind_of(entry),
            list(_facts(view, entry)),
            summary,
            sorted(about),
            sorted(often),
            sorted(beside - about - often),
            " ".join(self._more_words(view, entry)),
            _years(entry),
            sum(len(self._site.relations.of(entry.path, kind)) for kind in kinds()) + self._is_key(entry),
        )

    def _is_key(self, entry: Entry) -> int:
        """What a page gains by standing among the key figures of the home page."""
        named = [name for name, _ in self._site.content.key_figures]
        return _KEY if entry.kind == "figures" and entry.id in named else 0

    def _found_in(self, text: str) -> set[int]:
        """The terms that stand in a text by any of their words."""
        return set(self._counted(text))

    def _counted(self, text: str) -> Counter[int]:
        """How often each term stands in a text, by words that mean nothing else."""
        found = (one.expression for one in self._lexicon.found_in(self._site.terms.readers[self._code].stems(text)))
        meant = (one.term for one in found if one.deprecated is None or not one.deprecated.as_translation)
        return Counter(self._numbers[term] for term in meant)

    @cached_property
    def _everywhere(self) -> frozenset[str]:
        """Headings that stand on many pages, and tell nothing of one."""
        entries = (entry for entry in self._site.content.entries.values() if entry.translations)
        found = Counter(words for entry in entries for words in _headings(entry, self._code))
        return frozenset(words for words, times in found.items() if times > _MUCH)

    def _more_words(self, view: View, entry: Entry) -> Iterator[str]:
        """Other words of a page: its official title, the headings of its text and the questions that it answers."""
        for name in ("official_title", "in_text", "nav_title", "claim"):
            if words := view.text(name):
                yield str(words)
        yield from (words for words in _headings(entry, view.code) if words not in self._everywhere)
        yield from _broken_down(view, entry)
        yield from _QUESTION.findall(entry.in_language(view.code).file.body)

    def _terms(self) -> Iterator[Findable]:
        """The terms of the glossary, where it has a page of its own."""
        home = self._site.content.entries.get("glossary")
        if home is None or self._code not in home.translations or "glossary" not in special_pages():
            return
        view = View(self._site, self._code, home, self._site.addresses.of("glossary", self._code))
        for term, words in self._site.content.glossary.words.get(self._code, {}).items():
            if term in self._site.content.glossary.facts:
                shown = glossary_term(term, home, self._site.content, self._site.speaker(self._code))
                number = self._numbers[term]
                kind = self._kind("term", N_("Term"), _TERM)
                address = view.address.partition("/")[2] + view.end_at("glossary", words.slug)
                yield Findable(f"{address}#{words.slug}", words.term, kind, [], shown.definition, [number])

    def _everyday(self, pages: dict[str, int]) -> Iterator[list[Any]]:
        settings = self._site.content.search
        for one in settings.words.get(self._code, []) if settings else ():
            terms = [self._numbers[term] for term in one.terms if term in self._numbers]
            yield [one.words, terms, [pages[path] for path in one.pages if path in pages]]
        for path, number in pages.items():
            if short := self._abbreviations(self._site.content.entries[path]):
                yield [short, [], [number]]

    @staticmethod
    def _abbreviations(entry: Entry) -> list[str]:
        """How a body is called in short, in any language: people know it by that of the other one too."""
        every = (one.words for one in entry.translations.values())
        found = (one.abbreviation for one in every if isinstance(one, OrganisationWords) and one.abbreviation)
        return sorted({short for words in found for short in words.split("/")})

    def _small(self) -> set[str]:
        """Words that stand in questions about anything: small words, and the name of the country the site is of."""
        own = grammar(self._code)
        country = self._site.content.country
        name = Locale.parse(self._code, sep="-").territories.get(country, "") if country else ""
        return {*own.function_words, *own.asking, *own.counting, name.lower()} - {""}


def _headings(entry: Entry, code: str) -> Iterator[str]:
    """The headings of a text that hold no reference."""
    for passage in passages(entry.in_language(code)):
        yield from (words for _, words in passage.parsed.headings if "{{" not in words)


def _broken_down(view: View, entry: Entry) -> Iterator[str]:
    """By what a figure is broken down: its dimensions and their codes, each by its name."""
    figure = entry.of(Figure)
    codes = {pair for one in figure.observations for pair in one.codes.items()} if figure else set()
    for name in sorted({name for name, _ in codes}):
        yield view.dimension(name)
    for name, code in sorted(codes):
        yield view.code_name(name, code)


def _words(words: AgreedWords) -> list[list[str]]:
    """All words of a term, also those that mean it and aren’t to be written; then the parts of its compounds."""
    related, parts = (words.related, words.parts) if isinstance(words, TermWords) else ([], [])
    refused = [one.word for one in words.deprecated if not one.as_translation]
    return [list(dict.fromkeys([*words.all_agreed(), *related, *refused])), parts]


def _facts(view: View, entry: Entry) -> Iterator[str]:
    """What is said of a page under its title: number and period, what lists say, else the day of its last change."""
    figure = entry.of(Figure)
    if figure and (top := headline(view, figure)):
        parts = [part for part in top.parts if not part.label or len(top.parts) <= _SHOWN]
        for part in parts:
            amount = f"{part.text} {top.unit}".strip()
            yield f"{amount} ({part.label})" if part.label else amount
        yield str(top.period)
        return
    if entry.record is None:
        return
    said = [one for one in view.said(entry) if one.text or one.entry or one.day]
    for one in said:
        if one.day:
            yield view.language.span(one.day)
        else:
            yield str(view.title_of(one.entry)) if one.entry else one.text
    if not said:
        yield view.language.day(entry.record.changed)


def _years(entry: Entry) -> list[int]:
    """The first and last year of a series."""
    figure = entry.of(Figure)
    known = [one.period.text[:4] for one in figure.observations] if figure else []
    years = [int(year) for year in known if year.isdigit()]
    return [min(years), max(years)] if years else []
