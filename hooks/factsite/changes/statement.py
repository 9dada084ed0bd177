"""All that readers see of a content on a day, page by page: what two states are compared by, and one digest of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256

from babel.messages.pofile import PoFileError

from factsite.changes.facts import Fact, PublicState, canonical, details, facts_of
from factsite.changes.texts import TITLE, ReadText, read_texts
from factsite.clock import beginning_of
from factsite.content import Content, Entry
from factsite.deriving.legal_status import Standings
from factsite.deriving.public import public_content
from factsite.localising.catalogues import said_in
from factsite.localising.language import Language, language
from factsite.records.change import ChangeKind
from factsite.rendering.prose import NOT_KNOWN, plain

GLOSSARY, SOURCES, SITE = "glossary#", "sources/", "site"
# What follows from the other facts and the day: it changes with the day alone, so no digest holds it.
_DERIVED = frozenset({ChangeKind.STANDING, ChangeKind.BRIDGE})
_SOURCE_ASIDE = frozenset({"copy_", "title", "in_language"})


@dataclass
class PageStatement:
    """What readers see on one page, or of one term or source.

    ``texts`` and ``slugs`` are by language, ``titles`` as its readers get them. ``whole`` is false where its facts
    can’t be read: then only its texts can be compared, but for those of the languages ``unread``.
    """

    path: str
    what: ChangeKind
    titles: dict[str, str]
    facts: dict[object, Fact] = field(default_factory=dict)
    texts: dict[str, list[ReadText]] = field(default_factory=dict)
    slugs: dict[str, str] = field(default_factory=dict)
    former: dict[str, list[str]] = field(default_factory=dict)
    whole: bool = True
    unread: frozenset[str] = frozenset()

    @property
    def known(self) -> bool:
        """Whether anything of it could be read."""
        return self.whole or bool(self.texts)

    def take(self, facts: Iterator[Fact]) -> None:
        """Add facts; of two by one name the first stands, as on the page. One that isn’t known leaves a gap."""
        for fact in facts:
            self.facts.setdefault(fact.key, fact)
            self.whole = self.whole and fact.value != NOT_KNOWN


@dataclass
class Statement:
    """All pages, terms and sources by their paths, and the state that they are of."""

    state: PublicState
    pages: dict[str, PageStatement]

    @cached_property
    def digest(self) -> str:
        """A checksum of all that readers see but for what the day alone changes."""
        rows = []
        for path, page in sorted(self.pages.items()):
            facts = sorted(
                [*map(str, (fact.what.value, fact.field, fact.period, fact.codes)), *fact.said, fact.before]
                for fact in page.facts.values()
                if fact.what not in _DERIVED
            )
            texts = {code: [[one.name, one.written] for one in found] for code, found in sorted(page.texts.items())}
            rows.append([path, facts, texts, sorted(page.slugs.items())])
        return sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()


def public_state(content: Content, day: date) -> PublicState:
    """The content that the public sees on a day.

    What is kept back (a draft, a number under embargo) is taken out here and nowhere else: the comparison, its record
    and the digest all begin with this state. A day stands for its beginning, as in a build.
    """
    public = public_content(content, beginning_of(day).moment).content
    return PublicState(public, Standings(public), day)


def statement(content: Content, day: date) -> Statement:
    """All that readers see of a content on a day."""
    state = public_state(content, day)
    speakers = {code: language(content.languages[code]) for code in content.languages}
    content = state.content
    found = [_page(state, entry, speakers) for entry in content.entries.values()]
    found += _terms(state, speakers)
    found += [_source(name, state) for name in content.source_documents]
    found.append(_site(content))
    return Statement(state, {page.path: page for page in found})


def _page(state: PublicState, entry: Entry, speakers: dict[str, Language]) -> PageStatement:
    titles = {}
    for code in speakers if entry.translations else ():
        words, own = entry.in_language(code).words, speakers[entry.language_for(code)]
        titles[code] = plain(words.title, entry, state.content, own)
    page = PageStatement(entry.path, ChangeKind.PAGE, titles, whole=_is_whole(entry))
    named = {code: f"{code}/{entry.path}.md" for code in speakers if code not in entry.translations}
    page.unread = frozenset(code for code, name in named.items() if name in state.content.there)
    page.take(facts_of(state, entry))
    for code, translation in entry.translations.items():
        page.texts[code] = list(read_texts(entry, translation, state.content, speakers[code]))
        page.slugs[code] = translation.words.slug or ""
        page.former[code] = translation.words.former_slugs
    return page


def _is_whole(entry: Entry) -> bool:
    return bool(entry.translations) if entry.kind == "page" else entry.record is not None


def _terms(state: PublicState, speakers: dict[str, Language]) -> Iterator[PageStatement]:
    glossary = state.content.glossary
    around = state.content.entries.get("glossary", Entry("glossary", state.content.languages))
    unread = frozenset(
        code for code in speakers if f"{code}/glossary.yml" in state.content.there and code not in glossary.documents
    )
    written = [*glossary.facts, *(term for document in glossary.documents.values() for term in document.data)]
    for term in dict.fromkeys(written):
        known = any(term in words for words in glossary.words.values())
        titles = {code: glossary.word(term, code).term for code in speakers} if known else {}
        page = PageStatement(f"{GLOSSARY}{term}", ChangeKind.TERM, titles, whole=known, unread=unread)
        for code, words in ((code, known[term]) for code, known in glossary.words.items() if term in known):
            read = plain(words.definition, around, state.content, speakers[code])
            page.texts[code] = [ReadText(TITLE, words.term, words.term), ReadText("definition", words.definition, read)]
            if words.also:
                also = ", ".join(words.also)
                page.texts[code].append(ReadText("also", also, also))
        if facts := glossary.facts.get(term):
            page.take(details(facts, ChangeKind.DETAIL, frozenset()))
        yield page


def _source(name: str, state: PublicState) -> PageStatement:
    codes, source = tuple(state.content.languages), state.content.sources.get(name)
    if source is None:
        return PageStatement(f"{SOURCES}{name}", ChangeKind.SOURCE, {}, whole=False)
    titles = {code: source.title_for(code).text for code in codes}
    page = PageStatement(f"{SOURCES}{name}", ChangeKind.SOURCE, titles)
    page.take(details(source, ChangeKind.DETAIL, _SOURCE_ASIDE))
    page.texts = {code: [ReadText(TITLE, title, title)] for code, title in titles.items()}
    addresses = {code: address for code in codes if (address := source.address_for(code))}
    page.take(iter([Fact(ChangeKind.DETAIL, "addresses", value=canonical(addresses))]))
    return page


def _site(content: Content) -> PageStatement:
    """What belongs to no page: who is responsible, the key figures of the home page, names of codes, shared files."""
    page = PageStatement(SITE, ChangeKind.DETAIL, {})
    page.whole = content.settings is not None or "data/site.yml" not in content.there
    if content.settings:
        page.take(details(content.settings, ChangeKind.DETAIL, frozenset({"subjects"})))
    if content.accessibility:
        page.take(details(content.accessibility, ChangeKind.DETAIL, frozenset()))
    if content.key_figures:
        value = canonical([name for name, _ in content.key_figures], ordered=True)
        page.take(iter([Fact(ChangeKind.DETAIL, "home", value=value)]))
    for name in sorted(content.assets):
        data = (content.root / "assets" / name).read_bytes()
        page.take(iter([Fact(ChangeKind.DETAIL, f"assets/{name}", value=sha256(data).hexdigest())]))
    for code in content.labels:
        page.texts[code] = [*_names(content, code), *_interface(content, code)]
    return page


def _interface(content: Content, code: str) -> Iterator[ReadText]:
    """The sentences of the interface that the site says in its own words."""
    setting = content.languages[code]
    # One that can't be read is an error of the check, which names its line.
    said: Mapping[tuple[str, str], str] = {}
    with suppress(OSError, ValueError, PoFileError):
        said = said_in(setting.interface, setting.locale) if setting.interface else {}
    for (context, sentence), text in sorted(said.items()):
        yield ReadText(f"interface.{context}.{sentence}" if context else f"interface.{sentence}", text, text)


def _names(content: Content, code: str) -> Iterator[ReadText]:
    """The names of codes in a language, as tables, lists and charts show them."""
    labels = content.labels_in(code)
    rows = {f"themes.{name}": text for name, text in labels.themes.items()}
    rows |= {f"dimensions.{name}": text for name, text in labels.dimensions.items()}
    rows |= {f"{dim}.{name}": text for dim, codes in labels.codes.items() for name, text in codes.items()}
    for listed, codes in content.codes.lists().items():
        rows |= {f"{listed}.{value}": one.name_in(code) for value, one in codes.items() if code in one.names}
    yield from (ReadText(name, text, text) for name, text in sorted(rows.items()))
