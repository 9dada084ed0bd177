"""References of a text → what readers see: HTML in the body, plain text in titles and summaries."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote

from jinja2 import Environment
from markupsafe import Markup, escape

from factsite.content import Content, Entry
from factsite.deriving.passages import passages
from factsite.deriving.resolving import OF_A_HUNDRED, Change, Link, NamedDay, Term, Value, Verbatim, resolve
from factsite.deriving.targets import anchors, find_target
from factsite.documents.pictures import Picture
from factsite.localising.language import Language
from factsite.problems import RuleError
from factsite.prose.addresses import Address
from factsite.prose.parsing import ADDRESS_MARK, SIZE_MARK
from factsite.prose.references import MARK, Reference, references
from factsite.records.common import Citation
from factsite.records.figure import Figure, Observation
from factsite.rendering.words import LangText

# What stands in a text as it is read where a reference leads nowhere.
NOT_KNOWN = "\ufffd"
# A paragraph of nothing but references.
_MARKS_ALONE = re.compile(rf"<p>((?:{MARK.pattern}\s*)+)</p>")


def plain(text: str, entry: Entry, content: Content, language: Language) -> str:
    """Write a title, summary or other plain text with its references filled in."""
    return _filled(text, lambda reference: _plain(reference, entry, content, language))


def as_read(text: str, entry: Entry, content: Content, language: Language) -> str:
    """Write any text as it is read, Markdown as it stands: links and terms by their words, notes by their source."""
    return _filled(text, lambda reference: _read(reference, entry, content, language))


def _filled(text: str, write: Callable[[Reference], str]) -> str:
    parts, position = [], 0
    for reference in references(text):
        parts.append(text[position : reference.start])
        if isinstance(reference, Reference):
            parts.append(write(reference))
        position = reference.end
    return " ".join("".join([*parts, text[position:]]).split(" ")).strip()


def _plain(reference: Reference, entry: Entry, content: Content, language: Language) -> str:
    try:
        resolved = resolve(reference, entry, content)
    except RuleError:
        return "?"
    if isinstance(resolved, Value):
        if resolved.number is None:
            return language.missing(resolved.status)
        if resolved.form == OF_A_HUNDRED:
            return language.number(resolved.number)
        return language.written(resolved.number, resolved.unit)
    if isinstance(resolved, Change):
        return change_text(resolved, language)
    if isinstance(resolved, NamedDay):
        return language.span(resolved.day)
    return resolved.text if isinstance(resolved, Verbatim) else ""


def _read(reference: Reference, entry: Entry, content: Content, language: Language) -> str:
    """What stands in the place of a reference, also of those that plain texts can’t have."""
    try:
        resolved = resolve(reference, entry, content)
    except RuleError:
        return NOT_KNOWN
    if isinstance(resolved, Link):
        target = content.entries[resolved.target]
        title = target.in_language(language.code).words.title if target.translations else ""
        return resolved.words or plain(title, target, content, language)
    if isinstance(resolved, Term):
        return resolved.words or content.glossary.word(resolved.term, language.code).term
    if isinstance(resolved, Citation):
        source = content.sources.get(resolved.source)
        return f"[{', '.join([source.title_for(language.code).text if source else '?', *_places(resolved)])}]"
    return _plain(reference, entry, content, language)


def _places(citation: Citation) -> list[str]:
    return [place for _, place in citation.locators]


def change_text(change: Change, language: Language) -> str:
    """Write a change with its sign, as its size alone, as a noun or as a verb."""
    if change.form.startswith("verb"):
        many = change.form == "verb-plural"
        return language.change_as_verb(change.amount, change.unit, points=change.relative, many=many)
    write = language.change_in_words if change.form == "words" else language.signed
    amount = abs(change.amount) if change.form == "size" else change.amount
    told = write(amount, change.unit, points=change.relative)
    return told.removeprefix("+") if change.form == "size" else told


@dataclass(frozen=True)
class GlossaryTerm:
    """A term of the glossary as readers of a language get it; ``slug`` is its anchor, ``former`` are those it had."""

    slug: str
    name: LangText
    also: list[str]
    definition: LangText
    former: list[str]


def glossary_term(term: str, entry: Entry, content: Content, language: Language) -> GlossaryTerm:
    """A term of the glossary on a page, for words in a language."""
    words, code = content.glossary.word(term, language.code), content.glossary.language_for(term, language.code)
    definition = plain(words.definition, entry, content, language)
    return GlossaryTerm(
        words.slug,
        LangText(words.term, code, language.code),
        [*words.also, *words.related],
        LangText(definition, code, language.code),
        [*words.former_slugs, *content.replaced_slugs(f"terms/{term}", language.code)],
    )


class Ways(Protocol):
    """What a text asks of its page: the reader's language, the ways to other pages and to shared files."""

    code: str

    def href(self, path: str, anchor: str = "") -> str:
        """The way to a page."""

    def asset(self, address: str) -> str:
        """The way to a file."""

    def value_anchor(self, figure: Figure, observation: Observation) -> str:
        """The anchor of a value on the page of its figure, if it has one."""

    def picture(self, name: str) -> Picture | None:
        """A picture among the shared files, as readers get it."""


