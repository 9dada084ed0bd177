"""Acts as schema.org’s Legislation."""

from __future__ import annotations

from factsite.content import Entry
from factsite.records.legislation import Legislation
from factsite.records.listed import StepRole
from factsite.rendering.schema_org.things import SCHEMA, Thing, day_of, without_gaps
from factsite.rendering.view import View

# https://schema.org/LegalForceStatus; an act that is published and no more isn't in force yet.
_FORCE = {
    StepRole.TAKES_EFFECT: "InForce",
    StepRole.APPLIES: "InForce",
    StepRole.SUSPENDS: "PartiallyInForce",
    StepRole.ANNULS_IN_PART: "PartiallyInForce",
    StepRole.ANNULS: "NotInForce",
    StepRole.REPEALS: "NotInForce",
    StepRole.PUBLISHES: "NotInForce",
}


def legislation(view: View, act: Legislation) -> Thing:
    """An act, and this page as a summary of it without legal value."""
    entry = view.page
    status = view.status_of(entry)
    found = act_named(view, entry) | {
        "@context": SCHEMA,
        "legislationType": view.language.name(act.act),
        "legislationJurisdiction": view.language.name(act.level),
        "legislationIdentifier": [identifier.text for identifier in view.identifiers(entry) if identifier.text],
        "legislationDate": day_of(act.date),
        "legislationLegalForce": f"{SCHEMA}/{_FORCE[status.step.role]}"
        if status and status.step.role in _FORCE
        else None,
        "legislationAmends": [_named(view, target) for target in act.amends],
        "legislationRepeals": [_named(view, target) for target in act.repeals],
        "legislationTransposes": [_named(view, target) for target in act.transposes],
        "legislationApplies": [_named(view, target) for target in act.implements],
        "subjectOf": {
            "@type": "LegislationObject",
            "name": view.title,
            "url": view.canonical,
            "inLanguage": view.shown.code,
            "legislationLegalValue": f"{SCHEMA}/UnofficialLegalValue",
        },
    }
    return without_gaps(found)


def act_named(view: View, entry: Entry) -> Thing:
    """An act by its identifier and its name."""
    official = next((identifier.address for identifier in view.identifiers(entry) if identifier.address), None)
    own = view.site.base + view.site.addresses.of(entry.path, view.code)
    name = view.text("official_title", entry) or view.title_of(entry)
    return {"@type": "Legislation", "@id": official or f"{own}#act", "name": name}


def _named(view: View, act: str) -> Thing | None:
    return act_named(view, view.entry_at(f"legislation/{act}")) if view.has(f"legislation/{act}") else None
