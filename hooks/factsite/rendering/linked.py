"""Acts, fact checks, bodies, terms and ways of pages in schema.org's words; all values are those of the page."""

from __future__ import annotations

from typing import Any

from factsite.content import Entry
from factsite.records.codes import OrganisationType, Step, Verdict
from factsite.records.kinds import FactCheck, Legislation, Organisation, Source
from factsite.records.scalars import Span
from factsite.rendering.prose import GlossaryTerm
from factsite.rendering.view import View

Thing = dict[str, Any]
_SCHEMA = "https://schema.org"
# https://schema.org/LegalForceStatus; an act that is published and no more isn't in force yet.
_FORCE = {
    Step.IN_FORCE: "InForce",
    Step.APPLICABLE: "InForce",
    Step.SUSPENDED: "PartiallyInForce",
    Step.PARTLY_ANNULLED: "PartiallyInForce",
    Step.ANNULLED: "NotInForce",
    Step.REPEALED: "NotInForce",
    Step.PUBLISHED: "NotInForce",
}
# The scale of https://schema.org/ClaimReview runs from 1, the least true; what can’t be established has no place there.
_RATING = {Verdict.SUPPORTED: 5, Verdict.LACKS_CONTEXT: 3, Verdict.NOT_SUPPORTED: 2, Verdict.CONTRADICTED: 1}
_PUBLIC = frozenset(
    {
        OrganisationType.FEDERAL_ADMINISTRATION,
        OrganisationType.REGIONAL_ADMINISTRATION,
        OrganisationType.LOCAL_AUTHORITY,
        OrganisationType.GOVERNMENT,
        OrganisationType.COURT,
        OrganisationType.PARLIAMENT,
    }
)


def legislation(view: View, act: Legislation) -> Thing:
    """An act, and this page as a summary of it without legal value."""
    entry = view.page
    status = view.status_of(entry)
    found = _act(view, entry) | {
        "@context": _SCHEMA,
        "legislationType": view.language.name(act.act),
        "legislationJurisdiction": view.language.name(act.level),
        "legislationIdentifier": [*([act.numac] if act.numac else []), *(eli.uri for eli in act.eli)],
        "legislationDate": _day(act.date),
        "legislationLegalForce": f"{_SCHEMA}/{_FORCE[status.step]}" if status and status.step in _FORCE else None,
        "legislationAmends": [_named(view, target) for target in act.amends],
        "legislationRepeals": [_named(view, target) for target in act.repeals],
        "legislationTransposes": [_named(view, target) for target in act.transposes],
        "legislationApplies": [_named(view, target) for target in act.implements],
        "subjectOf": {
            "@type": "LegislationObject",
            "name": view.title,
            "url": view.canonical,
            "inLanguage": view.shown.code,
            "legislationLegalValue": f"{_SCHEMA}/UnofficialLegalValue",
        },
    }
    return _without_gaps(found)


def claim_review(view: View, check: FactCheck) -> Thing:
    """A fact check: the claim as the page gives it in its language, who made it where, and the verdict."""
    source = view.site.content.sources.get(check.claimed_in.source)
    review = {
        "@context": _SCHEMA,
        "@type": "ClaimReview",
        "@id": f"{view.canonical}#review",
        "url": view.canonical,
        "inLanguage": view.shown.code,
        "name": view.title,
        "claimReviewed": view.text("claim") or check.claim.text,
        "datePublished": _day(check.checked),
        "dateModified": check.changed.isoformat(),
        "author": publisher(view),
        "reviewRating": _without_gaps(
            {
                "@type": "Rating",
                "alternateName": view.language.name(check.verdict),
                "ratingValue": _RATING.get(check.verdict),
                "bestRating": 5,
                "worstRating": 1,
            }
        ),
        "itemReviewed": _without_gaps(
            {
                "@type": "Claim",
                "author": {"@type": "Organization", "name": _body(view, check.claimant)},
                "datePublished": _day(check.claimed),
                "appearance": _appearance(view, source) if source else None,
            }
        ),
    }
    return _without_gaps(review)


def publisher(view: View) -> Thing:
    """Who publishes the site, and where readers write to it."""
    settings = view.site.content.settings
    contact = settings.contact if settings and not settings.contact.placeholder else None
    point = contact and _without_gaps(
        {
            "@type": "ContactPoint",
            "email": contact.email,
            "url": contact.form,
            "telephone": contact.telephone,
            "availableLanguage": list(view.site.content.languages),
        }
    )
    website = settings.publisher.website_for(view.code) if settings and not settings.publisher.placeholder else None
    found = {"@type": "Organization", "name": view.publisher, "url": website or view.site.base, "contactPoint": point}
    return _without_gaps(found)


def organisation(view: View, body: Organisation) -> Thing:
    """A body of the state or beyond it."""
    found = {
        "@context": _SCHEMA,
        "@type": "GovernmentOrganization" if body.type in _PUBLIC else "Organization",
        "@id": f"{view.canonical}#body",
        "name": view.title,
        "alternateName": view.text("abbreviation"),
        "description": view.text("summary"),
        "url": body.website_for(view.code),
        "parentOrganization": {"@type": "Organization", "name": _body(view, body.part_of)} if body.part_of else None,
    }
    return _without_gaps(found)


def _appearance(view: View, source: Source) -> Thing:
    """The document in which a claim stands, as the page names it."""
    return _without_gaps(
        {
            "@type": "CreativeWork",
            "name": source.title_for(view.code).text,
            "inLanguage": source.language_for(view.code),
            "url": source.address_for(view.code),
        }
    )


def term_set(view: View, terms: list[GlossaryTerm]) -> Thing:
    """The glossary: of each term its anchor, its name and its definition."""
    identity = f"{view.canonical}#terms"
    return {
        "@context": _SCHEMA,
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


def breadcrumbs(view: View) -> Thing:
    """The way to a page, itself included: absolute addresses and names."""
    named = [(crumb.address, crumb.name) for crumb in view.way]
    return {
        "@context": _SCHEMA,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": address}
            for place, (address, name) in enumerate([*named, (view.canonical, view.title)], 1)
        ],
    }


def _act(view: View, entry: Entry) -> Thing:
    act = entry.record
    elis = act.eli if isinstance(act, Legislation) else []
    official = elis[0].uri if elis else None
    own = view.site.base + view.site.addresses.of(entry.path, view.code)
    name = view.text("official_title", entry) or view.title_of(entry)
    return {"@type": "Legislation", "@id": official or f"{own}#act", "name": name}


def _named(view: View, act: str) -> Thing | None:
    return _act(view, view.entry_at(f"legislation/{act}")) if view.has(f"legislation/{act}") else None


def _body(view: View, identifier: str) -> str:
    path = f"organisations/{identifier}"
    return view.title_of(view.entry_at(path)) if view.has(path) else identifier


def _day(span: Span | None) -> str | None:
    return (span.iso or None) if span else None


def _without_gaps(thing: Thing) -> Thing:
    kept = {key: [one for one in value if one] if isinstance(value, list) else value for key, value in thing.items()}
    return {key: value for key, value in kept.items() if value not in (None, "", [])}
