"""Plain values → records: what the models refuse becomes problems with a place and a remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from factsite.documents.events import Tree
from factsite.documents.tree import Document, Keys
from factsite.problems import Problem, RuleError, did_you_mean, nearest_word
from factsite.records.habits import number_here
from factsite.records.listed import CodeLists
from factsite.records.texts import shown, unseen
from factsite.telling import UNSAID, Told, told

M = TypeVar("M", bound=BaseModel)


def validate(model: type[M], document: Document, codes: CodeLists | None = None) -> tuple[M | None, list[Problem]]:
    """Make a record of a document.

    Args:
        model: what to make.
        document: what was read.
        codes: the code lists of the site, for records that take codes from them.

    Returns:
        The record, or None on failure; every problem.
    """
    try:
        return model.model_validate(document.data, context=codes), []
    except ValidationError as error:
        return None, [_problem(model, document, details) for details in _causes(error.errors(include_url=False))]


def _causes(found: list[ErrorDetails]) -> list[ErrorDetails]:
    """Without the fields that are missing because their names are misspelt: the misspelt name is the mistake."""
    unknown = [details["loc"] for details in found if details["type"] == "extra_forbidden"]

    def is_misspelt(details: ErrorDetails) -> bool:
        if details["type"] != "missing":
            return False
        *around, name = details["loc"]
        beside = [str(one[-1]) for one in unknown if [*one[:-1]] == around]
        # A name that holds its value, for want of a plain space after the colon, is far from what was meant.
        return bool(nearest_word(str(name), [*beside, *(one.partition(":")[0].strip() for one in beside)]))

    return [details for details in found if not is_misspelt(details)]


def _problem(model: type[BaseModel], document: Document, details: ErrorDetails) -> Problem:
    keys: Keys = tuple(key for key in details["loc"] if not _is_internal(key))
    kind, name = details["type"], str(keys[-1]) if keys else ""
    context: dict[str, Any] = details.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown_field(model, document, keys, name)
    if kind == "missing":
        return document.problem(
            "missing-field",
            told("the field “{name}” is missing", name=name),
            told("Add “{name}: …”.", name=name),
            keys[:-1],
        )
    if kind in {"enum", "literal_error"}:
        given = shown(details["input"])
        remedy = did_you_mean(given, _codes(model, keys) or _quoted(str(context.get("expected", ""))))
        return document.problem(
            "code", told("“{given}” is no code of “{named}”", given=given, named=_named(keys)), remedy, keys
        )
    if kind == "value_error" and isinstance(error := context.get("error"), RuleError):
        return document.problem(error.rule, error.message, error.remedy or told("See docs/data-dictionary.md."), keys)
    if kind in {"too_short", "missing_argument"}:
        return document.problem("empty", told("“{name}” needs at least one entry", name=name), told("Add one."), keys)
    what, remedy = _unlike(kind, _named(keys), details["input"])
    if details["input"] is None:
        return document.problem("empty", what, remedy, keys)
    return document.problem("type", what, remedy, keys)


def _unknown_field(model: type[BaseModel], document: Document, keys: Keys, name: str) -> Problem:
    """A field that the schema doesn’t know: misspelt, grown together with its value, or no field at all."""
    place, fields = document.key_place(keys), _fields_at(model, keys[:-1])
    field, _, value = name.partition(":")
    beside = document.at(keys[:-1])
    before = _before(beside, name) if isinstance(beside, dict) else ""
    if before:
        # Between braces a comma begins the next field.
        whole = f"{before},{name}"
        what = told("“{value}” is no number, and the comma begins another field", value=whole)
        return Problem(document.path, place.line, place.column, "number", what, number_here(whole), width=place.width)
    near = nearest_word(name, fields)
    remedy = did_you_mean(name, fields) if near else UNSAID
    if value and field in fields:
        remedy = told("Write “{field}: {value}”, with a space after the colon.", field=field, value=shown(value))
    elif not near and fields:
        remedy = told(
            "Delete it, or give it a name that may stand here: {fields} (docs/data-dictionary.md explains each).",
            fields=", ".join(sorted(fields)),
        )
    message = told("unknown field “{name}”", name=shown(name))
    remedy = unseen(name) or remedy
    return Problem(document.path, place.line, place.column, "unknown-field", message, remedy, width=place.width)


def _before(beside: dict[str, Tree], name: str) -> str:
    """The digits of the field before one that is nothing but digits: a number with a comma between braces."""
    names = list(beside)
    value = beside[names[place - 1]] if (place := names.index(name)) else None
    is_part = name.isdigit() and beside[name] is None and isinstance(value, str) and value.lstrip("-").isdigit()
    return str(value) if is_part else ""


def _unlike(kind: str, name: str, given: object) -> tuple[Told, Told]:
    """What to say of a value that isn't of the kind that its field takes."""
    if given is None:
        what = told("the field “{name}” is empty", name=name)
        return what, told("Write what belongs there, or delete the line if the field isn’t needed.")
    family = next((family for family in _KINDS if kind.startswith(family)), "")
    if family == "string" and isinstance(given, dict):
        remedy = told("If the text holds a colon, put the whole text in straight quotation marks.")
        return told("“{name}” should be a text, but holds fields", name=name), remedy
    if family:
        return _KINDS[family](name)
    what = told("“{value}” can’t stand under “{name}”", value=shown(given), name=name)
    return what, told("See docs/data-dictionary.md.")


