"""Under which addresses the choices on lists were published: what a release had there leads somewhere for good."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, RootModel

from factsite.records.model import LanguageCode
from factsite.records.scalars import Slug

# Where they stand, in content/data.
FILE = "choices.yml"
# The name and the code under which stand the further parts of a whole list, in the place of those of a choice.
WHOLE, ALL = "list", "all"
# What the address of a choice adds to that of its list, by/theme/asylum, or of a part of either: page-2.
Ending = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,80}(/[a-z0-9-]{1,80}){0,3}$")]
ChoiceCode = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$")]


class PublishedChoices(RootModel[dict[Slug, dict[ChoiceCode, dict[LanguageCode, list[Ending]]]]]):
    """Of the list of a kind, by the facet and the code of each choice, the ends of its addresses in each language.

    Further parts of a long one stand among its addresses, those of the whole list under “list” and “all”.
    The oldest stand first: where the name of a choice changes, its address of before leads on to that of today.
    """