class Body:
    """The body of one page in one language: what Markdown made of it, with its references and addresses filled in."""

    def __init__(
        self,
        entry: Entry,
        content: Content,
        language: Language,
        view: Ways,
        environment: Environment,
    ) -> None:
        self._entry = entry
        self._content = content
        self._language = language
        self._view = view
        self._href = view.href
        self._macros = environment.get_template("prose.html").module
        self._terms: set[str] = set()
        self.citations: list[Citation] = []
        self._passage = passages(entry.translations[language.code])[-1]
        self._cited: dict[int, Citation] = {}
        found = [reference for reference in self._passage.references if isinstance(reference, Reference)]
        self._pieces = [self._piece(reference, number) for number, reference in enumerate(found)]
        self._plain = [_plain(reference, entry, content, language) for reference in found]

    def html(self) -> Markup:
        """The whole text."""
        parsed = self._passage.parsed
        addresses = [escape(self._address(address)) for address in parsed.addresses]
        html = SIZE_MARK.sub(lambda found: self._side(int(found[1]), found[2]), parsed.html)
        html = ADDRESS_MARK.sub(lambda found: addresses[int(found[1])], html)
        html = _MARKS_ALONE.sub(self._alone, html)
        filled = MARK.sub(lambda found: self._pieces[int(found[1])], html)
        return Markup(filled)  # noqa: S704 - from a tree whose elements and attributes are judged; texts are escaped

    def _alone(self, found: re.Match[str]) -> str:
        """A paragraph of nothing but references: where they are citations, each says that it is a source."""
        cited = [self._cited.get(int(mark[1])) for mark in MARK.finditer(found[1])]
        if None in cited:
            return found[0]
        return f"<p>{' '.join(self._cite(one, alone=True) for one in cited if one)}</p>"

    def headings(self) -> list[tuple[str, str]]:
        """The anchors and words of the headings that a list of contents shows."""
        return [
            (anchor, MARK.sub(lambda found: self._plain[int(found[1])], words))
            for anchor, words in self._passage.parsed.headings
        ]

    def _side(self, number: int, side: str) -> str:
        """How wide or high a picture is: browsers keep its place free until it has come."""
        address = self._passage.parsed.addresses[number]
        target = find_target(address, self._entry, self._language.code, self._content)
        picture = self._view.picture(target.file.removeprefix("assets/"))
        if picture is None:
            return "0"
        return str(picture.width if side == "width" else picture.height)

    def _address(self, address: Address) -> str:
        """An address as it stands on the page of this reader."""
        if address.scheme:
            return address.text
        target = find_target(address, self._entry, self._language.code, self._content)
        if target.entry is None:
            return self._view.asset(quote(target.file)) + _after("#", target.anchor)
        if target.entry is self._entry and not target.query:
            return f"#{target.anchor}"
        # A page that this reader gets in another language than the writer may have other headings.
        there = target.anchor in anchors(target.entry, self._view.code)
        anchor = quote(target.anchor) if there else ""
        return self._href(target.entry.path, "") + _after("?", target.query) + _after("#", anchor)

    def _piece(self, reference: Reference, number: int) -> Markup:
        try:
            resolved = resolve(reference, self._entry, self._content)
        except RuleError as error:
            resolved = Verbatim(f"?{error}?")
        if isinstance(resolved, Citation):
            self._cited[number] = resolved
        return self._html(resolved, reference)

    def _html(self, resolved: object, reference: Reference) -> Markup:
        macros, language = self._macros, self._language
        if isinstance(resolved, Value):
            shown = _plain(reference, self._entry, self._content, language)
            target = self._value_address(resolved)
            return macros.value(shown, resolved.number, target)  # type: ignore[attr-defined, no-any-return]
        if isinstance(resolved, Change):
            return macros.change(change_text(resolved, language))  # type: ignore[attr-defined, no-any-return]
        if isinstance(resolved, NamedDay):
            return macros.moment(language.span(resolved.day), resolved.day)  # type: ignore[attr-defined, no-any-return]
        if isinstance(resolved, Link):
            return self._link(resolved)
        if isinstance(resolved, Term):
            return self._term(resolved)
        if isinstance(resolved, Citation):
            return self._cite(resolved)
        return macros.verbatim(resolved.text if isinstance(resolved, Verbatim) else "")  # type: ignore[attr-defined, no-any-return]

    def _value_address(self, value: Value) -> str:
        """Where the value stands in its figure's table; nowhere for numbers of this page itself."""
        path = f"figures/{value.figure}" if value.figure else ""
        figure = self._content.get("figures", value.figure or "", Figure)
        if path == self._entry.path or figure is None or not value.observation:
            return ""
        return self._href(path, self._view.value_anchor(figure, value.observation))

    def _link(self, link: Link) -> Markup:
        target = self._content.entries[link.target]
        own = self._language.code
        shown = target.in_language(own)
        title = LangText(plain(shown.words.title, target, self._content, self._language), shown.language, own)
        words = LangText(link.words, own, own) if link.words else title
        return self._macros.link(words, self._href(link.target, ""))  # type: ignore[attr-defined, no-any-return]

    def _term(self, term: Term) -> Markup:
        found = glossary_term(term.term, self._entry, self._content, self._language)
        first = term.term not in self._terms
        self._terms.add(term.term)
        target = self._href("glossary", found.slug) if "glossary" in self._content.entries else ""
        own = self._language.code
        shown = LangText(term.words, own, own) if term.words else found.name
        return self._macros.term(shown, found, target, first, self._language)  # type: ignore[attr-defined, no-any-return]

    def _cite(self, citation: Citation, *, alone: bool = False) -> Markup:
        if citation not in self.citations:
            self.citations.append(citation)
        number = self.citations.index(citation) + 1
        source = self._content.sources.get(citation.source)
        title = source.title_for(self._language.code).text if source else ""
        return self._macros.cite(number, title, self._language, alone)  # type: ignore[attr-defined, no-any-return]


def _after(sign: str, text: str) -> str:
    return sign + text if text else ""