_Wording = Callable[[str], tuple[Told, Told]]
# What pydantic calls a kind of value begins so.
_KINDS: dict[str, _Wording] = {
    "string": lambda name: (told("“{name}” should be a text", name=name), told("Write one text, no list.")),
    "list": lambda name: (
        told("“{name}” should be a list", name=name),
        told("Start each entry with “- ” on a line of its own, or write all between brackets: [one, two]."),
    ),
    "model": lambda name: (
        told("“{name}” should hold fields", name=name),
        told("Write “field: value” below it, indented by two spaces."),
    ),
    "dict": lambda name: (
        told("“{name}” should hold names, each with its value", name=name),
        told("Write “name: value” below it, indented by two spaces."),
    ),
    "bool": lambda name: (told("“{name}” is either true or false", name=name), told("Write “true” or “false”.")),
    "int": lambda name: (told("“{name}” should be a whole number", name=name), told("Write digits only.")),
    "decimal": lambda name: (told("“{name}” should be a number", name=name), told("Write digits only.")),
}


def _is_internal(key: str | int) -> bool:
    return isinstance(key, str) and ("[" in key or key.startswith("function-"))


def _named(keys: Keys) -> str:
    return next((key for key in reversed(keys) if isinstance(key, str)), "")


def _quoted(expected: str) -> list[str]:
    return [part.strip(" '") for part in expected.replace(" or ", ",").split(",") if part.strip(" '")]


def _codes(model: type[BaseModel], keys: Keys) -> list[str]:
    from enum import Enum

    for annotation in _annotations_at(model, keys):
        if isinstance(annotation, type) and issubclass(annotation, Enum):
            return [str(member.value) for member in annotation]
    return []


def _fields_at(model: type[BaseModel], keys: Keys) -> list[str]:
    for annotation in _annotations_at(model, keys):
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return [field.alias or name for name, field in annotation.model_fields.items()]
    return []


def _annotations_at(model: type[BaseModel], keys: Keys) -> Iterator[Any]:
    """Every type that the schema allows at ``keys``."""
    current: list[Any] = [model]
    for key in keys:
        following: list[Any] = []
        for annotation in current:
            if isinstance(annotation, type) and issubclass(annotation, BaseModel) and isinstance(key, str):
                names = {field.alias or name: field for name, field in annotation.model_fields.items()}
                if key in names:
                    following.extend(_flat(names[key].annotation))
            elif get_args(annotation):
                following.extend(_flat(get_args(annotation)[-1]))
        current = following
    yield from current


def _flat(annotation: Any) -> Iterator[Any]:  # noqa: ANN401 - type annotations have no common type
    """A union's members and what Annotated wraps, one level at a time; containers stay as they are."""
    arguments = get_args(annotation)
    if hasattr(annotation, "__metadata__"):
        yield from _flat(arguments[0])
    elif arguments and getattr(annotation, "__origin__", None) not in (list, dict, tuple):
        for argument in arguments:
            yield from _flat(argument)
    else:
        yield annotation
