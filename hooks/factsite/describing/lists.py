"""The lists of a content from which its fields take their values: identifiers and codes, each with its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from babel import Locale

from factsite.content import Content, Entry, Translation
from factsite.localising.names import is_country
from factsite.records.listed import FOLDER as CODES
from factsite.records.registry import kinds

# What stands for a reference in a title, which a list doesn't compute.
_REFERENCE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_VERBATIM = re.compile(r"\{\{\s*verbatim\(\"([^\"]*)\".*?\}\}", re.DOTALL)
_LONGEST = 120


@dataclass(frozen=True)
class ListOfValues:
    """What may stand in a field, sorted by the values, each with its name; ``what`` says what such a value is."""

    what: str
    names: Mapping[str, str]


def lists(content: Content) -> dict[str, ListOfValues]:
    """Every list of a content by its name: kinds of records, sources, themes, terms, dimensions, lists of codes."""
    code = content.languages.default
    found: dict[str, ListOfValues] = {}
    every: dict[str, str] = {}
    for kind in kinds():
        names = {entry.id: _title(entry.translations, code) for entry in _entries(content, kind)}
        found[kind] = _choice(f"identifier of content/data/{kind}", names.items())
        every |= {f"{kind}/{identifier}": name for identifier, name in names.items()}
    found["*"] = _choice("record, as kind/id", every.items())
    sources = ((identifier, source.title.text) for identifier, source in content.sources.items())
    found["sources"] = _choice("identifier of content/data/sources", sources)
    labels = content.labels.get(code)
    themes = labels.themes if labels else {}
    found["themes"] = _choice(
        "theme of content/data/themes.yml", ((one, themes.get(one, one)) for one in content.themes)
    )
    terms = content.glossary.words.get(code, {})
    known = {name: terms[name].term if name in terms else name for name in content.glossary.facts}
    found["terms"] = _choice("term of content/data/glossary.yml", known.items())
    return found | _codes(content, code) | _dimensions(content, code)


def _entries(content: Content, kind: str) -> Iterator[Entry]:
    yield from (entry for entry in content.entries.values() if entry.kind == kind and entry.document is not None)


def _codes(content: Content, code: str) -> dict[str, ListOfValues]:
    """The lists of content/data/codes.yml."""
    return {
        f"{CODES}/{name}": _choice(
            f"code of “{name}” in content/data/{CODES}.yml",
            ((value, one.name_in(code)) for value, one in listed.items()),
        )
        for name, listed in content.codes.lists().items()
    }


def _dimensions(content: Content, code: str) -> dict[str, ListOfValues]:
    """The dimensions, and the codes of each; countries by the names that CLDR has for them."""
    labels = content.labels.get(code)
    named = labels.dimensions if labels else {}
    found = {
        "dimensions": _choice(
            "dimension of content/data/dimensions.yml", ((name, named.get(name) or name) for name in content.dimensions)
        )
    }
    territories = Locale(code).territories
    countries = {one: str(name) for one, name in territories.items() if is_country(one)}
    for dimension, facts in content.dimensions.items():
        own = (labels.codes if labels else {}).get(dimension, {})
        names = countries if facts.countries else {}
        names = {**names, **{one: own.get(one, one) for one in (*facts.codes, *facts.aggregates)}}
        found[f"dimensions/{dimension}"] = _choice(f"code of the dimension “{dimension}”", names.items())
    return found


def _choice(what: str, names: Iterable[tuple[str, str]]) -> ListOfValues:
    return ListOfValues(what, {value: _short(name) for value, name in sorted(names)})


def _title(translations: Mapping[str, Translation], code: str) -> str:
    chosen = translations.get(code) or next(iter(translations.values()), None)
    return chosen.words.title if chosen else ""


def _short(name: str) -> str:
    """A name on one line: references left out, cut where it is long."""
    plain = " ".join(_REFERENCE.sub("…", _VERBATIM.sub(r"\1", name)).split())
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"
