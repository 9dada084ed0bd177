"""Rules on notes: what the data name has a text in each language, and the other way round."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from factsite.content import Content, Entry, Translation
from factsite.documents.tree import Document, Keys
from factsite.problems import Problem, did_you_mean, nearest_word
from factsite.telling import told


def notes_have_words(content: Content) -> Iterator[Problem]:
    """A note that the data name has a text in each language that has the page, and the other way round."""
    for entry in content.entries.values():
        if entry.kind == "page" or entry.record is not None:
            yield from _notes(entry, list(entry.record.note_names()) if entry.record else [])


def unused_notes(entry: Entry) -> set[str]:
    """The notes that have a text in every language of a page and that its data don’t name."""
    texts = [set(one.words.notes) for one in entry.translations.values()]
    used = entry.record.note_names() if entry.record else ()
    return set.intersection(*texts).difference(used) if texts else set()


def _notes(entry: Entry, used: list[str]) -> Iterator[Problem]:
    translations = list(entry.translations.values())
    renamed: set[str] = set()
    for note in dict.fromkeys(used):
        others = [set(one.words.notes) - set(used) for one in translations]
        common = set.intersection(*others) if others else set()
        missing = all(note not in one.words.notes for one in translations)
        if missing and len(translations) > 1 and entry.document and nearest_word(note, common):
            # Every language has the note under the same other name: it is misspelt in the data.
            renamed |= {note, *common}
            what = told("no language has a text for the note “{note}”", note=note)
            yield entry.document.problem("missing-note", what, did_you_mean(note, common), _place(entry.document, note))
    for translation in translations:
        yield from _of_language(translation, used, renamed)


def _of_language(translation: Translation, used: list[str], said: set[str]) -> Iterator[Problem]:
    document, notes = translation.file.document, translation.words.notes
    unused = [note for note in notes if note not in used and note not in said]
    for note in unused:
        remedy = did_you_mean(note, used) or told("Delete it, or name it in the data.")
        yield document.problem(
            "unused-note", told("the data name no note “{note}”", note=note), remedy, ("notes", note)
        )
    for note in dict.fromkeys(used):
        # Where it stands under a misspelt name, that has been said.
        if note not in notes and note not in said and not nearest_word(note, unused):
            remedy = told("Add “{note}: …” under “notes:”.", note=note)
            yield document.problem("missing-note", told("the note “{note}” has no text", note=note), remedy, ("notes",))


def _place(document: Document, note: str) -> Keys:
    """Where the data name a note first."""
    return next(_named(document.data, note, ()), ())


def _named(tree: object, note: str, keys: Keys) -> Iterator[Keys]:
    tree = vars(tree) if isinstance(tree, BaseModel) else tree
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in items:
        if key == "note" and value == note:
            yield (*keys, key)
        yield from _named(value, note, (*keys, key))
