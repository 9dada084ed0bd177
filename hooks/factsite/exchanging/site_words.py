"""The words of the site that stand on no page: names of codes (``labels.yml``), the interface’s (``interface.po``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from factsite.content import Content
from factsite.documents.events import Tree
from factsite.documents.text import read_text
from factsite.documents.tree import read_document
from factsite.exchanging.catalogue import entries
from factsite.languages import INTERFACE

LABELS = "labels.yml"
# What stands beside a name and says how it is used in its own language: no text to be translated.
_GRAMMAR = frozenset({"gender", "forms"})
_LABEL = "The name of a code, as it stands in tables, charts and lists."
_SENTENCE = "Words of the interface that belong to this site; names in braces and percent signs stay."


@dataclass(frozen=True)
class WordUnit:
    """A word of the site: its id, the files of its translation and of its source, both texts, what it is for.

    ``keys`` are those of its place in the file, which the id joins.
    """

    id: str
    file: str
    origin: str
    source: str
    target: str | None
    note: str
    keys: tuple[str, ...] = ()


def word_units(content: Content, language: str) -> Iterator[WordUnit]:
    """The words of the site in a language other than the default one, in the order of their files."""
    default = content.languages.default
    if language == default:
        return
    if content.root.joinpath(default, LABELS).is_file():
        names = labels(content, language)
        file, origin = f"{language}/{LABELS}", f"{default}/{LABELS}"
        for keys, text in labels(content, default).items():
            yield WordUnit(f"labels#{'.'.join(keys)}", file, origin, text, names.get(keys), _LABEL, keys)
    yield from _sentences(content, language)


def labels(content: Content, language: str) -> dict[tuple[str, ...], str]:
    """The names of codes in a language, by their place: ``themes``, ``asylum``."""
    path = content.root / language / LABELS
    return dict(_leaves(read_document(path).data)) if path.is_file() else {}


def _leaves(tree: Mapping[str, Tree], before: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    for key, value in tree.items():
        if key in _GRAMMAR:
            continue
        keys = before if key == "name" else (*before, key)
        if isinstance(value, dict):
            yield from _leaves(value, keys)
        elif isinstance(value, str):
            yield keys, value


def sentence_id(context: str | None, sentence: str) -> str:
    """The id of a sentence of the interface: it has none of its own."""
    return "interface#" + sha256(f"{context or ''}\x04{sentence}".encode()).hexdigest()[:16]


def _sentences(content: Content, language: str) -> Iterator[WordUnit]:
    """The sentences that some language of the site says in its own way; plural forms stay with gettext’s editors."""
    known: dict[str, dict[str, str]] = {}
    for code in content.languages:
        path = content.root / code / INTERFACE
        if path.is_file():
            known[code] = {
                sentence_id(one.context, one.source): one.target for one in entries(read_text(path)) if not one.plural
            }
            known.setdefault("", {}).update(
                {sentence_id(one.context, one.source): one.source for one in entries(read_text(path)) if not one.plural}
            )
    own = known.get(language, {})
    file = f"{language}/{INTERFACE}"
    for name, sentence in known.get("", {}).items():
        yield WordUnit(name, file, file, sentence, own.get(name) or None, _SENTENCE)
