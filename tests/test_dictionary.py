"""The data dictionary: each field of each file stands under its file, and no field stands there that the file lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel, RootModel

from factsite.records.accessibility import AccessibilityTest
from factsite.records.change import ReleaseChanges
from factsite.records.common import Record
from factsite.records.former import FormerName
from factsite.records.listed import CodeLists, Listed
from factsite.records.mapping import Mapping
from factsite.records.registry import kinds
from factsite.records.searching import SearchSettings
from factsite.records.settings import Settings
from factsite.records.source import Source
from factsite.records.termbase import AgreedWords
from factsite.records.wording import Wording
from factsite.records.words import PageWords, TermWords, Words
from projects import ROOT

TEXT = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
SECTIONS = {
    part.partition("\n")[0]: part.partition("\n")[2] for part in re.split(r"^## ", TEXT, flags=re.MULTILINE)[1:]
}
COMMON = "Fields that every data file may have"
# What each list of codes.yml may say of a code, told in a table of its own.
LISTED = {name: get_args(field.annotation)[1] for name, field in CodeLists.model_fields.items() if name != "objectives"}
# The model of each section, and which of its fields stand under another.
MODELS: dict[str, tuple[type[BaseModel], type[BaseModel] | None]] = {
    COMMON: (Record, None),
    "sources": (Source, None),
    "site.yml": (Settings, None),
    "accessibility.yml": (AccessibilityTest, None),
    "words.yml": (Wording, None),
    "search.yml": (SearchSettings, None),
    "former.yml": (FormerName, None),
    "changes": (ReleaseChanges, None),
    "glossary": (TermWords, None),
    "terms.yml": (AgreedWords, None),
    **{name: (kind.record, Record) for name, kind in kinds().items()},
}
_CODE = re.compile(r"`([^`]+)`")
_WORD = re.compile(r"[a-z][a-z0-9_]*")


def names(model: type[BaseModel]) -> set[str]:
    """The fields of a model as the files have them."""
    return (
        set() if issubclass(model, RootModel) else {field.alias or name for name, field in model.model_fields.items()}
    )


def within(model: type[BaseModel]) -> set[type[BaseModel]]:
    """A model, and all that its fields hold."""
    found: set[type[BaseModel]] = set()

    def look(kind: Any) -> None:  # noqa: ANN401 - any annotation
        if isinstance(kind, type) and issubclass(kind, Listed):
            return  # a code, told under codes.yml
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            if kind not in found:
                found.add(kind)
                for field in kind.model_fields.values():
                    look(field.annotation)
        else:
            for inner in get_args(kind):
                look(inner)

    look(model)
    return found


def rows(section: str) -> Iterator[set[str]]:
    """The names in the first column of each table of fields of a section."""
    for table in re.findall(r"^\| field \| what \|\n\|---\|---\|\n((?:\|.*\n)+)", section + "\n", re.MULTILINE):
        yield {name for line in table.splitlines() for name in _CODE.findall(line.split(" | ")[0])}


def said(section: str) -> set[str]:
    """Every word in the code of a section."""
    return {word for code in _CODE.findall(section) for word in _WORD.findall(code)}


def own(section: str) -> set[str]:
    model, common = MODELS[section]
    return names(model) - (names(common) if common else set())


@pytest.mark.parametrize("section", MODELS)
def test_each_field_stands_under_its_file(section: str) -> None:
    assert own(section) - said(SECTIONS[section]) == set()


@pytest.mark.parametrize("section", [name for name in MODELS if name not in {"explained", "glossary", "terms.yml"}])
def test_no_field_is_unknown(section: str) -> None:
    first = next(rows(SECTIONS[section]))
    nested = set().union(*(names(model) for model in within(MODELS[section][0])))
    assert first - nested == set()
    assert own(section) - first == set()


def test_the_fields_of_an_import_are_those_of_the_mapping() -> None:
    _, found = rows(SECTIONS["figures"])
    assert found == names(Mapping)


@pytest.mark.parametrize(
    "section", [name for name in MODELS if name not in {"site.yml", "accessibility.yml", "words.yml"}]
)
def test_what_a_field_holds_is_told_too(section: str) -> None:
    """The fields of what stands in a field: there, or with the fields that every file may have."""
    told = said(SECTIONS[section]) | said(SECTIONS[COMMON]) | said(SECTIONS["figures"])
    assert set().union(*(names(model) for model in within(MODELS[section][0]))) - told == set()


@pytest.mark.parametrize("name", LISTED)
def test_what_a_list_of_codes_may_say_is_told(name: str) -> None:
    (line,) = re.findall(rf"^\| `{name}` \|.*$", SECTIONS["codes.yml"], re.MULTILINE)
    assert names(LISTED[name]) - said(line) == set()


@pytest.mark.parametrize("kind", kinds())
def test_the_words_of_a_kind_are_told(kind: str) -> None:
    """“Words:” names fields of the words only, and every field that the kind has beyond the common ones."""
    (line,) = re.findall(r"\bWords: (.*)$", SECTIONS[kind], re.MULTILINE)
    found = set(_CODE.findall(line.partition(";")[0].partition(". ")[0]))
    assert found - names(kinds()[kind].words) == set()
    assert names(kinds()[kind].words) - names(Words) - found == set()


def test_the_common_words_are_told() -> None:
    assert names(PageWords) - said(SECTIONS[COMMON]) == set()
