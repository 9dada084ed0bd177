"""What a translator is offered: each text with its source, its translation of today, and what helps to write it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from factsite.content import Content, Translation
from factsite.exchanging.notes import is_term, limit_of, note_of
from factsite.exchanging.site_words import word_units
from factsite.rendering.addresses import Addresses
from factsite.translating.lock import Lock
from factsite.translating.status import Freshness, statuses
from factsite.translating.units import term_units, units


@dataclass(frozen=True)
class Candidate:
    """How a text was translated elsewhere: where, its source there, and its translation."""

    id: str
    source: str
    target: str


@dataclass(frozen=True)
class Offered:
    """A text to be translated.

    ``file`` and ``origin`` are the files of the translation and of the source, from the content folder. ``before`` is
    the source from which a stale text was translated. ``also`` are other texts with the same source and the same
    translation, which share this one; ``limit`` is how many characters the text may have; ``keys`` are those
    of a name among the labels. With ``fill`` the source stands where no translation is.
    """

    id: str
    file: str
    origin: str
    language: str
    source_language: str
    source: str
    target: str | None
    state: Freshness
    before: str | None = None
    digest: str = ""
    note: str = ""
    address: str = ""
    limit: int | None = None
    also: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    keys: tuple[str, ...] = ()
    fill: bool = False

    @property
    def name(self) -> str:
        """The text within its file."""
        return self.id.partition("#")[2]

    @property
    def shown_target(self) -> str | None:
        """The translation as it is handed out."""
        return self.source if self.fill and self.target is None else self.target

    @property
    def target_digest(self) -> str:
        """What tells whether the translation was changed since it was handed out."""
        return digest_of(self.target)


def digest_of(text: str | None) -> str:
    """Sixteen hexadecimal digits of a text; empty for none."""
    return "" if text is None else sha256(text.encode()).hexdigest()[:16]


def offered(content: Content, locks: dict[str, Lock], language: str, address: str) -> list[Offered]:
    """Every text of a language, in the order of the files: pages, the glossary, then the words of the site.

    Args:
        content: all content.
        locks: what each translation was made from, by language.
        language: that of the translations.
        address: that of the site, with a slash at its end; or nothing.
    """
    there = dict(_texts(content, language))
    addresses = _PageAddresses(content, language, address)
    found = [
        Offered(
            id=one.unit.id,
            file=one.file,
            origin=f"{one.source_language}/{one.file.partition('/')[2]}",
            language=language,
            source_language=one.source_language,
            source=one.unit.text,
            target=there.get(one.unit.id),
            state=one.state,
            before=one.before if one.state is Freshness.STALE else None,
            digest=one.unit.digest,
            note=note_of(one.unit.id),
            address=addresses.of(one.unit.id),
            limit=limit_of(one.unit.id),
        )
        for one in statuses(content, {language: locks[language]})
    ]
    for word in word_units(content, language):
        state = Freshness.MISSING if word.target is None else Freshness.CURRENT
        default = content.languages.default
        one = Offered(word.id, word.file, word.origin, language, default, word.source, word.target, state)
        found.append(replace(one, note=word.note, keys=word.keys))
    return found


def once(all_of_them: Iterable[Offered], chosen: Iterable[Offered]) -> list[Offered]:
    """Texts to be handed out: those that are alike once, each with how its source was translated elsewhere.

    Args:
        all_of_them: every text of the language, for the translations elsewhere.
        chosen: those to be handed out.
    """
    earlier: dict[tuple[str, str], dict[str, Candidate]] = defaultdict(dict)
    for one in all_of_them:
        if one.target is not None and one.state is Freshness.CURRENT:
            known = earlier[one.source_language, one.source]
            known.setdefault(one.target, Candidate(one.id, one.source, one.target))
    groups: dict[tuple[str, ...], list[Offered]] = defaultdict(list)
    for one in chosen:
        groups[alike(one)].append(one)
    return [
        replace(
            group[0],
            also=tuple(one.id for one in group[1:]),
            candidates=tuple(
                candidate
                for target, candidate in earlier[group[0].source_language, group[0].source].items()
                if target != group[0].target
            ),
        )
        for group in groups.values()
    ]


def alike(one: Offered) -> tuple[str, ...]:
    """What texts have in common that one translation serves: field, source, translation of today and state."""
    path = one.id.partition("#")[0]
    field = one.id if path in {"labels", "interface"} or is_term(one.id) else one.name.partition(".")[0]
    target = "" if one.target is None else f"={one.target}"
    return field, one.source_language, one.source, target, one.state, one.before or ""


def _texts(content: Content, language: str) -> Iterator[tuple[str, str]]:
    """Every text of pages and terms in a language, by its id."""
    for path, entry in content.entries.items():
        translation: Translation | None = entry.translations.get(language)
        for unit in units(path, translation) if translation else ():
            yield unit.id, unit.text
    for unit in term_units(content, language):
        yield unit.id, unit.text


class _PageAddresses:
    """Where readers find a text."""

    def __init__(self, content: Content, language: str, base: str) -> None:
        self._content, self._language, self._base = content, language, base
        self._known = Addresses(content)

    def of(self, name: str) -> str:
        """The address of the page that shows a text; nothing where none does."""
        path, _, inner = name.partition("#")
        entry = self._content.entries.get(path)
        if entry is None or not entry.translations:
            return ""
        address = f"{self._base}{self._known.of(path, self._language)}"
        term = self._content.glossary.words.get(self._language, {}).get(inner.partition(".")[0])
        return f"{address}#{term.slug}" if term and is_term(name) else address
