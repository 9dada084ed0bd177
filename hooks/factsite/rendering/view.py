"""What a template may ask while one page is drawn for readers of one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

from factsite.content import Entry, Labels
from factsite.deriving.identifiers import Identifier, identifiers
from factsite.deriving.legal_status import Stage
from factsite.localising.language import upper_first
from factsite.prose.sentences import sentences
from factsite.records.codes import N_
from factsite.records.common import Citation
from factsite.records.embargo import Held
from factsite.records.figure import Figure, Revision
from factsite.records.legislation import Legislation
from factsite.records.listed import ActType
from factsite.records.observation_status import NOTHING_SAID, Flag
from factsite.records.registry import menu, special_pages
from factsite.records.source import Source
from factsite.records.words import PageWords
from factsite.rendering.addresses import part_end
from factsite.rendering.charts import code_name
from factsite.rendering.pieces import Crumb, NumberedSource, PublisherSources, Section
from factsite.rendering.presentation import PageFacts, Presentation, Said, presentation
from factsite.rendering.prose import plain
from factsite.rendering.results import described, titled
from factsite.rendering.standpoint import Standpoint
from factsite.rendering.words import LangText


class View(Standpoint):
    """What a template may ask of a page: sentences, words, lists, sources."""

    # --- where things stand ------------------------------------------------------------------------------------

    def href(self, path: str, anchor: str = "") -> str:
        """The way from this page to another of the same language; to the part of a long list in which an anchor is."""
        target = self._way(self.site.addresses.of(path, self.code) + self.end_at(path, anchor))
        return f"{target}#{anchor}" if anchor else target

    def end_at(self, path: str, anchor: str) -> str:
        """What the part in which an anchor stands adds to the address of a page; nothing but in long lists."""
        special = special_pages().get(path) if anchor else None
        facts = special.part(PageFacts) if special else None
        if facts is None or facts.rows is None or not self.has(path):
            return ""
        if (known := self.site.places.get((path, self.code))) is None:
            listing = View(self.site, self.code, self.entry_at(path), self.site.addresses.of(path, self.code))
            known = {one: place // facts.most + 1 for place, one in enumerate(facts.rows(listing))}
            self.site.places[path, self.code] = known
        return part_end(self.language, known.get(anchor, 1))

    # --- sentences ---------------------------------------------------------------------------------------------

    def say(self, message: str, **values: object) -> Markup:
        """Translate a sentence of the templates; values are escaped unless they are Markup."""
        text = self._sentence(message)
        text = text % values if values else text
        if self.language.heard:
            self.language.heard.note(message, text, values)
        return text

    def say_of(self, noun: str, message: str) -> str:
        """Translate a word as it agrees with the noun of which it is said."""
        return self.language.say_of(noun, message)

    def _sentence(self, message: str) -> Markup:
        known = self.site.sentences
        if (self.code, message) not in known:
            known[self.code, message] = escape(self.language.translations.gettext(message))
        return known[self.code, message]

    def count(self, one: str, many: str, number: int) -> Markup:
        """Translate a sentence with a count; the language's own plural rule decides (0 is singular in French)."""
        text = escape(self.language.translations.ngettext(one, many, number))
        values = {"n": self.language.number_of(number)}
        if self.language.heard:
            self.language.heard.note(many, text % values, values)
        return text % values

    # --- words -------------------------------------------------------------------------------------------------

    @property
    def site_name(self) -> str:
        """The name of the site: the title of its home page."""
        home = self.site.content.entries.get("index")
        return self.title_of(home) if home and home.translations else ""

    @property
    def short_name(self) -> str:
        """The name of the site up to its colon: what has room beside the sign."""
        return self.site_name.partition(self.language.colon)[0]

    @property
    def rest_of_name(self) -> str:
        """The name of the site behind its colon, if it has one."""
        return self.site_name.partition(self.language.colon)[2]

    @property
    def publisher(self) -> str:
        """Who publishes the site; as long as that hasn’t been settled, the site itself."""
        settings = self.site.content.settings
        if settings is None or settings.publisher.placeholder:
            return self.site_name
        return settings.publisher.name.read_in(self.code)

    @property
    def finding(self) -> LangText:
        """What the summary of this page says first."""
        return self._joined(self._summary[:1])

    @property
    def rest_of_summary(self) -> LangText:
        """What the summary of this page says after its first sentence."""
        return self._joined(self._summary[1:])

    @cached_property
    def _summary(self) -> list[str]:
        """The sentences of the summary of this page."""
        return [sentence.text for sentence in sentences(self.text("summary"))]

    def _joined(self, said: list[str]) -> LangText:
        return self.words(" ".join(said), self.entry.language_for(self.code) if self.entry else self.code)

    @property
    def title(self) -> LangText:
        """The title of this page."""
        return self.title_of(self.entry) if self.entry else self.words("")

    def page_title(self, heading: str) -> str:
        """The title of this page in a list of results: its heading, and the name of the site as far as it has room."""
        home = self.entry is not None and self.entry.path == "index" and not self.suffix_in(self.code)
        words = heading.unescape() if isinstance(heading, Markup) else heading
        return words if home else titled(words, (self.site_name, self.short_name))

    def description(self, before: str = "") -> str:
        """What a list of results says of this page: as much of its summary as has room there."""
        return described(self.text("summary"), before)

    def title_of(self, entry: Entry) -> LangText:
        """The title of a page as this reader gets it."""
        return self.site.title(entry, self.code)

    def words(self, text: str, language: str | None = None) -> LangText:
        """Words in a language on this page: in the reader's own unless another is named."""
        return LangText(text, language or self.code, self.code)

    def text(self, name: str, entry: Entry | None = None) -> LangText:
        """A text field of a page with its references filled in, or nothing."""
        entry = entry or self.entry
        if entry is None:
            return self.words("")
        return self._filled(entry, getattr(entry.in_language(self.code).words, name, None))

    def note(self, name: str | None) -> LangText:
        """The text of a note of this page."""
        return self.note_of(self.entry, name) if self.entry else self.words("")

    def note_of(self, entry: Entry, name: str | None) -> LangText:
        """The text of a note of a page, or nothing."""
        return self._filled(entry, entry.in_language(self.code).words.notes.get(name or ""))

    def _filled(self, entry: Entry, text: str | None) -> LangText:
        """A text of a page as this reader gets it, references filled in."""
        language = entry.language_for(self.code)
        return self.words(plain(text, entry, self.site.content, self.site.speaker(language)) if text else "", language)

    @property
    def unclear(self) -> str:
        """Where readers write who found something unclear here: by mail, with the title; else the page on contact."""
        settings = self.site.content.settings
        if settings and settings.contact.email:
            subject = quote(f"{self.language.say('Was something unclear?')} {self.title}", safe="")
            return f"mailto:{quote(settings.contact.email, safe='@')}?subject={subject}"
        return self.href("about/contact") if self.has("about/contact") else ""

    def held(self, part: Held | None) -> str:
        """In a preview, that a part isn’t public yet; nothing for what is, and on the public site."""
        at, hold = self.site.preview_at, part.hold if part else None
        if part is None or at is None or hold is None or hold.is_over(at):
            return ""
        if hold.until is None:
            return self.say("Draft")
        local = hold.until.at.astimezone(at.tzinfo)
        words = N_("Not public before %(day)s, %(hour)s:%(minute)s")
        if part.until_then:
            words = N_("This version isn’t public before %(day)s, %(hour)s:%(minute)s")
        return self.say(words, day=self.language.day(local.date()), hour=local.hour, minute=f"{local.minute:02}")

    def held_page(self, entry: Entry | None) -> str:
        """The same for a page, in the words in which this reader gets it."""
        if entry is None or self.site.preview_at is None or not entry.translations:
            return ""
        return self.held(self.site.content.subject(entry).record) or self.held(entry.in_language(self.code).words)

    def status_of(self, entry: Entry) -> Stage | None:
        """What an act is on the day of the build."""
        return self.site.standings.status(entry.id, self.site.day)

    def identifiers(self, entry: Entry) -> list[Identifier]:
        """What identifies an act or a decision, in the order of the site's schemes."""
        return identifiers(entry, self.site.content.codes)

    def standing(self, stage: Stage, act: ActType) -> str:
        """A step in the life of an act with its day: “in force since 18 August 2025”, “annulled on 18 July 2018”."""
        by = "since" if stage.step.lasts else "on"
        return f"{self.language.name(stage.step, act)} {self.language.placed(stage.date, by)}".strip()

    def dated_act(self, act: Legislation) -> str:
        """The kind of an act with its day: law of 18 July 2025."""
        when = self.language.placed(act.date, "of") if act.date else ""
        return f"{self.language.name(act.act)} {when}".strip()

    def entry_at(self, path: str) -> Entry:
        """The page with a path."""
        return self.site.content.entries[path]

    @property
    def labels(self) -> Labels:
        """The names of the site's own codes."""
        return self.site.content.labels_in(self.code)

    def theme(self, code: str) -> str:
        """The name of a theme."""
        return self.labels.themes.get(code, code)

    def dimension(self, name: str) -> str:
        """The name of a dimension as it stands at the head of a column; the labels hold it as within a sentence."""
        return upper_first(self.labels.dimensions.get(name) or name)

    def code_name(self, dimension: str, code: str) -> str:
        """The name of a code of a dimension: the site's own, else that of a country."""
        return code_name(self.labels, self.language, dimension, code)

    def status(self, flags: Iterable[Flag]) -> list[str]:
        """The names of the flags of an observation."""
        return [self.language.say(flag.label) for flag in flags]

    def revision(self, figure: Figure, revision: Revision) -> str:
        """A change of a published number in words: period and codes, what it was, what it is, why."""
        totals = figure.total_codes
        names = [self.code_name(name, code) for name, code in revision.codes.items() if code != totals.get(name)]
        period = ", ".join([upper_first(self.language.span(revision.period)), *names])
        if revision.of_flags:
            before = revision.old_status or NOTHING_SAID
            return self.language.say(
                "%(period)s: still %(value)s; %(old)s before, now %(new)s (%(reason)s).",
                period=period,
                value=self.language.written(revision.new, figure.unit),
                old=self.language.flags(before),
                new=self.language.flags(figure.status_after(revision), before),
                reason=self.language.name(revision.reason),
            )
        return self.language.say(
            "%(period)s: %(old)s before, now %(new)s (%(reason)s).",
            period=period,
            old=self.language.written(revision.old, figure.unit),
            new=self.language.written(revision.new, figure.unit),
            reason=self.language.name(revision.reason),
        )

    def sections(self) -> Iterator[Section]:
        """The sections of the menu."""
        for section in menu():
            path = section if section == "glossary" else f"{section}/index"
            if self.has(path):
                words = self.entry_at(path).in_language(self.code).words
                name = words.nav_title if isinstance(words, PageWords) and words.nav_title else words.title
                yield Section(path, name, self._current(section, path))

    def _current(self, section: str, path: str) -> str:
        subject = self.site.content.subject(self.entry) if self.entry else None
        if self.entry is None or subject is None or (subject.section or subject.path) != section:
            return ""
        return "page" if self.entry.path == path else "true"

    @cached_property
    def way(self) -> list[Crumb]:
        """The pages above this one."""
        entry = self.site.content.subject(self.entry) if self.entry else None
        crumbs = []
        if entry and entry.path != "index" and self.has("index"):
            crumbs.append(self._crumb("index", self.language.say("Home")))
        if entry and "/" in entry.path and entry.id != "index" and self.has(f"{entry.section}/index"):
            parent = f"{entry.section}/index"
            names = {section.path: section.name for section in self.sections()}
            crumbs.append(self._crumb(parent, names.get(parent) or self.title_of(self.entry_at(parent))))
        if entry and entry is not self.entry:
            crumbs.append(self._crumb(entry.path, self.title_of(entry) if crumbs else self.language.say("Home")))
        return crumbs

    def _crumb(self, path: str, name: str) -> Crumb:
        return Crumb(self.href(path), self.site.base + self.site.addresses.of(path, self.code), name)

    # --- sources -----------------------------------------------------------------------------------------------

    def source_title(self, source: Source) -> LangText:
        """The title of a source as this reader gets it."""
        title = source.title_for(self.code)
        return self.words(title.text, title.language)

    def full_stop(self, source: Source, places: Iterable[str]) -> str:
        """The end of a line that names a source: a title that stands last and ends with its own mark needs none."""
        last = not (source.table or any(places) or source.described_for(self.code))
        return "" if last and source.title_for(self.code).text.endswith(("?", "!", ".")) else "."

    def places(self, citation: Citation) -> str:
        """The places of a citation: section 3.2.3, note 4; a part that has a name is quoted in the reader’s words."""
        source = self.site.content.sources.get(citation.source)
        found = []
        for kind, place in citation.locators:
            name = source.part_for(self.code, place) if source else None
            place = self.language.say("“%(words)s”", words=name) if name else place
            found.append(f"{self.language.say(kind)} {place}")
        return ", ".join(found)

    def sources(self, extra: Iterable[Citation] = ()) -> list[NumberedSource]:
        """The sources of this page: those cited in the text with their numbers, then those of the data."""
        own = self.entry.record.sources if self.entry and self.entry.record else []
        rows: dict[str, NumberedSource] = {}
        listed = []
        for number, citation in enumerate(self.citations, 1):
            source = self.site.content.sources[citation.source]
            listed.append(NumberedSource(number, citation.source, source, [self.places(citation)]))
        known = {citation.source for citation in self.citations}
        for citation in (*own, *extra):
            if citation.source in self.site.content.sources and citation.source not in known:
                source = self.site.content.sources[citation.source]
                row = rows.setdefault(citation.source, NumberedSource(None, citation.source, source, []))
                if (place := self.places(citation)) and place not in row.places:
                    row.places.append(place)
        return [*listed, *rows.values()]

    def presented(self, kind: str) -> Presentation[View, Any]:
        """How the records of a kind are shown."""
        return presentation(kind)

    @staticmethod
    def are_tiles(entries: Sequence[Entry]) -> bool:
        """Whether the records of a list, which are of one kind, are shown as tiles."""
        return bool(entries) and presentation(entries[0].kind).tiles

    def said(self, entry: Entry, *, brief: bool = False) -> list[Said]:
        """What a list says of a record under its title; in ``brief``, as the home page does."""
        say = presentation(entry.kind).said
        said = say(self, entry, entry.record) if say and entry.record else []
        return [one for one in said if (one.brief if brief else one.listed)]

    def by_publisher(self, rows: Iterable[NumberedSource]) -> list[PublisherSources]:
        """Sources below their publishers, in the order in which each is first named."""
        found: dict[str, list[NumberedSource]] = {}
        for row in rows:
            name = row.source.publisher or row.source.publisher_name
            found.setdefault(str(name), []).append(row)
        return [PublisherSources(group) for group in found.values()]

    def related(self, kind: str) -> list[Entry]:
        """The records of a kind that refer to this page or to which it refers."""
        if self.entry is None:
            return []
        entries = [self.entry_at(path) for path in self.site.relations.of(self.entry.path, kind)]
        shown = [entry for entry in entries if entry.translations and entry.record is not None]
        return sorted(shown, key=lambda entry: self.language.sort_key(self.title_of(entry)))

    def piece(self, name: str) -> Markup:
        """A piece of the page that is the same on all pages of a section at the same depth: drawn once for them all."""
        entry = self.site.content.subject(self.entry) if self.entry else None
        place = (entry.section or entry.path, str(entry.id == "index")) if entry else ("", "")
        key = (name, self.code, *place, self.up)
        if key not in self.site.pieces:
            self.site.pieces[key] = self.site.environment.get_template(f"{name}.html").render(self.context())
        return Markup(self.site.pieces[key])  # noqa: S704 - drawn by a template that escapes

    def context(self, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - templates take anything
        """The names that every template knows."""
        return {"view": self, "_": self.say, "_n": self.count, "pgettext": self.say_of, "site": self.site, **more}
