"""The handbook is true: fields, codes, functions and commands that it names are those of the code."""

from __future__ import annotations

import re

import pytest

from factsite.cli import main
from factsite.prose.references import FORMS
from factsite.records import codes
from factsite.records.codes import Code
from factsite.records.observation_status import Flag
from factsite.records.registry import kinds
from factsite.records.source import Source
from factsite.records.words import TermWords
from projects import ROOT

DICTIONARY = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
LISTS = [
    found for found in vars(codes).values() if isinstance(found, type) and issubclass(found, Code) and found is not Code
]


@pytest.mark.parametrize(
    "model",
    [*(kind.record for kind in kinds().values()), *(kind.words for kind in kinds().values()), Source, TermWords],
)
def test_every_field_is_in_the_dictionary(model: type) -> None:
    fields = {field.alias or name for name, field in model.model_fields.items()}  # type: ignore[attr-defined]
    named = set(re.findall(r"[`{]?\b([a-z_]+)\b[`:]?", DICTIONARY))
    assert fields - named == set()


@pytest.mark.parametrize("codes_of", LISTS, ids=lambda found: found.__name__)
def test_every_code_is_in_the_dictionary(codes_of: type[Code]) -> None:
    assert [
        code.value for code in codes_of if f"`{code.value}`" not in DICTIONARY and code.value not in DICTIONARY
    ] == []


def test_every_status_is_in_the_dictionary() -> None:
    assert [flag for flag in Flag if f"`{flag}` {flag.label}" not in DICTIONARY] == []


def test_every_function_is_explained() -> None:
    editing = (ROOT / "docs" / "editing.md").read_text(encoding="utf-8")
    assert [name for name in FORMS if f"{{{{ {name}(" not in editing] == []


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert [
        name for name in main.commands if f"factsite {name}" not in readme and f"factsite {name}" not in makefile
    ] == []
