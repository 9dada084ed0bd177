"""How things are written as linked data: other things by their addresses, texts with their language, days, codes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from factsite.localising.names import alpha_3

Node = dict[str, Any]
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# The EU's lists of codes (https://op.europa.eu/en/web/eu-vocabularies/authority-tables).
AUTHORITY = "http://publications.europa.eu/resource/authority/"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"


def ref(address: str) -> Node:
    """Another thing, by its address."""
    return {"@id": address}


def texts(said: Mapping[str, str]) -> list[Node]:
    """A text in each language that has it."""
    return [{"@language": code, "@value": said[code]} for code in said]


def day(when: date) -> Node:
    """A day."""
    return typed("date", when.isoformat())


def typed(kind: str, value: str) -> Node:
    """A value of a type of XML Schema."""
    return {"@type": f"xsd:{kind}", "@value": value}


def authority(table: str, code: str) -> Node:
    """A code in one of the EU's lists."""
    return ref(f"{AUTHORITY}{table}/{code}")


def languages(codes: list[str]) -> list[Node]:
    """Languages in the EU's list."""
    return [authority("language", alpha_3(code).upper()) for code in codes]


def document(address: str) -> Node:
    """What says that at an address there is a page to read."""
    return {"@id": address, "@type": "foaf:Document"}
