"""What each field is, for the comments of a new file: from its model or, where it doesn’t say, the data dictionary."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import BaseModel

# It stands beside the generator, where that is a folder of the project and no installed package.
_DICTIONARY = Path(__file__).parents[3] / "docs" / "data-dictionary.md"
_COMMON = "Fields that every data file may have"
_ROW = re.compile(r"^\| (?P<names>`[^|]*) \| (?P<told>.*) \|$", re.MULTILINE)


def explanation(model: type[BaseModel], section: str, name: str) -> str:
    """What a field is, as one line; empty if nobody says it.

    Args:
        model: the model that has the field.
        section: of the data dictionary: the kind of record.
        name: the field as files have it.
    """
    for own, field in model.model_fields.items():
        if (field.alias or own) == name and field.description:
            return field.description
    return _sections().get(section, {}).get(name) or _sections().get(_COMMON, {}).get(name, "")


@cache
def _sections() -> Mapping[str, Mapping[str, str]]:
    """The fields of each section of the data dictionary with what it says of them."""
    text = _DICTIONARY.read_text(encoding="utf-8") if _DICTIONARY.is_file() else ""
    parts = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    return {part.partition("\n")[0]: _rows(part) for part in parts}


def _rows(part: str) -> dict[str, str]:
    """What the tables of a section say of each field: the first row that names it, as the next tables are of others."""
    found: dict[str, str] = {}
    for row in _ROW.finditer(part):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", row["told"]).replace("`", "").replace("\\|", "|")
        for name in re.findall(r"`([^`]+)`", row["names"]):
            found.setdefault(name, plain)
    return found
