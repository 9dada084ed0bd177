"""Which fields a new record needs, and which values each may have: from the models, for every kind alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from factsite.content import Content
from factsite.problems import RuleError, did_you_mean
from factsite.records.common import TextIn
from factsite.records.listed import CodeLists, Listed
from factsite.records.scalars import Ref
from factsite.telling import told


@dataclass(frozen=True)
class Wanted:
    """A field of a new record.

    ``choices`` are the values that it may have, None where they can’t be listed. ``many`` if it takes a list,
    ``text`` if it is a text in a language.
    """

    name: str
    required: bool
    choices: tuple[str, ...] | None
    many: bool = False
    text: bool = False

    def check(self, value: str) -> str:
        """Let a value through.

        Raises:
            RuleError: it is none of the choices.
        """
        given = [one.strip() for one in value.strip("[]").split(",")] if self.many else [value]
        choices = self.choices if self.choices is not None else given
        for one in given:
            if one not in choices:
                what = told("“{value}” is no “{field}”", value=one, field=self.name)
                raise RuleError("code", what, did_you_mean(one, choices))
        return value

    def written(self, value: str, language: str) -> str:
        """A value as YAML."""
        if value.startswith(("{", "[")):
            return value
        if self.many:
            return f"[{value}]"
        if self.text:
            return f"{{language: {language}, text: {quoted(value)}}}"
        return value if self.choices is not None else quoted(value)


def quoted(text: str) -> str:
    """A text as YAML, whatever is in it."""
    return "'" + text.replace("'", "''") + "'"


def fields_of(model: type[BaseModel], content: Content) -> Iterator[Wanted]:
    """Every field of a model, as files have it."""
    for own, field in model.model_fields.items():
        annotation: Any = field.annotation
        marks = [mark for mark in (*field.metadata, *_marks(annotation)) if isinstance(mark, Ref)]
        many = any(get_origin(kind) is list for kind in (annotation, *get_args(annotation)))
        choices = _choices(annotation, marks, content)
        yield Wanted(field.alias or own, field.is_required(), choices, many=many, text=TextIn in _flat(annotation))


def _choices(annotation: Any, marks: list[Ref], content: Content) -> tuple[str, ...] | None:  # noqa: ANN401
    if marks:
        return tuple(sorted(content.identifiers(marks[0].kind)))
    lists: Mapping[Any, str] = {
        get_args(field.annotation)[1]: name
        for name, field in CodeLists.model_fields.items()
        if get_origin(field.annotation) is dict
    }
    for kind in _flat(annotation):
        if isinstance(kind, type) and issubclass(kind, Enum):
            return tuple(str(one.value) for one in kind)
        if isinstance(kind, type) and issubclass(kind, Listed) and kind in lists:
            return tuple(content.codes.lists()[lists[kind]])
    return None


def _flat(annotation: Any) -> list[Any]:  # noqa: ANN401 - type annotations have no common type
    inner = [part for argument in get_args(annotation) for part in _flat(argument)]
    return [annotation, *inner]


def _marks(annotation: Any) -> Iterator[Any]:  # noqa: ANN401
    for part in _flat(annotation):
        yield from getattr(part, "__metadata__", ())
