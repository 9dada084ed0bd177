"""What each field is, for the comments of a new file: as its model says it."""

from __future__ import annotations

import re

from pydantic import BaseModel

from factsite.records.model import told_of_fields


def explanation(model: type[BaseModel], name: str) -> str:
    """What a field is, as one line without marks; empty if nobody says it.

    Args:
        model: the model that has the field.
        name: the field as files have it.
    """
    for own, field in model.model_fields.items():
        if (field.alias or own) == name:
            plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", told_of_fields(model).get(own, "")).replace("`", "")
            return " ".join(plain.split())
    return ""
