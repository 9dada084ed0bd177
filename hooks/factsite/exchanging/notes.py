"""What a field is for, said to a translator, and how long its text may be."""

from __future__ import annotations

from factsite.prose.parsing import MAX_TEXT as MAX_BODY
from factsite.records.model import Model, told_of_fields
from factsite.records.registry import kinds
from factsite.records.texts import MAX_TEXT, MAX_TITLE, check_title
from factsite.records.words import PageWords, TermWords

_NOTES = {
    "title": "The title of the page: short, in the words that readers search for.",
    "nav_title": "A short name of the page for the menu.",
    "summary": "Stands at the top of the page, in lists, in search results and in feeds.",
    "counted": "What the figure counts, beside its numbers.",
    "not_counted": "What the figure doesn’t count, beside its numbers.",
    "notes": "A note that is shown beside a value, a step or a day.",
    "official_title": "The official title of the act in this language, as its gazette printed it: never a translation.",
    "claim": "The claim that is checked, translated from the language in which it was made.",
    "abbreviation": "The abbreviation that the body has in this language.",
    "body": "A section of the text of the page; it begins with its heading, where it has one.",
    "term": "A term of the glossary, as it stands in a sentence.",
    "definition": "What the term means, for readers who meet it for the first time.",
}
_TERM = ("term", "definition")


def is_term(name: str) -> bool:
    """Whether a text, by its id, is one of the glossary’s terms: ``glossary#applicant.definition``."""
    path, _, inner = name.partition("#")
    first, _, last = inner.partition(".")
    return path == "glossary" and last in _TERM and first not in PageWords.model_fields


def note_of(name: str) -> str:
    """What a text is for, by its id: ``figures/x#notes.break``."""
    model, field = _field(name)
    return told_of_fields(model).get(field) or _NOTES.get(field, "")


def limit_of(name: str) -> int:
    """How many characters a text may have, its codes included."""
    model, field = _field(name)
    facts = model.model_fields.get(field)
    if facts is None:
        return MAX_BODY
    checks = [getattr(one, "func", None) for one in _marks(facts.annotation, facts.metadata)]
    return MAX_TITLE if check_title in checks else MAX_TEXT


def _marks(annotation: object, metadata: list[object]) -> list[object]:
    """What an annotation carries besides its type, also within “or None”."""
    inner = [mark for one in getattr(annotation, "__args__", ()) for mark in getattr(one, "__metadata__", ())]
    return [*metadata, *inner]


def _field(name: str) -> tuple[type[Model], str]:
    path, _, inner = name.partition("#")
    if is_term(name):
        return TermWords, inner.partition(".")[2]
    folder, _, rest = path.partition("/")
    model = kinds()[folder].words if folder in kinds() and rest != "index" else PageWords
    return model, inner.partition(".")[0]
