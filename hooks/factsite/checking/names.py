"""The rule on official names: those of bodies and acts stand in a text as their records write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from factsite.checking.exceptions import Exceptions, or_an_exception
from factsite.content import Content, Entry
from factsite.problems import Problem, RuleError
from factsite.records.legislation import Legislation
from factsite.records.organisation import Organisation
from factsite.records.words import OrganisationWords
from factsite.telling import told
from factsite.terminology.base import TermBase
from factsite.terminology.texts import OwnText
from factsite.terminology.tokens import WordReader

_SPACE = re.compile(r"\s+")
_SIGNS = re.compile(r"[^\w\s'’-]")
_REFERENCE = "{{"
# A name of one word is looked for only if it is long enough to be no other word.
_SHORTEST = 4


@dataclass(frozen=True)
class Name:
    """A name in a language: its words as they are compared, and the ways in which it may be written."""

    words: tuple[str, ...]
    accepted: frozenset[str]
    written: str
    is_name: bool = True


# Names by their first word and their length: thousands of acts begin with “law”.
ByFirst = dict[str, dict[int, dict[tuple[str, ...], Name]]]


class Names:
    """The names of the bodies and acts of a site, and the abbreviations that bodies have in other languages."""

    def __init__(self, content: Content, base: TermBase) -> None:
        self._readers = base.readers
        self._by_first: dict[str, ByFirst] = {}
        self._foreign: dict[str, dict[str, str]] = {}
        for code in content.languages:
            found: ByFirst = {}
            for one in _names(content, code, base.readers[code]):
                found.setdefault(one.words[0], {}).setdefault(len(one.words), {}).setdefault(one.words, one)
            # The longest first, as one name may begin with another.
            self._by_first[code] = {first: dict(sorted(sizes.items(), reverse=True)) for first, sizes in found.items()}
            self._foreign[code] = dict(_foreign(content, code))

    def wrong_in(self, text: OwnText, exceptions: Exceptions) -> Iterator[Problem]:
        """Names that stand in a text otherwise than in their record, but for capitals, accents or small words."""
        own = text.unquoted
        foreign, by_first = self._foreign[text.language], self._by_first[text.language]
        for word in (word for word in foreign if word in own):
            place = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", own)
            if place and not exceptions.allow(text, word):
                yield _abbreviation(text, word, foreign[word], place.start())
        low = text.reader.folded(own)
        if by_first.keys().isdisjoint(low):
            return
        spans: list[tuple[int, int]] = []
        for first, last, name in _written(low, by_first):
            spans = spans or text.reader.spans(own)
            start, end = spans[first][0], spans[last][1]
            there = own[start:end]
            if not _is_accepted(there, name, text.reader) and not exceptions.allow(text, there):
                what = told("“{there}” isn’t how its record writes the name", there=_SPACE.sub(" ", there))
                remedy = or_an_exception(told("Write “{name}”.", name=name.written), text, there)
                yield text.at(start, end - start, RuleError("official-name", what, remedy))


def _written(low: list[str], by_first: ByFirst) -> Iterator[tuple[int, int, Name]]:
    """Which names stand there, by the numbers of their words: the longest at each place, and none within another."""
    past = 0
    for position, word in enumerate(low):
        if position >= past and word in by_first:
            for size, names in by_first[word].items():
                if name := names.get(tuple(low[position : position + size])):
                    yield position, position + size - 1, name
                    past = position + size
                    break


def _is_accepted(there: str, name: Name, reader: WordReader) -> bool:
    """Whether it is written as it may be, or isn’t the name at all.

    It isn't where its words stand in two sentences, or where a name of bare words (“loi accueil”) has become a
    description (“une loi sur l’accueil”).
    """
    plain = _plain(there)
    if not name.is_name or plain in name.accepted or _SIGNS.findall(plain) != _SIGNS.findall(name.written):
        return True
    if len(name.words) == 1 and plain.islower() and plain.casefold() != name.written.casefold():
        return True  # “l’office” where the name is “L’Office”: a common noun
    return bool(reader.small(plain)) and not reader.small(name.written)


def _plain(text: str) -> str:
    return _SPACE.sub(" ", text).replace("'", "’")


def _names(content: Content, code: str, reader: WordReader) -> Iterator[Name]:
    for entry, _ in content.records(Organisation):
        yield from _of_body(entry, code, reader)
    kinds = {word for act in content.codes.acts.values() for word in reader.folded(act.name_in(code))}
    for entry, _ in content.records(Legislation):
        if code in entry.translations:
            for field in ("official_title", "title"):
                written = getattr(entry.translations[code].words, field)
                name = _name(reader, written) if written else None
                if name and len(name.words) > 1:
                    # A title that doesn't say what kind of act it names is a description (“Children in closed
                    # centres”): it may be written anyhow, and hides the names within it.
                    yield name if kinds.intersection(name.words) else replace(name, is_name=False)


def _of_body(entry: Entry, code: str, reader: WordReader) -> Iterator[Name]:
    if code not in entry.translations:
        return
    words = entry.translations[code].words
    in_text = words.in_text if isinstance(words, OrganisationWords) else None
    name = _name(reader, words.title, [in_text] if in_text else [], first_is_free=False)
    everywhere = {translation.words.title for translation in entry.translations.values()} == {words.title}
    if name and (len(name.words) > 1 or (everywhere and len(name.words[0]) >= _SHORTEST)):
        yield name


def _name(reader: WordReader, written: str, more: Iterable[str] = (), *, first_is_free: bool = True) -> Name | None:
    """A name as it is looked for; that of an act begins with a small letter within a sentence."""
    words = reader.words(written)
    if _REFERENCE in written or not words:
        return None
    accepted = {_core(reader, one) for one in (written, *more)}
    if first_is_free:
        accepted |= {one[0].lower() + one[1:] for one in accepted} | {one[0].upper() + one[1:] for one in accepted}
    return Name(tuple(reader.folded(written)), frozenset(accepted), [*more, written][0])


def _core(reader: WordReader, written: str) -> str:
    """A name from its first word to its last, without an article before them."""
    spans = reader.spans(written)
    return _plain(written[spans[0][0] : spans[-1][1]])


def _foreign(content: Content, code: str) -> Iterator[tuple[str, str]]:
    """Abbreviations that bodies have in other languages only, and what they are in this one."""
    own: dict[str, None] = {}
    others: dict[str, str] = {}
    for entry, _ in content.records(Organisation):
        short = {
            one: words.abbreviation
            for one, translation in entry.translations.items()
            if isinstance(words := translation.words, OrganisationWords) and words.abbreviation
        }
        if code in short:
            own.update(dict.fromkeys(short[code].split("/")))
            others.update({other: short[code] for one, other in short.items() if one != code})
    yield from ((word, here) for word, here in others.items() if word not in own and word.isupper() and len(word) > 2)


def _abbreviation(text: OwnText, word: str, here: str, start: int) -> Problem:
    what = told("“{word}” is the abbreviation in another language", word=word)
    remedy = or_an_exception(told("Write “{name}”.", name=here), text, word)
    return text.at(start, len(word), RuleError("official-name", what, remedy))
