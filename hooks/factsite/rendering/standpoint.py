"""Where a page stands, in every language, and in which its words are: the part of a view that knows addresses."""

from __future__ import annotations

from functools import cached_property

from markupsafe import Markup

from factsite.content import Entry
from factsite.deriving.leading import HOME
from factsite.documents.pictures import Picture
from factsite.records.common import Citation
from factsite.records.figure import Figure, Observation
from factsite.records.registry import special_pages
from factsite.rendering.addresses import NOT_FOUND, markdown_address, part_end, value_key
from factsite.rendering.pieces import Alternate
from factsite.rendering.site import Site
from factsite.rendering.updating import BODY
from factsite.rendering.words import attribute
from factsite.translating.units import source_of


class Standpoint:
    """One page for one language. ``address`` is that of the page; a page of no entry (not found) has none.

    ``number`` is that of the part of a long list which it shows.
    """

    number = 1

    def __init__(self, site: Site, code: str, entry: Entry | None, address: str) -> None:
        self.site = site
        self.language = site.speaker(code)
        self.code = code
        self.entry = entry
        self.address = address
        # A not-found page answers at any address, so its links start at the root of the published one.
        self.up = site.path if address.endswith(NOT_FOUND) else "../" * address.count("/")
        self.shown = site.speaker(entry.language_for(code)) if entry else self.language
        self.citations: list[Citation] = []

    def suffix_in(self, code: str) -> str:
        """What the address of this page adds to that of its entry, for readers of a language."""
        del code
        return ""

    @property
    def page(self) -> Entry:
        """The page itself, where there must be one."""
        if self.entry is None:
            raise LookupError(f"no page stands at {self.address}")
        return self.entry

    def value_anchor(self, figure: Figure, observation: Observation) -> str:
        """The anchor of a value on the page of its figure; none where that shows other values."""
        return value_key(figure, observation) if self.site.shown(figure).has(observation) else ""

    def asset(self, address: str) -> str:
        """The way to a file that all languages share."""
        return self._way(self.site.shipped.address(address))

    def _way(self, address: str) -> str:
        return (self.up + address) or "./"

    def to_part(self, number: int) -> str:
        """The way from this part of a long list to another of the same."""
        start = self.address.removesuffix(part_end(self.language, self.number))
        return self._way(start + part_end(self.language, number))

    def picture(self, name: str) -> Picture | None:
        """A picture among the files that all languages share, as readers get it."""
        return self.site.assets.picture(name)

    def has(self, path: str) -> bool:
        """Whether the site has a page in some language."""
        entry = self.site.content.entries.get(path)
        return bool(entry and entry.translations)

    @property
    def list_address(self) -> str:
        """The address of the list to which this page belongs."""
        return self.site.addresses.section(self.page.section, self.code)

    @cached_property
    def alternates(self) -> list[Alternate]:
        """This page in every language, for the switch; for pages of no entry, the homes."""
        found = []
        for code in self.site.content.languages:
            path = self.entry.path if self.entry else "index"
            address = self.site.addresses.of(path, code) + self.suffix_in(code)
            fallback = bool(self.entry and code not in self.entry.translations)
            found.append(
                Alternate(
                    self.site.speaker(code),
                    self._way(address),
                    self.site.base + address,
                    code == self.code,
                    fallback,
                )
            )
        return found

    @property
    def translations(self) -> list[Alternate]:
        """This page in the languages that have it, for search engines; none for a page shown in another language."""
        shown = [] if self.entry is None or self.is_fallback else self.alternates
        return [alternate for alternate in shown if not alternate.fallback]

    @property
    def searched(self) -> bool:
        """Whether search shall find this page: not what it shows in another language, nor pages that only lead on.

        An easy-to-read page would stand before its full one, being shorter: the full one is found by its title too.
        """
        if self.entry is None or self.is_fallback or self.entry.full not in ("", HOME):
            return False
        special = special_pages().get(self.entry.path)
        return special is None or special.searched

    @property
    def canonical(self) -> str:
        """The absolute address of the page; that of the original for a page shown in another language."""
        if self.entry and self.is_fallback:
            shown = self.shown.code
            return self.site.base + self.site.addresses.of(self.entry.path, shown) + self.suffix_in(shown)
        return self.site.base + self.address

    @property
    def markdown(self) -> str:
        """The address of this page as plain Markdown; nothing for what has none."""
        shown = (
            self.entry is not None
            and self.entry.path != "search"
            and not self.is_fallback
            and not self.suffix_in(self.code)
        )
        return markdown_address(self.address) if shown else ""

    @property
    def default_address(self) -> str:
        """The address for all other languages (x-default): for homes the choice, else English or the original."""
        if self.entry is None:
            return self.site.base
        default = self.entry.language_for(self.site.content.languages.default)
        return self.site.default_address(self.entry) + self.suffix_in(default)

    @property
    def is_fallback(self) -> bool:
        """Whether the page is shown in another language than the reader's."""
        return self.shown.code != self.code

    @property
    def original_language(self) -> str:
        """The language in which this page is shown, if it isn't the reader's: its name in theirs."""
        return self.language.language_name(self.shown.code) if self.is_fallback else ""

    @property
    def stale(self) -> frozenset[str]:
        """The texts of this page, by name, whose source has changed since they were translated."""
        return self.site.stale.get((self.entry.path, self.shown.code), frozenset()) if self.entry else frozenset()

    @property
    def stale_above(self) -> bool:
        """Whether one of them stands above the text: readers are told of the others where they stand."""
        return any(not name.startswith(BODY) for name in self.stale)

    @property
    def current(self) -> Alternate | None:
        """This page in the language in which it is written first, where it is always current."""
        code = source_of(self.page, self.site.content)
        return next((one for one in self.alternates if one.language.code == code), None)

    @property
    def words_lang(self) -> Markup:
        """The attribute of an element that holds this page's own words: their language, if it isn't the reader's."""
        return attribute("lang", self.shown.code, self.code)

    @property
    def interface_lang(self) -> Markup:
        """The attribute of a piece of the interface within this page's words: the reader's language, if they differ."""
        return attribute("lang", self.code, self.shown.code)

    def hreflang(self, language: str) -> Markup:
        """The attribute of a link to something in a language that may not be the reader's."""
        return attribute("hreflang", language, self.code)
