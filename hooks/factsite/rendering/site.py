"""The site being built: content, day, addresses and relations, with what every page needs of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from factsite.build_cache.store import Store
from factsite.charting.shape import Shape
from factsite.content import Content, Entry
from factsite.deriving.changed_pages import by_page
from factsite.deriving.law_ties import LawTies
from factsite.deriving.legal_status import Standings
from factsite.deriving.relations import Relations
from factsite.deriving.versions import version_days
from factsite.localising.language import Language, language
from factsite.records.change import ChangedPage
from factsite.records.figure import Figure
from factsite.records.registry import kinds
from factsite.rendering.addresses import Addresses, feed_address
from factsite.rendering.assets import Assets
from factsite.rendering.charts import charts
from factsite.rendering.environment import make_environment
from factsite.rendering.presentation import presentation
from factsite.rendering.prose import plain
from factsite.rendering.shipped import Shipped, ship, theme_files
from factsite.rendering.shown import ShownValues, shown_of
from factsite.rendering.words import LangText
from factsite.terminology.base import TermBase, term_base
from factsite.translating.lock import Lock
from factsite.translating.status import Freshness, page_statuses, read_locks
from factsite.typesetting.paper import Paper


@dataclass
class Site:
    """One build of the site for a day.

    ``base`` is the absolute address under which it will be published, with a final slash;
    ``edit_address`` is a pattern with ``{path}`` or empty; ``overrides`` is a folder whose
    templates and style stand before the generator’s. ``preview_at`` is the moment of a preview, which shows what isn’t
    public then and says so; the public site has none.
    """

    content: Content
    day: date
    base: str
    edit_address: str = ""
    cache: Path | None = None
    overrides: Path | None = None
    preview_at: datetime | None = None
    _titles: dict[tuple[str, str], LangText] = field(default_factory=dict)
    sentences: dict[tuple[str, str], Markup] = field(default_factory=dict)
    pieces: dict[tuple[str, ...], str] = field(default_factory=dict)
    papers: dict[tuple[str, str], Paper] = field(default_factory=dict)
    facets: dict[tuple[str, str], list[Any]] = field(default_factory=dict)
    # Of the pages whose lists are long: the rows of each language, and in which part each anchor stands.
    rows: dict[tuple[str, str], list[Any]] = field(default_factory=dict)
    places: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict)
    _versions: dict[str, list[date]] = field(default_factory=dict)
    _order: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict)
    _changed: dict[str, date | None] = field(default_factory=dict)
    _lists: dict[tuple[str, str], list[Entry]] = field(default_factory=dict)
    _shown: dict[int, ShownValues] = field(default_factory=dict)

    @cached_property
    def environment(self) -> Environment:
        """The templates."""
        folders = [folder for kind in kinds() if (folder := presentation(kind).templates)]
        return make_environment(self.overrides, folders)

    @cached_property
    def path(self) -> str:
        """The path of the home page, below which everything stands: ``/``, or that of the published address."""
        return "/" + self.base.split("://", 1)[1].split("/", 1)[1]

    def speaker(self, code: str) -> Language:
        """A language of the site: how it writes and says things."""
        return language(self.content.languages[code])

    @cached_property
    def addresses(self) -> Addresses:
        """The addresses of all pages."""
        return Addresses(self.content)

    @cached_property
    def term_base(self) -> TermBase:
        """The words of all terms."""
        return term_base(self.content)

    @cached_property
    def relations(self) -> Relations:
        """What refers to what."""
        return Relations(self.content)

    @cached_property
    def standings(self) -> Standings:
        """What each act is on a day."""
        return Standings(self.content)

    @cached_property
    def law_ties(self) -> LawTies:
        """Which acts and decisions have to do with an act."""
        return LawTies(self.content)

    @cached_property
    def terms(self) -> TermBase:
        """The words of all terms, as they are found in texts."""
        return term_base(self.content)

    @cached_property
    def stale(self) -> dict[tuple[str, str], frozenset[str]]:
        """The texts of each page in each language whose source has changed since they were translated, by name."""
        locks = read_locks(self.content.root.parent, self.content.languages)
        found = ((path, self.stale_in(path, locks)) for path in self.content.entries)
        return {(path, code): names for path, by_language in found for code, names in by_language.items()}

    def stale_in(self, path: str, locks: dict[str, Lock]) -> dict[str, frozenset[str]]:
        """The texts of a page whose source has changed, by language."""
        found: dict[str, set[str]] = {}
        for one in page_statuses(path, self.content, locks):
            if one.state is Freshness.STALE:
                former = one.unit.name.partition(".")[0]
                if any(former in words.former for words in self.content.entries[path].translations.values()):
                    continue  # both will have the new text at the same moment
                found.setdefault(one.language, set()).add(one.unit.name)
        return {code: frozenset(names) for code, names in found.items()}

    def version_days(self, figure: Figure, identifier: str) -> list[date]:
        """The days of the versions of a figure, the newest first: found once, for many pages and files tell them."""
        if identifier not in self._versions:
            self._versions[identifier] = version_days(figure, self.content.histories.get(identifier))
        return self._versions[identifier]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of records, each of which has a list and a feed."""
        return tuple(kinds())

    @staticmethod
    def feed(reader: str, section: str) -> str:
        """The address of the feed of a section, or of all."""
        return feed_address(reader, section)

    def title(self, entry: Entry, reader: str) -> LangText:
        """The title of a page as a reader of a language gets it, references filled in."""
        key = (entry.path, reader)
        if key not in self._titles:
            translation = entry.in_language(reader)
            text = plain(translation.words.title, entry, self.content, self.speaker(translation.language))
            self._titles[key] = LangText(text, translation.language, reader)
        return self._titles[key]

    def default_address(self, entry: Entry) -> str:
        """The absolute address for readers of other languages: the choice for homes, else English or the original."""
        if entry.path == "index":
            return self.base
        return self.base + self.addresses.of(entry.path, entry.language_for(self.content.languages.default))

    @cached_property
    def kept_downloads(self) -> Store:
        """Where downloads are kept."""
        return Store(self.cache)

    @cached_property
    def assets(self) -> Assets:
        """The files that all languages share."""
        return Assets(self.content.root / "assets", self.kept_downloads)

    @cached_property
    def shipped(self) -> Shipped:
        """The styles, scripts and fonts of the theme, and where they are published."""
        return ship(theme_files(self.overrides))

    @cached_property
    def shapes(self) -> Mapping[str, Mapping[str, list[Shape]]]:
        """The charts of each figure, by slice."""
        return {entry.id: charts(self.content, figure) for entry, figure in self.content.records(Figure)}

    def shown(self, figure: Figure) -> ShownValues:
        """What pages show of a figure of this content."""
        if id(figure) not in self._shown:
            self._shown[id(figure)] = shown_of(figure)
        return self._shown[id(figure)]

    def main_shape(self, identifier: str) -> Shape | None:
        """The first chart of a figure: the one that stands for it on lists."""
        return next((shape for found in self.shapes.get(identifier, {}).values() for shape in found), None)

    def listed(self, kind: str, reader: str) -> list[Entry]:
        """The records of a kind in the order of their list: law and checks by day, the newest first; else by theme."""
        key = (kind, reader)
        if key not in self._lists:
            speaker = self.speaker(reader)
            themes = list(self.content.themes)
            placed = [
                (entry.record.place(themes), speaker.sort_key(self.title(entry, reader)), entry.id, entry)
                for entry in self.content.of_kind(kind)
                if entry.translations and entry.record
            ]
            self._lists[key] = [entry for *_, entry in sorted(placed)]
        return self._lists[key]

    def place_in_list(self, entry: Entry, reader: str) -> int:
        """The place of a record in the list of its kind, from 0."""
        key = (entry.kind, reader)
        if key not in self._order:
            self._order[key] = {one.path: place for place, one in enumerate(self.listed(*key))}
        return self._order[key][entry.path]

    @cached_property
    def changed_pages(self) -> dict[str, list[tuple[date, ChangedPage]]]:
        """What was recorded of each page, by its path of today, the oldest release first."""
        return by_page(self.content.changes)

    def changed(self, path: str) -> date | None:
        """The day on which the content of a page last changed: its own, or for a list that of its records."""
        if path not in self._changed:
            self._changed[path] = self._last_change(path)
        return self._changed[path]

    def _last_change(self, path: str) -> date | None:
        entry = self.content.entries[path]
        if entry.record is not None:
            return entry.record.changed
        if path == "index":
            return max((e.record.changed for e in self.content.entries.values() if e.record), default=None)
        if entry.id == "index":
            return max((e.record.changed for e in self.content.of_kind(entry.section) if e.record), default=None)
        return None
