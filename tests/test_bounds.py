"""Every value has bounds: no field of any record takes a number, a text or a day without end."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from factsite.records.embargo import Instant
from factsite.records.mapping_parts import SignMeaning
from factsite.records.observation_status import Status
from factsite.records.registry import kinds
from factsite.records.scalars import Span
from factsite.records.source import Source
from factsite.records.texts import MAX_TEXT
from factsite.records.words import TermFacts, TermWords

TOP: list[type[BaseModel]] = [Source, TermWords, TermFacts]
TOP += [model for kind in kinds().values() for model in (kind.record, kind.words)]
Leaf = tuple[str, Any, type]


def models(first: list[type[BaseModel]]) -> set[type[BaseModel]]:
    """Every model that a field of these models holds, at any depth."""
    found: set[type[BaseModel]] = set()
    pending: list[Any] = list(first)
    while pending:
        one = pending.pop()
        if isinstance(one, type) and issubclass(one, BaseModel):
            if one not in found:
                found.add(one)
                pending += [field.annotation for field in one.model_fields.values()]
        else:
            pending += get_args(one)
    return found


def leaves(annotation: Any, around: Any) -> Iterator[tuple[Any, type]]:  # noqa: ANN401 - annotations have no type
    """Each plain type within an annotation, with the annotation that bounds it."""
    if hasattr(annotation, "__metadata__"):
        yield from leaves(get_args(annotation)[0], annotation)
    elif get_origin(annotation) is Literal:
        return
    elif get_args(annotation):
        for inner in get_args(annotation):
            yield from leaves(inner, inner)
    elif (
        isinstance(annotation, type)
        and not issubclass(annotation, BaseModel | Enum)
        # What “until_then” holds is held against the fields for which it stands, when the public content is made.
        and annotation not in (bool, type(None), Any)
    ):
        yield around, annotation


def every_leaf() -> Iterator[Leaf]:
    for model in sorted(models(TOP), key=lambda model: model.__qualname__):
        for name, field in model.model_fields.items():
            annotation = field.rebuild_annotation()
            for around, plain in leaves(annotation, annotation):
                yield f"{model.__name__}.{name}", around, plain


LEAVES = list(every_leaf())
BEYOND: dict[type, list[str]] = {
    int: ["9" * 60, "-" + "9" * 60, "10000000000", "٣", "1_0", "+1", " 1", "1.0", "0x1", ""],
    Decimal: ["9" * 60, "-" + "9" * 60, "0." + "9" * 60, "1e9", "NaN", "Infinity", "٣", "1_0", "", "1" + "0" * 15],
    str: ["a" * (MAX_TEXT + 1), "https://a.example/" + "a" * MAX_TEXT],
    Instant: ["9999-12-31T09:00 Europe/Brussels", "0001-01-01T09:00 Europe/Brussels", "2027-01-15T09:00", "x" * 99],
    Status: ["q", "mm", "M", "m" * 40],
    SignMeaning: ["q", "mm", "M", "00", "-1", "m" * 40],
    datetime.date: ["9999-12-31", "0001-01-01", "1499-12-31", "2200-01-01", "٢٠٢٢-٠١-٠١", "2022W011", "20220101"],
    Span: ["9999-12-31", "9999", "0001", "2200-Q1", "1499-12", "2022/9999", "٢٠٢٢", "2022W011", "2022/2022/2022"],
}  # fmt: skip


def test_every_kind_of_value_is_met() -> None:
    assert {plain for _, _, plain in LEAVES} == set(BEYOND)
    assert len(LEAVES) > 150


@pytest.mark.parametrize(("name", "annotation", "plain"), LEAVES, ids=[name for name, _, _ in LEAVES])
def test_every_value_has_bounds(name: str, annotation: Any, plain: type) -> None:  # noqa: ANN401
    adapter: TypeAdapter[Any] = TypeAdapter(annotation)
    for value in BEYOND[plain]:
        with pytest.raises(ValidationError):
            assert not adapter.validate_python(value), f"{name} takes {value[:30]}"
