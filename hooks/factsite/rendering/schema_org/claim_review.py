"""Fact checks as schema.org’s ClaimReview."""

from __future__ import annotations

from factsite.records.codes import Verdict
from factsite.records.fact_check import FactCheck
from factsite.records.source import Source
from factsite.rendering.schema_org.publisher import publisher
from factsite.rendering.schema_org.things import SCHEMA, Thing, body_name, day_of, without_gaps
from factsite.rendering.view import View

# The scale of https://schema.org/ClaimReview runs from 1, the least true; what can’t be established has no place there.
_RATING = {Verdict.SUPPORTED: 5, Verdict.LACKS_CONTEXT: 3, Verdict.NOT_SUPPORTED: 2, Verdict.CONTRADICTED: 1}


def claim_review(view: View, check: FactCheck) -> Thing:
    """A fact check: the claim as the page gives it in its language, who made it where, and the verdict."""
    source = view.site.content.sources.get(check.claimed_in.source)
    review = {
        "@context": SCHEMA,
        "@type": "ClaimReview",
        "@id": f"{view.canonical}#review",
        "url": view.canonical,
        "inLanguage": view.shown.code,
        "name": view.title,
        "claimReviewed": view.text("claim") or check.claim.text,
        "datePublished": day_of(check.checked),
        "dateModified": check.changed.isoformat(),
        "author": publisher(view),
        "reviewRating": without_gaps(
            {
                "@type": "Rating",
                "alternateName": view.language.name(check.verdict),
                "ratingValue": _RATING.get(check.verdict),
                "bestRating": 5,
                "worstRating": 1,
            }
        ),
        "itemReviewed": without_gaps(
            {
                "@type": "Claim",
                "author": _body(view, check.claimant),
                "datePublished": day_of(check.claimed),
                "appearance": _appearance(view, source) if source else None,
            }
        ),
    }
    return without_gaps(review)


def _body(view: View, identifier: str) -> Thing:
    """Who said it, with the address at which this site tells of them."""
    path = f"organisations/{identifier}"
    own = view.site.base + view.site.addresses.of(path, view.code) if view.has(path) else None
    return without_gaps({"@type": "Organization", "name": body_name(view, identifier), "url": own})


def _appearance(view: View, source: Source) -> Thing:
    """The document in which a claim stands, as the page names it."""
    return without_gaps(
        {
            "@type": "CreativeWork",
            "name": source.title_for(view.code).text,
            "inLanguage": source.language_for(view.code),
            "url": source.address_for(view.code),
        }
    )
