"""References of a text → what readers see: HTML in the body, plain text in titles and summaries."""

from __future__ import annotations

import re
from collections.abc import Callable

from jinja2 import Environment
from markupsafe import Markup

from factsite.content import Content, Entry
from factsite.localising.language import Language
from factsite.problems import RuleError
from factsite.prose.references import Reference, references
from factsite.prose.resolving import Change, Link, Moment, Term, Value, Verbatim, resolve
from factsite.records.common import Citation
from factsite.records.figure import Figure
from factsite.rendering.addresses import value_key

# A mark that Markdown leaves alone, put in the place of a reference while Markdown runs. Content can't hold one:
# private-use characters around digits never come from an editor's keyboard, and the reader is told if they do.
_MARK = re.compile("\ue000(\\d+)\ue001")


def plain(text: str, entry: Entry, content: Content, language: Language) -> str:
    """Write a title, summary or other plain text with its references filled in."""
    parts, position = [], 0
    for reference in references(text):
        parts.append(text[position : reference.start])
        if isinstance(reference, Reference):
            parts.append(_plain(reference, entry, content, language))
        position = reference.end
    return " ".join("".join([*parts, text[position:]]).split(" ")).strip()


def _plain(reference: Reference, entry: Entry, content: Content, language: Language) -> str:
    try:
        resolved = resolve(reference, entry, content)
    except RuleError:
        return "?"
    if isinstance(resolved, Value):
        return (
            language.say("not available")
            if resolved.number is None
            else language.quantity(resolved.number, resolved.unit)
        )
    if isinstance(resolved, Change):
        return change_text(resolved, language)
    if isinstance(resolved, Moment):
        return language.span(resolved.day)
    return resolved.text if isinstance(resolved, Verbatim) else ""


def change_text(change: Change, language: Language) -> str:
    """Write a change with its sign, as a noun or as a verb."""
    if change.form.startswith("verb"):
        many = change.form == "verb-plural"
        return language.change_as_verb(change.amount, change.unit, points=change.relative, many=many)
    write = language.change_in_words if change.form == "words" else language.signed
    return write(change.amount, change.unit, points=change.relative)


class Body:
    """The body of one page in one language on its way through Markdown."""

    def __init__(
        self,
        entry: Entry,
        content: Content,
        language: Language,
        href: Callable[[str, str], str],
        environment: Environment,
    ) -> None:
        self._entry = entry
        self._content = content
        self._language = language
        self._href = href
        self._macros = environment.get_template("prose.html").module
        self._pieces: list[Markup] = []
        self._plain: list[str] = []
        self._terms: set[str] = set()
        self.citations: list[Citation] = []

    def mark(self, text: str) -> str:
        """Put marks in the place of references, before Markdown."""
        parts, position = [], 0
        for reference in references(text.replace("\ue000", "").replace("\ue001", "")):
            parts.append(text[position : reference.start])
            if isinstance(reference, Reference):
                parts.append(self._piece(reference))
            position = reference.end
        return "".join([*parts, text[position:]])

    def unmark(self, html: str) -> str:
        """Put what the references say in the place of the marks, after Markdown."""
        return _MARK.sub(lambda found: self._pieces[int(found[1])], html)

    def unmark_plain(self, text: str) -> str:
        """The same for plain text, such as a heading in the table of contents."""
        return _MARK.sub(lambda found: self._plain[int(found[1])], text)

    def _piece(self, reference: Reference) -> str:
        try:
            resolved = resolve(reference, self._entry, self._content)
        except RuleError as error:
            resolved = Verbatim(f"?{error}?")
        self._pieces.append(self._html(resolved, reference))
        self._plain.append(_plain(reference, self._entry, self._content, self._language))
        return f"\ue000{len(self._pieces) - 1}\ue001"

    def _html(self, resolved: object, reference: Reference) -> Markup:
        macros, language = self._macros, self._language
        if isinstance(resolved, Value):
            shown = _plain(reference, self._entry, self._content, language)
            target = self._value_address(resolved)
            return macros.value(shown, resolved.number, target)  # type: ignore[attr-defined, no-any-return]
        if isinstance(resolved, Change):
            return macros.change(change_text(resolved, language))  # type: ignore[attr-defined, no-any-return]
        if isinstance(resolved, Moment):
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
        entry = self._content.entries.get(path)
        if path == self._entry.path or entry is None or not isinstance(entry.record, Figure) or not value.observation:
            return ""
        return self._href(path, value_key(entry.record, value.observation))

    def _link(self, link: Link) -> Markup:
        target = self._content.entries[link.target]
        shown = target.in_language(self._language.code)
        words = link.words or plain(shown.words.title, target, self._content, self._language)
        lang = shown.language if not link.words and shown.language != self._language.code else ""
        return self._macros.link(words, self._href(link.target, ""), lang)  # type: ignore[attr-defined, no-any-return]

    def _term(self, term: Term) -> Markup:
        words = self._content.glossary.word(term.term, self._language.code)
        lang = self._content.glossary.language_for(term.term, self._language.code)
        first = term.term not in self._terms
        self._terms.add(term.term)
        definition = plain(words.definition, self._entry, self._content, self._language)
        target = self._href("glossary", words.slug) if "glossary" in self._content.entries else ""
        other = lang if lang != self._language.code else ""
        return self._macros.term(term.words or words.term, words, definition, target, first, other, self._language)  # type: ignore[attr-defined, no-any-return]

    def _cite(self, citation: Citation) -> Markup:
        if citation not in self.citations:
            self.citations.append(citation)
        number = self.citations.index(citation) + 1
        source = self._content.sources.get(citation.source)
        title = source.title_for(self._language.code).text if source else ""
        return self._macros.cite(number, title, self._language)  # type: ignore[attr-defined, no-any-return]
