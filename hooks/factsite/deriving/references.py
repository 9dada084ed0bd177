"""Which identifiers of other records a record holds, by the marks on the types of its fields."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel

from factsite.documents.tree import Keys
from factsite.records.scalars import Ref


def record_references(record: BaseModel) -> Iterator[tuple[Keys, str, str]]:
    """Every identifier of another record that a record holds: where, of which kind, which."""
    for name, key, annotation in _referring(type(record)):
        if value := getattr(record, name):
            yield from _references(annotation, value, (key,))


@cache
def _referring(model: type[BaseModel]) -> tuple[tuple[str, str, Any], ...]:
    """The fields of a model in which an identifier can stand, at any depth: name, key in the file, type."""
    found = []
    for name, field in model.model_fields.items():
        annotation: Any = field.annotation
        for meta in field.metadata:
            if isinstance(meta, Ref):
                annotation = Annotated[annotation, meta]
        if _can_refer(annotation):
            found.append((name, field.alias or name, annotation))
    return tuple(found)


def _can_refer(annotation: Any) -> bool:  # noqa: ANN401 - type annotations have no common type
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return bool(_referring(annotation))
    marks = getattr(annotation, "__metadata__", ())
    return any(isinstance(mark, Ref) for mark in marks) or any(map(_can_refer, get_args(annotation)))


def _references(annotation: Any, value: Any, keys: Keys) -> Iterator[tuple[Keys, str, str]]:  # noqa: ANN401
    if value is None:
        return
    if isinstance(value, BaseModel):
        yield from ((keys + rest, kind, target) for rest, kind, target in record_references(value))
    elif isinstance(value, list):
        inner = _inner(annotation, -1)
        for number, item in enumerate(value):
            # Most of a million observations name nothing: that is seen without a way to each.
            if not isinstance(item, BaseModel) or any(getattr(item, name) for name, _, _ in _referring(type(item))):
                yield from _references(inner, item, (*keys, number))
    elif isinstance(value, dict):
        key_type, value_type = _inner(annotation, 0), _inner(annotation, -1)
        for key, item in value.items():
            yield from _references(key_type, key, (*keys, str(key)))
            yield from _references(value_type, item, (*keys, str(key)))
    elif isinstance(value, str) and (ref := _ref(annotation)):
        yield keys, ref.kind, value


def _inner(annotation: Any, index: int) -> Any:  # noqa: ANN401
    if get_origin(annotation) is Annotated:
        return _inner(get_args(annotation)[0], index)
    arguments = [argument for argument in get_args(annotation) if argument is not type(None)]
    if get_origin(annotation) in (list, dict):
        return arguments[index]
    return _inner(arguments[0], index) if arguments else None


def _ref(annotation: Any) -> Ref | None:  # noqa: ANN401
    for meta in getattr(annotation, "__metadata__", ()):
        if isinstance(meta, Ref):
            return meta
    for argument in get_args(annotation):
        if found := _ref(argument):
            return found
    return None
