"""Which schema describes which files of a content, and the folder that holds all of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

from pydantic import create_model

from factsite.content import Content
from factsite.describing.lists import ListOfValues, lists
from factsite.describing.models import DRAFT, Schema, file_of, schema_of
from factsite.documents.walking import DATA
from factsite.records.accessibility import TEST, AccessibilityTest
from factsite.records.common import FigureId
from factsite.records.dimension import DimensionCodes, DimensionLabels
from factsite.records.former import FILE as FORMER
from factsite.records.former import FormerName
from factsite.records.listed import FOLDER as CODES
from factsite.records.listed import CodeLists, ListedId, NameOfCode
from factsite.records.model import Model
from factsite.records.registry import kinds
from factsite.records.scalars import Ref, Slug, Text
from factsite.records.searching import FILE as SEARCH
from factsite.records.searching import SearchSettings
from factsite.records.settings import Settings
from factsite.records.source import Source
from factsite.records.wording import Wordings
from factsite.records.words import PageWords, TermFacts, TermWords

FOLDER = "schemas"
LISTS = f"{FOLDER}/lists"
_WRITTEN = "Written by “factsite schemas” from the models and from content/data: not by hand."
_HEAD = f"# {_WRITTEN}\n"


def described(content: Content) -> Iterator[tuple[str, list[str], Any]]:
    """Every kind of YAML file: the name of its schema, which files it describes, and what stands in them."""
    data = f"content/{DATA}"
    for name, kind in kinds().items():
        yield name, [f"{data}/{name}/*.yml"], kind.record
    yield "sources", [f"{data}/sources/*.yml"], Source
    yield "data-themes", [f"{data}/themes.yml"], list[Slug]
    yield "data-home", [f"{data}/home.yml"], list[FigureId]
    yield "data-dimensions", [f"{data}/dimensions.yml"], dict[Slug, DimensionCodes]
    yield "data-codes", [f"{data}/{CODES}.yml"], CodeLists
    yield "data-glossary", [f"{data}/glossary.yml"], dict[Slug, TermFacts]
    yield "data-site", [f"{data}/site.yml"], Settings
    yield "data-accessibility", [f"{data}/{TEST}"], AccessibilityTest
    yield "data-words", [f"{data}/words.yml"], Wordings
    yield "data-search", [f"{data}/{SEARCH}"], SearchSettings
    yield "data-former", [f"{data}/{FORMER}"], dict[Text, FormerName]
    yield "glossary", _in_each(content, "glossary.yml"), dict[Annotated[Slug, Ref("terms")], TermWords]
    yield "labels", _in_each(content, "labels.yml"), _labels(content)


def described_pages(content: Content) -> Iterator[tuple[str, list[str], Any]]:
    """Every kind of page: the name of the schema of its fields at the top, which pages have them, their model."""
    for name, kind in kinds().items():
        yield f"words-{name}", _in_each(content, f"{name}/*.md"), kind.words
    yield "words-page", _in_each(content, "**/*.md"), PageWords


def _in_each(content: Content, files: str) -> list[str]:
    """Files of each language."""
    return [f"content/{code}/{files}" for code in content.languages]


def _labels(content: Content) -> type[Model]:
    """What labels.yml of a language holds: a name for each theme, dimension, code and list of codes."""
    fields: dict[str, Any] = {
        "themes": (dict[Annotated[Slug, Ref("themes")], Text], {}),
        "dimensions": (dict[Annotated[Slug, Ref("dimensions")], DimensionLabels], {}),
    }
    for name in content.codes.lists():
        fields[name] = (dict[Annotated[ListedId, Ref(f"{CODES}/{name}")], NameOfCode], {})
    return create_model("Labels", __base__=Model, **fields)


def schema(content: Content, model: Any) -> Schema:  # noqa: ANN401 - whatever a file holds
    """The schema of a model for a content."""
    patterns = {name: scheme.pattern for name, scheme in content.codes.identifiers.items()}
    return schema_of(model, lists(content), patterns)


def written(content: Content) -> dict[str, str]:
    """Every file of the schemas, by its path from the root of the project, as it should stand there."""
    choices = lists(content)
    patterns = {name: scheme.pattern for name, scheme in content.codes.identifiers.items()}
    found = {f"{LISTS}/{file_of(name)}": _as_list(choice) for name, choice in choices.items()}
    found[f"{LISTS}/{CODES}/objectives.yml"] = (
        _HEAD + f"type: integer\nminimum: 1\nmaximum: {content.codes.objectives}\n"
    )
    for name, files, model in (*described(content), *described_pages(content)):
        made = schema_of(model, choices, patterns)
        schema: Schema = {"$schema": DRAFT, "$comment": _WRITTEN, **made, "title": ", ".join(files)}
        found[f"{FOLDER}/{name}.json"] = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
    return found


def associations(content: Content) -> dict[str, list[str]]:
    """Which schema goes with which YAML files, as VS Code’s setting “yaml.schemas” takes it."""
    return {f"./{FOLDER}/{name}.json": files for name, files, _ in described(content)}


def write(root: Path, content: Content) -> list[str]:
    """Write the schemas that differ and delete those that nothing needs any more.

    Returns:
        The paths of what was changed, from the root.
    """
    wanted = written(content)
    changed = list(drifted(root, content))
    for name in changed:
        path = root / name
        if name in wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[name], encoding="utf-8", newline="\n")
        else:
            path.unlink()
    return changed


def drifted(root: Path, content: Content) -> Iterator[str]:
    """The files that aren’t as they should be, those that are too many included, in order."""
    wanted = written(content)
    there = {path.relative_to(root).as_posix() for path in (root / FOLDER).rglob("*") if path.is_file()}
    for name in sorted({*wanted, *there}):
        path = root / name
        if name not in wanted or name not in there or path.read_text(encoding="utf-8") != wanted[name]:
            yield name


def _as_list(choice: ListOfValues) -> str:
    """A list as a schema in YAML, a value a line and no commas: two people’s new records merge without a conflict."""
    values, names = list(choice.names), list(choice.names.values())
    wrong = f"This is no {choice.what}."
    lines = ["type: string", f"errorMessage: {_quoted(wrong)}"]
    lines += ["enum:", *(f"- {_quoted(value)}" for value in values)] if values else ["enum: []"]
    lines += ["enumDescriptions:", *(f"- {_quoted(name)}" for name in names)] if values else []
    return _HEAD + "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
