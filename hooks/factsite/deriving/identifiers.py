"""What identifies an act or a decision, in the order of the schemes of the site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from factsite.content import Entry
from factsite.records.common import Record
from factsite.records.legislation import EliIn
from factsite.records.listed import CodeLists, IdentifierScheme

# The European Legislation Identifier stands in the data for each language, without its host.
ELI = "eli"


@dataclass(frozen=True)
class Identifier:
    """An identifier: ``text`` is empty where it isn’t confirmed, ``address`` where it is none on the web.

    ``language`` is that of an identifier of one language only.
    """

    scheme: IdentifierScheme
    text: str
    address: str = ""
    language: str = ""


def identifiers(entry: Entry, codes: CodeLists) -> list[Identifier]:
    """All identifiers of a record, and those that the site expects of its kind and doesn’t know."""
    if entry.record is None:
        return []
    return [one for scheme in codes.identifiers.values() for one in _in_scheme(entry.kind, entry.record, scheme)]


def own_identifiers(record: Record | None) -> tuple[Mapping[str, str], list[EliIn]]:
    """What the data of a record say: its identifiers by scheme, and its ELI in each language; most kinds have none."""
    return getattr(record, "identifiers", {}), getattr(record, ELI, [])


def _in_scheme(kind: str, record: Record, scheme: IdentifierScheme) -> Iterator[Identifier]:
    own, every = own_identifiers(record)
    elis = every if scheme.value == ELI else []
    for eli in elis:
        yield _made(scheme, eli.address, eli.language)
    if text := own.get(scheme.value):
        yield _made(scheme, text)
    elif not elis and kind in scheme.expected:
        yield Identifier(scheme, "")


def _made(scheme: IdentifierScheme, identifier: str, language: str = "") -> Identifier:
    text = scheme.uri(identifier)
    return Identifier(scheme, text, text if scheme.host else "", language)
