"""What every model of data is: closed and unchanging; and the code of a language, which all of them need."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from itertools import pairwise
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

# ISO 639, as it stands in folders and addresses; whether the site has the language, a rule says.
LanguageCode = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]


class Model(BaseModel):
    """A closed model: unknown fields are refused, instances don't change."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler, /) -> JsonSchemaValue:
        """The schema of the model, in which each field says what it is."""
        found = handler(schema)
        properties = handler.resolve_ref_schema(found).get("properties", {})
        for name, text in told_of_fields(cls).items():
            field = properties.get(cls.model_fields[name].alias or name)
            if field is not None:
                field.setdefault("description", text)
        return found

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Copy it with other values in some fields, and nothing remembered that was computed from the former ones."""
        fresh = super().model_copy(update=update, deep=deep)
        for name in [name for name, kind in vars(type(self)).items() if isinstance(kind, cached_property)]:
            fresh.__dict__.pop(name, None)
        return fresh


@cache
def told_of_fields(model: type[BaseModel]) -> Mapping[str, str]:
    """What is said of the fields of a model and of those under it, below each in its source.

    Read when somebody asks: to read it with the models would make every command a fifth of a second slower.
    """
    found = {name: text for one in reversed(model.__mro__) if issubclass(one, BaseModel) for name, text in _told(one)}
    return {name: text for name, text in found.items() if name in model.model_fields}


def _told(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    try:
        body = ast.parse(textwrap.dedent(inspect.getsource(model))).body[0]
    except OSError:  # made by a function: it has no source of its own
        return
    for field, told in pairwise(getattr(body, "body", [])):
        text = told.value.value if isinstance(told, ast.Expr) and isinstance(told.value, ast.Constant) else None
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(text, str):
            yield field.target.id, inspect.cleandoc(text)
