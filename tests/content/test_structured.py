"""Structured data of the real pages."""

from __future__ import annotations

from test_structured import (
    test_types_and_properties_are_those_of_schema_org,
)

__all__ = [
    "test_types_and_properties_are_those_of_schema_org",
]
