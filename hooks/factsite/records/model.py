"""What every model of data is: closed and unchanging; and the code of a language, which all of them need."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field

# ISO 639, as it stands in folders and addresses; whether the site has the language, a rule says.
LanguageCode = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]


class Model(BaseModel):
    """A closed model: unknown fields are refused, instances don't change."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, use_attribute_docstrings=True)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Copy it with other values in some fields, and nothing remembered that was computed from the former ones."""
        fresh = super().model_copy(update=update, deep=deep)
        for name in [name for name, kind in vars(type(self)).items() if isinstance(kind, cached_property)]:
            fresh.__dict__.pop(name, None)
        return fresh
