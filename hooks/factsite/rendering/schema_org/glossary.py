"""The glossary as schema.org’s DefinedTermSet."""

from __future__ import annotations

from collections.abc import Sequence

from factsite.rendering.prose import GlossaryTerm
from factsite.rendering.schema_org.things import SCHEMA, Thing
from factsite.rendering.view import View


def term_set(view: View, terms: Sequence[GlossaryTerm]) -> Thing:
    """The glossary: of each term its anchor, its name and its definition."""
    identity = f"{view.canonical}#terms"
    return {
        "@context": SCHEMA,
        "@type": "DefinedTermSet",
        "@id": identity,
        "name": view.title,
        "inLanguage": view.code,
        "hasDefinedTerm": [
            {
                "@type": "DefinedTerm",
                "@id": f"{view.canonical}#{term.slug}",
                "name": term.name,
                "description": term.definition,
            }
            for term in terms
        ],
    }
