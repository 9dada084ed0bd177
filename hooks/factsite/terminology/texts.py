"""Every text of the content that is ours, as the rules on words read it: unit by unit, references blanked out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial

from factsite.content import Content, Entry
from factsite.documents.tree import Document, Keys
from factsite.problems import Problem, RuleError
from factsite.prose.passage import Passage, filled, own_words
from factsite.prose.references import Reference, references
from factsite.records.source import Source
from factsite.terminology.tokens import WordReader
from factsite.translating.units import pieces

# What others wrote: quotation marks of the three languages, and quoted paragraphs.
_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|^>.*$", re.MULTILINE)
_NO_WORDS = re.compile(r"https?://[^\s)\]]+|(?<=\]\()[^\s)]+|`[^`\n]*`|<[a-zA-Z/!][^>\n]*>")
_OFFICIAL = frozenset({"official_title", "claim", "abbreviation"})


@dataclass
class OwnText:
    """A text in a language: a unit of translation, or the descriptive title of a source.

    ``unit`` is its id, ``text`` what it says, with blanks for references, addresses and what isn't ours.
    ``terms`` are those that it refers to; it is ``official`` if it holds a title, a claim or a name as others wrote it.
    """

    unit: str
    language: str
    text: str
    reader: WordReader = field(repr=False)
    at: Callable[[int, int, RuleError], Problem] = field(repr=False)
    terms: frozenset[str] = frozenset()
    official: bool = False

    @cached_property
    def stems(self) -> list[str]:
        """Its words, as they are compared."""
        return self.reader.stems(self.text)

    @cached_property
    def unquoted(self) -> str:
        """The text without what it quotes; offsets as they were."""
        return _QUOTED.sub(filled, self.text) if any(sign in self.text for sign in "“«>") else self.text

    @cached_property
    def own_stems(self) -> list[str]:
        """The words that aren't quoted."""
        return self.stems if self.unquoted is self.text else self.reader.stems(self.unquoted)


@dataclass
class TextGroup:
    """The texts of a page, or of the glossary, in every language, by the names of the units; and which came first."""

    source: str
    texts: dict[str, dict[str, OwnText]]

    def every(self) -> Iterator[OwnText]:
        """All of them."""
        for texts in self.texts.values():
            yield from texts.values()


def page_texts(entry: Entry, source: str, readers: Mapping[str, WordReader]) -> TextGroup:
    """Those of a page, which was first written in a language."""
    texts = {
        code: {
            name: _piece(entry, readers[code], passage, name, start, end)
            for passage, name, start, end in pieces(translation)
        }
        for code, translation in entry.translations.items()
    }
    return TextGroup(source, texts)


def glossary_texts(content: Content, readers: Mapping[str, WordReader]) -> TextGroup:
    """Those of the glossary."""
    terms = {
        code: dict(_of_glossary(content, code, document, readers[code]))
        for code, document in content.glossary.documents.items()
    }
    return TextGroup(content.languages.default, terms)


def descriptions(content: Content, readers: Mapping[str, WordReader]) -> Iterator[OwnText]:
    """The titles of sources that are ours, not their publishers’."""
    for name, source in content.sources.items():
        document = content.source_documents[name]
        for keys, language, title in _descriptions(source):
            if language not in readers:
                continue  # a source is in its own language, whatever those of the site
            yield OwnText(
                f"sources/{name}#{'.'.join(keys)}",
                language,
                title,
                readers[language],
                partial(_in_document, document, keys),
            )


def _of_glossary(content: Content, code: str, document: Document, reader: WordReader) -> Iterator[tuple[str, OwnText]]:
    for term, words in content.glossary.words[code].items():
        for field_name in ("term", "definition"):
            name, text = f"{term}.{field_name}", getattr(words, field_name)
            at = partial(_in_document, document, (term, field_name))
            yield name, OwnText(f"glossary#{name}", code, own_words(text, references(text)), reader, at)


def _descriptions(source: Source) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Where they stand, their language, their words."""
    if source.descriptive:
        yield ("title", "text"), source.title.language, source.title.text
    for language, edition in source.in_language.items():
        if edition.address is None:
            yield ("in_language", language, "title"), language, edition.title


def _in_document(document: Document, keys: Keys, offset: int, width: int, error: RuleError) -> Problem:
    del offset, width
    return document.problem(error.rule, error.message, error.remedy, keys)


def _piece(entry: Entry, reader: WordReader, passage: Passage, name: str, start: int, end: int) -> OwnText:
    text = passage.own[start:end]
    if "](" in text or "://" in text or "`" in text or "<" in text:
        text = _NO_WORDS.sub(filled, text)
    terms = frozenset(
        one.arguments[0]
        for one in passage.references
        if isinstance(one, Reference) and one.name == "term" and start <= one.start < end
    )
    official = _is_official(entry, passage.keys)
    return OwnText(
        f"{entry.path}#{name}", passage.language, text, reader, partial(_at, passage, start), terms, official
    )


def _at(passage: Passage, start: int, offset: int, width: int, error: RuleError) -> Problem:
    return passage.problem(start + offset, width, error)


def _is_official(entry: Entry, keys: Keys) -> bool:
    """Whether a field holds an official title, a quotation, or the name that a body gives itself."""
    return keys[:1] in {(name,) for name in _OFFICIAL} or (entry.kind == "organisations" and keys[:1] == ("title",))
